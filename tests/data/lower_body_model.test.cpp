// The built-in model: complete, symmetric, and where its hamstrings stand beside the public models.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "muscle/hamstrings.h"
#include "tests/data/built_in_model.h"

namespace hamstring {
namespace {

using testing::built_in_model;
using testing::Frame;
using testing::hip_knee;
using testing::Named;
using testing::stretch_percent;

TEST(BuiltInModel, is_read_and_compiled_without_a_warning) {
  Diagnostics diagnostics;
  const auto specification = read_osim(testing::built_in_model_file, {}, diagnostics);
  ASSERT_TRUE(specification) << specification.error().text();
  ASSERT_TRUE(model::compile(*specification, diagnostics));
  for (const Diagnostic& entry : diagnostics.entries()) {
    EXPECT_EQ(entry.severity, Severity::note) << entry.text();
  }
}

TEST(BuiltInModel, has_trunk_both_legs_and_forty_muscles_a_leg) {
  const model::Model& model = built_in_model();
  EXPECT_EQ(model.bodies.size(), 1u + 14u);  // ground, pelvis, torso, six a leg
  EXPECT_EQ(model.coordinates.size(), 25u);
  EXPECT_EQ(model.couplers.size(), 2u);
  EXPECT_EQ(model.muscles.size(), 80u);
  for (const model::Muscle& muscle : model.muscles) EXPECT_TRUE(muscle.is_computed) << muscle.name;
}

TEST(BuiltInModel, weighs_what_its_person_weighs) {
  double mass_kg = 0.0;
  for (const model::Body& body : built_in_model().bodies) mass_kg += body.mass_kg;
  EXPECT_NEAR(mass_kg, 75.0, 1e-9);
}

TEST(BuiltInModel, shows_its_hamstrings_by_name) {
  Diagnostics diagnostics;
  const auto map = muscle::find_hamstrings(built_in_model(), {}, diagnostics);
  ASSERT_TRUE(map);
  EXPECT_EQ(diagnostics.count(Severity::warning), 0u);
  for (const Side side : {Side::left, Side::right}) {
    const std::string suffix = side == Side::left ? "_l" : "_r";
    const std::array<std::string, 4> names{"bflh", "semimem", "semiten", "bfsh"};
    std::vector<std::string> found;
    for (const MuscleIndex index : map->leg(side).muscles)
      found.push_back(built_in_model().muscles.at(index.value()).name);
    for (const std::string& name : names) {
      EXPECT_NE(std::ranges::find(found, name + suffix), found.end()) << name << suffix;
    }
  }
}

// Specific tension 60 N/cm2 times the volumes of Handsfield 2014 (75 kg, 1.70 m) over the fiber lengths of
// Ward 2009, worked out by hand from the two papers' figures.
TEST(BuiltInModel, gives_the_hamstrings_the_force_that_volume_and_fiber_length_say) {
  const auto force = [](const char* name) {
    return built_in_model()
        .muscles[built_in_model().find_muscle(name).value()]
        .parameters.max_isometric_force_n;
  };
  const double leg_cm3 = 47.0 * 75.0 * 1.70 + 1285.0;
  EXPECT_NEAR(force("bflh_r"), 60.0 * (0.0256 * leg_cm3 + 24.3) / 9.76, 0.01);
  EXPECT_NEAR(force("semimem_l"), 60.0 * (0.0319 * leg_cm3 + 18.2) / 6.90, 0.01);
  EXPECT_NEAR(force("semiten_r"), 60.0 * (0.0285 * leg_cm3 - 16.8) / 19.30, 0.01);
  EXPECT_NEAR(force("bfsh_l"), 60.0 * (0.016 * leg_cm3 - 13.8) / 11.03, 0.01);
}

TEST(BuiltInModel, carries_the_measured_pennation_to_the_reference_sarcomere_length) {
  const auto pennation = [](const char* name) {
    return built_in_model()
        .muscles[built_in_model().find_muscle(name).value()]
        .parameters.pennation_angle_at_optimal_rad;
  };
  const auto rule = [](double sarcomere_um, double measured_deg) {
    return std::asin(sarcomere_um / 2.7 * std::sin(measured_deg * rad_per_deg));
  };
  EXPECT_NEAR(pennation("bflh_r"), rule(2.35, 11.6), 1e-6);
  EXPECT_NEAR(pennation("semimem_r"), rule(2.61, 15.1), 1e-6);
  EXPECT_NEAR(pennation("semiten_r"), rule(2.89, 12.9), 1e-6);
  EXPECT_NEAR(pennation("bfsh_r"), rule(3.31, 12.3), 1e-6);
}

// A fiber shorter than half or longer than 1.8 of its optimum produces next to no force: no muscle stands
// there.
TEST(BuiltInModel, lets_every_fiber_stand_where_it_can_pull) {
  const Frame upright{{}};
  for (const model::Muscle& muscle : built_in_model().muscles) {
    const model::MuscleParameters& p = muscle.parameters;
    const double along_m = upright.length_m(muscle.name) - p.tendon_slack_length_m;
    const double height_m = p.optimal_fiber_length_m * std::sin(p.pennation_angle_at_optimal_rad);
    const double normalized = std::hypot(along_m, height_m) / p.optimal_fiber_length_m;
    EXPECT_GT(along_m, 0.0) << muscle.name;
    EXPECT_GT(normalized, 0.5) << muscle.name;
    EXPECT_LT(normalized, 1.8) << muscle.name;
  }
}

// Upright lengths and stretches of Gait2392 beside which the built-in model must not look odd: 1.5 points of
// stretch.
TEST(BuiltInModel, stretches_its_hamstrings_in_late_swing_as_gait2392_does) {
  const Named late_swing = hip_knee(70, 40);
  EXPECT_NEAR(stretch_percent("bflh_r", late_swing), 12.5, 1.5);
  EXPECT_NEAR(stretch_percent("semimem_r", late_swing), 9.7, 1.5);
  EXPECT_NEAR(stretch_percent("semiten_r", late_swing), 11.0, 1.5);
}

// Rajagopal 2016, long head, from OpenSim: its points are this model's points.
TEST(BuiltInModel, stretches_the_long_head_exactly_as_the_model_its_points_come_from) {
  EXPECT_NEAR(Frame{{}}.length_m("bflh_r"), 0.4140, 5e-5);
  EXPECT_NEAR(stretch_percent("bflh_r", hip_knee(30, 0)), 7.2, 0.05);
  EXPECT_NEAR(stretch_percent("bflh_r", hip_knee(60, 0)), 14.9, 0.05);
  EXPECT_NEAR(stretch_percent("bflh_r", hip_knee(90, 0)), 21.2, 0.05);
  EXPECT_NEAR(stretch_percent("bflh_r", hip_knee(70, 40)), 11.8, 0.05);
  EXPECT_NEAR(stretch_percent("bflh_r", hip_knee(0, 90)), -12.9, 0.05);
}

TEST(BuiltInModel, extends_the_hip_with_arms_within_ten_millimeters_of_gait2392) {
  const std::map<std::string, std::array<double, 4>> gait2392_mm{
      {"bflh_r", {57, 66, 57, 36}}, {"semimem_r", {49, 58, 51, 32}}, {"semiten_r", {57, 71, 65, 44}}};
  for (const auto& [muscle, arms_mm] : gait2392_mm) {
    for (std::size_t i = 0; i < 4; ++i) {
      const double hip_deg = 30.0 * static_cast<double>(i);
      const double arm_mm = -1e3 * Frame(hip_knee(hip_deg, 0)).moment_arm_m(muscle, "hip_flexion_r");
      EXPECT_NEAR(arm_mm, arms_mm[i], 10.0) << muscle << " at hip " << hip_deg;
    }
  }
}

// Up to 60 degrees; beyond, the long head of Gait2392 loses half of its arm and Rajagopal's does not.
TEST(BuiltInModel, flexes_the_knee_with_arms_within_eight_millimeters_of_gait2392) {
  const std::map<std::string, std::array<double, 3>> gait2392_mm{
      {"bflh_r", {33, 35, 31}}, {"semimem_r", {37, 38, 40}}, {"semiten_r", {42, 46, 48}}};
  const std::array<double, 3> knee_deg{15, 30, 60};
  for (const auto& [muscle, arms_mm] : gait2392_mm) {
    for (std::size_t i = 0; i < 3; ++i) {
      const double arm_mm = 1e3 * Frame(hip_knee(0, knee_deg[i])).moment_arm_m(muscle, "knee_angle_r");
      EXPECT_NEAR(arm_mm, arms_mm[i], 8.0) << muscle << " at knee " << knee_deg[i];
    }
  }
}

TEST(BuiltInModel, does_not_stretch_hamstrings_beyond_upright_without_hip_flexion) {
  for (const char* muscle : {"bflh_r", "semimem_r", "semiten_r"}) {
    for (double knee_deg = 0.0; knee_deg <= 90.0; knee_deg += 5.0) {
      EXPECT_LE(stretch_percent(muscle, hip_knee(0, knee_deg)), 1e-9) << muscle << " at knee " << knee_deg;
    }
  }
}

/// Largest change of a hamstring's length [m] in one of 200 steps of `moving` that its moment arm does not
/// explain.
double largest_jump_m(Named pose, const std::string& moving) {
  constexpr int steps = 200;
  const std::array<std::string, 4> names{"bflh_r", "semimem_r", "semiten_r", "bfsh_r"};
  const model::Model& model = built_in_model();
  const auto [low, high] = model.coordinates[model.find_coordinate(moving).value()].range;
  const double step = (high - low) / steps;
  std::array<double, 4> before_m{};
  double jump_m = 0.0;
  for (int i = 0; i <= steps; ++i) {
    pose[moving] = low + step * i;
    const Frame frame(pose);
    for (std::size_t m = 0; m < names.size(); ++m) {
      const double length_m = frame.length_m(names[m]);
      const double explained_m = -step * frame.moment_arm_m(names[m], moving);
      if (i > 0) jump_m = std::max(jump_m, std::abs(length_m - before_m[m] - explained_m));
      before_m[m] = length_m;
    }
  }
  return jump_m;
}

// A jump would be a wrap letting go or a path flipping to another side of a bone.
TEST(BuiltInModel, has_no_jump_of_a_hamstring_anywhere_in_the_ranges_of_its_joints) {
  for (const char* moving : {"hip_flexion_r", "hip_adduction_r", "hip_rotation_r", "knee_angle_r"}) {
    for (const double hip_deg : {-20.0, 40.0, 100.0}) {
      for (const double knee_deg : {0.0, 50.0, 100.0}) {
        Named pose = hip_knee(hip_deg, knee_deg);
        pose["hip_adduction_r"] = 0.005 * hip_deg - 0.2;  // legs crossed in flexion, apart in extension
        pose["hip_rotation_r"] = 0.006 * knee_deg - 0.3;
        EXPECT_LT(largest_jump_m(pose, moving), 1e-4)
            << moving << " at hip " << hip_deg << ", knee " << knee_deg;
      }
    }
  }
}

}  // namespace
}  // namespace hamstring
