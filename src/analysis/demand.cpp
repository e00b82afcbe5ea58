#include "analysis/demand.h"

#include <algorithm>
#include <limits>

#include "analysis/tool_run.h"
#include "core/try.h"
#include "dynamics/inverse_dynamics.h"
#include "kinematics/poses.h"
#include "model/function.h"
#include "muscle/muscle_paths.h"
#include "signal/smooth_columns.h"

namespace hamstring::analysis {

std::vector<double> accelerations_of_speeds(const JointMotion& motion) {
  const std::size_t rows = motion.frames(), n = motion.coordinates;
  std::vector<double> accelerations(rows * n, std::numeric_limits<double>::quiet_NaN());
  std::vector<double> column(rows);
  Diagnostics quiet;
  for (std::size_t c = 0; c < n; ++c) {
    for (std::size_t f = 0; f < rows; ++f) column[f] = motion.speeds[f * n + c];
    const std::span<const double> one(column);
    const auto smooth = smooth_columns(motion.time_s, std::span(&one, 1), {.lanes = 2}, quiet);
    for (std::size_t f = 0; smooth && f < rows; ++f) accelerations[f * n + c] = smooth->first[f];
  }
  return accelerations;
}

CoordinateMotion with_accelerations(const model::Model& model, const JointMotion& motion,
                                    std::span<const double> accelerations, Compatibility mode) {
  const std::size_t rows = motion.frames(), n = motion.coordinates;
  CoordinateMotion result{.time_s = motion.time_s,
                          .coordinates = n,
                          .value = std::vector<double>(n * rows),
                          .speed = std::vector<double>(n * rows),
                          .acceleration = std::vector<double>(n * rows),
                          .is_given = motion.is_given};
  kinematics::Poses poses(model);
  const kinematics::JointSelection joints = kinematics::all_joints(model);
  std::vector<double> speed(n), acceleration(n);
  for (std::size_t f = 0; f < rows; ++f) {
    compute_poses(model, joints, motion.values_at(f), poses);
    std::ranges::copy(motion.speeds_at(f), speed.begin());
    std::vector<double> true_speed = speed;
    apply_couplers_to_speeds(model, poses, true_speed);
    if (mode == Compatibility::physics) speed = true_speed;
    std::ranges::copy(accelerations.subspan(f * n, n), acceleration.begin());
    apply_couplers_to_speeds(model, poses, acceleration);  // the part that is linear
    for (const model::Coupler& coupler : model.couplers) {
      if (coupler.independents.size() != 1) continue;
      const std::size_t from = coupler.independents.front().value();
      acceleration[coupler.dependent.value()] +=
          model::evaluate(coupler.function, poses.q[from]).second * speed[from] * speed[from];
    }
    for (std::size_t c = 0; c < n; ++c) {
      result.value[c * rows + f] = poses.q[c];
      result.speed[c * rows + f] = speed[c];
      result.acceleration[c * rows + f] = acceleration[c];
    }
  }
  return result;
}

JointMotion without_accelerations(const CoordinateMotion& motion) {
  const std::size_t rows = motion.frames(), n = motion.coordinates;
  JointMotion result{.time_s = motion.time_s,
                     .coordinates = n,
                     .values = std::vector<double>(n * rows),
                     .speeds = std::vector<double>(n * rows),
                     .is_given = motion.is_given};
  for (std::size_t c = 0; c < n; ++c) {
    for (std::size_t f = 0; f < rows; ++f) {
      result.values[f * n + c] = motion.value[c * rows + f];
      result.speeds[f * n + c] = motion.speed[c * rows + f];
    }
  }
  return result;
}

std::vector<double> handed_on(const model::Model& model, const CoordinateMotion& motion,
                              std::vector<double> generalized, Compatibility mode) {
  if (mode == Compatibility::physics || model.couplers.empty()) return generalized;
  const std::size_t rows = motion.frames(), n = motion.coordinates;
  kinematics::Poses poses(model);
  const kinematics::JointSelection joints = kinematics::all_joints(model);
  std::vector<double> values(n), at_frame(n);
  for (std::size_t f = 0; f < rows; ++f) {
    motion.values_at(f, values);
    compute_poses(model, joints, values, poses);
    for (std::size_t c = 0; c < n; ++c) at_frame[c] = generalized[c * rows + f];
    muscle::fold_couplers(model, poses, at_frame);
    for (std::size_t c = 0; c < n; ++c) generalized[c * rows + f] = at_frame[c];
  }
  return generalized;
}

Result<std::vector<double>> demand_of(const model::Model& model, const CoordinateMotion& motion,
                                      std::span<const dynamics::BodyLoad> loads, Compatibility mode) {
  HAMSTRING_TRY(forces, dynamics::inverse_dynamics(model, motion, loads, {.mode = mode}));
  return handed_on(model, motion, std::move(forces.generalized), mode);
}

}  // namespace hamstring::analysis
