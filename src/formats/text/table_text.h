// What every text table needs before its own rules begin: lines with numbers, cells, and a refusal of files
// that are not text at all.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace hamstring {

/// Largest text table that is read [bytes]. An hour of 100 columns at 100 Hz is about half of it.
inline constexpr std::size_t table_size_limit_bytes = std::size_t{512} << 20U;

/// Most columns a table may have; real ones stay below a few thousand.
inline constexpr std::size_t table_column_limit = 50'000;

/// One line of a text, without its line ending.
struct TextLine {
  std::string_view text;
  int number = 0;  ///< 1-based
};

/// Walks over the lines of a text that must outlive it. LF, CRLF and lone CR (if there is no LF at all) end a
/// line.
class LineCursor {
 public:
  explicit LineCursor(std::string_view text);
  /// The next line, or nothing after the last one.
  [[nodiscard]] std::optional<TextLine> next();
  /// Length of the whole text [bytes].
  [[nodiscard]] std::size_t text_size() const { return text_.size(); }
  /// Whether the text ends with a line ending.
  [[nodiscard]] bool ends_with_newline() const { return text_.empty() || text_.back() == ending_; }

 private:
  std::string_view text_;
  std::size_t position_ = 0;
  int number_ = 0;
  char ending_ = '\n';
};

/// The text without a byte order mark. Errors: empty, binary, UTF-16, compressed, larger than the limit;
/// `kind`
/// ("motion file", "marker file") says what was expected.
[[nodiscard]] Result<std::string_view> require_text(std::string_view content, std::string_view file_name,
                                                    std::string_view kind);

/// A cell as a number; the ways in which programs write "no number here" (NaN in any case, "-1.#IND", "NA",
/// "N/A", "null", "#N/A") give NaN. Nothing where the cell is neither.
[[nodiscard]] std::optional<double> parse_cell(std::string_view cell);

/// Fields separated by single tabs, each trimmed; empty ones are kept. Stops after `limit` fields, so that a
/// hostile line costs no memory.
[[nodiscard]] std::vector<std::string_view> split_tab_fields(std::string_view line,
                                                             std::size_t limit = table_column_limit + 1);

/// Words separated by any run of blanks and tabs. Stops after `limit` words.
[[nodiscard]] std::vector<std::string_view> split_blank_fields(std::string_view line,
                                                               std::size_t limit = table_column_limit + 1);

/// Removes the empty fields at the end of a line.
void drop_trailing_empty(std::vector<std::string_view>& fields);

/// "1 row", "2 rows".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

}  // namespace hamstring
