// Writes CSV tables for spreadsheets and statistics programs: RFC 4180, UTF-8, decimal points.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"

namespace hamstring {

/// A cell: text, or a number (NaN gives an empty cell: a missing value, as R, pandas and spreadsheets read
/// it).
using CsvCell = std::variant<std::string, double, long long>;

struct CsvTable {
  /// Column headers; the unit belongs to them ("stretch_percent", "peak lengthening speed [m/s]").
  std::vector<std::string> headers;
  std::vector<std::vector<CsvCell>> rows;  ///< each as long as the headers
};

struct CsvWriteOptions {
  /// A byte order mark makes older spreadsheets read UTF-8; other programs may take it for a letter.
  bool byte_order_mark = false;
};

/// A field as RFC 4180 wants it: in quotes, inner quotes doubled, where it holds a comma, a quote, a line
/// break or a blank at its ends; also where a spreadsheet would take its first character for a formula it
/// gets an apostrophe.
[[nodiscard]] std::string csv_field(std::string_view text);

/// The table as text: header line, then rows, each ended by CRLF. Numbers are the shortest that read back as
/// the same double. Errors: no headers, a row that is not as long as the headers (its number is named).
[[nodiscard]] Result<std::string> format_csv(const CsvTable& table, const CsvWriteOptions& options = {});

}  // namespace hamstring
