#include <gtest/gtest.h>

#include "tests/support/shipped_knowledge.h"
#include "view/day_story.h"

namespace hamstring::service {
namespace {

using namespace rehab;

/// A timeline with one injury of which the day is known so well.
class DaySince : public ::testing::Test {
 protected:
  void hurt(std::optional<OnsetKnown> known) {
    injury_ = make_entry("i", Day(std::chrono::days(20000)),
                         InjuryEntry{.side = InjuredSide::right, .relapse = false, .onset_known = known});
    timeline_.entries = {{.day = injury_.day, .versions = {&injury_}}};
  }
  [[nodiscard]] std::optional<Message> since(int days) const {
    const Words words(shipped_knowledge(), catalog_of(shipped_knowledge(), "en"));
    Plan plan;
    plan.day_of_injury = days;
    return since_of({.words = words, .plan = plan, .timeline = timeline_, .state = {}, .ahead = {}});
  }
  Entry injury_;
  Timeline timeline_;
};

TEST_F(DaySince, nobody_was_hurt_and_nothing_is_counted) {
  EXPECT_FALSE(since(3));
}

TEST_F(DaySince, a_day_told_exactly_is_counted_by_days_however_long) {
  for (const auto known : {std::optional<OnsetKnown>(), std::optional(OnsetKnown::exact)}) {
    hurt(known);
    EXPECT_TRUE(day_is_counted(timeline_));
    EXPECT_EQ(since(200)->id, "since.day");
  }
}

TEST_F(DaySince, a_day_told_about_is_days_then_weeks_then_months) {
  hurt(OnsetKnown::about);
  EXPECT_FALSE(day_is_counted(timeline_));
  EXPECT_EQ(since(13)->id, "since.days");
  EXPECT_EQ(since(14)->id, "since.weeks");
  EXPECT_EQ(since(59)->id, "since.weeks");
  EXPECT_EQ(since(60)->id, "since.months");
  EXPECT_EQ(std::get<long long>(since(182)->arguments.at("n")), 6);
}

}  // namespace
}  // namespace hamstring::service
