// Inverse dynamics against what is known in closed form, and against the energy of what moves.
#include <gtest/gtest.h>

#include <cmath>

#include "dynamics/inverse_dynamics.h"
#include "kinematics/poses.h"
#include "tests/support/dynamics_models.h"

namespace hamstring::dynamics {
namespace {

using hamstring::testing::compiled;
using hamstring::testing::every_joint;
using hamstring::testing::waving;
using model::JointKind;
using model::ModelSpecification;

constexpr double g = 9.80665;

void pin_at(ModelSpecification& s, const std::string& name, const std::string& parent, const Vec3& place,
            const std::string& child) {
  s.frames.push_back({.name = name + "/parent", .parent = parent, .translation_m = place});
  s.joints.push_back({.name = name,
                      .kind = JointKind::pin,
                      .parent_frame = name + "/parent",
                      .child_frame = child,
                      .coordinates = {{.name = name}}});
}

InverseDynamics solved(const model::Model& model, const CoordinateMotion& motion,
                       std::span<const BodyLoad> loads = {}) {
  auto result = inverse_dynamics(model, motion, loads);
  EXPECT_TRUE(result) << result.error().text();
  return result ? std::move(*result) : InverseDynamics{};
}

/// A rod that hangs down from its end.
model::BodySpecification rod(const std::string& name, double mass, double center, double inertia) {
  return {.name = name,
          .mass_kg = mass,
          .mass_center_m = Vec3(0.0, -center, 0.0),
          .inertia_kg_m2 = {inertia, 0.0, inertia, 0.0, 0.0, 0.0}};
}

TEST(ClosedForms, pendulum) {
  ModelSpecification s;
  s.bodies = {rod("rod", 3.2, 0.45, 0.11)};
  pin_at(s, "swing", "ground", Vec3::Zero(), "rod");
  const model::Model model = compiled(s);
  const CoordinateMotion motion = waving(model, 50);
  const InverseDynamics result = solved(model, motion);
  for (std::size_t f = 0; f < 50; ++f) {
    const double expected =
        (0.11 + 3.2 * 0.45 * 0.45) * motion.acceleration[f] + 3.2 * g * 0.45 * std::sin(motion.value[f]);
    EXPECT_NEAR(result.generalized[f], expected, 1e-12) << f;
  }
}

TEST(ClosedForms, double_pendulum) {
  constexpr double m1 = 3.0, c1 = 0.3, l1 = 0.5, i1 = 0.08, m2 = 2.0, c2 = 0.25, i2 = 0.05;
  ModelSpecification s;
  s.bodies = {rod("upper", m1, c1, i1), rod("lower", m2, c2, i2)};
  pin_at(s, "q1", "ground", Vec3::Zero(), "upper");
  pin_at(s, "q2", "upper", Vec3(0.0, -l1, 0.0), "lower");
  const model::Model model = compiled(s);
  const std::size_t n = 50;
  const CoordinateMotion motion = waving(model, n);
  const InverseDynamics result = solved(model, motion);
  for (std::size_t f = 0; f < n; ++f) {
    const double q1 = motion.value[f], q2 = motion.value[n + f];
    const double u1 = motion.speed[f], u2 = motion.speed[n + f];
    const double a1 = motion.acceleration[f], a2 = motion.acceleration[n + f];
    const double h = m2 * l1 * c2;
    const double m11 = i1 + i2 + m1 * c1 * c1 + m2 * (l1 * l1 + c2 * c2) + 2.0 * h * std::cos(q2);
    const double m12 = i2 + m2 * c2 * c2 + h * std::cos(q2);
    const double tau1 = m11 * a1 + m12 * a2 - h * std::sin(q2) * (2.0 * u1 * u2 + u2 * u2) +
                        (m1 * c1 + m2 * l1) * g * std::sin(q1) + m2 * c2 * g * std::sin(q1 + q2);
    const double tau2 =
        m12 * a1 + (i2 + m2 * c2 * c2) * a2 + h * std::sin(q2) * u1 * u1 + m2 * c2 * g * std::sin(q1 + q2);
    EXPECT_NEAR(result.generalized[f], tau1, 1e-11) << f;
    EXPECT_NEAR(result.generalized[n + f], tau2, 1e-11) << f;
  }
}

TEST(ClosedForms, a_free_body_needs_mass_times_acceleration_less_gravity) {
  ModelSpecification s;
  s.bodies = {{.name = "ball", .mass_kg = 4.0, .inertia_kg_m2 = {0.1, 0.1, 0.1, 0.0, 0.0, 0.0}}};
  s.joints = {{.name = "root", .kind = JointKind::free, .parent_frame = "ground", .child_frame = "ball"}};
  for (const char* name : {"rx", "ry", "rz", "tx", "ty", "tz"})
    s.joints[0].coordinates.push_back({.name = name});
  const model::Model model = compiled(s);
  const std::size_t n = 30;
  const CoordinateMotion motion = waving(model, n);
  const InverseDynamics result = solved(model, motion);
  for (std::size_t f = 0; f < n; ++f) {
    for (std::size_t k = 0; k < 3; ++k) {
      const double expected = 4.0 * (motion.acceleration[(3 + k) * n + f] + (k == 1 ? g : 0.0));
      EXPECT_NEAR(result.generalized[(3 + k) * n + f], expected, 1e-11) << f;
    }
    // A sphere's angular momentum turns with its angular velocity: about the first axis, x, it is the sum of
    // all three rates as far as they lie along x.
    const double q2 = motion.value[n + f];
    const double u2 = motion.speed[n + f], u3 = motion.speed[2 * n + f];
    const double expected = 0.1 * (motion.acceleration[f] + motion.acceleration[2 * n + f] * std::sin(q2) +
                                   u3 * u2 * std::cos(q2));
    EXPECT_NEAR(result.generalized[f], expected, 1e-11) << f;
  }
}

TEST(ClosedForms, a_top_that_precesses_steadily_needs_nothing) {
  // Goldstein, Classical Mechanics, 5.7: m g l = precession (I3 spin_3 - I1 precession cos θ), I1 about the
  // point.
  constexpr double mass = 0.8, l = 0.12, across = 0.003, along = 0.0018, precession = 2.5, lean = 0.5;
  const double about_point = across + mass * l * l;
  const double cos_theta = std::sin(lean);  // the first axis is the one it precesses about, the third its own
  const double spin_3 = (mass * g * l / precession + about_point * precession * cos_theta) / along;
  ModelSpecification s;
  s.gravity_m_per_s2 = Vec3(-g, 0.0, 0.0);
  s.bodies = {{.name = "top",
               .mass_kg = mass,
               .mass_center_m = Vec3(0.0, 0.0, l),
               .inertia_kg_m2 = {across, across, along, 0.0, 0.0, 0.0}}};
  s.joints = {{.name = "point",
               .kind = JointKind::ball,
               .parent_frame = "ground",
               .child_frame = "top",
               .coordinates = {{.name = "precession"}, {.name = "lean"}, {.name = "spin"}}}};
  const model::Model model = compiled(s);
  const std::size_t n = 40;
  CoordinateMotion motion = waving(model, n);
  std::ranges::fill(motion.acceleration, 0.0);
  for (std::size_t f = 0; f < n; ++f) {
    const double spin = spin_3 - precession * cos_theta;
    const double t = motion.time_s[f];
    const double values[] = {precession * t, lean, spin * t};
    const double speeds[] = {precession, 0.0, spin};
    for (std::size_t c = 0; c < 3; ++c) {
      motion.value[c * n + f] = values[c];
      motion.speed[c * n + f] = speeds[c];
    }
  }
  const InverseDynamics result = solved(model, motion);
  for (const double needed : result.generalized) EXPECT_NEAR(needed, 0.0, 1e-12);
}

/// Kinetic and potential energy, from the velocities that kinematics knows: other code than the recursion.
double energy(const model::Model& model, const CoordinateMotion& motion, std::size_t frame) {
  const std::size_t n = model.coordinates.size();
  std::vector<double> q(n), u(n);
  motion.values_at(frame, q);
  for (std::size_t c = 0; c < n; ++c) u[c] = motion.speed[c * motion.frames() + frame];
  kinematics::Poses poses(model);
  compute_poses(model, kinematics::all_joints(model), q, poses);
  std::vector<kinematics::BodyVelocity> velocities(model.bodies.size());
  compute_velocities(model, poses, u, velocities);
  double sum = 0.0;
  for (std::size_t b = 1; b < model.bodies.size(); ++b) {
    const model::Body& body = model.bodies[b];
    const auto& I = body.inertia_kg_m2;
    Mat3 inertia;
    inertia << I[0], I[3], I[4], I[3], I[1], I[5], I[4], I[5], I[2];
    const Mat3& R = poses.X_WB[b].R;
    const Vec3 w_B = R.transpose() * velocities[b].w_WB;
    const Vec3 v = velocities[b].v_WBo + velocities[b].w_WB.cross(R * body.mass_center_m);
    sum += 0.5 * body.mass_kg * v.squaredNorm() + 0.5 * w_B.dot(inertia * w_B) -
           body.mass_kg * model.gravity_m_per_s2.dot(poses.X_WB[b] * body.mass_center_m);
  }
  return sum;
}

/// Power of the generalized forces less the rise of the energy, at its largest and against the largest power.
double imbalance(const model::Model& model, const InverseDynamicsOptions& options, bool coupled) {
  constexpr double h = 5e-4;
  double worst = 0.0;
  double largest = 0.0;
  for (double t = 0.1; t < 2.0; t += 0.1) {
    CoordinateMotion motion = waving(model, 5, h, t - 2.0 * h);
    hamstring::testing::follow(model, motion);
    const auto result = inverse_dynamics(model, motion, {}, options);
    EXPECT_TRUE(result);
    double power = 0.0;
    for (std::size_t c = 0; c < model.coordinates.size(); ++c) {
      if (coupled && model.coordinates[c].coupler >= 0) continue;
      power += result->of(c)[2] * motion.speed[c * 5 + 2];
    }
    const double rise = (energy(model, motion, 0) - 8.0 * energy(model, motion, 1) +
                         8.0 * energy(model, motion, 3) - energy(model, motion, 4)) /
                        (12.0 * h);
    worst = std::max(worst, std::abs(power - rise));
    largest = std::max(largest, std::abs(power));
  }
  return worst / largest;
}

TEST(Energy, rises_by_the_power_of_the_generalized_forces_on_every_kind_of_joint) {
  const model::Model model = compiled(every_joint());
  EXPECT_LT(imbalance(model, {}, true), 1e-8);
}

TEST(Energy, is_what_a_coupled_coordinate_hands_to_the_one_it_follows) {
  const model::Model model = compiled(every_joint());
  // Without handing over, the power of the patella's own coordinate is missing.
  EXPECT_LT(imbalance(compiled(every_joint(false)), {.mode = Compatibility::opensim}, false), 1e-8);
  EXPECT_GT(imbalance(compiled(every_joint(false)), {.mode = Compatibility::opensim}, true), 1e-7);
}

TEST(Energy, is_not_kept_by_openSims_accelerations_where_one_coordinate_drives_two_rotations) {
  EXPECT_GT(imbalance(compiled(every_joint()), {.mode = Compatibility::opensim}, false), 1e-6);
}

}  // namespace
}  // namespace hamstring::dynamics
