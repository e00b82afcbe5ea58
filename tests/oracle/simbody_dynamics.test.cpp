// Inverse dynamics against Simbody: every kind of joint, and the public models with their real tree.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "dynamics/inverse_dynamics.h"
#include "formats/osim/osim_reader.h"
#include "tests/oracle/simbody_tree.h"
#include "tests/support/dynamics_models.h"
#include "tests/support/shared_data.h"

#ifndef HAMSTRING_HAS_SIMBODY
#define HAMSTRING_HAS_SIMBODY 0
#endif

namespace hamstring {
namespace {

using hamstring::testing::compiled;

#if HAMSTRING_HAS_SIMBODY

oracle::TreePose pose_of(const Pose& X) {
  oracle::TreePose pose;
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t k = 0; k < 3; ++k)
      pose.R[3 * row + k] = X.R(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(k));
    pose.p[row] = X.p[static_cast<Eigen::Index>(row)];
  }
  return pose;
}

double derivative(const model::TransformAxis& axis, const std::vector<double>& x,
                  const std::vector<int>& by) {
  using model::AxisKind;
  if (axis.kind == AxisKind::none) return 0.0;
  if (axis.kind == AxisKind::constant) return by.empty() ? axis.constant : 0.0;
  if (axis.kind == AxisKind::identity)
    return by.empty() ? axis.constant * x[0] : by.size() == 1 ? axis.constant : 0.0;
  if (x.size() > 1) {
    if (by.empty()) return model::evaluate(axis.function, std::span<const double>(x));
    return by.size() == 1 ? model::partial_derivative(axis.function, x, static_cast<std::size_t>(by[0]))
                          : 0.0;
  }
  const model::FunctionValue f = model::evaluate(axis.function, x[0]);
  return by.empty() ? f.value : by.size() == 1 ? f.first : f.second;
}

/// Six directions that no two of a kind are parallel of, with those that the joint uses in their places.
void fill_directions(const model::Joint& joint, oracle::TreeJoint& to) {
  for (const std::size_t first : {std::size_t{0}, std::size_t{3}}) {
    std::vector<Vec3> taken;
    for (std::size_t i = first; i < first + 3; ++i) {
      if (joint.axes[i].axis.norm() > 0.5) taken.push_back(joint.axes[i].axis);
    }
    for (std::size_t i = first; i < first + 3; ++i) {
      Vec3 direction = joint.axes[i].axis;
      for (const Vec3& unit : {Vec3(Vec3::UnitX()), Vec3(Vec3::UnitY()), Vec3(Vec3::UnitZ())}) {
        if (direction.norm() > 0.5) break;
        if (std::ranges::all_of(taken, [&](const Vec3& t) { return t.cross(unit).norm() > 0.1; })) {
          direction = unit;
          taken.push_back(unit);
        }
      }
      to.axes[i].direction = {direction.x(), direction.y(), direction.z()};
    }
  }
}

std::vector<oracle::TreeJoint> tree_of(const model::Model& model) {
  std::vector<int> number(model.bodies.size(), 0);  // of the body in Simbody's tree
  std::vector<oracle::TreeJoint> joints;
  for (const model::Joint& joint : model.joints) {
    const model::Body& body = model.bodies[joint.child.value()];
    oracle::TreeJoint to{
        .parent = number[joint.parent.value()],
        .X_PF = pose_of(joint.X_PF),
        .X_BM = pose_of(joint.X_MB.inverse()),
        .axes = {},
        .coordinates = static_cast<int>(joint.coordinates.size()),
        .mass = body.mass_kg,
        .mass_center = {body.mass_center_m.x(), body.mass_center_m.y(), body.mass_center_m.z()},
        .inertia = body.inertia_kg_m2};
    fill_directions(joint, to);
    for (std::size_t i = 0; i < 6; ++i) {
      const model::TransformAxis& axis = joint.axes[i];
      const auto add = [&](CoordinateIndex c) {
        const auto at = std::ranges::find(joint.coordinates, c);
        to.axes[i].arguments.push_back(static_cast<int>(at - joint.coordinates.begin()));
      };
      if (axis.coordinate.is_valid()) add(axis.coordinate);
      for (const CoordinateIndex c : axis.further_arguments) add(c);
      to.axes[i].function = [&axis](const std::vector<double>& x, const std::vector<int>& by) {
        return derivative(axis, x, by);
      };
    }
    joints.push_back(std::move(to));
    number[joint.child.value()] = static_cast<int>(joints.size());
  }
  return joints;
}

std::vector<oracle::TreeFrame> frames_of(const model::Model& model, const CoordinateMotion& motion,
                                         const std::vector<dynamics::BodyLoad>& loads) {
  std::vector<oracle::TreeFrame> frames;
  const std::size_t n = motion.frames();
  for (std::size_t f = 0; f < n; ++f) {
    oracle::TreeFrame frame;
    frame.loads.resize(model.joints.size());
    for (std::size_t j = 0; j < model.joints.size(); ++j) {
      for (auto* list : {&frame.q, &frame.u, &frame.udot}) list->emplace_back();
      for (const CoordinateIndex c : model.joints[j].coordinates) {
        frame.q.back().push_back(motion.value[c.value() * n + f]);
        frame.u.back().push_back(motion.speed[c.value() * n + f]);
        frame.udot.back().push_back(motion.acceleration[c.value() * n + f]);
      }
      for (const dynamics::BodyLoad& load : loads) {
        if (load.body != model.joints[j].child) continue;
        for (std::size_t k = 0; k < 6; ++k) frame.loads[j][k] += load.wrench[k * n + f];
      }
    }
    frames.push_back(std::move(frame));
  }
  return frames;
}

