// Bodies, frames and the tree they form.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_set>
#include <utility>
#include <vector>

#include "model/compile_context.h"

#include "core/try.h"

namespace hamstring::model::compiling {
namespace {

constexpr std::string_view ground_name = "ground";
constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

bool is_finite(const Vec3& v) {
  return v.allFinite();
}

/// The bodies and frames that a frame stands on.
std::vector<const std::string*> supports_of(const FrameSpecification& frame) {
  if (!frame.landmarks) return {&frame.parent};
  const LandmarkSpecification& of = *frame.landmarks;
  return {&of.a.frame, &of.b.frame, &of.c.frame, &of.origin.frame};
}

Result<BodyFrame> place_offset(const Context& context, const FrameSpecification& frame) {
  if (!is_finite(frame.translation_m) || !is_finite(frame.orientation_xyz_rad)) {
    return failure(
        context.error("translation and orientation must be finite numbers", frame.name, frame.origin));
  }
  const BodyFrame& parent = context.frames.at(frame.parent);
  const Pose X_PF{body_xyz_rotation(frame.orientation_xyz_rad), frame.translation_m};
  return BodyFrame{.body = parent.body, .X_BF = parent.X_BF * X_PF};
}

Vec3 axis_vector(SignedAxis axis) {
  return axis.sign * Vec3::Unit(axis.axis);
}

/// A frame from four points of one body.
Result<BodyFrame> place_by_landmarks(const Context& context, const FrameSpecification& frame) {
  constexpr double line_max = 1e-9;  // a sine: three points nearer to one line than this span no plane
  const LandmarkSpecification& of = *frame.landmarks;
  const auto refuse = [&](std::string what, std::string advice) {
    return failure(context.error(std::move(what), frame.name, frame.origin, std::move(advice)));
  };
  const BodyIndex body = context.frames.at(of.a.frame).body;
  std::array<Vec3, 4> p_B;
  std::size_t k = 0;
  for (const StationSpecification* station : {&of.a, &of.b, &of.c, &of.origin}) {
    const BodyFrame& on = context.frames.at(station->frame);
    if (on.body != body)
      return refuse("its landmarks lie on different bodies", "All four must move with one body.");
    p_B[k++] = on.X_BF * station->location_m;
  }
  const Vec3 ab = (p_B[1] - p_B[0]).normalized();
  const Vec3 across = ab.cross((p_B[2] - p_B[0]).normalized());
  if (!(across.norm() > line_max))
    return refuse("its landmarks a, b and c lie on one line", "Three points that span a plane are needed.");
  if (of.along_ab.axis == of.along_ab_x_ac.axis)
    return refuse("both directions of its landmarks are one axis", "Name two different axes.");
  const Vec3 ab_x_ac = across.normalized();
  const Vec3 first = axis_vector(of.along_ab), second = axis_vector(of.along_ab_x_ac);
  // What carries the frame's axes onto the landmarks' directions, both triples right-handed.
  Mat3 on_frame, on_body;
  on_frame << first, second, first.cross(second);
  on_body << ab, ab_x_ac, ab.cross(ab_x_ac);
  return BodyFrame{.body = body, .X_BF = {.R = on_body * on_frame.transpose(), .p = p_B[3]}};
}

/// Places the frame, and before it those that it stands on.
Result<void> resolve_frame(Context& context, const std::unordered_map<std::string, std::size_t>& by_name,
                           const FrameSpecification& frame) {
  std::vector<const FrameSpecification*> open;
  std::unordered_set<std::string> names;
  if (!context.frames.contains(frame.name)) open.push_back(&frame);
  while (!open.empty()) {
    const FrameSpecification& at = *open.back();
    names.insert(at.name);
    const std::vector<const std::string*> supports = supports_of(at);
    const auto missing = std::ranges::find_if(
        supports, [&](const std::string* name) { return !context.frames.contains(*name); });
    if (missing == supports.end()) {
      HAMSTRING_TRY(placed, at.landmarks ? place_by_landmarks(context, at) : place_offset(context, at));
      context.frames.emplace(at.name, placed);
      open.pop_back();
      continue;
    }
    const auto next = by_name.find(**missing);
    if (next == by_name.end()) return failure(context.find_frame(**missing, at.name, at.origin).error());
    if (names.contains(**missing)) {
      return failure(context.error("frames refer to each other in a circle", at.name, at.origin,
                                   "A chain of offset frames must end at a body."));
    }
    open.push_back(&context.specification.frames[next->second]);
  }
  return {};
}

/// The joint as the tree has it, where the file has it from the outside in.
void turn_round(Joint& joint) {
  std::swap(joint.parent, joint.child);
  const Pose X_MB = joint.X_PF.inverse();
  joint.X_PF = joint.X_MB.inverse();
  joint.X_MB = X_MB;
  joint.is_reversed = true;
}

/// Makes every joint that ground can be reached by lead away from it, as OpenSim does: which of its two
/// bodies a joint calls the parent says what its coordinates count, not which of them is nearer to ground.
Result<void> lead_away_from_ground(Context& context) {
  Model& model = context.model;
  std::vector<std::vector<std::size_t>> joints_at(model.bodies.size());
  for (std::size_t j = 0; j < model.joints.size(); ++j) {
    joints_at[model.joints[j].parent.value()].push_back(j);
    joints_at[model.joints[j].child.value()].push_back(j);
  }
  std::vector<bool> placed(model.bodies.size(), false), taken(model.joints.size(), false);
  placed[0] = true;
  std::vector<BodyIndex> open{BodyIndex(0)};
  while (!open.empty()) {
    const BodyIndex body = open.back();
    open.pop_back();
    for (const std::size_t j : joints_at[body.value()]) {
      if (taken[j]) continue;
      taken[j] = true;
      Joint& joint = model.joints[j];
      const JointSpecification& written = context.specification.joints[j];
      if (joint.parent != body) {
        turn_round(joint);
        context.diagnostics.note(
            "written from the outside in: its child is nearer to ground than its "
            "parent; read as it is written",
            written.name);
      }
      if (placed[joint.child.value()]) {
        return failure(context.error(
            fmt::format("body '{}' would be moved by two joints", model.bodies[joint.child.value()].name),
            written.name, written.origin, "Loops of joints are not supported; remove one of the joints."));
      }
      placed[joint.child.value()] = true;
      open.push_back(joint.child);
    }
  }
  return {};
}

/// Which pass over the joints in the order of the file reaches each of them, where a joint can be taken once
/// its parent body is placed; no pass for what is not connected to ground.
std::vector<std::size_t> passes_of(const Model& model) {
  std::vector<std::vector<std::size_t>> joints_on(model.bodies.size());
  for (std::size_t j = 0; j < model.joints.size(); ++j)
    joints_on[model.joints[j].parent.value()].push_back(j);
  std::vector<std::size_t> pass(model.joints.size(), never);
  std::vector<std::size_t> open;
  for (const std::size_t j : joints_on[0]) {
    pass[j] = 0;
    open.push_back(j);
  }
  while (!open.empty()) {
    const std::size_t j = open.back();
    open.pop_back();
    for (const std::size_t next : joints_on[model.joints[j].child.value()]) {
      pass[next] = next > j ? pass[j] : pass[j] + 1;
      open.push_back(next);
    }
  }
  return pass;
}

}  // namespace

Result<void> compile_bodies(Context& context) {
  context.model.bodies.push_back({.name = std::string(ground_name)});
  context.frames.emplace(ground_name, BodyFrame{.body = BodyIndex(0), .X_BF = {}});
  for (const BodySpecification& body : context.specification.bodies) {
    if (context.frames.contains(body.name)) {
      return failure(
          context.error("two bodies have this name", body.name, body.origin, "Rename one of them."));
    }
    if (!std::isfinite(body.mass_kg) || body.mass_kg < 0.0) {
      return failure(context.error(fmt::format("mass must be 0 or more kilograms; found {}", body.mass_kg),
                                   body.name, body.origin));
    }
    if (!is_finite(body.mass_center_m) ||
        !std::ranges::all_of(body.inertia_kg_m2, [](double i) { return std::isfinite(i); })) {
      return failure(context.error("mass center and inertia must be finite numbers", body.name, body.origin));
    }
    context.frames.emplace(body.name, BodyFrame{.body = BodyIndex(context.model.bodies.size()), .X_BF = {}});
    context.model.bodies.push_back({.name = body.name,
                                    .mass_kg = body.mass_kg,
                                    .mass_center_m = body.mass_center_m,
                                    .inertia_kg_m2 = body.inertia_kg_m2,
                                    .inboard_joint = {}});
  }
  return {};
}

Result<void> compile_frames(Context& context) {
  std::unordered_map<std::string, std::size_t> by_name;
  const std::vector<FrameSpecification>& frames = context.specification.frames;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (context.frames.contains(frames[i].name) || !by_name.emplace(frames[i].name, i).second) {
      return failure(context.error("two frames or bodies have this name", frames[i].name, frames[i].origin));
    }
  }
  for (const FrameSpecification& frame : frames) {
    HAMSTRING_TRY_DO(resolve_frame(context, by_name, frame));
  }
  return {};
}

