#include "kinematics/marker_culprits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace hamstring::kinematics {
namespace {

using model::Model;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
// Ours, all of them: they decide what is worth a sentence, never a number.
constexpr double other_unit = 20.0;  // times the model's size: 1000, 100 and 39 lie beyond, people do not
constexpr double upright = 0.5;      // cosine to the vertical: nobody walks bent by 60 degrees
constexpr std::size_t frames_tried = 8;
constexpr std::size_t suspects_max = 4;
constexpr double suspect_m = 0.02;           // a marker that is off by less needs no explanation
constexpr double always_enough = 1.0 / 3.0;  // of the mean square distance, taken away by mending
constexpr double never_enough = 0.15;
constexpr double fair_shares = 5.0;  // that many times what one of the markers would be worth
constexpr std::size_t frozen_frames = 10;
constexpr double others_moved_m = 0.02;

std::string percent_less(double as_is, double mended) {
  return fmt::format("the markers are then off by {:.1f} mm instead of {:.1f} mm", 1e3 * mended, 1e3 * as_is);
}

/// Root mean square distance from their middle.
double spread(const std::vector<Vec3>& points) {
  Vec3 middle = Vec3::Zero();
  for (const Vec3& p : points) middle += p / static_cast<double>(points.size());
  double sum = 0.0;
  for (const Vec3& p : points) sum += (p - middle).squaredNorm();
  return std::sqrt(sum / static_cast<double>(points.size()));
}

std::optional<Culprit> wrong_unit(const Model& model, const MarkerFitting& fitting) {
  Poses poses(model);
  compute_poses(model, all_joints(model), model.default_values(), poses);
  const std::size_t count = fitting.markers.size();
  for (std::size_t f = 0; f < fitting.frames.size(); ++f) {
    if (fitting.frames[f].seen < 3) continue;
    std::vector<Vec3> seen, of_model;
    for (std::size_t m = 0; m < count; ++m) {
      const Vec3& p = fitting.seen_m[f * count + m];
      if (!p.allFinite()) continue;
      const auto marker = std::ranges::find(model.markers, fitting.markers[m], &model::Marker::name);
      seen.push_back(p);
      of_model.push_back(poses.X_WB[marker->body.value()] * marker->p_B);
    }
    const double ratio = spread(seen) / spread(of_model);
    if (!(ratio > other_unit || ratio < 1.0 / other_unit)) return std::nullopt;
    return Culprit{.kind = CulpritKind::unit,
                   .markers = {},
                   .sentence = fmt::format("the recording is {:.3g} times as large as the model: its unit of "
                                           "length is another one than the file says",
                                           ratio),
                   .rms_as_is_m = nan,
                   .rms_mended_m = nan};
  }
  return std::nullopt;
}

std::optional<Culprit> wrong_axes(const Model& model, const MarkerFitting& fitting) {
  const auto root = std::ranges::find_if(model.joints, [](const model::Joint& joint) {
    return joint.parent.value() == 0 && joint.coordinates.size() >= 6;
  });
  if (root == model.joints.end() || fitting.frames.empty()) return std::nullopt;
  Poses poses(model);
  Vec3 up = Vec3::Zero();
  const std::size_t step = std::max<std::size_t>(1, fitting.frames.size() / frames_tried);
  for (std::size_t f = 0; f < fitting.frames.size(); f += step) {
    if (fitting.frames[f].seen == 0) continue;
    compute_poses(model, all_joints(model), fitting.motion.values_at(f), poses);
    up += poses.X_WB[root->child.value()].R.col(1);
  }
  if (!(up.norm() > 0.0)) return std::nullopt;
  up.normalize();
  if (up.y() > upright) return std::nullopt;
  int axis = 0;
  up.cwiseAbs().maxCoeff(&axis);
  return Culprit{
      .kind = CulpritKind::axes,
      .markers = {},
      .sentence = fmt::format("the body stands along {}{} of the recording, not along y: the axes of the "
                              "laboratory are others than the model's; turn the recording",
                              up[axis] < 0.0 ? "-" : "+", "xyz"[axis]),
      .rms_as_is_m = nan,
      .rms_mended_m = nan};
}

/// The longest stretch of frames in which a marker stays where it is to the last digit.
std::pair<std::size_t, std::size_t> longest_standstill(const MarkerFitting& fitting, std::size_t m) {
  const std::size_t count = fitting.markers.size(), frames = fitting.frames.size();
  std::pair<std::size_t, std::size_t> longest{0, 0};
  for (std::size_t begin = 0; begin < frames;) {
    std::size_t end = begin + 1;
    while (end < frames && fitting.seen_m[end * count + m] == fitting.seen_m[begin * count + m]) ++end;
    if (end - begin > longest.second - longest.first) longest = {begin, end};
    begin = end;
  }
  return longest;
}

std::vector<Culprit> frozen_markers(const MarkerFitting& fitting) {
  std::vector<Culprit> culprits;
  const std::size_t count = fitting.markers.size();
  for (std::size_t m = 0; m < count; ++m) {
    const auto [begin, end] = longest_standstill(fitting, m);
    if (end - begin < frozen_frames || !fitting.seen_m[begin * count + m].allFinite()) continue;
    std::vector<double> moved;
    for (std::size_t other = 0; other < count; ++other) {
      const double distance =
          (fitting.seen_m[(end - 1) * count + other] - fitting.seen_m[begin * count + other]).norm();
      if (other != m && std::isfinite(distance)) moved.push_back(distance);
    }
    if (moved.empty()) continue;
    std::ranges::nth_element(moved, moved.begin() + static_cast<std::ptrdiff_t>(moved.size() / 2));
    if (moved[moved.size() / 2] < others_moved_m) continue;
    culprits.push_back({.kind = CulpritKind::frozen,
                        .markers = {fitting.markers[m]},
                        .sentence = fmt::format(
                            "{} stands still from {:.6g} s to {:.6g} s while the others move: it was "
                            "lost and its last place repeated; leave it out there",
                            fitting.markers[m], fitting.motion.time_s[begin], fitting.motion.time_s[end - 1]),
                        .rms_as_is_m = nan,
                        .rms_mended_m = nan});
  }
  return culprits;
}

/// Whether mending one thing among so many markers takes enough away to be the culprit.
bool is_mended(double as_is, double mended, std::size_t markers) {
  const double taken = 1.0 - mended * mended / (as_is * as_is);
  return taken > std::min(always_enough, std::max(never_enough, fair_shares / static_cast<double>(markers)));
}

class Trials {
 public:
  Trials(const Model& model, const MarkerTrajectories& recording, const FitTasks& tasks,
         const MarkerFitting& fitting)
      : model_(model), tasks_(tasks), fitting_(fitting) {
    if (tasks_.markers.empty()) {
      for (const std::string& name : fitting.markers) tasks_.markers.push_back({.marker = name});
    }
    sample_.rate_hz = recording.rate_hz;
    sample_.names = recording.names;
    const std::size_t step = std::max<std::size_t>(1, fitting.frames.size() / frames_tried);
    for (std::size_t f = step / 2; f < fitting.frames.size(); f += step) {
      const auto at =
          std::ranges::find(recording.time_s, fitting.motion.time_s[f]) - recording.time_s.begin();
      if (static_cast<std::size_t>(at) >= recording.frames()) continue;
      sample_.time_s.push_back(recording.time_s[static_cast<std::size_t>(at)]);
      for (std::size_t m = 0; m < recording.markers(); ++m)
        sample_.positions_m.push_back(recording.position_m(static_cast<std::size_t>(at), m));
    }
    as_is_ = rms_of(sample_, tasks_);
  }

