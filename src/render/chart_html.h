// A chart with everything around its drawing: caption, the place where the cursor reads out, its table, its
// CSV.
#pragma once

#include "render/html.h"
#include "report/charts.h"

namespace hamstring::render {

/// One chart of a row.
[[nodiscard]] Html chart_figure(const report::Chart& chart, const std::string& question);

/// The question as a heading, what to see, and the charts of both sides beside each other.
[[nodiscard]] Html chart_section(const report::ChartRow& row);

}  // namespace hamstring::render
