// Tables of tests of many people: pasted from a spreadsheet, or written by dynamometers and Nordic devices.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "formats/squad/squad_units.h"

namespace hamstring {

/// What a column of the table holds.
enum class SquadColumn { ignored, name, first_name, last_name, left, right, pain, day };

/// Why a cell, or a whole row, is not taken.
enum class SquadFault { no_number, thousand, empty, day, pain, too_many_cells, both_signs };

struct SquadCellFault {
  SquadFault fault = SquadFault::no_number;
  std::string cell;  ///< as it stands in the table, shortened
};

/// One line of the table, its numbers as they stand there: in the unit of the device.
struct SquadRow {
  int line = 0;  ///< 1-based
  std::string name;
  std::optional<double> left, right, pain;
  std::string day;  ///< YYYY-MM-DD; empty where the row tells none
  std::vector<SquadCellFault> faults;
};

struct SquadTable {
  std::vector<std::string> headers;  ///< empty where the table had none
  std::vector<SquadColumn> columns;
  SquadUnit left_unit, right_unit;  ///< as their headers say; the numbers of the rows stand in them
  char separator = '\t';
  bool comma_for_point = false;  ///< seen in a number
  std::vector<SquadRow> rows;
};

/// Which header is which column, where the reader's own knowledge of headers is not to be used; empty: it is.
struct SquadMapping {
  std::string name, left, right, pain, day;
};

inline constexpr std::size_t squad_rows_max = 2000, squad_size_max_bytes = std::size_t{1} << 20U;

/// Tabs, semicolons or commas between the cells, RFC 4180 quotes, a byte order mark, CRLF; a header or none
/// (then name, left, right). A comma for a point is read where it can only be one. Rows that cannot be are
/// there with their faults. Errors: no text, too large, no column of names or none of numbers, a header of
/// the mapping that is not there.
[[nodiscard]] Result<SquadTable> read_squad_table(std::string_view text, const SquadMapping& mapping = {});

/// "12.5", "12,5" → 12.5. Nothing where it is no number, and `fault` says why: "1,234" may be a thousand,
/// "1.234,5" has a sign for thousands and one for the point.
[[nodiscard]] std::optional<double> squad_number(std::string_view cell, SquadFault& fault, bool& comma);

}  // namespace hamstring
