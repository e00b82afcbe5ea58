#include "personalize/fit_person.h"

#include <fmt/format.h>
#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/try.h"
#include "kinematics/legs.h"
#include "kinematics/poses.h"
#include "model/compile.h"

namespace hamstring::personalize {
namespace {

using kinematics::MarkerFitting;
using model::Model;
using model::ModelSpecification;

constexpr std::size_t parts = 6;      // pelvis across, pelvis otherwise, thighs, shanks, feet, trunk
constexpr double part_spread = 0.08;  // of log s about the person's mean size. Ours.
constexpr double factor_min = 0.4, factor_max = 2.0;  // children and giants lie within. Ours.
constexpr double skin_m = 0.010;                      // how much skin moves on the bone, in the mean. Ours.
constexpr double draws = 1e-5;  // m² per rad²: a centimeter of a marker outweighs 45 degrees
constexpr int steps_max = 12;
constexpr double step_h = 1e-4;
constexpr std::size_t sited_min = 3;

using Factors = Eigen::Matrix<double, static_cast<int>(parts), 1>;  // of log s

struct BodyPart {
  std::string body;
  int across = 0, otherwise = 0;  ///< parts of its z, and of its x and y
};

std::vector<BodyPart> parts_of(const Model& model) {
  Diagnostics quiet;
  const kinematics::Legs legs = kinematics::find_legs(model, quiet);
  const auto part_of = [&](BodyIndex body) {
    for (const kinematics::Leg& leg : legs) {
      if (body == leg.femur) return 2;
      if (body == leg.tibia) return 3;
      if (body == leg.talus || body == leg.calcaneus || body == leg.toes) return 4;
      if (body == leg.pelvis) return 0;
    }
    return -1;
  };
  std::vector<int> part(model.bodies.size(), -1);
  std::vector<BodyPart> found;
  for (const model::Joint& joint : model.joints) {  // parents before children
    int own = part_of(joint.child);
    const int parent = part[joint.parent.value()];
    if (own < 0) own = parent == 2 ? 2 : parent == 3 || parent == 4 ? 4 : 5;  // a patella goes with its thigh
    part[joint.child.value()] = own;
    found.push_back(
        {.body = model.bodies[joint.child.value()].name, .across = own, .otherwise = own == 0 ? 1 : own});
  }
  return found;
}

BodyScales scales_of(const std::vector<BodyPart>& bodies, const Factors& logs) {
  BodyScales scales;
  for (const BodyPart& part : bodies) {
    const double across = std::exp(logs[part.across]), otherwise = std::exp(logs[part.otherwise]);
    scales[part.body] = Vec3(otherwise, otherwise, across);
  }
  return scales;
}

/// The skeleton alone: its markers are those of the recording, and no muscle makes it slow.
ModelSpecification skeleton_of(const ModelSpecification& model,
                               const std::vector<MarkerAssignment>& assignments) {
  ModelSpecification skeleton = model;
  skeleton.muscles.clear();
  skeleton.wrap_objects.clear();
  skeleton.markers.clear();
  for (const MarkerAssignment& assignment : assignments) {
    if (!assignment.is_used()) continue;
    skeleton.markers.push_back({.name = assignment.name,
                                .frame = assignment.body,
                                .location_m = assignment.site_m.value_or(Vec3::Zero())});
  }
  return skeleton;
}

kinematics::FitTasks drawn_weakly(const Model& model) {
  kinematics::FitTasks tasks;
  for (const model::Coordinate& coordinate : model.coordinates) {
    if (coordinate.coupler >= 0 || coordinate.locked) continue;
    const BodyIndex parent = model.joints[coordinate.joint.value()].parent;
    if (parent.value() == 0) continue;  // where the person stands is no matter of habit
    tasks.coordinates.push_back({.coordinate = coordinate.name, .weight = draws, .value = {}});
  }
  return tasks;
}

/// One try of the factors: the poses that go with them, and the residuals that judge both.
struct Attempt {
  MarkerFitting fitting;
  Eigen::VectorXd residuals;
};

class Sizing {
 public:
  Sizing(const ModelSpecification& skeleton, const std::vector<MarkerAssignment>& assignments,
         const MarkerTrajectories& reference, std::vector<BodyPart> bodies)
      : skeleton_(skeleton), assignments_(assignments), reference_(reference), bodies_(std::move(bodies)) {}

