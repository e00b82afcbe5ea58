// What limits the figures, what went in, what came out: warnings, jumps, files with hashes, model, strides.
#pragma once

#include "render/html.h"
#include "report/motion_report.h"

namespace hamstring::render {

/// Warnings and errors in sight, notes to open, jumps of length below them.
[[nodiscard]] Html know_section(const report::MotionReport& report);

/// Files, model, mode, version, strides that count and strides that do not.
[[nodiscard]] Html provenance_section(const report::MotionReport& report);

/// Warnings and errors.
[[nodiscard]] std::size_t warning_count(const report::MotionReport& report);

}  // namespace hamstring::render
