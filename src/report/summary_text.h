// The result for a terminal: one sentence, a table of peaks, what to know before relying on it.
#pragma once

#include <string>

#include "report/motion_report.h"

namespace hamstring::report {

/// Plain text of at most 100 characters a line apart from names; ends with a line feed. Control characters of
/// names are replaced, so that a hostile file cannot drive the terminal.
[[nodiscard]] std::string summary_text(const MotionReport& report);

}  // namespace hamstring::report
