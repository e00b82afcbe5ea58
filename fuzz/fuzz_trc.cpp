// The .trc reader on any bytes: markers whose times rise and whose positions are whole or missing, or an
// error with a message; never a crash or a hang.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/trc/trc_reader.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  hamstring::Diagnostics diagnostics;
  const auto markers = hamstring::parse_trc(content, "fuzz.trc", diagnostics);
  if (!markers) {
    require(!markers.error().message.empty());
    return 0;
  }
  require(markers->frames() > 0 && markers->markers() > 0);
  require(markers->positions_m.size() == markers->frames() * markers->markers());
  for (std::size_t f = 1; f < markers->frames(); ++f) require(markers->time_s[f] > markers->time_s[f - 1]);
  for (const hamstring::Vec3& position : markers->positions_m) {
    require(position.allFinite() || position.array().isNaN().all());
  }
  return 0;
}
