#include "gait/strides.h"

#include <gtest/gtest.h>

namespace hamstring {
namespace {

SideEvents side(std::vector<double> strikes, std::vector<double> toe_offs,
                std::vector<TimeSpan> missing = {}) {
  return {
      .foot_strike_s = std::move(strikes), .toe_off_s = std::move(toe_offs), .missing = std::move(missing)};
}

TEST(Strides, run_from_strike_to_strike_with_the_toe_off_between) {
  const StrideList list = find_strides(side({0.5, 1.2, 1.9}, {0.1, 0.75, 1.45, 2.1}), GaitKind::running,
                                       {.start_s = 0.0, .end_s = 2.3});
  ASSERT_EQ(list.complete.size(), 2u);
  EXPECT_DOUBLE_EQ(list.complete[0].start_s, 0.5);
  EXPECT_DOUBLE_EQ(list.complete[0].toe_off_s, 0.75);
  EXPECT_DOUBLE_EQ(list.complete[0].end_s, 1.2);
  EXPECT_NEAR(list.complete[1].duration_s(), 0.7, 1e-12);
  EXPECT_NEAR(list.complete[1].contact_s(), 0.25, 1e-12);
  EXPECT_NEAR(list.complete[1].toe_off_percent(), 100.0 * 0.25 / 0.7, 1e-9);
  EXPECT_EQ(list.dropped.starts_before_recording, 1);
  EXPECT_EQ(list.dropped.ends_after_recording, 1);
  EXPECT_EQ(list.dropped.total(), 2);
}

TEST(Strides, that_fill_the_recording_drop_nothing) {
  const StrideList list =
      find_strides(side({0.0, 0.7}, {0.25}), GaitKind::running, {.start_s = 0.0, .end_s = 0.7});
  EXPECT_EQ(list.complete.size(), 1u);
  EXPECT_EQ(list.dropped.total(), 0);
}

TEST(Strides, without_toe_off_are_dropped) {
  const StrideList list =
      find_strides(side({0.0, 0.7, 1.4}, {0.25}), GaitKind::running, {.start_s = 0.0, .end_s = 1.4});
  EXPECT_EQ(list.complete.size(), 1u);
  EXPECT_EQ(list.dropped.without_toe_off, 1);
}

TEST(Strides, that_swallowed_a_contact_are_dropped_for_their_duration) {
  const StrideList list = find_strides(side({0.0, 0.7, 1.4, 2.8, 3.5}, {0.25, 0.95, 1.65, 3.05}),
                                       GaitKind::running, {.start_s = 0.0, .end_s = 3.5});
  EXPECT_EQ(list.complete.size(), 3u);
  EXPECT_EQ(list.dropped.implausible_duration, 1);
}

TEST(Strides, slower_than_any_runner_are_dropped_in_running_and_kept_in_walking) {
  const SideEvents slow = side({0.0, 1.6, 3.2}, {1.0, 2.6});
  const TimeSpan recording{.start_s = 0.0, .end_s = 3.2};
  EXPECT_EQ(find_strides(slow, GaitKind::running, recording).dropped.implausible_duration, 2);
  EXPECT_EQ(find_strides(slow, GaitKind::walking, recording).complete.size(), 2u);
}

TEST(Strides, with_missing_samples_are_dropped_for_that_reason_first) {
  const StrideList list = find_strides(side({0.0, 0.7, 1.4, 2.8}, {0.25, 0.95},
                                            {{.start_s = 0.8, .end_s = 0.9}, {.start_s = 1.9, .end_s = 2.5}}),
                                       GaitKind::running, {.start_s = 0.0, .end_s = 2.8});
  EXPECT_EQ(list.complete.size(), 1u);
  EXPECT_EQ(list.dropped.missing_data, 2);
  EXPECT_EQ(list.dropped.total(), 2);
}

TEST(Strides, of_a_side_with_one_contact_are_none_and_its_parts_are_counted) {
  const TimeSpan recording{.start_s = 0.0, .end_s = 1.0};
  const StrideList one = find_strides(side({0.5}, {0.75}), GaitKind::running, recording);
  EXPECT_TRUE(one.complete.empty());
  EXPECT_EQ(one.dropped.starts_before_recording, 1);
  EXPECT_EQ(one.dropped.ends_after_recording, 1);
  EXPECT_EQ(find_strides(side({}, {0.3}), GaitKind::running, recording).dropped.total(), 1);
  EXPECT_EQ(find_strides(side({}, {}), GaitKind::running, recording).dropped.total(), 0);
}

TEST(Strides, of_no_gait_are_none) {
  const StrideList list =
      find_strides(side({0.0, 0.7}, {0.3}), GaitKind::none, {.start_s = 0.0, .end_s = 1.0});
  EXPECT_TRUE(list.complete.empty());
  EXPECT_EQ(list.dropped.total(), 0);
}

TEST(StridesWithin, keeps_whole_strides_and_counts_those_that_only_reach_in) {
  const StrideList list{.complete = {{.start_s = 0, .toe_off_s = 0.3, .end_s = 1},
                                     {.start_s = 1, .toe_off_s = 1.3, .end_s = 2},
                                     {.start_s = 2, .toe_off_s = 2.3, .end_s = 3},
                                     {.start_s = 3, .toe_off_s = 3.3, .end_s = 4}},
                        .dropped = {.without_toe_off = 2}};
  const StrideList part = strides_within(list, {.start_s = 0.5, .end_s = 2.5});
  ASSERT_EQ(part.complete.size(), 1U);
  EXPECT_EQ(part.complete[0].start_s, 1.0);
  EXPECT_EQ(part.dropped.starts_before_recording, 1);
  EXPECT_EQ(part.dropped.ends_after_recording, 1);
  EXPECT_EQ(part.dropped.total(), 2);
}

}  // namespace
}  // namespace hamstring
