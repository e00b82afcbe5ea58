// Facts that conditions may name, and where an evaluation gets them from.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"
#include "knowledge/truth.h"

namespace hamstring::rehab {

/// Facts are layered; an item may name only layers below its own, so no rule can depend on itself.
enum class FactLayer { base, flag, picture, gate, plan };

/// "test.active_knee_extension.difference" → {test, active_knee_extension, difference}.
struct FactName {
  std::string space;  ///< person, story, test, injury, progress, flag, picture, gate, plan
  std::string item;   ///< question, test, flag … id, or the field for person, injury, progress, plan
  std::string field;  ///< only for test: value, other, difference, ratio, pain, result
  auto operator<=>(const FactName&) const = default;
  [[nodiscard]] std::string text() const;
};

[[nodiscard]] Result<FactName> parse_fact_name(std::string_view text);
[[nodiscard]] FactLayer layer_of(const FactName& name);

/// A number with the half width of its error bar (0 for what is simply told).
struct Measured {
  double value = 0.0;
  double half_width = 0.0;
};
using FactValue = std::variant<UnknownCause, Measured, std::string, std::vector<std::string>>;

/// What a fact can be compared with; used to check conditions when they are loaded.
struct FactType {
  enum class Kind { number, word, words } kind = Kind::word;
  std::vector<std::string> words;  ///< allowed words; "yes" and "no" for yes-no facts
  std::optional<double> min, max;  ///< plausible range for numbers
};

class FactView {
 public:
  virtual ~FactView() = default;
  [[nodiscard]] virtual FactValue get(const FactName& name) const = 0;
};

class Vocabulary {
 public:
  virtual ~Vocabulary() = default;
  /// Nothing where no such fact exists.
  [[nodiscard]] virtual std::optional<FactType> type_of(const FactName& name) const = 0;
};

}  // namespace hamstring::rehab
