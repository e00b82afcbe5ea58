#include "report/sentence.h"

#include <gtest/gtest.h>

#include "report/messages.h"

namespace hamstring::report {
namespace {

constexpr Message peak{"test.peak", "The {side} muscle reached {peak}."};

TEST(Sentence, fills_its_arguments_in_place) {
  EXPECT_EQ(say(peak, {{"peak", "5 %"}, {"side", "left"}}).text(), "The left muscle reached 5 %.");
}

TEST(Sentence, keeps_a_figure_apart_from_the_words_around_it) {
  const Sentence sentence = say(peak, {{"side", "left"}, {"peak", "5 %", "figure-1"}});
  ASSERT_EQ(sentence.parts.size(), 5u);
  EXPECT_EQ(sentence.parts[3].text, "5 %");
  EXPECT_EQ(sentence.parts[3].figure, "figure-1");
  EXPECT_EQ(sentence.parts[4].text, ".");
}

TEST(Sentence, shows_a_missing_argument_instead_of_hiding_it) {
  EXPECT_EQ(say(peak, {{"side", "left"}}).text(), "The left muscle reached {peak}.");
}

TEST(Sentence, does_not_expand_braces_inside_an_argument) {
  EXPECT_EQ(say(peak, {{"side", "{peak}"}, {"peak", "5 %"}}).text(), "The {peak} muscle reached 5 %.");
}

TEST(Sentence, survives_a_brace_that_is_never_closed) {
  EXPECT_EQ(say(Message{"test.open", "a {b"}).text(), "a {b");
  EXPECT_EQ(say(Message{"test.empty", ""}).text(), "");
}

TEST(Sentence, counts_in_words) {
  EXPECT_EQ(counted(1, messages::one_stride, messages::strides), "one stride");
  EXPECT_EQ(counted(0, messages::one_stride, messages::strides), "0 strides");
  EXPECT_EQ(counted(13, messages::one_stride, messages::strides), "13 strides");
}

}  // namespace
}  // namespace hamstring::report
