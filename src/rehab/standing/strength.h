// What a person's tests say over time, and the strength to train to: docs/rehab.md, 22.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "history/timeline.h"
#include "knowledge/knowledge.h"
#include "rehab/standing/facts.h"

namespace hamstring::rehab {

/// One test entry, leg by leg; half_width is one standard error.
struct TestLook {
  Day day{};
  std::string entry;
  std::optional<Measured> left, right;
};
/// A test with numbers, its looks ascending by day; entries in conflict are left out.
struct TestTrend {
  const ClinicalTest* test = nullptr;
  std::vector<TestLook> looks;
};
/// Nothing where the entry holds no number. The day and the entry's id are the caller's to fill in.
[[nodiscard]] std::optional<TestLook> look_of(const ClinicalTest& test, const TestEntry& entry,
                                              const OwnRepeatsPolicy& policy);
[[nodiscard]] std::vector<TestTrend> trends_of(const Knowledge& knowledge, const Timeline& timeline);

/// Which leg is the hurt one: of the last injury, until a year after the return; ours. An injury that came
/// before the return from another one makes two of them. `not_known` also where nothing hurts.
struct HurtLeg {
  InjuredSide side = InjuredSide::not_known;
  std::optional<Day> onset;  ///< of the first of them; nothing where no leg counts as hurt
  /// One more injury on top: where one of two is not known, either leg may be hurt.
  void add(InjuredSide other, Day on);
};
[[nodiscard]] HurtLeg hurt_leg(const Timeline& timeline, Day today);

enum class TestChange { first, same, up, down };
struct ChangeSince {
  TestChange change = TestChange::first;
  double by = 0.0, half_width = 0.0;  ///< with the error of both looks
  std::optional<Day> since;
};
/// Of the last look of this leg since the one before it. `left`: else the right one.
[[nodiscard]] ChangeSince change_since(const TestTrend& trend, bool left, double bar_z);

/// Hurt against other leg in percent; where none is hurt, the weaker against the stronger.
struct LegRatio {
  double percent = 0.0, half_width = 0.0;
  bool of_hurt = false;
};
[[nodiscard]] std::optional<LegRatio> leg_ratio(const Knowledge& knowledge, const TestTrend& trend,
                                                const TestLook& look, const HurtLeg& hurt);

enum class GoalFrom { other_side, before_injury, squad };
struct StrengthGoal {
  GoalFrom from = GoalFrom::other_side;
  double value = 0.0;
  std::optional<Day> measured;  ///< nothing for a squad
};
/// What the hurt leg is trained to: what the other leg has where that one is healthy, else what this leg had
/// in the year before it was hurt (of two hurt ones the better), else the middle of the squad. Nothing where
/// no leg is hurt, where the test is none of force, or where there is nothing to compare with. Never a
/// prediction.
[[nodiscard]] std::optional<StrengthGoal> strength_goal(const TestTrend& trend, const HurtLeg& hurt,
                                                        std::optional<double> squad);

/// Last body mass that was told [kg].
[[nodiscard]] std::optional<double> body_mass_of(const Timeline& timeline);

}  // namespace hamstring::rehab
