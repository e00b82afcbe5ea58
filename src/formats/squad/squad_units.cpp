#include "formats/squad/squad_units.h"

#include <algorithm>
#include <array>
#include <numbers>

#include "core/text.h"

namespace hamstring {
namespace {

struct Known {
  std::string_view word, base;
  double in_base;
};

// The kilogram of a scale is a force here: what a kilogram weighs at the standard acceleration of free fall
// (CGPM 1901: 9.80665 m/s²). Pound and inch: the international ones of 1959.
constexpr double kilopond = 9.80665;
constexpr double pound_force = 0.45359237 * kilopond;
constexpr std::array known_units{
    Known{"n", "N", 1.0},           Known{"newton", "N", 1.0},
    Known{"newtons", "N", 1.0},     Known{"kn", "N", 1000.0},
    Known{"kg", "N", kilopond},     Known{"kgf", "N", kilopond},
    Known{"kp", "N", kilopond},     Known{"lb", "N", pound_force},
    Known{"lbs", "N", pound_force}, Known{"lbf", "N", pound_force},
    Known{"°", "deg", 1.0},         Known{"deg", "deg", 1.0},
    Known{"degree", "deg", 1.0},    Known{"degrees", "deg", 1.0},
    Known{"grad", "deg", 1.0},      Known{"rad", "deg", 180.0 / std::numbers::pi},
    Known{"cm", "cm", 1.0},         Known{"mm", "cm", 0.1},
    Known{"m", "cm", 100.0},        Known{"in", "cm", 2.54},
    Known{"inch", "cm", 2.54},      Known{"reps", "count", 1.0},
    Known{"count", "count", 1.0},   Known{"wdh", "count", 1.0},
    Known{"m/s", "m/s", 1.0},       Known{"km/h", "m/s", 1.0 / 3.6}};

const Known* known(std::string_view written) {
  const std::string word = to_lower(written);
  const auto found = std::ranges::find(known_units, std::string_view(word), &Known::word);
  return found == known_units.end() ? nullptr : &*found;
}

SquadUnit unit(std::string_view written) {
  const Known* found = known(written);
  return {.written = std::string(written),
          .base = found == nullptr ? std::string_view{} : found->base,
          .in_base = found == nullptr ? 1.0 : found->in_base};
}

constexpr std::string_view between = " \t,_";

/// A unit as the last word, where a blank, a comma or a low line stands before it; empty where it is none.
/// "L Reps" is a column of its own, which counts, beside that of the force.
std::string_view last_unit(std::string_view header) {
  const std::string_view text = trim(header);
  const std::size_t before = text.find_last_of(between);
  if (before == std::string_view::npos) return {};
  const std::string_view last = text.substr(before + 1);
  const Known* found = known(last);
  return found == nullptr || found->base == "count" ? std::string_view{} : last;
}

}  // namespace

SquadUnit squad_unit_of(std::string_view header) {
  const std::size_t open = header.find_first_of("([");
  if (open != std::string_view::npos) {
    const std::size_t close = header.find_first_of(")]", open);
    return unit(trim(header.substr(open + 1, close == std::string_view::npos ? close : close - open - 1)));
  }
  const std::string_view last = last_unit(header);
  return last.empty() ? SquadUnit{} : unit(last);
}

std::string_view without_squad_unit(std::string_view header) {
  const std::string_view last = last_unit(header);
  if (last.empty()) return header;
  const std::string_view text = trim(header);
  const std::string_view rest = text.substr(0, text.size() - last.size());
  return rest.substr(0, rest.find_last_not_of(between) + 1);
}

std::optional<double> squad_factor(const SquadUnit& unit, std::string_view wanted) {
  if (unit.written.empty()) return 1.0;
  return unit.base.empty() || unit.base != wanted ? std::nullopt : std::optional(unit.in_base);
}

}  // namespace hamstring
