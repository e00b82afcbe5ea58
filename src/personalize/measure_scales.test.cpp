#include "personalize/measure_scales.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/marker_walker.h"

namespace hamstring::personalize {
namespace {

using ::testing::HasSubstr;
using testing::marker_walker;

const double nan = std::numeric_limits<double>::quiet_NaN();

/// The walker's markers where a person stands who is larger by a quarter.
MarkerTrajectories larger(const model::ModelSpecification& model) {
  Diagnostics diagnostics;
  const auto person =
      scale_model(model, {{"pelvis", Vec3::Constant(1.25)}, {"shin", Vec3::Constant(1.25)}}, {}, diagnostics);
  const std::vector<double> pose{0.05, 0, 0.3, 0, 1.1, 0, -0.2, 0};
  return testing::markers_at(testing::compiled(*person), {pose, pose, pose});
}

TEST(MeasureScales, a_distance_over_the_models_is_the_factor) {
  const model::ModelSpecification model = marker_walker();
  Diagnostics diagnostics;
  const auto scales = measured_scales(model, larger(model), {0.0, 1.0},
                                      {{.name = "pelvis",
                                        .pairs = {{"pelvisx", "pelvisy"}, {"pelvisx", "pelvisz"}},
                                        .bodies = {{"pelvis", {true, false, true}}}}},
                                      diagnostics);
  ASSERT_TRUE(scales);
  EXPECT_LT((scales->at("pelvis") - Vec3(1.25, 1.0, 1.25)).norm(), 1e-12);
}

TEST(MeasureScales, a_marker_that_is_missing_takes_its_measurement_along) {
  const model::ModelSpecification model = marker_walker();
  MarkerTrajectories recording = larger(model);
  recording.positions_m[recording.markers() + 1] = Vec3::Constant(nan);
  Diagnostics diagnostics;
  const auto scales = measured_scales(
      model, recording, {0.0, 1.0},
      {{.name = "pelvis", .pairs = {{"pelvisx", "pelvisy"}}, .bodies = {{"pelvis", {true, true, true}}}}},
      diagnostics);
  ASSERT_TRUE(scales);
  EXPECT_TRUE(scales->empty());
  EXPECT_THAT(diagnostics.entries().front().message, HasSubstr("pelvisx and pelvisy"));
}

TEST(MeasureScales, markers_are_put_where_the_person_had_them_also_from_one_frame) {
  const model::ModelSpecification model = marker_walker();
  model::ModelSpecification moved = model;
  moved.markers[2].location_m += Vec3(0.0, 0.0, 0.02);  // the person's sits elsewhere
  const auto one = testing::markers_at(testing::compiled(moved), {{0, 0, 0, 0, 1, 0, -0.3, 0}});
  Diagnostics diagnostics;
  kinematics::FitTasks tasks;
  for (const auto& marker : model.markers)
    tasks.markers.push_back({marker.name, marker.name == "pelvisz" ? 1e-9 : 1.0});
  const auto placed = place_markers(model, one, {0.0, 0.0}, tasks, diagnostics);
  ASSERT_TRUE(placed) << placed.error().text();
  EXPECT_LT((placed->model.markers[2].location_m - moved.markers[2].location_m).norm(), 1e-6);
  EXPECT_LT((placed->model.markers[4].location_m - model.markers[4].location_m).norm(), 1e-6);
}

}  // namespace
}  // namespace hamstring::personalize
