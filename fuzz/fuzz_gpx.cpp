// Activities of a watch in this format: whatever is read makes a course in order, or is refused with a
// reason.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "formats/gpx/gpx_reader.h"
#include "fuzz/check_activity.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);  // NOLINT(*-reinterpret-cast)
  hamstring::Diagnostics diagnostics;
  hamstring::check_activities(hamstring::parse_gpx(text, "fuzz", diagnostics));
  return 0;
}
