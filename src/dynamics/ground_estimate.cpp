#include "dynamics/ground_estimate.h"

#include <fmt/format.h>

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/try.h"
#include "dynamics/inverse_dynamics.h"
#include "dynamics/root.h"
#include "kinematics/poses.h"

namespace hamstring::dynamics {
namespace {

using model::Model;
using Wrench = Eigen::Matrix<double, 6, 1>;  ///< force, moment about the ground's origin, in ground

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool holds(const std::vector<TimeSpan>& spans, double time_s) {
  return std::ranges::any_of(spans,
                             [&](const TimeSpan& s) { return time_s >= s.start_s && time_s < s.end_s; });
}

Support support_at(const std::array<FootContacts, 2>& contacts, bool walks, double time_s) {
  if (holds(contacts[0].unknown, time_s) || holds(contacts[1].unknown, time_s)) return Support::unknown;
  const bool left = holds(contacts[0].standing, time_s), right = holds(contacts[1].standing, time_s);
  if (left && right) return Support::both;
  if (left) return Support::left;
  if (right) return Support::right;
  return walks ? Support::both : Support::flight;
}

/// The sum of the forces from outside in every frame: what the root would have to give without them. How a
/// wrench on the root's body shows in its coordinates is asked of the recursion itself, one unit at a time.
Result<std::vector<Wrench>> whole_body(const Model& model, const CoordinateMotion& motion,
                                       const model::Joint& root) {
  const std::size_t frames = motion.frames(), n = root.coordinates.size();
  const auto rows = static_cast<Eigen::Index>(n);
  // So large that the rounding of what the movement itself needs does not show in the difference.
  constexpr double one = 1e5;
  HAMSTRING_TRY(free, inverse_dynamics(model, motion, {}));
  std::vector<Eigen::MatrixXd> effect(frames, Eigen::MatrixXd(rows, 6));
  for (std::size_t k = 0; k < 6; ++k) {
    BodyLoad unit{.body = root.child, .wrench = std::vector<double>(6 * frames, 0.0)};
    std::fill_n(unit.wrench.begin() + static_cast<std::ptrdiff_t>(k * frames), frames, one);
    HAMSTRING_TRY(loaded, inverse_dynamics(model, motion, std::span(&unit, 1)));
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t c = root.coordinates[i].value();
      for (std::size_t f = 0; f < frames; ++f)
        effect[f](static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) =
            (free.of(c)[f] - loaded.of(c)[f]) / one;
    }
  }
  std::vector<Wrench> wrenches(frames, Wrench::Constant(nan));
  for (std::size_t f = 0; f < frames; ++f) {
    Eigen::VectorXd needed(rows);
    for (std::size_t i = 0; i < n; ++i)
      needed[static_cast<Eigen::Index>(i)] = free.of(root.coordinates[i].value())[f];
    if (!needed.allFinite() || !effect[f].allFinite()) continue;
    // A root that moves in a plane knows three of the six; the others are zero, which is the shortest answer.
    wrenches[f] = effect[f].completeOrthogonalDecomposition().solve(needed);
  }
  return wrenches;
}

/// The points under a foot at which it pushes off and lands.
struct FootPoints {
  Vec3 toes, heel;
};

/// Where both feet share the weight: from when to when, and which one takes over.
struct Transfer {
  double from_s = 0.0, to_s = 0.0;
  std::size_t leaving = 0;
};

class Estimator {
 public:
  Estimator(const Model& model, const kinematics::Legs& legs, const CoordinateMotion& motion)
      : model_(model), legs_(legs), motion_(motion), poses_(model), q_(motion.coordinates) {}

  /// Foot by foot what of `whole` it bears in frame f of double support.
  std::array<Wrench, 2> divide(std::size_t f, const Wrench& whole, const std::vector<Support>& support) {
    const std::optional<Transfer> transfer = transfer_at(f, support);
    if (!transfer) return {Wrench::Constant(nan), Wrench::Constant(nan)};
    const double u = std::clamp(
        (motion_.time_s[f] - transfer->from_s) / std::max(transfer->to_s - transfer->from_s, 1e-6), 0.0, 1.0);
    const double landed = u * u * (3.0 - 2.0 * u);
    const std::array<FootPoints, 2> feet = points(f);
    const std::size_t leaving = transfer->leaving, landing = 1 - leaving;
    const Vec3 force = whole.head<3>();
    const std::array<double, 2> share{1.0 - landed, landed};
    const std::array<Vec3, 2> moment{feet[leaving].toes.cross(share[0] * force),
                                     feet[landing].heel.cross(share[1] * force)};
    const Vec3 open = whole.tail<3>() - moment[0] - moment[1];
    std::array<Wrench, 2> result;
    for (std::size_t i = 0; i < 2; ++i) {
      Wrench& w = result[i == 0 ? leaving : landing];
      w.head<3>() = share[i] * force;
      w.tail<3>() = moment[i] + share[i] * open;
    }
    return result;
  }

 private:
  /// The frames around f in which both feet are on the ground, and who stood before or stands after.
  [[nodiscard]] std::optional<Transfer> transfer_at(std::size_t f,
                                                    const std::vector<Support>& support) const {
    std::size_t first = f, last = f;
    while (first > 0 && support[first - 1] == Support::both) --first;
    while (last + 1 < support.size() && support[last + 1] == Support::both) ++last;
    const Support before = first > 0 ? support[first - 1] : Support::unknown;
    const Support after = last + 1 < support.size() ? support[last + 1] : Support::unknown;
    const bool left_leaves = before == Support::left || after == Support::right;
    const bool right_leaves = before == Support::right || after == Support::left;
    if (left_leaves == right_leaves) return std::nullopt;  // the same foot before and after, or nothing known
    // A recording that begins or ends within: nobody knows how much of it is missing.
    if (before == Support::unknown || after == Support::unknown) return std::nullopt;
    return Transfer{.from_s = 0.5 * (motion_.time_s[first] + motion_.time_s[first - 1]),
                    .to_s = 0.5 * (motion_.time_s[last] + motion_.time_s[last + 1]),
                    .leaving = left_leaves ? std::size_t{0} : std::size_t{1}};
  }

