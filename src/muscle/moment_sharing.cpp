#include "muscle/moment_sharing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "core/try.h"
#include "muscle/force_tangent.h"
#include "muscle/muscle_history.h"
#include "muscle/reach.h"
#include "muscle/sharing_request.h"

namespace hamstring::muscle {
namespace {

using model::Model;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Forces of the unknowns in one frame as straight lines through where they stand.
struct Lines {
  std::vector<double> x;      ///< [unknown] activation or control
  std::vector<double> force;  ///< [unknown] at x: N; for actuators the control itself
  std::vector<double> slope;  ///< [unknown] by activation
  /// [unknown] the cost as its forces bend it: weight · (x − center)²; weight 0: |x|^p as it is
  std::vector<double> weight, center;
};

/// One movement's problem: what stays the same from frame to frame, and scratch memory.
class Sharer {
 public:
  Sharer(const Model& model, const JointMotion& motion, std::span<const double> demand,
         const SharingRequest& request)
      : model_(model),
        motion_(motion),
        demand_(demand),
        request_(request),
        rows_(request.rows.size()),
        n_(request.unknowns.size()),
        muscles_(mechanics_of(model, request, shared_.left_out)),
        poses_(model),
        generalized_(model.coordinates.size()),
        arms_(rows_ * n_),
        effect_(rows_ * n_),
        rest_(rows_),
        acts_(rows_ * n_),
        next_(n_),
        lower_(n_),
        upper_(n_),
        pull_(n_) {
    std::vector<std::string> names, rows;
    for (const SharingUnknown& u : request.unknowns) names.push_back(u.name);
    for (const CoordinateIndex c : request.rows) rows.push_back(model.coordinates[c.value()].name);
    shared_.activation = TimeSeries(motion.time_s, names);
    shared_.force = TimeSeries(motion.time_s, names);
    shared_.actuator_moment = TimeSeries(motion.time_s, rows);
    shared_.muscle_moment = TimeSeries(motion.time_s, rows);
    shared_.frames.resize(motion.frames());
    shared_.without_force.assign(n_, 0);
    ever_acts_.assign(rows_, false);
    for (std::vector<double>* of : {&lines_.x, &lines_.force, &lines_.slope, &lines_.weight, &lines_.center})
      of->assign(n_, 0.0);
    for (std::size_t j = 0; j < n_; ++j) {
      lower_[j] = request_.unknowns[j].lower;
      upper_[j] = request_.unknowns[j].upper;
      lines_.x[j] = std::clamp(0.0, lower_[j], upper_[j]);
    }
  }

  SharedMoments run() {
    std::vector<MuscleIndex> selected;
    for (std::size_t j = 0; j < n_; ++j)
      if (is_computed(j)) selected.push_back(request_.unknowns[j].muscle);
    // Actuators may stand on any body.
    const MuscleSelection selection{.muscles = std::move(selected), .joints = kinematics::all_joints(model_)};
    for_each_frame(model_, selection, motion_, request_.mode,
                   [&](std::size_t f, const MusclePaths& paths) { share_frame(f, paths); });
    for (std::size_t r = 0; r < rows_; ++r)
      if (!ever_acts_[r]) shared_.carried_by_nothing.push_back(request_.rows[r]);
    return std::move(shared_);
  }

 private:
  [[nodiscard]] bool is_muscle(std::size_t j) const { return request_.unknowns[j].muscle.is_valid(); }
  [[nodiscard]] bool is_computed(std::size_t j) const { return muscles_[j].has_value(); }
  [[nodiscard]] bool is_linear() const {
    return request_.mode == Compatibility::opensim || !request_.with_physiology;
  }

  void share_frame(std::size_t f, const MusclePaths& paths) {
    SharedFrame& frame = shared_.frames[f];
    find_arms(f, paths);
    find_parts();
    std::vector<std::uint8_t> solved(rows_, 1);
    if (is_linear()) {
      straight_forces(paths);
      share_lines(f, frame, solved);
      frame.rounds = 1;
      lines_.x = next_;
      for (std::size_t j = 0; j < n_; ++j) lines_.force[j] = lines_.slope[j] * lines_.x[j];
    } else {
      share_curves(f, paths, frame, solved);
    }
    keep(f);
  }

