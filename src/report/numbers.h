// Numbers as people read them: degrees, percent, a real minus sign, "not known" instead of NaN.
#pragma once

#include <string>
#include <string_view>

#include "exposure/cycle_curves.h"

namespace hamstring::report {

/// Fixed decimals with U+2212 for minus and no "−0"; "not known" for NaN and infinities.
[[nodiscard]] std::string number(double value, int decimals);

/// number() and its unit with a no-break space between ("4.9 %", "38°", "0.49 m/s").
[[nodiscard]] std::string quantity(double value, int decimals, std::string_view unit);

/// "4.9 ± 0.2 %"; without the spread where it is not known.
[[nodiscard]] std::string quantity(const exposure::MeanSd& value, int decimals, std::string_view unit);

/// mean, sd, min and max times a factor: from SI to what is shown.
[[nodiscard]] exposure::MeanSd scaled(const exposure::MeanSd& value, double factor);

inline constexpr double percent_per_one = 100.0;

}  // namespace hamstring::report