  [[nodiscard]] Result<Attempt> attempt(const Factors& logs) const {
    Diagnostics quiet;
    HAMSTRING_TRY(scaled, scale_model(skeleton_, scales_of(bodies_, logs), {}, quiet));
    HAMSTRING_TRY(model, model::compile(scaled, quiet));
    kinematics::FitTasks tasks = drawn_weakly(model);
    for (const MarkerAssignment& assignment : assignments_) {
      if (!assignment.is_used() || !assignment.site_m) continue;
      const double weight = std::pow(skin_m / assignment.spread_m, 2.0);
      tasks.markers.push_back({.marker = assignment.name, .weight = weight});
    }
    HAMSTRING_TRY(fitting, kinematics::fit_markers(model, reference_, tasks, {.gradient_max = 1e-9}, quiet));
    Attempt result{.fitting = std::move(fitting), .residuals = {}};
    const std::size_t count = result.fitting.seen_m.size();
    result.residuals = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(3 * count + parts));
    const double share = 1.0 / std::sqrt(static_cast<double>(result.fitting.frames.size()));
    for (std::size_t i = 0; i < count; ++i) {
      const Vec3& seen = result.fitting.seen_m[i];
      if (!seen.allFinite()) continue;
      const double weight = std::sqrt(result.fitting.weights[i % result.fitting.markers.size()]) / skin_m;
      result.residuals.segment<3>(static_cast<Eigen::Index>(3 * i)) =
          share * weight * (result.fitting.fitted_m[i] - seen);
    }
    const double mean = logs.mean();
    for (std::size_t p = 0; p < parts; ++p) {
      result.residuals[static_cast<Eigen::Index>(3 * count + p)] =
          (logs[static_cast<Eigen::Index>(p)] - mean) / part_spread;
    }
    return result;
  }

  [[nodiscard]] Result<std::pair<Factors, Attempt>> solve() const {
    Factors logs = Factors::Zero();
    HAMSTRING_TRY(best, attempt(logs));
    for (int step = 0; step < steps_max; ++step) {
      Eigen::MatrixXd J(best.residuals.size(), static_cast<Eigen::Index>(parts));
      for (Eigen::Index p = 0; p < J.cols(); ++p) {
        Factors moved = logs;
        moved[p] += step_h;
        HAMSTRING_TRY(beside, attempt(moved));
        J.col(p) = (beside.residuals - best.residuals) / step_h;
      }
      const Eigen::MatrixXd H = J.transpose() * J + 1e-6 * Eigen::MatrixXd::Identity(J.cols(), J.cols());
      const Factors change = -H.ldlt().solve(J.transpose() * best.residuals);
      bool is_better = false;
      double share = 1.0;
      for (; share > 0.05 && !is_better; share *= 0.5) {
        const Factors next =
            (logs + share * change).cwiseMax(std::log(factor_min)).cwiseMin(std::log(factor_max));
        HAMSTRING_TRY(tried, attempt(next));
        is_better = tried.residuals.squaredNorm() < best.residuals.squaredNorm();
        if (!is_better) continue;
        logs = next;
        best = std::move(tried);
      }
      if (!is_better || change.cwiseAbs().maxCoeff() < 1e-4) break;
    }
    return std::pair(logs, std::move(best));
  }

  [[nodiscard]] const std::vector<BodyPart>& bodies() const { return bodies_; }

 private:
  const ModelSpecification& skeleton_;
  const std::vector<MarkerAssignment>& assignments_;
  const MarkerTrajectories& reference_;
  std::vector<BodyPart> bodies_;
};

std::size_t frame_at(const MarkerTrajectories& recording, double time_s) {
  const auto at = std::ranges::lower_bound(recording.time_s, time_s);
  return std::min<std::size_t>(static_cast<std::size_t>(at - recording.time_s.begin()),
                               recording.frames() - 1);
}

/// Where a marker rides: mean and root mean square distance from it, in the body's frame.
struct Ride {
  Vec3 mean_m = Vec3::Zero();
  double spread_m = std::numeric_limits<double>::infinity();
  double frames = 0.0;
};

class BodyPoses {
 public:
  BodyPoses(const Model& model, const MarkerFitting& fitting) : count_(model.bodies.size()) {
    kinematics::Poses poses(model);
    for (std::size_t f = 0; f < fitting.frames.size(); ++f) {
      compute_poses(model, kinematics::all_joints(model), fitting.motion.values_at(f), poses);
      X_.insert(X_.end(), poses.X_WB.begin(), poses.X_WB.end());
      times_.push_back(fitting.motion.time_s[f]);
    }
  }

