// What somebody chose that changes numbers: it stands in every output.
#pragma once

#include <string>

#include "report/motion_report.h"

namespace hamstring::report {

/// One line: "mode physics; coordinates as recorded (no low-pass); angles as the file says; whole recording",
/// and hamstrings named by hand, where there are any. What was left as it is stands there as well: a default
/// is a choice.
[[nodiscard]] std::string choices_line(const MotionReport& report);

}  // namespace hamstring::report
