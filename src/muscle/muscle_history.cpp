#include "muscle/muscle_history.h"

#include <algorithm>
#include <cmath>

namespace hamstring::muscle {
namespace {

using model::Model;

// Jumps below this are rounding of the bisection, not steps of the path.
constexpr double jump_size_min_m = 1e-7;
constexpr int bisections = 40;

std::vector<std::string> labels_of(const Model& model, const MuscleSelection& selection) {
  std::vector<std::string> labels;
  for (const MuscleIndex m : selection.muscles) labels.push_back(model.muscles[m.value()].name);
  return labels;
}

/// Everything needed to compute single frames again and again.
class FrameComputer {
 public:
  FrameComputer(const Model& model, const MuscleSelection& selection, Compatibility mode)
      : poses(model),
        paths(model),
        model_(model),
        selection_(selection),
        mode_(mode),
        workspace_(model),
        speeds_(model.coordinates.size()) {}

  void compute(std::span<const double> values, std::span<const double> speeds) {
    compute_poses(model_, selection_.joints, values, poses);
    std::ranges::copy(speeds, speeds_.begin());
    if (mode_ == Compatibility::physics) apply_couplers_to_speeds(model_, poses, speeds_);
    compute_muscle_paths(model_, selection_, poses, speeds_, mode_, workspace_, paths);
  }

  kinematics::Poses poses;
  MusclePaths paths;

 private:
  const Model& model_;
  const MuscleSelection& selection_;
  Compatibility mode_;
  MusclePathWorkspace workspace_;
  std::vector<double> speeds_;
};

/// Finds the instant between two frames at which a muscle's path switches, and the step of its length there.
LengthJump find_jump(const Model& model, const JointMotion& motion, std::size_t frame, MuscleIndex muscle,
                     std::uint64_t before, Compatibility mode) {
  const MuscleSelection one = select_muscles(model, {muscle});
  FrameComputer computer(model, one, mode);
  std::vector<double> q(motion.coordinates);
  const auto length_at = [&](double share) {
    for (std::size_t c = 0; c < q.size(); ++c) {
      q[c] = (1.0 - share) * motion.values_at(frame - 1)[c] + share * motion.values_at(frame)[c];
    }
    computer.compute(q, motion.speeds_at(frame));
    return computer.paths.length_m[muscle.value()];
  };
  double low = 0.0;
  double high = 1.0;
  for (int i = 0; i < bisections; ++i) {
    const double middle = 0.5 * (low + high);
    (void)length_at(middle);
    (computer.paths.topology[muscle.value()] == before ? low : high) = middle;
  }
  const double length_before = length_at(low);
  const double length_after = length_at(high);
  const std::uint64_t changed = computer.paths.topology[muscle.value()] ^ before;
  return {.muscle = muscle,
          .frame = frame,
          .time_s = (1.0 - high) * motion.time_s[frame - 1] + high * motion.time_s[frame],
          .size_m = length_after - length_before,
          .cause = (changed >> wrap_topology_bit) != 0 ? "wrap" : "conditional point"};
}

/// Without a value for every coordinate it depends on, a muscle has no length.
bool is_finite_frame(std::span<const double> values) {
  return std::ranges::all_of(values, [](double v) { return std::isfinite(v); });
}

/// Collects every moment arm of the selected muscles, frame by frame, and leaves out those that stay zero.
class ArmCollector {
 public:
  ArmCollector(const Model& model, const MuscleSelection& selection, std::size_t frames) : frames_(frames) {
    for (const MuscleIndex m : selection.muscles) {
      const model::Muscle& muscle = model.muscles[m.value()];
      for (std::uint32_t e = muscle.moment_arms.begin; muscle.is_computed && e < muscle.moment_arms.end;
           ++e) {
        entries_.push_back(e);
        labels_.push_back(muscle.name + "|" +
                          model.coordinates[model.moment_arm_coordinates[e].value()].name);
      }
    }
    values_.assign(entries_.size() * frames, 0.0);
  }

  void take(std::size_t frame, const MusclePaths& paths) {
    for (std::size_t i = 0; i < entries_.size(); ++i)
      values_[i * frames_ + frame] = paths.moment_arm_m[entries_[i]];
  }

  [[nodiscard]] TimeSeries table(const std::vector<double>& time_s) const {
    TimeSeries table(time_s, {});
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const std::span<const double> column = std::span(values_).subspan(i * frames_, frames_);
      if (std::ranges::any_of(column, [](double arm) { return arm != 0.0; }))
        table.add_column(labels_[i], column);
    }
    return table;
  }

 private:
  std::size_t frames_;
  std::vector<std::uint32_t> entries_;
  std::vector<std::string> labels_;
  std::vector<double> values_;
};

}  // namespace

MuscleHistory compute_muscle_history(const Model& model, const MuscleSelection& selection,
                                     const JointMotion& motion, const MuscleHistoryOptions& options) {
  const std::vector<std::string> labels = labels_of(model, selection);
  MuscleHistory history{.length_m = TimeSeries(motion.time_s, labels),
                        .lengthening_speed_m_per_s = TimeSeries(motion.time_s, labels),
                        .moment_arm_m = std::vector<TimeSeries>(options.moment_arm_coordinates.size(),
                                                                TimeSeries(motion.time_s, labels)),
                        .all_moment_arms = {},
                        .jumps = {}};
  ArmCollector arms(model, options.all_moment_arms ? selection : MuscleSelection{}, motion.frames());
  FrameComputer computer(model, selection, options.mode);
  std::vector<std::uint64_t> topology(selection.muscles.size());
  bool has_previous = false;
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    const bool usable = is_finite_frame(motion.values_at(f));
    computer.compute(motion.values_at(f), motion.speeds_at(f));
    arms.take(f, computer.paths);
    for (std::size_t i = 0; i < selection.muscles.size(); ++i) {
      const MuscleIndex m = selection.muscles[i];
      history.length_m(f, i) = computer.paths.length_m[m.value()];
      history.lengthening_speed_m_per_s(f, i) = computer.paths.lengthening_speed_m_per_s[m.value()];
      for (std::size_t k = 0; k < options.moment_arm_coordinates.size(); ++k) {
        history.moment_arm_m[k](f, i) =
            computer.paths.moment_arm(model, m, options.moment_arm_coordinates[k]);
      }
      const std::uint64_t now = computer.paths.topology[m.value()];
      if (usable && has_previous && now != topology[i]) {
        const LengthJump jump = find_jump(model, motion, f, m, topology[i], options.mode);
        if (std::abs(jump.size_m) > jump_size_min_m) history.jumps.push_back(jump);
      }
      topology[i] = now;
    }
    has_previous = usable;
  }
  history.all_moment_arms = arms.table(motion.time_s);
  return history;
}

std::vector<double> upright_lengths(const Model& model, Compatibility mode) {
  const MuscleSelection all = all_muscles(model);
  FrameComputer computer(model, all, mode);
  const std::vector<double> zero(model.coordinates.size(), 0.0);
  computer.compute(zero, zero);
  return computer.paths.length_m;
}

}  // namespace hamstring::muscle