  /// Moment arms [row, unknown]; of actuators what a control of 1 does.
  void find_arms(std::size_t f, const MusclePaths& paths) {
    std::ranges::fill(arms_, 0.0);
    bool has_actuators = false;
    for (std::size_t j = 0; j < n_; ++j) {
      if (!is_muscle(j)) {
        has_actuators = true;
      } else if (is_computed(j)) {
        for (std::size_t r = 0; r < rows_; ++r)
          arms_[r * n_ + j] = paths.moment_arm(model_, request_.unknowns[j].muscle, request_.rows[r]);
      }
    }
    if (!has_actuators) return;
    compute_poses(model_, all_joints_, motion_.values_at(f), poses_);
    for (std::size_t j = 0; j < n_; ++j) {
      if (is_muscle(j)) continue;
      actuator_effect(model_, poses_, request_.actuators[request_.unknowns[j].actuator], generalized_);
      for (std::size_t r = 0; r < rows_; ++r) arms_[r * n_ + j] = generalized_[request_.rows[r].value()];
    }
  }

  /// The parts of the problem; found again only where another muscle acts than in the frame before.
  void find_parts() {
    bool changed = parts_.empty();
    for (std::size_t i = 0; i < arms_.size(); ++i) {
      const bool acts = arms_[i] != 0.0;  // NaN acts: the part is then not known
      if (acts != acts_[i]) {
        acts_[i] = acts;
        changed = true;
      }
    }
    if (!changed) return;
    parts_ = independent_parts(rows_, n_, acts_);
    workspaces_.assign(parts_.size(), {});
    for (std::size_t r = 0; r < rows_; ++r)
      for (std::size_t j = 0; j < n_; ++j)
        if (acts_[r * n_ + j]) ever_acts_[r] = true;
  }

  /// Forces that are linear in activation: as OpenSim has them, or all the same in every pose.
  void straight_forces(const MusclePaths& paths) {
    for (std::size_t j = 0; j < n_; ++j) {
      lines_.force[j] = lines_.x[j] = 0.0;
      lines_.slope[j] = 1.0;
      if (!is_muscle(j)) continue;
      const std::size_t m = request_.unknowns[j].muscle.value();
      lines_.slope[j] = !is_computed(j)            ? 0.0
                        : request_.with_physiology ? strength_as_opensim(*muscles_[j], paths.length_m[m],
                                                                         paths.lengthening_speed_m_per_s[m])
                                                   : muscles_[j]->max_force_n;
    }
  }

  [[nodiscard]] FiberInput path_of(std::size_t j, const MusclePaths& paths) const {
    const std::size_t m = request_.unknowns[j].muscle.value();
    return {.length_m = paths.length_m[m],
            .lengthening_speed_m_per_s = paths.lengthening_speed_m_per_s[m],
            .activation = 0.0};
  }

  void find_bounds(const MusclePaths& paths) {
    for (std::size_t j = 0; j < n_; ++j) {
      const SharingUnknown& u = request_.unknowns[j];
      if (is_computed(j)) upper_[j] = largest_activation(*muscles_[j], path_of(j, paths), u.lower, u.upper);
    }
  }

  /// Forces, slopes and bends at `x`.
  void touch_curves(const MusclePaths& paths, const std::vector<double>& x, Lines& lines) const {
    lines.x = x;
    for (std::size_t j = 0; j < n_; ++j) {
      ForceTangent tangent;
      if (!is_muscle(j)) {
        tangent = {.force_n = x[j], .slope_n = 1.0};
      } else if (is_computed(j)) {
        tangent = tangent_at(*muscles_[j], path_of(j, paths), x[j], {lower_[j], upper_[j]},
                             {request_.exponent, caution});
      }
      lines.force[j] = tangent.force_n;
      lines.slope[j] = tangent.slope_n;
      lines.weight[j] = tangent.weight;
      lines.center[j] = tangent.center;
    }
  }

  /// What a row gets less than it needs, at the forces of `lines`; muscles without a force give nothing.
  [[nodiscard]] double missing(std::size_t f, std::size_t r, const Lines& lines) const {
    double sum = demand_[request_.rows[r].value() * motion_.frames() + f];
    for (std::size_t j = 0; j < n_; ++j)
      if (std::isfinite(lines.force[j])) sum -= arms_[r * n_ + j] * lines.force[j];
    return sum;
  }

