// What the cadence of a file counts: FIT defines cycles of one leg, TCX mostly has them, too, GPX often has
// steps of both already. Which it is decides what runners do at that speed.
#pragma once

#include <span>
#include <string_view>

namespace hamstring {

enum class CadenceRule {
  none,       ///< no cadence while moving
  one_leg,    ///< the numbers are cycles of one leg
  both_legs,  ///< the numbers are steps of both legs
  undecided,  ///< neither is what people do at that speed: not used
};

/// "cycles of one leg", …
[[nodiscard]] std::string_view cadence_rule_text(CadenceRule rule);

struct CadenceAtSpeed {
  double cadence_per_min = 0.0;
  double speed_m_per_s = 0.0;
};

/// Cycles of one leg a minute that go with a speed, with half the width in which nearly everybody lies.
struct ExpectedCadence {
  double strides_per_min = 0.0, half_width = 0.0;
};

/// Running (from 1.9 m/s on, where people change from walking): 75.01 + 3.006 v ± 15 (van Oeveren 2019, 256
/// runners, 1.64-4.68 m/s). Walking: 55 ± 15, our assumption.
[[nodiscard]] ExpectedCadence expected_cadence(double speed_m_per_s);

/// By the median over what was recorded above 0.7 m/s; zeros and 255 do not count.
[[nodiscard]] CadenceRule decide_cadence(std::span<const CadenceAtSpeed> recorded);

}  // namespace hamstring
