// The reader of case files on any bytes: a case that survives writing and reading again, or an error with a
// message.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "history/case.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hamstring;
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  Diagnostics diagnostics;
  const Result<rehab::Case> value = rehab::read_case(content, "fuzz/case.json", diagnostics);
  if (!value) {
    if (value.error().message.empty()) std::abort();  // a refusal without a reason
    return 0;
  }
  const std::string written = rehab::write_case(*value);
  const Result<rehab::Case> again = rehab::read_case(written, "fuzz/again.json", diagnostics);
  if (!again || rehab::write_case(*again) != written) std::abort();
  return 0;
}