  [[nodiscard]] double largest_missing(std::size_t f, const Lines& lines,
                                       const std::vector<std::uint8_t>& solved) const {
    double largest = 0.0;
    for (std::size_t r = 0; r < rows_; ++r)
      if (solved[r] != 0) largest = std::max(largest, std::abs(missing(f, r, lines)));
    return largest;
  }

  /// The best activations for forces that are the straight lines of `lines_`, into next_. `solved` [row]
  /// forgets the rows of parts that are not.
  void share_lines(std::size_t f, SharedFrame& frame, std::vector<std::uint8_t>& solved) {
    frame.objective = frame.imbalance = frame.stationarity = 0.0;
    const bool gives_up = frame.rounds > 4;  // a part that had no answer until here has none
    if (!gives_up) {
      frame.status = SharingStatus::solved;
      std::ranges::fill(solved, std::uint8_t{1});
    }
    std::ranges::fill(next_, nan);
    for (std::size_t r = 0; r < rows_; ++r) {
      rest_[r] = missing(f, r, lines_);
      for (std::size_t j = 0; j < n_; ++j) {
        const std::size_t at = r * n_ + j;
        effect_[at] = arms_[at] * lines_.slope[j];
        if (lines_.slope[j] != 0.0) rest_[r] += effect_[at] * lines_.x[j];
      }
    }
    for (std::size_t k = 0; k < parts_.size(); ++k) {
      const SharingPart& part = parts_[k];
      if (part.unknowns.empty()) continue;  // named once, for all frames
      if (gives_up && solved[part.rows.front()] == 0) continue;
      const SharingOutcome outcome = share_part(part, workspaces_[k]);
      frame.steps += outcome.steps;
      frame.objective += outcome.objective;
      frame.imbalance = std::max(frame.imbalance, outcome.imbalance);
      frame.stationarity = std::max(frame.stationarity, outcome.stationarity);
      if (outcome.status == SharingStatus::solved) continue;
      for (const std::size_t r : part.rows) solved[r] = 0;
      if (frame.status == SharingStatus::infeasible) continue;  // what is proven is said first
      frame.status = outcome.status;
      frame.shortage = outcome.shortage;
      frame.short_row = request_.rows[part.rows[outcome.short_row]];
    }
  }

  SharingOutcome share_part(const SharingPart& part, SharingWorkspace& workspace) {
    const std::size_t rows = part.rows.size(), n = part.unknowns.size();
    part_effect_.resize(rows * n);
    part_numbers_.resize(rows + 5 * n);
    const std::span<double> demand = std::span(part_numbers_).first(rows);
    const std::span<double> lower = std::span(part_numbers_).subspan(rows, n);
    const std::span<double> upper = std::span(part_numbers_).subspan(rows + n, n);
    const std::span<double> x = std::span(part_numbers_).subspan(rows + 2 * n, n);
    const std::span<double> weight = std::span(part_numbers_).subspan(rows + 3 * n, n);
    const std::span<double> center = std::span(part_numbers_).subspan(rows + 4 * n, n);
    for (std::size_t r = 0; r < rows; ++r) {
      demand[r] = rest_[part.rows[r]];
      for (std::size_t j = 0; j < n; ++j)
        part_effect_[r * n + j] = effect_[part.rows[r] * n_ + part.unknowns[j]];
    }
    const auto within = [&](bool reach) {
      for (std::size_t j = 0; j < n; ++j) {
        const std::size_t u = part.unknowns[j];
        lower[j] = lower_[u];
        upper[j] = std::isnan(upper_[u]) ? lower[j] : upper_[u];
        weight[j] = lines_.weight[u];
        center[j] = lines_.center[u];
        if (!reach || !is_muscle(u) || std::isnan(upper_[u])) continue;
        lower[j] = std::max(lower[j], lines_.x[u] - reach_->most[u]);
        upper[j] = std::min(upper[j], lines_.x[u] + reach_->most[u]);
      }
      return share({.rows = rows,
                    .unknowns = n,
                    .effect = part_effect_,
                    .demand = demand,
                    .lower = lower,
                    .upper = upper,
                    .weight = weight,
                    .center = center},
                   {.exponent = request_.exponent}, workspace, x);
    };
    SharingOutcome outcome = within(reach_.has_value());
    if (reach_ && outcome.status != SharingStatus::solved) outcome = within(false);
    for (std::size_t j = 0; j < n; ++j) {
      next_[part.unknowns[j]] = x[j];
      double& pull = pull_[part.unknowns[j]] = 0.0;
      for (std::size_t r = 0; r < rows; ++r)
        pull +=
            workspace.multipliers[r] / workspace.row_length[r] * arms_[part.rows[r] * n_ + part.unknowns[j]];
    }
    return outcome;
  }

