#include "dynamics/plates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/try.h"
#include "kinematics/poses.h"

namespace hamstring::dynamics {
namespace {

using kinematics::Leg;
using kinematics::Legs;
using model::Model;

BodyIndex foot_of(const Leg& leg) {
  return leg.calcaneus.is_valid() ? leg.calcaneus : leg.talus;
}

/// Where both feet are: from the heel to the toes, in every frame.
struct Feet {
  std::vector<double> time_s;
  std::array<std::vector<Vec3>, 2> heel, toe;  ///< [side][frame]

  /// Distance of a point from the line between heel and toe; infinite where there is no such foot.
  [[nodiscard]] double distance(std::size_t side, double at_s, const Vec3& point) const {
    if (heel[side].empty()) return std::numeric_limits<double>::infinity();
    const auto after = std::ranges::lower_bound(time_s, at_s);
    const std::size_t f =
        std::min<std::size_t>(static_cast<std::size_t>(after - time_s.begin()), time_s.size() - 1);
    const Vec3 along = toe[side][f] - heel[side][f];
    const double length = along.squaredNorm();
    const double s = length > 0.0 ? std::clamp((point - heel[side][f]).dot(along) / length, 0.0, 1.0) : 0.0;
    return (point - heel[side][f] - s * along).norm();
  }
  [[nodiscard]] bool covers(double at_s) const {
    return at_s >= time_s.front() - 1e-6 && at_s <= time_s.back() + 1e-6;
  }
};

Feet feet_of(const Model& model, const Legs& legs, const CoordinateMotion& motion) {
  Feet feet{.time_s = motion.time_s, .heel = {}, .toe = {}};
  kinematics::Poses poses(model);
  std::vector<BodyIndex> bodies;
  for (const Leg& leg : legs) {
    bodies.push_back(foot_of(leg));
    bodies.push_back(leg.toes);
  }
  const kinematics::JointSelection joints = kinematics::joints_to(model, bodies);
  std::vector<double> q(model.coordinates.size());
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    motion.values_at(f, q);
    compute_poses(model, joints, q, poses);
    for (std::size_t side = 0; side < 2; ++side) {
      const BodyIndex heel = foot_of(legs[side]);
      if (!heel.is_valid()) continue;
      const BodyIndex toe = legs[side].toes.is_valid() ? legs[side].toes : heel;
      feet.heel[side].push_back(poses.X_WB[heel.value()].p);
      feet.toe[side].push_back(poses.X_WB[toe.value()].p);
    }
  }
  return feet;
}

struct Contact {
  std::size_t first = 0, end = 0;  // samples
};

std::vector<Contact> contacts_of(const ExternalLoad& load, double contact_force_n) {
  std::vector<Contact> contacts;
  for (std::size_t i = 0; i < load.samples(); ++i) {
    if (!(load.force_n[i].norm() >= contact_force_n)) continue;
    if (contacts.empty() || contacts.back().end != i) contacts.push_back({.first = i, .end = i});
    contacts.back().end = i + 1;
  }
  return contacts;
}

/// How far the center of pressure is from each foot over a contact, weighted with the force.
struct Nearness {
  std::array<double, 2> distance{};
  std::array<double, 2> share{};  ///< of the force that is nearer to this foot
  bool known = false;
};

Nearness nearness(const Feet& feet, const ExternalLoad& load, const Contact& contact) {
  Nearness near;
  double weight = 0.0;
  for (std::size_t i = contact.first; i < contact.end; ++i) {
    if (!load.point_m[i].allFinite() || !feet.covers(load.time_s[i])) continue;
    const double force = load.force_n[i].norm();
    std::array<double, 2> d{};
    for (std::size_t side = 0; side < 2; ++side) {
      d[side] = feet.distance(side, load.time_s[i], load.point_m[i]);
      near.distance[side] += force * d[side];
    }
    near.share[d[0] <= d[1] ? 0 : 1] += force;
    weight += force;
  }
  if (!(weight > 0.0)) return near;
  near.known = true;
  for (std::size_t side = 0; side < 2; ++side) {
    near.distance[side] /= weight;
    near.share[side] /= weight;
  }
  return near;
}

PlateContact judge(const Model& model, const Legs& legs, const ExternalLoad& plate, const Contact& contact,
                   const Nearness& near) {
  const std::size_t side = near.distance[0] <= near.distance[1] ? 0 : 1;
  PlateContact judged{.plate = plate.name,
                      .from_s = plate.time_s[contact.first],
                      .to_s = plate.time_s[contact.end - 1],
                      .body = {},
                      .distance_m = near.distance[side],
                      .other_distance_m = near.distance[1 - side]};
  if (!near.known) {
    judged.doubt = "the movement is not known then, or the plate has no center of pressure";
  } else if (judged.distance_m > foot_distance_m_max) {
    judged.doubt = "no foot is near";
  } else if (near.share[1 - side] > other_foot_share_max) {
    judged.doubt = "both feet stand on it";
  } else if (judged.other_distance_m - judged.distance_m < feet_apart_m_min) {
    judged.doubt = "both feet are about as near";
  } else {
    judged.body = model.bodies[foot_of(legs[side]).value()].name;
  }
  return judged;
}

/// The plate as it acts on one body: nothing outside its own contacts, not known in those nobody owns.
ExternalLoad part_of(const ExternalLoad& plate, const std::string& body, const std::vector<Contact>& contacts,
                     std::span<const PlateContact> judged) {
  ExternalLoad part = plate;
  part.applied_to_body = body;
  part.name = fmt::format("{} on {}", plate.name, body);
  std::ranges::fill(part.force_n, Vec3(Vec3::Zero()));
  for (std::size_t k = 0; k < contacts.size(); ++k) {
    const bool unknown = judged[k].body.empty();
    if (!unknown && judged[k].body != body) continue;
    for (std::size_t i = contacts[k].first; i < contacts[k].end; ++i)
      part.force_n[i] =
          unknown ? Vec3(Vec3::Constant(std::numeric_limits<double>::quiet_NaN())) : plate.force_n[i];
  }
  for (std::size_t i = 0; i < part.samples(); ++i) {
    if (!plate.force_n[i].allFinite()) part.force_n[i] = plate.force_n[i];
    if (part.force_n[i].isZero(0.0) && !part.torque_n_m.empty()) part.torque_n_m[i].setZero();
  }
  return part;
}

Result<void> check_chosen(const Model& model, const ExternalLoads& plates,
                          const std::map<std::string, std::string>& chosen) {
  for (const auto& [plate, body] : chosen) {
    if (std::ranges::find(plates.loads, plate, &ExternalLoad::name) == plates.loads.end()) {
      std::string names;
      for (const ExternalLoad& load : plates.loads) names += (names.empty() ? "" : ", ") + load.name;
      return failure({.message = fmt::format("there is no force plate '{}'", plate),
                      .element = "--plate",
                      .advice = fmt::format("The plates are {}.", names)});
    }
    if (!model.find_body(body).is_valid()) {
      return failure({.message = fmt::format("the model has no body '{}'", body),
                      .element = "--plate",
                      .advice = "List the model's bodies with: hamstring model FILE"});
    }
  }
  return {};
}

}  // namespace

