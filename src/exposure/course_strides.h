// A course as strides: how many of which speed, each number with the bounds within which it lies. What was
// not recorded is bounded by what a body can do, never zero.
#pragma once

#include <vector>

#include "load/load.h"
#include "record/activity_course.h"

namespace hamstring::exposure {

/// The slowest and the fastest a leg can repeat itself in running (strides a minute), and the longest stride
/// anybody makes [m]. Sprinters reach 5 steps a second and 2.7 m a step; our rounding.
inline constexpr double fastest_strides_per_min = 150.0, longest_stride_m = 5.5;
/// Below it a body stands or shuffles [m/s].
inline constexpr double moving_m_per_s = 0.7;
/// A speed lies within so many of its standard errors nine times of ten, were they normal and of the size
/// that is assumed; run_coverage.test.cpp has how often they hold.
inline constexpr double speed_reach = 1.645;
/// Of a cadence as recorded; our assumption (watches give whole cycles and smooth over some seconds).
inline constexpr double cadence_error_fraction = 0.02;

/// What of a course has much the same speed: between two records, or a stretch of which nothing is known.
struct StrideGroup {
  double from_s = 0.0, to_s = 0.0;
  load::Interval strides;  ///< of one leg
  load::Interval speed;    ///< [m/s]; of a stretch that is not known: from 0 to what anybody runs
  bool is_known = true;    ///< false: nothing was recorded of it
  /// Whether it belongs to an acceleration: surely, or at all.
  bool surely_accelerating = false, maybe_accelerating = false;
};

struct CourseStrides {
  std::vector<StrideGroup> groups;
  load::Origin origin = load::Origin::modelled;  ///< measured: counted by a cadence that is believed
  double unknown_s = 0.0;                        ///< time of which nothing is known
  load::Interval accelerations;                  ///< how many
};

/// `said_moving_s`: how long the file says that it lasted without pauses; what it exceeds the course by is
/// not known either. NaN: not said.
[[nodiscard]] CourseStrides strides_of(const Course& course, double said_moving_s);

/// Highest mean speed over 3 s of the course [m/s]; NaN where there is none.
[[nodiscard]] double best_speed(const Course& course);

}  // namespace hamstring::exposure
