// Locale-free numbers and small string helpers for readers and writers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hamstring {

/// Parses the whole of `text` (surrounding blanks allowed) as a number; "nan", "inf" in any case, a leading
/// '+' and Fortran's 'D' exponent are accepted. Never looks at the locale.
[[nodiscard]] std::optional<double> parse_double(std::string_view text);

/// Parses the whole of `text` (surrounding blanks allowed) as a base-10 integer.
[[nodiscard]] std::optional<long long> parse_integer(std::string_view text);

/// All white-space-separated numbers of `text`, or nothing if one of them is not a number.
[[nodiscard]] std::optional<std::vector<double>> parse_doubles(std::string_view text);

/// Without leading and trailing blanks, tabs, CR and LF.
[[nodiscard]] std::string_view trim(std::string_view text);

/// Words separated by any run of blanks, tabs, CR or LF.
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view text);

/// Fields separated by exactly one `separator`; empty fields are kept.
[[nodiscard]] std::vector<std::string_view> split_fields(std::string_view text, char separator);

/// ASCII lower case.
[[nodiscard]] std::string to_lower(std::string_view text);

/// Shortest text that reads back as the same double ("nan", "inf" spelled so).
[[nodiscard]] std::string shortest_number(double value);

/// Cuts text for a message: control characters become '?', and what is over `max_length` is replaced by "…".
[[nodiscard]] std::string quote_for_message(std::string_view text, std::size_t max_length = 60);

}  // namespace hamstring
