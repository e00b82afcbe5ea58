#include "record/cadence_rule.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace hamstring {
namespace {

constexpr double moving_m_per_s = 0.7, running_m_per_s = 1.9;
constexpr double cadence_max = 254.0;  ///< 255 is 'no value' of a byte

double median_of(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace

std::string_view cadence_rule_text(CadenceRule rule) {
  switch (rule) {
    case CadenceRule::none:
      return "no cadence recorded";
    case CadenceRule::one_leg:
      return "cycles of one leg: doubled to steps";
    case CadenceRule::both_legs:
      return "steps of both legs already";
    case CadenceRule::undecided:
      return "not used: neither cycles nor steps are what people do at that speed";
  }
  return {};
}

ExpectedCadence expected_cadence(double speed_m_per_s) {
  if (speed_m_per_s < running_m_per_s) return {.strides_per_min = 55.0, .half_width = 15.0};
  return {.strides_per_min = 75.01 + 3.006 * speed_m_per_s, .half_width = 15.0};
}

CadenceRule decide_cadence(std::span<const CadenceAtSpeed> recorded) {
  // How far each reading lies from what is expected, in half widths.
  std::vector<double> as_cycles, as_steps;
  for (const CadenceAtSpeed& point : recorded) {
    if (!(point.speed_m_per_s >= moving_m_per_s && point.cadence_per_min > 0.0 &&
          point.cadence_per_min <= cadence_max))
      continue;
    const ExpectedCadence expected = expected_cadence(point.speed_m_per_s);
    as_cycles.push_back((point.cadence_per_min - expected.strides_per_min) / expected.half_width);
    as_steps.push_back((0.5 * point.cadence_per_min - expected.strides_per_min) / expected.half_width);
  }
  if (as_cycles.empty()) return CadenceRule::none;
  const double cycles = std::abs(median_of(as_cycles)), steps = std::abs(median_of(as_steps));
  if (std::min(cycles, steps) > 1.0) return CadenceRule::undecided;
  return cycles <= steps ? CadenceRule::one_leg : CadenceRule::both_legs;
}

}  // namespace hamstring
