// The reader of movement files on any bytes: a movement whose curves can be sampled, or an error with a
// message; never a crash or a hang. Whoever reaches the Lab reaches this reader, without an account.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "movement/movement.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hamstring;
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  Diagnostics diagnostics;
  const auto movement = movement::parse_movement(content, "fuzz.toml", diagnostics);
  if (!movement) {
    if (movement.error().message.empty()) std::abort();  // a refusal without a reason
    return 0;
  }
  const auto table =
      movement::movement_as_table(*movement, {.cycles = 1.0, .rate_hz = 50.0, .first_phase = 0.0});
  if (!table) {
    if (table.error().message.empty()) std::abort();
    return 0;
  }
  for (std::size_t c = 0; c < table->columns(); ++c)
    for (const double value : table->column(c))
      if (std::isnan(value)) std::abort();
  return 0;
}
