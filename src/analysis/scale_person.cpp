#include "analysis/scale_person.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "analysis/run_inverse_kinematics.h"
#include "analysis/tool_setup.h"
#include "core/text.h"
#include "core/try.h"
#include "formats/osim/osim_document.h"
#include "formats/osim/osim_reader.h"
#include "formats/osim/osim_writer.h"
#include "formats/setup/scale_setup.h"
#include "formats/text/csv_writer.h"
#include "formats/trc/trc_reader.h"
#include "model/compile.h"
#include "personalize/measure_scales.h"

namespace hamstring::analysis {
namespace {

Error setup_error(const ScaleSetup& setup, std::string element, std::string message, std::string advice) {
  return {.message = std::move(message),
          .file = setup.file.string(),
          .element = std::move(element),
          .advice = std::move(advice)};
}

Result<model::ModelSpecification> generic_model(const ScaleSetup& setup, Diagnostics& diagnostics) {
  if (setup.model_file.empty())
    return failure(
        setup_error(setup, "model_file", "the setup names no model", "Name the model that is to be scaled."));
  HAMSTRING_TRY(model, read_osim(as_it_is_called_here(setup.model_file, diagnostics),
                                 {.round_like_opensim_upgrade = true}, diagnostics));
  if (setup.marker_set_file.empty()) return model;
  const std::filesystem::path path = as_it_is_called_here(setup.marker_set_file, diagnostics);
  HAMSTRING_TRY(content, osim::read_document(path));
  HAMSTRING_TRY(markers, parse_marker_set(content, path, diagnostics));
  for (model::MarkerSpecification& marker : markers) {
    const auto same = std::ranges::find(model.markers, marker.name, &model::MarkerSpecification::name);
    if (same != model.markers.end())
      *same = std::move(marker);
    else
      model.markers.push_back(std::move(marker));
  }
  return model;
}

Result<MarkerTrajectories> static_trial(const ScaleSetup& setup, const std::filesystem::path& file,
                                        const char* element, Diagnostics& diagnostics) {
  if (file.empty())
    return failure(setup_error(setup, element, "no marker file is named", "Name the static trial (.trc)."));
  return read_trc(as_it_is_called_here(file, diagnostics), diagnostics);
}

/// Measured and manual factors in the setup's order, the later ones in the place of the earlier ones.
Result<personalize::BodyScales> scales_of(const ScaleSetup& setup, const model::ModelSpecification& model,
                                          Diagnostics& diagnostics) {
  personalize::BodyScales scales;
  for (const std::string& step : setup.order) {
    if (step == "measurements" && !setup.measurements.empty()) {
      HAMSTRING_TRY(recording,
                    static_trial(setup, setup.marker_file, "ModelScaler/marker_file", diagnostics));
      std::vector<personalize::Measurement> measurements;
      for (const ScaleMeasurement& m : setup.measurements) {
        personalize::Measurement measurement{.name = m.name, .pairs = m.pairs, .bodies = {}};
        for (const auto& body : m.bodies) measurement.bodies.emplace_back(body.name, body.axes);
        measurements.push_back(std::move(measurement));
      }
      HAMSTRING_TRY(measured, personalize::measured_scales(model, recording, {setup.from_s, setup.to_s},
                                                           measurements, diagnostics));
      for (const auto& [body, factors] : measured) scales[body] = factors;
    } else if (step == "manualScale") {
      for (const ManualScale& manual : setup.manual) scales[manual.body] = manual.factors;
    }
  }
  return scales;
}

Result<kinematics::FitTasks> tasks_of(const ScaleSetup& setup) {
  kinematics::FitTasks tasks;
  for (const IkMarkerTask& task : setup.placement.tasks.markers)
    tasks.markers.push_back({task.marker, task.weight});
  for (const IkCoordinateTask& task : setup.placement.tasks.coordinates) {
    if (task.source == IkCoordinateTask::Source::file) {
      return failure(
          setup_error(setup, task.coordinate,
                      "this task takes its value from a coordinate file, which is not computed yet",
                      "Give it a manual_value, or switch it off."));
    }
    kinematics::CoordinateTask read{.coordinate = task.coordinate, .weight = task.weight};
    if (task.source == IkCoordinateTask::Source::manual) read.value = task.value;
    tasks.coordinates.push_back(read);
  }
  return tasks;
}

/// What a setup makes of a model, before anything is written.
struct Scaling {
  ScaleSetup setup;
  model::ModelSpecification scaled;
  personalize::BodyScales scales;
  std::optional<personalize::PlacedMarkers> placed{};
};

Result<Scaling> scaling_of(const std::filesystem::path& path, const GivenFiles& given,
                           std::vector<std::string>& remarks, Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, osim::read_document(path));
  HAMSTRING_TRY(setup, parse_scale_setup(content, path, diagnostics));
  remarks = take_given_files(given, setup.model_file, setup.marker_file);
  if (given.motion) setup.placement.marker_file = *given.motion;
  HAMSTRING_TRY(model, generic_model(setup, diagnostics));
  Scaling scaling{.setup = std::move(setup), .scaled = std::move(model), .scales = {}};
  if (scaling.setup.scales) {
    HAMSTRING_TRY(scales, scales_of(scaling.setup, scaling.scaled, diagnostics));
    personalize::ScaleOptions options{.preserves_mass_distribution =
                                          scaling.setup.preserves_mass_distribution};
    if (scaling.setup.mass_kg > 0.0) options.mass_kg = scaling.setup.mass_kg;
    HAMSTRING_TRY(scaled, personalize::scale_model(scaling.scaled, scales, options, diagnostics));
    scaling.scaled = std::move(scaled);
    scaling.scales = std::move(scales);
  }
  const MarkerPlacement& placement = scaling.setup.placement;
  if (!placement.applies) return scaling;
  HAMSTRING_TRY(tasks, tasks_of(scaling.setup));
  HAMSTRING_TRY(recording,
                static_trial(scaling.setup, placement.marker_file, "MarkerPlacer/marker_file", diagnostics));
  HAMSTRING_TRY(placed, personalize::place_markers(scaling.scaled, recording,
                                                   {placement.from_s, placement.to_s}, tasks, diagnostics));
  scaling.placed = std::move(placed);
  return scaling;
}

const model::ModelSpecification& placed_model(const Scaling& scaling) {
  const bool moves = scaling.placed && scaling.setup.placement.moves_markers;
  return moves ? scaling.placed->model : scaling.scaled;
}

std::string static_fit(const Scaling& scaling) {
  const kinematics::MarkerFitting& pose = scaling.placed->pose;
  const kinematics::FrameFit& fit = pose.frames.front();
  return fmt::format("Static pose: markers off by {:.1f} mm (root mean square), {:.1f} mm at most ({}).",
                     1e3 * fit.rms_m, 1e3 * fit.max_m, pose.markers[fit.worst_marker]);
}

/// OpenSim's ScaleSet.
std::string scale_set(const personalize::BodyScales& scales) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<OpenSimDocument Version=\"40000\">\n  <ScaleSet>\n    "
      "<objects>\n";
  for (const auto& [body, s] : scales) {
    std::string name;
    for (const char c : body) {
      if (c == '&')
        name += "&amp;";
      else if (c == '<')
        name += "&lt;";
      else
        name += c;
    }
    text += fmt::format(
        "      <Scale>\n        <scales>{} {} {}</scales>\n        <segment>{}</segment>\n        "
        "<apply>true</apply>\n      </Scale>\n",
        shortest_number(s.x()), shortest_number(s.y()), shortest_number(s.z()), name);
  }
  return text + "    </objects>\n  </ScaleSet>\n</OpenSimDocument>\n";
}

}  // namespace

