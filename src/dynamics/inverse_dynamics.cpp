#include "dynamics/inverse_dynamics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <variant>

#include "core/try.h"
#include "dynamics/recursion_plan.h"
#include "signal/lane_width.h"

namespace hamstring::dynamics {
namespace {

using model::AxisKind;
using model::Joint;
using model::Model;
using model::TransformAxis;

Result<void> plan_sum(const Joint& joint, const TransformAxis& from, PlanAxis& axis) {
  const auto* linear = std::get_if<model::LinearFunction>(&from.function.kind);
  if (linear == nullptr) {  // as model::gives_accelerations() says
    return failure({.message = fmt::format("a {} of several coordinates drives it; its accelerations are not "
                                           "computed",
                                           model::function_name(from.function)),
                    .element = joint.name});
  }
  axis.kind = PlanAxisKind::sum;
  axis.intercept = axis.scale * from.function.scale * linear->intercept;
  axis.arguments = static_cast<std::int32_t>(1 + from.further_arguments.size());
  for (std::size_t i = 0; i < static_cast<std::size_t>(axis.arguments); ++i) {
    const CoordinateIndex c = i == 0 ? from.coordinate : from.further_arguments[i - 1];
    axis.argument[i] = static_cast<std::int32_t>(c.value());
    axis.slope[i] = i < linear->slopes.size() ? axis.scale * from.function.scale * linear->slopes[i] : 0.0;
  }
  return {};
}

Result<PlanAxis> plan_axis(const Joint& joint, const TransformAxis& from) {
  PlanAxis axis;
  if (from.kind == AxisKind::none) return axis;
  for (int k = 0; k < 3; ++k) {
    axis.axis[k] = from.axis[k];
    if (std::abs(from.axis[k]) != 1.0) continue;
    axis.along = k;
    axis.scale = from.axis[k];
    axis.axis[k] = 1.0;
  }
  if (!from.further_arguments.empty()) {
    HAMSTRING_TRY_DO(plan_sum(joint, from, axis));
    return axis;
  }
  if (from.kind == AxisKind::constant) {
    axis.kind = PlanAxisKind::constant;
    axis.scale *= from.constant;
    return axis;
  }
  axis.arguments = 1;
  axis.argument[0] = static_cast<std::int32_t>(from.coordinate.value());
  if (from.kind == AxisKind::identity) {
    axis.kind = PlanAxisKind::identity;
    axis.scale *= from.constant;
  } else {
    axis.kind = PlanAxisKind::function;
    axis.function = &from.function;
  }
  return axis;
}

PlanPose plan_pose(const Pose& X) {
  PlanPose pose{.turns = !X.R.isIdentity(0.0), .moves = !X.p.isZero(0.0)};
  for (int row = 0; row < 3; ++row) {
    for (int k = 0; k < 3; ++k) pose.R[3 * row + k] = X.R(row, k);
    pose.p[row] = X.p[row];
  }
  return pose;
}

/// The inertia about the body's origin instead of its mass center (Steiner).
void plan_inertia(const model::Body& body, PlanJoint& joint) {
  const Vec3& c = body.mass_center_m;
  const double m = body.mass_kg;
  joint.mass = m;
  for (int k = 0; k < 3; ++k) joint.mass_center[k] = m * c[k];
  const auto& I = body.inertia_kg_m2;
  const double cc = c.squaredNorm();
  for (int k = 0; k < 3; ++k) joint.inertia[k] = I[static_cast<std::size_t>(k)] + m * (cc - c[k] * c[k]);
  joint.inertia[3] = I[3] - m * c.x() * c.y();
  joint.inertia[4] = I[4] - m * c.x() * c.z();
  joint.inertia[5] = I[5] - m * c.y() * c.z();
}

Result<PlanJoint> plan_joint(const Model& model, const Joint& from, Compatibility mode) {
  if (from.is_reversed) {
    return failure({.message = "it is written from the outside in; its accelerations are not computed",
                    .element = from.name,
                    .advice = "Exchange its parent and child frames and turn the signs of its coordinates."});
  }
  PlanJoint joint{.parent = static_cast<std::int32_t>(from.parent.value()),
                  .child = static_cast<std::int32_t>(from.child.value()),
                  .X_PF = plan_pose(from.X_PF),
                  .X_MB = plan_pose(from.X_MB)};
  for (std::size_t i = 0; i < 6; ++i) {
    HAMSTRING_TRY(axis, plan_axis(from, from.axes[i]));
    joint.axes[i] = axis;
    (i < 3 ? joint.rotates : joint.translates) |= axis.kind != PlanAxisKind::none;
  }
  const PlanAxis& second = joint.axes[1];
  const PlanAxis& third = joint.axes[2];
  joint.lacks_product = mode == Compatibility::opensim && second.arguments == 1 && third.arguments == 1 &&
                        second.argument[0] == third.argument[0];
  plan_inertia(model.bodies[from.child.value()], joint);
  return joint;
}

/// Marks the bodies that loads act on, and the way to them.
void plan_loads(const Model& model, std::span<const BodyLoad> loads, std::vector<PlanJoint>& joints) {
  for (std::size_t i = 0; i < loads.size(); ++i) {
    for (BodyIndex body = loads[i].body; model.bodies[body.value()].inboard_joint.is_valid();) {
      const std::size_t j = model.bodies[body.value()].inboard_joint.value();
      if (body == loads[i].body) joints[j].load = static_cast<std::int32_t>(i);
      joints[j].needs_pose = true;
      body = model.joints[j].parent;
    }
  }
}

using Kernel = void (*)(const RecursionInput&, std::size_t, double*, double*);

Kernel kernel_of(std::size_t width) {
  return width == 8 ? &recursion<8> : width == 4 ? &recursion<4> : width == 2 ? &recursion<2> : &recursion<1>;
}

/// All frames, `width` at a time; what is left over is taken one by one. A frame is never computed twice: the
/// kernels add to what is there.
void solve(const RecursionInput& input, std::size_t width, std::vector<double>& generalized) {
  std::vector<double> memory(
      (input.joint_count * scratch_per_joint + input.body_count * scratch_per_body) * width + 8);
  const auto address = reinterpret_cast<std::uintptr_t>(memory.data());
  double* scratch = memory.data() + (64 - address % 64) % 64 / sizeof(double);
  const Kernel wide = kernel_of(width);
  std::size_t frame = 0;
  for (; frame + width <= input.frames; frame += width) wide(input, frame, scratch, generalized.data());
  for (; frame < input.frames; ++frame) recursion<1>(input, frame, scratch, generalized.data());
}

/// By virtual work: what a coupled coordinate needs is given by those it follows, ∂q_dep/∂q_ind as much each.
/// Last couplers first, for chains of them.
void hand_to_independents(const Model& model, const CoordinateMotion& motion, InverseDynamics& result) {
  const std::size_t n = result.frames();
  for (std::size_t k = model.couplers.size(); k-- > 0;) {
    const model::Coupler& coupler = model.couplers[k];
    const std::size_t count = std::min(model::arguments_max, coupler.independents.size());
    for (std::size_t f = 0; f < n; ++f) {
      std::array<double, model::arguments_max> at{};
      for (std::size_t i = 0; i < count; ++i) at[i] = motion.value[coupler.independents[i].value() * n + f];
      double& needed = result.generalized[coupler.dependent.value() * n + f];
      for (std::size_t i = 0; i < count; ++i) {
        result.generalized[coupler.independents[i].value() * n + f] +=
            needed *
            model::partial_derivative(coupler.function, std::span<const double>(at.data(), count), i);
      }
      needed = std::numeric_limits<double>::quiet_NaN();
    }
  }
}

}  // namespace

double moving_mass_kg(const Model& model) {
  double mass = 0.0;
  for (const model::Body& body : model.bodies) {
    if (body.inboard_joint.is_valid()) mass += body.mass_kg;
  }
  return mass;
}

Result<InverseDynamics> inverse_dynamics(const Model& model, const CoordinateMotion& motion,
                                         std::span<const BodyLoad> loads,
                                         const InverseDynamicsOptions& options) {
  if (!(moving_mass_kg(model) > 0.0)) {
    return failure(Error{.message = "the model has no mass: every force would be zero and say nothing",
                         .file = model.file,
                         .advice = "Take a model whose bodies have masses, or scale it with the person's."});
  }
  std::vector<PlanJoint> joints;
  for (const Joint& joint : model.joints) {
    HAMSTRING_TRY(planned, plan_joint(model, joint, options.mode));
    joints.push_back(planned);
  }
  plan_loads(model, loads, joints);
  const std::size_t n = motion.frames();
  std::vector<double> wrenches(loads.size() * 6 * n);
  for (std::size_t i = 0; i < loads.size(); ++i) std::ranges::copy(loads[i].wrench, &wrenches[i * 6 * n]);
  InverseDynamics result{.time_s = motion.time_s,
                         .coordinates = motion.coordinates,
                         .generalized = std::vector<double>(motion.coordinates * n)};
  RecursionInput input{.joints = joints.data(),
                       .joint_count = joints.size(),
                       .body_count = model.bodies.size(),
                       .frames = n,
                       .q = motion.value.data(),
                       .u = motion.speed.data(),
                       .udot = motion.acceleration.data(),
                       .loads = wrenches.data()};
  for (int k = 0; k < 3; ++k) input.gravity[k] = model.gravity_m_per_s2[k];
  const int lanes = options.lanes > 0 ? options.lanes : lane_width();
  solve(input, static_cast<std::size_t>(lanes), result.generalized);
  if (options.mode == Compatibility::physics) hand_to_independents(model, motion, result);
  return result;
}

std::vector<CoordinateIndex> tree_order(const Model& model) {
  struct Place {
    std::uint32_t depth;
    std::size_t first_of_joint;  // joints stand in the file as their first coordinates do
    std::size_t axis;
    std::size_t coordinate;
    auto operator<=>(const Place&) const = default;
  };
  std::vector<Place> places;
  for (std::size_t c = 0; c < model.coordinates.size(); ++c) {
    const Joint& joint = model.joints[model.coordinates[c].joint.value()];
    const auto axis = std::ranges::find_if(joint.axes, [&](const TransformAxis& a) {
      return a.coordinate == CoordinateIndex(c) ||
             std::ranges::find(a.further_arguments, CoordinateIndex(c)) != a.further_arguments.end();
    });
    const auto first = std::ranges::min_element(joint.coordinates);
    places.push_back({.depth = model.tree[joint.child.value()].depth,
                      .first_of_joint = first == joint.coordinates.end() ? c : first->value(),
                      .axis = static_cast<std::size_t>(axis - joint.axes.begin()),
                      .coordinate = c});
  }
  std::ranges::sort(places);
  std::vector<CoordinateIndex> order;
  for (const Place& place : places) order.emplace_back(place.coordinate);
  return order;
}

}  // namespace hamstring::dynamics
