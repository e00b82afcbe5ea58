// What the hamstrings bore, as a section of the page.
#pragma once

#include "render/html.h"
#include "report/force_report.h"

namespace hamstring::render {

/// A table of forces with their bands, and in whole sentences what to know before relying on them. Nothing
/// where no hamstring has a force.
[[nodiscard]] Html force_section(const report::ForceReport& forces);

}  // namespace hamstring::render