  [[nodiscard]] Ride ride(std::size_t body, const MarkerTrajectories& recording, std::size_t marker) const {
    Ride ride;
    double squares = 0.0;
    for (std::size_t f = 0; f < times_.size(); ++f) {
      const Vec3& seen = recording.position_m(frame_at(recording, times_[f]), marker);
      if (!seen.allFinite()) continue;
      const Vec3 p = X_[f * count_ + body].inverse() * seen;
      ride.mean_m += p;
      squares += p.squaredNorm();
      ride.frames += 1.0;
    }
    if (ride.frames == 0.0) return ride;
    ride.mean_m /= ride.frames;
    ride.spread_m = std::sqrt(std::max(0.0, squares / ride.frames - ride.mean_m.squaredNorm()));
    return ride;
  }

 private:
  std::size_t count_;
  std::vector<Pose> X_;
  std::vector<double> times_;
};

/// The bodies that segments stand for; a patella or a talus that nothing else is on is none of them.
std::vector<std::size_t> segment_bodies(const Model& model) {
  std::vector<std::size_t> bodies;
  const auto add = [&](Segment segment, std::optional<Side> side) {
    const BodyIndex body = model.find_body(body_of_segment(model, segment, side));
    if (body.is_valid()) bodies.push_back(body.value());
  };
  add(Segment::pelvis, std::nullopt);
  add(Segment::trunk, std::nullopt);
  for (const Side side : both_sides) {
    for (const Segment segment : {Segment::thigh, Segment::shank, Segment::foot}) add(segment, side);
  }
  return bodies;
}

/// Every used marker to where it rides; `keeps`: one with a place stays nearer to it.
Result<std::vector<std::string>> put_markers(ModelSpecification& skeleton,
                                             const std::vector<MarkerAssignment>& assignments,
                                             const ModelSpecification& at_sites,
                                             const MarkerTrajectories& reference,
                                             const MarkerFitting& fitting, bool keeps) {
  Diagnostics quiet;
  HAMSTRING_TRY(model, model::compile(skeleton, quiet));
  const BodyPoses poses(model, fitting);
  std::vector<std::string> never;
  for (std::size_t m = 0; m < skeleton.markers.size(); ++m) {
    model::MarkerSpecification& marker = skeleton.markers[m];
    const auto body = std::ranges::find(model.bodies, marker.frame, &model::Body::name);
    const auto column = reference.find(marker.name);
    if (body == model.bodies.end() || !column) continue;
    const Ride ride = poses.ride(static_cast<std::size_t>(body - model.bodies.begin()), reference, *column);
    if (ride.frames == 0.0) {
      never.push_back(marker.name);
      continue;
    }
    const auto assignment = std::ranges::find(assignments, marker.name, &MarkerAssignment::name);
    const double site = keeps && assignment->site_m ? std::pow(skin_m / assignment->spread_m, 2.0) : 0.0;
    marker.location_m = (ride.mean_m + site * at_sites.markers[m].location_m) / (1.0 + site);
  }
  return never;
}

Result<void> check_sited(const std::vector<MarkerAssignment>& assignments,
                         const MarkerTrajectories& reference) {
  std::size_t sited = 0;
  for (const MarkerAssignment& assignment : assignments) {
    const auto column = reference.find(assignment.name);
    const bool is_landmark = assignment.meaning && assignment.meaning->landmark;
    if (!assignment.is_used() || !assignment.site_m || !is_landmark || !column) continue;
    sited += reference.missing_frames(*column) < reference.frames() ? 1 : 0;
  }
  if (sited >= sited_min) return {};
  return failure(Error{
      .message = fmt::format("only {} of its markers have a known place on the skeleton", sited),
      .advice = "Say what they are in a text file, a line each, such as 'M12 = right lateral knee', and "
                "give it with --markers."});
}

constexpr int rounds = 6;  // of putting markers and finding poses, where several frames are the reference

}  // namespace

kinematics::FitTasks tasks_of(const ModelSpecification& specification,
                              const std::vector<std::string>& markers) {
  Diagnostics quiet;
  const auto model = model::compile(specification, quiet);
  kinematics::FitTasks tasks = model ? drawn_weakly(*model) : kinematics::FitTasks{};
  for (const std::string& marker : markers) tasks.markers.push_back({.marker = marker, .weight = 1.0});
  return tasks;
}