Result<AssignedPlates> assign_plates(const Model& model, const Legs& legs, const CoordinateMotion& motion,
                                     const ExternalLoads& plates,
                                     const std::map<std::string, std::string>& chosen, double contact_force_n,
                                     Diagnostics& diagnostics) {
  if (plates.loads.empty()) {
    return failure(Error{.message =
                             "the table names no force plate: columns like ground_force_vx, …vy, …vz with "
                             "ground_force_px, …py, …pz",
                         .advice = "Say which columns mean what in a file of external loads, with --loads."});
  }
  HAMSTRING_TRY_DO(check_chosen(model, plates, chosen));
  const Feet feet = feet_of(model, legs, motion);
  if (feet.heel[0].empty() && feet.heel[1].empty() && chosen.size() < plates.loads.size()) {
    return failure(Error{.message = "the model has no feet that could stand on a force plate",
                         .advice = "Say on which body each plate acts: --plate NAME=BODY"});
  }
  AssignedPlates assigned{.loads = {.loads = {}, .file = plates.file}, .contacts = {}};
  for (const ExternalLoad& plate : plates.loads) {
    if (const auto by_hand = chosen.find(plate.name); by_hand != chosen.end()) {
      assigned.loads.loads.push_back(plate);
      assigned.loads.loads.back().applied_to_body = by_hand->second;
      assigned.contacts.push_back({.plate = plate.name,
                                   .from_s = plate.time_s.front(),
                                   .to_s = plate.time_s.back(),
                                   .body = by_hand->second});
      continue;
    }
    const std::vector<Contact> contacts = contacts_of(plate, contact_force_n);
    std::vector<PlateContact> judged;
    for (const Contact& contact : contacts) {
      judged.push_back(judge(model, legs, plate, contact, nearness(feet, plate, contact)));
      const PlateContact& last = judged.back();
      const bool in_time = last.to_s >= motion.time_s.front() && last.from_s <= motion.time_s.back();
      if (!last.doubt.empty() && in_time) {
        diagnostics.warn(
            fmt::format("from {:.3f} s to {:.3f} s nobody can say whose force it is: {}; what depends "
                        "on it is left out then. --plate NAME=BODY says it by hand",
                        last.from_s, last.to_s, last.doubt),
            plate.name);
      }
    }
    for (const Leg& leg : legs) {
      const BodyIndex foot = foot_of(leg);
      if (!foot.is_valid()) continue;
      const std::string& body = model.bodies[foot.value()].name;
      const bool used = std::ranges::any_of(
          judged, [&](const PlateContact& c) { return c.body.empty() || c.body == body; });
      if (used) assigned.loads.loads.push_back(part_of(plate, body, contacts, judged));
    }
    assigned.contacts.insert(assigned.contacts.end(), judged.begin(), judged.end());
  }
  return assigned;
}

