#include "knowledge/decode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/vocabulary.h"

namespace hamstring::rehab {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view example = R"(id = "some"
kind = "gate"
when = "story.walk == gone"

[[phase]]
id = "settle"

[[phase.exit]]
id = "day_two"
min = 2
sets = { min = 1, max = 2.5 }
)";

TEST(Decode, reports_a_bad_condition_at_its_line) {
  const auto question = parse_item_file(
      "id = \"walk\"\nkind = \"question\"\n[answer]\ntype = \"choice\"\noptions = [\"normal\", "
      "\"limping\"]\n",
      "questions/walk.toml");
  const auto item = parse_item_file(example, "gates/some.toml");
  ASSERT_TRUE(question && item);
  const KnowledgeVocabulary vocabulary({*question, *item});
  Diagnostics out;
  const Condition compiled = rehab::condition(Part(*item, out), vocabulary, "when", FactLayer::gate);
  EXPECT_FALSE(compiled.nodes.empty());
  ASSERT_EQ(out.entries().size(), 1u);
  EXPECT_EQ(out.entries()[0].line, 3);
  EXPECT_EQ(out.entries()[0].file, "gates/some.toml");
  EXPECT_THAT(out.entries()[0].message, HasSubstr("never 'gone'"));
}

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

TEST(Prevention, adds_up_repetitions_at_the_midpoints_of_ranges) {
  Prevention program;
  // Two weeks of 2-4 sessions with sets of 6-8 and 10: 2 * 3 * (7 + 10) = 102.
  program.weeks.push_back({.from = 1, .to = 2, .sessions = {2, 4}, .sets = {{6, 8}, {10, 10}}});
  EXPECT_EQ(total_reps_at_midpoints(program), 102.0);
}

}  // namespace
}  // namespace hamstring::rehab
