// Errors are values: a function that can fail on input returns Result<T>.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace hamstring {

/// Why something could not be done, in terms of the input that caused it.
struct Error {
  std::string message;    ///< what was wrong and what was expected, one sentence
  std::string file{};     ///< input file; empty where there is none
  int line = 0;           ///< 1-based line in `file`; 0 where unknown
  std::string element{};  ///< what inside the file: an XML path, a column, a field
  std::string advice{};   ///< what the person can do about it

  /// "file:line: element: message. advice", leaving out what is empty.
  [[nodiscard]] std::string text() const;
};

template <class T>
using Result = std::expected<T, Error>;

/// Shorthand for returning an error from a function that returns Result<T>.
[[nodiscard]] inline std::unexpected<Error> failure(Error error) {
  return std::unexpected<Error>(std::move(error));
}
[[nodiscard]] inline std::unexpected<Error> failure(std::string message) {
  return std::unexpected<Error>(Error{.message = std::move(message)});
}

}  // namespace hamstring
