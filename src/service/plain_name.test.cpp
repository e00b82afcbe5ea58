#include "service/plain_name.h"

#include <gtest/gtest.h>

namespace hamstring::service {
namespace {

using namespace std::string_view_literals;

TEST(PlainName, names_of_all_scripts_are_plain) {
  for (const std::string_view name : {"Ada Berg"sv, "Zoë O’Neill-Núñez"sv, "Оля"sv, "محمد"sv, "王小明"sv,
                                      "می\u200cخواهم"sv, "क्\u200dष"sv, ""sv})
    EXPECT_FALSE(hidden_sign(name)) << name;
}

TEST(PlainName, what_nobody_sees_is_refused_by_its_name) {
  EXPECT_EQ(hidden_sign("Ada\0Berg"sv), "U+0000");
  EXPECT_EQ(hidden_sign("Ada\nBerg"), "U+000A");
  EXPECT_EQ(hidden_sign("Ada\u0085Berg"), "U+0085");
  EXPECT_EQ(hidden_sign("Ada\u2028Berg"), "U+2028");
  for (const std::string_view turned : {"\u202A", "\u202E", "\u2066", "\u2069", "\u200E", "\u200F", "\u061C"})
    EXPECT_TRUE(hidden_sign(std::string("Ada ") + std::string(turned) + "Berg"));
  EXPECT_EQ(hidden_sign("A\u200Bda"), "U+200B");
  EXPECT_EQ(hidden_sign("Ada \xFF"), "bytes");
  const auto refused = plain_name("Ada\u202EgreB", "name");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error.element, "name (U+202E)");
  EXPECT_EQ(refused.error().code, Code::bad_input);
}

}  // namespace
}  // namespace hamstring::service
