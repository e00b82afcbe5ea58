#include "muscle/muscle_history.h"

#include <algorithm>
#include <cmath>

namespace hamstring::muscle {
namespace {

using model::Model;

// Jumps below this are rounding of the bisection, not steps of the path.
constexpr double jump_size_min_m = 1e-7;
constexpr int bisections = 40;

std::vector<std::string> labels_of(const Model& model, const std::vector<MuscleIndex>& muscles) {
  std::vector<std::string> labels;
  for (const MuscleIndex m : muscles) labels.push_back(model.muscles[m.value()].name);
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

/// Which moment arms of the selected muscles are ever other than zero.
class ArmsInUse {
 public:
  ArmsInUse(const Model& model, const MuscleSelection& selection)
      : used_(model.moment_arm_coordinates.size()) {
    for (const MuscleIndex m : selection.muscles) {
      const model::Muscle& muscle = model.muscles[m.value()];
      for (std::uint32_t e = muscle.moment_arms.begin; muscle.is_computed && e < muscle.moment_arms.end; ++e)
        entries_.push_back(e);
    }
  }

  void look_at(const MusclePaths& paths) {
    for (const std::uint32_t e : entries_) used_[e] = used_[e] || paths.moment_arm_m[e] != 0.0;
  }

  [[nodiscard]] std::vector<std::uint32_t> take() {
    std::erase_if(entries_, [&](std::uint32_t e) { return !used_[e]; });
    return std::move(entries_);
  }

 private:
  std::vector<std::uint32_t> entries_;
  std::vector<bool> used_;
};

/// Finds the jumps of the selected muscles while frames go by.
class JumpFinder {
 public:
  JumpFinder(const Model& model, const MuscleSelection& selection, const JointMotion& motion,
             Compatibility mode)
      : model_(model),
        selection_(selection),
        motion_(motion),
        mode_(mode),
        topology_(selection.muscles.size()) {}

  void look_at(std::size_t frame, const MusclePaths& paths, std::vector<LengthJump>& jumps) {
    const bool usable = is_finite_frame(motion_.values_at(frame));
    for (std::size_t i = 0; i < selection_.muscles.size(); ++i) {
      const MuscleIndex m = selection_.muscles[i];
      const std::uint64_t now = paths.topology[m.value()];
      if (usable && has_previous_ && now != topology_[i]) {
        LengthJump jump = find_jump(model_, motion_, frame, m, topology_[i], mode_);
        if (std::abs(jump.size_m) > jump_size_min_m) jumps.push_back(std::move(jump));
      }
      topology_[i] = now;
    }
    has_previous_ = usable;
  }

 private:
  const Model& model_;
  const MuscleSelection& selection_;
  const JointMotion& motion_;
  Compatibility mode_;
  std::vector<std::uint64_t> topology_;
  bool has_previous_ = false;
};

}  // namespace

void for_each_frame(const Model& model, const MuscleSelection& selection, const JointMotion& motion,
                    Compatibility mode,
                    const std::function<void(std::size_t frame, const MusclePaths& paths)>& visit) {
  FrameComputer computer(model, selection, mode);
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    computer.compute(motion.values_at(f), motion.speeds_at(f));
    visit(f, computer.paths);
  }
}

MuscleHistory compute_muscle_history(const Model& model, const MuscleSelection& selection,
                                     const JointMotion& motion, const MuscleHistoryOptions& options) {
  const std::vector<MuscleIndex>& kept = options.keep ? *options.keep : selection.muscles;
  const std::vector<std::string> labels = labels_of(model, kept);
  MuscleHistory history{.length_m = TimeSeries(motion.time_s, labels),
                        .lengthening_speed_m_per_s = TimeSeries(motion.time_s, labels),
                        .moment_arm_m = std::vector<TimeSeries>(options.moment_arm_coordinates.size(),
                                                                TimeSeries(motion.time_s, labels)),
                        .arms_in_use = {},
                        .jumps = {}};
  ArmsInUse arms(model, selection);
  JumpFinder jumps(model, selection, motion, options.mode);
  for_each_frame(model, selection, motion, options.mode, [&](std::size_t f, const MusclePaths& paths) {
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const MuscleIndex m = kept[i];
      history.length_m(f, i) = paths.length_m[m.value()];
      history.lengthening_speed_m_per_s(f, i) = paths.lengthening_speed_m_per_s[m.value()];
      for (std::size_t k = 0; k < options.moment_arm_coordinates.size(); ++k)
        history.moment_arm_m[k](f, i) = paths.moment_arm(model, m, options.moment_arm_coordinates[k]);
    }
    arms.look_at(paths);
    jumps.look_at(f, paths, history.jumps);
  });
  history.arms_in_use = arms.take();
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
