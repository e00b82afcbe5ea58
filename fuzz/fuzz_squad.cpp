// Tables of squads, pasted or from a device: whatever is read holds finite numbers and whole rows.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/squad/squad_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);  // NOLINT(*-reinterpret-cast)
  const auto table = hamstring::read_squad_table(text);
  if (!table) return 0;
  if (table->rows.size() > hamstring::squad_rows_max) std::abort();
  for (const hamstring::SquadRow& row : table->rows) {
    for (const auto& value : {row.left, row.right, row.pain})
      if (value && !std::isfinite(*value)) std::abort();
    if (!row.left && !row.right && row.faults.empty()) std::abort();
  }
  return 0;
}
