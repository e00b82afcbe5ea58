#include "formats/trc/trc_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/text.h"
#include "core/try.h"

namespace hamstring {
namespace {

constexpr std::size_t first_coordinate = 2;      // after frame and time
constexpr std::size_t trailing_line_limit = 20;  // more lines after the last good row are no footer

/// Rows may end early, so that a small file could claim any number of missing markers: no more positions than
/// this are held for a text of so many bytes. A position that is written takes three bytes at least.
std::size_t position_limit(std::size_t text_size) {
  constexpr std::size_t always = 1'000'000;
  constexpr std::size_t never = 40'000'000;  // 1 GB
  return std::clamp(text_size, always, never);
}

const double nan = std::numeric_limits<double>::quiet_NaN();

/// The field that begins at `at` as a number; blank is NaN. Moves `at` to the separator after it. Nothing
/// where the field holds something else.
std::optional<double> take_field(const char*& at, const char* end, char separator) {
  while (at != end && *at == ' ') ++at;
  if (at == end || *at == separator) return nan;
  double value = 0.0;
  const auto [stop, code] = std::from_chars(at, end, value);
  const char* after = stop;
  while (after != end && *after == ' ' && separator != ' ') ++after;
  if (code == std::errc() && (after == end || *after == separator)) {
    at = after;
    return value;
  }
  const char* const begin = at;
  at = std::find(at, end, separator);
  return parse_cell({begin, static_cast<std::size_t>(at - begin)});
}

struct RowScan {
  std::size_t fields = 0;  ///< up to the last one that is not blank; more than the row has room for: one more
  std::size_t cells = 0;   ///< all, blank ones too, as far as the row has room
  bool has_bad_field = false;  ///< the field at `fields` is no number
  std::string_view bad;
};

/// Reads the fields of a line into `row`, which keeps NaN where the line ends early.
RowScan scan_row(std::string_view line, std::vector<double>& row) {
  std::ranges::fill(row, nan);
  const char separator = line.find('\t') == std::string_view::npos ? ' ' : '\t';
  const char* at = line.data();
  const char* const end = at + line.size();
  RowScan scan;
  while (scan.cells < row.size()) {
    const char* const begin = at;
    const std::optional<double> value = take_field(at, end, separator);
    const std::string_view field = trim({begin, static_cast<std::size_t>(at - begin)});
    if (!value) {
      scan.has_bad_field = true;
      scan.bad = field;
      scan.fields = scan.cells;
      return scan;
    }
    if (separator == ' ' && field.empty()) break;  // only blanks were left
    row[scan.cells++] = *value;
    if (!field.empty()) scan.fields = scan.cells;
    if (at == end) break;
    ++at;
  }
  if (scan.cells == row.size() && !trim({at, static_cast<std::size_t>(end - at)}).empty())
    scan.fields = row.size() + 1;
  return scan;
}

/// The field in which each marker's x stands. Normally markers follow each other; where labels stand three
/// fields apart with gaps, and the first row is long enough, the columns in the gaps have no name.
std::vector<std::size_t> coordinate_fields(const TrcLabels& labels, std::size_t cells_of_first_row) {
  std::vector<std::size_t> in_order(labels.names.size());
  for (std::size_t m = 0; m < in_order.size(); ++m) in_order[m] = first_coordinate + 3 * m;
  const bool in_places =
      std::ranges::all_of(labels.fields, [](std::size_t f) { return f >= 2 && f % 3 == 2; });
  if (in_places && cells_of_first_row >= in_order.back() + 6) return labels.fields;
  return in_order;
}

/// Whether every name stands above its own three columns: what comes after the last one then belongs to none.
/// Some systems write trajectories that they could not identify there.
bool stand_in_places(const TrcLabels& labels, const std::vector<std::size_t>& fields) {
  return labels.separated_by_tabs && labels.fields == fields;
}

class RowReader {
 public:
  RowReader(const TrcPreamble& preamble, std::string_view file_name, Diagnostics& diagnostics)
      : preamble_(preamble), file_name_(file_name), diagnostics_(diagnostics) {}