/// Largest difference between Simbody and ours in opensim mode, against the largest generalized force.
double difference(const model::Model& model, const CoordinateMotion& motion,
                  const std::vector<dynamics::BodyLoad>& loads, Compatibility mode) {
  const auto ours = dynamics::inverse_dynamics(model, motion, loads, {.mode = mode});
  EXPECT_TRUE(ours);
  const Vec3& g = model.gravity_m_per_s2;
  const auto theirs = oracle::simbody_inverse_dynamics(tree_of(model), {g.x(), g.y(), g.z()},
                                                       frames_of(model, motion, loads));
  double worst = 0.0;
  double largest = 0.0;
  std::size_t compared = 0;
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    for (std::size_t j = 0; j < model.joints.size(); ++j) {
      for (std::size_t k = 0; k < model.joints[j].coordinates.size(); ++k) {
        const double expected = theirs[f][j][k];
        const double got = ours->of(model.joints[j].coordinates[k].value())[f];
        worst = std::max(worst, std::abs(got - expected));
        largest = std::max(largest, std::abs(expected));
        ++compared;
      }
    }
  }
  EXPECT_EQ(compared, motion.frames() * model.coordinates.size());
  return worst / largest;
}

std::vector<dynamics::BodyLoad> some_loads(const model::Model& model, const std::vector<std::string>& bodies,
                                           std::size_t frames) {
  std::vector<dynamics::BodyLoad> loads;
  std::mt19937 random(3);
  std::uniform_real_distribution<double> size(-400.0, 400.0);
  for (const std::string& name : bodies) {
    loads.push_back({.body = model.find_body(name), .wrench = std::vector<double>(6 * frames)});
    for (double& v : loads.back().wrench) v = size(random);
  }
  return loads;
}

TEST(SimbodyDynamics, agrees_on_every_kind_of_joint) {
  model::ModelSpecification s = hamstring::testing::every_joint();
  s.couplers.clear();
  const model::Model model = compiled(s);
  const CoordinateMotion motion = hamstring::testing::waving(model, 60, 0.03);
  EXPECT_LT(difference(model, motion, some_loads(model, {"foot", "hand"}, 60), Compatibility::opensim),
            1e-11);
  // Physics mode has Simbody's term that is missing where one coordinate drives two rotations.
  EXPECT_GT(difference(model, motion, {}, Compatibility::physics), 1e-6);
}

TEST(SimbodyDynamics, agrees_in_physics_mode_where_no_coordinate_drives_two_rotations) {
  model::ModelSpecification s = hamstring::testing::every_joint(false);
  s.couplers.clear();
  const model::Model model = compiled(s);
  const CoordinateMotion motion = hamstring::testing::waving(model, 60, 0.03);
  EXPECT_LT(difference(model, motion, some_loads(model, {"shank", "torso"}, 60), Compatibility::physics),
            1e-11);
}

class SimbodyOnModels : public ::testing::TestWithParam<const char*> {};

TEST_P(SimbodyOnModels, agrees_on_every_coordinate_of_a_public_model) {
  HAMSTRING_NEEDS_DATA(GetParam());
  Diagnostics diagnostics;
  const auto specification = read_osim(hamstring::testing::shared_data(GetParam()),
                                       {.round_like_opensim_upgrade = true}, diagnostics);
  ASSERT_TRUE(specification) << specification.error().text();
  model::ModelSpecification s = *specification;
  s.couplers.clear();
  const model::Model model = compiled(s);
  CoordinateMotion motion = hamstring::testing::waving(model, 24, 0.05);
  EXPECT_LT(difference(model, motion, some_loads(model, {"calcn_r", "calcn_l"}, 24), Compatibility::opensim),
            1e-9);
}

INSTANTIATE_TEST_SUITE_P(
    Public, SimbodyOnModels,
    ::testing::Values(
        "opensim-org+opensim-models/Models/Gait2392_Simbody/gait2392_thelen2003muscle.osim",
        "opensim-org+opensim-models/Models/Rajagopal/Rajagopal2016.osim",
        "opensim-org+opensim-core/OpenSim/Examples/Moco/example3DWalking/subject_walk_scaled.osim",
        "opensim-org+opensim-models/Pipelines/Hamner/outputReference/subject02_registered.osim"));

#else

TEST(SimbodyDynamics, agrees_on_every_kind_of_joint) {
  GTEST_SKIP() << "libsimbody-dev is not installed here: inverse dynamics is not held against Simbody";
}

#endif

}  // namespace
}  // namespace hamstring
