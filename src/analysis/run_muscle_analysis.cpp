// OpenSim's MuscleAnalysis, file by file.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/muscle_states.h"
#include "analysis/tool_run.h"
#include "core/try.h"
#include "formats/storage/storage_reader.h"
#include "muscle/fiber_history.h"
#include "muscle/muscle_history.h"

namespace hamstring::analysis {
namespace {

// Less than a tenth of a millimeter changes no number that anybody reads.
constexpr double jump_named_min_m = 1e-4;

/// Jumps of a length that no movement explains, the largest of each muscle: OpenSim writes them without a
/// word, and a speed or a moment arm beside one means nothing.
void name_jumps(const ToolRun& run, const std::vector<muscle::LengthJump>& jumps, Diagnostics& diagnostics) {
  struct OfMuscle {
    std::size_t count = 0;
    const muscle::LengthJump* largest = nullptr;
  };
  std::map<std::size_t, OfMuscle> by_muscle;
  for (const muscle::LengthJump& jump : jumps) {
    if (std::abs(jump.size_m) < jump_named_min_m) continue;
    OfMuscle& of = by_muscle[jump.muscle.value()];
    ++of.count;
    if (of.largest == nullptr || std::abs(jump.size_m) > std::abs(of.largest->size_m)) of.largest = &jump;
  }
  for (const auto& [m, of] : by_muscle) {
    diagnostics.warn(
        fmt::format("its length jumps {} time{} without a movement that explains it, by up to {:.2g} mm at "
                    "{:.4g} s ({})",
                    of.count, of.count == 1 ? "" : "s", 1000.0 * std::abs(of.largest->size_m),
                    of.largest->time_s, of.largest->cause),
        run.model.muscles[m].name);
  }
}

/// Moment of every muscle about a coordinate: arm times tendon force.
TimeSeries moments(TimeSeries arms, const TimeSeries& force) {
  for (std::size_t c = 0; c < arms.columns(); ++c) {
    const auto arm = arms.column(c);
    const auto pull = force.column(c);
    for (std::size_t f = 0; f < arm.size(); ++f) arm[f] *= pull[f];
  }
  return arms;
}

constexpr const char* equilibrium_element = "solve_for_equilibrium_for_auxiliary_states";

/// OpenSim leaves every fiber at the length that the states file or the model gives unless it is told to
/// solve.
void hold_fibers(const ToolRun& run, const std::vector<MuscleIndex>& muscles, MuscleStates& states) {
  if (run.setup.solve_for_equilibrium) {
    for (std::size_t c = 0; c < states.fiber_state.columns(); ++c)
      std::ranges::fill(states.fiber_state.column(c), muscle::FiberState::nan);
    return;
  }
  if (run.mode == Compatibility::physics) {
    run.diagnostics.note(
        "fibers and tendons are in equilibrium all the same: physics mode solves every frame",
        equilibrium_element);
    return;
  }
  std::size_t held = 0;
  for (std::size_t c = 0; c < muscles.size(); ++c) {
    const model::Muscle& m = run.model.muscles[muscles[c].value()];
    if (states.fiber_state.rows() == 0 || !std::isnan(states.fiber_state(0, c))) continue;
    const auto* groote = std::get_if<model::DeGrooteFregly2016Parameters>(&m.law);
    if (!m.parameters.ignore_tendon_compliance) ++held;
    std::ranges::fill(states.fiber_state.column(c),
                      groote != nullptr ? groote->default_tendon_force : m.defaults.fiber_length_m);
  }
  if (held > 0) {
    run.diagnostics.warn(
        fmt::format(
            "is false: {} muscles stay in the model's default state in every frame, as OpenSim leaves them, "
            "and their forces are no result of the movement; set it to true",
            held),
        equilibrium_element);
  }
}

void say_activation(ToolRun& run, const MuscleStates& states) {
  run.result.remarks.push_back(
      states.from_file == 0 ? "activation: the model's default of every muscle, in every frame"
                            : fmt::format("activation: of {} muscles from the states file, of {} the "
                                          "model's default",
                                          states.from_file, states.activation.columns() - states.from_file));
}

}  // namespace

Result<void> run_muscle_analysis(ToolRun& run, const AnalysisRequest& request) {
  HAMSTRING_TRY(muscles, muscles_named(run, request));
  HAMSTRING_TRY(coordinates, coordinates_named(run, request, request.moment_arm_coordinates));
  if (!request.compute_moments) coordinates.clear();
  const JointMotion motion = frames_of(run, request);
  muscle::MuscleHistory history =
      muscle::compute_muscle_history(run.model, muscle::select_muscles(run.model, muscles), motion,
                                     {.mode = run.mode, .moment_arm_coordinates = coordinates});
  name_jumps(run, history.jumps, run.diagnostics);
  HAMSTRING_TRY(states,
                muscle_states(run.setup.states_file, run.model, muscles, motion.time_s, run.diagnostics));
  hold_fibers(run, muscles, states);
  muscle::FiberHistory fibers = muscle::compute_fiber_history(
      run.model, muscles,
      {.length_m = &history.length_m,
       .lengthening_speed_m_per_s = &history.lengthening_speed_m_per_s,
       .activation = &states.activation,
       .fiber_state = run.mode == Compatibility::opensim ? &states.fiber_state : nullptr},
      run.mode);
  muscle::name_outcomes(fibers, run.diagnostics);
  say_activation(run, states);

  const auto add = [&](const std::string& what, TimeSeries table) {
    run.result.files.push_back({.path = result_path(run, request, what),
                                .table = std::move(table),
                                .title = what,
                                .in_degrees = false});
  };
  const auto name_of = [&](CoordinateIndex c) { return run.model.coordinates[c.value()].name; };
  add("Length", std::move(history.length_m));
  for (std::size_t k = 0; k < coordinates.size(); ++k) {
    const TimeSeries& force = fibers.of(muscle::FiberQuantity::tendon_force);
    TimeSeries moment = moments(history.moment_arm_m[k], force);
    add("MomentArm_" + name_of(coordinates[k]), std::move(history.moment_arm_m[k]));
    add("Moment_" + name_of(coordinates[k]), std::move(moment));
  }
  for (std::size_t q = 0; q < muscle::fiber_quantities; ++q) {
    const auto quantity = static_cast<muscle::FiberQuantity>(q);
    if (quantity == muscle::FiberQuantity::tendon_strain) continue;  // OpenSim has no such file
    add(std::string(muscle::quantity_name(quantity)), std::move(fibers.tables[q]));
  }
  return {};
}

}  // namespace hamstring::analysis
