#include "record/marker_trajectories.h"

#include <gtest/gtest.h>

#include <limits>

namespace hamstring {
namespace {

const double nan = std::numeric_limits<double>::quiet_NaN();

MarkerTrajectories two_frames() {
  MarkerTrajectories markers;
  markers.time_s = {0.0, 0.01};
  markers.names = {"LASI", "RASI", "LASI"};
  markers.positions_m = {Vec3(1, 2, 3), Vec3(nan, nan, nan), Vec3(7, 8, 9),
                         Vec3(4, 5, 6), Vec3(0, 0, 0),       Vec3(nan, 1, 1)};
  return markers;
}

TEST(MarkerTrajectories, stores_positions_frame_by_frame) {
  EXPECT_EQ(two_frames().position_m(1, 0), Vec3(4, 5, 6));
  EXPECT_EQ(two_frames().position_m(0, 2), Vec3(7, 8, 9));
}

TEST(MarkerTrajectories, finds_the_first_marker_of_a_name) {
  EXPECT_EQ(two_frames().find("LASI"), 0U);
  EXPECT_EQ(two_frames().find("SACR"), std::nullopt);
}

TEST(MarkerTrajectories, has_the_mean_place_of_those_that_were_seen) {
  MarkerTrajectories three{.time_s = {0.0}, .names = {"A", "B", "C"}};
  const Vec3 lost = Vec3::Constant(std::numeric_limits<double>::quiet_NaN());
  three.positions_m = {Vec3(1, 2, 3), lost, Vec3(3, 0, 1)};
  EXPECT_EQ(three.mean_position_m(0, std::vector<std::size_t>{0, 1, 2}), Vec3(2, 1, 2));
  EXPECT_FALSE(three.mean_position_m(0, std::vector<std::size_t>{1}).array().isFinite().any());
  EXPECT_FALSE(three.mean_position_m(0, {}).array().isFinite().any());
}

TEST(MarkerTrajectories, has_the_mean_of_each_marker_over_the_frames_that_saw_it) {
  MarkerTrajectories two{.time_s = {0.0, 0.1, 0.2}, .names = {"A", "B"}};
  const Vec3 lost = Vec3::Constant(std::numeric_limits<double>::quiet_NaN());
  two.positions_m = {Vec3(9, 9, 9), lost, Vec3(1, 2, 3), lost, Vec3(3, 4, 5), lost};
  const MarkerTrajectories mean = two.mean_over(1, 2);
  EXPECT_EQ(mean.frames(), 1U);
  EXPECT_EQ(mean.time_s.front(), 0.1);
  EXPECT_EQ(mean.position_m(0, 0), Vec3(2, 3, 4));
  EXPECT_FALSE(mean.is_seen(0, 1));
}

TEST(MarkerTrajectories, counts_a_marker_as_missing_if_any_coordinate_is) {
  EXPECT_EQ(two_frames().missing_frames(0), 0U);
  EXPECT_EQ(two_frames().missing_frames(1), 1U);
  EXPECT_FALSE(two_frames().is_seen(1, 2));
  EXPECT_TRUE(two_frames().is_seen(1, 1)) << "the origin is a place";
}

}  // namespace
}  // namespace hamstring
