#include "analysis/run_tool.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "analysis/load_model.h"
#include "analysis/motion_stages.h"
#include "analysis/run_inverse_dynamics.h"
#include "analysis/run_inverse_kinematics.h"
#include "analysis/scale_person.h"
#include "analysis/tool_inputs.h"
#include "analysis/tool_run.h"
#include "analysis/tool_setup.h"
#include "core/file.h"
#include "core/try.h"
#include "core/units.h"
#include "formats/osim/osim_document.h"
#include "formats/setup/analyze_setup.h"
#include "formats/setup/inverse_dynamics_setup.h"
#include "formats/storage/storage_reader.h"
#include "formats/storage/storage_writer.h"
#include "kinematics/joint_motion.h"
#include "kinematics/motion_kind.h"

namespace hamstring::analysis {
namespace {

using model::Model;

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

struct ToolMotion {
  JointMotion frames;
  std::vector<double> accelerations;  ///< as ToolRun has them
};

bool needs_accelerations(const AnalyzeSetup& setup) {
  return std::ranges::any_of(setup.analyses, [](const AnalysisRequest& request) {
    return request.on && request.class_name == "StaticOptimization";
  });
}

/// The tool's frames; what must be known of its rows is added to `remarks`.
Result<ToolMotion> load_tool_motion(const AnalyzeSetup& setup, const Model& model, Compatibility mode,
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
  if (!motion) return failure(motion.error());
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
  ToolMotion part{.frames = slice(*motion, first, std::max(first, last)), .accelerations = {}};
  if (needs_accelerations(setup)) {
    // From all rows: a spline knows nothing of the tool's time range.
    const std::vector<double> all = accelerations_of_speeds(*motion);
    const auto at = all.begin() + static_cast<std::ptrdiff_t>(first * motion->coordinates);
    part.accelerations.assign(at, at + static_cast<std::ptrdiff_t>(part.frames.values.size()));
  }
  return part;
}

void warn_of_what_is_not_read(const AnalyzeSetup& setup, Diagnostics& diagnostics) {
  const bool with_forces = needs_accelerations(setup);
  if (!setup.external_loads_file.empty() && !with_forces)
    diagnostics.note("not needed for lengths and moment arms; not read", "external_loads_file");
  if (!setup.speeds_file.empty())
    diagnostics.warn("speeds are taken from the coordinates; this file is not read", "speeds_file");
  if (!setup.force_set_files.empty() && !with_forces) {
    diagnostics.warn("additional actuators are not read; they do not change lengths and moment arms",
                     "force_set_files");
  }
}

/// Names of tools, analyses and coordinates become names of files, and nothing more than that.
Result<void> check_names(const ToolRun& run) {
  std::vector<std::filesystem::path> paths;
  for (const ToolFile& file : run.result.files) paths.push_back(file.path);
  for (const ToolText& text : run.result.texts) paths.push_back(text.path);
  for (const std::filesystem::path& path : paths) {
    if (path.lexically_normal().parent_path() ==
        (run.setup.results_directory / "x").lexically_normal().parent_path())
      continue;
    return failure(
        setup_error(run.setup, 0, path.lexically_relative(run.setup.results_directory).string(),
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
                             "MuscleAnalysis, StaticOptimization and Kinematics are computed."));
}

}  // namespace

Result<ToolResult> run_tool(const std::filesystem::path& path, Compatibility mode, Diagnostics& diagnostics,
                            const GivenFiles& given) {
  HAMSTRING_TRY(content, osim::read_document(path));
  if (tool_of(content) == "InverseDynamicsTool") {
    HAMSTRING_TRY(dynamics, parse_inverse_dynamics_setup(content, path, diagnostics));
    return run_inverse_dynamics(std::move(dynamics), mode, diagnostics, given);
  }
  if (tool_of(content) == "InverseKinematicsTool") {
    HAMSTRING_TRY(kinematics, parse_inverse_kinematics_setup(content, path, diagnostics));
    return run_inverse_kinematics(std::move(kinematics), mode, diagnostics, given);
  }
  if (tool_of(content) == "ScaleTool") return run_scale_tool(path, diagnostics, given);
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
  if (const Result<void> knees = check_knees(loaded, motion.frames); !knees) {
    diagnostics.warn(knees.error().message + "; it is run all the same, as OpenSim does",
                     knees.error().element);
  }
  ToolRun run{.setup = setup,
              .model = loaded.model,
              .motion = std::move(motion.frames),
              .accelerations = std::move(motion.accelerations),
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
    } else if (request.class_name == "StaticOptimization") {
      HAMSTRING_TRY_DO(run_static_optimization(run, request));
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
  for (const ToolText& text : result.texts) HAMSTRING_TRY_DO(write_file(text.path, text.content));
  return {};
}

}  // namespace hamstring::analysis
