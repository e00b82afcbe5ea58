#include "muscle/hamstrings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/text.h"
#include "core/try.h"
#include "muscle/muscle_paths.h"

namespace hamstring::muscle {
namespace {

using kinematics::side_from_name;
using model::Model;
using model::Muscle;

// A hamstring pulls at hip and knee with several centimeters; a muscle below these is something else.
constexpr double hip_arm_min_m = 0.02;
constexpr double knee_arm_min_m = 0.01;
// The joints of one knee (or of one hip) lie within this of each other; thighs are longer.
constexpr double one_place_m = 0.08;

std::string letters_and_digits(const std::string& name) {
  std::string kept;
  for (const char c : to_lower(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
  }
  return kept;
}

/// The name without the mark of its side.
std::string without_side(const std::string& name) {
  std::string lower = to_lower(name);
  for (const std::string_view mark : {"_right", "_left", "_r", "_l", ".r", ".l", "right", "left"}) {
    if (lower.ends_with(mark)) return lower.substr(0, lower.size() - mark.size());
  }
  for (const std::string_view mark : {"right_", "left_", "r_", "l_"}) {
    if (lower.starts_with(mark)) return lower.substr(mark.size());
  }
  return lower;
}

/// Joints that turn about one place, or nearly: a knee may be made of several.
using Place = std::vector<JointIndex>;

/// What a muscle's path crosses: joints between the bodies of its ends, whichever of them is nearer to the
/// root. A model may hang on its foot as well as on its pelvis.
class Crossing {
 public:
  explicit Crossing(const Model& model) : model_(model), poses_(model) {
    compute_poses(model, kinematics::all_joints(model), std::vector<double>(model.coordinates.size(), 0.0),
                  poses_);
  }

  /// From the origin to the insertion; empty where no joints lie between them.
  [[nodiscard]] std::vector<Place> places(const Muscle& muscle) const {
    std::vector<Place> places;
    Vec3 last = Vec3::Zero();
    for (const JointIndex j : joints(muscle)) {
      const model::Joint& joint = model_.joints[j.value()];
      const Vec3 center = poses_.X_WB[joint.child.value()] * joint.X_MB.inverse().p;
      if (places.empty() || (center - last).norm() > one_place_m) places.emplace_back();
      places.back().push_back(j);
      last = center;
    }
    return places;
  }

 private:
  /// Joints with coordinates, from the origin up to where both ways meet and down to the insertion.
  [[nodiscard]] std::vector<JointIndex> joints(const Muscle& muscle) const {
    BodyIndex a = model_.path_points[muscle.points.begin].body;
    BodyIndex b = model_.path_points[muscle.points.end - 1].body;
    std::vector<JointIndex> from_origin, to_insertion;
    while (a != b) {
      const bool step_a = model_.tree[a.value()].depth > model_.tree[b.value()].depth;
      BodyIndex& at = step_a ? a : b;
      const JointIndex joint = model_.bodies[at.value()].inboard_joint;
      if (!joint.is_valid()) return {};  // two trees
      if (!model_.joints[joint.value()].coordinates.empty())
        (step_a ? from_origin : to_insertion).push_back(joint);
      at = model_.joints[joint.value()].parent;
    }
    from_origin.insert(from_origin.end(), to_insertion.rbegin(), to_insertion.rend());
    return from_origin;
  }

  const Model& model_;
  kinematics::Poses poses_;
};

/// Moment arms of all muscles at a pose in which no knee is locked straight: the middle of each knee's range.
class ArmTable {
 public:
  explicit ArmTable(const Model& model) : model_(model), paths_(model) {
    kinematics::Poses poses(model);
    const MuscleSelection all = all_muscles(model);
    std::vector<double> q(model.coordinates.size(), 0.0);
    for (std::size_t c = 0; c < q.size(); ++c) {
      const auto [low, high] = model.coordinates[c].range;
      // Hip ranges reach far to both sides; only one-sided ranges (knees, elbows) are moved off zero.
      const bool one_sided = std::isfinite(low) && std::isfinite(high) && high > low &&
                             std::min(std::abs(low), std::abs(high)) < 0.25 * (high - low);
      if (one_sided && model.coordinates[c].motion_type == model::MotionType::rotational)
        q[c] = 0.5 * std::clamp(0.5 * (low + high), -1.2, 1.2);
    }
    compute_poses(model, all.joints, q, poses);
    MusclePathWorkspace workspace(model);
    compute_muscle_paths(model, all, poses, {}, Compatibility::physics, workspace, paths_);
  }

  [[nodiscard]] double arm(MuscleIndex muscle, CoordinateIndex c) const {
    return paths_.moment_arm(model_, muscle, c);
  }

  /// The coordinate of `place` about which the muscle has its largest arm.
  [[nodiscard]] std::pair<CoordinateIndex, double> largest(MuscleIndex muscle, const Place& place) const {
    std::pair<CoordinateIndex, double> best{{}, 0.0};
    for (const JointIndex joint : place) {
      for (const CoordinateIndex own : model_.joints[joint.value()].coordinates) {
        const model::Coordinate& coordinate = model_.coordinates[own.value()];
        if (coordinate.motion_type == model::MotionType::translational) continue;
        const std::vector<CoordinateIndex> itself{own};
        const bool coupled = coordinate.coupler >= 0;  // then what drives it has the arm
        for (const CoordinateIndex c :
             coupled ? model_.couplers[static_cast<std::size_t>(coordinate.coupler)].independents : itself) {
          const double arm = paths_.moment_arm(model_, muscle, c);
          if (std::abs(arm) > std::abs(best.second)) best = {c, arm};
        }
      }
    }
    return best;
  }

 private:
  const Model& model_;
  MusclePaths paths_;
};

std::string slot_name(Hamstring hamstring, Side side) {
  return fmt::format("{}_{}", hamstring_code(hamstring), side == Side::right ? "r" : "l");
}

/// By moment arms where the path can be computed, by the places it crosses where it cannot: the long ones
/// pull at two, hip and knee, the short head at one.
bool path_fits(const Model& model, const Crossing& crossing, const ArmTable& arms, MuscleIndex m,
               Hamstring hamstring) {
  const Muscle& muscle = model.muscles[m.value()];
  std::vector<Place> places = crossing.places(muscle);
  if (muscle.is_computed) {
    std::erase_if(
        places, [&](const Place& place) { return std::abs(arms.largest(m, place).second) < knee_arm_min_m; });
  }
  return crosses_hip(hamstring) ? places.size() >= 2 : places.size() == 1;
}

void take_by_name(const Model& model, const Crossing& crossing, const ArmTable& arms,
                  Diagnostics& diagnostics, HamstringMap& map) {
  for (std::size_t m = 0; m < model.muscles.size(); ++m) {
    const Muscle& muscle = model.muscles[m];
    const std::optional<Hamstring> hamstring = hamstring_from_name(muscle.name);
    if (!hamstring) continue;
    const std::optional<Side> side = side_from_name(muscle.name);
    if (!side) {
      diagnostics.warn("the name is that of a hamstring but tells no side; choose it with --hamstring",
                       muscle.name);
      continue;
    }
    if (!path_fits(model, crossing, arms, MuscleIndex(m), *hamstring)) {
      diagnostics.warn(
          crosses_hip(*hamstring)
              ? "the name is that of a hamstring but its path does not cross hip and knee; not taken"
              : "the name is that of the short head but its path crosses more than the knee; not taken",
          muscle.name);
      continue;
    }
    MuscleIndex& slot =
        map.legs[static_cast<std::size_t>(*side)].muscles[static_cast<std::size_t>(*hamstring)];
    if (slot.is_valid()) {
      diagnostics.warn(fmt::format("also looks like {}; '{}' is used", slot_name(*hamstring, *side),
                                   model.muscles[slot.value()].name),
                       muscle.name);
      continue;
    }
    slot = MuscleIndex(m);
  }
}

/// Whether another muscle of the model speaks by its name of one of the other two.
bool names_another_long_one(const Model& model, Side side) {
  return std::ranges::any_of(model.muscles, [&](const Muscle& muscle) {
    const std::optional<Hamstring> hamstring = hamstring_from_name(muscle.name);
    return hamstring && side_from_name(muscle.name) == side &&
           (*hamstring == Hamstring::semitendinosus || *hamstring == Hamstring::semimembranosus);
  });
}

/// Simple models draw all hamstrings as one muscle; that is worth saying, not worth passing off as one of the
/// three, whether it was found or chosen.
void mark_lumped(const Model& model, HamstringMap& map, Diagnostics& diagnostics) {
  for (Leg& leg : map.legs) {
    const MuscleIndex alone = leg.muscle(Hamstring::biceps_femoris_long_head);
    leg.is_lumped = alone.is_valid() && !leg.muscle(Hamstring::semitendinosus).is_valid() &&
                    !leg.muscle(Hamstring::semimembranosus).is_valid() &&
                    !names_another_long_one(model, leg.side);
    if (!leg.is_lumped) continue;
    diagnostics.warn(
        "the only long hamstring of this leg: a model with one usually means all three by it, so what is "
        "said of "
        "the long head may hold of the three together",
        model.muscles[alone.value()].name);
  }
}

/// Muscles that mean all three by their name and were not chosen.
void report_unchosen(const Model& model, const Crossing& crossing, const HamstringMap& map,
                     Diagnostics& diagnostics) {
  for (std::size_t m = 0; m < model.muscles.size(); ++m) {
    const Muscle& muscle = model.muscles[m];
    const bool chosen = std::ranges::any_of(
        map.legs, [&](const Leg& leg) { return std::ranges::count(leg.muscles, MuscleIndex(m)) > 0; });
    if (chosen || to_lower(muscle.name).find("hamstring") == std::string::npos ||
        crossing.places(muscle).size() < 2)
      continue;
    diagnostics.warn(
        "the model has one muscle for all hamstrings, so the three cannot be told apart; to look at it as "
        "the long "
        "head choose it with --hamstring BFlh_r=NAME (or BFlh_l)",
        muscle.name);
  }
}

struct Candidate {
  MuscleIndex muscle;
  double lateral = 0.0;  ///< of the insertion, away from the middle of the body [m]
  double fiber_length = 0.0;
};

/// Two-joint muscles of a side that extend the hip and flex the knee.
std::vector<Candidate> candidates_by_path(const Model& model, const Crossing& crossing, const ArmTable& arms,
                                          Side side) {
  kinematics::Poses poses(model);
  compute_poses(model, kinematics::all_joints(model), std::vector<double>(model.coordinates.size(), 0.0),
                poses);
  std::vector<Candidate> found;
  for (std::size_t m = 0; m < model.muscles.size(); ++m) {
    const Muscle& muscle = model.muscles[m];
    const std::vector<Place> places = crossing.places(muscle);
    if (places.size() != 2) continue;
    const auto [hip, hip_arm] = arms.largest(MuscleIndex(m), places[0]);
    const auto [knee, knee_arm] = arms.largest(MuscleIndex(m), places[1]);
    if (!hip.is_valid() || !knee.is_valid() || std::abs(hip_arm) < hip_arm_min_m ||
        std::abs(knee_arm) < knee_arm_min_m)
      continue;
    const model::PathPoint& first = model.path_points[muscle.points.begin];
    const model::PathPoint& last = model.path_points[muscle.points.end - 1];
    const Vec3 origin = poses.X_WB[first.body.value()] * first.p_B;
    const Vec3 insertion = poses.X_WB[last.body.value()] * last.p_B;
    const Vec3 hip_center = poses.X_WB[model.joints[places[0].back().value()].child.value()].p;
    // Behind the hip (x forward), and on this side of the body (z to the right), as OpenSim's models stand.
    if (!(origin.x() < hip_center.x()) || (hip_center.z() > 0.0) != (side == Side::right)) continue;
    if (insertion.y() > hip_center.y() - 0.2) continue;
    found.push_back({.muscle = MuscleIndex(m),
                     .lateral = std::abs(insertion.z()),
                     .fiber_length = muscle.parameters.optimal_fiber_length_m});
  }
  return found;
}

void take_by_path(const Model& model, const Crossing& crossing, const ArmTable& arms, Side side,
                  Diagnostics& diagnostics, HamstringMap& map) {
  std::vector<Candidate> found = candidates_by_path(model, crossing, arms, side);
  if (found.size() != 3) return;
  std::ranges::sort(found, std::greater<>(), &Candidate::lateral);
  if (found[1].fiber_length < found[2].fiber_length) std::swap(found[1], found[2]);
  Leg& leg = map.legs[static_cast<std::size_t>(side)];
  constexpr std::array<Hamstring, 3> order{Hamstring::biceps_femoris_long_head, Hamstring::semitendinosus,
                                           Hamstring::semimembranosus};
  for (std::size_t i = 0; i < 3; ++i) {
    leg.muscles[static_cast<std::size_t>(order[i])] = found[i].muscle;
    diagnostics.warn(
        fmt::format(
            "taken for {} by what its path does, not by its name; check it, or choose with --hamstring",
            slot_name(order[i], side)),
        model.muscles[found[i].muscle.value()].name);
  }
}

Result<void> take_choices(const Model& model, const HamstringChoices& choices, HamstringMap& map) {
  for (const auto& [slot, muscle_name] : choices) {
    bool known = false;
    for (const Side side : both_sides) {
      for (const Hamstring hamstring : all_hamstrings) {
        if (to_lower(slot) != to_lower(slot_name(hamstring, side))) continue;
        known = true;
        const MuscleIndex muscle = model.find_muscle(muscle_name);
        if (!muscle.is_valid() && !muscle_name.empty()) {
          return failure({.message = fmt::format("the model has no muscle '{}'", muscle_name),
                          .file = model.file,
                          .element = slot,
                          .advice = "List its muscles with: hamstring model FILE"});
        }
        map.legs[static_cast<std::size_t>(side)].muscles[static_cast<std::size_t>(hamstring)] = muscle;
      }
    }
    if (!known) {
      return failure(
          {.message = fmt::format("'{}' is not a hamstring slot", slot),
           .advice = "Slots are BFlh, ST, SM and BFsh with _r or _l, for example BFlh_r=biceps_long_r."});
    }
  }
  return {};
}

/// Hamstrings flex the knee and extend the hip. One that does not, by its own path, says that the leg was
/// read the wrong way round, or that the model is: worth a look before any number is believed.
void question_pull(const Model& model, const ArmTable& arms, const Leg& leg, Diagnostics& diagnostics) {
  for (const Hamstring hamstring : all_hamstrings) {
    const MuscleIndex index = leg.muscle(hamstring);
    if (!index.is_valid() || !model.muscles[index.value()].is_computed) continue;
    const std::string& name = model.muscles[index.value()].name;
    if (leg.knee.coordinate.is_valid() &&
        leg.knee.sign * arms.arm(index, leg.knee.coordinate) < -knee_arm_min_m)
      diagnostics.warn("its path straightens the knee, as no hamstring does; check the model", name);
    if (crosses_hip(hamstring) && leg.hip.coordinate.is_valid() &&
        leg.hip.sign * arms.arm(index, leg.hip.coordinate) > hip_arm_min_m)
      diagnostics.warn("its path flexes the hip, as no hamstring does; check the model", name);
  }
}

}  // namespace

bool Leg::has_any() const {
  return std::ranges::any_of(muscles, [](MuscleIndex m) { return m.is_valid(); });
}

std::optional<Hamstring> hamstring_from_name(const std::string& muscle_name) {
  const std::string name = letters_and_digits(without_side(muscle_name));
  const auto has = [&](std::string_view part) { return name.find(part) != std::string::npos; };
  const bool biceps_femoris =
      (has("bicep") || has("bic") || has("bifem") || name.starts_with("bf")) && !has("brachi");
  const bool is_femoral = has("fem") || name.starts_with("bf");
  if (biceps_femoris && is_femoral) {
    if (has("short") || has("sh") || has("brev") || name == "bfs")
      return Hamstring::biceps_femoris_short_head;
    if (has("long") || has("lh") || name == "bfl") return Hamstring::biceps_femoris_long_head;
    return std::nullopt;
  }
  if (has("semite") || name == "st") return Hamstring::semitendinosus;
  if (has("semime") || name == "sm") return Hamstring::semimembranosus;
  return std::nullopt;
}

Result<HamstringMap> find_hamstrings(const Model& model, const HamstringChoices& choices,
                                     Diagnostics& diagnostics) {
  HamstringMap map;
  const kinematics::Legs legs = kinematics::find_legs(model, diagnostics);
  for (const Side side : both_sides) {
    const auto s = static_cast<std::size_t>(side);
    static_cast<kinematics::Leg&>(map.legs[s]) = legs[s];
  }
  const ArmTable arms(model);
  const Crossing crossing(model);
  take_by_name(model, crossing, arms, diagnostics, map);
  for (const Side side : both_sides) {
    const Leg& leg = map.legs[static_cast<std::size_t>(side)];
    const bool named = std::ranges::any_of(
        all_hamstrings, [&](Hamstring h) { return crosses_hip(h) && leg.muscle(h).is_valid(); });
    if (!named && choices.empty()) take_by_path(model, crossing, arms, side, diagnostics, map);
  }
  HAMSTRING_TRY_DO(take_choices(model, choices, map));
  mark_lumped(model, map, diagnostics);
  report_unchosen(model, crossing, map, diagnostics);
  for (const Leg& leg : map.legs) {
    question_pull(model, arms, leg, diagnostics);
    for (const Hamstring hamstring : all_hamstrings) {
      if (leg.muscle(hamstring).is_valid()) continue;
      diagnostics.note("the model has no muscle that stands for this one", slot_name(hamstring, leg.side));
    }
  }
  return map;
}

}  // namespace hamstring::muscle