  [[nodiscard]] double as_is() const { return as_is_; }

  /// Root mean square of the distances with two labels exchanged.
  [[nodiscard]] double with_exchanged(const std::string& a, const std::string& b) const {
    MarkerTrajectories exchanged = sample_;
    const auto at_a = exchanged.find(a), at_b = exchanged.find(b);
    if (!at_a || !at_b) return nan;
    std::swap(exchanged.names[*at_a], exchanged.names[*at_b]);
    return rms_of(exchanged, tasks_);
  }

  /// … with a marker taken for one that the recording does not have.
  [[nodiscard]] double with_relabelled(const std::string& from, const std::string& to) const {
    MarkerTrajectories relabelled = sample_;
    FitTasks tasks = tasks_;
    if (const auto at = relabelled.find(from)) relabelled.names[*at] = to;
    const bool has_task = std::ranges::find(tasks.markers, to, &MarkerTask::marker) != tasks.markers.end();
    if (!has_task) tasks.markers.push_back({.marker = to});
    return rms_of(relabelled, tasks);
  }

  [[nodiscard]] double without(const std::string& name) const {
    FitTasks tasks = tasks_;
    std::erase_if(tasks.markers, [&](const MarkerTask& task) { return task.marker == name; });
    return tasks.markers.empty() ? nan : rms_of(sample_, tasks);
  }

  /// Markers that are off by much more than the others, worst first.
  [[nodiscard]] std::vector<std::size_t> suspects() const {
    std::vector<double> known;
    for (const double rms : fitting_.marker_rms_m) {
      if (std::isfinite(rms)) known.push_back(rms);
    }
    if (known.size() < 4) return {};
    std::ranges::nth_element(known, known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2));
    const double median = known[known.size() / 2];
    std::vector<std::size_t> found;
    for (std::size_t m = 0; m < fitting_.markers.size(); ++m) {
      if (fitting_.marker_rms_m[m] > std::max(suspect_m, 1.5 * median)) found.push_back(m);
    }
    std::ranges::sort(found, std::ranges::greater{}, [&](std::size_t m) { return fitting_.marker_rms_m[m]; });
    if (found.size() > suspects_max) found.resize(suspects_max);
    return found;
  }

