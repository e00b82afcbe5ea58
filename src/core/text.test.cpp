#include "core/text.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>

namespace hamstring {
namespace {

TEST(ParseDouble, reads_plain_signed_exponent_and_padded_numbers) {
  EXPECT_EQ(parse_double(" -1.5 "), -1.5);
  EXPECT_EQ(parse_double("+2e3"), 2000.0);
  EXPECT_EQ(parse_double("1.0D-2"), 0.01);
  EXPECT_EQ(parse_double(".5"), 0.5);
}

TEST(ParseDouble, reads_nan_and_infinity_in_any_case) {
  EXPECT_TRUE(std::isnan(*parse_double("NaN")));
  EXPECT_TRUE(std::isnan(*parse_double("nan")));
  EXPECT_EQ(parse_double("-Inf"), -HUGE_VAL);
}

TEST(ParseDouble, refuses_what_is_not_wholly_a_number) {
  for (const char* text : {"", " ", "1,5", "1.5x", "++1", "0x10", "--2", "d5"})
    EXPECT_FALSE(parse_double(text)) << text;
}

TEST(ParseDouble, turns_overflow_into_infinity_and_underflow_into_zero) {
  EXPECT_EQ(parse_double("1e999"), HUGE_VAL);
  EXPECT_EQ(parse_double("-1e999"), -HUGE_VAL);
  EXPECT_EQ(parse_double("1e-999"), 0.0);
}

TEST(ParseDouble, ignores_a_locale_that_writes_commas) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  EXPECT_EQ(parse_double("1.25"), 1.25);
  std::setlocale(LC_ALL, before.c_str());
}

TEST(ParseInteger, refuses_fractions_and_overflow) {
  EXPECT_EQ(parse_integer(" 42 "), 42);
  EXPECT_FALSE(parse_integer("4.2"));
  EXPECT_FALSE(parse_integer("99999999999999999999"));
  EXPECT_FALSE(parse_integer(""));
}

TEST(SplitFields, keeps_empty_fields_and_SplitWords_drops_them) {
  EXPECT_EQ(split_fields("a\t\tb\t", '\t').size(), 4U);
  EXPECT_EQ(split_words(" a \t b\r\n").size(), 2U);
}

TEST(ShortestNumber, reads_back_as_the_same_double) {
  for (const double value : {0.1, -1.0 / 3.0, 1e-300, 12345678901234567.0, 0.0}) {
    EXPECT_EQ(parse_double(shortest_number(value)), value);
  }
}

TEST(QuoteForMessage, hides_control_characters_and_cuts_between_utf8_characters) {
  EXPECT_EQ(quote_for_message("a\nb"), "a?b");
  EXPECT_EQ(quote_for_message("ääää", 3), "ä…");
}

}  // namespace
}  // namespace hamstring
