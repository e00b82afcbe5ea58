// Tables of gait events: whatever is read is finite, rises, and comes back the same after being written.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gait/event_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);  // NOLINT(*-reinterpret-cast)
  const auto table = hamstring::parse_event_table(text, "fuzz.csv");
  if (!table) return 0;
  for (const auto* side : {&table->left, &table->right}) {
    for (const auto* times : {&side->foot_strike_s, &side->toe_off_s}) {
      if (!std::ranges::is_sorted(*times)) std::abort();
      if (!std::ranges::all_of(*times, [](double t) { return std::isfinite(t); })) std::abort();
    }
  }
  const std::string written = hamstring::write_event_table(*table, "given");
  const auto again = hamstring::parse_event_table(written, "again.csv");
  if (!again || again->left.foot_strike_s != table->left.foot_strike_s ||
      again->right.toe_off_s != table->right.toe_off_s)
    std::abort();
  return 0;
}
