#include <gtest/gtest.h>

#include "view/day_story.h"

namespace hamstring::service {
namespace {

using namespace rehab;

constexpr Day wednesday = Day(std::chrono::year(2026) / 6 / 10);

class SafetyView : public ::testing::Test {
 protected:
  SafetyView() {
    knowledge_.short_set = {"numb", "swollen"};
    catalog_.language = "en";
    catalog_.text = {{"safety.since.yesterday", "Yesterday: {signs}?"},
                     {"safety.since.mon", "Monday: {signs}?"},
                     {"safety.since.today", "Today: {signs}?"},
                     {"safety.since.before", "Before: {signs}?"},
                     {"question.numb.sign", "numbness"},
                     {"question.swollen.short", "Swollen calf"}};
    plan_.today = wednesday;
  }
  Json safety() {
    const Words words(knowledge_, catalog_);
    return safety_json({.words = words, .plan = plan_, .timeline = {}, .state = state_, .ahead = {}});
  }
  void answered(int days_ago) {
    state_.ledger.last_rescreen = Moment{wednesday - std::chrono::days(days_ago), 0};
  }

  Knowledge knowledge_;
  Catalog catalog_;
  Plan plan_;
  State state_;
};

TEST_F(SafetyView, a_sign_that_has_no_word_for_the_sentence_is_named_by_its_short_words) {
  EXPECT_EQ(safety()["ask"], "Before: numbness; Swollen calf?");
}

TEST_F(SafetyView, asks_since_the_day_of_the_last_answer) {
  answered(0);
  EXPECT_EQ(safety()["ask"].get<std::string>().substr(0, 5), "Today");
  answered(1);
  EXPECT_EQ(safety()["ask"].get<std::string>().substr(0, 9), "Yesterday");
  answered(2);
  EXPECT_EQ(safety()["ask"].get<std::string>().substr(0, 6), "Monday");
  answered(7);
  EXPECT_EQ(safety()["ask"].get<std::string>().substr(0, 6), "Before");
}

TEST_F(SafetyView, strong_pain_of_today_or_of_two_days_before_asks_for_each_sign_by_itself) {
  const auto whole_with = [&](double pain, int days_ago) {
    state_.ledger.pains = {
        {.day = wednesday - std::chrono::days(days_ago), .when = PainWhen::now, .value = pain}};
    return safety()["whole"].get<bool>();
  };
  EXPECT_TRUE(whole_with(7, 0));
  EXPECT_TRUE(whole_with(9, 2));
  EXPECT_FALSE(whole_with(6.5, 0));
  EXPECT_FALSE(whole_with(9, 3));
}

}  // namespace
}  // namespace hamstring::service
