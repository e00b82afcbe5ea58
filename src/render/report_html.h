// The whole report as one page: no outside request, good in print and in the dark, readable without its
// script.
#pragma once

#include <string>

#include "report/motion_report.h"

namespace hamstring::render {

/// One self-contained HTML file. Its content security policy lets nothing run but its own script, by hash.
/// Never fails: what is not known is left out or said to be not known.
[[nodiscard]] std::string report_html(const report::MotionReport& report);

/// Base64 of bytes given as hexadecimal digits (a hash), for the content security policy.
[[nodiscard]] std::string base64_of_hex(std::string_view hex);

}  // namespace hamstring::render
