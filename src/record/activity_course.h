// What happened in a recorded activity, second by second: its records put in order and made one a time, what
// cannot be left out and named, one speed chosen and the other kept beside it. docs/watch.md has every rule.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "record/activity.h"
#include "record/cadence_rule.h"

namespace hamstring {

/// Between two records that are further apart nothing is known of what happened [s]. Watches that save memory
/// write every 7 s at the latest; our assumption.
inline constexpr double known_step_max_s = 10.0;
/// Nobody runs faster: the fastest 20 m ever measured of a man were run at 12.3 m/s (Bolt, Berlin 2009).
inline constexpr double fastest_run_m_per_s = 12.5;

enum class SpeedSource {
  none,
  recorded,       ///< the speed the file gives
  distance,       ///< steps of the file's distance over time
  positions,      ///< steps between places over time
  second_sensor,  ///< another sensor's in the same file
};
[[nodiscard]] std::string_view speed_source_text(SpeedSource source);

struct CoursePoint {
  double time_s = not_recorded;  ///< since 1970, strictly rising
  double latitude_deg = not_recorded, longitude_deg = not_recorded;
  double distance_m = not_recorded;     ///< from 0 on, never falling
  double speed_m_per_s = not_recorded;  ///< the one that is used
  double altitude_m = not_recorded;
  double strides_per_min = not_recorded;  ///< of one leg, as recorded
  double heart_rate_per_min = not_recorded;
};

/// What was not taken as it stands.
struct LeftOut {
  std::size_t count = 0;
  double first_s = not_recorded;  ///< when the first of them was, after the start
  std::string what;               ///< "places that jump 85 m", …
};

struct Course {
  std::vector<CoursePoint> points;
  std::vector<ActivityPause> pauses;  ///< recorded ones, and stretches without records in which nothing moved
  double distance_m = not_recorded;
  double elapsed_s = not_recorded, moving_s = not_recorded;  ///< moving: without pauses
  SpeedSource speed_source = SpeedSource::none, other_source = SpeedSource::none;
  double speed_error_m_per_s = not_recorded;  ///< standard error of one value, as assumed: bounds rest on it
  /// The same as this course shows it; nine of ten speeds lie within 1.645 times as much. No bound rests on
  /// it: it would narrow one where records are taken away.
  double seen_speed_error_m_per_s = not_recorded;
  double other_over_used = not_recorded;  ///< median ratio of the two speeds
  CadenceRule cadence_rule = CadenceRule::none;
  bool are_sides_measured = false;  ///< a balance of the feet was recorded
  std::vector<LeftOut> left_out;
};

/// Never fails: an activity without two records in time has no points, and says why in left_out.
[[nodiscard]] Course course_of(const Activity& activity);

/// Standard error of a speed [m/s]: 0.3 of a watch (1 a second, smoothed by it), 0.45 from places or
/// distances over 3 s, 0.15 of a foot pod. Our assumptions, of the size that Chahal 2022 (Sensors 22:1888)
/// reports for worn GPS at steady speed; a peak is read up to 7 % low there.
[[nodiscard]] double assumed_speed_error_m_per_s(SpeedSource source);

/// Slope over 60 m around a point [1], uphill positive, and its standard error from that of the altitude
/// (1.5 m, our assumption). NaN where altitude or distance are not known all the way.
struct Grade {
  double slope = not_recorded, error = not_recorded;
};
[[nodiscard]] Grade grade_at(const Course& course, std::size_t point);

/// The day on which an activity began in a place whose clock is `utc_offset_s` ahead of UTC.
[[nodiscard]] Day day_of(const Activity& activity, double utc_offset_s);

/// Whether two files hold the same activity: began within two minutes of each other (or a whole number of
/// quarter hours apart, up to 14 h, as a clock set to another zone makes it), are as long within 2 % or 5 s,
/// and as far within 2 % where both count it.
struct Twin {
  bool is_twin = false;
  double clock_shift_s = 0.0;  ///< of the second against the first
};
[[nodiscard]] Twin twin_of(const Activity& first, const Activity& second);

}  // namespace hamstring
