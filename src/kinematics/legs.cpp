#include "kinematics/legs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/text.h"
#include "core/units.h"
#include "kinematics/poses.h"

namespace hamstring::kinematics {
namespace {

using model::Joint;
using model::Model;
using model::MotionType;

// Joints nearer to each other than this turn about one place: models write a hip as three pins on bodies
// without length.
constexpr double one_place_m = 0.03;
// Thigh and shank are at least this share of what the model stands high.
constexpr double long_piece_min = 0.1;
// The other leg's knee is as high as the first one's, within this share of hip to ankle; elbows hang higher.
constexpr double same_height_share = 0.25;
// A foot that reaches this share of the shank ahead of its ankle says where ahead is; a heel alone does not.
constexpr double foot_ahead_min = 0.2;
// Hips nearer to the middle than this do not tell a side [m].
constexpr double aside_min_m = 0.01;
// A knee may be made of several joints: a hinge and its two condyles lie a few centimeters apart.
constexpr double one_knee_m = 0.08;
// How a coordinate bends a joint is looked at within its range, up to this far: beyond a right angle the
// direction of a bend cannot be told from the other one. A coordinate that bends it by less bends it not.
constexpr double looked_at_rad = 85.0 * rad_per_deg, bend_min_rad = 10.0 * rad_per_deg;
constexpr int poses_looked_at = 9;

/// The model as it stands with every coordinate at zero.
struct Standing {
  explicit Standing(const Model& of) : model(of), poses(of), has_children(of.bodies.size(), false) {
    compute_poses(of, all_joints(of), std::vector<double>(of.coordinates.size(), 0.0), poses);
    const double g = of.gravity_m_per_s2.norm();
    if (g > 0.0) up = -of.gravity_m_per_s2 / g;
    double low = 0.0;
    double high = 0.0;
    for (const Joint& joint : of.joints) {
      has_children[joint.parent.value()] = true;
      const double at = up.dot(poses.X_WB[joint.child.value()].p);
      if (&joint == &of.joints.front()) low = high = at;
      low = std::min(low, at);
      high = std::max(high, at);
    }
    height_m = high - low;
  }

  [[nodiscard]] const Joint& joint(JointIndex j) const { return model.joints[j.value()]; }
  /// Where the child frame's origin is: what a joint turns about.
  [[nodiscard]] Vec3 center(JointIndex j) const {
    return poses.X_WB[joint(j).child.value()] * joint(j).X_MB.inverse().p;
  }

