// The left side of the built-in model is the mirror image of the right one, in every number.
#include <gtest/gtest.h>

#include <set>

#include "tests/data/built_in_model.h"

namespace hamstring {
namespace {

using testing::built_in_model;
using testing::built_in_specification;
using testing::Frame;
using testing::Named;

std::string other_side(std::string name) {
  const auto flip = [&](const std::string& from, const std::string& to) {
    const auto at = name.find(from);
    if (at == std::string::npos) return false;
    name.replace(at, from.size(), to);
    return true;
  };
  if (name.ends_with("_r") || name.ends_with("_l"))
    name.back() = name.back() == 'r' ? 'l' : 'r';
  else if (!flip("_r_", "_l_"))
    flip("_l_", "_r_");
  return name;
}

/// The pose seen in the mirror: legs change places, what tilts or turns sideways changes its sign.
Named mirrored(const Named& pose) {
  static const std::set<std::string> sideways{"pelvis_list", "pelvis_rotation", "pelvis_tz", "lumbar_bending",
                                              "lumbar_rotation"};
  Named result;
  for (const auto& [name, value] : pose) result[other_side(name)] = sideways.contains(name) ? -value : value;
  return result;
}

const std::vector<Named>& poses() {
  static const std::vector<Named> poses = [] {
    std::vector<Named> list;
    double x = 0.1;
    for (int i = 0; i < 12; ++i) {
      Named pose;
      for (const model::Coordinate& c : built_in_model().coordinates) {
        if (c.coupler >= 0) continue;
        x = std::fmod(x * 7.31 + 0.137,
                      1.0);  // any spread of values will do; this one repeats from run to run
        pose[c.name] = c.range[0] + x * (c.range[1] - c.range[0]);
      }
      list.push_back(pose);
    }
    return list;
  }();
  return poses;
}

TEST(BuiltInModelSymmetry, mirrors_every_body) {
  const Mat3 mirror = Vec3(1, 1, -1).asDiagonal();
  for (const Named& pose : poses()) {
    const Frame frame(pose);
    const Frame image(mirrored(pose));
    for (const model::Body& body : built_in_model().bodies) {
      const Pose& X = frame.poses.X_WB[built_in_model().find_body(body.name).value()];
      const Pose& Y = image.poses.X_WB[built_in_model().find_body(other_side(body.name)).value()];
      EXPECT_TRUE(Y.R.isApprox(mirror * X.R * mirror, 1e-12)) << body.name;
      EXPECT_LT((Y.p - mirror * X.p).norm(), 1e-12) << body.name;
    }
  }
}

TEST(BuiltInModelSymmetry, mirrors_every_muscle_in_both_modes) {
  for (const Compatibility mode : {Compatibility::physics, Compatibility::opensim}) {
    for (const Named& pose : poses()) {
      const Frame frame(pose, {}, mode);
      const Frame image(mirrored(pose), {}, mode);
      for (const model::Muscle& muscle : built_in_model().muscles) {
        const std::string other = other_side(muscle.name);
        EXPECT_NEAR(frame.length_m(muscle.name), image.length_m(other), 1e-9) << muscle.name;
        for (const auto& [name, value] : pose) {
          if (name.starts_with("pelvis") || name.starts_with("lumbar")) continue;
          EXPECT_NEAR(frame.moment_arm_m(muscle.name, name), image.moment_arm_m(other, other_side(name)),
                      1e-9)
              << muscle.name << " about " << name;
        }
      }
    }
  }
}

TEST(BuiltInModelSymmetry, gives_both_sides_the_same_parameters) {
  const model::ModelSpecification& specification = built_in_specification();
  for (const model::MuscleSpecification& muscle : specification.muscles) {
    const auto other =
        std::ranges::find(specification.muscles, other_side(muscle.name), &model::MuscleSpecification::name);
    ASSERT_NE(other, specification.muscles.end()) << muscle.name;
    EXPECT_EQ(muscle.max_isometric_force_n, other->max_isometric_force_n);
    EXPECT_EQ(muscle.optimal_fiber_length_m, other->optimal_fiber_length_m);
    EXPECT_EQ(muscle.tendon_slack_length_m, other->tendon_slack_length_m);
    EXPECT_EQ(muscle.pennation_angle_at_optimal_rad, other->pennation_angle_at_optimal_rad);
    EXPECT_EQ(muscle.parameters, other->parameters);
  }
}

TEST(BuiltInModelSymmetry, places_markers_in_pairs) {
  for (const model::MarkerSpecification& marker : built_in_specification().markers) {
    if (marker.name[0] != 'R') continue;
    const auto& all = built_in_specification().markers;
    std::string left = marker.name;
    left[0] = 'L';
    const auto other = std::ranges::find(all, left, &model::MarkerSpecification::name);
    ASSERT_NE(other, all.end()) << marker.name;
    EXPECT_EQ(other->frame, other_side(marker.frame));
    EXPECT_EQ(other->location_m, marker.location_m.cwiseProduct(Vec3(1, 1, -1)));
  }
}

}  // namespace
}  // namespace hamstring
