#include "formats/gps_csv/gps_csv_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/text.h"
#include "formats/gps_csv/gps_csv_header.h"
#include "formats/text/iso_time.h"
#include "formats/text/table_text.h"

namespace hamstring {
namespace {

constexpr std::size_t rows_max = 2'000'000;  ///< 55 hours at 10 a second
constexpr int header_within_lines = 60;      ///< what vests write above it stays below twenty lines

struct Header {
  std::vector<GpsColumnUse> columns;
  char separator = ',';
  int line = 0;
};

std::optional<double> cell_number(std::string_view cell, char separator) {
  if (separator == ',' || cell.find(',') == std::string_view::npos) return parse_cell(cell);
  std::string point(cell);
  std::ranges::replace(point, ',', '.');
  return parse_cell(point);
}

/// "1:02:03.5", "62:03" → seconds.
std::optional<double> clock_seconds(std::string_view cell, char separator) {
  const auto parts = split_fields(cell, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  double seconds = 0.0;
  for (const std::string_view part : parts) {
    const auto number = cell_number(part, separator);
    if (!number || !(*number >= 0.0 && *number < 1e6)) return std::nullopt;
    seconds = 60.0 * seconds + *number;
  }
  return seconds;
}

struct CellTime {
  double time_s = not_recorded;
  bool is_date = false;
};

/// Seconds since 1970 are told from seconds since the start by their size: 1e8 s is three years.
CellTime time_of(std::string_view cell, const GpsColumnUse& use, char separator) {
  if (const auto iso = parse_iso_time(cell)) return {iso->time_s, true};
  if (const auto clock = clock_seconds(cell, separator)) return {*clock, false};
  const auto number = cell_number(cell, separator);
  if (!number || !std::isfinite(*number)) return {};
  const double seconds = *number * use.to_si;
  if (std::abs(seconds) > 1e11) return {seconds / 1000.0, true};
  return {seconds, std::abs(seconds) > 1e8};
}

double* place_of(GpsColumn column, ActivitySample& sample) {
  switch (column) {
    case GpsColumn::latitude:
      return &sample.latitude_deg;
    case GpsColumn::longitude:
      return &sample.longitude_deg;
    case GpsColumn::altitude:
      return &sample.altitude_m;
    case GpsColumn::distance:
      return &sample.distance_m;
    case GpsColumn::speed:
      return &sample.speed_m_per_s;
    case GpsColumn::second_speed:
      return &sample.second_speed_m_per_s;
    case GpsColumn::heart_rate:
      return &sample.heart_rate_per_min;
    case GpsColumn::cadence:
      return &sample.cadence_per_min;
    case GpsColumn::power:
      return &sample.power_w;
    case GpsColumn::oscillation:
      return &sample.vertical_oscillation_m;
    case GpsColumn::contact_time:
      return &sample.contact_time_s;
    case GpsColumn::contact_left:
      return &sample.contact_left_fraction;
    case GpsColumn::step_length:
      return &sample.step_length_m;
    case GpsColumn::time:
    case GpsColumn::ignored:
      break;
  }
  return nullptr;
}

struct Rows {
  Activity activity{.format = ActivityFormat::csv, .is_date_known = false};
  std::size_t not_numbers = 0, without_time = 0, of_other_length = 0;
  int first_fault_line = 0;
};

void take_row(const TextLine& line, const Header& header, Rows& rows) {
  const std::vector<std::string> cells = split_csv_line(line.text, header.separator);
  if (std::ranges::all_of(cells, [](const std::string& cell) { return trim(cell).empty(); })) return;
  const auto fault = [&](std::size_t& count) {
    ++count;
    if (rows.first_fault_line == 0) rows.first_fault_line = line.number;
  };
  ActivitySample sample;
  if (cells.size() < header.columns.size()) fault(rows.of_other_length);
  for (std::size_t c = 0; c < std::min(cells.size(), header.columns.size()); ++c) {
    const GpsColumnUse& use = header.columns[c];
    const std::string_view cell = trim(cells[c]);
    if (cell.empty() || use.column == GpsColumn::ignored) continue;
    if (use.column == GpsColumn::time) {
      const CellTime time = time_of(cell, use, header.separator);
      sample.time_s = time.time_s;
      rows.activity.is_date_known = rows.activity.is_date_known || time.is_date;
    } else if (const auto number = cell_number(cell, header.separator); !number || std::isinf(*number)) {
      fault(rows.not_numbers);
    } else {
      *place_of(use.column, sample) = *number * use.to_si;
    }
  }
  if (!(std::abs(sample.latitude_deg) <= 90.0 && std::abs(sample.longitude_deg) <= 180.0))
    sample.latitude_deg = sample.longitude_deg = not_recorded;
  if (!std::isfinite(sample.time_s)) fault(rows.without_time);
  rows.activity.samples.push_back(sample);
}

void say_of_rows(const Rows& rows, Diagnostics& diagnostics) {
  const auto say = [&](std::size_t count, std::string_view noun, std::string_view what) {
    if (count > 0)
      diagnostics.warn(fmt::format("{} {}", counted(count, noun), what), {}, rows.first_fault_line);
  };
  say(rows.not_numbers, "cell", "where a number should be hold something else; left out");
  say(rows.without_time, "row", "without a time");
  say(rows.of_other_length, "row", "shorter than the header");
  if (!rows.activity.is_date_known) diagnostics.warn("the date is not known: its times count from the start");
}

}  // namespace

Result<ActivityFile> parse_gps_csv(std::string_view content, std::string_view file_name,
                                   Diagnostics& diagnostics, const std::vector<GpsColumnName>& names) {
  const auto refused = [&](std::string message, std::string advice) {
    return failure(
        Error{.message = std::move(message), .file = std::string(file_name), .advice = std::move(advice)});
  };
  Result<std::string_view> text = require_text(content, file_name, "table of positions");
  if (!text) return failure(std::move(text).error());
  LineCursor lines(*text);
  Header header;
  while (const auto line = lines.next()) {
    if (line->number > header_within_lines) break;
    const char separator = csv_separator_of(line->text);
    const auto columns = gps_columns_of(split_csv_line(line->text, separator), names);
    if (!are_gps_columns(columns)) continue;
    header = {.columns = columns, .separator = separator, .line = line->number};
    break;
  }
  if (header.line == 0)
    return refused("no line of headers names a time together with a speed, a distance or a place",
                   names.empty() ? "Say which column is which: --column speed='Velocity [km/h]'."
                                 : "Write the headers as they stand in the file.");
  Rows rows;
  while (const auto line = lines.next()) {
    take_row(*line, header, rows);
    if (rows.activity.samples.size() > rows_max)
      return refused(fmt::format("it holds more than {} rows", rows_max), "Cut it into single sessions.");
  }
  if (rows.activity.samples.empty())
    return refused("there is no row below its headers", "Export it once more.");
  say_of_rows(rows, diagnostics);
  const auto timed = std::ranges::find_if(
      rows.activity.samples, [](const ActivitySample& sample) { return std::isfinite(sample.time_s); });
  if (timed != rows.activity.samples.end()) rows.activity.start_s = timed->time_s;
  ActivityFile file;
  file.activities.push_back(std::move(rows.activity));
  return file;
}

}  // namespace hamstring
