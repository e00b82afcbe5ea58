// How far off the speeds of a course are, as it shows itself. Used by activity_course only.
#pragma once

#include <span>

#include "record/activity_course.h"

namespace hamstring::course {

/// Standard error of one speed [m/s]: of each speed against the line through those 6 s before and after it
/// (a body keeps its pace for that long, errors do not), by the median, so that changes of pace do not
/// count; and what no recording shows of itself: its scale, 1 % of places and 2 % of a foot pod (our
/// assumptions). `assumed` where fewer than 100 speeds can be held against others, or records lie
/// more than 2 s apart.
[[nodiscard]] double seen_speed_error(std::span<const CoursePoint> points, SpeedSource source,
                                      double assumed);

}  // namespace hamstring::course
