#include "kinematics/inverse_kinematics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/marker_walker.h"

namespace hamstring::kinematics {
namespace {

using testing::compiled;
using ::testing::HasSubstr;
using testing::markers_at;

const double nan = std::numeric_limits<double>::quiet_NaN();

std::string messages(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& entry : diagnostics.entries()) all += entry.text() + "\n";
  return all;
}

MarkerFitting fit(const model::Model& model, const MarkerTrajectories& markers, Diagnostics& diagnostics,
                  const FitTasks& tasks = {}) {
  auto fitting = fit_markers(model, markers, tasks, {}, diagnostics);
  EXPECT_TRUE(fitting) << fitting.error().text();
  return fitting ? std::move(*fitting) : MarkerFitting{};
}

TEST(InverseKinematics, finds_the_pose_that_made_the_markers_whichever_way_it_faces) {
  const model::Model model = compiled(testing::marker_walker());
  const auto poses = testing::swinging();
  Diagnostics diagnostics;
  const MarkerFitting fitting = fit(model, markers_at(model, poses), diagnostics);
  ASSERT_EQ(fitting.frames.size(), poses.size());
  for (std::size_t f = 0; f < poses.size(); ++f) {
    EXPECT_TRUE(fitting.frames[f].is_solved);
    EXPECT_LT(fitting.frames[f].max_m, 1e-8);
    for (std::size_t c = 0; c < 7; ++c)
      EXPECT_NEAR(fitting.motion.values_at(f)[c], poses[f][c], 1e-7) << f << " " << c;
  }
}

TEST(InverseKinematics, names_the_coordinate_that_no_marker_sees_and_leaves_it_alone) {
  const model::Model model = compiled(testing::marker_walker());
  Diagnostics diagnostics;
  const MarkerFitting fitting = fit(model, markers_at(model, testing::swinging()), diagnostics);
  ASSERT_EQ(fitting.unobserved.size(), 1U);
  EXPECT_EQ(model.coordinates[fitting.unobserved[0].value()].name, "ankle");
  EXPECT_EQ(fitting.motion.values_at(7)[7], 0.0);
  EXPECT_THAT(messages(diagnostics), HasSubstr("no marker sees these coordinates"));
}

TEST(InverseKinematics, bounds_hold_and_the_slope_into_them_is_no_error) {
  const model::Model model = compiled(testing::marker_walker());
  auto poses = testing::swinging();
  for (auto& pose : poses) pose[6] = 0.5;  // beyond what the knee allows
  Diagnostics diagnostics;
  const MarkerFitting fitting = fit(model, markers_at(model, poses), diagnostics);
  for (std::size_t f = 0; f < poses.size(); ++f) {
    EXPECT_EQ(fitting.motion.values_at(f)[6], 0.1);
    EXPECT_TRUE(fitting.frames[f].is_solved);
    EXPECT_LE(fitting.frames[f].gradient, 1e-11);
  }
}

TEST(InverseKinematics, missing_markers_are_left_out_and_a_frame_of_none_keeps_its_pose) {
  const model::Model model = compiled(testing::marker_walker());
  const auto poses = testing::swinging();
  MarkerTrajectories markers = markers_at(model, poses);
  markers.positions_m[5 * 6 + 2] = markers.positions_m[5 * 6 + 4] = Vec3::Constant(nan);
  for (std::size_t m = 0; m < 6; ++m) markers.positions_m[9 * 6 + m] = Vec3::Constant(nan);
  Diagnostics diagnostics;
  const MarkerFitting fitting = fit(model, markers, diagnostics);
  EXPECT_EQ(fitting.frames[5].seen, 4U);
  EXPECT_NEAR(fitting.motion.values_at(5)[6], poses[5][6], 1e-7);
  EXPECT_EQ(fitting.frames[9].seen, 0U);
  EXPECT_EQ(fitting.motion.values_at(9)[3], fitting.motion.values_at(8)[3]);
  EXPECT_THAT(messages(diagnostics), HasSubstr("1 of 20 frames have no marker"));
}

TEST(InverseKinematics, coordinates_are_drawn_to_their_tasks) {
  const model::Model model = compiled(testing::marker_walker());
  Diagnostics diagnostics;
  const MarkerFitting fitting = fit(model, markers_at(model, testing::swinging()), diagnostics,
                                    {.coordinates = {{.coordinate = "ankle", .weight = 1.0, .value = 0.4}}});
  EXPECT_NEAR(fitting.motion.values_at(3)[7], 0.4, 1e-9);
  EXPECT_TRUE(fitting.unobserved.empty());
  Diagnostics more;
  EXPECT_FALSE(fit_markers(model, markers_at(model, testing::swinging()),
                           {.coordinates = {{.coordinate = "wing"}}}, {}, more));
}

TEST(InverseKinematics, names_what_model_and_recording_do_not_share) {
  const model::Model model = compiled(testing::marker_walker());
  MarkerTrajectories markers = markers_at(model, testing::swinging());
  Diagnostics diagnostics;
  fit(model, markers, diagnostics,
      {.markers = {{"pelvisx"}, {"pelvisy"}, {"pelvisz"}, {"shinx"}, {"shiny"}, {"LASI"}}});
  EXPECT_THAT(messages(diagnostics), HasSubstr("LASI"));
  for (std::string& name : markers.names) name += "?";
  const auto none = fit_markers(model, markers, {}, {}, diagnostics);
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().message, HasSubstr("no marker in common"));
}

}  // namespace
}  // namespace hamstring::kinematics