  Result<TrcRows> read() {
    LineCursor cursor = preamble_.rows;
    while (const std::optional<TextLine> line = cursor.next()) {
      if (trim(line->text.substr(0, 256)).empty() && trim(line->text).empty()) continue;
      if (row_.empty()) set_columns(*line);
      HAMSTRING_TRY_DO(take(*line));
    }
    cut_last_row_if_torn(cursor.ends_with_newline());
    HAMSTRING_TRY_DO(finish());
    return std::move(rows_);
  }

 private:
  std::size_t markers() const { return preamble_.labels.names.size(); }

  void set_columns(const TextLine& first) {
    std::vector<double> probe(std::min(first.text.size() + 1, first_coordinate + 4 * table_column_limit));
    const std::size_t cells = scan_row(first.text, probe).cells;
    fields_ = coordinate_fields(preamble_.labels, cells);
    may_have_unnamed_ = stand_in_places(preamble_.labels, fields_);
    std::size_t width = fields_.back() + 3;
    if (width != first_coordinate + 3 * markers()) {
      width = std::max(width, cells - (cells - first_coordinate) % 3);
      diagnostics_.warn(fmt::format("{} without a name left out",
                                    counted((width - first_coordinate) / 3 - markers(), "marker")),
                        {}, preamble_.labels.line);
    }
    row_.resize(width);
  }

  Result<void> take(const TextLine& line) {
    const RowScan scan = scan_row(line.text, row_);
    const bool has_time = scan.fields >= first_coordinate && std::isfinite(row_[0]) && !std::isnan(row_[1]);
    const bool is_short = scan.cells < row_.size();
    const bool inside_marker = is_short && (scan.fields - std::min(scan.fields, first_coordinate)) % 3 != 0;
    const bool has_surplus = scan.fields > row_.size();
    if (scan.has_bad_field || !has_time || inside_marker || (has_surplus && !may_have_unnamed_)) {
      if (!misfit_) misfit_ = describe(line, scan);
      if (++misfit_lines_ > trailing_line_limit || rows_.lines.empty()) return failure(*misfit_);
      return {};
    }
    if (misfit_) return failure(*misfit_);  // a good row after a bad one: the file is damaged inside
    if (rows_.positions.size() + markers() > position_limit_) {
      return failure({.message = fmt::format("more than {} marker positions", position_limit_),
                      .file = std::string(file_name_),
                      .line = line.number,
                      .advice = "Split the recording into shorter trials."});
    }
    if (has_surplus) unnamed_.see(line.number);
    append(line, is_short);
    return {};
  }

  void append(const TextLine& line, bool is_short) {
    if (is_short) short_rows_.see(line.number);
    if (last_frame_ && row_[0] != *last_frame_ + 1.0) frame_jumps_.see(line.number);
    last_frame_ = row_[0];
    rows_.time_s.push_back(row_[1]);
    rows_.lines.push_back(line.number);
    for (const std::size_t field : fields_) {
      Vec3 position(row_[field], row_[field + 1], row_[field + 2]);
      if (!position.allFinite()) {
        if (!position.array().isNaN().all()) partial_positions_.see(line.number);
        position.setConstant(nan);
      }
      rows_.positions.push_back(position);
    }
    before_last_size_ = last_size_;
    last_size_ = line.text.size();
    last_is_short_ = is_short;
  }