  /// Forces that bend with activation: Newton's method, each round the best activations for straight lines,
  /// until the forces themselves fit the moments and no activation would move.
  void share_curves(std::size_t f, const MusclePaths& paths, SharedFrame& frame,
                    std::vector<std::uint8_t>& solved) {
    constexpr int rounds_max = 150, bold_rounds = 12;
    constexpr double fits_n_m = 1e-8, stands = 1e-8, close_enough = 1e-3;
    find_bounds(paths);
    for (std::size_t j = 0; j < n_; ++j) {
      const double start = std::isfinite(lines_.x[j]) ? lines_.x[j] : 0.0;
      lines_.x[j] = std::isnan(upper_[j]) ? lower_[j] : std::clamp(start, lower_[j], upper_[j]);
    }
    touch_curves(paths, std::vector<double>(lines_.x), lines_);
    for (frame.rounds = 1; frame.rounds <= rounds_max; ++frame.rounds) {
      if (frame.rounds > bold_rounds && !reach_) reach_ = free_reach(n_, 0.05);
      share_lines(f, frame, solved);
      const double change = reach_ ? step_within_reach(paths) : step_that_fits(f, paths, frame, solved);
      if (change > stands || largest_missing(f, lines_, solved) > fits_n_m) continue;
      frame.stationarity = std::max(frame.stationarity, largest_move(paths));
      if (frame.stationarity <= stands) break;
    }
    if (frame.rounds > rounds_max) {
      frame.rounds = rounds_max;
      balance_by_actuators(f, frame, solved);
      frame.stationarity = std::max(frame.stationarity, largest_move(paths));
    }
    frame.imbalance = largest_missing(f, lines_, solved);
    if ((frame.imbalance > fits_n_m || frame.stationarity > close_enough) &&
        frame.status == SharingStatus::solved)
      frame.status = SharingStatus::not_converged;
    for (std::size_t j = 0; j < n_; ++j)
      if (!std::isfinite(next_[j])) lines_.x[j] = nan;
    if (frame.status == SharingStatus::not_converged) std::ranges::fill(lines_.x, nan);
    reach_.reset();
  }

  /// From `lines_` towards `next_`, as far as the forces fit the moments better for it. The largest change
  /// that was asked for.
  double step_that_fits(std::size_t f, const MusclePaths& paths, const SharedFrame& frame,
                        const std::vector<std::uint8_t>& solved) {
    constexpr double fits_n_m = 1e-8;
    const double left = largest_missing(f, lines_, solved);
    double change = 0.0, t = frame.rounds <= 8 ? 1.0 : 0.5;
    Lines tried = lines_;
    for (int halved = 0; halved < 6; ++halved, t *= 0.5) {
      change = 0.0;
      std::vector<double> x = lines_.x;
      for (std::size_t j = 0; j < n_; ++j) {
        if (!std::isfinite(next_[j])) continue;
        change = std::max(change, std::abs(next_[j] - x[j]));
        x[j] += t * (next_[j] - x[j]);
      }
      touch_curves(paths, x, tried);
      const double left_tried = largest_missing(f, tried, solved);
      // The first round may have to leave a balance that no optimum has.
      if (left_tried < left || frame.rounds <= 2 || left_tried <= fits_n_m) break;
    }
    std::swap(lines_, tried);
    return change;
  }

  /// All the way to `next_`, which lies within reach. The largest change.
  double step_within_reach(const MusclePaths& paths) {
    learn(*reach_, lines_.x, next_);
    double change = 0.0;
    std::vector<double> x = lines_.x;
    for (std::size_t j = 0; j < n_; ++j) {
      if (!std::isfinite(next_[j])) continue;
      change = std::max(change, std::abs(next_[j] - x[j]));
      x[j] = next_[j];
    }
    touch_curves(paths, x, lines_);
    return change;
  }

