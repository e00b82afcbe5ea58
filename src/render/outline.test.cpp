#include "render/outline.h"

#include <gtest/gtest.h>

#include <numbers>

namespace hamstring::render {
namespace {

TEST(Outline, lies_in_front_of_a_hanging_thigh_where_x_is_forward) {
  const PlanePoint point = on_segment({0.0, 1.0}, {0.0, 0.6}, {.along = 0.5, .front = 0.03});
  EXPECT_NEAR(point.x, 0.03, 1e-12);
  EXPECT_NEAR(point.y, 0.8, 1e-12);
}

TEST(Outline, survives_joints_that_coincide) {
  const PlanePoint point = on_segment({1.0, 2.0}, {1.0, 2.0}, {.along = 0.5, .front = 0.03});
  EXPECT_EQ(point.x, 1.0);
  EXPECT_EQ(point.y, 2.0);
}

TEST(Outline, turns_counterclockwise) {
  const std::vector<PlanePoint> outline{{1.0, 0.0}};
  const PlanePoint turned = placed(outline, {5.0, 5.0}, std::numbers::pi / 2.0)[0];
  EXPECT_NEAR(turned.x, 5.0, 1e-12);
  EXPECT_NEAR(turned.y, 6.0, 1e-12);
}

TEST(Outline, places_points_evenly_along_a_bent_line) {
  // An L of 3 + 1: four equal steps of 1, the corner is the fourth point.
  const std::vector<PlanePoint> corner{{0.0, 0.0}, {3.0, 0.0}, {3.0, 1.0}};
  const std::vector<PlanePoint> points = resampled(corner, 5);
  EXPECT_NEAR(points[1].x, 1.0, 1e-12);
  EXPECT_NEAR(points[3].x, 3.0, 1e-12);
  EXPECT_NEAR(points[3].y, 0.0, 1e-12);
  EXPECT_NEAR(points[4].y, 1.0, 1e-12);
}

TEST(Outline, draws_y_upward) {
  const PlaneView view{.px_per_m = 100.0, .origin_px = {50.0, 80.0}};
  EXPECT_EQ(view({0.1, 0.2}).x, 60.0);
  EXPECT_EQ(view({0.1, 0.2}).y, 60.0);
}

TEST(Outline, of_a_straight_line_is_straight) {
  const std::vector<PlanePoint> points{{0.0, 0.0}, {6.0, 0.0}, {12.0, 0.0}};
  EXPECT_EQ(smooth_path(points, {}, false), "M0 0C1 0 4 0 6 0C8 0 11 0 12 0");
  EXPECT_EQ(smooth_path(std::vector<PlanePoint>{{0.0, 0.0}}, {}, false), "");
}

}  // namespace
}  // namespace hamstring::render
