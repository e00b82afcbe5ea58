// Small models written in code, for tests that need no file.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "model/compile.h"

namespace hamstring::testing {

inline model::Function linear(double slope, double intercept = 0.0) {
  return {.kind = model::LinearFunction{.slopes = {slope}, .intercept = intercept}};
}

inline model::Function spline(std::vector<double> x, std::vector<double> y) {
  return {.kind = *model::make_simm_spline(std::move(x), std::move(y))};
}

inline model::TransformAxisSpecification axis(const Vec3& direction,
                                              std::vector<std::string> coordinates = {},
                                              model::Function function = {}) {
  return {.axis = direction, .coordinates = std::move(coordinates), .function = std::move(function)};
}

inline model::PathPointSpecification fixed_point(std::string frame, const Vec3& p) {
  return {.name = "p", .kind = model::PathPointKind::fixed, .frame = std::move(frame), .location_m = p};
}

/// Two links hanging from ground: a pin "hip" (coordinate "hip") and a knee that turns about z, tilts about a
/// skew axis and slides as splines of "knee" say; a patella on a coordinate coupled to the knee.
inline model::ModelSpecification leg() {
  model::ModelSpecification s;
  s.name = "leg";
  s.bodies = {{.name = "femur", .mass_kg = 9.0},
              {.name = "tibia", .mass_kg = 3.5},
              {.name = "patella", .mass_kg = 0.1}};
  s.frames = {{.name = "hip/parent",
               .parent = "ground",
               .translation_m = {0.1, 1.0, 0.05},
               .orientation_xyz_rad = {0.2, -0.1, 0.3}},
              {.name = "knee/parent",
               .parent = "femur",
               .translation_m = {0.0, -0.4, 0.01},
               .orientation_xyz_rad = {0.1, 0.05, -0.2}},
              {.name = "knee/child",
               .parent = "tibia",
               .translation_m = {0.01, 0.02, 0.0},
               .orientation_xyz_rad = {0.0, 0.1, 0.0}}};
  s.joints = {
      {.name = "hip",
       .kind = model::JointKind::pin,
       .parent_frame = "hip/parent",
       .child_frame = "femur",
       .coordinates = {{.name = "hip"}}},
      {.name = "knee",
       .kind = model::JointKind::custom,
       .parent_frame = "knee/parent",
       .child_frame = "knee/child",
       .coordinates = {{.name = "knee"}},
       .axes = {axis({0, 0, 1}, {"knee"}, linear(-1.0)),
                axis({0, 1, 0.3}, {"knee"}, spline({0, 1, 2, 3}, {0, 0.1, 0.15, 0.1})), axis({1, 0, 0}),
                axis({1, 0, 0}, {"knee"}, spline({0, 1, 2, 3, 4}, {0, 0.01, 0.005, 0.0, 0.02})),
                axis({0, 1, 0}, {"knee"}, spline({0, 1.5, 3}, {-0.4, -0.41, -0.39})), axis({0, 0, 1})}},
      {.name = "patella",
       .kind = model::JointKind::custom,
       .parent_frame = "femur",
       .child_frame = "patella",
       .coordinates = {{.name = "beta"}},
       .axes = {axis({0, 0, 1}, {"beta"}, linear(1.0)), axis({0, 1, 0}), axis({1, 0, 0}),
                axis({1, 0, 0}, {"beta"}, spline({0, 1, 2, 3}, {0.05, 0.04, 0.0, -0.02})),
                axis({0, 1, 0}, {"beta"}, spline({0, 1, 2, 3}, {-0.38, -0.40, -0.42, -0.41})),
                axis({0, 0, 1})}}};
  s.couplers = {
      {.name = "patella",
       .independent_coordinates = {"knee"},
       .dependent_coordinate = "beta",
       .function = {.kind = model::PolynomialFunction{.coefficients = {-0.05, 0.9, 0.01}}, .scale = 1.1}}};
  return s;
}

inline model::MuscleSpecification muscle(std::string name,
                                         std::vector<model::PathPointSpecification> points) {
  return {.name = std::move(name), .class_name = "Thelen2003Muscle", .points = std::move(points)};
}

/// compile() that must succeed.
inline model::Model compiled(const model::ModelSpecification& specification) {
  Diagnostics diagnostics;
  Result<model::Model> model = model::compile(specification, diagnostics);
  EXPECT_TRUE(model) << (model ? "" : model.error().text());
  return model ? std::move(*model) : model::Model{};
}

}  // namespace hamstring::testing
