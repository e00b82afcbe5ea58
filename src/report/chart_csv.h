// The numbers behind one chart as a small table: means and spreads, unit in every header.
#pragma once

#include <string>

#include "report/charts.h"

namespace hamstring::report {

/// "BFlh stretch" and the like, without characters that need quoting: "BFlh_stretch_percent".
[[nodiscard]] std::string column_name(const Chart& chart, const Series& series);

/// One row per x: x, then mean and standard deviation of every series. RFC 4180; not known: empty.
[[nodiscard]] std::string chart_csv(const Chart& chart);

}  // namespace hamstring::report
