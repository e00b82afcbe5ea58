// A text in the room of a pointer.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace hamstring {

/// What is kept a hundred thousand times and is mostly empty: 8 bytes, and none elsewhere while empty. A
/// std::string takes 32, and 32 more from 16 characters on. Reads as a std::string_view, which holds as long
/// as the text is neither changed nor destroyed.
class CompactText {
 public:
  CompactText() = default;
  CompactText(std::string_view text);
  CompactText(const std::string& text) : CompactText(std::string_view(text)) {}
  CompactText(const char* text) : CompactText(std::string_view(text)) {}
  CompactText(const CompactText& other) : CompactText(other.view()) {}
  CompactText(CompactText&&) noexcept = default;
  CompactText& operator=(const CompactText& other) { return *this = CompactText(other); }
  CompactText& operator=(CompactText&&) noexcept = default;
  ~CompactText() = default;

  [[nodiscard]] std::string_view view() const;
  [[nodiscard]] std::string text() const { return std::string(view()); }
  [[nodiscard]] bool empty() const { return stored_ == nullptr; }
  operator std::string_view() const { return view(); }

  friend bool operator==(const CompactText& a, const CompactText& b) { return a.view() == b.view(); }
  friend bool operator==(const CompactText& a, std::string_view b) { return a.view() == b; }
  friend bool operator==(const CompactText& a, const std::string& b) { return a.view() == b; }
  friend bool operator==(const CompactText& a, const char* b) { return a.view() == b; }

 private:
  std::unique_ptr<char[]> stored_;  ///< how many characters (a std::uint32_t), then these; null: none
};

}  // namespace hamstring
