// strides.csv: one row per stride, side and muscle, with the unit in every header.
#pragma once

#include <string>

#include "formats/text/csv_writer.h"
#include "report/motion_report.h"

namespace hamstring::report {

/// One row per stride × side × muscle, strides in order of time within each side, left side first. Without
/// strides: no rows, only headers.
[[nodiscard]] CsvTable strides_table(const MotionReport& report);

/// strides_table() as the text of strides.csv.
[[nodiscard]] std::string strides_csv(const MotionReport& report);

}  // namespace hamstring::report