Result<std::vector<std::string>> place_where_they_ride(ModelSpecification& specification,
                                                       const std::vector<std::string>& markers,
                                                       const MarkerTrajectories& recording,
                                                       const MarkerFitting& fitting) {
  Diagnostics quiet;
  HAMSTRING_TRY(model, model::compile(specification, quiet));
  const BodyPoses poses(model, fitting);
  std::vector<std::string> never;
  for (const std::string& name : markers) {
    const auto marker = std::ranges::find(specification.markers, name, &model::MarkerSpecification::name);
    const auto column = recording.find(name);
    if (marker == specification.markers.end() || !column) continue;
    const auto body = std::ranges::find(model.bodies, marker->frame, &model::Body::name);
    if (body == model.bodies.end()) continue;
    const Ride ride = poses.ride(static_cast<std::size_t>(body - model.bodies.begin()), recording, *column);
    if (ride.frames == 0.0)
      never.push_back(name);
    else
      marker->location_m = ride.mean_m;
  }
  return never;
}

void assign_by_movement(const Model& model, const MarkerTrajectories& recording, const MarkerFitting& fitting,
                        std::vector<MarkerAssignment>& assignments) {
  constexpr double rides_m = 0.02, times_better = 2.0, reach_m = 0.5;
  const BodyPoses poses(model, fitting);
  const std::vector<std::size_t> segments = segment_bodies(model);
  for (MarkerAssignment& assignment : assignments) {
    const auto column = recording.find(assignment.name);
    const bool may = !assignment.is_used() && !assignment.meaning && assignment.why != "left out by hand";
    if (!may || !column) continue;
    Ride best, second;
    std::size_t best_body = 0;
    for (const std::size_t body : segments) {
      const Ride ride = poses.ride(body, recording, *column);
      if (ride.frames < 10.0 || ride.mean_m.norm() > reach_m) continue;
      if (ride.spread_m < best.spread_m) {
        second = best;
        best = ride, best_body = body;
      } else if (ride.spread_m < second.spread_m) {
        second = ride;
      }
    }
    if (best.frames == 0.0 || best.spread_m > rides_m || best.spread_m * times_better > second.spread_m) {
      assignment.why +=
          best.frames == 0.0 ? "" : "; it rides on no segment that could be told from the others";
      continue;
    }
    assignment.body = model.bodies[best_body].name;
    assignment.by = AssignedBy::geometry;
    assignment.why = fmt::format("stays within {:.0f} mm of one place on it", 1e3 * best.spread_m);
  }
}

Result<FittedPerson> fit_person(const ModelSpecification& specification,
                                const std::vector<MarkerAssignment>& assignments,
                                const MarkerTrajectories& reference, const PersonOptions& options,
                                Diagnostics& diagnostics) {
  HAMSTRING_TRY_DO(check_sited(assignments, reference));
  ModelSpecification skeleton = skeleton_of(specification, assignments);
  Diagnostics quiet;
  HAMSTRING_TRY(generic, model::compile(skeleton, quiet));
  const Sizing sizing(skeleton, assignments, reference, parts_of(generic));
  Factors logs = Factors::Zero();
  HAMSTRING_TRY(attempt, sizing.attempt(logs));
  if (options.scales) {
    HAMSTRING_TRY(solved, sizing.solve());
    logs = solved.first;
    attempt = std::move(solved.second);
  }
  FittedPerson person{.model = {}, .scales = {}, .reference = std::move(attempt.fitting), .not_placed = {}};
  ModelSpecification whole = specification;
  whole.markers = skeleton.markers;
  if (options.scales) {
    person.scales = scales_of(sizing.bodies(), logs);
    HAMSTRING_TRY(scaled, scale_model(whole, person.scales, {.mass_kg = options.mass_kg}, diagnostics));
    whole = std::move(scaled);
  }
  const bool several = reference.frames() > 1;
  const ModelSpecification at_sites = whole;
  HAMSTRING_TRY(never, put_markers(whole, assignments, at_sites, reference, person.reference, several));
  std::vector<std::string> seen;
  for (const MarkerAssignment& assignment : assignments) {
    if (assignment.is_used() && std::ranges::find(never, assignment.name) == never.end())
      seen.push_back(assignment.name);
  }
  for (int round = 0; several && round < rounds; ++round) {
    HAMSTRING_TRY(model, model::compile(whole, quiet));
    HAMSTRING_TRY(
        fit, kinematics::fit_markers(model, reference, tasks_of(whole, seen), {.gradient_max = 1e-9}, quiet));
    HAMSTRING_TRY(again, put_markers(whole, assignments, at_sites, reference, fit, true));
    never = std::move(again);
  }
  person.model = std::move(whole);
  person.not_placed = std::move(never);
  return person;
}

}  // namespace hamstring::personalize
