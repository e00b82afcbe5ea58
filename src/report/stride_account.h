// How many strides count and which were left out, in words.
#pragma once

#include <string>

#include "report/motion_report.h"

namespace hamstring::report {

/// "Left leg: 6 strides complete; left out: 1 cut off at the start, 1 cut off at the end."
[[nodiscard]] std::string stride_account(const SideResult& side);

}  // namespace hamstring::report
