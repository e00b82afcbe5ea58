#include "kinematics/inverse_kinematics.h"

#include <fmt/format.h>
#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/text.h"
#include "core/try.h"
#include "kinematics/bounded_newton.h"

namespace hamstring::kinematics {
namespace {

using model::Model;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
/// A frame whose cost is so many times that of the frame before may sit in a false minimum. Ours.
constexpr double jump_of_cost = 4.0;
constexpr double small_cost_m2 = 1e-6;  // ½ (1.4 mm)²: below it a jump is none
/// Curvature of the cost along a coordinate, the others following, below which a radian moves markers by less
/// than 0.1 mm: ½ c 1² = ½ (1e-4 m)².
constexpr double seen_curvature = 1e-8;
constexpr std::size_t names_listed_max = 8;

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), names_listed_max); ++i)
    text += fmt::format("{}{}", i == 0 ? "" : ", ", quote_for_message(names[i]));
  return names.size() > names_listed_max ? text + fmt::format(" and {} more", names.size() - names_listed_max)
                                         : text;
}

struct ChosenMarkers {
  std::vector<MarkerAim> aims;
  std::vector<std::string> names;
  std::vector<std::size_t> columns;  ///< in the recording
};

const model::Marker* find_marker(const Model& model, std::string_view name) {
  const auto found = std::ranges::find(model.markers, name, &model::Marker::name);
  return found == model.markers.end() ? nullptr : &*found;
}

Result<ChosenMarkers> choose_markers(const Model& model, const MarkerTrajectories& recording,
                                     std::vector<MarkerTask> tasks, Diagnostics& diagnostics) {
  const bool all_alike = tasks.empty();
  if (all_alike) {
    for (const model::Marker& marker : model.markers) tasks.push_back({.marker = marker.name});
  }
  ChosenMarkers chosen;
  std::vector<std::string> not_in_model, not_in_recording, twice;
  for (const MarkerTask& task : tasks) {
    const model::Marker* marker = find_marker(model, task.marker);
    const auto column = recording.find(task.marker);
    if (marker == nullptr) not_in_model.push_back(task.marker);
    if (!column && !(all_alike && marker != nullptr)) not_in_recording.push_back(task.marker);
    if (marker == nullptr || !column || !(task.weight > 0.0) || !std::isfinite(task.weight)) continue;
    if (std::ranges::find(chosen.names, task.marker) != chosen.names.end()) {
      twice.push_back(task.marker);
      continue;
    }
    chosen.aims.push_back({.body = marker->body, .p_B = marker->p_B, .weight = task.weight});
    chosen.names.push_back(task.marker);
    chosen.columns.push_back(*column);
  }
  if (!not_in_model.empty())
    diagnostics.note("tasks of markers that the model does not have: " + listed(not_in_model));
  if (!not_in_recording.empty())
    diagnostics.warn("tasks of markers that the recording does not have: " + listed(not_in_recording));
  if (!twice.empty()) diagnostics.warn("markers with two tasks, of which the first counts: " + listed(twice));
  if (chosen.names.empty()) {
    std::vector<std::string> of_model;
    for (const model::Marker& marker : model.markers) of_model.push_back(marker.name);
    return failure(Error{
        .message = of_model.empty()
                       ? "the model has no markers"
                       : fmt::format("model and recording have no marker in common; the model's are {}, the "
                                     "recording's {}",
                                     listed(of_model), listed(recording.names)),
        .advice = of_model.empty()
                      ? "Use a model with a marker set."
                      : "Rename the markers of the recording, or use the model they were placed by."});
  }
  return chosen;
}

Result<std::vector<CoordinateAim>> coordinate_aims(const Model& model, const FitTasks& tasks) {
  std::vector<CoordinateAim> aims;
  for (const CoordinateTask& task : tasks.coordinates) {
    const CoordinateIndex c = model.find_coordinate(task.coordinate);
    if (!c.is_valid()) {
      return failure(Error{
          .message = fmt::format("the model has no coordinate '{}'", quote_for_message(task.coordinate)),
          .advice = "Correct or remove the task."});
    }
    if (model.coordinates[c.value()].locked || !(task.weight > 0.0)) continue;
    aims.push_back({.coordinate = c,
                    .weight = task.weight,
                    .value = task.value.value_or(model.coordinates[c.value()].default_value)});
  }
  return aims;
}

std::size_t nearest_frame(const std::vector<double>& time_s, double at_s) {
  std::size_t best = 0;
  for (std::size_t f = 1; f < time_s.size(); ++f) {
    if (std::abs(time_s[f] - at_s) < std::abs(time_s[best] - at_s)) best = f;
  }
  return best;
}

/// Poses to start from where nothing is known: the one given, with the skeleton brought to the markers'
/// middle and turned by quarters about the vertical.
class Starts {
 public:
  explicit Starts(const FitProblem& problem) : problem_(problem) {
    for (const model::Joint& joint : problem.model->joints) {
      if (joint.parent.value() != 0 || joint.coordinates.size() < 3) continue;
      root_ = &joint;
      break;
    }
  }

