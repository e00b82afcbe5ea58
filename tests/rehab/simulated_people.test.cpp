// People whose truth is known and whose tests have the error that the data states: how often does the engine
// clear them? From the raw repeats of both legs in entries, through the fold, to the criterion. Promised:
// whoever is truly short is cleared in at most 5 %, whoever is truly two errors beyond the target in at least
// 80 % within three tests.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <numbers>
#include <random>

#include "rehab/course/fold.h"
#include "rehab/standing/criteria.h"
#include "rehab/standing/dose.h"
#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

/// The measured exit criterion of the protocols, with the phase that asks for it.
struct MeasuredExit {
  const Criterion* criterion = nullptr;
  const MeasureCriterion* rule = nullptr;
  std::string owner;
};
MeasuredExit measured_exit() {
  for (const auto& [id, protocol] : shared_knowledge().protocols) {
    for (const Phase& phase : protocol.phases) {
      for (const Criterion& criterion : phase.exit) {
        const auto* rule = std::get_if<MeasureCriterion>(&criterion.rule);
        if (rule != nullptr && rule->metric == MeasureCriterion::Metric::difference && protocol.complete)
          return {&criterion, rule, id + "." + phase.id};
      }
    }
  }
  return {};
}

class People {
 public:
  /// `noise`: the error with which these people are really measured; by default the one that the data states.
  explicit People(double noise = 0.0)
      : exit_(measured_exit()), test_(shared_knowledge().tests.at(exit_.rule->test)) {
    sigma_ = noise > 0.0 ? noise : entry_error(test_, {}, shared_knowledge().policy.own_repeats).value;
  }

  /// Whether someone whose true difference is `errors_short` standard errors short of the target (negative:
  /// beyond) is cleared on any of `looks` tests, `days_between_looks` apart.
  bool cleared(double errors_short, int looks, int days_between_looks) {
    const double one_error = sigma_ * std::numbers::sqrt2;  // of a difference of two legs
    const double sign = exit_.rule->at_least ? -1.0 : 1.0;
    const double truth = exit_.rule->target + sign * errors_short * one_error;
    const double other = 20.0;
    Case person{.case_id = "p", .entries = {}};
    person.entries.push_back(make_entry(
        "injury", Told::day(0),
        InjuryEntry{.side = InjuredSide::right, .relapse = false, .onset_known = OnsetKnown::exact}));
    std::normal_distribution<double> noise(0.0, sigma_);
    for (int look = 0; look < looks; ++look) {
      const double left = other + noise(random_), right = other + truth + noise(random_);
      const auto repeats = static_cast<std::size_t>(test_.repeats);
      person.entries.push_back(make_entry("look" + std::to_string(look),
                                          Told::day(10 + look * days_between_looks),
                                          TestEntry{.test = test_.id,
                                                    .result = "",
                                                    .left = std::vector<double>(repeats, left),
                                                    .right = std::vector<double>(repeats, right),
                                                    .pain = 0.0,
                                                    .rescreen = {}}));
    }
    sort_entries(person);
    return met_at_any_look(person, looks, days_between_looks);
  }

 private:
  bool met_at_any_look(const Case& person, int looks, int days_between_looks) {
    State state;
    const Timeline timeline = timeline_of(person, latest_day(person).value());
    for (int look = 0; look < looks; ++look) {
      const Day today = Told::day(10 + look * days_between_looks);
      fold_on(shared_knowledge(), timeline, state, today);
      const CriterionReport report =
          judge_criterion(*exit_.criterion, shared_knowledge(), state, today, exit_.owner);
      if (report.state == CriterionState::met) return true;
    }
    return false;
  }

  MeasuredExit exit_;
  const ClinicalTest& test_;
  double sigma_ = 0.0;
  std::mt19937_64 random_{20261124};
};

double share_cleared(int people, double errors_short, int looks, int days_between_looks, double noise = 0.0) {
  People group(noise);
  int cleared = 0;
  for (int i = 0; i < people; ++i) cleared += group.cleared(errors_short, looks, days_between_looks) ? 1 : 0;
  return static_cast<double>(cleared) / people;
}

constexpr int group_size = 4000;

TEST(SimulatedPeople, whoever_is_truly_short_is_cleared_in_at_most_one_of_twenty) {
  ASSERT_NE(measured_exit().rule, nullptr);
  for (const double errors_short : {0.1, 0.5, 1.0, 2.0}) {
    const double share = share_cleared(group_size, errors_short, 7, 7);
    std::printf("truly %.1f errors short, 7 weekly tests: %.2f %% cleared\n", errors_short, 100.0 * share);
    // The truth is below 5 % by Ville's inequality with room to spare; the standard error of 4000 people is
    // 0.3 points.
    EXPECT_LE(share, 0.05) << errors_short;
  }
}

