// What a reader or a check noticed on the way: the caller decides whether to print, log or refuse.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace hamstring {

enum class Severity {
  note,     ///< worth knowing: a default was taken, an element was not needed
  warning,  ///< something was lost, repaired or ignored
  error,    ///< something could not be used
};

struct Diagnostic {
  Severity severity = Severity::note;
  std::string message;    ///< one sentence that names the thing it is about
  std::string file{};     ///< empty where there is none
  int line = 0;           ///< 1-based; 0 where unknown
  std::string element{};  ///< XML path, column label, muscle name …

  /// "warning: file:line: element: message"
  [[nodiscard]] std::string text() const;
};

/// "note", "warning" or "error".
[[nodiscard]] std::string_view severity_name(Severity severity);

/// Collects diagnostics in the order in which they were found. Values only; prints nothing.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  void note(std::string message, std::string element = {});
  void warn(std::string message, std::string element = {}, int line = 0);
  void error(std::string message, std::string element = {}, int line = 0);
  /// Takes over all entries of `other`, filling in `file` where an entry has none.
  void append(const Diagnostics& other);
  /// Diagnostics added from now on carry this file name.
  void set_file(std::string file) { file_ = std::move(file); }

  [[nodiscard]] const std::vector<Diagnostic>& entries() const { return entries_; }
  [[nodiscard]] std::size_t count(Severity severity) const;
  [[nodiscard]] bool has_errors() const { return count(Severity::error) > 0; }

 private:
  std::string file_;
  std::vector<Diagnostic> entries_;
};

}  // namespace hamstring