  /// Where no activations fit to rounding the muscles stay, and the actuators take what is left.
  void balance_by_actuators(std::size_t f, SharedFrame& frame, std::vector<std::uint8_t>& solved) {
    reach_.reset();
    const std::vector<double> lower = lower_, upper = upper_;
    for (std::size_t j = 0; j < n_; ++j) {
      if (!is_muscle(j)) continue;
      if (!std::isnan(upper_[j])) lower_[j] = upper_[j] = lines_.x[j];
      lines_.slope[j] = lines_.weight[j] = 0.0;
    }
    share_lines(f, frame, solved);
    for (std::size_t j = 0; j < n_; ++j)
      if (!is_muscle(j)) lines_.force[j] = lines_.x[j] = next_[j];
    lower_ = lower;
    upper_ = upper;
  }

  /// How far a projected step down the gradient would move any muscle's activation, by the slopes of the
  /// curves where they stand.
  [[nodiscard]] double largest_move(const MusclePaths& paths) const {
    double largest = 0.0;
    for (std::size_t j = 0; j < n_; ++j) {
      if (!is_computed(j) || std::isnan(upper_[j]) || !std::isfinite(next_[j])) continue;
      largest = std::max(largest, projected_step(*muscles_[j], path_of(j, paths), lines_.x[j],
                                                 {lower_[j], upper_[j]}, request_.exponent, pull_[j]));
    }
    return largest;
  }

  void keep(std::size_t f) {
    for (std::size_t j = 0; j < n_; ++j) {
      const bool known = std::isfinite(lines_.x[j]);
      shared_.activation(f, j) = lines_.x[j];
      const double by =
          is_muscle(j) ? 1.0 : request_.actuators[request_.unknowns[j].actuator].specification.optimal_force;
      shared_.force(f, j) = known ? by * lines_.force[j] : nan;
      if (is_muscle(j) && is_computed(j) && known && !std::isfinite(lines_.force[j]))
        ++shared_.without_force[j];
      if (is_muscle(j) && !is_computed(j)) shared_.force(f, j) = shared_.activation(f, j) = nan;
    }
    for (std::size_t r = 0; r < rows_; ++r) {
      double muscles = 0.0, actuators = 0.0;
      for (std::size_t j = 0; j < n_; ++j) {
        const double arm = arms_[r * n_ + j];
        if (arm == 0.0 || (is_muscle(j) && !is_computed(j))) continue;
        if (is_muscle(j) && std::isfinite(lines_.x[j]) && !std::isfinite(lines_.force[j])) continue;
        (is_muscle(j) ? muscles : actuators) += std::isfinite(lines_.x[j]) ? arm * lines_.force[j] : nan;
      }
      shared_.muscle_moment(f, r) = muscles;
      shared_.actuator_moment(f, r) = actuators;
    }
  }

  const Model& model_;
  const JointMotion& motion_;
  std::span<const double> demand_;
  const SharingRequest& request_;
  std::size_t rows_, n_;
  SharedMoments shared_;
  std::vector<std::optional<MuscleMechanics>> muscles_;  ///< [unknown]
  kinematics::JointSelection all_joints_ = kinematics::all_joints(model_);
  kinematics::Poses poses_;
  std::vector<double> generalized_, arms_, effect_, rest_;
  std::vector<bool> acts_, ever_acts_;
  std::vector<SharingPart> parts_;
  std::vector<SharingWorkspace> workspaces_;
  std::vector<double> part_effect_, part_numbers_, next_;
  std::vector<double> lower_, upper_;  ///< [unknown] in this frame
  Lines lines_;
  static constexpr double caution = 0.1;  ///< see TangentCost
  std::optional<Reach> reach_;
  std::vector<double> pull_;  ///< [unknown] what a newton of it is worth, of the last round
};

}  // namespace

Result<SharedMoments> share_moments(const Model& model, const JointMotion& motion,
                                    std::span<const double> demand, const SharingRequest& request) {
  HAMSTRING_TRY_DO(check_request(request));
  return Sharer(model, motion, demand, request).run();
}

}  // namespace hamstring::muscle
