// Any file of a watch: told by what is in it, not by its name.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "formats/gps_csv/gps_csv_reader.h"
#include "record/activity.h"

namespace hamstring {

/// What the first bytes say; csv where they are text of another kind. Nothing: neither.
[[nodiscard]] std::optional<ActivityFormat> activity_format_of(std::string_view content);

/// Reads it with the reader of its format (outcomes and errors as there). An Error also for what is none of
/// the four. `columns` are for tables.
[[nodiscard]] Result<ActivityFile> parse_activity_file(std::string_view content, std::string_view file_name,
                                                       Diagnostics& diagnostics,
                                                       const std::vector<GpsColumnName>& columns = {});

}  // namespace hamstring
