// Models with masses for tests of dynamics, and movements for any model.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "record/coordinate_motion.h"
#include "tests/support/small_models.h"

namespace hamstring::testing {

inline model::BodySpecification heavy(const std::string& name, double mass, const Vec3& center) {
  return {
      .name = name,
      .mass_kg = mass,
      .mass_center_m = center,
      .inertia_kg_m2 = {0.03 * mass, 0.02 * mass, 0.025 * mass, 0.001 * mass, -0.002 * mass, 0.0015 * mass}};
}

/// Joins `child` to a frame on `parent`, turned and shifted on both sides so that nothing is aligned by luck.
inline void join(model::ModelSpecification& s, const std::string& name, model::JointKind kind,
                 const std::string& parent, const std::string& child,
                 const std::vector<std::string>& coordinates) {
  s.frames.push_back({.name = name + "/parent",
                      .parent = parent,
                      .translation_m = Vec3(0.05, -0.2, 0.03),
                      .orientation_xyz_rad = Vec3(0.2, -0.3, 0.1)});
  s.frames.push_back({.name = name + "/child",
                      .parent = child,
                      .translation_m = Vec3(-0.01, 0.15, 0.02),
                      .orientation_xyz_rad = Vec3(-0.1, 0.25, 0.4)});
  model::JointSpecification joint{
      .name = name, .kind = kind, .parent_frame = name + "/parent", .child_frame = name + "/child"};
  for (const std::string& c : coordinates) joint.coordinates.push_back({.name = c});
  s.joints.push_back(std::move(joint));
}

/// A tree with every kind of joint: among them a knee whose rotations 2 and 3 and all translations are
/// functions of one coordinate, an axis that is the sum of two coordinates, a body without mass, a weld, a
/// coupled patella. `shares_coordinate` false: rotations 2 and 3 of the knee stand still.
inline model::ModelSpecification every_joint(bool shares_coordinate = true) {
  using model::JointKind;
  model::ModelSpecification s;
  s.name = "every joint";
  const auto body = [&](const std::string& name, double mass) {
    s.bodies.push_back(heavy(name, mass, Vec3(0.02, -0.1, 0.01)));
  };
  for (const char* name : {"pelvis", "thigh", "shank", "foot", "torso", "arm", "hand", "plate", "knob"})
    body(name, 2.0 + static_cast<double>(s.bodies.size()));
  s.bodies.push_back({.name = "nothing"});
  body("patella", 0.1);
  join(s, "root", JointKind::free, "ground", "pelvis", {"rx", "ry", "rz", "tx", "ty", "tz"});
  join(s, "hip", JointKind::ball, "pelvis", "thigh", {"h1", "h2", "h3"});
  join(s, "knee", JointKind::custom, "thigh", "shank", {"knee", "twist"});
  const auto bend = [](double a, double b, double c) {
    return model::Function{.kind = model::PolynomialFunction{.coefficients = {a, b, c, 0.0}}};
  };
  auto& axes = s.joints.back().axes;
  axes[0] = axis(Vec3(0.1, 0.05, 1.0), {"knee"}, linear(1.0));
  axes[1] = shares_coordinate ? axis(Vec3(1, 0, 0), {"knee"}, bend(0.05, -0.2, 0.15)) : axis(Vec3(1, 0, 0));
  axes[2] = shares_coordinate ? axis(Vec3(0, 1, 0), {"knee"}, bend(-0.03, 0.1, 0.2)) : axis(Vec3(0, 1, 0));
  axes[3] =
      axis(Vec3(1, 0, 0), {"knee"}, spline({-2.0, -1.0, 0.0, 1.0, 2.0}, {0.01, 0.02, -0.01, 0.0, 0.03}));
  axes[4] = axis(Vec3(0, 1, 0), {"knee", "twist"},
                 {.kind = model::LinearFunction{.slopes = {0.02, -0.03}, .intercept = 0.01}});
  axes[5] = axis(Vec3(0, 0.3, 1), {}, {.kind = model::ConstantFunction{.value = 0.015}});
  join(s, "ankle", JointKind::universal, "shank", "foot", {"a1", "a2"});
  join(s, "back", JointKind::gimbal, "pelvis", "torso", {"b1", "b2", "b3"});
  join(s, "shoulder", JointKind::planar, "torso", "arm", {"p1", "p2", "p3"});
  join(s, "wrist", JointKind::pin, "arm", "hand", {"w"});
  join(s, "rail", JointKind::slider, "torso", "plate", {"s"});
  join(s, "glue", JointKind::weld, "hand", "nothing", {});
  join(s, "end", JointKind::pin, "nothing", "knob", {"e"});
  join(s, "patella", JointKind::pin, "thigh", "patella", {"beta"});
  s.couplers.push_back({.name = "patella",
                        .independent_coordinates = {"knee"},
                        .dependent_coordinate = "beta",
                        .function = bend(0.1, 0.2, 0.8)});
  return s;
}

/// Sines of different size, speed and phase: value, speed and acceleration of every coordinate are exact.
inline CoordinateMotion waving(const model::Model& model, std::size_t frames, double interval_s = 0.01,
                               double from_s = 0.0) {
  const std::size_t n = model.coordinates.size();
  CoordinateMotion motion{.time_s = {},
                          .coordinates = n,
                          .value = std::vector<double>(n * frames),
                          .speed = std::vector<double>(n * frames),
                          .acceleration = std::vector<double>(n * frames),
                          .is_given = std::vector<bool>(n, true)};
  for (std::size_t f = 0; f < frames; ++f)
    motion.time_s.push_back(from_s + interval_s * static_cast<double>(f));
  for (std::size_t c = 0; c < n; ++c) {
    const auto k = static_cast<double>(c);
    const double size = 0.4 + 0.05 * k;
    const double rate = 3.0 + 0.37 * k;
    for (std::size_t f = 0; f < frames; ++f) {
      const double angle = rate * motion.time_s[f] + 0.7 * k;
      motion.value[c * frames + f] = size * std::sin(angle);
      motion.speed[c * frames + f] = size * rate * std::cos(angle);
      motion.acceleration[c * frames + f] = -size * rate * rate * std::sin(angle);
    }
  }
  return motion;
}

/// Makes the coupled coordinates of a movement follow: q = f(p) with its derivatives.
inline void follow(const model::Model& model, CoordinateMotion& motion) {
  const std::size_t n = motion.frames();
  for (const model::Coupler& coupler : model.couplers) {
    for (std::size_t f = 0; f < n; ++f) {
      const std::size_t from = coupler.independents[0].value() * n + f;
      const std::size_t to = coupler.dependent.value() * n + f;
      const model::FunctionValue at = model::evaluate(coupler.function, motion.value[from]);
      motion.value[to] = at.value;
      motion.speed[to] = at.first * motion.speed[from];
      motion.acceleration[to] =
          at.second * motion.speed[from] * motion.speed[from] + at.first * motion.acceleration[from];
    }
  }
}

}  // namespace hamstring::testing
