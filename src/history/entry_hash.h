// Which version of an entry: what its canonical JSON says, in 64 bits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hamstring::rehab {

/// The first 64 bits of a SHA-256, written as 16 hex digits; ordered as these are.
class EntryHash {
 public:
  EntryHash() = default;
  /// Of this text.
  [[nodiscard]] static EntryHash of(std::string_view canonical_json);
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::uint64_t bits() const { return bits_; }

  friend bool operator==(const EntryHash&, const EntryHash&) = default;
  friend auto operator<=>(const EntryHash&, const EntryHash&) = default;

 private:
  std::uint64_t bits_ = 0;
};

}  // namespace hamstring::rehab
