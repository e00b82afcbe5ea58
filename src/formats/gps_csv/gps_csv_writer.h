// Writes an activity as a table: one row a record, everything that was recorded, as written in the file.
#pragma once

#include "formats/text/csv_writer.h"
#include "record/activity.h"

namespace hamstring {

/// Times as ISO dates in UTC; where the date is not known as seconds. parse_gps_csv reads it back, each
/// number the same.
[[nodiscard]] CsvTable activity_table(const Activity& activity);

}  // namespace hamstring
