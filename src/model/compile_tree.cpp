// Bodies, frames and the tree they form.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_set>
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

/// The frame and those it stands on that are not resolved yet, outermost first. Error: a circle, an unknown
/// name.
Result<std::vector<const FrameSpecification*>> unresolved_chain(
    const Context& context, const std::unordered_map<std::string, std::size_t>& by_name,
    const FrameSpecification& frame) {
  std::vector<const FrameSpecification*> chain;
  std::unordered_set<std::string> open;
  for (const FrameSpecification* at = &frame; !context.frames.contains(at->name);) {
    if (!open.insert(at->name).second) {
      return failure(context.error("frames refer to each other in a circle", at->name, at->origin,
                                   "A chain of offset frames must end at a body."));
    }
    if (!is_finite(at->translation_m) || !is_finite(at->orientation_xyz_rad)) {
      return failure(
          context.error("translation and orientation must be finite numbers", at->name, at->origin));
    }
    chain.push_back(at);
    if (context.frames.contains(at->parent)) break;
    const auto next = by_name.find(at->parent);
    if (next == by_name.end()) return failure(context.find_frame(at->parent, at->name, at->origin).error());
    at = &context.specification.frames[next->second];
  }
  return chain;
}

Result<void> resolve_frame(Context& context, const std::unordered_map<std::string, std::size_t>& by_name,
                           const FrameSpecification& frame) {
  HAMSTRING_TRY(chain, unresolved_chain(context, by_name, frame));
  for (std::size_t i = chain.size(); i-- > 0;) {
    const FrameSpecification& next = *chain[i];
    const BodyFrame& parent = context.frames.at(next.parent);
    const Pose X_PF{body_xyz_rotation(next.orientation_xyz_rad), next.translation_m};
    context.frames.emplace(next.name, BodyFrame{.body = parent.body, .X_BF = parent.X_BF * X_PF});
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
