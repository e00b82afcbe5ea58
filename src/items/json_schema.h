// The part of JSON Schema (draft 2020-12) that data/schemas/ uses, checked by ourselves: type, const, enum,
// properties, required, additionalProperties, items, minItems, maxItems, uniqueItems, minimum, maximum,
// minLength, maxLength, pattern, oneOf, anyOf, allOf, not, $ref into the own $defs.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace hamstring::rehab {

struct SchemaError {
  std::string pointer;  ///< JSON pointer into the instance: "/phase/2/exit/0/test"
  std::string message;  ///< what was found and what is expected
};

/// A schema, understood completely: an unknown keyword is an error when it is read, never silently ignored.
class JsonSchema {
 public:
  /// Errors: not JSON; a keyword or pattern that is not supported; a $ref that leads nowhere or around in a
  /// circle.
  [[nodiscard]] static Result<JsonSchema> parse(std::string_view text, std::string_view file);

  /// Everything that is wrong with the instance, in the order of the instance; empty when it fits. For oneOf
  /// and anyOf the errors of the alternative that fits best are given.
  [[nodiscard]] std::vector<SchemaError> check(const nlohmann::json& instance) const;

 private:
  nlohmann::json root_;
  std::map<std::string, std::regex> patterns_;
  friend class SchemaWalk;
};

/// One step of a JSON pointer, with ~ and / escaped.
[[nodiscard]] std::string pointer_step(std::string_view key);

}  // namespace hamstring::rehab
