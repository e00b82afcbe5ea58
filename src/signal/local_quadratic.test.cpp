#include "signal/local_quadratic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace hamstring {
namespace {

const Vec3 lost = Vec3::Constant(std::numeric_limits<double>::quiet_NaN());

Vec3 parabola(double t) {
  return {1.0 - 2.0 * t + 3.0 * t * t, 4.0 * t, -0.5 * t * t};
}
Vec3 parabola_slope(double t) {
  return {-2.0 + 6.0 * t, 4.0, -t};
}

TEST(SmoothPath, leaves_parabolas_as_they_are_at_uneven_times_with_gaps_and_at_the_ends) {
  std::vector<double> t;
  std::vector<Vec3> p;
  for (int i = 0; i < 40; ++i) {
    t.push_back(0.01 * i + 0.003 * std::sin(i));
    p.push_back(i == 11 || i == 12 || i == 30 ? lost : parabola(t.back()));
  }
  const SmoothedPath path = smooth_path(t, p, 0.012);
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (!p[i].allFinite()) {
      EXPECT_FALSE(path.position_m[i].allFinite());
      continue;
    }
    EXPECT_LT((path.position_m[i] - parabola(t[i])).norm(), 1e-9) << i;
    EXPECT_LT((path.velocity_m_per_s[i] - parabola_slope(t[i])).norm(), 1e-6) << i;
  }
}

TEST(SmoothPath, takes_out_what_alternates_from_sample_to_sample) {
  std::vector<double> t;
  std::vector<Vec3> p;
  for (int i = 0; i < 100; ++i) {
    t.push_back(0.004 * i);
    p.push_back({i % 2 == 0 ? 0.001 : -0.001, 0.0, 0.0});
  }
  const SmoothedPath path = smooth_path(t, p, 0.010);
  for (std::size_t i = 10; i < 90; ++i) EXPECT_LT(std::abs(path.position_m[i].x()), 1e-5);
}

TEST(SmoothPath, widens_its_reach_where_samples_are_sparse) {
  const std::vector<double> t{0.0, 0.1, 0.2, 0.3, 0.4};
  const std::vector<Vec3> p{parabola(0.0), parabola(0.1), parabola(0.2), parabola(0.3), parabola(0.4)};
  const SmoothedPath path = smooth_path(t, p, 0.01);
  EXPECT_LT((path.velocity_m_per_s[2] - parabola_slope(0.2)).norm(), 1e-6);
}

TEST(SmoothPath, knows_nothing_from_two_samples) {
  const SmoothedPath path =
      smooth_path(std::vector{0.0, 0.01}, std::vector<Vec3>{Vec3::Zero(), Vec3::Ones()}, 0.01);
  EXPECT_FALSE(path.position_m[0].allFinite());
  EXPECT_FALSE(path.velocity_m_per_s[1].allFinite());
}

TEST(BridgeGaps, continues_straight_motion_and_leaves_long_gaps_open) {
  std::vector<double> t;
  std::vector<Vec3> p;
  for (int i = 0; i < 50; ++i) {
    t.push_back(0.01 * i);
    p.push_back({2.0 * t.back(), 1.0, -t.back()});
  }
  const std::vector<Vec3> whole = p;
  for (const std::size_t i : {10u, 11u, 12u}) p[i] = lost;
  for (std::size_t i = 20; i < 30; ++i) p[i] = lost;
  p[0] = p[49] = lost;
  const BridgedPoints bridged = bridge_gaps(t, p, 0.05);
  for (const std::size_t i : {10u, 11u, 12u}) EXPECT_LT((bridged.points_m[i] - whole[i]).norm(), 1e-12);
  EXPECT_FALSE(bridged.points_m[20].allFinite());
  EXPECT_FALSE(bridged.points_m[0].allFinite());
  ASSERT_EQ(bridged.missing.size(), 3u);
  EXPECT_DOUBLE_EQ(bridged.missing[1].start_s, 0.19);
  EXPECT_DOUBLE_EQ(bridged.missing[1].end_s, 0.30);
}

TEST(BridgeGaps, keeps_the_slopes_at_both_edges) {
  // A gap between a rise and a fall of equal slope: the cubic through it is the parabola with those slopes.
  const std::vector<double> t{-0.02, -0.01, 0.0, 0.01, 0.02};
  const std::vector<Vec3> p{{0.0, 0.0, 0.0}, {0.01, 0.0, 0.0}, lost, {0.01, 0.0, 0.0}, {0.0, 0.0, 0.0}};
  const BridgedPoints bridged = bridge_gaps(t, p, 0.05);
  EXPECT_NEAR(bridged.points_m[2].x(), 0.01 + 0.5 * 0.01, 1e-12);  // + slope × half the gap / 2
  EXPECT_TRUE(bridged.missing.empty());
}

}  // namespace
}  // namespace hamstring
