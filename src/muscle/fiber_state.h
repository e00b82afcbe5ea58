// What fibers and tendon of one muscle do in one frame.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

namespace hamstring::muscle {

/// How a state came about. What is no result has NaN in every field that would be one.
enum class FiberStatus : std::uint8_t {
  solved,
  /// The tendon hangs: the fiber shortens no faster than the path, or carries nothing. Tendon force 0 is the
  /// result.
  slack,
  too_short,       ///< no result: origin and insertion are nearer than tendon and shortest fiber are long
  no_equilibrium,  ///< no result: the fiber pulls harder than the tendon at every length that the class knows
  no_input,        ///< no result: length, speed or activation is not a number
  at_shortest,     ///< opensim mode only: the fiber was put at its shortest length; OpenSim warns in its log
  unsolved,        ///< opensim mode only: OpenSim gave up and went on with the model's default state
};

/// "the tendon hangs slack", for messages.
[[nodiscard]] std::string_view status_text(FiberStatus status);

/// Whether the fields are a result of mechanics (or, in opensim mode, of OpenSim's own solution).
[[nodiscard]] constexpr bool is_result(FiberStatus status) {
  return status == FiberStatus::solved || status == FiberStatus::slack;
}

/// Path of the muscle in one frame, and how active it is.
struct FiberInput {
  double length_m = 0.0;                   ///< of muscle and tendon
  double lengthening_speed_m_per_s = 0.0;  ///< of both together
  double activation = 0.0;                 ///< 0 to 1
};

/// Positive velocities lengthen, positive powers are work done by fiber, tendon or muscle.
struct FiberState {
  static constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  FiberStatus status = FiberStatus::no_input;
  double fiber_length_m = nan;
  double fiber_length = nan;  ///< in optimal fiber lengths
  double pennation_rad = nan;
  double tendon_length_m = nan;
  double tendon_strain = nan;
  double fiber_velocity_m_per_s = nan;
  double fiber_velocity = nan;  ///< in maximum contraction velocities
  double pennation_velocity_rad_per_s = nan;
  double tendon_velocity_m_per_s = nan;
  double active_force_n = nan;   ///< along the fiber
  double passive_force_n = nan;  ///< along the fiber, elastic and damping
  double fiber_force_n = nan;    ///< along the fiber, both together
  double active_force_along_tendon_n = nan;
  double passive_force_along_tendon_n = nan;
  double tendon_force_n = nan;
  double active_power_w = nan;   ///< of the fiber, with what damping takes
  double passive_power_w = nan;  ///< of the elastic part of the fiber
  double tendon_power_w = nan;
  double muscle_power_w = nan;  ///< of muscle and tendon together on the bones
};

}  // namespace hamstring::muscle
