#include "formats/gps_csv/gps_csv_header.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "formats/text/table_text.h"

namespace hamstring {
namespace {

struct Word {
  std::string_view word;  ///< letters and digits only, lower case
  GpsColumn column;
};

constexpr std::array words{Word{"time", GpsColumn::time},
                           Word{"timestamp", GpsColumn::time},
                           Word{"datetime", GpsColumn::time},
                           Word{"elapsedtime", GpsColumn::time},
                           Word{"seconds", GpsColumn::time},
                           Word{"utctime", GpsColumn::time},
                           Word{"zeit", GpsColumn::time},
                           Word{"latitude", GpsColumn::latitude},
                           Word{"lat", GpsColumn::latitude},
                           Word{"positionlat", GpsColumn::latitude},
                           Word{"longitude", GpsColumn::longitude},
                           Word{"lon", GpsColumn::longitude},
                           Word{"lng", GpsColumn::longitude},
                           Word{"long", GpsColumn::longitude},
                           Word{"positionlong", GpsColumn::longitude},
                           Word{"altitude", GpsColumn::altitude},
                           Word{"elevation", GpsColumn::altitude},
                           Word{"ele", GpsColumn::altitude},
                           Word{"distance", GpsColumn::distance},
                           Word{"odometer", GpsColumn::distance},
                           Word{"totaldistance", GpsColumn::distance},
                           Word{"distanz", GpsColumn::distance},
                           Word{"speed", GpsColumn::speed},
                           Word{"velocity", GpsColumn::speed},
                           Word{"vel", GpsColumn::speed},
                           Word{"geschwindigkeit", GpsColumn::speed},
                           Word{"secondspeed", GpsColumn::second_speed},
                           Word{"heartrate", GpsColumn::heart_rate},
                           Word{"hr", GpsColumn::heart_rate},
                           Word{"bpm", GpsColumn::heart_rate},
                           Word{"puls", GpsColumn::heart_rate},
                           Word{"cadence", GpsColumn::cadence},
                           Word{"cad", GpsColumn::cadence},
                           Word{"power", GpsColumn::power},
                           Word{"verticaloscillation", GpsColumn::oscillation},
                           Word{"contacttime", GpsColumn::contact_time},
                           Word{"groundcontacttime", GpsColumn::contact_time},
                           Word{"stancetime", GpsColumn::contact_time},
                           Word{"contactleft", GpsColumn::contact_left},
                           Word{"steplength", GpsColumn::step_length}};

struct Unit {
  std::string_view written;
  double to_si;
  bool is_of_speed;
};

/// The longest first: "m/s" ends in "s".
constexpr std::array units{
    Unit{"m_per_s", 1.0, true},   Unit{"km/h", 1.0 / 3.6, true}, Unit{"kmh", 1.0 / 3.6, true},
    Unit{"kph", 1.0 / 3.6, true}, Unit{"mph", 0.44704, true},    Unit{"m/s", 1.0, true},
    Unit{"per_min", 1.0, false},  Unit{"fraction", 1.0, false},  Unit{"bpm", 1.0, false},
    Unit{"spm", 1.0, false},      Unit{"rpm", 1.0, false},       Unit{"deg", 1.0, false},
    Unit{"km", 1000.0, false},    Unit{"ms", 0.001, false},      Unit{"cm", 0.01, false},
    Unit{"mm", 0.001, false},     Unit{"m", 1.0, false},         Unit{"s", 1.0, false},
    Unit{"w", 1.0, false}};

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text)
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
  return letters;
}

std::optional<GpsColumn> column_of(std::string_view word) {
  const std::string letters = letters_of(word);
  for (const Word& known : words)
    if (known.word == letters) return known.column;
  return std::nullopt;
}

const Unit* unit_of(std::string_view written) {
  for (const Unit& unit : units)
    if (unit.written == trim(written)) return &unit;
  return nullptr;
}

/// The header split into its word and what stands in brackets or behind the last blank or underscore.
GpsColumnUse with_unit(std::string_view header) {
  const std::size_t open = header.find_first_of("([");
  if (open != std::string_view::npos) {
    const auto column = column_of(header.substr(0, open));
    const std::size_t close = header.find_first_of(")]", open);
    const Unit* unit =
        unit_of(header.substr(open + 1, close == std::string_view::npos ? close : close - open - 1));
    if (!column || unit == nullptr) return {};
    return {.column = *column, .to_si = unit->to_si};
  }
  for (const Unit& unit : units) {
    if (!header.ends_with(unit.written) || header.size() == unit.written.size()) continue;
    const std::string_view word = header.substr(0, header.size() - unit.written.size());
    if (word.back() != '_' && word.back() != ' ') continue;
    if (const auto column = column_of(word)) return {.column = *column, .to_si = unit.to_si};
  }
  return {};
}

}  // namespace

std::vector<std::string> split_csv_line(std::string_view line, char separator) {
  std::vector<std::string> cells(1);
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (is_quoted) {
      if (c != '"')
        cells.back() += c;
      else if (i + 1 < line.size() && line[i + 1] == '"')
        cells.back() += line[++i];
      else
        is_quoted = false;
    } else if (c == '"' && trim(cells.back()).empty()) {
      is_quoted = true;
      cells.back().clear();
    } else if (c == separator) {
      if (cells.size() > table_column_limit) return cells;
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

char csv_separator_of(std::string_view line) {
  const auto count = [&](char c) { return std::ranges::count(line, c); };
  const std::array<char, 3> candidates{'\t', ';', ','};
  return *std::ranges::max_element(candidates, {}, count);
}

GpsColumnUse gps_column_of(std::string_view header) {
  const std::string lower = to_lower(trim(header));
  if (const auto column = column_of(lower); column && lower.find_first_of("([") == std::string::npos)
    return {.column = *column};
  return with_unit(lower);
}

std::vector<GpsColumnUse> gps_columns_of(const std::vector<std::string>& headers,
                                         const std::vector<GpsColumnName>& names) {
  std::vector<GpsColumnUse> columns;
  for (const std::string& header : headers) {
    GpsColumnUse use = names.empty() ? gps_column_of(header) : GpsColumnUse{};
    for (const GpsColumnName& name : names)
      if (trim(header) == trim(name.header)) {
        use = gps_column_of(header);
        if (use.column != name.column) use = {.column = name.column};
      }
    if (std::ranges::find(columns, use.column, &GpsColumnUse::column) != columns.end()) use = {};
    columns.push_back(use);
  }
  return columns;
}

bool are_gps_columns(const std::vector<GpsColumnUse>& columns) {
  const auto has = [&](GpsColumn column) {
    return std::ranges::find(columns, column, &GpsColumnUse::column) != columns.end();
  };
  return has(GpsColumn::time) && (has(GpsColumn::speed) || has(GpsColumn::distance) ||
                                  (has(GpsColumn::latitude) && has(GpsColumn::longitude)));
}

}  // namespace hamstring
