#include "rehab/item_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rehab/decode.h"
#include "rehab/vocabulary.h"

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

TEST(ItemFile, knows_the_line_and_a_readable_name_of_every_part) {
  const auto item = parse_item_file(example, "gates/some.toml");
  ASSERT_TRUE(item) << item.error().text();
  EXPECT_EQ(item->kind, "gate");
  EXPECT_EQ(item->id, "some");
  EXPECT_EQ(item->line_of("/when"), 3);
  EXPECT_EQ(item->line_of("/phase/0/exit/0/min"), 10);
  EXPECT_EQ(item->line_of("/phase/0/exit/0/missing"), 8);  // the line of the table around it
  EXPECT_EQ(readable_path(item->root, "/phase/0/exit/0/min"), "phase.settle.exit.day_two.min");
}

TEST(ItemFile, refuses_what_has_no_place_in_data_and_names_the_line) {
  const auto line_of_fault = [](std::string_view text) {
    const auto item = parse_item_file(text, "x.toml");
    return item ? 0 : item.error().line;
  };
  EXPECT_EQ(line_of_fault("a = 1\nb = ="), 2);
  EXPECT_EQ(line_of_fault("a = 1\n\nb = nan"), 3);
  EXPECT_EQ(line_of_fault("a = 1\nb = -inf"), 2);
  EXPECT_EQ(line_of_fault("a = 2025-03-09"), 1);
  EXPECT_EQ(line_of_fault("a = 1\na = 2"), 2);
  EXPECT_FALSE(parse_item_file(std::string(item_size_max + 1, ' '), "x.toml"));
}

TEST(ItemFile, gives_defaults_for_what_is_missing_or_of_another_type) {
  const auto item = parse_item_file(example, "gates/some.toml");
  ASSERT_TRUE(item);
  const KnowledgeVocabulary vocabulary({*item});
  Diagnostics out;
  const Part part(*item, vocabulary, out);
  EXPECT_EQ(part.text("id"), "some");
  EXPECT_EQ(part.number("id", 7.0), 7.0);
  EXPECT_EQ(part["nothing"]["at_all"].text("x", "y"), "y");
  const std::vector<Part> phases = part.each("phase");
  ASSERT_EQ(phases.size(), 1u);
  EXPECT_EQ(phases[0].each("exit")[0]["sets"].number("max"), 2.5);
  EXPECT_EQ(part.at("/phase/0/exit/0").integer("min"), 2);
  EXPECT_TRUE(part.each("id").empty());
}

TEST(ItemFile, reports_a_bad_condition_at_its_line) {
  const auto question = parse_item_file(
      "id = \"walk\"\nkind = \"question\"\n[answer]\ntype = \"choice\"\noptions = [\"normal\", "
      "\"limping\"]\n",
      "questions/walk.toml");
  const auto item = parse_item_file(example, "gates/some.toml");
  ASSERT_TRUE(question && item);
  const KnowledgeVocabulary vocabulary({*question, *item});
  Diagnostics out;
  const Condition condition = Part(*item, vocabulary, out).condition("when", FactLayer::gate);
  EXPECT_FALSE(condition.nodes.empty());
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
