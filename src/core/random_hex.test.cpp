#include "core/random_hex.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace hamstring {
namespace {

TEST(RandomHex, is_twice_as_many_digits_and_never_the_same) {
  EXPECT_EQ(random_hex(0), "");
  std::set<std::string> seen;
  std::set<char> digits;
  for (int i = 0; i < 1000; ++i) {
    const std::string text = random_hex(8);
    EXPECT_EQ(text.size(), 16U);
    EXPECT_EQ(text.find_first_not_of("0123456789abcdef"), std::string::npos) << text;
    digits.insert(text.begin(), text.end());
    seen.insert(text);
  }
  EXPECT_EQ(seen.size(), 1000U);
  EXPECT_EQ(digits.size(), 16U) << "each digit stands somewhere in sixteen thousand";
}

}  // namespace
}  // namespace hamstring
