// Strides laid over each other: every stride as 101 points from 0 to 100 % of its cycle, their mean and
// spread.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "gait/strides.h"

namespace hamstring::exposure {

/// One point a percent, both ends included, as gait laboratories draw it.
inline constexpr std::size_t cycle_points = 101;

/// Values at 0, 1 … 100 % of a cycle, in the unit of the series.
using CycleCurve = std::array<double, cycle_points>;

/// A curve of which nothing is known: NaN everywhere.
[[nodiscard]] constexpr CycleCurve unknown_curve() {
  CycleCurve curve{};
  curve.fill(std::numeric_limits<double>::quiet_NaN());
  return curve;
}

/// Strides of one series. Filled by cycle_curves().
struct CycleCurves {
  std::vector<CycleCurve> single;     ///< one a stride, in order of time; NaN where samples are missing
  CycleCurve mean = unknown_curve();  ///< of the strides without gaps; NaN if there is none
  CycleCurve sd = unknown_curve();    ///< sample standard deviation of these; NaN for fewer than two
  std::size_t averaged = 0;           ///< strides without gaps
};

/// Mean and spread of a number that every stride gives once. Filled by mean_sd() or cyclic_mean_sd().
struct MeanSd {
  double mean = std::numeric_limits<double>::quiet_NaN();
  double sd =
      std::numeric_limits<double>::quiet_NaN();  ///< sample standard deviation; NaN for fewer than two
  double min = std::numeric_limits<double>::quiet_NaN();  ///< NaN for cyclic numbers, which have no order
  double max = std::numeric_limits<double>::quiet_NaN();
  std::size_t count = 0;  ///< values that are not NaN; the others are left out
};

/// The series between start and end of `span`, linear between samples. All NaN where a sample within the span
/// is missing or the span leaves the recording by more than a rounding error.
[[nodiscard]] CycleCurve resample_cycle(std::span<const double> time_s, std::span<const double> values,
                                        const TimeSpan& span);

/// resample_cycle of every stride with mean and standard deviation at each percent.
[[nodiscard]] CycleCurves cycle_curves(std::span<const double> time_s, std::span<const double> values,
                                       std::span<const Stride> strides);

/// Arithmetic mean and sample standard deviation of the values that are not NaN.
[[nodiscard]] MeanSd mean_sd(std::span<const double> values);

/// Mean of places in a cycle [%]: 99 and 1 average to 0 (or 100), not to 50. The mean is the direction of the
/// summed unit vectors on a circle of 100 % (the circular mean), in [0, 100); the spread is the sample
/// standard deviation of the shortest ways from it. NaN mean where the places cancel out.
[[nodiscard]] MeanSd cyclic_mean_sd(std::span<const double> percents);

}  // namespace hamstring::exposure
