#include "gait/gait_tracks.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/gait_walker.h"

namespace hamstring {
namespace {

using testing::on_treadmill;
using testing::record;
using testing::Recording;
using testing::runner;
using testing::turned;
using testing::walker;
using testing::without_translations;

GaitTracks tracks_of(const Recording& recording) {
  std::vector<std::string> remarks;
  return make_gait_tracks(recording.input(), remarks);
}

TEST(MedianOf, leaves_unknown_values_out) {
  EXPECT_DOUBLE_EQ(median_of({3.0, std::nan(""), 1.0, 2.0}), 2.0);
  EXPECT_DOUBLE_EQ(median_of({4.0, 1.0, 2.0, 3.0}), 2.5);
  EXPECT_TRUE(std::isnan(median_of({std::nan("")})));
  EXPECT_TRUE(std::isnan(median_of({})));
}

TEST(GaitTracks, point_where_the_feet_point) {
  const GaitTracks tracks = tracks_of(turned(record(runner(), 0.1, 3.0, 100), 2.0));
  const Vec3 forward = axis_angle_rotation(Vec3::UnitY(), 2.0) * Vec3::UnitX();
  EXPECT_NEAR(tracks.forward.dot(forward), 1.0, 1e-9);
  for (const double v : tracks.pelvis_forward_m_per_s) EXPECT_NEAR(v, 3.0, 1e-6);
}

TEST(GaitTracks, follow_the_swing_where_only_toes_are_known) {
  Recording recording = turned(record(runner(), 0.1, 3.0, 100), 2.0);
  recording.left_heel.clear();
  recording.right_heel.clear();
  const Vec3 forward = axis_angle_rotation(Vec3::UnitY(), 2.0) * Vec3::UnitX();
  EXPECT_NEAR(tracks_of(recording).forward.dot(forward), 1.0, 1e-6);
}

TEST(GaitTracks, know_a_pelvis_without_translations_from_one_on_a_treadmill) {
  const Recording over_ground = record(runner(), 0.1, 3.0, 100);
  EXPECT_FALSE(tracks_of(over_ground).pelvis_keeps_height);
  const GaitTracks fixed = tracks_of(without_translations(over_ground));
  EXPECT_TRUE(fixed.pelvis_keeps_place);
  EXPECT_TRUE(fixed.pelvis_keeps_height);
  EXPECT_FALSE(tracks_of(on_treadmill(over_ground, 3.0)).pelvis_keeps_height);
}

TEST(GaitTracks, turn_around_as_a_whole) {
  GaitTracks tracks = tracks_of(record(walker(), 0.1, 3.0, 100));
  const double lead = tracks.left_ahead_m[50];
  EXPECT_GT(swing_sense(tracks), 0.2);
  reverse_direction(tracks);
  EXPECT_LT(swing_sense(tracks), -0.2);
  EXPECT_DOUBLE_EQ(tracks.left_ahead_m[50], -lead);
  EXPECT_NEAR(tracks.pelvis_forward_m_per_s[50], -1.3, 1e-6);
  EXPECT_NEAR(tracks.forward.x(), -1.0, 1e-9);
}

}  // namespace
}  // namespace hamstring
