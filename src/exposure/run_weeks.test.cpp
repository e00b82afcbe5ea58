#include "exposure/run_weeks.h"

#include <gtest/gtest.h>

#include <array>

namespace hamstring::exposure {
namespace {

Day day(const char* text) {
  return parse_day(text).value();
}

TEST(RunWeeks, SumsWeeksAndKnowsNothingOfThoseWithoutARecording) {
  RunExposure run{.strides = {100, 120}, .near_maximal_strides = {0, 3}, .accelerations = {1, 2}};
  const std::array runs{DatedRun{day("2024-05-13"), &run}, DatedRun{day("2024-05-19"), &run},
                        DatedRun{day("2024-05-27"), &run}};
  const auto weeks = run_weeks(runs);
  ASSERT_EQ(weeks.size(), 3U);
  EXPECT_EQ(weeks[0].sessions, 2U);
  EXPECT_EQ(weeks[0].strides.low, 200);
  EXPECT_EQ(weeks[0].strides.high, 240);
  EXPECT_EQ(weeks[1].sessions, 0U);
  EXPECT_FALSE(weeks[1].strides.is_known());
  EXPECT_EQ(weeks[2].accelerations.high, 2);
}

TEST(RunWeeks, ASumWithWhatIsNotKnownIsNotKnown) {
  RunExposure known{.strides = {100, 120}}, unknown{};
  const std::array runs{DatedRun{day("2024-05-13"), &known}, DatedRun{day("2024-05-14"), &unknown}};
  EXPECT_FALSE(run_weeks(runs).at(0).strides.is_known());
}

TEST(RunWeeks, NearMaximalRunningIsSoManyDaysAgoSurelyOrPerhaps) {
  RunExposure sure{.near_maximal_strides = {5, 9}}, maybe{.near_maximal_strides = {0, 4}},
      none{.near_maximal_strides = {0, 0}};
  const std::array runs{DatedRun{day("2024-05-01"), &sure}, DatedRun{day("2024-05-08"), &maybe},
                        DatedRun{day("2024-05-09"), &none}, DatedRun{day("2030-01-01"), &sure}};
  const SinceNearMaximal since = since_near_maximal(runs, day("2024-05-10"));
  EXPECT_EQ(since.surely, 9);
  EXPECT_EQ(since.maybe, 2);
  EXPECT_FALSE(since_near_maximal({}, day("2024-05-10")).maybe.has_value());
}

}  // namespace
}  // namespace hamstring::exposure
