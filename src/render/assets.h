// Style and script of the page, taken from report.css and report.js when the program is built.
#pragma once

#include <string_view>

namespace hamstring::render {

[[nodiscard]] std::string_view report_css();
[[nodiscard]] std::string_view report_js();

}  // namespace hamstring::render
