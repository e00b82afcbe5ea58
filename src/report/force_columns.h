// The columns of strides.csv that say what a muscle bore, where forces were computed.
#pragma once

#include <string>
#include <vector>

#include "core/anatomy.h"
#include "formats/text/csv_writer.h"
#include "report/force_report.h"

namespace hamstring::report {

/// Names with units, in the order of add_force_columns().
void add_force_headers(const ForceReport& forces, std::vector<std::string>& headers);

/// One muscle in one stride (from 0); empty cells where nothing is known of it. `muscle`: BFlh, ST, SM, BFsh.
void add_force_columns(const ForceReport& forces, Side side, const std::string& muscle, std::size_t stride,
                       std::vector<CsvCell>& row);

}  // namespace hamstring::report
