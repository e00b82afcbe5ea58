#include "report/charts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/sample_report.h"

namespace hamstring::report {
namespace {

using ::testing::HasSubstr;

const ChartRow& row_of(const std::vector<ChartRow>& rows, std::string_view id) {
  const auto found = std::ranges::find(rows, id, &ChartRow::id);
  EXPECT_NE(found, rows.end());
  return *found;
}

TEST(Charts, answer_five_questions_for_both_sides) {
  const std::vector<ChartRow> rows = motion_charts(hamstring::testing::sample_run());
  ASSERT_EQ(rows.size(), 5u);
  for (const ChartRow& row : rows) {
    EXPECT_EQ(row.charts.size(), 2u);
    EXPECT_EQ(row.question.back(), '?');
    EXPECT_EQ(row.apart, row.id == "short-head");
  }
}

TEST(Charts, lay_the_left_leg_on_the_left_cycle) {
  MotionReport report = hamstring::testing::sample_run();
  const ChartRow row = row_of(motion_charts(report), "hip");
  EXPECT_EQ(row.charts[0].side, Side::left);
  const Stride& first = report.sides[0].strides.complete.front();
  // The first single stride begins with the left hip at the left foot strike, in degrees.
  const auto frame = static_cast<std::size_t>(std::lround(first.start_s * 100.0));
  EXPECT_NEAR(row.charts[0].series[0].single.front()[0],
              report.sides[0].hip_flexion.values[frame] * 180.0 / std::numbers::pi, 1e-9);
}

TEST(Charts, share_one_range_between_sides_and_keep_everything_inside) {
  for (const ChartRow& row : motion_charts(hamstring::testing::sample_run())) {
    EXPECT_EQ(row.charts[0].y_min, row.charts[1].y_min);
    EXPECT_EQ(row.charts[0].y_max, row.charts[1].y_max);
    EXPECT_LE(row.charts[0].y_min, 0.0);
    for (const Chart& chart : row.charts) {
      for (const Series& series : chart.series) {
        for (const std::vector<double>& single : series.single) {
          EXPECT_LE(std::ranges::max(single), chart.y_max);
          EXPECT_GE(std::ranges::min(single), chart.y_min);
        }
      }
    }
  }
}

TEST(Charts, keep_the_short_head_out_of_the_others) {
  for (const Chart& chart : row_of(motion_charts(hamstring::testing::sample_run()), "stretch").charts) {
    for (const Series& series : chart.series) EXPECT_NE(series.code, "BFsh");
  }
  EXPECT_EQ(motion_charts(hamstring::testing::sample_run({.with_short_head = false})).size(), 4u);
}

TEST(Charts, mark_toe_off_with_its_spread) {
  const Chart chart = row_of(motion_charts(hamstring::testing::sample_run()), "stretch").charts[0];
  ASSERT_TRUE(chart.toe_off.has_value());
  EXPECT_NEAR(chart.toe_off->at, 36.0, 1.0);
  EXPECT_GT(chart.toe_off->sd, 0.0);
}

TEST(Charts, draw_few_single_strides_of_many) {
  const MotionReport report = hamstring::testing::sample_run({.strides = 60});
  const Series series = row_of(motion_charts(report), "stretch").charts[0].series[0];
  ASSERT_EQ(series.single.size(), most_single_strides);
  EXPECT_EQ(series.single.front()[0], report.sides[0].muscles[0].stretch.cycle.single.front()[0] * 100.0);
  EXPECT_EQ(series.single.back()[0], report.sides[0].muscles[0].stretch.cycle.single.back()[0] * 100.0);
  EXPECT_THAT(chart_legend(report), HasSubstr("20 of 60"));
}

TEST(Charts, run_over_time_without_strides) {
  const MotionReport report = hamstring::testing::sample_bend();
  const Chart chart = row_of(motion_charts(report), "stretch").charts[0];
  EXPECT_FALSE(chart.over_cycle);
  EXPECT_FALSE(chart.toe_off.has_value());
  ASSERT_EQ(chart.x.size(), report.time_s.size());
  EXPECT_EQ(chart.x.size(), chart.series[0].mean.size());
}

TEST(Charts, thin_long_recordings_and_say_so) {
  MotionReport report = hamstring::testing::sample_bend();
  const std::size_t rows = 1802;
  report.time_s.assign(rows, 1.0);
  for (SideResult& side : report.sides) {
    for (MuscleResult& muscle : side.muscles) muscle.stretch.values.assign(rows, 0.1);
  }
  const Chart chart = row_of(motion_charts(report), "stretch").charts[0];
  EXPECT_EQ(chart.x.size(), 361u);
  EXPECT_EQ(chart.series[0].mean.size(), 361u);
  EXPECT_THAT(chart_legend(report), HasSubstr("One frame in 5 is drawn"));
}

TEST(Charts, describe_themselves_in_words) {
  const Chart chart = row_of(motion_charts(hamstring::testing::sample_run()), "knee").charts[1];
  EXPECT_THAT(chart.summary, HasSubstr("Right leg."));
  EXPECT_THAT(chart.summary, HasSubstr("knee: lowest"));
  EXPECT_THAT(chart.summary, HasSubstr("of the cycle"));
}

TEST(Charts, leave_out_what_is_not_known) {
  EXPECT_TRUE(motion_charts(hamstring::testing::sample_nothing()).empty());
  MotionReport report = hamstring::testing::sample_run();
  for (SideResult& side : report.sides) side.knee_flexion = {};
  EXPECT_EQ(motion_charts(report).size(), 4u);
}

}  // namespace
}  // namespace hamstring::report
