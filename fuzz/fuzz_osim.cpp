// The .osim reader and compile() on any bytes: a model, or an error with a message; never a crash or a hang.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/osim/osim_reader.h"
#include "model/compile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  hamstring::Diagnostics diagnostics;
  const hamstring::OsimOptions options{.round_like_opensim_upgrade = size % 2 == 1};
  const auto read = hamstring::parse_osim(content, "fuzz.osim", options, diagnostics);
  if (!read) {
    if (read.error().message.empty()) std::abort();  // a refusal without a reason
    return 0;
  }
  const auto compiled = hamstring::model::compile(*read, diagnostics);
  if (!compiled && compiled.error().message.empty()) std::abort();
  return 0;
}
