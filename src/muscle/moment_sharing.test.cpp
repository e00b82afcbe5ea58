#include "muscle/moment_sharing.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "muscle/equilibrium.h"
#include "muscle/muscle_history.h"
#include "tests/support/small_models.h"

namespace hamstring::muscle {
namespace {

using testing::fixed_point;

/// Two extensors of the hip, one across hip and knee, one flexor of each; all of Millard's kind.
model::Model leg_with_five() {
  model::ModelSpecification s = testing::leg();
  const std::array<std::pair<const char*, std::vector<model::PathPointSpecification>>, 5> paths{
      {{"glute", {fixed_point("ground", {0.02, 1.05, 0.05}), fixed_point("femur", {-0.05, -0.15, 0.0})}},
       {"ham", {fixed_point("ground", {0.02, 0.95, 0.05}), fixed_point("tibia", {-0.05, -0.05, 0.0})}},
       {"iliacus", {fixed_point("ground", {0.18, 1.05, 0.05}), fixed_point("femur", {0.05, -0.15, 0.0})}},
       {"short_head", {fixed_point("femur", {-0.04, -0.2, 0.0}), fixed_point("tibia", {-0.05, -0.04, 0.0})}},
       {"vastus", {fixed_point("femur", {0.06, -0.15, 0.0}), fixed_point("tibia", {0.06, -0.05, 0.0})}}}};
  for (const auto& [name, points] : paths) {
    model::MuscleSpecification m = testing::muscle(name, points);
    m.class_name = "Millard2012EquilibriumMuscle";
    s.muscles.push_back(m);
  }
  // Sizes by what the paths are at the test's poses: fibers near their optimal length.
  const auto set = [&](std::size_t i, double force, double fiber, double tendon) {
    s.muscles[i].max_isometric_force_n = force;
    s.muscles[i].optimal_fiber_length_m = fiber;
    s.muscles[i].tendon_slack_length_m = tendon;
    s.muscles[i].pennation_angle_at_optimal_rad = 0.1;
    s.muscles[i].max_contraction_velocity_per_s = 10.0;
  };
  model::Model rough = testing::compiled(s);
  const std::vector<double> length = upright_lengths(rough, Compatibility::physics);
  for (std::size_t i = 0; i < 5; ++i)
    set(i, 1200.0 + 100.0 * static_cast<double>(i), 0.45 * length[i], 0.5 * length[i]);
  return testing::compiled(s);
}

JointMotion swing(const model::Model& model) {
  JointMotion motion{
      .time_s = {}, .coordinates = model.coordinates.size(), .values = {}, .speeds = {}, .is_given = {}};
  motion.is_given.assign(motion.coordinates, true);
  for (int f = 0; f < 20; ++f) {
    const double t = 0.02 * f;
    motion.time_s.push_back(t);
    for (const double v : {0.3 * std::sin(6.0 * t), 0.3 + 0.2 * std::cos(6.0 * t), 0.0})
      motion.values.push_back(v);
    for (const double v : {1.8 * std::cos(6.0 * t), -1.2 * std::sin(6.0 * t), 0.0})
      motion.speeds.push_back(v);
  }
  return motion;
}

SharingRequest everything(const model::Model& model, Compatibility mode, bool reserves) {
  SharingRequest request{.rows = free_coordinates(model), .unknowns = {}, .actuators = {}, .mode = mode};
  for (std::size_t m = 0; m < model.muscles.size(); ++m)
    request.unknowns.push_back({.name = model.muscles[m].name, .muscle = MuscleIndex(m)});
  for (std::size_t r = 0; reserves && r < request.rows.size(); ++r) {
    request.actuators.push_back(reserve(model, request.rows[r], 1.0));
    request.unknowns.push_back({.name = request.actuators.back().specification.name,
                                .muscle = {},
                                .actuator = r,
                                .lower = -std::numeric_limits<double>::infinity(),
                                .upper = std::numeric_limits<double>::infinity()});
  }
  return request;
}

std::vector<double> moments(const model::Model& model, std::size_t frames, double hip, double knee) {
  std::vector<double> demand(model.coordinates.size() * frames, 0.0);
  for (std::size_t f = 0; f < frames; ++f) {
    demand[f] = hip * std::sin(0.4 * static_cast<double>(f));
    demand[frames + f] = knee * std::cos(0.3 * static_cast<double>(f));
  }
  return demand;
}

/// From nothing but the activations: paths, equilibrium and moments computed again.
double imbalance(const model::Model& model, const JointMotion& motion, const SharingRequest& request,
                 const SharedMoments& shared, std::span<const double> demand) {
  const MuscleHistory paths = compute_muscle_history(
      model, all_muscles(model), motion, {.mode = request.mode, .moment_arm_coordinates = request.rows});
  double largest = 0.0;
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    for (std::size_t r = 0; r < request.rows.size(); ++r) {
      double sum = shared.actuator_moment(f, r) - demand[request.rows[r].value() * motion.frames() + f];
      for (std::size_t m = 0; m < model.muscles.size(); ++m) {
        const auto mechanics = make_mechanics(model.muscles[m]);
        const FiberState state = solve_equilibrium(
            *mechanics,
            {paths.length_m(f, m), paths.lengthening_speed_m_per_s(f, m), shared.activation(f, m)});
        EXPECT_TRUE(is_result(state.status)) << model.muscles[m].name;
        EXPECT_NEAR(state.tendon_force_n, shared.force(f, m), 1e-9);
        sum += paths.moment_arm_m[r](f, m) * state.tendon_force_n;
      }
      largest = std::max(largest, std::abs(sum));
    }
  }
  return largest;
}

TEST(MomentSharing, in_equilibrium_carries_the_moments_to_a_millionth_of_a_newton_meter) {
  const model::Model model = leg_with_five();
  const JointMotion motion = swing(model);
  const std::vector<double> demand = moments(model, motion.frames(), 25.0, 15.0);
  for (const double exponent : {2.0, 3.0}) {
    SharingRequest request = everything(model, Compatibility::physics, true);
    request.exponent = exponent;
    const auto shared = share_moments(model, motion, demand, request);
    ASSERT_TRUE(shared) << shared.error().text();
    for (const SharedFrame& frame : shared->frames) {
      EXPECT_EQ(frame.status, SharingStatus::solved);
      EXPECT_LE(frame.kkt_residual(), 1e-8);
      EXPECT_LE(frame.rounds, 12);
    }
    EXPECT_LT(imbalance(model, motion, request, *shared, demand), 1e-6);
  }
}

/// Any other activations that carry the moments cost more: the reserves take up what a change leaves.
TEST(MomentSharing, in_equilibrium_costs_less_than_its_neighbors) {
  const model::Model model = leg_with_five();
  const JointMotion motion = swing(model);
  const std::vector<double> demand = moments(model, motion.frames(), 25.0, 15.0);
  const SharingRequest request = everything(model, Compatibility::physics, true);
  const auto shared = share_moments(model, motion, demand, request);
  ASSERT_TRUE(shared);
  const MuscleHistory paths = compute_muscle_history(
      model, all_muscles(model), motion, {.mode = request.mode, .moment_arm_coordinates = request.rows});
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    const auto cost = [&](const std::vector<double>& a) {
      double sum = 0.0;
      std::vector<double> left{demand[f], demand[motion.frames() + f]};
      for (std::size_t m = 0; m < a.size(); ++m) {
        sum += a[m] * a[m];
        const double force =
            solve_equilibrium(*make_mechanics(model.muscles[m]),
                              {paths.length_m(f, m), paths.lengthening_speed_m_per_s(f, m), a[m]})
                .tendon_force_n;
        for (std::size_t r = 0; r < 2; ++r) left[r] -= paths.moment_arm_m[r](f, m) * force;
      }
      return sum + left[0] * left[0] + left[1] * left[1];  // reserves of 1 N m
    };
    std::vector<double> best;
    for (std::size_t m = 0; m < 5; ++m) best.push_back(shared->activation(f, m));
    const double least = cost(best);
    for (std::size_t m = 0; m < 5; ++m) {
      for (const double step : {-1e-3, 1e-3}) {
        std::vector<double> other = best;
        other[m] = std::clamp(other[m] + step, 0.01, 1.0);
        EXPECT_GE(cost(other), least - 1e-9) << f << ' ' << m;
      }
    }
  }
}

