#include "rehab/standing/strength.h"

#include <algorithm>
#include <cmath>

namespace hamstring::rehab {
namespace {

constexpr int hurt_after_return_days = 365;
constexpr int before_injury_days = 365;

const std::optional<Measured>& leg_of(const TestLook& look, bool left) {
  return left ? look.left : look.right;
}

/// The best of the leg's looks in [from, until).
std::optional<StrengthGoal> best_of(const TestTrend& trend, bool left, Day from, Day until, GoalFrom source) {
  std::optional<StrengthGoal> best;
  for (const TestLook& look : trend.looks) {
    const auto& value = leg_of(look, left);
    if (!value || look.day < from || look.day >= until) continue;
    if (!best || value->value > best->value)
      best = StrengthGoal{.from = source, .value = value->value, .measured = look.day};
  }
  return best;
}

}  // namespace

void HurtLeg::add(InjuredSide other, Day on) {
  if (!onset) {
    side = other;
    onset = on;
    return;
  }
  onset = std::min(*onset, on);
  if (side == other) return;
  const bool unknown = side == InjuredSide::not_known || other == InjuredSide::not_known;
  side = unknown ? InjuredSide::not_known : InjuredSide::both;
}

std::optional<TestLook> look_of(const ClinicalTest& test, const TestEntry& entry,
                                const OwnRepeatsPolicy& policy) {
  TestLook look;
  if (test.both_sides) {
    const TestNumbers numbers = numbers_of(test, entry, InjuredSide::left, policy);
    look.left = numbers.value;
    look.right = numbers.other;
  } else {
    look.right = numbers_of(test, entry, InjuredSide::right, policy).value;
  }
  return look.left || look.right ? std::optional(std::move(look)) : std::nullopt;
}

std::vector<TestTrend> trends_of(const Knowledge& knowledge, const Timeline& timeline) {
  std::vector<TestTrend> trends;
  for (const auto& [id, test] : knowledge.tests) {
    TestTrend trend{.test = &test, .looks = {}};
    for (const LiveEntry& live : timeline.entries) {
      const auto* entry = live.entry().as<TestEntry>();
      if (entry == nullptr || entry->test != id || live.in_conflict()) continue;
      auto look = look_of(test, *entry, knowledge.policy.own_repeats);
      if (!look) continue;
      look->day = live.day;
      look->entry = live.entry().id;
      trend.looks.push_back(*std::move(look));
    }
    if (!trend.looks.empty()) trends.push_back(std::move(trend));
  }
  return trends;
}

HurtLeg hurt_leg(const Timeline& timeline, Day today) {
  HurtLeg hurt;
  std::optional<Day> returned;
  for (const LiveEntry& live : timeline.entries) {
    if (const auto* injury = live.entry().as<InjuryEntry>()) {
      if (returned) hurt = {};
      returned.reset();
      hurt.add(live.in_conflict() ? InjuredSide::not_known : injury->side, live.day);
    }
    const auto* milestone = live.entry().as<MilestoneEntry>();
    if (milestone != nullptr && milestone->what == Milestone::returned) returned = live.day;
  }
  if (returned && days_between(*returned, today) > hurt_after_return_days) return {};
  return hurt;
}

ChangeSince change_since(const TestTrend& trend, bool left, double bar_z) {
  const TestLook* last = nullptr;
  const TestLook* before = nullptr;
  for (const TestLook& look : trend.looks) {
    if (!leg_of(look, left)) continue;
    before = last;
    last = &look;
  }
  if (before == nullptr) return {};
  const Measured now = *leg_of(*last, left), then = *leg_of(*before, left);
  ChangeSince result{.change = TestChange::same,
                     .by = now.value - then.value,
                     .half_width = bar_z * std::hypot(now.half_width, then.half_width),
                     .since = before->day};
  if (std::abs(result.by) > result.half_width)
    result.change = result.by > 0.0 ? TestChange::up : TestChange::down;
  return result;
}

std::optional<LegRatio> leg_ratio(const Knowledge& knowledge, const TestTrend& trend, const TestLook& look,
                                  const HurtLeg& hurt) {
  if (!trend.test->both_sides || !look.left || !look.right) return std::nullopt;
  const bool one_hurt = hurt.side == InjuredSide::left || hurt.side == InjuredSide::right;
  const bool lower_is_better = trend.test->better == ClinicalTest::Better::lower;
  const bool left_weaker = (look.left->value <= look.right->value) != lower_is_better;
  const bool of_left = one_hurt ? hurt.side == InjuredSide::left : left_weaker;
  const Measured own = of_left ? *look.left : *look.right, other = of_left ? *look.right : *look.left;
  if (other.value <= 0.0) return std::nullopt;
  const double percent = 100.0 * own.value / other.value;
  const double error = 100.0 / other.value * std::hypot(own.half_width, percent / 100.0 * other.half_width);
  return LegRatio{
      .percent = percent, .half_width = knowledge.policy.points.bar_z * error, .of_hurt = one_hurt};
}

std::optional<StrengthGoal> strength_goal(const TestTrend& trend, const HurtLeg& hurt,
                                          std::optional<double> squad) {
  if (trend.test->measures != ClinicalTest::Measures::force || !hurt.onset) return std::nullopt;
  const auto known_squad = [&]() -> std::optional<StrengthGoal> {
    if (!squad) return std::nullopt;
    return StrengthGoal{.from = GoalFrom::squad, .value = *squad, .measured = {}};
  };
  const Day year_before = *hurt.onset - std::chrono::days(before_injury_days);
  if (hurt.side == InjuredSide::both || hurt.side == InjuredSide::not_known) {
    // Neither leg is a measure for the other: what both had before, the better of them.
    const auto left = best_of(trend, true, year_before, *hurt.onset, GoalFrom::before_injury);
    const auto right = best_of(trend, false, year_before, *hurt.onset, GoalFrom::before_injury);
    if (left || right) return !right || (left && left->value >= right->value) ? left : right;
    return known_squad();
  }
  const bool left = hurt.side == InjuredSide::left;
  // The other leg as it is since: the last look, and not the best day it ever had.
  for (auto look = trend.looks.rbegin(); look != trend.looks.rend(); ++look) {
    const auto& other = leg_of(*look, !left);
    if (other && look->day >= *hurt.onset)
      return StrengthGoal{.from = GoalFrom::other_side, .value = other->value, .measured = look->day};
  }
  if (auto own = best_of(trend, left, year_before, *hurt.onset, GoalFrom::before_injury)) return own;
  return known_squad();
}

std::optional<double> body_mass_of(const Timeline& timeline) {
  std::optional<double> mass;
  for (const LiveEntry& live : timeline.entries) {
    const auto* person = live.entry().as<PersonEntry>();
    if (person != nullptr && person->body_mass_kg && !live.in_conflict()) mass = person->body_mass_kg;
  }
  return mass;
}

}  // namespace hamstring::rehab