std::vector<std::size_t> loads_on_wrong_foot(const Model& model, const Legs& legs,
                                             const CoordinateMotion& motion, const ExternalLoads& loads,
                                             double contact_force_n, Diagnostics& diagnostics) {
  std::vector<std::size_t> wrong;
  const Feet feet = feet_of(model, legs, motion);
  if (feet.heel[0].empty() || feet.heel[1].empty()) return wrong;
  for (std::size_t i = 0; i < loads.loads.size(); ++i) {
    const ExternalLoad& load = loads.loads[i];
    if (!load.is_in_ground() || load.force_n.empty()) continue;
    const BodyIndex body = model.find_body(load.applied_to_body);
    const auto owner = std::ranges::find_if(legs, [&](const Leg& leg) {
      return body.is_valid() && (body == leg.calcaneus || body == leg.talus || body == leg.toes);
    });
    if (owner == legs.end()) continue;
    const auto own = static_cast<std::size_t>(owner - legs.begin());
    std::array<double, 2> distance{};
    double weight = 0.0;
    for (const Contact& contact : contacts_of(load, contact_force_n)) {
      const Nearness near = nearness(feet, load, contact);
      if (!near.known) continue;
      const auto samples = static_cast<double>(contact.end - contact.first);
      for (std::size_t side = 0; side < 2; ++side) distance[side] += samples * near.distance[side];
      weight += samples;
    }
    if (!(weight > 0.0) || !(distance[own] - distance[1 - own] > feet_apart_m_min * weight)) continue;
    wrong.push_back(i);
    diagnostics.warn(
        fmt::format(
            "acts on {}, but its center of pressure lies {:.2f} m from that foot and {:.2f} m from the other "
            "one, {}: plates on the wrong foot?",
            load.applied_to_body, distance[own] / weight, distance[1 - own] / weight,
            model.bodies[foot_of(legs[1 - own]).value()].name),
        load.name);
  }
  return wrong;
}

}  // namespace hamstring::dynamics
