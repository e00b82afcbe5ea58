// The table of every peak: muscle × side, all figures openable; on a phone each row becomes a card.
#pragma once

#include <vector>

#include "render/html.h"
#include "report/figures.h"
#include "report/motion_report.h"

namespace hamstring::render {

/// Empty where no muscle could be computed. The short head stands in a group of its own.
[[nodiscard]] Html muscle_table(const report::MotionReport& report,
                                const std::vector<report::Figure>& figures);

}  // namespace hamstring::render
