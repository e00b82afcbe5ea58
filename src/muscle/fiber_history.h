// What a movement did to fibers and tendons, frame by frame: one table a quantity.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/time_series.h"
#include "muscle/equilibrium.h"

namespace hamstring::muscle {

/// In the order in which OpenSim's MuscleAnalysis lists them; tendon_strain is ours.
enum class FiberQuantity : std::uint8_t {
  pennation_angle,
  fiber_length,
  normalized_fiber_length,
  tendon_length,
  fiber_velocity,
  normalized_fiber_velocity,
  pennation_angular_velocity,
  tendon_force,
  fiber_force,
  active_fiber_force,
  passive_fiber_force,
  active_fiber_force_along_tendon,
  passive_fiber_force_along_tendon,
  fiber_active_power,
  fiber_passive_power,
  tendon_power,
  muscle_actuator_power,
  tendon_strain,
};
inline constexpr std::size_t fiber_quantities = 18;

/// "FiberLength": as OpenSim names its files.
[[nodiscard]] std::string_view quantity_name(FiberQuantity quantity);
[[nodiscard]] double value_of(const FiberState& state, FiberQuantity quantity);

/// The frames of one muscle that ended otherwise than solved.
struct FiberOutcome {
  std::size_t column = 0;
  FiberStatus status = FiberStatus::solved;
  std::size_t frames = 0;
  double first_s = 0.0;  ///< time of the first of them
};

struct FiberHistory {
  std::array<TimeSeries, fiber_quantities> tables;  ///< [FiberQuantity], columns as the lengths' that went in
  std::vector<FiberOutcome> outcomes;               ///< by column, then by status
  /// A muscle whose forces cannot be computed at all: its columns stay NaN.
  std::vector<Error> refused;

  [[nodiscard]] const TimeSeries& of(FiberQuantity quantity) const {
    return tables[static_cast<std::size_t>(quantity)];
  }
};

/// Tables of equal shape, columns are muscles.
struct FiberHistoryInput {
  const TimeSeries* length_m = nullptr;
  const TimeSeries* lengthening_speed_m_per_s = nullptr;
  const TimeSeries* activation = nullptr;
  /// opensim mode: fiber lengths [m] (tendon forces in maximum forces of DeGrooteFregly2016) as a states file
  /// holds them; columns of NaN are solved. Null: all are solved.
  const TimeSeries* fiber_state = nullptr;
};

/// Solves every frame. `muscles` are those of the columns, in order.
[[nodiscard]] FiberHistory compute_fiber_history(const model::Model& model,
                                                 const std::vector<MuscleIndex>& muscles,
                                                 const FiberHistoryInput& input, Compatibility mode);

/// Says what ended otherwise than solved: a muscle and its worst outcome a line.
void name_outcomes(const FiberHistory& history, Diagnostics& diagnostics);

}  // namespace hamstring::muscle
