#include "formats/storage/storage_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "core/text.h"
#include "core/try.h"

namespace hamstring {
namespace {

/// Lines after the last good row that are cut off; more of them are no footer but a second table.
constexpr std::size_t trailing_line_limit = 20;

bool is_separator(char c, bool commas) {
  return c == ' ' || c == '\t' || c == '\r' || (commas && c == ',');
}

/// The numbers of a line. `bad` is the first cell that is none; empty if all are.
struct RowScan {
  std::size_t count = 0;
  std::string_view bad;
};

/// Appends up to `limit` numbers of `line` to `values`. This loop is where the reading time goes.
RowScan scan_row(std::string_view line, bool commas, std::size_t limit, std::vector<double>& values) {
  RowScan scan;
  const char* at = line.data();
  const char* const end = at + line.size();
  while (scan.count < limit) {
    while (at != end && is_separator(*at, commas)) ++at;
    if (at == end) break;
    double value = 0.0;
    const auto [stop, code] = std::from_chars(at, end, value);
    if (code == std::errc() && (stop == end || is_separator(*stop, commas))) {
      at = stop;
    } else {
      const char* const word = at;
      while (at != end && !is_separator(*at, commas)) ++at;
      const std::string_view cell(word, static_cast<std::size_t>(at - word));
      const std::optional<double> slow = parse_cell(cell);
      if (!slow) {
        scan.bad = cell;
        break;
      }
      value = *slow;
    }
    values.push_back(value);
    ++scan.count;
  }
  return scan;
}

/// A row whose tabs mark empty cells: as many fields as labels, numbers or nothing in each. False if it is
/// not.
bool scan_row_with_empty_cells(std::string_view line, std::size_t width, std::vector<double>& values) {
  std::vector<std::string_view> cells = split_tab_fields(line, 2 * width + 1);
  while (cells.size() > width && cells.back().empty()) cells.pop_back();
  if (cells.size() != width || cells.front().empty()) return false;
  const std::size_t before = values.size();
  for (const std::string_view cell : cells) {
    const std::optional<double> value =
        cell.empty() ? std::numeric_limits<double>::quiet_NaN() : parse_cell(cell);
    if (!value) {
      values.resize(before);
      return false;
    }
    values.push_back(*value);
  }
  return true;
}

/// How many numbers a cell holds, seen in the first row ("1,2,3" are three).
std::size_t components_of_first_row(std::string_view line) {
  const std::vector<std::string_view> cells = split_blank_fields(line, 3);
  if (cells.size() < 2) return 1;
  return static_cast<std::size_t>(std::ranges::count(cells[1], ',')) + 1;
}

class RowReader {
 public:
  RowReader(const StoragePreamble& preamble, std::string_view file_name, Diagnostics& diagnostics)
      : preamble_(preamble), file_name_(file_name), diagnostics_(diagnostics) {}

  Result<StorageRows> read() {
    LineCursor cursor = preamble_.rows;
    while (const std::optional<TextLine> line = cursor.next()) {
      if (trim(line->text.substr(0, 256)).empty() && trim(line->text).empty()) continue;
      if (rows_.width == 0) set_width(line->text);
      HAMSTRING_TRY_DO(take(*line));
    }
    cut_last_row_if_torn(cursor.ends_with_newline());
    HAMSTRING_TRY_DO(finish());
    return std::move(rows_);
  }