Result<ScaledPerson> scale_person(const std::filesystem::path& path, Diagnostics& diagnostics) {
  std::vector<std::string> remarks;
  HAMSTRING_TRY(scaling, scaling_of(path, {}, remarks, diagnostics));
  const std::string name = std::filesystem::path(scaling.setup.tool_name).filename().string();
  const std::string stem = name.empty() ? "scaled" : name;
  ScaledPerson person;
  if (scaling.setup.scales) {
    CsvTable table{.headers = {"body", "x", "y", "z"}, .rows = {}};
    for (const auto& [body, s] : scaling.scales) {
      table.rows.push_back({body, s.x(), s.y(), s.z()});
      person.sentences.push_back(fmt::format("{}: {:.4f} {:.4f} {:.4f}", body, s.x(), s.y(), s.z()));
    }
    HAMSTRING_TRY(csv, format_csv(table));
    person.files.push_back({stem + "_scales.csv", std::move(csv), "factors of each body"});
  }
  HAMSTRING_TRY(text, format_osim(scaling.scaled));
  person.files.push_back(
      {stem + "_scaled.osim", std::move(text), "scaled model, its markers scaled with it"});
  if (!scaling.placed) return person;
  person.sentences.push_back(static_fit(scaling));
  HAMSTRING_TRY(placed, format_osim(placed_model(scaling)));
  person.files.push_back(
      {stem + ".osim", std::move(placed), "scaled model, its markers where the person's are"});
  return person;
}

Result<ToolResult> run_scale_tool(const std::filesystem::path& path, Diagnostics& diagnostics,
                                  const GivenFiles& given) {
  ToolResult result;
  HAMSTRING_TRY(scaling, scaling_of(path, given, result.remarks, diagnostics));
  const ScaleSetup& setup = scaling.setup;
  result.settings = setup.preserves_mass_distribution ? "mass distribution kept" : "masses by volume";
  const auto add = [&](const std::filesystem::path& file, std::string text) -> Result<void> {
    HAMSTRING_TRY_DO(check_results_folder(setup.file, file));
    result.texts.push_back({.path = file, .content = std::move(text)});
    return {};
  };
  if (!setup.output_model.empty()) {
    HAMSTRING_TRY(text, format_osim(scaling.scaled));
    HAMSTRING_TRY_DO(add(setup.output_model, std::move(text)));
  }
  if (!setup.output_scales.empty() && setup.scales)
    HAMSTRING_TRY_DO(add(setup.output_scales, scale_set(scaling.scales)));
  if (!setup.placement.output_markers.empty())
    result.not_computed.push_back("output_marker_file: the markers stand in the model");
  if (scaling.placed) {
    result.remarks.push_back(static_fit(scaling));
    if (!setup.placement.output_model.empty()) {
      HAMSTRING_TRY(text, format_osim(placed_model(scaling)));
      HAMSTRING_TRY_DO(add(setup.placement.output_model, std::move(text)));
    }
    if (!setup.placement.output_motion.empty()) {
      HAMSTRING_TRY_DO(check_results_folder(setup.file, setup.placement.output_motion));
      HAMSTRING_TRY(model, model::compile(scaling.scaled, diagnostics));
      result.files.push_back({.path = setup.placement.output_motion,
                              .table = fitted_motion_table(model, scaling.placed->pose),
                              .title = "Coordinates",
                              .in_degrees = true});
    }
  }
  if (!result.texts.empty() || !result.files.empty()) return result;
  return failure(setup_error(setup, "output_model_file", "the setup names no file that it would write",
                             "Name one in <output_model_file>, or run: hamstring scale SETUP"));
}

}  // namespace hamstring::analysis
