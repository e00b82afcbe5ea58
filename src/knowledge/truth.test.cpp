// Kleene's tables, and conditions evaluated on them.
#include "knowledge/truth.h"

#include <gtest/gtest.h>

#include <map>

#include "knowledge/condition.h"

namespace hamstring::rehab {
namespace {

Judgement is(Truth truth, const std::string& fact) {
  Judgement result{.truth = truth, .used = {fact}, .unknown = {}};
  if (truth == Truth::unknown) result.unknown.push_back({fact, UnknownCause::not_asked});
  return result;
}

TEST(Truth, and_or_not_follow_kleenes_tables) {
  const Truth n = Truth::no, y = Truth::yes, u = Truth::unknown;
  const Truth all[] = {n, y, u};
  const Truth both[3][3] = {{n, n, n}, {n, y, u}, {n, u, u}};
  const Truth either[3][3] = {{n, y, u}, {y, y, y}, {u, y, u}};
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      EXPECT_EQ(judge_and(is(all[i], "a"), is(all[j], "b")).truth, both[i][j]) << i << j;
      EXPECT_EQ(judge_or(is(all[i], "a"), is(all[j], "b")).truth, either[i][j]) << i << j;
    }
  }
  EXPECT_EQ(judge_not(is(u, "a")).truth, u);
  EXPECT_EQ(judge_not(is(n, "a")).truth, y);
}

TEST(Truth, an_unknown_result_names_the_facts_that_could_still_change_it) {
  const Judgement open =
      judge_or(is(Truth::unknown, "b"), judge_or(is(Truth::no, "c"), is(Truth::unknown, "a")));
  ASSERT_EQ(open.unknown.size(), 2u);
  EXPECT_EQ(open.unknown[0].fact, "a");
  EXPECT_EQ(open.unknown[1].fact, "b");
  EXPECT_TRUE(judge_or(open, is(Truth::yes, "d")).unknown.empty());
}

TEST(Truth, at_least_two_of_three_is_unknown_while_the_count_can_still_be_reached) {
  const auto of = [](Truth a, Truth b, Truth c) {
    return judge_at_least(2, {is(a, "a"), is(b, "b"), is(c, "c")}).truth;
  };
  EXPECT_EQ(of(Truth::yes, Truth::yes, Truth::unknown), Truth::yes);
  EXPECT_EQ(of(Truth::yes, Truth::no, Truth::unknown), Truth::unknown);
  EXPECT_EQ(of(Truth::no, Truth::no, Truth::unknown), Truth::no);
}

class Table final : public FactView {
 public:
  std::map<std::string, FactValue> facts;
  [[nodiscard]] FactValue get(const FactName& name) const override {
    const auto found = facts.find(name.text());
    return found == facts.end() ? FactValue(UnknownCause::not_asked) : found->second;
  }
};

Condition compare(const FactName& fact, Comparison comparison, double number) {
  ConditionNode node;
  node.kind = ConditionNode::Kind::compare;
  node.fact = fact;
  node.comparison = comparison;
  node.number = number;
  return {.text = "", .nodes = {node}};
}

TEST(ConditionEvaluation, a_bar_across_the_line_is_within_error) {
  Table table;
  const FactName fact{"test", "x", "difference"};
  const Condition reaches_30 = compare(fact, Comparison::greater_equal, 30.0);
  table.facts["test.x.difference"] = Measured{25.0, 4.0};
  EXPECT_EQ(evaluate(reaches_30, table).truth, Truth::no);
  table.facts["test.x.difference"] = Measured{26.0, 4.0};
  const Judgement crossing = evaluate(reaches_30, table);
  EXPECT_EQ(crossing.truth, Truth::unknown);
  EXPECT_TRUE(crossing.has_cause(UnknownCause::within_error));
  table.facts["test.x.difference"] = Measured{34.0, 4.0};
  EXPECT_EQ(evaluate(reaches_30, table).truth, Truth::yes);
}

TEST(ConditionEvaluation, known_is_never_unknown_and_seen_turns_unknown_into_no) {
  const Table empty;
  ConditionNode compare_node = compare({"test", "x", "result"}, Comparison::equal, 0).nodes[0];
  compare_node.words = {"positive"};
  ConditionNode parent;
  parent.kind = ConditionNode::Kind::seen;
  parent.children = {1};
  EXPECT_EQ(evaluate({.text = "", .nodes = {parent, compare_node}}, empty).truth, Truth::no);
  EXPECT_EQ(evaluate({.text = "", .nodes = {compare_node}}, empty).truth, Truth::unknown);
  compare_node.kind = ConditionNode::Kind::known;
  EXPECT_EQ(evaluate({.text = "", .nodes = {compare_node}}, empty).truth, Truth::no);
}

}  // namespace
}  // namespace hamstring::rehab
