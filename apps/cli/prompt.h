// Questions and answers in a terminal: one line each, asked again until it is understood.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

#include "core/compact_number.h"
#include "knowledge/message.h"

namespace hamstring::cli {

class Prompt {
 public:
  Prompt(const rehab::Catalog& catalog, std::istream& in, std::ostream& out)
      : catalog_(catalog), in_(in), out_(out) {}

  /// A sentence of the catalog on a line of its own.
  void tell(const rehab::Message& message);
  void tell(const std::string& id) { tell(rehab::Message{.id = id, .arguments = {}}); }
  /// Text that is no sentence of the catalog: choices, lists.
  void show(const std::string& text);

  /// One line of input, trimmed, in small letters; nothing at the end of the input or at 'stop'.
  [[nodiscard]] std::optional<std::string> line();

  /// Asks until `read` accepts; false at the end.
  bool until(const rehab::Message& question, const std::function<bool(const std::string&)>& read);
  bool until(const std::string& id, const std::function<bool(const std::string&)>& read) {
    return until(rehab::Message{.id = id, .arguments = {}}, read);
  }
  /// Pain from 0 to 10; Enter leaves it unknown. False at the end.
  bool pain(const std::string& id, std::optional<double>& value);
  bool pain(const std::string& id, CompactNumber& value);

  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] const rehab::Catalog& catalog() const { return catalog_; }

 private:
  const rehab::Catalog& catalog_;
  std::istream& in_;
  std::ostream& out_;
  bool stopped_ = false;
};

/// "yes", "no", "unsure" in either language, by word, letter or number; Enter alone is unsure.
[[nodiscard]] std::optional<std::string> read_yes_no(const std::string& text);

}  // namespace hamstring::cli
