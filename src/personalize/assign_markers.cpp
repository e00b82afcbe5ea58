#include "personalize/assign_markers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/text.h"
#include "core/try.h"
#include "kinematics/legs.h"
#include "kinematics/poses.h"

namespace hamstring::personalize {
namespace {

using model::Model;

constexpr std::size_t lines_max = 10'000;

struct Site {
  Landmark landmark;
  Vec3 right_m;     ///< on the right side's body of the built-in model (data/models/lower_body)
  double spread_m;  ///< how far from there people's lie, and hands put the marker: our assumption
};

// The places of the built-in model's own markers where it has one; the joint centers are those of its joints,
// the sacrum the middle of the PSIS, the ball of the big toe that of gait2392's marker set.
const std::array<Site, 17>& sites() {
  static const std::array<Site, 17> all{{
      {Landmark::asis, {0.00953, 0.01808, 0.12846}, 0.010},
      {Landmark::psis, {-0.155, 0.035, 0.045}, 0.012},
      {Landmark::sacrum, {-0.160, 0.035, 0.0}, 0.015},
      {Landmark::hip_center, {0.0, 0.0, 0.0}, 0.015},
      {Landmark::lateral_knee, {0.0, -0.404, 0.050}, 0.010},
      {Landmark::medial_knee, {0.0, -0.404, -0.050}, 0.010},
      {Landmark::knee_center, {0.0, -0.404, 0.0}, 0.012},
      {Landmark::lateral_ankle, {-0.005, -0.3888, 0.053}, 0.010},
      {Landmark::medial_ankle, {0.006, -0.3888, -0.038}, 0.010},
      {Landmark::ankle_center, {-0.010, -0.400, 0.0}, 0.012},
      {Landmark::heel, {-0.025, 0.020, -0.005}, 0.020},
      {Landmark::toe, {0.175, 0.030, -0.010}, 0.030},
      {Landmark::first_metatarsal, {0.170, 0.015, -0.035}, 0.020},
      {Landmark::fifth_metatarsal, {0.145, 0.02491, 0.059}, 0.020},
      {Landmark::seventh_cervical, {-0.085, 0.435, 0.0}, 0.030},
      {Landmark::jugular_notch, {0.040, 0.380, 0.0}, 0.030},
      {Landmark::shoulder, {-0.003, 0.425, 0.130}, 0.040},
  }};
  return all;
}

// A marker of a cluster that the model has by the same name: put there by eye, on another leg. Ours.
constexpr double cluster_spread_m = 0.05;

// Lengths of the built-in model [m]: hip to hip, hip to knee, knee to ankle.
constexpr double hips_apart_m = 0.15452, thigh_m = 0.408, shank_m = 0.400;

BodyIndex trunk_of(const Model& model, const kinematics::Legs& legs) {
  BodyIndex first;
  for (const model::Joint& joint : model.joints) {
    const std::string name = to_lower(model.bodies[joint.child.value()].name);
    for (const char* word : {"torso", "trunk", "thorax"}) {
      if (name.find(word) != std::string::npos) return joint.child;
    }
    const bool is_leg = joint.child == legs[0].femur || joint.child == legs[1].femur;
    if (!first.is_valid() && legs[1].pelvis.is_valid() && joint.parent == legs[1].pelvis && !is_leg)
      first = joint.child;
  }
  return first;
}

BodyIndex body_of(const Model& model, const kinematics::Legs& legs, Segment segment,
                  std::optional<Side> side) {
  const kinematics::Leg& leg = legs[static_cast<std::size_t>(side.value_or(Side::right))];
  switch (segment) {
    case Segment::pelvis:
      return leg.pelvis;
    case Segment::thigh:
      return side ? leg.femur : BodyIndex();
    case Segment::shank:
      return side ? leg.tibia : BodyIndex();
    case Segment::foot:
      return side ? leg.calcaneus : BodyIndex();
    case Segment::trunk:
      return trunk_of(model, legs);
    case Segment::arm:
    case Segment::head:
      return {};
  }
  return {};
}

kinematics::Legs legs_of(const Model& model) {
  Diagnostics quiet;
  return kinematics::find_legs(model, quiet);
}

/// How large the model's segments are beside the built-in model's.
class Sizes {
 public:
  Sizes(const Model& model, const kinematics::Legs& legs) {
    kinematics::Poses poses(model);
    compute_poses(model, kinematics::all_joints(model), model.default_values(), poses);
    const auto apart = [&](BodyIndex a, BodyIndex b) {
      return a.is_valid() && b.is_valid() ? (poses.X_WB[a.value()].p - poses.X_WB[b.value()].p).norm() : 0.0;
    };
    const auto ratio = [](double length, double built_in) {
      return length > 0.2 * built_in ? length / built_in : 1.0;
    };
    pelvis_ = ratio(apart(legs[0].femur, legs[1].femur), hips_apart_m);
    thigh_ = ratio(apart(legs[1].femur, legs[1].tibia), thigh_m);
    shank_ = ratio(apart(legs[1].tibia, legs[1].talus), shank_m);
  }

