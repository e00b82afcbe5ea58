// JSON from outside, field by field: the first fault is kept, with the file and the field it is in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "view/words.h"

namespace hamstring::service {

/// Parses text that is not nested deeper than 60. Errors: the file, and what is wrong with it.
[[nodiscard]] Result<Json> parse_strictly(std::string_view text, const std::string& file);

/// Reads one object. Every field has to be asked for; what was not is a fault, found by done().
class StrictObject {
 public:
  StrictObject(const Json& json, std::string file, std::string where);

  /// Empty where the field is missing, is no text or is longer than `length_max` bytes.
  std::string text(const char* field, std::size_t length_max, bool may_be_empty = false);
  std::int64_t number(const char* field, std::int64_t least, std::int64_t most);
  bool yes_or_no(const char* field);
  /// An empty list where it is missing or something else.
  const Json& list(const char* field);
  /// Any value; null where it is missing.
  const Json& any(const char* field);
  /// "2026-01-02T03:04:05Z" as seconds since 1970.
  std::int64_t instant(const char* field);
  /// For what the caller finds wrong with a field.
  void fault(const char* field, std::string message);
  /// The first fault, or that there is a field nobody knows.
  [[nodiscard]] Result<void> done() const;

 private:
  const Json* find(const char* field);

  const Json& json_;
  std::string file_, where_;
  std::size_t asked_ = 0;
  std::optional<Error> fault_;
};

}  // namespace hamstring::service
