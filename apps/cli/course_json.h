// What several commands say of a course in the same words.
#pragma once

#include <nlohmann/json.hpp>

#include "record/activity_course.h"

namespace hamstring::cli {

/// Rounded to `steps` a unit; null where it is not known.
[[nodiscard]] nlohmann::json number(double value, double steps = 1000.0);

/// Distance, times, and which speed and cadence were taken, with their error.
[[nodiscard]] nlohmann::json course_json(const Course& course);

}  // namespace hamstring::cli
