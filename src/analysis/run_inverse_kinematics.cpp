#include "analysis/run_inverse_kinematics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/load_model.h"
#include "analysis/tool_setup.h"
#include "core/text.h"
#include "core/try.h"
#include "core/units.h"
#include "formats/c3d/c3d_reader.h"
#include "formats/trc/trc_reader.h"
#include "kinematics/marker_culprits.h"

namespace hamstring::analysis {
namespace {

// Hicks et al. 2015, J Biomech Eng 137:020905: markers off by less than 2 cm (root mean square) and 4 cm
// (largest).
constexpr double good_rms_m = 0.02, good_max_m = 0.04;

Result<kinematics::FitTasks> tasks_of(const InverseKinematicsSetup& setup) {
  kinematics::FitTasks tasks;
  for (const IkMarkerTask& task : setup.markers)
    tasks.markers.push_back({.marker = task.marker, .weight = task.weight});
  for (const IkCoordinateTask& task : setup.coordinates) {
    if (task.source == IkCoordinateTask::Source::file) {
      return failure(
          {.message = "this task takes its values from a coordinate file, which is not computed yet",
           .file = setup.file.string(),
           .element = task.coordinate,
           .advice = "Give it a manual_value, or switch it off."});
    }
    kinematics::CoordinateTask read{.coordinate = task.coordinate, .weight = task.weight};
    if (task.source == IkCoordinateTask::Source::manual) read.value = task.value;
    tasks.coordinates.push_back(read);
  }
  return tasks;
}

Result<MarkerTrajectories> read_markers(const std::filesystem::path& path, std::optional<LaboratoryAxis> up,
                                        Diagnostics& diagnostics) {
  if (to_lower(path.extension().string()) == ".c3d") {
    HAMSTRING_TRY(capture, read_c3d(path, {}, diagnostics));
    UpChoice choice = find_up(capture);
    if (up) choice = {*up, "given by hand"};
    turn(turn_to_y_up(choice.up, 0), capture);
    diagnostics.note(
        fmt::format("the recording's {} is up and becomes y ({})", axis_name(choice.up), choice.why));
    return std::move(capture.markers);
  }
  HAMSTRING_TRY(markers, read_trc(path, diagnostics));
  if (up) {
    const Mat3 R = turn_to_y_up(*up, 0);
    for (Vec3& p : markers.positions_m) p = R * p;
  }
  return markers;
}

Error outside(const std::filesystem::path& file, double from_s, double to_s,
              const MarkerTrajectories& markers) {
  return {.message = fmt::format("the time range, {} s to {} s, lies outside the recording, {} s to {} s",
                                 from_s, to_s, markers.time_s.front(), markers.time_s.back()),
          .file = file.string(),
          .element = "time_range",
          .advice = "Nothing was written; correct the range."};
}

/// Both ends, where they are none: an infinite one is that of the recording.
Result<kinematics::InverseKinematicsOptions> interval(const std::filesystem::path& file, double from_s,
                                                      double to_s, const MarkerTrajectories& markers) {
  const double grace_s = markers.frames() > 1 ? markers.time_s[1] - markers.time_s[0] : 0.0;
  if (to_s < markers.time_s.front() - grace_s || from_s > markers.time_s.back() + grace_s)
    return failure(outside(file, from_s, to_s, markers));
  kinematics::InverseKinematicsOptions options;
  if (std::isfinite(from_s)) options.from_s = from_s;
  if (std::isfinite(to_s)) options.to_s = to_s;
  return options;
}

std::vector<std::string> fit_sentences(const kinematics::MarkerFitting& fit) {
  double sum = 0.0, worst = 0.0, count = 0.0;
  std::size_t worst_frame = 0;
  for (std::size_t f = 0; f < fit.frames.size(); ++f) {
    if (fit.frames[f].seen == 0) continue;
    sum += fit.frames[f].rms_m * fit.frames[f].rms_m;
    count += 1.0;
    if (fit.frames[f].max_m > worst) worst = fit.frames[f].max_m, worst_frame = f;
  }
  if (count == 0.0) return {"No frame has a marker."};
  const double rms = std::sqrt(sum / count);
  std::vector<std::string> sentences{fmt::format(
      "The markers are off by {:.1f} mm (root mean square), {:.1f} mm at most ({} at {:.6g} s). {}",
      1e3 * rms, 1e3 * worst, fit.markers[fit.frames[worst_frame].worst_marker],
      fit.motion.time_s[worst_frame],
      rms <= good_rms_m && worst <= good_max_m
          ? "That is as good as it should be (below 20 and 40 mm)."
          : "That is more than it should be (20 and 40 mm): the model's size, its markers or their labels.")};
  return sentences;
}

}  // namespace

TimeSeries fitted_motion_table(const model::Model& model, const kinematics::MarkerFitting& fit) {
  std::vector<std::string> labels;
  for (const model::Coordinate& coordinate : model.coordinates) labels.push_back(coordinate.name);
  TimeSeries table(fit.motion.time_s, std::move(labels));
  for (std::size_t c = 0; c < model.coordinates.size(); ++c) {
    const bool turns = model.coordinates[c].motion_type == model::MotionType::rotational;
    for (std::size_t f = 0; f < table.rows(); ++f)
      table(f, c) = fit.motion.values_at(f)[c] * (turns ? deg_per_rad : 1.0);
  }
  return table;
}

TimeSeries marker_error_table(const kinematics::MarkerFitting& fit) {
  TimeSeries table(fit.motion.time_s, {"total_squared_error", "marker_error_RMS", "marker_error_max"});
  for (std::size_t f = 0; f < fit.frames.size(); ++f) {
    const kinematics::FrameFit& frame = fit.frames[f];
    const bool any = frame.seen > 0;
    table(f, 0) = any ? frame.rms_m * frame.rms_m * static_cast<double>(frame.seen) : 0.0;
    table(f, 1) = any ? frame.rms_m : 0.0;
    table(f, 2) = frame.max_m;
  }
  return table;
}

TimeSeries marker_location_table(const kinematics::MarkerFitting& fit) {
  std::vector<std::string> labels;
  for (std::string marker : fit.markers) {
    // A table separated by blanks cannot have one in a label.
    for (char& c : marker) {
      if (static_cast<unsigned char>(c) <= ' ') c = '_';
    }
    for (const char* axis : {"_tx", "_ty", "_tz"}) labels.push_back(marker + axis);
  }
  TimeSeries table(fit.motion.time_s, std::move(labels));
  const std::size_t count = fit.markers.size();
  for (std::size_t f = 0; f < table.rows(); ++f) {
    for (std::size_t m = 0; m < count; ++m) {
      for (int k = 0; k < 3; ++k)
        table(f, 3 * m + static_cast<std::size_t>(k)) = fit.fitted_m[f * count + m][k];
    }
  }
  return table;
}

Result<ToolResult> run_inverse_kinematics(InverseKinematicsSetup setup, Compatibility mode,
                                          Diagnostics& diagnostics, const GivenFiles& given) {
  const std::filesystem::path motion_file = setup.results_directory / setup.output_motion_file;
  HAMSTRING_TRY_DO(check_results_folder(setup.file, motion_file));
  HAMSTRING_TRY_DO(check_results_folder(setup.file, setup.results_directory / (setup.tool_name + "_ik.sto")));
  std::vector<std::string> remarks = take_given_files(given, setup.model_file, setup.marker_file);
  HAMSTRING_TRY_DO(check_tool_inputs(setup.file, setup.model_file, setup.marker_file));
  HAMSTRING_TRY(tasks, tasks_of(setup));
  HAMSTRING_TRY(loaded,
                load_model(as_it_is_called_here(setup.model_file, diagnostics), mode, {}, diagnostics));
  HAMSTRING_TRY(markers, read_markers(as_it_is_called_here(setup.marker_file, diagnostics), {}, diagnostics));
  HAMSTRING_TRY(options, interval(setup.file, setup.initial_time_s, setup.final_time_s, markers));
  HAMSTRING_TRY(fit, kinematics::fit_markers(loaded.model, markers, tasks, options, diagnostics));
  for (const kinematics::Culprit& culprit : find_culprits(loaded.model, markers, tasks, fit))
    diagnostics.warn(culprit.sentence);
  ToolResult result{.files = {{.path = motion_file,
                               .table = fitted_motion_table(loaded.model, fit),
                               .title = "Coordinates",
                               .in_degrees = true}},
                    .not_computed = {},
                    .settings = fmt::format(
                        "solved to the minimum of OpenSim's cost; accuracy {} is not needed", setup.accuracy),
                    .remarks = std::move(remarks)};
  if (setup.report_errors) {
    result.files.push_back({.path = setup.results_directory / (setup.tool_name + "_ik_marker_errors.sto"),
                            .table = marker_error_table(fit),
                            .title = "Model Marker Errors from IK"});
  }
  if (setup.report_marker_locations) {
    result.files.push_back(
        {.path = setup.results_directory / (setup.tool_name + "_ik_model_marker_locations.sto"),
         .table = marker_location_table(fit),
         .title = "Model Marker Locations from IK"});
  }
  return result;
}

Result<IkResult> joint_angles_of(const IkRequest& request, Diagnostics& diagnostics) {
  HAMSTRING_TRY(loaded, load_model(request.model, Compatibility::physics, {}, diagnostics));
  HAMSTRING_TRY(markers, read_markers(request.capture, request.up, diagnostics));
  if (markers.frames() == 0)
    return failure(Error{.message = "the recording has no frames", .file = request.capture.string()});
  HAMSTRING_TRY(options, interval(request.capture, request.from_s.value_or(-HUGE_VAL),
                                  request.to_s.value_or(HUGE_VAL), markers));
  HAMSTRING_TRY(fit, kinematics::fit_markers(loaded.model, markers, {}, options, diagnostics));
  IkResult result{.fitting = std::move(fit)};
  result.sentences = fit_sentences(result.fitting);
  for (const kinematics::Culprit& culprit : find_culprits(loaded.model, markers, {}, result.fitting))
    result.sentences.push_back("Likely: " + culprit.sentence + ".");
  const std::string stem = request.capture.stem().string();
  result.files = {{.path = stem + "_ik.mot",
                   .table = fitted_motion_table(loaded.model, result.fitting),
                   .title = "Coordinates",
                   .in_degrees = true},
                  {.path = stem + "_ik_marker_errors.sto",
                   .table = marker_error_table(result.fitting),
                   .title = "Model Marker Errors from IK"},
                  {.path = stem + "_ik_model_marker_locations.sto",
                   .table = marker_location_table(result.fitting),
                   .title = "Model Marker Locations from IK"}};
  result.description = fmt::format("hamstring {}, inverse kinematics of {} on {}, every marker with weight 1",
                                   request.program_version, request.capture.filename().string(),
                                   request.model.filename().string());
  return result;
}

}  // namespace hamstring::analysis