  const Model& model;
  Poses poses;
  std::vector<bool> has_children;
  Vec3 up = Vec3::UnitY();
  double height_m = 0.0;
};

/// Joints that turn about one place, as positions in a branch.
struct Turn {
  std::size_t first = 0, last = 0;
  Vec3 center = Vec3::Zero();
};

/// Joints from ground to a body at the end of the tree, and the leg found in them.
struct Branch {
  std::vector<JointIndex> joints;
  Turn hip, knee;
  std::size_t ankle = 0;  ///< position of the joint below the shank; joints.size(): there is none
  Vec3 ankle_center = Vec3::Zero();
  Vec3 end = Vec3::Zero();
};

bool slides(const Standing& standing, const Joint& joint) {
  return std::ranges::any_of(joint.coordinates, [&](CoordinateIndex c) {
    return standing.model.coordinates[c.value()].motion_type == MotionType::translational;
  });
}

std::vector<Turn> turns_of(const Standing& standing, const std::vector<JointIndex>& joints) {
  std::vector<Turn> turns;
  bool alone = true;  // a joint that slides as well (a root) shares its place with no other
  for (std::size_t i = 0; i < joints.size(); ++i) {
    const Joint& joint = standing.joint(joints[i]);
    if (joint.coordinates.empty()) continue;
    const Vec3 center = standing.center(joints[i]);
    const bool sliding = slides(standing, joint);
    if (!alone && !sliding && (center - turns.back().center).norm() < one_place_m) {
      turns.back().last = i;
    } else {
      turns.push_back({.first = i, .last = i, .center = center});
    }
    alone = sliding;
  }
  return turns;
}

/// What hangs below the last joint that turns: the next joint, or the end of the last body.
Vec3 end_of_branch(const Standing& standing, const std::vector<JointIndex>& joints, std::size_t after) {
  if (after < joints.size()) return standing.center(joints[after]);
  const BodyIndex body = standing.joint(joints.back()).child;
  const Pose& X_WB = standing.poses.X_WB[body.value()];
  const Vec3 mass_center = X_WB * standing.model.bodies[body.value()].mass_center_m;
  return standing.up.dot(mass_center) < standing.up.dot(X_WB.p) ? mass_center : X_WB.p;
}

/// The two longest pieces of a branch that hang one below the other; false if they are not long enough.
bool find_thigh_and_shank(const Standing& standing, Branch& branch) {
  const std::vector<Turn> turns = turns_of(standing, branch.joints);
  double longest = long_piece_min * standing.height_m;
  bool found = false;
  const auto drop = [&](const Vec3& from, const Vec3& to) {
    const Vec3 piece = from - to;
    return standing.up.dot(piece) > 0.5 * piece.norm() ? piece.norm() : 0.0;
  };
  const auto try_knee = [&](std::size_t hip, std::size_t last_of_knee) {
    const Turn& begin = turns[hip + 1];
    const Turn& end = turns[last_of_knee];
    const bool last = last_of_knee + 1 == turns.size();
    const std::size_t below = last ? end.last + 1 : turns[last_of_knee + 1].first;
    const Vec3 ankle = last ? end_of_branch(standing, branch.joints, below) : turns[last_of_knee + 1].center;
    const double shorter = std::min(drop(turns[hip].center, begin.center), drop(end.center, ankle));
    if (shorter <= longest) return;
    longest = shorter;
    found = true;
    branch.hip = turns[hip];
    branch.knee = {.first = begin.first, .last = end.last, .center = begin.center};
    branch.ankle = below;
    branch.ankle_center = ankle;
  };
  for (std::size_t i = 0; i + 1 < turns.size(); ++i) {
    try_knee(i, i + 1);
    for (std::size_t k = i + 2;
         k < turns.size() && (turns[k].center - turns[i + 1].center).norm() < one_knee_m; ++k)
      try_knee(i, k);
  }
  return found;
}

std::vector<Branch> branches_of(const Standing& standing) {
  std::vector<Branch> branches;
  for (std::size_t b = 1; b < standing.model.bodies.size(); ++b) {
    if (standing.has_children[b] || !standing.model.bodies[b].inboard_joint.is_valid()) continue;
    Branch branch;
    for (JointIndex j = standing.model.bodies[b].inboard_joint; j.is_valid();
         j = standing.model.bodies[standing.joint(j).parent.value()].inboard_joint) {
      branch.joints.push_back(j);
    }
    std::ranges::reverse(branch.joints);
    branch.end = standing.poses.X_WB[b].p;
    if (find_thigh_and_shank(standing, branch)) branches.push_back(std::move(branch));
  }
  return branches;
}

bool same_knee(const Branch& a, const Branch& b) {
  return a.joints[a.knee.last] == b.joints[b.knee.last];
}

/// One branch a knee: of several that end in one foot the one with most joints, which goes to the toes.
std::vector<Branch> one_a_knee(std::vector<Branch> branches) {
  std::vector<Branch> kept;
  for (Branch& branch : branches) {
    const auto same = std::ranges::find_if(kept, [&](const Branch& k) { return same_knee(k, branch); });
    if (same == kept.end()) {
      kept.push_back(std::move(branch));
    } else if (branch.joints.size() > same->joints.size()) {
      *same = std::move(branch);
    }
  }
  return kept;
}

/// Ahead as the feet point, or the model's x.
Vec3 forward_of(const Standing& standing, const std::vector<Branch>& legs) {
  Vec3 sum = Vec3::Zero();
  for (const Branch& leg : legs) {
    Vec3 ahead = leg.end - leg.ankle_center;
    ahead -= standing.up.dot(ahead) * standing.up;
    if (ahead.norm() > foot_ahead_min * (leg.knee.center - leg.ankle_center).norm())
      sum += ahead.normalized();
  }
  const Vec3 forward = sum.norm() > 0.5 ? sum : Vec3(Vec3::UnitX() - standing.up.x() * standing.up);
  return forward.norm() > 1e-6 ? Vec3(forward.normalized()) : Vec3::UnitX();
}

/// The independent coordinates that move these joints: their own, and those that drive coupled ones.
std::vector<CoordinateIndex> drivers_of(const Model& model, const std::vector<JointIndex>& joints,
                                        const Turn& turn) {
  std::vector<CoordinateIndex> drivers;
  const auto add = [&](CoordinateIndex c) {
    if (std::ranges::find(drivers, c) == drivers.end()) drivers.push_back(c);
  };
  for (std::size_t i = turn.first; i <= turn.last; ++i) {
    for (const CoordinateIndex c : model.joints[joints[i].value()].coordinates) {
      const std::int32_t coupler = model.coordinates[c.value()].coupler;
      if (coupler < 0) {
        add(c);
      } else {
        for (const CoordinateIndex by : model.couplers[static_cast<std::size_t>(coupler)].independents)
          add(by);
      }
    }
  }
  return drivers;
}

/// Two bodies, of which the lower one is bent against the upper one.
struct Bend {
  BodyIndex upper, lower;
};

/// Angle by which the lower body has turned about `right` since the upright pose, seen from the upper body;
/// NaN where it has turned so far out of the plane that this cannot be told.
double bend_about(const Standing& standing, const Poses& bent, const Bend& pair, const Vec3& right) {
  const auto turned = [&](const Poses& poses) -> Mat3 {
    return poses.X_WB[pair.upper.value()].R.transpose() * poses.X_WB[pair.lower.value()].R;
  };
  const Mat3& R_WU = standing.poses.X_WB[pair.upper.value()].R;
  const Mat3 turn = R_WU * turned(bent) * turned(standing.poses).transpose() * R_WU.transpose();
  const Vec3 before = standing.up - right.dot(standing.up) * right;
  const Vec3 after = turn * before;
  const double beside = right.dot(before.cross(after)), along = before.dot(after);
  return std::hypot(beside, along) < 0.3 * before.squaredNorm() ? std::nan("") : std::atan2(beside, along);
}

/// The coordinate that bends the lower body most against the upper one within its range, and +1 where it
/// turns it from up to behind (about `right`). From geometry, not from the axis: of a knee made of several
/// joints only one flexes, and a condyle's axis may lie as much across as the knee's own.
Flexion bends_most(const Standing& standing, const Branch& branch, const Turn& turn, const Vec3& right) {
  const Bend pair{.upper = standing.joint(branch.joints[turn.first]).parent,
                  .lower = standing.joint(branch.joints[turn.last]).child};
  Flexion best;
  double most = bend_min_rad;
  Poses bent(standing.model);
  const std::array<BodyIndex, 2> both{pair.upper, pair.lower};
  const JointSelection needed = joints_to(standing.model, both);
  for (const CoordinateIndex c : drivers_of(standing.model, branch.joints, turn)) {
    const model::Coordinate& coordinate = standing.model.coordinates[c.value()];
    if (coordinate.motion_type == MotionType::translational) continue;
    double low = std::max(coordinate.range[0], -looked_at_rad),
           high = std::min(coordinate.range[1], looked_at_rad);
    if (!(high - low > bend_min_rad)) low = -looked_at_rad, high = looked_at_rad;
    std::vector<double> q(standing.model.coordinates.size(), 0.0);
    for (int i = 0; i < poses_looked_at; ++i) {
      q[c.value()] = low + (high - low) * i / (poses_looked_at - 1);
      compute_poses(standing.model, needed, q, bent);
      const double angle = bend_about(standing, bent, pair, right);
      if (!(std::abs(angle) > most)) continue;
      most = std::abs(angle) * (1.0 + 1e-9);
      best = {.coordinate = c, .sign = (angle > 0.0) == (q[c.value()] > 0.0) ? 1.0 : -1.0};
    }
  }
  return best;
}

/// Whether the joint can bend forward only, as an elbow does: what hangs below it is an arm.
bool bends_like_an_elbow(const Model& model, const Flexion& knee) {
  if (!knee.coordinate.is_valid()) return false;
  const auto [low, high] = model.coordinates[knee.coordinate.value()].range;
  if (!std::isfinite(low) || !std::isfinite(high) || !(high > low)) return false;
  const double most_flexed = knee.sign > 0.0 ? high : -low;
  const double least_flexed = knee.sign > 0.0 ? low : -high;
  return least_flexed < -90.0 * rad_per_deg && most_flexed < 45.0 * rad_per_deg;
}

/// The lowest branch and, where there is one as high as it is, the other leg.
std::vector<Branch> lowest_pair(const Standing& standing, std::vector<Branch> branches) {
  const auto height = [&](const Branch& b) { return standing.up.dot(b.ankle_center); };
  std::ranges::stable_sort(branches, {}, height);
  std::vector<Branch> legs;
  for (Branch& branch : branches) {
    if (legs.empty()) {
      legs.push_back(std::move(branch));
      continue;
    }
    const Branch& first = legs.front();
    const double reach = same_height_share * standing.up.dot(first.hip.center - first.ankle_center);
    const bool as_high = std::abs(standing.up.dot(branch.knee.center - first.knee.center)) < reach &&
                         std::abs(height(branch) - height(first)) < reach;
    if (!as_high) continue;
    legs.push_back(std::move(branch));
    break;
  }
  return legs;
}

/// A hip belongs to one leg: joints that both legs hang on move the pelvis.
void leave_common_joints(std::vector<Branch>& legs) {
  if (legs.size() < 2) return;
  std::size_t common = 0;
  while (common < legs[0].joints.size() && common < legs[1].joints.size() &&
         legs[0].joints[common] == legs[1].joints[common])
    ++common;
  for (Branch& leg : legs) {
    if (leg.hip.last >= common) leg.hip.first = std::max(leg.hip.first, common);
  }
}

Leg leg_of(const Standing& standing, const Branch& branch, const Vec3& right) {
  Leg leg;
  leg.hip = bends_most(standing, branch, branch.hip, right);
  leg.knee = bends_most(standing, branch, branch.knee, right);
  leg.knee.sign = -leg.knee.sign;  // the shank swings back where the thigh swings forward
  leg.pelvis = standing.joint(branch.joints[branch.hip.first]).parent;
  leg.femur = standing.joint(branch.joints[branch.hip.last]).child;
  leg.tibia = standing.joint(branch.joints[branch.knee.last]).child;
  const auto body_at = [&](std::size_t position) {
    return position < branch.joints.size() ? standing.joint(branch.joints[position]).child : BodyIndex{};
  };
  leg.talus = body_at(branch.ankle);
  leg.calcaneus = body_at(branch.ankle + 1);
  leg.toes = body_at(branch.ankle + 2);
  return leg;
}

/// What the names of a leg's bodies, joints and coordinates say: above 0 right, below 0 left.
int side_by_names(const Model& model, const Leg& leg) {
  int votes = 0;
  const auto vote = [&](const std::string& name) {
    const std::optional<Side> side = side_from_name(name);
    if (side) votes += *side == Side::right ? 1 : -1;
  };
  for (const BodyIndex body : {leg.femur, leg.tibia, leg.talus}) {
    if (!body.is_valid()) continue;
    vote(model.bodies[body.value()].name);
    vote(model.joints[model.bodies[body.value()].inboard_joint.value()].name);
  }
  for (const Flexion& flexion : {leg.hip, leg.knee}) {
    if (flexion.coordinate.is_valid()) vote(model.coordinates[flexion.coordinate.value()].name);
  }
  return votes;
}

std::optional<Side> side_of(double right_is_positive, double threshold) {
  if (std::abs(right_is_positive) <= threshold) return std::nullopt;
  return right_is_positive > 0.0 ? Side::right : Side::left;
}

Side other(Side side) {
  return side == Side::left ? Side::right : Side::left;
}

/// The side of the first leg; the second has the other one.
std::optional<Side> side_of_first(const Standing& standing, const std::vector<Leg>& legs,
                                  const std::vector<Branch>& branches, const Vec3& right,
                                  Diagnostics& diagnostics) {
  const int names =
      side_by_names(standing.model, legs[0]) - (legs.size() > 1 ? side_by_names(standing.model, legs[1]) : 0);
  const Vec3 middle =
      legs.size() > 1 ? branches[1].hip.center : standing.poses.X_WB[legs[0].pelvis.value()].p;
  const std::optional<Side> named = side_of(names, 0.0);
  const std::optional<Side> placed = side_of(right.dot(branches[0].hip.center - middle), aside_min_m);
  const std::string& femur = standing.model.bodies[legs[0].femur.value()].name;
  if (named && placed && *named != *placed) {
    diagnostics.warn(
        fmt::format("named as the {} thigh, but it stands on the {} of the body; the name is believed",
                    side_name(*named), side_name(*placed)),
        femur);
  }
  if (!named && !placed) {
    diagnostics.warn("neither its names nor its place tell whether this leg is the right or the left one",
                     femur);
  }
  return named ? named : placed;
}

void say_what_is_missing(const Model& model, const Leg& leg, Diagnostics& diagnostics) {
  const std::string& femur = model.bodies[leg.femur.value()].name;
  if (!leg.hip.coordinate.is_valid())
    diagnostics.warn(
        "no coordinate of the joint above it swings this thigh forward; hip flexion is not known", femur);
  if (!leg.knee.coordinate.is_valid())
    diagnostics.warn("no coordinate of the joint below it bends this knee; knee flexion is not known", femur);
}

}  // namespace

Legs find_legs(const Model& model, Diagnostics& diagnostics) {
  Legs found;
  for (const Side side : both_sides) found[static_cast<std::size_t>(side)].side = side;
  const Standing standing(model);
  std::vector<Branch> branches = one_a_knee(branches_of(standing));
  // Ahead is where the lowest branches' feet point; it tells arms, which are then left out.
  const Vec3 right = forward_of(standing, lowest_pair(standing, branches)).cross(standing.up);
  std::erase_if(branches, [&](const Branch& branch) {
    return bends_like_an_elbow(model, leg_of(standing, branch, right).knee);
  });
  branches = lowest_pair(standing, std::move(branches));
  leave_common_joints(branches);
  if (branches.empty()) {
    diagnostics.warn("no leg was found among the bodies of this model: strides cannot be told");
    return found;
  }
  std::vector<Leg> legs;
  for (const Branch& branch : branches) legs.push_back(leg_of(standing, branch, right));
  const std::optional<Side> first = side_of_first(standing, legs, branches, right, diagnostics);
  if (!first) return found;
  for (std::size_t i = 0; i < legs.size(); ++i) {
    legs[i].side = i == 0 ? *first : other(*first);
    say_what_is_missing(model, legs[i], diagnostics);
    found[static_cast<std::size_t>(legs[i].side)] = legs[i];
  }
  return found;
}

WrongWayKnee find_wrong_way_knee(std::span<const double> knee_flexion_rad) {
  constexpr double hyperextension_max_rad = 20.0 * rad_per_deg;
  WrongWayKnee found;
  std::size_t counted = 0;
  std::size_t wrong = 0;
  for (const double flexion : knee_flexion_rad) {
    if (!std::isfinite(flexion)) continue;
    ++counted;
    if (flexion < -hyperextension_max_rad) ++wrong;
    found.worst_rad = std::min(found.worst_rad, flexion);
  }
  if (counted > 0) found.share_of_frames = static_cast<double>(wrong) / static_cast<double>(counted);
  return found;
}

std::optional<Side> side_from_name(const std::string& name) {
  const std::string lower = to_lower(name);
  if (lower.ends_with("_r") || lower.ends_with(".r") || lower.ends_with("right") || lower.starts_with("r_") ||
      lower.starts_with("right"))
    return Side::right;
  if (lower.ends_with("_l") || lower.ends_with(".l") || lower.ends_with("left") || lower.starts_with("l_") ||
      lower.starts_with("left"))
    return Side::left;
  return std::nullopt;
}

}  // namespace hamstring::kinematics
