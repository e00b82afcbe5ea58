#include "formats/trc/trc_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"
#include "core/try.h"

namespace hamstring {
namespace {

/// The labels stand in line 4; a few more lines are searched for files with additions above them.
constexpr int header_line_limit = 50;

double meters_per(std::string_view unit) {
  constexpr std::array<std::pair<std::string_view, double>, 12> units{{{"mm", 1e-3},
                                                                       {"millimeter", 1e-3},
                                                                       {"millimeters", 1e-3},
                                                                       {"millimetres", 1e-3},
                                                                       {"cm", 1e-2},
                                                                       {"centimeter", 1e-2},
                                                                       {"centimeters", 1e-2},
                                                                       {"centimetres", 1e-2},
                                                                       {"m", 1.0},
                                                                       {"meter", 1.0},
                                                                       {"meters", 1.0},
                                                                       {"metres", 1.0}}};
  for (const auto& [name, factor] : units) {
    if (name == unit) return factor;
  }
  return 0.0;
}

/// The values under the keys. Programs separate them by one tab, by several, or by blanks; a value may be
/// missing.
std::vector<std::string_view> values_for(std::size_t keys, std::string_view line) {
  std::vector<std::string_view> words = split_blank_fields(line, 64);
  if (words.size() == keys) return words;
  std::vector<std::string_view> fields = split_tab_fields(line, 64);
  while (fields.size() > keys && fields.back().empty()) fields.pop_back();
  return fields.size() == keys ? fields : std::vector<std::string_view>{};
}

void read_value(std::string_view key, std::string_view value, int line, TrcHeader& header,
                Diagnostics& diagnostics) {
  if (value.empty()) return;
  const auto number = [&]() -> std::optional<double> {
    const std::optional<double> parsed = parse_double(value);
    if (!parsed) {
      diagnostics.warn(fmt::format("\"{}\" is not a number; this entry of the header is not used",
                                   quote_for_message(value)),
                       std::string(key), line);
    }
    return parsed;
  };
  const auto whole = [&]() -> std::optional<long long> {
    const std::optional<double> parsed = number();  // "238.0" is seen too
    if (!parsed || !(*parsed > -1e15 && *parsed < 1e15)) return std::nullopt;
    return static_cast<long long>(*parsed);
  };
  const std::string name = to_lower(key);
  if (name == "datarate") header.rate_hz = number();
  if (name == "numframes") header.frames = whole();
  if (name == "nummarkers") header.markers = whole();
  if (name == "origdatarate") header.original.rate_hz = number();
  if (name == "origdatastartframe") header.original.first_frame = whole();
  if (name == "orignumframes") header.original.frames = whole();
  if (name == "units") {
    header.unit = to_lower(value);
    header.meters_per_unit = meters_per(header.unit);
    header.unit_line = line;
  }
}

/// Where the values do not fit the keys, only the unit can be told with certainty: it is the one that is a
/// word.
void rescue_unit(const TextLine& line, TrcHeader& header, Diagnostics& diagnostics) {
  for (const std::string_view word : split_blank_fields(line.text, 64)) {
    if (meters_per(to_lower(word)) > 0.0) read_value("Units", word, line.number, header, diagnostics);
  }
  diagnostics.warn("the values of the header do not fit the names above them; only the unit was read",
                   "DataRate", line.number);
}

bool is_time_word(std::string_view word) {
  return to_lower(word).starts_with("time");
}

/// "Frame#  Time  LASI …"; other programs count "Field #" or "Sample", and time stands behind it.
bool is_label_line(std::string_view line) {
  const std::vector<std::string_view> words = split_blank_fields(line, 3);
  if (words.empty() || to_lower(words[0]).starts_with("pathfiletype")) return false;
  if (is_time_word(words[0])) return line.front() == '\t';  // the column before it has no name
  return to_lower(words[0]).starts_with("frame") || std::any_of(words.begin() + 1, words.end(), is_time_word);
}

/// How many fields stand before the first marker's name: number and time of the frame, whatever they are
/// called.
std::size_t fields_before_names(const std::vector<std::string_view>& fields, bool tabs) {
  constexpr std::size_t searched = 4;  // "Field", "#", "Time", "(s)"
  std::size_t before = 0;
  for (std::size_t i = 0; before == 0 && i < std::min(fields.size(), searched); ++i) {
    if (is_time_word(fields[i])) before = i + 1;
  }
  if (before == 0) {
    const bool named = !fields.empty() && to_lower(fields[0]).starts_with("frame");
    return tabs ? 2 : named ? 1 : 0;
  }
  const bool unit = before < fields.size() && !fields[before].empty() &&
                    (fields[before].front() == '(' || fields[before].front() == '[');
  return !tabs && unit ? before + 1 : before;
}

/// The marker that three names side by side mean where each of its axes has one ("LASI_x LASI_y LASI_z", or
/// "LASI" three times); empty where they mean three markers.
std::string_view name_of_three(std::string_view x, std::string_view y, std::string_view z) {
  if (x == y && y == z) return x;
  const auto stem = [](std::string_view name, char axis) {
    if (name.size() < 2 || to_lower(name.substr(name.size() - 1)) != std::string(1, axis))
      return std::string_view();
    name.remove_suffix(1);
    while (!name.empty() && (name.back() == '_' || name.back() == '.' || name.back() == '-' ||
                             name.back() == ' ' || name.back() == ':'))
      name.remove_suffix(1);
    return name;
  };
  const std::string_view of_x = stem(x, 'x');
  return of_x == stem(y, 'y') && of_x == stem(z, 'z') ? of_x : std::string_view();
}

/// One name a marker, where the line has one a coordinate.
void join_axes(TrcLabels& labels) {
  TrcLabels joined{.separated_by_tabs = labels.separated_by_tabs, .line = labels.line};
  const std::vector<std::string>& names = labels.names;
  for (std::size_t i = 0; i + 2 < names.size(); i += 3) {
    const std::string_view name = name_of_three(names[i], names[i + 1], names[i + 2]);
    const bool side_by_side = !labels.separated_by_tabs || labels.fields[i + 2] == labels.fields[i] + 2;
    if (name.empty() || !side_by_side) return;
    joined.names.emplace_back(name);
    joined.fields.push_back(2 + 3 * (joined.names.size() - 1));
  }
  if (!joined.names.empty() && 3 * joined.names.size() == names.size()) labels = std::move(joined);
}

TrcLabels split_labels(const TextLine& line) {
  TrcLabels labels;
  labels.line = line.number;
  const bool tabs = line.text.find('\t') != std::string_view::npos;
  const std::vector<std::string_view> fields = tabs ? split_tab_fields(line.text, 4 * table_column_limit)
                                                    : split_blank_fields(line.text, 4 * table_column_limit);
  labels.separated_by_tabs = tabs;
  for (std::size_t i = fields_before_names(fields, tabs); i < fields.size(); ++i) {
    if (fields[i].empty()) continue;
    labels.names.emplace_back(fields[i]);
    // Without tabs labels stand side by side; give them the places they would have with tabs.
    labels.fields.push_back(tabs ? i : 2 + 3 * (labels.names.size() - 1));
  }
  join_axes(labels);
  return labels;
}

/// "X1 Y1 Z1 X2 …" below the labels.
bool is_axis_line(std::string_view line) {
  const std::vector<std::string_view> words = split_blank_fields(line, 1);
  return !words.empty() && (words[0].front() == 'X' || words[0].front() == 'x') && !parse_cell(words[0]);
}

/// "X1 Y1 Z1" and nothing else: what stands above are the labels, however they begin.
bool is_all_axes(std::string_view line) {
  const std::vector<std::string_view> words = split_blank_fields(line, 3 * table_column_limit);
  const auto is_axis = [](std::string_view word) {
    const std::string axis = to_lower(word.substr(0, 1));
    return (axis == "x" || axis == "y" || axis == "z") && (word.size() == 1 || parse_double(word.substr(1)));
  };
  return words.size() >= 3 && std::ranges::all_of(words, is_axis);
}

Result<TrcLabels> find_labels(LineCursor& cursor, std::string_view file_name, TrcHeader& header,
                              Diagnostics& diagnostics) {
  bool header_found = false;
  std::vector<std::string_view> keys;
  std::optional<TextLine> above;  // the last line that may be one of labels
  while (const std::optional<TextLine> line = cursor.next()) {
    if (line->number > header_line_limit) break;
    if (above && is_all_axes(line->text)) return split_labels(*above);
    if (is_label_line(line->text)) {
      if (!header_found)
        diagnostics.warn("the line of DataRate … Units … is missing or has no values", "DataRate",
                         line->number);
      return split_labels(*line);
    }
    if (!keys.empty()) {
      const std::vector<std::string_view> values = values_for(keys.size(), line->text);
      for (std::size_t i = 0; i < values.size(); ++i)
        read_value(keys[i], values[i], line->number, header, diagnostics);
      if (values.empty()) rescue_unit(*line, header, diagnostics);
      header_found = true;
      keys.clear();
    } else if (header_found && !trim(line->text).empty()) {
      above = line;
    } else if (to_lower(trim(line->text.substr(0, 64))).starts_with("datarate")) {
      keys = split_blank_fields(line->text, 64);
    } else if (line->number == 1 && !to_lower(trim(line->text.substr(0, 64))).starts_with("pathfiletype")) {
      diagnostics.warn("the first line does not begin with PathFileType", {}, 1);
    }
  }
  return failure({.message = "no line of labels: \"Frame#\", \"Time\" and the names of the markers",
                  .file = std::string(file_name),
                  .advice = "The file is cut off or no marker file; export the trial again."});
}

Result<void> check_unit(const TrcHeader& header, std::string_view file_name) {
  if (header.meters_per_unit > 0.0) return {};
  return failure({.message = header.unit.empty()
                                 ? "the header names no unit of length; mm, cm or m was expected"
                                 : fmt::format("the unit \"{}\" is not known; mm, cm or m was expected",
                                               quote_for_message(header.unit)),
                  .file = std::string(file_name),
                  .line = header.unit_line,
                  .element = "Units",
                  .advice = "Write the unit under Units in the third line."});
}

}  // namespace

Result<TrcPreamble> read_trc_preamble(std::string_view text, std::string_view file_name,
                                      Diagnostics& diagnostics) {
  TrcHeader header;
  LineCursor cursor(text);
  HAMSTRING_TRY(labels, find_labels(cursor, file_name, header, diagnostics));
  if (labels.names.empty() || labels.names.size() > table_column_limit) {
    return failure({.message = labels.names.empty() ? "there are no marker names beside Frame# and Time"
                                                    : fmt::format("more than {} markers", table_column_limit),
                    .file = std::string(file_name),
                    .line = labels.line,
                    .advice = "Export the trial again with its marker names."});
  }
  HAMSTRING_TRY_DO(check_unit(header, file_name));
  LineCursor after_axes = cursor;
  if (const std::optional<TextLine> axes = after_axes.next(); axes && is_axis_line(axes->text))
    cursor = after_axes;
  return TrcPreamble{std::move(header), std::move(labels), cursor};
}

}  // namespace hamstring
