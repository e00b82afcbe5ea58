#include "muscle/fiber_history.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

namespace hamstring::muscle {
namespace {

struct Quantity {
  std::string_view name;
  double FiberState::* field;
};

constexpr std::array<Quantity, fiber_quantities> quantities{{
    {"PennationAngle", &FiberState::pennation_rad},
    {"FiberLength", &FiberState::fiber_length_m},
    {"NormalizedFiberLength", &FiberState::fiber_length},
    {"TendonLength", &FiberState::tendon_length_m},
    {"FiberVelocity", &FiberState::fiber_velocity_m_per_s},
    {"NormFiberVelocity", &FiberState::fiber_velocity},
    {"PennationAngularVelocity", &FiberState::pennation_velocity_rad_per_s},
    {"TendonForce", &FiberState::tendon_force_n},
    {"FiberForce", &FiberState::fiber_force_n},
    {"ActiveFiberForce", &FiberState::active_force_n},
    {"PassiveFiberForce", &FiberState::passive_force_n},
    {"ActiveFiberForceAlongTendon", &FiberState::active_force_along_tendon_n},
    {"PassiveFiberForceAlongTendon", &FiberState::passive_force_along_tendon_n},
    {"FiberActivePower", &FiberState::active_power_w},
    {"FiberPassivePower", &FiberState::passive_power_w},
    {"TendonPower", &FiberState::tendon_power_w},
    {"MuscleActuatorPower", &FiberState::muscle_power_w},
    {"TendonStrain", &FiberState::tendon_strain},
}};

FiberState solve(const MuscleMechanics& m, const FiberInput& in, double fiber_state, Compatibility mode) {
  if (mode == Compatibility::physics) return solve_equilibrium(m, in);
  if (!std::isnan(fiber_state)) return evaluate_as_opensim(m, in, fiber_state);
  return solve_equilibrium_as_opensim(m, in);
}

}  // namespace

std::string_view quantity_name(FiberQuantity quantity) {
  return quantities[static_cast<std::size_t>(quantity)].name;
}

double value_of(const FiberState& state, FiberQuantity quantity) {
  return state.*quantities[static_cast<std::size_t>(quantity)].field;
}

FiberHistory compute_fiber_history(const model::Model& model, const std::vector<MuscleIndex>& muscles,
                                   const FiberHistoryInput& input, Compatibility mode) {
  const TimeSeries& length = *input.length_m;
  FiberHistory history;
  history.tables.fill(TimeSeries(length.time_s(), length.labels()));
  for (std::size_t c = 0; c < muscles.size(); ++c) {
    const auto mechanics = make_mechanics(model.muscles[muscles[c].value()]);
    if (!mechanics) {
      history.refused.push_back(mechanics.error());
      continue;
    }
    std::array<std::span<double>, fiber_quantities> columns;
    for (std::size_t q = 0; q < fiber_quantities; ++q) columns[q] = history.tables[q].column(c);
    std::map<FiberStatus, FiberOutcome> outcomes;
    for (std::size_t f = 0; f < length.rows(); ++f) {
      const FiberInput in{.length_m = length(f, c),
                          .lengthening_speed_m_per_s = (*input.lengthening_speed_m_per_s)(f, c),
                          .activation = (*input.activation)(f, c)};
      const double given = input.fiber_state != nullptr ? (*input.fiber_state)(f, c) : FiberState::nan;
      const FiberState state = solve(*mechanics, in, given, mode);
      for (std::size_t q = 0; q < fiber_quantities; ++q) columns[q][f] = state.*quantities[q].field;
      if (state.status == FiberStatus::solved) continue;
      FiberOutcome& outcome =
          outcomes.try_emplace(state.status, FiberOutcome{c, state.status, 0, length.time_s()[f]})
              .first->second;
      ++outcome.frames;
    }
    for (const auto& [status, outcome] : outcomes) history.outcomes.push_back(outcome);
  }
  return history;
}

void name_outcomes(const FiberHistory& history, Diagnostics& diagnostics) {
  for (const Error& error : history.refused) {
    diagnostics.warn(fmt::format("its forces are left empty: {}{}{}", error.message,
                                 error.advice.empty() ? "" : ". ", error.advice),
                     error.element);
  }
  const TimeSeries& table = history.tables[0];
  for (const FiberOutcome& o : history.outcomes) {
    const std::string message = fmt::format(
        "{} in {} of {} frames, first at {:.4g} s{}", status_text(o.status), o.frames, table.rows(),
        o.first_s,
        is_result(o.status)                 ? ""
        : o.status == FiberStatus::unsolved ? ": those rows are no result; they stand as OpenSim writes them"
        : o.status == FiberStatus::at_shortest ? ": its velocity and its fiber's force there are no result"
                                               : ": its forces there are not known");
    if (is_result(o.status)) {
      diagnostics.note(message, table.labels()[o.column]);
    } else {
      diagnostics.warn(message, table.labels()[o.column]);
    }
  }
}

}  // namespace hamstring::muscle