  [[nodiscard]] double of(Segment segment) const {
    if (segment == Segment::pelvis) return pelvis_;
    return segment == Segment::thigh || segment == Segment::trunk ? thigh_ : shank_;
  }

 private:
  double pelvis_ = 1.0, thigh_ = 1.0, shank_ = 1.0;
};

/// What assigning needs to know of a model, found once.
struct Skeleton {
  const Model& model;
  kinematics::Legs legs = legs_of(model);
  Sizes sizes{model, legs};

  [[nodiscard]] const model::Marker* marker(std::string_view name) const {
    const std::string wanted = to_lower(name);
    const auto found = std::ranges::find_if(
        model.markers, [&](const model::Marker& marker) { return to_lower(marker.name) == wanted; });
    return found == model.markers.end() ? nullptr : &*found;
  }

  /// The model's own marker of this place.
  [[nodiscard]] const model::Marker* marker_at(const MarkerMeaning& meaning) const {
    const auto found = std::ranges::find_if(model.markers, [&](const model::Marker& marker) {
      return meaning_of_marker(marker.name) == meaning;
    });
    return found == model.markers.end() ? nullptr : &*found;
  }
};

double spread_of(const std::optional<MarkerMeaning>& meaning) {
  if (!meaning || !meaning->landmark) return cluster_spread_m;
  return std::ranges::find(sites(), *meaning->landmark, &Site::landmark)->spread_m;
}

void sit_at(const Skeleton& skeleton, const model::Marker& marker, MarkerAssignment& assignment) {
  assignment.body = skeleton.model.bodies[marker.body.value()].name;
  assignment.site_m = marker.p_B;
  assignment.spread_m = spread_of(assignment.meaning);
}

/// By what the marker means; leaves it out, with the reason, where the model has no such part.
void sit_by_meaning(const Skeleton& skeleton, MarkerAssignment& assignment) {
  const MarkerMeaning& meaning = *assignment.meaning;
  if (meaning.is_computed) {
    assignment.by = AssignedBy::nothing;
    assignment.why = "a point that another model computed, no marker";
    return;
  }
  const BodyIndex body = body_of(skeleton.model, skeleton.legs, meaning.segment, meaning.side);
  if (!body.is_valid()) {
    assignment.by = AssignedBy::nothing;
    assignment.why = fmt::format("the model has no {} that it could ride on", segment_name(meaning.segment));
    return;
  }
  assignment.body = skeleton.model.bodies[body.value()].name;
  if (!meaning.landmark) return;
  if (const model::Marker* own = skeleton.marker_at(meaning)) {
    sit_at(skeleton, *own, assignment);
    return;
  }
  const Site& site = *std::ranges::find(sites(), *meaning.landmark, &Site::landmark);
  Vec3 place = skeleton.sizes.of(meaning.segment) * site.right_m;
  if (meaning.side == Side::left) place.z() = -place.z();
  assignment.site_m = place;
  assignment.spread_m = site.spread_m;
}

/// OpenPose and its relatives call the middle of a joint by the joint's name.
bool has_key_points(const std::vector<std::string>& names) {
  std::size_t found = 0;
  for (const std::string& name : names) {
    const std::string lower = to_lower(name);
    found += lower == "midhip" || lower == "neck" || lower == "rbigtoe" || lower == "lbigtoe" ? 1 : 0;
  }
  return found >= 3;
}

std::optional<Landmark> as_key_point(const std::string& name) {
  const std::string lower = to_lower(name);
  if (lower == "rhip" || lower == "lhip") return Landmark::hip_center;
  if (lower == "rknee" || lower == "lknee") return Landmark::knee_center;
  if (lower == "rankle" || lower == "lankle") return Landmark::ankle_center;
  return std::nullopt;
}

bool is_center(Landmark landmark) {
  return landmark == Landmark::hip_center || landmark == Landmark::knee_center ||
         landmark == Landmark::ankle_center;
}

/// A place belongs to the first that claims it; a second one rides along, and a joint has one center only.
void settle_claims(std::vector<MarkerAssignment>& assignments) {
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    MarkerAssignment& later = assignments[i];
    if (!later.is_used() || !later.meaning || !later.meaning->landmark) continue;
    for (std::size_t j = 0; j < i; ++j) {
      const MarkerAssignment& first = assignments[j];
      if (!first.is_used() || !first.site_m || first.meaning != later.meaning) continue;
      if (is_center(*later.meaning->landmark)) {
        later.body.clear();
        later.by = AssignedBy::nothing;
        later.why = fmt::format("{} is the same place", first.name);
      }
      later.site_m.reset();
      break;
    }
  }
}

Result<void> take_by_hand(const Skeleton& skeleton, const NamedMarker& line, MarkerAssignment& assignment) {
  assignment.by = AssignedBy::hand;
  if (line.ours == "-") {
    assignment.by = AssignedBy::nothing;
    assignment.why = "left out by hand";
    return {};
  }
  if (const model::Marker* own = skeleton.marker(line.ours)) {
    assignment.meaning = meaning_of_marker(line.ours);
    sit_at(skeleton, *own, assignment);
    return {};
  }
  assignment.meaning = meaning_of_words(line.ours);
  if (!assignment.meaning) {
    return failure(Error{
        .message =
            fmt::format("'{}' is neither a marker of the model nor a place", quote_for_message(line.ours)),
        .line = line.line,
        .element = line.theirs,
        .advice = "Places are words such as 'right lateral knee', 'left asis', 'sacrum', 'right thigh'; '-' "
                  "leaves a marker out. docs/capture.md lists them."});
  }
  sit_by_meaning(skeleton, assignment);
  if (assignment.is_used()) assignment.by = AssignedBy::hand;
  return {};
}

void take_by_name(const Skeleton& skeleton, bool key_points, MarkerAssignment& assignment) {
  assignment.meaning = meaning_of_marker(assignment.name);
  const std::size_t colon = assignment.name.rfind(':');
  const std::string bare = colon == std::string::npos ? assignment.name : assignment.name.substr(colon + 1);
  if (const model::Marker* own = skeleton.marker(bare)) {
    assignment.by = AssignedBy::model;
    sit_at(skeleton, *own, assignment);
    return;
  }
  if (!assignment.meaning) {
    assignment.why = "its name is in no marker set that is known";
    return;
  }
  if (key_points) {
    if (const auto center = as_key_point(bare)) {
      assignment.meaning->landmark = *center;
      assignment.meaning->segment = segment_of(*center);
    }
  }
  assignment.by = AssignedBy::table;
  sit_by_meaning(skeleton, assignment);
}

}  // namespace

