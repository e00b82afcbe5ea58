#include "knowledge/fact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

TEST(FactName, is_written_as_it_was_read) {
  for (const char* text : {"story.walk", "person.age", "test.knee_2.difference", "injury.day",
                           "progress.gap_days", "flag.dvt", "picture.tear", "gate.under_12", "plan.phase"}) {
    const Result<FactName> name = parse_fact_name(text);
    ASSERT_TRUE(name) << text;
    EXPECT_EQ(name->text(), text);
  }
  EXPECT_EQ(parse_fact_name("test.knee.pain")->field, "pain");
}

TEST(FactName, of_another_shape_is_refused_and_named) {
  for (const char* text : {"", "story", "story.", ".walk", "story.walk.pain", "test.knee",
                           "test.knee.pain.now", "mood.good", "story.Walk", "story.2nd", "story._walk",
                           "story.wa lk", "Story.walk", "story..walk", "story.gr\xC3\xB6ss"}) {
    const Result<FactName> name = parse_fact_name(text);
    ASSERT_FALSE(name) << text;
    EXPECT_THAT(name.error().message, ::testing::HasSubstr("is not a fact"));
  }
}

TEST(FactName, stands_on_the_layer_of_its_space_so_that_no_rule_can_look_at_what_it_decides) {
  const auto layer = [](const char* text) { return layer_of(*parse_fact_name(text)); };
  for (const char* told : {"story.walk", "person.age", "test.knee.pain", "injury.day", "progress.ill"})
    EXPECT_EQ(layer(told), FactLayer::base);
  EXPECT_LT(FactLayer::base, layer("flag.dvt"));
  EXPECT_LT(layer("flag.dvt"), layer("picture.tear"));
  EXPECT_LT(layer("picture.tear"), layer("gate.under_12"));
  EXPECT_LT(layer("gate.under_12"), layer("plan.phase"));
}

}  // namespace
}  // namespace hamstring::rehab
