#include "core/compact_text.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace hamstring {
namespace {

TEST(CompactText, is_what_it_was_made_of) {
  for (const std::size_t length : {0U, 1U, 15U, 16U, 300U, 70000U}) {
    const std::string text(length, 'x');
    const CompactText compact = text;
    EXPECT_EQ(compact, text);
    EXPECT_EQ(compact.text(), text);
    EXPECT_EQ(compact.empty(), text.empty());
  }
  const CompactText with_zero = std::string("a\0b", 3);
  EXPECT_EQ(with_zero.view().size(), 3U);
}

TEST(CompactText, takes_the_room_of_a_pointer) {
  EXPECT_EQ(sizeof(CompactText), sizeof(void*));
}

TEST(CompactText, copies_are_their_own) {
  CompactText one = "first";
  const CompactText copy = one;
  one = "second";
  EXPECT_EQ(copy, "first");
  EXPECT_EQ(one, "second");
  one = copy;
  EXPECT_EQ(one, copy);
  const CompactText moved = std::move(one);
  EXPECT_EQ(moved, "first");
  EXPECT_EQ(CompactText(), "");
  EXPECT_NE(moved, CompactText());
}

TEST(CompactText, of_itself_stays) {
  CompactText one = "again";
  const CompactText& same = one;
  one = same;
  EXPECT_EQ(one, "again");
  one = one.view().substr(1);
  EXPECT_EQ(one, "gain");
}

}  // namespace
}  // namespace hamstring