Result<void> sort_tree(Context& context) {
  HAMSTRING_TRY_DO(lead_away_from_ground(context));
  Model& model = context.model;
  const std::vector<std::size_t> pass = passes_of(model);
  if (const auto apart = std::ranges::find(pass, never); apart != pass.end()) {
    const JointSpecification& joint =
        context.specification.joints[static_cast<std::size_t>(apart - pass.begin())];
    return failure(
        context.error("this joint is not connected to ground: the joints form a loop or a piece apart",
                      joint.name, joint.origin, "Connect its parent body to ground through joints."));
  }
  std::vector<std::size_t> order(model.joints.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t j) { return pass[j]; });
  std::vector<Joint> sorted;
  std::vector<std::size_t> old_to_new(model.joints.size());
  for (const std::size_t j : order) {
    old_to_new[j] = sorted.size();
    sorted.push_back(std::move(model.joints[j]));
  }
  model.joints = std::move(sorted);
  for (Coordinate& coordinate : model.coordinates)
    coordinate.joint = JointIndex(old_to_new[coordinate.joint.value()]);
  for (std::size_t j = 0; j < model.joints.size(); ++j) {
    model.bodies[model.joints[j].child.value()].inboard_joint = JointIndex(j);
  }
  for (std::size_t b = 1; b < model.bodies.size(); ++b) {
    if (!model.bodies[b].inboard_joint.is_valid()) {
      context.diagnostics.warn("no joint moves this body; it is left at the ground's origin",
                               model.bodies[b].name, context.specification.bodies[b - 1].origin.line);
    }
  }
  return {};
}

void compile_tree(Context& context) {
  Model& model = context.model;
  model.tree.assign(model.bodies.size(), {});
  for (const Joint& joint : model.joints) {  // a joint comes after the one that moves its parent body
    const auto begin = static_cast<std::uint32_t>(model.joint_coordinates.size());
    model.joint_coordinates.insert(model.joint_coordinates.end(), joint.coordinates.begin(),
                                   joint.coordinates.end());
    model.tree[joint.child.value()] = {
        .parent = static_cast<std::int32_t>(joint.parent.value()),
        .depth = model.tree[joint.parent.value()].depth + 1,
        .coordinates = {.begin = begin, .end = static_cast<std::uint32_t>(model.joint_coordinates.size())}};
  }
}

}  // namespace hamstring::model::compiling
