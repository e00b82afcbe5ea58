// Known answers that follow from geometry and calculus alone.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "analysis/check.h"
#include "model/compile.h"
#include "muscle/cylinder_wrap.h"
#include "muscle/muscle_paths.h"
#include "signal/spline.h"

namespace hamstring::analysis {
namespace {

constexpr double pi = std::numbers::pi;

/// Two rods of 2 and 1 m on pins: the tip follows sine and cosine.
KnownAnswer double_pendulum() {
  model::ModelSpecification s;
  s.name = "double pendulum";
  s.bodies = {{.name = "a"}, {.name = "b"}};
  s.frames = {{.name = "end", .parent = "a", .translation_m = {0, -2, 0}}};
  s.joints = {{.name = "j1",
               .kind = model::JointKind::pin,
               .parent_frame = "ground",
               .child_frame = "a",
               .coordinates = {{.name = "q1"}}},
              {.name = "j2",
               .kind = model::JointKind::pin,
               .parent_frame = "end",
               .child_frame = "b",
               .coordinates = {{.name = "q2"}}}};
  Diagnostics diagnostics;
  const Result<model::Model> model = model::compile(s, diagnostics);
  KnownAnswer answer{.what = "Tip of a double pendulum at 0.3 and 0.5 rad",
                     .basis = "trigonometry",
                     .tolerance = 1e-14,
                     .unit = "m"};
  answer.expected = 2 * std::sin(0.3) + std::sin(0.8);
  if (!model) return answer;
  kinematics::Poses poses(*model);
  compute_poses(*model, kinematics::all_joints(*model), std::array{0.3, 0.5}, poses);
  answer.found = (poses.X_WB[2] * Vec3(0, -1, 0)).x();
  return answer;
}

/// A rope over a pulley on a pin's own axis pulls with the pulley's radius, whatever the angle.
KnownAnswer pulley() {
  model::ModelSpecification s;
  s.name = "pulley";
  s.bodies = {{.name = "arm"}};
  s.joints = {{.name = "j",
               .kind = model::JointKind::pin,
               .parent_frame = "ground",
               .child_frame = "arm",
               .coordinates = {{.name = "q"}}}};
  s.wrap_objects = {{.name = "wheel",
                     .kind = model::WrapKind::cylinder,
                     .frame = "ground",
                     .quadrant = {.axis = 0, .sign = -1},
                     .radius_m = 0.05,
                     .length_m = 1.0}};
  model::MuscleSpecification rope{.name = "rope",
                                  .points = {{.name = "p1", .frame = "ground", .location_m = {-0.02, 0.5, 0}},
                                             {.name = "p2", .frame = "arm", .location_m = {-0.02, -0.4, 0}}}};
  rope.wraps = {{.wrap_object = "wheel"}};
  s.muscles = {rope};
  Diagnostics diagnostics;
  const Result<model::Model> model = model::compile(s, diagnostics);
  KnownAnswer answer{.what = "Moment arm of a rope over a pulley of 50 mm",
                     .basis = "a pulley's moment arm is its radius",
                     .expected = 0.05,
                     .tolerance = 1e-14,
                     .unit = "m"};
  if (!model) return answer;
  kinematics::Poses poses(*model);
  muscle::MusclePathWorkspace workspace(*model);
  muscle::MusclePaths paths(*model);
  compute_poses(*model, kinematics::all_joints(*model), std::array{0.7}, poses);
  compute_muscle_paths(*model, muscle::all_muscles(*model), poses, {}, Compatibility::physics, workspace,
                       paths);
  answer.found = std::abs(paths.moment_arm_m[0]);
  return answer;
}

KnownAnswer belt() {
  const Vec3 p_1(-2, 0.1, 0);
  const Vec3 p_2(2, 0.1, 0);
  const muscle::CylinderWrap wrap =
      muscle::wrap_cylinder({.radius_m = 1.0, .length_m = 10.0}, p_1, p_2, true, Compatibility::physics);
  const double d = std::sqrt(4.01);
  return {.what = "Belt over a cylinder: two tangents and an arc",
          .basis = "plane geometry",
          .expected = 2 * std::sqrt(d * d - 1) + pi - 2 * std::atan2(0.1, 2.0) - 2 * std::acos(1 / d),
          .found = (wrap.r_1 - p_1).norm() + wrap.arc_length_m + (p_2 - wrap.r_2).norm(),
          .tolerance = 1e-13,
          .unit = "m"};
}

/// The helix that is straight when the cylinder is unrolled.
KnownAnswer helix() {
  const Vec3 p_1(-2, 0.1, -1);
  const Vec3 p_2(2, 0.1, 1.5);
  const muscle::CylinderWrap wrap =
      muscle::wrap_cylinder({.radius_m = 1.0, .length_m = 10.0}, p_1, p_2, true, Compatibility::physics);
  const double d = std::sqrt(4.01);
  const double planar = 2 * std::sqrt(d * d - 1) + pi - 2 * std::atan2(0.1, 2.0) - 2 * std::acos(1 / d);
  return {.what = "Helix over a cylinder",
          .basis = "straight line on the unrolled surface",
          .expected = std::hypot(planar, 2.5),
          .found = (wrap.r_1 - p_1).norm() + wrap.arc_length_m + (p_2 - wrap.r_2).norm(),
          .tolerance = 1e-13,
          .unit = "m"};
}

KnownAnswer simm_spline() {
  const auto cubic = [](double x) { return 2.0 - x + 0.5 * x * x - 0.3 * x * x * x; };
  const std::vector<double> x{-1.0, -0.2, 0.5, 0.9, 2.0};
  std::vector<double> y;
  for (const double at : x) y.push_back(cubic(at));
  KnownAnswer answer{.what = "Joint spline through five points of a cubic",
                     .basis = "it must be that cubic",
                     .tolerance = 1e-13,
                     .unit = "1"};
  const Result<model::SimmSpline> spline = model::make_simm_spline(x, y);
  answer.found = spline ? 0.0 : 1.0;
  for (double at = -1.0; spline && at <= 2.0; at += 0.05) {
    answer.found =
        std::max(answer.found, std::abs(evaluate(model::Function{.kind = *spline}, at).value - cubic(at)));
  }
  return answer;
}

/// Speeds come from a quintic spline: of a sine at 2 Hz, sampled at 100 Hz, its derivative is known.
KnownAnswer spline_speed() {
  std::vector<double> t;
  std::vector<double> y;
  for (int i = 0; i <= 200; ++i) {
    t.push_back(0.01 * i);
    y.push_back(std::sin(4 * pi * t.back()));
  }
  KnownAnswer answer{.what = "Speed of a sine of 2 Hz sampled at 100 Hz, away from the ends",
                     .basis = "derivative of the sine",
                     .tolerance = 1e-4,
                     .unit = "1/s"};
  const Result<NaturalSpline> spline = NaturalSpline::fit(t, y);
  answer.found = spline ? 0.0 : 1.0;
  for (std::size_t i = 30; spline && i + 30 < t.size(); ++i) {
    answer.found =
        std::max(answer.found, std::abs(spline->at(t[i]).first - 4 * pi * std::cos(4 * pi * t[i])));
  }
  return answer;
}

}  // namespace

bool KnownAnswer::passed() const {
  return std::abs(found - expected) <= tolerance;  // false for NaN
}

std::vector<KnownAnswer> closed_form_answers() {
  return {double_pendulum(), pulley(), belt(), helix(), simm_spline(), spline_speed()};
}

}  // namespace hamstring::analysis
