#include "knowledge/vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

using ::testing::ElementsAre;

TEST(Vocabulary, knows_only_those_facts_of_a_test_that_it_can_give) {
  const auto angle = parse_item_file(
      "id = \"knee\"\nkind = \"test\"\nmeasures = \"angle\"\nboth_sides = true\nrecords_pain = false\n"
      "plausible = { min = -10, max = 90 }\n",
      "tests/knee.toml");
  const auto sign = parse_item_file(
      "id = \"sign\"\nkind = \"test\"\nmeasures = \"result_only\"\nboth_sides = false\nrecords_pain = true\n"
      "results = [\"positive\", \"negative\"]\n",
      "tests/sign.toml");
  ASSERT_TRUE(angle && sign);
  const KnowledgeVocabulary vocabulary({*angle, *sign});
  const auto type = [&](const char* name) { return vocabulary.type_of(*parse_fact_name(name)); };
  ASSERT_TRUE(type("test.knee.difference"));
  EXPECT_EQ(type("test.knee.difference")->max, 100.0);  // 90 - (-10)
  EXPECT_EQ(type("test.knee.value")->min, -10.0);
  EXPECT_FALSE(type("test.knee.pain"));
  EXPECT_FALSE(type("test.knee.result"));
  EXPECT_FALSE(type("test.sign.value"));
  ASSERT_TRUE(type("test.sign.result"));
  EXPECT_THAT(type("test.sign.result")->words, ElementsAre("positive", "negative"));
  EXPECT_FALSE(type("test.other.value"));
  EXPECT_FALSE(type("injury.mood"));
}

class SmallVocabulary : public ::testing::Test {
 protected:
  void add(const std::string& text) {
    Result<ItemFile> item = parse_item_file(text, "x.toml");
    ASSERT_TRUE(item) << item.error().text();
    items_.push_back(*std::move(item));
  }
  [[nodiscard]] std::optional<FactType> type(const char* name) const {
    return KnowledgeVocabulary(items_).type_of(*parse_fact_name(name));
  }
  std::vector<ItemFile> items_;
};

TEST_F(SmallVocabulary, a_question_is_compared_with_what_its_answers_can_be) {
  add("id = \"walk\"\nkind = \"question\"\n[answer]\ntype = \"choice\"\noptions = [\"normal\", "
      "\"limping\"]\n");
  add("id = \"weight\"\nkind = \"question\"\n[answer]\ntype = \"number\"\nmin = 2\nmax = 300\n");
  add("id = \"numb\"\nkind = \"question\"\n[answer]\ntype = \"yes_no\"\n");
  add("id = \"born\"\nkind = \"question\"\n[answer]\ntype = \"day\"\n");
  EXPECT_THAT(type("story.walk")->words, ElementsAre("normal", "limping"));
  EXPECT_EQ(type("story.weight")->kind, FactType::Kind::number);
  EXPECT_EQ(type("story.weight")->max, 300.0);
  EXPECT_THAT(type("story.numb")->words, ElementsAre("yes", "no"));
  EXPECT_TRUE(type("story.born")->words.empty()) << "a day is known or not, and compared with nothing";
  EXPECT_FALSE(type("story.other"));
}

TEST_F(SmallVocabulary, flags_gates_and_pictures_are_yes_or_no_each_in_its_own_space) {
  add("id = \"dvt\"\nkind = \"red_flag\"\n");
  add("id = \"young\"\nkind = \"gate\"\n");
  add("id = \"tear\"\nkind = \"injury_type\"\n");
  for (const char* name : {"flag.dvt", "gate.young", "picture.tear"})
    EXPECT_THAT(type(name)->words, ElementsAre("yes", "no")) << name;
  EXPECT_FALSE(type("gate.dvt"));
  EXPECT_FALSE(type("flag.tear"));
}

TEST_F(SmallVocabulary, a_plan_can_be_at_the_phases_of_all_protocols_each_word_once) {
  add("id = \"a\"\nkind = \"protocol\"\n[[phase]]\nid = \"settle\"\n[[phase]]\nid = \"speed\"\n");
  add("id = \"b\"\nkind = \"protocol\"\n[[phase]]\nid = \"speed\"\n[[phase]]\nid = \"return\"\n");
  EXPECT_THAT(type("plan.protocol")->words, ElementsAre("a", "b"));
  EXPECT_THAT(type("plan.phase")->words, ElementsAre("settle", "speed", "return"));
}

TEST_F(SmallVocabulary, knows_the_facts_that_no_file_defines_with_their_bounds) {
  EXPECT_EQ(type("person.age")->max, 120.0);
  EXPECT_EQ(type("progress.pain_48h")->max, 10.0);
  EXPECT_EQ(type("progress.pain_48h")->min, 0.0);
  EXPECT_EQ(type("person.sport")->kind, FactType::Kind::words) << "one may do several";
  EXPECT_EQ(type("person.sex")->kind, FactType::Kind::word);
  EXPECT_FALSE(type("progress.mood"));
}

TEST_F(SmallVocabulary, a_side_without_bounds_has_a_difference_without_bounds) {
  add("id = \"lift\"\nkind = \"test\"\nmeasures = \"force\"\nboth_sides = true\nrecords_pain = true\n");
  ASSERT_TRUE(type("test.lift.difference"));
  EXPECT_EQ(type("test.lift.difference")->min, std::nullopt);
  EXPECT_EQ(type("test.lift.ratio")->min, 0.0);
  EXPECT_EQ(type("test.lift.pain")->max, 10.0);
}

}  // namespace
}  // namespace hamstring::rehab