 private:
  void set_width(std::string_view first_row) {
    const bool plain = to_lower(preamble_.header.data_type) == "double";
    rows_.components = plain ? 1 : components_of_first_row(first_row);
    rows_.width = 1 + (preamble_.labels.names.size() - 1) * rows_.components;
    if (preamble_.header.rows) {
      // The header may lie: never reserve more than a modest amount on its word.
      const auto rows = static_cast<std::size_t>(std::clamp(*preamble_.header.rows, 0LL, 100'000LL));
      rows_.values.reserve(std::min(rows * rows_.width, std::size_t{4'000'000}));
    }
  }

  /// Takes a line as a row, or remembers it as the first one that does not fit.
  Result<void> take(const TextLine& line) {
    const std::size_t before = rows_.values.size();
    const RowScan scan = scan_row(line.text, rows_.components > 1, rows_.width + 1, rows_.values);
    bool fits = scan.bad.empty() && scan.count == rows_.width;
    if (!fits) {
      rows_.values.resize(before);
      fits = preamble_.labels.separated_by_tabs && rows_.components == 1 &&
             scan_row_with_empty_cells(line.text, rows_.width, rows_.values);
      if (fits && ++rows_with_empty_cells_ == 1) first_empty_cell_line_ = line.number;
    }
    if (fits && !misfit_) {
      rows_.lines.push_back(line.number);
      before_last_size_ = last_size_;
      last_size_ = line.text.size();
      return {};
    }
    if (fits) return failure(*misfit_);  // a good row after a bad one: the table is damaged inside
    if (!misfit_) misfit_ = describe(line, scan);
    if (++misfit_lines_ > trailing_line_limit || rows_.lines.empty()) return failure(*misfit_);
    return {};
  }

  Error describe(const TextLine& line, const RowScan& scan) const {
    Error error{.message = {}, .file = std::string(file_name_), .line = line.number};
    if (!scan.bad.empty()) {
      const std::size_t label = scan.count == 0 ? 0 : 1 + (scan.count - 1) / rows_.components;
      error.message = fmt::format("\"{}\" is not a number", quote_for_message(scan.bad));
      if (label < preamble_.labels.names.size())
        error.element = quote_for_message(preamble_.labels.names[label]);
      const bool comma = scan.bad.find(',') != std::string_view::npos;
      error.advice = comma ? "Export again with decimal points, and tabs between the columns."
                           : "Correct this cell, or write NaN if the value is missing.";
      return error;
    }
    const std::string found = scan.count > rows_.width ? "more" : fmt::format("{}", scan.count);
    error.message = fmt::format("{} numbers were expected as there are {} labels, found {}", rows_.width,
                                preamble_.labels.names.size(), found);
    error.advice = "Correct this row, or export the trial again.";
    return error;
  }

  /// A file that ends without a line ending before its counted rows are reached was cut while it was written;
  /// if its last row is shorter than the one before, the last number may be a part of one.
  void cut_last_row_if_torn(bool ends_with_newline) {
    const auto count = static_cast<long long>(rows_.count());
    const bool rows_are_missing = preamble_.header.rows && *preamble_.header.rows > count;
    if (ends_with_newline || misfit_ || count < 2 || !rows_are_missing || last_size_ >= before_last_size_)
      return;
    diagnostics_.warn("the file ends inside this row; the row is left out", {}, rows_.lines.back());
    rows_.lines.pop_back();
    rows_.values.resize(rows_.values.size() - rows_.width);
  }

  Result<void> finish() {
    if (rows_.lines.empty()) {
      return failure({.message = "there are no rows of numbers below the labels",
                      .file = std::string(file_name_),
                      .line = preamble_.labels.line,
                      .advice = "Export the trial again."});
    }
    if (misfit_) {
      diagnostics_.warn(fmt::format("{}; this and everything below it is left out ({})", misfit_->message,
                                    counted(misfit_lines_, "line")),
                        misfit_->element, misfit_->line);
    }
    if (rows_with_empty_cells_ > 0) {
      diagnostics_.warn(
          fmt::format("{} with empty cells, the first one here; empty cells are read as missing (NaN)",
                      counted(rows_with_empty_cells_, "row")),
          {}, first_empty_cell_line_);
    }
    const auto count = static_cast<long long>(rows_.count());
    if (preamble_.header.rows && *preamble_.header.rows != count) {
      // More rows than are there may have been cut off; fewer than are there lose nothing.
      diagnostics_.add({.severity = *preamble_.header.rows > count ? Severity::warning : Severity::note,
                        .message = fmt::format(
                            "the header counts {} rows, the file holds {}; the rows of the file are used",
                            *preamble_.header.rows, count),
                        .element = "nRows"});
    }
    return {};
  }

  const StoragePreamble& preamble_;
  std::string_view file_name_;
  Diagnostics& diagnostics_;
  StorageRows rows_;
  std::optional<Error> misfit_;
  std::size_t misfit_lines_ = 0;
  std::size_t rows_with_empty_cells_ = 0;
  int first_empty_cell_line_ = 0;
  std::size_t last_size_ = 0;
  std::size_t before_last_size_ = 0;
};

}  // namespace

Result<StorageRows> read_storage_rows(const StoragePreamble& preamble, std::string_view file_name,
                                      Diagnostics& diagnostics) {
  return RowReader(preamble, file_name, diagnostics).read();
}

}  // namespace hamstring