TEST(SimulatedPeople,
     whoever_is_short_by_what_one_test_can_tell_is_cleared_in_at_most_one_of_twenty_for_ever) {
  // One standard error short and more, half a year of weekly looks, and every third day. Two people who
  // differ by less are told apart by no test; the smallest change that one can show is 2.77.
  for (const double errors_short : {1.0, 1.5, 2.77}) {
    const double weekly = share_cleared(group_size / 4, errors_short, 26, 7);
    const double often = share_cleared(group_size / 4, errors_short, 30, 3);
    std::printf("truly %.2f errors short: %.2f %% of 26 weekly, %.2f %% of 30 every third day\n",
                errors_short, 100.0 * weekly, 100.0 * often);
    EXPECT_LE(weekly, 0.05) << errors_short;
    EXPECT_LE(often, 0.05) << errors_short;
  }
}

TEST(SimulatedPeople, whose_legs_always_differed_by_about_as_much_as_the_line_is_not_held_by_it_for_ever) {
  const double share = share_cleared(group_size / 4, -0.2, 26, 7);
  std::printf("truly 0.2 errors beyond, 26 weekly tests: %.2f %% cleared\n", 100.0 * share);
  EXPECT_GE(share, 0.90);
  EXPECT_LE(share_cleared(group_size / 4, -0.2, 7, 7), 0.15)
      << "and noise still gives nothing away in a hurry";
}

TEST(SimulatedPeople, freshly_injured_legs_are_measured_with_no_more_noise_than_the_data_states) {
  const MeasuredExit exit = measured_exit();
  ASSERT_NE(exit.rule, nullptr);
  ASSERT_EQ(exit.rule->test, "active_knee_extension");
  // Two testers, 50 athletes within five days of the injury (Reurink 2013): one standard error of 5.3
  // degrees. With 4.3 in the data, as it once was, such people were cleared three times as often as promised.
  const double share = share_cleared(group_size, 0.1, 7, 7, 5.3);
  std::printf("truly short, measured as injured legs are: %.2f %% cleared\n", 100.0 * share);
  EXPECT_LE(share, 0.05);
}

TEST(SimulatedPeople, whoever_is_two_errors_beyond_is_cleared_within_three_tests_in_four_of_five) {
  const double share = share_cleared(group_size, -2.0, 3, 3);
  std::printf("truly 2 errors beyond, 3 tests: %.2f %% cleared\n", 100.0 * share);
  // 81.9 % by integration (docs/rehab.md, 5); the standard error of 4000 people is 0.6 points.
  EXPECT_GE(share, 0.80);
  EXPECT_NEAR(share, 0.819, 0.025);
}

TEST(SimulatedPeople, one_noisy_look_alone_rarely_clears) {
  EXPECT_LE(share_cleared(group_size, 0.1, 1, 7), 0.005);
}

TEST(SimulatedPeople, the_noise_of_a_morning_is_the_noise_of_a_pain_in_the_policy) {
  EXPECT_EQ(morning_noise, shared_knowledge().policy.pain_noise);
}

TEST(MeasuredCriterion, taking_a_passed_look_away_never_clears) {
  const PointsPolicy& policy = shared_knowledge().policy.points;
  int settled = 0;
  EXPECT_TRUE(rc::check("removed look", [&](std::uint32_t seed) {
    std::mt19937_64 random(seed);
    const auto whole = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
    for (int history = 0; history < 100; ++history) {
      std::vector<Look> looks;
      Day day = Told::day(0);
      for (int i = whole(1, 14); i > 0; --i) {
        day += std::chrono::days(whole(0, 8));
        looks.push_back({.entry = "", .day = day, .value = whole(-30, 40) * 0.1, .error = 1.0});
      }
      const Day today = day + std::chrono::days(whole(0, 20));
      const auto before = judge_measure(looks, true, 0.0, today, policy).state;
      for (std::size_t i = 0; i < looks.size(); ++i) {
        if (looks[i].value < 0.0) continue;
        std::vector<Look> fewer = looks;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        const PointsVerdict after = judge_measure(fewer, true, 0.0, today, policy);
        settled += after.settled ? 1 : 0;
        RC_ASSERT(after.state != CriterionState::met || before == CriterionState::met);
      }
    }
  }));
  EXPECT_GE(settled, 200) << "the average of many looks was hardly reached";
}

}  // namespace
}  // namespace hamstring::rehab
