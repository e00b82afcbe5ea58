// What opened a door can close it: tests that were passed once and are clearly not passed now, in people who
// had come far (docs/rehab.md, 5).
#include <gtest/gtest.h>

#include <cmath>

#include "tests/rehab/lived_history.h"
#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

struct Morning {
  Case history;
  Day today{};
};

/// Mornings on which somebody in one of the phases was given a run.
std::vector<Morning> mornings_with_a_run(const std::vector<std::string>& phases) {
  std::vector<Morning> result;
  for (const Life& life : shared_lives()) {
    for (std::size_t i = 1; i < life.days.size(); ++i) {
      const AskedDay& day = life.days[i];
      // Not on the day of passing: what fails then keeps the door shut instead.
      if (!day.run || day.phase != life.days[i - 1].phase) continue;
      if (std::ranges::find(phases, day.phase) == phases.end()) continue;
      Morning morning{.history = {}, .today = RandomHistory::day(day.day)};
      for (const Entry& entry : life.history.entries) {
        if (entry.day < morning.today || (entry.day == morning.today && !entry.as<SessionEntry>()))
          morning.history.entries.push_back(entry);
      }
      result.push_back(std::move(morning));
      break;
    }
    if (result.size() >= 24) break;
  }
  return result;
}

Plan with(const Morning& morning, std::vector<EntryBody> more) {
  Case history = morning.history;
  for (std::size_t i = 0; i < more.size(); ++i) {
    const std::string n = std::to_string(i);
    history.entries.push_back(
        make_entry("more" + n, morning.today, std::move(more[i]), Who::self, "09:0" + n + ":00Z"));
  }
  sort_entries(history);
  return plan(shared_knowledge(), history, morning.today);
}

TestEntry test_with(const std::string& id, const std::string& result, double pain,
                    std::vector<double> left = {}, std::vector<double> right = {}) {
  return {.test = id,
          .result = result,
          .left = std::move(left),
          .right = std::move(right),
          .pain = pain,
          .rescreen = Told::none_of_these()};
}

bool names(const Plan& plan, const std::string& message) {
  return std::ranges::any_of(plan.reasons, [&](const Reason& r) { return r.text.id == message; });
}

const Phase& phase_of(const Plan& plan, const std::string& id) {
  return *std::ranges::find(shared_knowledge().protocols.at(plan.protocol).phases, id, &Phase::id);
}

TEST(Held, a_passed_test_that_is_clearly_not_passed_now_ends_running_and_is_named) {
  const auto mornings = mornings_with_a_run({"speed", "return"});
  ASSERT_GE(mornings.size(), 15u);
  for (const Morning& morning : mornings) {
    const Plan before = with(morning, {});
    ASSERT_TRUE(before.run);
    const struct {
      TestEntry test;
      const char* message;
      const char* held_to;
    } rows[] = {{test_with("palpation", "tender", 3, {}, {10}), "held.measure_at_most", "steady_run"},
                {test_with("single_leg_bridge", "", 3, {25}, {25}), "held.pain", "walk_jog"},
                {test_with("active_knee_extension", "", 0, {16, 16, 16}, {45, 45, 45}),
                 "held.measure_at_most", "steady_run"}};
    for (const auto& row : rows) {
      const Plan held = with(morning, {row.test});
      EXPECT_FALSE(held.run) << row.test.test;
      EXPECT_TRUE(names(held, row.message)) << row.test.test;
      if (held.status == PlanStatus::session) {
        EXPECT_TRUE(names(held, "status.held_back")) << row.test.test;
      }
      EXPECT_EQ(held.held_to, row.held_to);
      EXPECT_EQ(held.phase, before.phase) << "the phase itself stays";
      for (const SessionLine& line : held.lines) {
        const auto& content = phase_of(held, held.held_to).content;
        EXPECT_NE(std::ranges::find(content, line.line, &ContentLine::id), content.end()) << line.line;
      }
    }
  }
}

TEST(Held, the_next_look_settles_it) {
  for (const Morning& morning : mornings_with_a_run({"speed", "return"})) {
    const Plan again = with(morning, {test_with("single_leg_bridge", "", 3, {25}, {25}),
                                      test_with("single_leg_bridge", "", 0, {25}, {25})});
    EXPECT_EQ(again.held_to, "");
    EXPECT_TRUE(again.run);
  }
}

TEST(Held, within_the_error_nothing_moves) {
  for (const Morning& morning : mornings_with_a_run({"speed", "return"})) {
    const Plan before = with(morning, {});
    // One more than the line in a rating of pain, and a leg a few degrees stiffer than the line.
    const Plan after = with(morning, {test_with("single_leg_bridge", "", 2, {25}, {25}),
                                      test_with("active_knee_extension", "", 0, {16, 16, 16}, {28, 28, 28})});
    EXPECT_EQ(after.held_to, "");
    ASSERT_TRUE(after.run && before.run);
    EXPECT_LE(after.state.rung, before.state.rung);
    EXPECT_EQ(after.lines.size(), before.lines.size());
  }
}

TEST(Held, half_the_strength_or_no_trust_in_the_leg_holds_the_return) {
  const auto mornings = mornings_with_a_run({"return"});
  ASSERT_GE(mornings.size(), 10u);
  for (const Morning& morning : mornings) {
    const Plan weak = with(morning, {test_with("strength_mid", "", 0, {300, 300, 300}, {150, 150, 150})});
    EXPECT_FALSE(weak.run);
    EXPECT_EQ(weak.held_to, "steady_run");
    EXPECT_TRUE(names(weak, "held.measure_at_least"));
    const Plan afraid = with(morning, {AnswerEntry{.question = "confidence", .value = 1.0}});
    EXPECT_FALSE(afraid.run);
    EXPECT_EQ(afraid.held_to, "speed");
    EXPECT_TRUE(names(afraid, "held.answer_at_least"));
    EXPECT_TRUE(with(morning, {AnswerEntry{.question = "confidence", .value = 7.0}}).run);
  }
}

TEST(Held, a_test_that_hurts_above_the_limit_is_pain_of_that_day) {
  for (const Morning& morning : mornings_with_a_run({"walk_jog", "speed"})) {
    const Plan hurt = with(morning, {test_with("strength_mid", "", 7, {300, 300, 300}, {300, 300, 300})});
    EXPECT_EQ(hurt.status, PlanStatus::rest);
    EXPECT_TRUE(names(hurt, "held.pain_in_test"));
    EXPECT_NE(with(morning, {test_with("strength_mid", "", 3, {300, 300, 300}, {300, 300, 300})}).status,
              PlanStatus::rest);
  }
}

TEST(Held, nobody_passes_into_the_next_phase_while_something_holds) {
  int passed = 0;
  for (const Life& life : shared_lives()) {
    for (std::size_t i = 1; i < life.days.size() && passed < 24; ++i) {
      const AskedDay& day = life.days[i];
      // From below: whoever was taken back from prevention passes no door.
      if (life.days[i - 1].phase != "speed" || day.phase != "return") continue;
      Morning morning{.history = {}, .today = RandomHistory::day(day.day)};
      for (const Entry& entry : life.history.entries) {
        if (entry.day < morning.today || (entry.day == morning.today && !entry.as<SessionEntry>()))
          morning.history.entries.push_back(entry);
      }
      ++passed;
      ASSERT_EQ(with(morning, {}).phase, "return");
      EXPECT_EQ(with(morning, {test_with("single_leg_bridge", "", 3, {25}, {25})}).phase, "speed");
    }
  }
  EXPECT_GE(passed, 15);
}

}  // namespace
}  // namespace hamstring::rehab