TEST(MomentSharing, names_what_muscles_alone_cannot_carry_and_leaves_no_zero) {
  const model::Model model = leg_with_five();
  const JointMotion motion = swing(model);
  const SharingRequest request = everything(model, Compatibility::opensim, false);
  const std::vector<double> demand = moments(model, motion.frames(), 900.0, 0.0);
  const auto shared = share_moments(model, motion, demand, request);
  ASSERT_TRUE(shared);
  std::size_t infeasible = 0;
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    if (shared->frames[f].status != SharingStatus::infeasible) continue;
    ++infeasible;
    EXPECT_TRUE(std::isnan(shared->activation(f, 0)));
    EXPECT_TRUE(std::isnan(shared->force(f, 0)));
    EXPECT_GT(shared->frames[f].shortage, 0.0);
  }
  EXPECT_GT(infeasible, 5u);
  Diagnostics diagnostics;
  name_outcomes(model, request, *shared, diagnostics);
  ASSERT_FALSE(diagnostics.entries().empty());
  EXPECT_NE(diagnostics.entries().front().text().find("proven infeasible"), std::string::npos);
}

TEST(MomentSharing, without_physiology_is_the_same_in_every_pose) {
  const model::Model model = leg_with_five();
  const JointMotion motion = swing(model);
  SharingRequest request = everything(model, Compatibility::opensim, true);
  request.with_physiology = false;
  const auto shared = share_moments(model, motion, moments(model, motion.frames(), 10.0, 5.0), request);
  ASSERT_TRUE(shared);
  for (std::size_t m = 0; m < 5; ++m)
    EXPECT_NEAR(shared->force(3, m), shared->activation(3, m) * (1200.0 + 100.0 * static_cast<double>(m)),
                1e-9);
}

