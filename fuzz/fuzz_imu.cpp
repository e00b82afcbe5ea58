// The reader of inertial sensors on any bytes: rising times and rotations that are whole or missing, or an
// error with a message; never a crash or a hang.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/imu/imu_reader.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  hamstring::Diagnostics diagnostics;
  const auto read = hamstring::parse_imu(content, "fuzz.txt", {}, diagnostics);
  if (!read) {
    require(!read.error().message.empty());
    return 0;
  }
  require(read->R_WS.size() == read->frames() * read->names.size());
  for (std::size_t f = 1; f < read->frames(); ++f) require(read->time_s[f] > read->time_s[f - 1]);
  for (const hamstring::Mat3& R : read->R_WS) require(R.allFinite() || R.array().isNaN().all());
  return 0;
}
