#include "knowledge/decode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/vocabulary.h"

namespace hamstring::rehab {
namespace {

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

TEST(Prevention, adds_up_repetitions_at_the_midpoints_of_ranges) {
  Prevention program;
  // Two weeks of 2-4 sessions with sets of 6-8 and 10: 2 * 3 * (7 + 10) = 102.
  program.weeks.push_back({.from = 1, .to = 2, .sessions = {2, 4}, .sets = {{6, 8}, {10, 10}}});
  EXPECT_EQ(total_reps_at_midpoints(program), 102.0);
}

}  // namespace
}  // namespace hamstring::rehab