  Error describe(const TextLine& line, const RowScan& scan) const {
    Error error{.message = {}, .file = std::string(file_name_), .line = line.number};
    error.advice = "Correct this row, or export the trial again.";
    if (scan.has_bad_field) {
      error.message = fmt::format("\"{}\" is not a number", quote_for_message(scan.bad));
      const auto marker = std::ranges::find_if(
          fields_, [&](std::size_t f) { return scan.fields >= f && scan.fields < f + 3; });
      if (marker != fields_.end()) {
        error.element =
            quote_for_message(preamble_.labels.names[static_cast<std::size_t>(marker - fields_.begin())]);
      }
      if (scan.bad.find(',') != std::string_view::npos) error.advice = "Export again with decimal points.";
    } else if (scan.fields > row_.size()) {
      error.message = fmt::format("more numbers than {} need", counted(markers(), "marker"));
      error.advice = "Check that every marker has its name in the line of labels.";
    } else if (scan.fields < first_coordinate || !std::isfinite(row_[0]) || std::isnan(row_[1])) {
      error.message = "a frame number and a time were expected at the beginning of the row";
    } else {
      error.message = fmt::format("the row ends inside a marker: {} numbers after the time, expected {}",
                                  scan.fields - first_coordinate, row_.size() - first_coordinate);
    }
    return error;
  }

  /// See storage_rows: a row without line ending, shorter than the one before, in a file that lacks frames.
  void cut_last_row_if_torn(bool ends_with_newline) {
    const auto count = static_cast<long long>(rows_.lines.size());
    const bool frames_are_missing = preamble_.header.frames && *preamble_.header.frames > count;
    const bool torn = last_is_short_ || (frames_are_missing && last_size_ < before_last_size_);
    if (ends_with_newline || misfit_ || count < 2 || !torn) return;
    diagnostics_.warn("the file ends inside this row; the row is left out", {}, rows_.lines.back());
    if (last_is_short_) --short_rows_.count;
    rows_.lines.pop_back();
    rows_.time_s.pop_back();
    rows_.positions.resize(rows_.positions.size() - markers());
  }

  Result<void> finish() {
    if (rows_.lines.empty()) {
      return failure({.message = "there are no frames below the labels",
                      .file = std::string(file_name_),
                      .line = preamble_.labels.line,
                      .advice = "Export the trial again."});
    }
    if (misfit_) {
      diagnostics_.warn(fmt::format("{}; this and everything below it is left out ({})", misfit_->message,
                                    counted(misfit_lines_, "line")),
                        misfit_->element, misfit_->line);
    }
    report(short_rows_, "row",
           "ending before the last marker, the first one here; markers without numbers are missing");
    report(
        unnamed_, "row",
        "with numbers beyond the last named marker, the first one here; markers without a name are left out");
    report(partial_positions_, "marker position",
           "with one or two coordinates only, the first one here; read as missing");
    report(frame_jumps_, "jump", "of the frame number, the first one here; frames may be missing");
    return {};
  }

  /// How often something was seen, and where first.
  struct Sightings {
    std::size_t count = 0;
    int first_line = 0;
    void see(int line) {
      if (count++ == 0) first_line = line;
    }
  };

  void report(const Sightings& seen, std::string_view noun, std::string_view what) {
    if (seen.count == 0) return;
    diagnostics_.warn(fmt::format("{} {}", counted(seen.count, noun), what), {}, seen.first_line);
  }

  const TrcPreamble& preamble_;
  std::string_view file_name_;
  Diagnostics& diagnostics_;
  TrcRows rows_;
  std::size_t position_limit_ = position_limit(preamble_.rows.text_size());
  std::vector<std::size_t> fields_;  ///< field of each marker's x
  bool may_have_unnamed_ = false;
  std::vector<double> row_;  ///< the fields of one row
  std::optional<double> last_frame_;
  std::optional<Error> misfit_;
  std::size_t misfit_lines_ = 0;
  Sightings short_rows_;
  Sightings unnamed_;
  Sightings partial_positions_;
  Sightings frame_jumps_;
  std::size_t last_size_ = 0;
  std::size_t before_last_size_ = 0;
  bool last_is_short_ = false;
};

}  // namespace

Result<TrcRows> read_trc_rows(const TrcPreamble& preamble, std::string_view file_name,
                              Diagnostics& diagnostics) {
  return RowReader(preamble, file_name, diagnostics).read();
}

}  // namespace hamstring
