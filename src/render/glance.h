// The first screen's comparison: the largest stretch of each long hamstring, left against right, with its
// spread.
#pragma once

#include <vector>

#include "render/html.h"
#include "report/figures.h"
#include "report/motion_report.h"

namespace hamstring::render {

/// One row a muscle that crosses the hip: name, both sides on one axis (left hollow, right filled, line: ±1
/// SD), both numbers. Empty where nothing is known.
[[nodiscard]] Html glance_table(const report::MotionReport& report,
                                const std::vector<report::Figure>& figures);

}  // namespace hamstring::render
