#include "rehab/standing/pain_today.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace hamstring::rehab {
namespace {

constexpr double limit = 4.0;
const Day today = parse_day("2025-05-12").value();
const Day yesterday = today - std::chrono::days(1);

class PainToday : public ::testing::Test {
 protected:
  void feel(PainWhen when, double value, Day day = today) {
    state_.ledger.pains.push_back({.day = day, .when = when, .value = value});
  }
  void test(const std::string& id, std::optional<double> pain, Day day = today) {
    TestEntry entry;
    entry.pain = pain;
    state_.ledger.tests[id].push_back({.at = {day, 0}, .test = std::make_shared<const TestEntry>(entry)});
  }
  SessionRecord& session(Day day) {
    state_.ledger.sessions.emplace_back().day = day;
    return state_.ledger.sessions.back();
  }
  State state_;

 private:
};

TEST_F(PainToday, of_pains_told_now_the_last_counts_and_of_all_others_the_worst) {
  EXPECT_EQ(pain_of_today(state_, today, limit), std::nullopt) << "nothing told is not known, not zero";
  feel(PainWhen::now, 6, yesterday);
  EXPECT_EQ(pain_of_today(state_, today, limit), std::nullopt);
  feel(PainWhen::now, 3);
  feel(PainWhen::now, 1);
  EXPECT_EQ(pain_of_today(state_, today, limit), 1.0);
  feel(PainWhen::next_morning, 2);
  feel(PainWhen::walking, 1.5);
  EXPECT_EQ(pain_of_today(state_, today, limit), 2.0);
}

TEST_F(PainToday, sitting_the_night_and_tests_count_once_they_are_above_the_limit) {
  feel(PainWhen::now, 1);
  for (const PainWhen when : {PainWhen::sitting, PainWhen::night, PainWhen::other}) feel(when, limit);
  test("squat", limit);
  test("bridge", std::nullopt);
  test("plank", 9, yesterday);
  EXPECT_EQ(pain_of_today(state_, today, limit), 1.0);
  feel(PainWhen::night, 4.5);
  EXPECT_EQ(pain_of_today(state_, today, limit), 4.5);
  test("squat", 7);
  EXPECT_EQ(pain_of_today(state_, today, limit), 7.0);
  EXPECT_EQ(pain_before_sessions(state_, today, limit), 7.0);
}

TEST_F(PainToday, what_a_session_began_with_belongs_to_today_and_was_not_known_before_it) {
  feel(PainWhen::now, 1);
  session(today).before = 3;
  session(yesterday).before = 8;
  EXPECT_EQ(pain_of_today(state_, today, limit), 3.0);
  EXPECT_EQ(pain_before_sessions(state_, today, limit), 1.0);
}

TEST_F(PainToday, the_worst_of_some_days_has_both_ends_in_it_and_a_morning_is_the_day_after) {
  EXPECT_EQ(worst_pain_of_days(state_.ledger, yesterday, today), 0.0);
  const Day before = yesterday - std::chrono::days(1);
  feel(PainWhen::other, 9, before);
  feel(PainWhen::other, 9, today + std::chrono::days(1));
  feel(PainWhen::sitting, 2, yesterday);
  EXPECT_EQ(worst_pain_of_days(state_.ledger, yesterday, today), 2.0);
  session(before).morning = 5;  // felt yesterday
  EXPECT_EQ(worst_pain_of_days(state_.ledger, yesterday, today), 5.0);
  EXPECT_EQ(worst_pain_of_days(state_.ledger, today, today), 0.0);
  session(today).worst = 6;
  test("squat", 6.5);
  EXPECT_EQ(worst_pain_of_days(state_.ledger, yesterday, today), 6.5);
}

TEST_F(PainToday, tests_that_hurt_are_named_once_with_the_most_they_hurt) {
  test("bridge", 5);
  test("bridge", 6);
  test("squat", limit);
  const auto hurt = tests_that_hurt(state_, today, limit);
  ASSERT_EQ(hurt.size(), 1U);
  EXPECT_EQ(hurt[0].first, "bridge");
  EXPECT_EQ(std::get<double>(hurt[0].second.arguments.at("pain")), 6.0);
}

TEST_F(PainToday, a_setback_is_told_by_the_number_that_was_too_much) {
  SessionRecord none;
  none.worst = limit;
  none.before = 2;
  none.morning = 2;
  EXPECT_FALSE(setback_message(none, limit)) << "at the limit and no worse than before";
  const auto said = [](std::optional<double> before, std::optional<double> worst,
                       std::optional<double> morning) {
    SessionRecord session;
    session.before = before;
    session.worst = worst;
    session.morning = morning;
    const auto message = setback_message(session, limit);
    return message ? message->id : std::string("nothing");
  };
  EXPECT_EQ(said(2, 5, {}), "held.setback_worst");
  EXPECT_EQ(said(2, 5, 1), "held.setback_both");
  EXPECT_EQ(said(1, 3, 3), "held.setback_morning") << "two points worse in the morning than before";
  EXPECT_EQ(said(2, 3, 3), "nothing") << "one point is within the noise of two ratings";
  EXPECT_EQ(said({}, 3, 5), "held.setback_morning_alone");
  EXPECT_EQ(said({}, 3, 3.5), "nothing") << "nobody knows what it was before";
}

}  // namespace
}  // namespace hamstring::rehab
