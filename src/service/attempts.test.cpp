#include "service/attempts.h"

#include <gtest/gtest.h>

namespace hamstring::service {
namespace {

TEST(Attempts, whoever_was_wrong_too_often_waits_and_nobody_else) {
  Attempts attempts;
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(attempts.may({{"a", 3}}, 100 + i));
    attempts.was_wrong("a", 100 + i);
  }
  EXPECT_FALSE(attempts.may({{"a", 3}}, 103));
  EXPECT_FALSE(attempts.may({{"a", 3}, {"b", 3}}, 103)) << "each of the keys counts";
  EXPECT_TRUE(attempts.may({{"b", 3}}, 103));
  EXPECT_TRUE(attempts.may({{"a", 4}}, 103)) << "how many are too many is said by whoever asks";
  EXPECT_TRUE(attempts.may({{"a", 3}}, 101 + wrong_remembered_s)) << "the first one is forgotten";
  attempts.forget("a");
  EXPECT_TRUE(attempts.may({{"a", 1}}, 103));
}

}  // namespace
}  // namespace hamstring::service
