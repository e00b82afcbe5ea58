// Reads tables of positions and speeds over time: exports of GPS vests, of watches and of this program
// (.csv); docs/watch.md names the columns.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "record/activity.h"

namespace hamstring {

/// What a column of the table holds.
enum class GpsColumn {
  ignored,
  time,
  latitude,
  longitude,
  altitude,
  distance,
  speed,
  second_speed,
  heart_rate,
  cadence,
  power,
  oscillation,
  contact_time,
  contact_left,
  step_length
};

/// Header of the file → column, where the reader's own knowledge of headers is not to be used.
struct GpsColumnName {
  std::string header;
  GpsColumn column = GpsColumn::ignored;
};

inline constexpr WordTable<GpsColumn, 14> gps_column_words{{{"time", GpsColumn::time},
                                                            {"latitude", GpsColumn::latitude},
                                                            {"longitude", GpsColumn::longitude},
                                                            {"altitude", GpsColumn::altitude},
                                                            {"distance", GpsColumn::distance},
                                                            {"speed", GpsColumn::speed},
                                                            {"second_speed", GpsColumn::second_speed},
                                                            {"heart_rate", GpsColumn::heart_rate},
                                                            {"cadence", GpsColumn::cadence},
                                                            {"power", GpsColumn::power},
                                                            {"vertical_oscillation", GpsColumn::oscillation},
                                                            {"contact_time", GpsColumn::contact_time},
                                                            {"contact_left", GpsColumn::contact_left},
                                                            {"step_length", GpsColumn::step_length}}};

/// Commas, semicolons or tabs, a decimal comma where it can be one, RFC 4180 quotes, lines of a device above
/// the header. Units stand in the headers: m/s, km/h, mph, m, km, ms. Times are ISO dates, clock times
/// (h:mm:ss.s) or seconds; the latter two give no date. Outcomes as those of parse_fit. Errors: no header
/// with a time and a speed, distance or place; no row; more rows than are read; a header of `names` that is
/// not there; not text.
[[nodiscard]] Result<ActivityFile> parse_gps_csv(std::string_view content, std::string_view file_name,
                                                 Diagnostics& diagnostics,
                                                 const std::vector<GpsColumnName>& names = {});

}  // namespace hamstring
