// The code points of UTF-8 text, strictly: the one place that knows how they are written in bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hamstring {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t length = 1;  ///< bytes it takes
  bool is_valid = false;   ///< otherwise one byte that is no UTF-8, and no value
};

/// The code point that begins at `at`, which lies inside the text. Not valid: a stray or missing byte, one
/// written longer than it need be, half of a surrogate pair, or beyond the last code point.
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t at);

/// Whether it is UTF-8 throughout.
[[nodiscard]] bool is_utf8(std::string_view text);

/// Whether a byte lies inside a code point and begins none.
[[nodiscard]] constexpr bool continues_code_point(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace hamstring
