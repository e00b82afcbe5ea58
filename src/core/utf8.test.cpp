#include "core/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace hamstring {
namespace {

/// As the table of RFC 3629, section 3, writes it.
std::string written(std::uint32_t value) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80U | ((value >> shift) & 0x3FU)); };
  if (value < 0x80) return {static_cast<char>(value)};
  if (value < 0x800) return {static_cast<char>(0xC0U | (value >> 6U)), tail(0)};
  if (value < 0x10000) return {static_cast<char>(0xE0U | (value >> 12U)), tail(6), tail(0)};
  return {static_cast<char>(0xF0U | (value >> 18U)), tail(12), tail(6), tail(0)};
}

TEST(Utf8, reads_every_code_point_and_refuses_halves_of_pairs) {
  int valid = 0;
  for (std::uint32_t value = 0; value <= 0x110000; ++value) {
    const std::string text = written(value);
    const CodePoint point = code_point_at(text, 0);
    const bool expected = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    ASSERT_EQ(point.is_valid, expected) << std::hex << value;
    ASSERT_EQ(is_utf8(text), expected) << std::hex << value;
    if (!expected) continue;
    ++valid;
    ASSERT_EQ(point.value, value);
    ASSERT_EQ(point.length, text.size());
    if (text.size() > 1) {
      ASSERT_FALSE(is_utf8(text.substr(0, text.size() - 1))) << "cut: " << std::hex << value;
      ASSERT_FALSE(is_utf8(text.substr(1))) << "without its lead: " << std::hex << value;
    }
  }
  EXPECT_EQ(valid, 0x110000 - 0x800);
}

TEST(Utf8, refuses_what_is_written_longer_than_it_need_be_and_bytes_that_begin_nothing) {
  for (const char* text : {"\xC0\xAF", "\xC1\x81", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xF5\x80\x80\x80",
                           "\xFF", "a\x80", "\xE2\x28\xA1", "\xF4\x90\x80\x80"}) {
    EXPECT_FALSE(is_utf8(text)) << text;
  }
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("Müller, 王 🏃"));
}

TEST(Utf8, counts_the_code_points_of_a_text_by_the_bytes_that_begin_one) {
  int begun = 0;
  for (const char byte : std::string("aü王🏃")) begun += continues_code_point(byte) ? 0 : 1;
  EXPECT_EQ(begun, 4);
}

}  // namespace
}  // namespace hamstring