 private:
  double rms_of(const MarkerTrajectories& markers, const FitTasks& tasks) const {
    Diagnostics quiet;
    const auto fit = fit_markers(model_, markers, tasks, {.gradient_max = 1e-7}, quiet);
    if (!fit) return nan;
    double sum = 0.0, count = 0.0;
    for (const FrameFit& frame : fit->frames) {
      if (frame.seen == 0) continue;
      sum += frame.rms_m * frame.rms_m;
      count += 1.0;
    }
    return count == 0.0 ? nan : std::sqrt(sum / count);
  }

  const Model& model_;
  FitTasks tasks_;
  const MarkerFitting& fitting_;
  MarkerTrajectories sample_;
  double as_is_ = nan;
};

std::optional<Culprit> swapped_labels(const Trials& trials, const MarkerFitting& fitting) {
  std::optional<Culprit> best;
  for (const std::size_t a : trials.suspects()) {
    for (std::size_t b = 0; b < fitting.markers.size(); ++b) {
      if (b == a) continue;
      const double mended = trials.with_exchanged(fitting.markers[a], fitting.markers[b]);
      if (!is_mended(trials.as_is(), mended, fitting.markers.size()) ||
          (best && mended >= best->rms_mended_m))
        continue;
      best =
          Culprit{.kind = CulpritKind::swapped,
                  .markers = {fitting.markers[a], fitting.markers[b]},
                  .sentence = fmt::format("the labels {} and {} are likely swapped: {}", fitting.markers[a],
                                          fitting.markers[b], percent_less(trials.as_is(), mended)),
                  .rms_as_is_m = trials.as_is(),
                  .rms_mended_m = mended};
    }
  }
  return best;
}

/// A marker that carries the label of another one, whose own label is not in the recording.
std::optional<Culprit> wrong_label(const Model& model, const MarkerTrajectories& recording,
                                   const Trials& trials, const MarkerFitting& fitting) {
  std::optional<Culprit> best;
  for (const std::size_t a : trials.suspects()) {
    for (const model::Marker& other : model.markers) {
      if (recording.find(other.name)) continue;
      const double mended = trials.with_relabelled(fitting.markers[a], other.name);
      if (!is_mended(trials.as_is(), mended, fitting.markers.size()) ||
          (best && mended >= best->rms_mended_m))
        continue;
      best = Culprit{.kind = CulpritKind::mislabelled,
                     .markers = {fitting.markers[a], other.name},
                     .sentence = fmt::format("the marker labelled {} is likely {}: {}", fitting.markers[a],
                                             other.name, percent_less(trials.as_is(), mended)),
                     .rms_as_is_m = trials.as_is(),
                     .rms_mended_m = mended};
    }
  }
  return best;
}

std::optional<Culprit> misplaced_marker(const Trials& trials, const MarkerFitting& fitting) {
  std::optional<Culprit> best;
  for (const std::size_t a : trials.suspects()) {
    const double mended = trials.without(fitting.markers[a]);
    if (!is_mended(trials.as_is(), mended, fitting.markers.size()) || (best && mended >= best->rms_mended_m))
      continue;
    best = Culprit{.kind = CulpritKind::misplaced,
                   .markers = {fitting.markers[a]},
                   .sentence = fmt::format(
                       "{} does not fit: it sits elsewhere than on the model, or carries the label of "
                       "another marker; without it {}",
                       fitting.markers[a], percent_less(trials.as_is(), mended)),
                   .rms_as_is_m = trials.as_is(),
                   .rms_mended_m = mended};
  }
  return best;
}

}  // namespace

std::vector<Culprit> find_culprits(const Model& model, const MarkerTrajectories& recording,
                                   const FitTasks& tasks, const MarkerFitting& fitting) {
  std::vector<Culprit> culprits;
  if (auto unit = wrong_unit(model, fitting)) return {std::move(*unit)};  // nothing else can be told then
  if (auto axes = wrong_axes(model, fitting)) culprits.push_back(std::move(*axes));
  for (Culprit& frozen : frozen_markers(fitting)) culprits.push_back(std::move(frozen));
  const Trials trials(model, recording, tasks, fitting);
  if (!std::isfinite(trials.as_is())) return culprits;
  auto swapped = swapped_labels(trials, fitting), label = wrong_label(model, recording, trials, fitting);
  if (label && (!swapped || label->rms_mended_m < swapped->rms_mended_m)) {
    culprits.push_back(std::move(*label));
  } else if (swapped) {
    culprits.push_back(std::move(*swapped));
  } else if (auto misplaced = misplaced_marker(trials, fitting)) {
    culprits.push_back(std::move(*misplaced));
  }
  return culprits;
}

}  // namespace hamstring::kinematics
