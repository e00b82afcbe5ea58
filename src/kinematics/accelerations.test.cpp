#include "kinematics/accelerations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/support/small_models.h"

namespace hamstring {
namespace {

using testing::compiled;
using ::testing::HasSubstr;
using testing::leg;

/// Hip and knee as sines; what the model couples is not in the recording.
JointMotion recorded(const model::Model& model, std::size_t frames) {
  const std::size_t n = model.coordinates.size();
  JointMotion motion{.time_s = {},
                     .coordinates = n,
                     .values = std::vector<double>(frames * n, 0.0),
                     .speeds = std::vector<double>(frames * n, 0.0),
                     .is_given = std::vector<bool>(n, false)};
  const std::size_t hip = model.find_coordinate("hip").value();
  const std::size_t knee = model.find_coordinate("knee").value();
  motion.is_given[hip] = motion.is_given[knee] = true;
  for (std::size_t f = 0; f < frames; ++f) {
    motion.time_s.push_back(0.01 * static_cast<double>(f));
    motion.values[f * n + hip] = 0.5 * std::sin(4.0 * motion.time_s[f]);
    motion.values[f * n + knee] = 0.6 + 0.4 * std::cos(5.0 * motion.time_s[f]);
  }
  return motion;
}

TEST(Accelerations, are_the_second_derivative_of_what_was_recorded) {
  const model::Model model = compiled(leg());
  Diagnostics diagnostics;
  const auto motion = coordinate_motion(model, recorded(model, 101), {}, diagnostics);
  ASSERT_TRUE(motion) << motion.error().text();
  const std::size_t at = model.find_coordinate("hip").value() * 101 + 50;
  EXPECT_NEAR(motion->value[at], 0.5 * std::sin(2.0), 1e-15);
  EXPECT_NEAR(motion->speed[at], 2.0 * std::cos(2.0), 1e-6);
  EXPECT_NEAR(motion->acceleration[at], -8.0 * std::sin(2.0), 1e-4);
}

TEST(Accelerations, of_a_coupled_coordinate_follow_from_what_it_follows_in_physics_only) {
  const model::Model model = compiled(leg());
  ASSERT_FALSE(model.couplers.empty());
  const std::size_t dependent = model.couplers[0].dependent.value();
  const std::size_t knee = model.couplers[0].independents[0].value();
  Diagnostics diagnostics;
  const auto physics = coordinate_motion(model, recorded(model, 101), {}, diagnostics);
  const auto opensim =
      coordinate_motion(model, recorded(model, 101), {.mode = Compatibility::opensim}, diagnostics);
  ASSERT_TRUE(physics && opensim);
  double worst = 0.0;
  for (std::size_t f = 30; f < 70; ++f) {
    const std::size_t at = dependent * 101 + f;
    const model::FunctionValue follows =
        model::evaluate(model.couplers[0].function, physics->value[knee * 101 + f]);
    const double u = physics->speed[knee * 101 + f];
    EXPECT_EQ(physics->value[at], follows.value);
    EXPECT_NEAR(physics->acceleration[at],
                follows.second * u * u + follows.first * physics->acceleration[knee * 101 + f], 1e-12);
    worst = std::max(worst, std::abs(physics->acceleration[at]));
    EXPECT_EQ(opensim->value[at], model.coordinates[dependent].default_value);
    EXPECT_EQ(opensim->acceleration[at], 0.0);
  }
  EXPECT_GT(worst, 0.1);
}

TEST(Accelerations, of_a_coordinate_that_follows_several_others_not_in_a_line_are_refused_in_physics) {
  model::ModelSpecification s = leg();
  ASSERT_FALSE(s.couplers.empty());
  s.couplers[0].independent_coordinates = {"hip", "knee"};
  s.couplers[0].function = {.kind =
                                *model::make_multivariate_polynomial({0.0, 0.1, 0.2, 0.3, 0.4, 0.5}, 2, 2)};
  const model::Model model = compiled(s);
  Diagnostics diagnostics;
  const auto refused = coordinate_motion(model, recorded(model, 101), {}, diagnostics);
  ASSERT_FALSE(refused) << "a term of its acceleration would be missing";
  EXPECT_EQ(refused.error().element, model.coordinates[model.couplers[0].dependent.value()].name);
  EXPECT_TRUE(coordinate_motion(model, recorded(model, 101), {.mode = Compatibility::opensim}, diagnostics))
      << "OpenSim's tool does not look at couplers there";
}

TEST(Accelerations, are_made_between_gaps_and_the_gaps_are_left_out_and_named) {
  const model::Model model = compiled(leg());
  JointMotion gappy = recorded(model, 60);
  for (std::size_t f = 20; f < 30; ++f)
    gappy.values[f * gappy.coordinates + model.find_coordinate("hip").value()] =
        std::numeric_limits<double>::quiet_NaN();
  Diagnostics diagnostics;
  const auto motion = coordinate_motion(model, gappy, {.lowpass_hz = 8.0}, diagnostics);
  ASSERT_TRUE(motion) << motion.error().text();
  EXPECT_EQ(motion->frames(), 50u);
  EXPECT_EQ(motion->time_s[20], gappy.time_s[30]);
  EXPECT_THAT(diagnostics.entries().front().message, HasSubstr("10 of 60 rows are left out"));
  for (const double a : motion->acceleration) EXPECT_TRUE(std::isfinite(a));
}

TEST(Accelerations, need_some_rows_together) {
  const model::Model model = compiled(leg());
  Diagnostics diagnostics;
  const auto refused = coordinate_motion(model, recorded(model, 5), {}, diagnostics);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("6 rows"));
}

}  // namespace
}  // namespace hamstring