  [[nodiscard]] std::array<FootPoints, 2> points(std::size_t f) {
    motion_.values_at(f, q_);
    compute_poses(model_, joints_, q_, poses_);
    std::array<FootPoints, 2> feet;
    for (std::size_t i = 0; i < 2; ++i) {
      const kinematics::Leg& leg = legs_[i];
      const BodyIndex heel = leg.calcaneus.is_valid() ? leg.calcaneus : leg.talus;
      feet[i].heel = poses_.X_WB[heel.value()].p;
      feet[i].toes = leg.toes.is_valid() ? poses_.X_WB[leg.toes.value()].p : feet[i].heel;
    }
    return feet;
  }

  const Model& model_;
  const kinematics::Legs& legs_;
  const CoordinateMotion& motion_;
  kinematics::JointSelection joints_ = kinematics::all_joints(model_);
  kinematics::Poses poses_;
  std::vector<double> q_;
};

void put(BodyLoad& load, std::size_t f, std::size_t frames, const Wrench& wrench) {
  for (std::size_t k = 0; k < 6; ++k) load.wrench[k * frames + f] = wrench[static_cast<Eigen::Index>(k)];
}

void count(GroundEstimate& estimate, const std::vector<Wrench>& whole) {
  double squares = 0.0;
  for (std::size_t f = 0; f < whole.size(); ++f) {
    switch (estimate.support[f]) {
      case Support::unknown:
        ++estimate.unknown_frames;
        break;
      case Support::left:
      case Support::right:
        ++estimate.single_frames;
        break;
      case Support::both:
        ++estimate.double_frames;
        break;
      case Support::flight: {
        const double force = whole[f].head<3>().norm();
        if (!std::isfinite(force)) break;
        ++estimate.flight_frames;
        squares += force * force;
        estimate.flight_force_peak_n = std::max(estimate.flight_force_peak_n, force);
        break;
      }
    }
  }
  estimate.flight_force_rms_n =
      estimate.flight_frames > 0 ? std::sqrt(squares / static_cast<double>(estimate.flight_frames)) : nan;
  if (estimate.flight_frames == 0) estimate.flight_force_peak_n = nan;
}

}  // namespace

Result<GroundEstimate> estimate_ground(const Model& model, const kinematics::Legs& legs,
                                       const CoordinateMotion& motion,
                                       const std::array<FootContacts, 2>& contacts, bool walks) {
  const JointIndex root = root_joint(model);
  if (!root.is_valid() || !floats(model, root)) {
    return failure(
        Error{.message = "the model hangs on the ground, which bears what nobody measured",
              .file = model.file,
              .advice = "Forces under the feet can be estimated of a model whose pelvis is free."});
  }
  const std::size_t frames = motion.frames();
  GroundEstimate estimate;
  estimate.weight_n = moving_mass_kg(model) * model.gravity_m_per_s2.norm();
  for (const kinematics::Leg& leg : legs) {
    const BodyIndex foot = leg.calcaneus.is_valid() ? leg.calcaneus : leg.talus;
    if (!foot.is_valid()) {
      return failure(Error{.message = "a leg of the model has no foot that could stand on the ground",
                           .file = model.file});
    }
    estimate.loads.push_back({.body = foot, .wrench = std::vector<double>(6 * frames, nan)});
  }
  HAMSTRING_TRY(whole, whole_body(model, motion, model.joints[root.value()]));
  for (const double t : motion.time_s) estimate.support.push_back(support_at(contacts, walks, t));
  Estimator estimator(model, legs, motion);
  const Wrench nothing = Wrench::Zero();
  for (std::size_t f = 0; f < frames; ++f) {
    std::array<Wrench, 2> feet{nothing, nothing};
    if (estimate.support[f] == Support::both) feet = estimator.divide(f, whole[f], estimate.support);
    if (estimate.support[f] == Support::left) feet[0] = whole[f];
    if (estimate.support[f] == Support::right) feet[1] = whole[f];
    if (estimate.support[f] == Support::unknown) feet.fill(Wrench::Constant(nan));
    for (std::size_t i = 0; i < 2; ++i) put(estimate.loads[i], f, frames, feet[i]);
  }
  count(estimate, whole);
  return estimate;
}

std::string ground_sentence(const GroundEstimate& e) {
  std::string text = fmt::format(
      "No force plate: what is under the feet is computed from the movement ({} frames on one foot, {} on "
      "two, {} "
      "in flight, {} not known).",
      e.single_frames, e.double_frames, e.flight_frames, e.unknown_frames);
  if (e.flight_frames > 0) {
    text += fmt::format(
        " In flight, where nothing can push, the movement asks for {:.0f} N (RMS; at most {:.0f} N): {:.0f} "
        "% "
        "of the body's weight. So far movement and masses are off.",
        e.flight_force_rms_n, e.flight_force_peak_n, 100.0 * e.flight_force_rms_n / e.weight_n);
  }
  return text;
}

}  // namespace hamstring::dynamics
