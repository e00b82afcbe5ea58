#include "service/plain_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "core/utf8.h"

namespace hamstring::service {
namespace {

// Unicode 15, categories Cc, Zl, Zp and the marks of direction of UAX 9; a blank of no width and the byte
// order mark make two names of one. Zero-width joiner and non-joiner (200C, 200D) belong to how some names
// are spelled.
constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 10> hidden{{{0x0000, 0x001F},
                                                                          {0x007F, 0x009F},
                                                                          {0x00AD, 0x00AD},
                                                                          {0x061C, 0x061C},
                                                                          {0x200B, 0x200B},
                                                                          {0x200E, 0x200F},
                                                                          {0x2028, 0x202E},
                                                                          {0x2060, 0x206F},
                                                                          {0xFEFF, 0xFEFF},
                                                                          {0xFFF9, 0xFFFB}}};

}  // namespace

std::optional<std::string> hidden_sign(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (!point.is_valid) return "bytes";
    const auto inside = [&](const auto& range) {
      return point.value >= range.first && point.value <= range.second;
    };
    if (std::ranges::any_of(hidden, inside)) return fmt::format("U+{:04X}", point.value);
    at += point.length;
  }
  return std::nullopt;
}

Outcome<void> plain_name(std::string_view name, const char* field) {
  const auto sign = hidden_sign(name);
  if (!sign) return {};
  return refuse(Code::bad_input, {.message = "this name holds a sign that nobody sees",
                                  .element = fmt::format("{} ({})", field, *sign),
                                  .advice = "Type the name again instead of pasting it."});
}

}  // namespace hamstring::service