Result<std::vector<NamedMarker>> parse_marker_names(std::string_view content, std::string_view file_name) {
  std::vector<NamedMarker> lines;
  std::set<std::string, std::less<>> taken;
  int number = 0;
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  for (std::string_view line : split_fields(content, '\n')) {
    ++number;
    line = trim(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    const auto refuse = [&](std::string message) {
      return failure(Error{.message = std::move(message),
                           .file = std::string(file_name),
                           .line = number,
                           .advice = "A line is: their name = our name, for example 'knee outside R = right "
                                     "lateral knee'."});
    };
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return refuse("there is no '=' in this line");
    NamedMarker named{.theirs = std::string(trim(line.substr(0, equals))),
                      .ours = std::string(trim(line.substr(equals + 1))),
                      .line = number};
    if (named.theirs.empty() || named.ours.empty()) return refuse("a name is missing beside the '='");
    if (!taken.insert(named.theirs).second)
      return refuse(fmt::format("the marker '{}' stands here twice", quote_for_message(named.theirs)));
    lines.push_back(std::move(named));
    if (lines.size() > lines_max) return refuse("more lines than any marker set has markers");
  }
  return lines;
}

std::string_view assigned_by_name(AssignedBy by) {
  switch (by) {
    case AssignedBy::hand:
      return "by hand";
    case AssignedBy::model:
      return "the model's own";
    case AssignedBy::table:
      return "by its name";
    case AssignedBy::geometry:
      return "by how it moves";
    case AssignedBy::nothing:
      return "left out";
  }
  return "";
}

Result<std::vector<MarkerAssignment>> assign_markers(const Model& model,
                                                     const std::vector<std::string>& names,
                                                     const std::vector<NamedMarker>& by_hand) {
  const Skeleton skeleton{.model = model};
  for (const NamedMarker& line : by_hand) {
    if (std::ranges::find(names, line.theirs) != names.end()) continue;
    return failure(
        Error{.message = fmt::format("the recording has no marker '{}'", quote_for_message(line.theirs)),
              .line = line.line,
              .advice = "Names are those of the recording, letter by letter."});
  }
  const bool key_points = has_key_points(names);
  std::vector<MarkerAssignment> assignments;
  for (const std::string& name : names) {
    MarkerAssignment assignment{.name = name};
    const auto line = std::ranges::find(by_hand, name, &NamedMarker::theirs);
    if (line != by_hand.end()) {
      HAMSTRING_TRY_DO(take_by_hand(skeleton, *line, assignment));
    } else {
      take_by_name(skeleton, key_points, assignment);
    }
    assignments.push_back(std::move(assignment));
  }
  const auto is_anatomical = [](const MarkerAssignment& a) {
    return a.meaning &&
           (a.meaning->landmark == Landmark::lateral_knee || a.meaning->landmark == Landmark::lateral_ankle);
  };
  if (key_points && std::ranges::any_of(assignments, is_anatomical)) {
    for (MarkerAssignment& a : assignments) {
      if (a.by != AssignedBy::table || to_lower(a.name).ends_with("study")) continue;
      a.by = AssignedBy::nothing;
      a.body.clear();
      a.why = "a point of the video, from which the markers of this file were computed";
    }
  }
  settle_claims(assignments);
  return assignments;
}

std::string body_of_segment(const Model& model, Segment segment, std::optional<Side> side) {
  const BodyIndex body = body_of(model, legs_of(model), segment, side);
  return body.is_valid() ? model.bodies[body.value()].name : "";
}

}  // namespace hamstring::personalize
