#include "formats/storage/storage_header.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "core/try.h"

namespace hamstring {
namespace {

constexpr int header_line_limit = 5000;

bool is_word_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// Splits "key=value", and for the keys that SIMM writes so "key value".
std::optional<std::pair<std::string_view, std::string_view>> split_entry(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals != std::string_view::npos) {
    const std::string_view key = trim(line.substr(0, equals));
    if (!key.empty() && key.find_first_of(" \t") == std::string_view::npos) {
      return std::pair(key, trim(line.substr(equals + 1)));
    }
  }
  const std::size_t blank = std::min(line.find_first_of(" \t"), line.size());
  const std::string key = to_lower(line.substr(0, blank));
  if (!is_word_of(key, {"name", "version", "nrows", "nr", "datarows", "ncolumns", "nc", "datacolumns",
                        "indegrees", "range", "event", "otherdata", "datatype"})) {
    return std::nullopt;
  }
  return std::pair(line.substr(0, blank), trim(line.substr(blank)));
}

std::optional<bool> parse_yes_or_no(std::string_view value) {
  const std::string word = to_lower(value);
  if (is_word_of(word, {"yes", "y", "true", "1"})) return true;
  if (is_word_of(word, {"no", "n", "false", "0"})) return false;
  return std::nullopt;
}

void read_entry(std::string_view key, std::string_view value, int line, StorageHeader& header,
                Diagnostics& diagnostics) {
  const std::string name = to_lower(key);
  const auto doubt = [&](std::string_view expected) {
    diagnostics.warn(fmt::format("\"{}\" is not {}; this entry of the header is not used",
                                 quote_for_message(value), expected),
                     std::string(key), line);
  };
  if (is_word_of(name, {"nrows", "nr", "datarows"})) {
    header.rows = parse_integer(value);
    if (!header.rows) doubt("a number of rows");
  } else if (is_word_of(name, {"ncolumns", "nc", "datacolumns"})) {
    header.columns = parse_integer(value);
    if (!header.columns) doubt("a number of columns");
  } else if (name == "version") {
    const std::optional<long long> version = parse_integer(value);
    if (!version || *version < 0 || *version > 1000) return doubt("a version");
    header.version = static_cast<int>(*version);
    if (header.version > 3) {
      diagnostics.warn(
          fmt::format("version {} is newer than this reader (3); read as version 3", header.version),
          std::string(key), line);
    }
  } else if (name == "indegrees") {
    header.in_degrees = parse_yes_or_no(value);
    if (!header.in_degrees) doubt("yes or no");
  } else if (name == "range") {
    header.range = std::string(value);
  } else if (name == "datatype") {
    header.data_type = std::string(value);
  } else if (name == "name") {
    header.title = std::string(value);
  }
}

/// Whether this line is labels and the next one a row that fits them: the only sign by which a table without
/// `endheader` can be recognized with certainty.
bool starts_table(std::string_view labels, LineCursor rest) {
  const std::vector<std::string_view> words = split_blank_fields(labels);
  if (words.size() < 2 || to_lower(words[0]) != "time") return false;
  for (const std::string_view word : words) {
    if (parse_cell(word)) return false;
  }
  std::optional<TextLine> row = rest.next();
  while (row && trim(row->text).empty()) row = rest.next();
  if (!row) return false;
  const std::vector<std::string_view> cells = split_blank_fields(row->text, words.size() + 1);
  return cells.size() == words.size() &&
         std::ranges::all_of(cells, [](auto cell) { return parse_cell(cell).has_value(); });
}

/// Where the header ends: the cursor after `endheader`, or, without it, at a line that is certainly the
/// labels.
struct HeaderEnd {
  LineCursor cursor;
  bool has_endheader = true;
  int last_line = 0;  ///< last line that belongs to the header
};

Result<HeaderEnd> find_header_end(std::string_view text, std::string_view file_name) {
  LineCursor cursor(text);
  std::optional<HeaderEnd> certain;
  LineCursor before = cursor;
  while (const std::optional<TextLine> line = cursor.next()) {
    if (line->number > header_line_limit) break;
    if (to_lower(trim(line->text.substr(0, 4096))) == "endheader")
      return HeaderEnd{cursor, true, line->number - 1};
    if (!certain && starts_table(line->text, cursor)) certain = HeaderEnd{before, false, line->number - 1};
    before = cursor;
  }
  if (certain) return *certain;
  return failure(
      {.message = "no line \"endheader\" above the numbers, and no line of labels that begins with \"time\"",
       .file = std::string(file_name),
       .advice = "Put a line \"endheader\" directly above the line of labels, if this is a motion file."});
}

StorageHeader read_header(std::string_view text, int last_line, std::string_view file_name,
                          Diagnostics& diagnostics) {
  StorageHeader header;
  LineCursor cursor(text);
  bool angles_sentence = false;
  for (std::optional<TextLine> line = cursor.next(); line && line->number <= last_line;
       line = cursor.next()) {
    const std::string_view content = trim(line->text);
    if (content.empty()) continue;
    if (const auto entry = split_entry(content)) {
      header.entries.emplace_back(entry->first, entry->second);
      read_entry(entry->first, entry->second, line->number, header, diagnostics);
    } else {
      if (header.title.empty() && header.entries.empty()) header.title = std::string(content);
      if (to_lower(content) == "angles are in degrees.") angles_sentence = true;
    }
  }
  if (header.version == 0 && angles_sentence && !header.in_degrees) header.in_degrees = true;
  if (header.in_degrees == false && angles_sentence && to_lower(file_name).ends_with(".mot")) {
    diagnostics.warn(
        "the header says inDegrees=no, a sentence below it says that angles are in degrees; inDegrees is "
        "used",
        "inDegrees");
  }
  return header;
}

/// Whether tabs alone separate labels, some of which hold blanks ("knee angle r"): no cell is empty and the
/// first row has as many numbers as there are cells.
bool labels_hold_blanks(const std::vector<std::string_view>& cells, std::size_t words, LineCursor rest) {
  if (cells.size() < 2 || std::ranges::any_of(cells, &std::string_view::empty)) return false;
  std::optional<TextLine> row = rest.next();
  while (row && trim(row->text).empty()) row = rest.next();
  return row && split_blank_fields(row->text, words + 1).size() == cells.size();
}

Result<StorageLabels> read_labels(LineCursor& cursor, std::string_view file_name) {
  std::optional<TextLine> line = cursor.next();
  while (line && trim(line->text).empty()) line = cursor.next();
  if (!line) {
    return failure({.message = "the file ends after its header; labels and rows were expected",
                    .file = std::string(file_name),
                    .advice = "Export the trial again."});
  }
  StorageLabels labels;
  labels.line = line->number;
  std::vector<std::string_view> fields = split_blank_fields(line->text);
  if (line->text.find('\t') != std::string_view::npos) {
    std::vector<std::string_view> cells = split_tab_fields(line->text);
    drop_trailing_empty(cells);
    labels.separated_by_tabs =
        cells.size() == fields.size() || labels_hold_blanks(cells, fields.size(), cursor);
    if (labels.separated_by_tabs) fields = std::move(cells);
  }
  if (fields.size() > table_column_limit) {
    return failure({.message = fmt::format("the line of labels has more than {} columns", table_column_limit),
                    .file = std::string(file_name),
                    .line = line->number,
                    .advice = "Check that this is a motion file."});
  }
  if (parse_double(fields.front())) {
    return failure(
        {.message = "labels were expected here, found a number",
         .file = std::string(file_name),
         .line = line->number,
         .advice = "Put the line of labels, beginning with \"time\", directly below \"endheader\"."});
  }
  labels.names.assign(fields.begin(), fields.end());
  return labels;
}

}  // namespace

Result<StoragePreamble> read_storage_preamble(std::string_view text, std::string_view file_name,
                                              Diagnostics& diagnostics) {
  HAMSTRING_TRY(end, find_header_end(text, file_name));
  if (!end.has_endheader) {
    diagnostics.warn(
        "the line \"endheader\" is missing; the line that begins with \"time\" was taken as the labels", {},
        end.last_line + 1);
  }
  StorageHeader header = read_header(text, end.last_line, file_name, diagnostics);
  HAMSTRING_TRY(labels, read_labels(end.cursor, file_name));
  const auto count = static_cast<long long>(labels.names.size());
  if (header.columns && *header.columns != count) {
    // Columns are found by their labels, here and in OpenSim, whatever the header counts.
    diagnostics.add(
        {.message = fmt::format("the header counts {} columns, {} are labelled; the labels are used",
                                *header.columns, count),
         .line = labels.line,
         .element = "nColumns"});
  }
  return StoragePreamble{std::move(header), std::move(labels), end.cursor};
}

}  // namespace hamstring
