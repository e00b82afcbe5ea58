#include "analysis/run_inverse_dynamics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/dynamics_table.h"
#include "analysis/load_forces.h"
#include "analysis/load_model.h"
#include "analysis/tool_setup.h"
#include "core/text.h"
#include "core/try.h"
#include "dynamics/plates.h"
#include "dynamics/residuals.h"
#include "formats/storage/storage_reader.h"
#include "kinematics/accelerations.h"
#include "kinematics/joint_motion.h"
#include "kinematics/motion_kind.h"

namespace hamstring::analysis {
namespace {

Error setup_error(const InverseDynamicsSetup& setup, std::string element, std::string message,
                  std::string advice) {
  return {.message = std::move(message),
          .file = setup.file.string(),
          .element = std::move(element),
          .advice = std::move(advice)};
}

Result<JointMotion> read_tool_motion(const InverseDynamicsSetup& setup, const model::Model& model,
                                     Diagnostics& diagnostics) {
  HAMSTRING_TRY(table, read_storage(as_it_is_called_here(setup.coordinates_file, diagnostics), diagnostics));
  if (const auto other = other_kind_of(table, model)) {
    diagnostics.warn(
        fmt::format("'{}' seems to hold {}, not joint angles: {}; it is run all the same, as OpenSim does",
                    table.file_name, other->what, other->because),
        "coordinates_file");
  }
  // Unlike its other tools, this one of OpenSim takes the model's default where a column is missing, and
  // assembles no pose: the rules of physics mode.
  return joint_motion_from_table(model, std::move(table), {.mode = Compatibility::physics}, diagnostics);
}

Result<CoordinateMotion> tool_motion(const InverseDynamicsSetup& setup, const model::Model& model,
                                     Compatibility mode, std::vector<std::string>& remarks,
                                     Diagnostics& diagnostics) {
  HAMSTRING_TRY(recorded, read_tool_motion(setup, model, diagnostics));
  AccelerationOptions options{.mode = mode};
  if (setup.lowpass_cutoff_hz > 0.0) options.lowpass_hz = setup.lowpass_cutoff_hz;
  HAMSTRING_TRY(motion, coordinate_motion(model, recorded, options, diagnostics));
  const double grace_s = motion.time_s[1] - motion.time_s[0];
  if (setup.final_time_s < motion.time_s.front() - grace_s ||
      setup.initial_time_s > motion.time_s.back() + grace_s) {
    return failure(setup_error(
        setup, "time_range",
        fmt::format("the tool's time range, {} s to {} s, lies outside the motion, {} s to {} s",
                    setup.initial_time_s, setup.final_time_s, motion.time_s.front(), motion.time_s.back()),
        "Nothing was written; correct time_range."));
  }
  const std::size_t first = frame_at_or_before(motion.time_s, setup.initial_time_s);
  const std::size_t last = std::max(first, frame_at_or_before(motion.time_s, setup.final_time_s));
  if (options.lowpass_hz) {
    const std::span<const double> rows(motion.time_s.data() + first, last - first + 1);
    for (std::string& remark : what_the_filter_did(rows, recorded.time_s, diagnostics))
      remarks.push_back(std::move(remark));
  }
  return slice(motion, first, last);
}

/// OpenSim adds every force of the model that is not excluded; ours has none but muscles, which pull by
/// nothing that is known here.
void say_which_forces_do_not_act(const InverseDynamicsSetup& setup, const model::Model& model,
                                 Diagnostics& diagnostics) {
  const bool excluded = std::ranges::any_of(setup.forces_to_exclude, [](const std::string& name) {
    const std::string lower = to_lower(name);
    return lower == "muscles" || lower == "all" || lower == "actuators";
  });
  if (excluded || model.muscles.empty()) return;
  diagnostics.warn(
      "the setup does not exclude muscles: OpenSim would let them pull as in the model's default state; "
      "here no force of the model acts",
      "forces_to_exclude");
}

std::string settings_of(const InverseDynamicsSetup& setup, Compatibility mode) {
  std::string text = setup.lowpass_cutoff_hz > 0.0
                         ? fmt::format("coordinates low-passed at {} Hz", setup.lowpass_cutoff_hz)
                         : std::string("no low-pass");
  if (mode == Compatibility::physics && !setup.external_loads_file.empty()) {
    text += setup.lowpass_cutoff_hz > 0.0 ? ", external forces too" : "";
    text += fmt::format(", contact from {} N", dynamics::contact_force_n);
  }
  return text;
}

}  // namespace

Result<ToolResult> run_inverse_dynamics(InverseDynamicsSetup setup, Compatibility mode,
                                        Diagnostics& diagnostics, const GivenFiles& given) {
  HAMSTRING_TRY_DO(check_results_folder(setup.file, setup.results_directory / setup.output_file));
  std::vector<std::string> remarks = take_given_files(given, setup.model_file, setup.coordinates_file);
  HAMSTRING_TRY_DO(check_tool_inputs(setup.file, setup.model_file, setup.coordinates_file));
  HAMSTRING_TRY(loaded,
                load_model(as_it_is_called_here(setup.model_file, diagnostics), mode, {}, diagnostics));
  HAMSTRING_TRY(motion, tool_motion(setup, loaded.model, mode, remarks, diagnostics));
  say_which_forces_do_not_act(setup, loaded.model, diagnostics);
  std::vector<dynamics::BodyLoad> loads;
  if (!setup.external_loads_file.empty()) {
    HAMSTRING_TRY(forces, load_external_loads(as_it_is_called_here(setup.external_loads_file, diagnostics),
                                              {}, diagnostics));
    dynamics::LoadOptions options{.mode = mode};
    if (setup.lowpass_cutoff_hz > 0.0) options.lowpass_hz = setup.lowpass_cutoff_hz;
    HAMSTRING_TRY(sampled, dynamics::body_loads(loaded.model, forces.loads, motion, options, diagnostics));
    loads = std::move(sampled);
    Diagnostics legs_found;
    (void)dynamics::loads_on_wrong_foot(loaded.model, kinematics::find_legs(loaded.model, legs_found), motion,
                                        forces.loads, dynamics::contact_force_n, diagnostics);
  }
  HAMSTRING_TRY(result, dynamics::inverse_dynamics(loaded.model, motion, loads, {.mode = mode}));
  if (const auto residuals = dynamics::residuals_of(loaded.model, motion, loads, result))
    diagnostics.note(dynamics::residual_sentence(*residuals));
  ToolResult tool{.files = {{.path = setup.results_directory / setup.output_file,
                             .table = generalized_force_table(loaded.model, result, mode),
                             .title = "Inverse Dynamics Generalized Forces",
                             .in_degrees = false}},
                  .not_computed = {},
                  .settings = settings_of(setup, mode),
                  .remarks = std::move(remarks)};
  if (!setup.body_force_joints.empty())
    tool.not_computed.push_back("joints_to_report_body_forces: equivalent body forces are not computed yet");
  return tool;
}

}  // namespace hamstring::analysis
