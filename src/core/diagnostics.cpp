#include "core/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace hamstring {
namespace {

std::string place(const std::string& file, int line, const std::string& element) {
  std::string text = file;
  if (line > 0) text += fmt::format("{}{}", text.empty() ? "line " : ":", line);
  if (!text.empty()) text += ": ";
  if (!element.empty()) text += element + ": ";
  return text;
}

}  // namespace

std::string Error::text() const {
  std::string text = place(file, line, element) + message;
  if (!advice.empty()) {
    if (!text.ends_with('.')) text += '.';
    text += ' ' + advice;
  }
  return text;
}

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

std::string Diagnostic::text() const {
  return fmt::format("{}: {}{}", severity_name(severity), place(file, line, element), message);
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.file.empty()) diagnostic.file = file_;
  entries_.push_back(std::move(diagnostic));
}

void Diagnostics::note(std::string message, std::string element) {
  add({.severity = Severity::note, .message = std::move(message), .element = std::move(element)});
}

void Diagnostics::warn(std::string message, std::string element, int line) {
  add({.severity = Severity::warning,
       .message = std::move(message),
       .line = line,
       .element = std::move(element)});
}

void Diagnostics::error(std::string message, std::string element, int line) {
  add({.severity = Severity::error,
       .message = std::move(message),
       .line = line,
       .element = std::move(element)});
}

void Diagnostics::append(const Diagnostics& other) {
  for (const Diagnostic& diagnostic : other.entries_) add(diagnostic);
}

std::size_t Diagnostics::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(entries_, [severity](const Diagnostic& d) { return d.severity == severity; }));
}

}  // namespace hamstring
