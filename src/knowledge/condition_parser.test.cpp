#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/condition.h"

namespace hamstring::rehab {
namespace {

class Words final : public Vocabulary {
 public:
  [[nodiscard]] std::optional<FactType> type_of(const FactName& name) const override {
    if (name.item == "missing") return std::nullopt;
    if (name.item == "age" || name.field == "difference")
      return FactType{.kind = FactType::Kind::number, .words = {}, .min = 0, .max = 120};
    if (name.item == "walk")
      return FactType{
          .kind = FactType::Kind::word, .words = {"normal", "limping", "unable"}, .min = {}, .max = {}};
    return FactType{.kind = FactType::Kind::word, .words = {"yes", "no"}, .min = {}, .max = {}};
  }
};

std::string fault(const std::string& text, FactLayer layer = FactLayer::gate) {
  const auto condition = compile_condition(text, Words(), layer);
  return condition ? std::string("(accepted)") : condition.error().message;
}

TEST(ConditionParser, reads_the_whole_language) {
  const auto condition = parse_condition("a_t");
  EXPECT_FALSE(condition);
  const auto whole = parse_condition(
      "not (story.a == yes or story.b) and at_least(2; story.c; test.x.difference >= -1.5; person.sport in "
      "[run, jump])\n and known(story.d) and seen(test.y.result == positive)");
  ASSERT_TRUE(whole) << whole.error().text();
  EXPECT_EQ(whole->nodes[0].kind, ConditionNode::Kind::all_of);
  EXPECT_EQ(whole->nodes[0].children.size(), 4u);
  EXPECT_EQ(facts_of(*whole).size(), 7u);
  for (std::size_t i = 0; i < whole->nodes.size(); ++i) {
    for (const std::size_t child : whole->nodes[i].children) EXPECT_GT(child, i);
  }
}

TEST(ConditionParser, names_the_place_of_a_fault) {
  const auto broken = parse_condition("story.a or or story.b");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().element, "column 12");
}

TEST(ConditionParser, bounds_length_and_nesting_and_stays_fast_within_them) {
  EXPECT_FALSE(parse_condition(std::string(4001, ' ')));
  std::string deep = "story.a";
  for (int i = 0; i < 30; ++i) deep = "(" + deep + " or story.b and story.c)";
  EXPECT_TRUE(parse_condition(deep));
  EXPECT_FALSE(parse_condition(std::string(100, '(') + "always" + std::string(100, ')')));
}

TEST(ConditionParser, refuses_unknown_facts_wrong_types_and_higher_layers) {
  using testing::HasSubstr;
  EXPECT_EQ(fault("story.walk in [limping, unable] and person.age <= 25"), "(accepted)");
  EXPECT_THAT(fault("story.missing"), HasSubstr("there is no fact"));
  EXPECT_THAT(fault("story.walk == running"), HasSubstr("is never 'running'"));
  EXPECT_THAT(fault("person.age == 25"), HasSubstr("is a number"));
  EXPECT_THAT(fault("person.age <= 400"), HasSubstr("can never be"));
  EXPECT_THAT(fault("story.walk > 3"), HasSubstr("is a word"));
  EXPECT_THAT(fault("gate.cannot_walk"), HasSubstr("its own layer"));
  EXPECT_THAT(fault("picture.trauma", FactLayer::flag), HasSubstr("its own layer"));
  EXPECT_THAT(fault("seen(story.walk == normal)"), HasSubstr("test facts only"));
}

}  // namespace
}  // namespace hamstring::rehab