TEST(MomentSharing, refuses_an_exponent_that_gives_no_single_answer) {
  const model::Model model = leg_with_five();
  SharingRequest request = everything(model, Compatibility::physics, true);
  request.exponent = 1.0;
  const JointMotion motion = swing(model);
  EXPECT_FALSE(share_moments(model, motion, moments(model, motion.frames(), 1.0, 1.0), request));
}

/// docs/compatibility.md, B and O: three classes, three rules for the angle of the fibers.
TEST(MomentSharing, takes_the_angle_of_fibers_as_openSims_static_optimization_does) {
  model::Muscle muscle{.name = "m",
                       .class_name = "a class",
                       .parameters = {.max_isometric_force_n = 1000.0,
                                      .optimal_fiber_length_m = 0.1,
                                      .tendon_slack_length_m = 0.3,
                                      .pennation_angle_at_optimal_rad = 0.4,
                                      .max_contraction_velocity_per_s = 10.0},
                       .law = model::Thelen2003Parameters{}};
  const double length = 0.3 + 0.1 * std::cos(0.4);  // the fiber is at its optimal length
  EXPECT_NEAR(strength_as_opensim(*make_mechanics(muscle), length, 0.0), 1000.0 * std::cos(0.4), 1e-3);
  muscle.law = model::Millard2012Parameters{};
  EXPECT_NEAR(strength_as_opensim(*make_mechanics(muscle), length, 0.0),
              1000.0 * std::cos(std::asin(0.1 * std::sin(0.4) / 1.0)), 1e-6);
  muscle.law = model::DeGrooteFregly2016Parameters{};
  EXPECT_NEAR(strength_as_opensim(*make_mechanics(muscle), length, 0.0), 1000.0, 15.0);
}

}  // namespace
}  // namespace hamstring::muscle