  [[nodiscard]] std::vector<std::vector<double>> from(const std::vector<double>& pose,
                                                      std::span<const Vec3> targets, FitState& state) const {
    std::vector<std::vector<double>> starts;
    for (int quarter = 0; quarter < 4; ++quarter) {
      std::vector<double> start = pose;
      if (quarter > 0 && !turn_about_vertical(start, quarter)) break;
      bring_to(targets, start, state);
      starts.push_back(std::move(start));
    }
    return starts;
  }

 private:
  bool turn_about_vertical(std::vector<double>& pose, int quarters) const {
    if (root_ == nullptr) return false;
    for (std::size_t a = 0; a < 3; ++a) {
      const model::TransformAxis& axis = root_->axes[a];
      if (axis.kind != model::AxisKind::identity || std::abs(axis.axis.y()) < 0.9) continue;
      pose[axis.coordinate.value()] += 0.5 * std::numbers::pi * quarters;
      if (pose[axis.coordinate.value()] > std::numbers::pi)
        pose[axis.coordinate.value()] -= 2.0 * std::numbers::pi;
      return true;
    }
    return false;
  }

  void bring_to(std::span<const Vec3> targets, std::vector<double>& pose, FitState& state) const {
    if (root_ == nullptr) return;
    evaluate_fit(problem_, targets, pose, false, state);
    Vec3 away = Vec3::Zero();
    double count = 0.0;
    for (std::size_t m = 0; m < targets.size(); ++m) {
      if (!targets[m].allFinite()) continue;
      const MarkerAim& aim = problem_.markers[m];
      away += targets[m] - state.poses.X_WB[aim.body.value()] * aim.p_B;
      count += 1.0;
    }
    if (count == 0.0) return;
    for (std::size_t a = 3; a < 6; ++a) {
      const model::TransformAxis& axis = root_->axes[a];
      if (axis.kind != model::AxisKind::identity) continue;
      const Vec3 direction = axis.constant * (root_->X_PF.R * axis.axis);
      pose[axis.coordinate.value()] += direction.dot(away) / count;
    }
  }

  const FitProblem& problem_;
  const model::Joint* root_ = nullptr;
};

class Fitter {
 public:
  Fitter(const FitProblem& problem, const InverseKinematicsOptions& options)
      : problem_(problem), options_(options), state_(problem), starts_(problem) {
    const std::vector<Vec3> nowhere(problem.markers.size(), Vec3::Constant(nan));
    evaluate_fit(problem, nowhere, problem.model->default_values(), true, state_);
  }

  /// The best pose of a frame; `pose`: that of the frame before, then the result.
  NewtonOutcome fit(std::span<const Vec3> targets, std::vector<double>& pose) {
    const bool is_first = !last_cost_;
    NewtonOutcome best{.cost = std::numeric_limits<double>::infinity()};
    std::vector<double> best_pose = pose;
    const auto attempt = [&](std::vector<double> start) {
      const NewtonOutcome outcome =
          minimize_fit(problem_, targets, options_.gradient_max, options_.iterations_max, start, state_);
      if (!(outcome.cost < best.cost)) return;
      best = outcome;
      best_pose = std::move(start);
    };
    if (!is_first) attempt(pose);
    if (is_first || best.cost > jump_of_cost * *last_cost_ + small_cost_m2) {
      for (std::vector<double>& start : starts_.from(pose, targets, state_)) attempt(std::move(start));
      if (!is_first) {
        for (std::vector<double>& start : starts_.from(problem_.model->default_values(), targets, state_))
          attempt(std::move(start));
      }
    }
    last_cost_ = best.cost;
    pose = std::move(best_pose);
    // The state of the pose that is kept: its markers, its couplers.
    evaluate_fit(problem_, targets, pose, true, state_);
    pose = state_.poses.q;
    return best;
  }

  [[nodiscard]] const FitState& state() const { return state_; }

 private:
  const FitProblem& problem_;
  const InverseKinematicsOptions& options_;
  FitState state_;
  Starts starts_;
  std::optional<double> last_cost_;
};

/// Unknowns along which the cost hardly bends, whatever the others do.
std::vector<CoordinateIndex> unobserved_in(const FitProblem& problem, const FitState& state) {
  const auto n = static_cast<Eigen::Index>(problem.unknowns.size());
  std::vector<CoordinateIndex> unobserved;
  Eigen::MatrixXd H = state.gauss_newton;
  H.diagonal().array() += 1e-3 * seen_curvature;
  const Eigen::MatrixXd inverse = H.ldlt().solve(Eigen::MatrixXd::Identity(n, n));
  for (Eigen::Index u = 0; u < n; ++u) {
    if (!(1.0 / inverse(u, u) >= seen_curvature))
      unobserved.push_back(problem.unknowns[static_cast<std::size_t>(u)]);
  }
  return unobserved;
}

