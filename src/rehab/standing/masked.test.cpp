#include "rehab/standing/masked.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

Day day(int n) {
  return Day(std::chrono::days(20000 + n));
}

class Masked : public ::testing::Test {
 protected:
  void answer(int on, const std::string& word, const std::string& question = "painkiller") {
    ledger_.answers[question].push_back(
        {.at = {day(on), 0}, .value = word, .any_yes = word == "yes", .any_unsure = word == "unsure"});
  }
  [[nodiscard]] bool hidden(int on) const { return pain_was_masked(knowledge_, ledger_, day(on)); }

  Knowledge knowledge_{.masking = {"painkiller", "anti_inflammatory"}};
  Ledger ledger_;
};

TEST_F(Masked, a_yes_hides_its_own_day_and_no_other_and_not_sure_counts_as_yes) {
  EXPECT_FALSE(hidden(3)) << "nobody said anything";
  answer(3, "yes");
  EXPECT_FALSE(hidden(2));
  EXPECT_TRUE(hidden(3));
  EXPECT_FALSE(hidden(4));
  answer(6, "unsure", "anti_inflammatory");
  EXPECT_TRUE(hidden(6)) << "any of the questions that ask for it";
  answer(7, "no");
  EXPECT_FALSE(hidden(7));
  answer(8, "yes", "numb");
  EXPECT_FALSE(hidden(8)) << "a question of something else";
}

TEST_F(Masked, a_no_later_on_the_same_day_takes_nothing_back_and_two_versions_are_no_no) {
  answer(3, "yes");
  answer(3, "no");
  EXPECT_TRUE(hidden(3));
  ledger_.answers["painkiller"].push_back({.at = {day(5), 0}, .value = std::string("no"), .conflict = true});
  EXPECT_TRUE(hidden(5));
}

TEST_F(Masked, a_session_proves_nothing_where_it_or_the_morning_after_was_masked) {
  answer(3, "yes");
  EXPECT_FALSE(proves_no_tolerance(knowledge_, ledger_, day(1)));
  EXPECT_TRUE(proves_no_tolerance(knowledge_, ledger_, day(2))) << "its morning is on day three";
  EXPECT_TRUE(proves_no_tolerance(knowledge_, ledger_, day(3)));
  EXPECT_FALSE(proves_no_tolerance(knowledge_, ledger_, day(4)));
}

TEST_F(Masked, days_of_the_last_two_weeks_are_counted_once_each) {
  answer(0, "yes");
  answer(1, "yes");
  answer(1, "yes", "anti_inflammatory");
  answer(5, "unsure");
  answer(6, "no");
  answer(20, "yes");
  EXPECT_EQ(masked_days(knowledge_, ledger_, day(6)), 3);
  EXPECT_EQ(masked_days(knowledge_, ledger_, day(13)), 3) << "day zero is the fourteenth back";
  EXPECT_EQ(masked_days(knowledge_, ledger_, day(14)), 2);
  EXPECT_EQ(masked_days(knowledge_, ledger_, day(19)), 0) << "the day to come is none of them";
}

}  // namespace
}  // namespace hamstring::rehab
