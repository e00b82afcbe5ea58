#include "dynamics/residuals.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "dynamics/root.h"
#include "kinematics/poses.h"

namespace hamstring::dynamics {
namespace {

using model::Model;

constexpr std::size_t poses_looked_at = 100;  // the mean height of a mass center needs no more

double largest_external_force(std::span<const BodyLoad> loads, std::size_t frames) {
  double largest = 0.0;
  for (std::size_t f = 0; f < frames; ++f) {
    Vec3 sum = Vec3::Zero();
    for (const BodyLoad& load : loads)
      sum += Vec3(load.wrench[f], load.wrench[frames + f], load.wrench[2 * frames + f]);
    if (sum.allFinite()) largest = std::max(largest, sum.norm());
  }
  return largest;
}

double mean_mass_center_height(const Model& model, const CoordinateMotion& motion) {
  const double g = model.gravity_m_per_s2.norm();
  if (!(g > 0.0)) return 0.0;
  const Vec3 up = -model.gravity_m_per_s2 / g;
  kinematics::Poses poses(model);
  const kinematics::JointSelection joints = kinematics::all_joints(model);
  std::vector<double> q(model.coordinates.size());
  double sum = 0.0;
  std::size_t count = 0;
  const std::size_t step = std::max<std::size_t>(1, motion.frames() / poses_looked_at);
  for (std::size_t f = 0; f < motion.frames(); f += step) {
    motion.values_at(f, q);
    compute_poses(model, joints, q, poses);
    double moment = 0.0;
    double mass = 0.0;
    double lowest = std::numeric_limits<double>::infinity();
    for (std::size_t b = 1; b < model.bodies.size(); ++b) {
      const model::Body& body = model.bodies[b];
      if (!body.inboard_joint.is_valid()) continue;
      mass += body.mass_kg;
      moment += body.mass_kg * up.dot(poses.X_WB[b] * body.mass_center_m);
      lowest = std::min(lowest, up.dot(poses.X_WB[b].p));
    }
    sum += moment / mass - lowest;
    ++count;
  }
  return sum / static_cast<double>(count);
}

struct Size {
  double peak = 0.0, squares = 0.0, at_s = 0.0;
  void add(double size, double time_s) {
    squares += size * size;
    if (size > peak) at_s = time_s;
    peak = std::max(peak, size);
  }
};

}  // namespace

std::optional<Residuals> residuals_of(const Model& model, const CoordinateMotion& motion,
                                      std::span<const BodyLoad> loads, const InverseDynamics& result) {
  const JointIndex root = root_joint(model);
  if (!root.is_valid() || !floats(model, root)) return std::nullopt;
  Size force, moment;
  std::size_t known = 0;
  for (std::size_t f = 0; f < result.frames(); ++f) {
    double forces = 0.0;
    double moments = 0.0;
    for (const CoordinateIndex c : model.joints[root.value()].coordinates) {
      const double size = result.of(c.value())[f];
      const bool is_force = model.coordinates[c.value()].motion_type == model::MotionType::translational;
      (is_force ? forces : moments) += size * size;
    }
    if (!std::isfinite(forces + moments)) continue;
    ++known;
    force.add(std::sqrt(forces), result.time_s[f]);
    moment.add(std::sqrt(moments), result.time_s[f]);
  }
  if (known == 0) return std::nullopt;
  Residuals residuals{.force_peak_n = force.peak,
                      .force_rms_n = std::sqrt(force.squares / static_cast<double>(known)),
                      .moment_peak_n_m = moment.peak,
                      .moment_rms_n_m = std::sqrt(moment.squares / static_cast<double>(known)),
                      .peak_at_s = force.at_s,
                      .external_peak_n = largest_external_force(loads, result.frames()),
                      .mass_center_height_m = mean_mass_center_height(model, motion),
                      .frames = known};
  const double scale = residuals.external_peak_n > 0.0
                           ? residuals.external_peak_n
                           : moving_mass_kg(model) * model.gravity_m_per_s2.norm();
  residuals.force_limit_n = residual_force_share * scale;
  residuals.moment_limit_n_m = residual_moment_share * scale * residuals.mass_center_height_m;
  return residuals;
}

std::string residual_sentence(const Residuals& r) {
  const std::string sizes = fmt::format(
      "At the root {:.1f} N and {:.1f} N m are left over at most ({:.1f} N and {:.1f} N m on average, "
      "RMS)",
      r.force_peak_n, r.moment_peak_n_m, r.force_rms_n, r.moment_rms_n_m);
  const std::string limits = fmt::format(
      "Hicks et al. 2015 accept up to {:.1f} N ({:g} % of the largest external force{}) and {:.1f} N m ({:g} "
      "% of it "
      "times the height of the mass center)",
      r.force_limit_n, 100.0 * residual_force_share,
      r.external_peak_n > 0.0 ? "" : ", here of the body's weight, as no force was recorded",
      r.moment_limit_n_m, 100.0 * residual_moment_share);
  if (r.are_acceptable()) return fmt::format("{}: acceptable; {}.", sizes, limits);
  return fmt::format(
      "{}: too much; {}. Movement, masses and forces do not agree that well, worst at {:.3f} s: the moments "
      "of the "
      "trunk and of a leg on the ground may be wrong by as much; those of a swinging leg do not depend on "
      "it.",
      sizes, limits, r.peak_at_s);
}

}  // namespace hamstring::dynamics
