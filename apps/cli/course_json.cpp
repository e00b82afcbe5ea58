#include "apps/cli/course_json.h"

#include <cmath>

namespace hamstring::cli {

nlohmann::json number(double value, double steps) {
  return std::isfinite(value) ? nlohmann::json(std::round(value * steps) / steps) : nlohmann::json();
}

nlohmann::json course_json(const Course& course) {
  return {{"distance_m", number(course.distance_m)},
          {"elapsed_s", number(course.elapsed_s)},
          {"moving_s", number(course.moving_s)},
          {"speed", speed_source_text(course.speed_source)},
          {"speed_error_m_per_s", number(course.speed_error_m_per_s)},
          {"seen_speed_error_m_per_s", number(course.seen_speed_error_m_per_s)},
          {"other_speed", speed_source_text(course.other_source)},
          {"other_speed_over_used", number(course.other_over_used)},
          {"cadence", cadence_rule_text(course.cadence_rule)}};
}

}  // namespace hamstring::cli
