#include "analysis/beside_plates.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dynamics/root.h"

namespace hamstring::analysis {
namespace {

/// Size of the force that acts on the feet of a leg in every frame [N].
std::vector<double> force_on_foot(const kinematics::Leg& leg, std::span<const dynamics::BodyLoad> loads,
                                  std::size_t frames) {
  std::vector<double> size(frames, 0.0);
  for (const dynamics::BodyLoad& load : loads) {
    if (load.body != leg.talus && load.body != leg.calcaneus && load.body != leg.toes) continue;
    for (std::size_t f = 0; f < frames; ++f)
      size[f] += std::hypot(load.wrench[f], load.wrench[frames + f], load.wrench[2 * frames + f]);
  }
  return size;
}

/// Size of the force that is left over at the root in every frame [N].
std::vector<double> force_left_over(const model::Model& model, JointIndex root,
                                    const dynamics::InverseDynamics& result) {
  std::vector<double> size(result.frames(), 0.0);
  for (const CoordinateIndex c : model.joints[root.value()].coordinates) {
    if (model.coordinates[c.value()].motion_type != model::MotionType::translational) continue;
    const auto force = result.of(c.value());
    for (std::size_t f = 0; f < size.size(); ++f) size[f] = std::hypot(size[f], force[f]);
  }
  return size;
}

/// Contacts of a foot, with those that a recording cuts: before its first toe-off, after its last strike, as
/// long as the others of both feet are.
std::vector<TimeSpan> stances(const GroundContacts& contacts, std::size_t side) {
  std::vector<TimeSpan> spans = contacts.feet[side].standing;
  std::vector<double> lengths;
  for (const dynamics::FootContacts& foot : contacts.feet) {
    for (const TimeSpan& span : foot.standing) lengths.push_back(span.end_s - span.start_s);
  }
  if (lengths.empty()) return spans;
  std::ranges::sort(lengths);
  const double usual_s = lengths[lengths.size() / 2];
  const SideEvents& events = contacts.events[side];
  const auto &strikes = events.foot_strike_s, &offs = events.toe_off_s;
  if (!offs.empty() && (strikes.empty() || offs.front() < strikes.front()))
    spans.push_back({.start_s = offs.front() - usual_s, .end_s = offs.front()});
  if (!strikes.empty() && (offs.empty() || strikes.back() > offs.back()))
    spans.push_back({.start_s = strikes.back(), .end_s = strikes.back() + usual_s});
  return spans;
}

}  // namespace

std::vector<StepBesidePlates> steps_beside_plates(const model::Model& model, const kinematics::Legs& legs,
                                                  const GroundContacts& contacts,
                                                  std::span<const dynamics::BodyLoad> loads,
                                                  const dynamics::InverseDynamics& result) {
  std::vector<StepBesidePlates> steps;
  const JointIndex root = dynamics::root_joint(model);
  if (!root.is_valid() || !dynamics::floats(model, root)) return steps;
  const double missing_n =
      missing_force_share * dynamics::moving_mass_kg(model) * model.gravity_m_per_s2.norm();
  const std::vector<double> left_over = force_left_over(model, root, result);
  for (const kinematics::Leg& leg : legs) {
    const std::vector<double> force = force_on_foot(leg, loads, result.frames());
    for (const TimeSpan& stance : stances(contacts, static_cast<std::size_t>(leg.side))) {
      const double edge_s =
          0.2 * (stance.end_s - stance.start_s);  // where a foot only begins to bear, or ends
      std::size_t middle = 0, bare = 0;
      for (std::size_t f = 0; f < result.frames(); ++f) {
        const double t = result.time_s[f];
        if (t < stance.start_s + edge_s || t > stance.end_s - edge_s) continue;
        ++middle;
        if (force[f] < dynamics::contact_force_n && left_over[f] > missing_n) ++bare;
      }
      if (2 * bare > middle)
        steps.push_back({.side = leg.side, .from_s = stance.start_s, .to_s = stance.end_s});
    }
  }
  return steps;
}

std::vector<CoordinateIndex> leg_coordinates(const model::Model& model, const kinematics::Leg& leg) {
  std::vector<CoordinateIndex> coordinates;
  BodyIndex body = leg.toes.is_valid() ? leg.toes : leg.calcaneus.is_valid() ? leg.calcaneus : leg.talus;
  while (body.is_valid() && model.bodies[body.value()].inboard_joint.is_valid()) {
    const model::Joint& joint = model.joints[model.bodies[body.value()].inboard_joint.value()];
    if (joint.parent == BodyIndex(0)) break;
    coordinates.insert(coordinates.end(), joint.coordinates.begin(), joint.coordinates.end());
    body = joint.parent;
  }
  return coordinates;
}

void forget_steps(const model::Model& model, const kinematics::Legs& legs,
                  const std::vector<StepBesidePlates>& steps, dynamics::InverseDynamics& result) {
  for (const StepBesidePlates& step : steps) {
    std::vector<CoordinateIndex> coordinates =
        leg_coordinates(model, legs[static_cast<std::size_t>(step.side)]);
    if (const JointIndex root = dynamics::root_joint(model); root.is_valid()) {
      const auto& of_root = model.joints[root.value()].coordinates;
      coordinates.insert(coordinates.end(), of_root.begin(), of_root.end());
    }
    for (std::size_t f = 0; f < result.frames(); ++f) {
      const double t = result.time_s[f];
      if (t < step.from_s || t > step.to_s + event_uncertainty_s) continue;
      for (const CoordinateIndex c : coordinates)
        result.of(c.value())[f] = std::numeric_limits<double>::quiet_NaN();
    }
  }
}

}  // namespace hamstring::analysis
