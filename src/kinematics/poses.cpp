#include "kinematics/poses.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

namespace hamstring::kinematics {
namespace {

using model::AxisKind;
using model::Joint;
using model::Model;
using model::TransformAxis;

using model::arguments_max;

double coordinate_value(const Poses& poses, CoordinateIndex c) {
  return poses.q[c.value()];
}

/// Value of an axis and its derivative by its first coordinate.
struct AxisValue {
  double value = 0.0;
  double derivative = 0.0;
};

AxisValue evaluate_axis(const TransformAxis& axis, const Poses& poses) {
  switch (axis.kind) {
    case AxisKind::none:
      return {};
    case AxisKind::constant:
      return {.value = axis.constant};
    case AxisKind::identity:
      return {.value = axis.constant * coordinate_value(poses, axis.coordinate), .derivative = axis.constant};
    case AxisKind::function:
      break;
  }
  if (axis.further_arguments.empty()) {
    const model::FunctionValue f = model::evaluate(axis.function, coordinate_value(poses, axis.coordinate));
    return {.value = f.value, .derivative = f.first};
  }
  std::array<double, arguments_max> arguments{};
  const std::size_t n = std::min(arguments_max, axis.further_arguments.size() + 1);
  arguments[0] = coordinate_value(poses, axis.coordinate);
  for (std::size_t i = 1; i < n; ++i) arguments[i] = coordinate_value(poses, axis.further_arguments[i - 1]);
  const std::span<const double> used(arguments.data(), n);
  return {.value = model::evaluate(axis.function, used),
          .derivative = model::partial_derivative(axis.function, used, 0)};
}

/// R ← R · Rot(axis, angle), written out for unit axes along a single direction, which most are.
void turn(Mat3& R, const Vec3& axis, double angle) {
  const double s = std::sin(angle);
  const double c = std::cos(angle);
  for (int k = 0; k < 3; ++k) {
    if (std::abs(axis[k]) != 1.0) continue;
    const int i = (k + 1) % 3;
    const int j = (k + 2) % 3;
    const double signed_s = axis[k] * s;
    const Vec3 column_i = R.col(i);
    R.col(i) = c * column_i + signed_s * R.col(j);
    R.col(j) = c * R.col(j) - signed_s * column_i;
    return;
  }
  const double t = 1.0 - c;
  Mat3 turn;
  turn << t * axis.x() * axis.x() + c, t * axis.x() * axis.y() - s * axis.z(),
      t * axis.x() * axis.z() + s * axis.y(), t * axis.x() * axis.y() + s * axis.z(),
      t * axis.y() * axis.y() + c, t * axis.y() * axis.z() - s * axis.x(),
      t * axis.x() * axis.z() - s * axis.y(), t * axis.y() * axis.z() + s * axis.x(),
      t * axis.z() * axis.z() + c;
  R = R * turn;
}

void add_motion(const TransformAxis& axis, const AxisValue& value, const Poses& poses_in,
                const Vec3& direction_W, bool rotation, const Vec3& p_WM, std::vector<MotionAxis>& axes) {
  const auto add = [&](CoordinateIndex c, double derivative) {
    MotionAxis& motion = axes[c.value()];
    const Vec3 scaled = derivative * direction_W;
    if (rotation) {
      motion.w += scaled;
      motion.v += p_WM.cross(scaled);  // the axis passes through M's origin
    } else {
      motion.v += scaled;
    }
  };
  add(axis.coordinate, value.derivative);
  for (std::size_t i = 0; i < axis.further_arguments.size(); ++i) {
    std::array<double, arguments_max> arguments{};
    const std::size_t n = std::min(arguments_max, axis.further_arguments.size() + 1);
    arguments[0] = coordinate_value(poses_in, axis.coordinate);
    for (std::size_t k = 1; k < n; ++k)
      arguments[k] = coordinate_value(poses_in, axis.further_arguments[k - 1]);
    add(axis.further_arguments[i],
        model::partial_derivative(axis.function, std::span<const double>(arguments.data(), n), i + 1));
  }
}

/// M in the world, where F is there; fills the axes of the joint's coordinates, which move M against F.
Pose move_joint(const Joint& joint, const Pose& X_WF, Poses& poses) {
  for (const CoordinateIndex c : joint.coordinates) poses.axes[c.value()] = {};
  // Translations first: rotations turn about M's origin, wherever that is.
  Vec3 p_FM = Vec3::Zero();
  std::array<AxisValue, 6> values;
  for (std::size_t i = 0; i < 6; ++i) {
    values[i] = evaluate_axis(joint.axes[i], poses);
    if (i >= 3 && joint.axes[i].kind != AxisKind::none) p_FM += values[i].value * joint.axes[i].axis;
  }
  Pose X_WM{X_WF.R, X_WF * p_FM};
  for (std::size_t i = 0; i < 3; ++i) {
    const TransformAxis& axis = joint.axes[i];
    if (axis.kind == AxisKind::none) continue;
    if (axis.coordinate.is_valid())
      add_motion(axis, values[i], poses, X_WM.R * axis.axis, true, X_WM.p, poses.axes);
    turn(X_WM.R, axis.axis, values[i].value);
  }
  for (std::size_t i = 3; i < 6; ++i) {
    const TransformAxis& axis = joint.axes[i];
    if (axis.kind == AxisKind::none || !axis.coordinate.is_valid()) continue;
    add_motion(axis, values[i], poses, X_WF.R * axis.axis, false, X_WM.p, poses.axes);
  }
  return X_WM;
}

void compute_joint(const Joint& joint, Poses& poses) {
  const Pose X_WInner = poses.X_WB[joint.parent.value()] * joint.X_PF;
  if (!joint.is_reversed) {
    poses.X_WB[joint.child.value()] = move_joint(joint, X_WInner, poses) * joint.X_MB;
    return;
  }
  // The inner frame is M and stands still; F moves against it, the other way.
  const Pose X_FM = move_joint(joint, {}, poses);
  const Pose X_WF = X_WInner * X_FM.inverse();
  move_joint(joint, X_WF, poses);
  for (const CoordinateIndex c : joint.coordinates) {
    MotionAxis& axis = poses.axes[c.value()];
    axis = {.w = -axis.w, .v = -axis.v};
  }
  poses.X_WB[joint.child.value()] = X_WF * joint.X_MB;
}

void apply_couplers(const Model& model, Poses& poses) {
  std::size_t partial = 0;
  for (const model::Coupler& coupler : model.couplers) {
    if (coupler.independents.size() == 1) {
      const model::FunctionValue f =
          model::evaluate(coupler.function, coordinate_value(poses, coupler.independents.front()));
      poses.q[coupler.dependent.value()] = f.value;
      poses.coupler_partials[partial++] = f.first;
      continue;
    }
    std::array<double, arguments_max> arguments{};
    const std::size_t n = std::min(arguments_max, coupler.independents.size());
    for (std::size_t i = 0; i < n; ++i) arguments[i] = coordinate_value(poses, coupler.independents[i]);
    const std::span<const double> used(arguments.data(), n);
    poses.q[coupler.dependent.value()] = model::evaluate(coupler.function, used);
    for (std::size_t i = 0; i < coupler.independents.size(); ++i) {
      poses.coupler_partials[partial++] = i < n ? model::partial_derivative(coupler.function, used, i) : 0.0;
    }
  }
}

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

void forget_joint(const Joint& joint, Poses& poses) {
  poses.X_WB[joint.child.value()] = {.R = Mat3::Constant(nan), .p = Vec3::Constant(nan)};
  for (const CoordinateIndex c : joint.coordinates)
    poses.axes[c.value()] = {.w = Vec3::Constant(nan), .v = Vec3::Constant(nan)};
}

JointSelection selection_of(const Model& model, const std::set<JointIndex>& joints) {
  JointSelection selection{.joints = {joints.begin(), joints.end()}};
  for (std::size_t j = 0; j < model.joints.size(); ++j) {
    if (!joints.contains(JointIndex(j))) selection.left_out.emplace_back(j);
  }
  return selection;
}

void insert_chain(const Model& model, BodyIndex body, std::set<JointIndex>& joints) {
  while (model.bodies[body.value()].inboard_joint.is_valid()) {
    const JointIndex joint = model.bodies[body.value()].inboard_joint;
    joints.insert(joint);
    body = model.joints[joint.value()].parent;
  }
}

}  // namespace

Poses::Poses(const Model& model)
    : q(model.coordinates.size(), nan), X_WB(model.bodies.size()), axes(model.coordinates.size()) {
  for (const Joint& joint : model.joints) forget_joint(joint, *this);
  std::size_t partials = 0;
  for (const model::Coupler& coupler : model.couplers) partials += coupler.independents.size();
  coupler_partials.assign(partials, nan);
}

JointSelection all_joints(const Model& model) {
  JointSelection selection;
  for (std::size_t j = 0; j < model.joints.size(); ++j) selection.joints.emplace_back(j);
  return selection;
}

JointSelection joints_of(const Model& model, std::span<const MuscleIndex> muscles) {
  std::set<JointIndex> joints;
  for (const MuscleIndex m : muscles) {
    const model::Muscle& muscle = model.muscles[m.value()];
    for (std::uint32_t p = muscle.points.begin; p < muscle.points.end; ++p) {
      insert_chain(model, model.path_points[p].body, joints);
    }
    for (std::uint32_t w = muscle.wraps.begin; w < muscle.wraps.end; ++w) {
      const auto wrap = static_cast<std::size_t>(model.path_wraps[w].wrap_object);
      insert_chain(model, model.wrap_objects[wrap].body, joints);
    }
  }
  return selection_of(model, joints);
}

JointSelection joints_to(const Model& model, std::span<const BodyIndex> bodies) {
  std::set<JointIndex> joints;
  for (const BodyIndex body : bodies) {
    if (body.is_valid()) insert_chain(model, body, joints);
  }
  return selection_of(model, joints);
}

void compute_poses(const Model& model, const JointSelection& selection, std::span<const double> values,
                   Poses& poses) {
  std::ranges::copy(values, poses.q.begin());
  apply_couplers(model, poses);
  for (const JointIndex j : selection.left_out) forget_joint(model.joints[j.value()], poses);
  for (const JointIndex j : selection.joints) compute_joint(model.joints[j.value()], poses);
}

void apply_couplers_to_speeds(const Model& model, const Poses& poses, std::span<double> speeds) {
  std::size_t partial = 0;
  for (const model::Coupler& coupler : model.couplers) {
    double speed = 0.0;
    for (const CoordinateIndex c : coupler.independents)
      speed += poses.coupler_partials[partial++] * speeds[c.value()];
    speeds[coupler.dependent.value()] = speed;
  }
}

void compute_velocities(const Model& model, const Poses& poses, std::span<const double> speeds,
                        std::span<BodyVelocity> velocities) {
  std::ranges::fill(velocities, BodyVelocity{});
  // First the velocity of the body-fixed point at the ground's origin, which simply adds up along the tree.
  for (const Joint& joint : model.joints) {
    BodyVelocity velocity = velocities[joint.parent.value()];
    for (const CoordinateIndex c : joint.coordinates) {
      velocity.w_WB += speeds[c.value()] * poses.axes[c.value()].w;
      velocity.v_WBo += speeds[c.value()] * poses.axes[c.value()].v;
    }
    velocities[joint.child.value()] = velocity;
  }
  for (std::size_t b = 0; b < velocities.size(); ++b) {
    velocities[b].v_WBo += velocities[b].w_WB.cross(poses.X_WB[b].p);
  }
}

}  // namespace hamstring::kinematics
