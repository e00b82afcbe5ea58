#include "history/entry_hash.h"

#include <fmt/format.h>

#include <charconv>

#include "core/file.h"

namespace hamstring::rehab {

EntryHash EntryHash::of(std::string_view canonical_json) {
  EntryHash hash;
  const std::string digits = sha256_hex(canonical_json);
  std::from_chars(digits.data(), digits.data() + 16, hash.bits_, 16);
  return hash;
}

std::string EntryHash::text() const {
  return fmt::format("{:016x}", bits_);
}

}  // namespace hamstring::rehab
