#include "analysis/run_tool.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>

#include "analysis/load_model.h"
#include "analysis/motion_stages.h"
#include "analysis/run_inverse_dynamics.h"
#include "analysis/tool_inputs.h"
#include "analysis/tool_setup.h"
#include "core/try.h"
#include "core/units.h"
#include "formats/osim/osim_document.h"
#include "formats/setup/analyze_setup.h"
#include "formats/setup/inverse_dynamics_setup.h"
#include "formats/storage/storage_reader.h"
#include "formats/storage/storage_writer.h"
#include "kinematics/joint_motion.h"
#include "kinematics/motion_kind.h"
#include "muscle/muscle_history.h"

namespace hamstring::analysis {
namespace {

using model::Model;

// What MuscleAnalysis writes beside lengths and moment arms; all of it needs muscle forces or fiber states.
constexpr std::array<const char*, 20> files_that_need_forces{"FiberLength",
                                                             "NormalizedFiberLength",
                                                             "TendonLength",
                                                             "PennationAngle",
                                                             "FiberVelocity",
                                                             "NormFiberVelocity",
                                                             "PennationAngularVelocity",
                                                             "TendonForce",
                                                             "FiberForce",
                                                             "ActiveFiberForce",
                                                             "PassiveFiberForce",
                                                             "ActiveFiberForceAlongTendon",
                                                             "PassiveFiberForceAlongTendon",
                                                             "FiberActivePower",
                                                             "FiberPassivePower",
                                                             "TendonPower",
                                                             "MuscleActuatorPower",
                                                             "ForceLengthMultiplier",
                                                             "FiberVelocityAlongTendon",
                                                             "Moment_<coordinate>"};

// Less than a tenth of a millimeter changes no number that anybody reads.
constexpr double jump_named_min_m = 1e-4;

struct ToolRun {
  const AnalyzeSetup& setup;
  const Model& model;
  JointMotion motion;  ///< the tool's frames
  Compatibility mode;
  ToolResult result;
  Diagnostics& diagnostics;
};

Error setup_error(const AnalyzeSetup& setup, int line, std::string element, std::string message,
                  std::string advice) {
  return {.message = std::move(message),
          .file = setup.file.string(),
          .line = line,
          .element = std::move(element),
          .advice = std::move(advice)};
}

/// Every step_interval-th frame of the tool, counted from its first. OpenSim's tool does not look at an
/// analysis's own start and end time; physics mode keeps to them, with a little grace for times of few
/// digits.
JointMotion frames_of(const ToolRun& run, const AnalysisRequest& request) {
  const std::vector<double>& time_s = run.motion.time_s;
  std::size_t first = 0;
  std::size_t last = time_s.size();
  if (run.mode == Compatibility::physics) {
    constexpr double grace_s = 1e-4;
    while (first < time_s.size() && time_s[first] < request.start_time_s - grace_s) ++first;
    while (last > first && time_s[last - 1] > request.end_time_s + grace_s) --last;
  }
  JointMotion part{.time_s = {},
                   .coordinates = run.motion.coordinates,
                   .values = {},
                   .speeds = {},
                   .is_given = run.motion.is_given};
  const auto step = static_cast<std::size_t>(std::max(1, request.step_interval));
  for (std::size_t f = first; f < last; f += step) {
    part.time_s.push_back(time_s[f]);
    part.values.insert(part.values.end(), run.motion.values_at(f).begin(), run.motion.values_at(f).end());
    part.speeds.insert(part.speeds.end(), run.motion.speeds_at(f).begin(), run.motion.speeds_at(f).end());
  }
  return part;
}

bool means_all(const std::vector<std::string>& names) {
  return names.size() == 1 && names.front() == "all";
}

Result<std::vector<CoordinateIndex>> coordinates_named(const ToolRun& run, const AnalysisRequest& request,
                                                       const std::vector<std::string>& names) {
  std::vector<CoordinateIndex> found;
  for (std::size_t c = 0; means_all(names) && c < run.model.coordinates.size(); ++c) found.emplace_back(c);
  for (const std::string& name : names) {
    if (means_all(names)) break;
    const CoordinateIndex c = run.model.find_coordinate(name);
    if (!c.is_valid()) {
      return failure(setup_error(run.setup, request.line, request.name,
                                 fmt::format("asks for coordinate '{}', which the model does not have", name),
                                 "List the model's coordinates with: hamstring model FILE"));
    }
    found.push_back(c);
  }
  return found;
}

Result<std::vector<MuscleIndex>> muscles_named(const ToolRun& run, const AnalysisRequest& request) {
  std::vector<MuscleIndex> found;
  for (std::size_t m = 0; means_all(request.muscles) && m < run.model.muscles.size(); ++m) {
    if (run.model.muscles[m].applies_force) found.emplace_back(m);
  }
  for (const std::string& name : request.muscles) {
    if (means_all(request.muscles)) break;
    const MuscleIndex m = run.model.find_muscle(name);
    if (!m.is_valid()) {
      return failure(setup_error(run.setup, request.line, request.name,
                                 fmt::format("asks for muscle '{}', which the model does not have", name),
                                 "List the model's muscles with: hamstring model FILE"));
    }
    found.push_back(m);
  }
  return found;
}

std::filesystem::path result_path(const ToolRun& run, const AnalysisRequest& request,
                                  const std::string& what) {
  return run.setup.results_directory / fmt::format("{}_{}_{}.sto", run.setup.tool_name, request.name, what);
}

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

Result<void> run_muscle_analysis(ToolRun& run, const AnalysisRequest& request) {
  HAMSTRING_TRY(muscles, muscles_named(run, request));
  HAMSTRING_TRY(coordinates, coordinates_named(run, request, request.moment_arm_coordinates));
  if (!request.compute_moments) coordinates.clear();
  const JointMotion motion = frames_of(run, request);
  muscle::MuscleHistory history =
      muscle::compute_muscle_history(run.model, muscle::select_muscles(run.model, muscles), motion,
                                     {.mode = run.mode, .moment_arm_coordinates = coordinates});
  const auto add = [&](const std::string& what, TimeSeries table) {
    run.result.files.push_back({.path = result_path(run, request, what),
                                .table = std::move(table),
                                .title = what,
                                .in_degrees = false});
  };
  name_jumps(run, history.jumps, run.diagnostics);
  add("Length", std::move(history.length_m));
  for (std::size_t k = 0; k < coordinates.size(); ++k) {
    add("MomentArm_" + run.model.coordinates[coordinates[k].value()].name,
        std::move(history.moment_arm_m[k]));
  }
  for (const char* what : files_that_need_forces) {
    run.result.not_computed.push_back(
        fmt::format("{}: {} (needs muscle forces, which are not computed yet)", request.name, what));
  }
  return {};
}

Result<void> run_kinematics(ToolRun& run, const AnalysisRequest& request) {
  HAMSTRING_TRY(coordinates, coordinates_named(run, request, request.coordinates));
  const JointMotion motion = frames_of(run, request);
  std::vector<std::string> labels;
  for (const CoordinateIndex c : coordinates) labels.push_back(run.model.coordinates[c.value()].name);
  TimeSeries values(motion.time_s, labels);
  TimeSeries speeds(motion.time_s, labels);
  kinematics::Poses poses(run.model);
  std::vector<double> u(motion.coordinates);
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    compute_poses(run.model, kinematics::all_joints(run.model), motion.values_at(f), poses);
    std::ranges::copy(motion.speeds_at(f), u.begin());
    if (run.mode == Compatibility::physics) apply_couplers_to_speeds(run.model, poses, u);
    for (std::size_t i = 0; i < coordinates.size(); ++i) {
      const std::size_t c = coordinates[i].value();
      const bool degrees =
          request.in_degrees && run.model.coordinates[c].motion_type == model::MotionType::rotational;
      values(f, i) = poses.q[c] * (degrees ? deg_per_rad : 1.0);
      speeds(f, i) = u[c] * (degrees ? deg_per_rad : 1.0);
    }
  }
  run.result.files.push_back({.path = result_path(run, request, "q"),
                              .table = std::move(values),
                              .title = "Coordinates",
                              .in_degrees = request.in_degrees});
  run.result.files.push_back({.path = result_path(run, request, "u"),
                              .table = std::move(speeds),
                              .title = "Speeds",
                              .in_degrees = request.in_degrees});
  run.result.not_computed.push_back(
      fmt::format("{}: dudt (needs forces, which are not computed yet)", request.name));
  return {};
}

/// "coordinates low-passed at 6 Hz", as the setup asks.
std::string filter_text(const AnalyzeSetup& setup) {
  if (setup.coordinates_file.empty() || !(setup.lowpass_cutoff_hz > 0.0)) return "no low-pass";
  return fmt::format("coordinates low-passed at {} Hz", setup.lowpass_cutoff_hz);
}

/// The tool's frames; what must be known of its rows is added to `remarks`.
Result<JointMotion> load_tool_motion(const AnalyzeSetup& setup, const Model& model, Compatibility mode,
                                     std::vector<std::string>& remarks, Diagnostics& diagnostics) {
  const bool from_coordinates = !setup.coordinates_file.empty();
  HAMSTRING_TRY(table,
                read_storage(from_coordinates ? setup.coordinates_file : setup.states_file, diagnostics));
  if (const auto other = other_kind_of(table, model)) {
    diagnostics.warn(
        fmt::format("'{}' seems to hold {}, not joint angles: {}; it is run all the same, as OpenSim does",
                    table.file_name, other->what, other->because),
        from_coordinates ? "coordinates_file" : "states_file");
  }
  const std::vector<double> recorded_s = table.table.time_s();
  JointMotionOptions options{.mode = mode};
  if (from_coordinates && setup.lowpass_cutoff_hz > 0.0) options.lowpass_hz = setup.lowpass_cutoff_hz;
  Result<JointMotion> motion = joint_motion_from_table(model, table, options, diagnostics);
  if (!motion) return motion;
  // OpenSim takes the nearest frame for a range that holds none; one row of somewhere else is no result.
  const double grace_s = motion->time_s[1] - motion->time_s[0];
  if (setup.final_time_s < motion->time_s.front() - grace_s ||
      setup.initial_time_s > motion->time_s.back() + grace_s) {
    return failure(setup_error(
        setup, 0, "initial_time, final_time",
        fmt::format("the tool's time range, {} s to {} s, lies outside the motion, {} s to {} s",
                    setup.initial_time_s, setup.final_time_s, motion->time_s.front(), motion->time_s.back()),
        "Nothing was written; correct initial_time and final_time."));
  }
  const std::size_t first = frame_at_or_before(motion->time_s, setup.initial_time_s);
  const std::size_t last = frame_at_or_before(motion->time_s, setup.final_time_s);
  if (options.lowpass_hz) {
    const std::span<const double> rows(motion->time_s.data() + first, std::max(first, last) - first + 1);
    for (std::string& remark : what_the_filter_did(rows, recorded_s, diagnostics))
      remarks.push_back(std::move(remark));
  }
  return slice(*motion, first, std::max(first, last));
}

void warn_of_what_is_not_read(const AnalyzeSetup& setup, Diagnostics& diagnostics) {
  if (!setup.external_loads_file.empty())
    diagnostics.note("not needed for lengths and moment arms; not read", "external_loads_file");
  if (!setup.speeds_file.empty())
    diagnostics.warn("speeds are taken from the coordinates; this file is not read", "speeds_file");
  if (!setup.force_set_files.empty()) {
    diagnostics.warn("additional actuators are not read; they do not change lengths and moment arms",
                     "force_set_files");
  }
}

/// Names of tools, analyses and coordinates become names of files, and nothing more than that.
Result<void> check_names(const ToolRun& run) {
  for (const ToolFile& file : run.result.files) {
    if (file.path.lexically_normal().parent_path() ==
        (run.setup.results_directory / "x").lexically_normal().parent_path())
      continue;
    return failure(
        setup_error(run.setup, 0, file.path.lexically_relative(run.setup.results_directory).string(),
                    "a name in the setup or the model holds a path, and the file would lie outside the "
                    "results",
                    "Nothing was written; take '/' and '..' out of the name."));
  }
  return {};
}

/// A run that writes nothing, or files without a row, has failed, however well it ended.
Result<void> check_something_came(const ToolRun& run) {
  const auto& files = run.result.files;
  const auto empty = std::ranges::find_if(
      files, [](const ToolFile& file) { return file.table.rows() == 0 || file.table.columns() == 0; });
  if (empty != files.end()) {
    const bool times = empty->table.rows() == 0;
    return failure(setup_error(run.setup, 0, empty->path.stem().string(),
                               times ? "no frame lies between the start_time and end_time of this analysis"
                                     : "this analysis names nothing to be computed",
                               "Nothing was written; correct the analysis, or leave it out."));
  }
  if (!files.empty()) return {};
  std::string why = "no analysis in it is switched on";
  if (!run.result.not_computed.empty()) why = run.result.not_computed.front();
  if (run.result.not_computed.size() > 1)
    why += fmt::format(", and {} more like it", run.result.not_computed.size() - 1);
  return failure(setup_error(run.setup, 0, "AnalysisSet", "nothing was written: " + why,
                             "MuscleAnalysis and Kinematics are computed."));
}

}  // namespace

