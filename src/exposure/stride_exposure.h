// What one muscle went through in each stride: how far it was stretched, how fast it lengthened, when, and in
// which pose. Pure functions of series against time; equations in docs/report.md.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "gait/strides.h"

namespace hamstring::exposure {

/// One muscle and the joints it crosses over a recording. All spans have the length of time_s (at least 3),
/// or are empty where the series is not known; results that need them are then NaN.
struct MuscleTrace {
  std::span<const double> time_s;                     ///< strictly rising [s]
  std::span<const double> length_m;                   ///< muscle-tendon length [m]
  std::span<const double> lengthening_speed_m_per_s;  ///< its rate, positive while lengthening [m/s]
  double upright_length_m = std::numeric_limits<double>::quiet_NaN();  ///< length with all coordinates zero
  std::span<const double> hip_flexion_rad;                             ///< positive in flexion [rad]
  std::span<const double> knee_flexion_rad;                            ///< positive in flexion [rad]
};

/// The largest (or smallest) value of a series within a span of time, to a fraction of a sample, and the pose
/// at that instant. Everything NaN: there was no such value.
struct Extreme {
  double value = std::numeric_limits<double>::quiet_NaN();             ///< in the unit of the series
  double time_s = std::numeric_limits<double>::quiet_NaN();            ///< when [s]
  double hip_flexion_rad = std::numeric_limits<double>::quiet_NaN();   ///< at that time [rad]
  double knee_flexion_rad = std::numeric_limits<double>::quiet_NaN();  ///< at that time [rad]
};

/// What one muscle went through between two instants. Stretch is dimensionless: (length − upright) / upright.
struct Exposure {
  TimeSpan span;                   ///< the stride (or the whole recording) [s]
  Extreme peak_stretch;            ///< largest stretch [1]
  Extreme least_stretch;           ///< smallest stretch; negative: shorter than upright [1]
  Extreme peak_lengthening_speed;  ///< largest lengthening speed [m/s]
  Extreme peak_shortening_speed;   ///< largest shortening speed, as a positive number [m/s]
  double stretch_at_start = std::numeric_limits<double>::quiet_NaN();  ///< in a stride: at foot strike [1]
};

/// Where `time_s` lies in a span [% of the cycle], 0 at its start and 100 at its end.
[[nodiscard]] double percent_of_span(const TimeSpan& span, double time_s);

/// (length − upright) / upright, sample by sample [1]. Filled with NaN where upright_length_m is not
/// positive.
[[nodiscard]] std::vector<double> stretch_series(std::span<const double> length_m, double upright_length_m);

/// Largest value of `values` within `span`. A parabola through each sample that tops its two neighbors gives
/// value and time between the samples; the neighbors may lie outside the span, the result does not. The
/// values at the ends of the span (linear between samples) compete, so that a peak at foot strike is not
/// lost. NaN where a sample within the span is missing, where the span holds no sample, or where it leaves
/// the recording. The pose is linear between samples.
[[nodiscard]] Extreme largest_within(const MuscleTrace& history, std::span<const double> values,
                                     const TimeSpan& span);

/// All extremes of one muscle within a span of time.
[[nodiscard]] Exposure exposure_within(const MuscleTrace& history, const TimeSpan& span);

/// The same for every stride, in the order given.
[[nodiscard]] std::vector<Exposure> stride_exposures(const MuscleTrace& history,
                                                     std::span<const Stride> strides);

}  // namespace hamstring::exposure
