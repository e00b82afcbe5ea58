// What must hold of every activity that any reader gives.
#pragma once

#include <cmath>
#include <cstdlib>

#include "core/result.h"
#include "record/activity.h"
#include "record/activity_course.h"

namespace hamstring {

inline void check_course(const Course& course) {
  double time_s = -INFINITY, distance_m = 0.0;
  for (const CoursePoint& point : course.points) {
    if (!(point.time_s > time_s)) std::abort();
    if (point.distance_m < distance_m || point.speed_m_per_s < 0.0 || point.speed_m_per_s > 40.0)
      std::abort();
    time_s = point.time_s;
    if (std::isfinite(point.distance_m)) distance_m = point.distance_m;
  }
  if (course.moving_s > course.elapsed_s || course.moving_s < -1e-6) std::abort();
}

inline void check_activities(const Result<ActivityFile>& file) {
  if (!file) {
    if (file.error().message.empty()) std::abort();
    return;
  }
  if (file->activities.empty() && file->content.empty()) std::abort();
  for (const Activity& activity : file->activities) {
    if (activity.samples.empty()) std::abort();
    check_course(course_of(activity));
    if (!activity.samples.empty()) (void)twin_of(activity, file->activities.front());
  }
}

}  // namespace hamstring