Result<ToolResult> run_tool(const std::filesystem::path& path, Compatibility mode, Diagnostics& diagnostics,
                            const GivenFiles& given) {
  HAMSTRING_TRY(content, osim::read_document(path));
  if (tool_of(content) == "InverseDynamicsTool") {
    HAMSTRING_TRY(dynamics, parse_inverse_dynamics_setup(content, path, diagnostics));
    return run_inverse_dynamics(std::move(dynamics), mode, diagnostics, given);
  }
  HAMSTRING_TRY(setup, parse_analyze_setup(content, path, diagnostics));
  HAMSTRING_TRY_DO(check_results_folder(setup.file, setup.results_directory));
  if (given.motion) setup.states_file.clear();
  std::vector<std::string> remarks = take_given_files(given, setup.model_file, setup.coordinates_file);
  HAMSTRING_TRY_DO(
      check_tool_inputs(setup.file, setup.model_file,
                        setup.coordinates_file.empty() ? setup.states_file : setup.coordinates_file));
  warn_of_what_is_not_read(setup, diagnostics);
  HAMSTRING_TRY(loaded, load_model(setup.model_file, mode, {}, diagnostics));
  HAMSTRING_TRY(motion, load_tool_motion(setup, loaded.model, mode, remarks, diagnostics));
  if (const Result<void> knees = check_knees(loaded, motion); !knees) {
    diagnostics.warn(knees.error().message + "; it is run all the same, as OpenSim does",
                     knees.error().element);
  }
  ToolRun run{.setup = setup,
              .model = loaded.model,
              .motion = std::move(motion),
              .mode = mode,
              .result = {.files = {},
                         .not_computed = {},
                         .output_precision = setup.output_precision,
                         .settings = filter_text(setup),
                         .remarks = std::move(remarks)},
              .diagnostics = diagnostics};
  for (const AnalysisRequest& request : setup.analyses) {
    if (!request.on) continue;
    if (request.class_name == "MuscleAnalysis") {
      HAMSTRING_TRY_DO(run_muscle_analysis(run, request));
    } else if (request.class_name == "Kinematics") {
      HAMSTRING_TRY_DO(run_kinematics(run, request));
    } else {
      run.result.not_computed.push_back(
          fmt::format("{} '{}': this analysis is not computed yet", request.class_name, request.name));
    }
  }
  HAMSTRING_TRY_DO(check_something_came(run));
  HAMSTRING_TRY_DO(check_names(run));
  return std::move(run.result);
}

Result<void> write_tool_result(const ToolResult& result) {
  for (const ToolFile& file : result.files) {
    const StorageWriteOptions options{
        .title = file.title,
        .in_degrees = file.in_degrees,
        .description = result.description,
        .digits = result.output_precision > 8 ? StorageDigits::exact : StorageDigits::eight_decimals};
    HAMSTRING_TRY_DO(write_storage(file.path, file.table, options));
  }
  return {};
}

}  // namespace hamstring::analysis
