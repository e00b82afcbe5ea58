// External loads on any bytes: first the file that describes them, then, after a line of "====", the table of
// numbers. Loads, or an error with a message; never a crash or a hang. Without such a line the bytes are
// both.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dynamics/load_table.h"
#include "formats/setup/external_loads_reader.h"
#include "formats/storage/storage_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view cut = "\n====\n";
  const std::size_t at = content.find(cut);
  const std::string_view described = at == std::string_view::npos ? content : content.substr(0, at);
  const std::string_view numbers = at == std::string_view::npos ? content : content.substr(at + cut.size());
  hamstring::Diagnostics diagnostics;
  const auto file = hamstring::parse_external_loads(described, "fuzz/loads.xml", diagnostics);
  if (!file && file.error().message.empty()) std::abort();  // a refusal without a reason
  const auto table = hamstring::parse_storage(numbers, "fuzz.mot", diagnostics);
  if (!table) return 0;
  const auto plates = hamstring::dynamics::plates_of(*table);
  const auto loads = hamstring::dynamics::loads_from_table(plates, *table, diagnostics);
  if (!loads && loads.error().message.empty()) std::abort();
  if (file) {
    const auto described_loads = hamstring::dynamics::loads_from_table(file->sources, *table, diagnostics);
    if (!described_loads && described_loads.error().message.empty()) std::abort();
  }
  return 0;
}
