// Bodies, frames and the tree they form.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/compile_context.h"

namespace hamstring::model::compiling {
namespace {

constexpr std::string_view ground_name = "ground";

bool is_finite(const Vec3& v) {
  return v.allFinite();
}

/// Resolves one frame, and first the frames it stands on. `open` holds the names on the way, to find circles.
Result<BodyFrame> resolve_frame(Context& context, const std::unordered_map<std::string, std::size_t>& by_name,
                                const FrameSpecification& frame, std::vector<std::string>& open) {
  if (const auto done = context.frames.find(frame.name); done != context.frames.end()) return done->second;
  if (std::ranges::find(open, frame.name) != open.end()) {
    return failure(context.error("frames refer to each other in a circle", frame.name, frame.origin,
                                 "A chain of offset frames must end at a body."));
  }
  if (!is_finite(frame.translation_m) || !is_finite(frame.orientation_xyz_rad)) {
    return failure(
        context.error("translation and orientation must be finite numbers", frame.name, frame.origin));
  }
  BodyFrame parent;
  if (const auto body = context.frames.find(frame.parent); body != context.frames.end()) {
    parent = body->second;
  } else if (const auto next = by_name.find(frame.parent); next != by_name.end()) {
    open.push_back(frame.name);
    Result<BodyFrame> resolved =
        resolve_frame(context, by_name, context.specification.frames[next->second], open);
    if (!resolved) return resolved;
    open.pop_back();
    parent = *resolved;
  } else {
    const Result<BodyFrame> missing = context.find_frame(frame.parent, frame.name, frame.origin);
    return failure(missing.error());
  }
  const Pose X_PF{body_xyz_rotation(frame.orientation_xyz_rad), frame.translation_m};
  BodyFrame resolved{.body = parent.body, .X_BF = parent.X_BF * X_PF};
  context.frames.emplace(frame.name, resolved);
  return resolved;
}

/// Ground first, then outwards: the position of each body in the chain below it.
std::vector<std::size_t> chain_to_ground(const Model& model, std::size_t body) {
  std::vector<std::size_t> chain{body};
  while (model.bodies[chain.back()].inboard_joint.is_valid()) {
    chain.push_back(model.joints[model.bodies[chain.back()].inboard_joint.value()].parent.value());
  }
  return chain;
}

void append_crossed(const Model& model, std::size_t body, double sign, std::vector<CrossedCoordinate>& out) {
  for (const CoordinateIndex coordinate :
       model.joints[model.bodies[body].inboard_joint.value()].coordinates) {
    out.push_back({.coordinate = coordinate, .sign = sign});
  }
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
    std::vector<std::string> open;
    if (const Result<BodyFrame> resolved = resolve_frame(context, by_name, frame, open); !resolved) {
      return failure(resolved.error());
    }
  }
  return {};
}

Result<void> sort_tree(Context& context) {
  Model& model = context.model;
  std::vector<bool> placed(model.bodies.size(), false);
  placed[0] = true;
  std::vector<Joint> sorted;
  std::vector<std::size_t> old_to_new(model.joints.size());
  std::vector<bool> taken(model.joints.size(), false);
  for (bool progress = true; progress;) {
    progress = false;
    for (std::size_t j = 0; j < model.joints.size(); ++j) {
      if (taken[j] || !placed[model.joints[j].parent.value()]) continue;
      old_to_new[j] = sorted.size();
      placed[model.joints[j].child.value()] = true;
      taken[j] = true;
      progress = true;
      sorted.push_back(std::move(model.joints[j]));
    }
  }
  for (std::size_t j = 0; j < taken.size(); ++j) {
    if (taken[j]) continue;
    const JointSpecification& joint = context.specification.joints[j];
    return failure(
        context.error("this joint is not connected to ground: the joints form a loop or a piece apart",
                      joint.name, joint.origin, "Connect its parent body to ground through joints."));
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

void compile_crossings(Context& context) {
  Model& model = context.model;
  const std::size_t n = model.bodies.size();
  std::vector<std::vector<std::size_t>> chains;
  for (std::size_t b = 0; b < n; ++b) chains.push_back(chain_to_ground(model, b));
  for (std::size_t b1 = 0; b1 < n; ++b1) {
    for (std::size_t b2 = 0; b2 < n; ++b2) {
      const auto begin = static_cast<std::uint32_t>(model.crossed.size());
      // Bodies on one chain but not on the other have their inboard joint between b1 and b2.
      for (const std::size_t body : chains[b2]) {
        if (std::ranges::find(chains[b1], body) != chains[b1].end()) break;
        if (model.bodies[body].inboard_joint.is_valid()) append_crossed(model, body, 1.0, model.crossed);
      }
      for (const std::size_t body : chains[b1]) {
        if (std::ranges::find(chains[b2], body) != chains[b2].end()) break;
        if (model.bodies[body].inboard_joint.is_valid()) append_crossed(model, body, -1.0, model.crossed);
      }
      model.crossed_ranges.push_back(
          {.begin = begin, .end = static_cast<std::uint32_t>(model.crossed.size())});
    }
  }
}

}  // namespace hamstring::model::compiling