void keep_frame(const FitProblem& problem, const FitState& state, std::span<const Vec3> targets,
                const NewtonOutcome& outcome, MarkerFitting& fitting, std::vector<double>& squares,
                std::vector<double>& counts) {
  FrameFit fit{.cost = outcome.cost,
               .gradient = outcome.gradient,
               .iterations = outcome.iterations,
               .is_solved = outcome.is_solved};
  double sum = 0.0;
  for (std::size_t m = 0; m < targets.size(); ++m) {
    const Vec3 p = state.poses.X_WB[problem.markers[m].body.value()] * problem.markers[m].p_B;
    fitting.fitted_m.push_back(p);
    fitting.seen_m.push_back(targets[m]);
    if (!targets[m].allFinite()) continue;
    const double distance = (p - targets[m]).norm();
    sum += distance * distance;
    squares[m] += distance * distance;
    counts[m] += 1.0;
    ++fit.seen;
    if (distance > fit.max_m || fit.seen == 1) fit.max_m = distance, fit.worst_marker = m;
  }
  fit.rms_m = fit.seen == 0 ? nan : std::sqrt(sum / static_cast<double>(fit.seen));
  fitting.frames.push_back(fit);
  fitting.motion.values.insert(fitting.motion.values.end(), state.poses.q.begin(), state.poses.q.end());
}

void report(const Model& model, const MarkerFitting& fitting, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const CoordinateIndex c : fitting.unobserved) names.push_back(model.coordinates[c.value()].name);
  if (!names.empty())
    diagnostics.warn("no marker sees these coordinates, their values mean nothing: " + listed(names));
  std::vector<std::string> never;
  for (std::size_t m = 0; m < fitting.markers.size(); ++m) {
    if (std::isnan(fitting.marker_rms_m[m])) never.push_back(fitting.markers[m]);
  }
  if (!never.empty()) diagnostics.warn("markers that are never seen in these frames: " + listed(never));
  std::size_t empty = 0, unsolved = 0;
  for (const FrameFit& fit : fitting.frames) {
    empty += fit.seen == 0 ? 1 : 0;
    unsolved += fit.is_solved ? 0 : 1;
  }
  if (empty > 0)
    diagnostics.warn(fmt::format("{} of {} frames have no marker; they keep the pose before them", empty,
                                 fitting.frames.size()));
  if (unsolved > 0)
    diagnostics.warn(fmt::format("{} of {} frames did not come to rest", unsolved, fitting.frames.size()));
}

}  // namespace

Result<MarkerFitting> fit_markers(const Model& model, const MarkerTrajectories& markers,
                                  const FitTasks& tasks, const InverseKinematicsOptions& options,
                                  Diagnostics& diagnostics) {
  if (markers.frames() == 0) return failure(Error{.message = "the recording has no frames"});
  HAMSTRING_TRY(chosen, choose_markers(model, markers, tasks.markers, diagnostics));
  HAMSTRING_TRY(aims, coordinate_aims(model, tasks));
  const FitProblem problem = make_fit_problem(model, std::move(chosen.aims), std::move(aims));
  const std::size_t first = options.from_s ? nearest_frame(markers.time_s, *options.from_s) : 0;
  const std::size_t last = options.to_s ? nearest_frame(markers.time_s, *options.to_s) : markers.frames() - 1;
  if (last < first) return failure(Error{.message = "the interval ends before it begins"});
  MarkerFitting fitting{.markers = chosen.names};
  for (const MarkerAim& aim : problem.markers) fitting.weights.push_back(aim.weight);
  fitting.motion.coordinates = model.coordinates.size();
  fitting.motion.is_given.assign(model.coordinates.size(), true);
  std::vector<double> squares(chosen.names.size()), counts(chosen.names.size());
  std::vector<double> pose = model.default_values();
  std::vector<Vec3> targets(chosen.names.size());
  Fitter fitter(problem, options);
  for (std::size_t f = first; f <= last; ++f) {
    for (std::size_t m = 0; m < targets.size(); ++m) targets[m] = markers.position_m(f, chosen.columns[m]);
    const bool any = std::ranges::any_of(targets, [](const Vec3& p) { return p.allFinite(); });
    NewtonOutcome outcome{.is_solved = true};
    if (any) outcome = fitter.fit(targets, pose);
    fitting.motion.time_s.push_back(markers.time_s[f]);
    if (any && fitting.unobserved.empty() && fitting.frames.empty())
      fitting.unobserved = unobserved_in(problem, fitter.state());
    keep_frame(problem, fitter.state(), targets, outcome, fitting, squares, counts);
  }
  fitting.motion.speeds.assign(fitting.motion.values.size(), 0.0);
  for (std::size_t m = 0; m < squares.size(); ++m)
    fitting.marker_rms_m.push_back(counts[m] == 0.0 ? nan : std::sqrt(squares[m] / counts[m]));
  report(model, fitting, diagnostics);
  return fitting;
}

}  // namespace hamstring::kinematics
