#include "analysis/scale_person.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/tool_setup.h"
#include "core/try.h"
#include "formats/osim/osim_document.h"
#include "formats/osim/osim_reader.h"
#include "formats/osim/osim_writer.h"
#include "formats/setup/scale_setup.h"
#include "formats/text/csv_writer.h"
#include "formats/trc/trc_reader.h"
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

Result<void> place(const ScaleSetup& setup, const std::string& stem, const model::ModelSpecification& scaled,
                   ScaledPerson& person, Diagnostics& diagnostics) {
  HAMSTRING_TRY(tasks, tasks_of(setup));
  HAMSTRING_TRY(recording,
                static_trial(setup, setup.placement.marker_file, "MarkerPlacer/marker_file", diagnostics));
  HAMSTRING_TRY(placed,
                personalize::place_markers(scaled, recording, {setup.placement.from_s, setup.placement.to_s},
                                           tasks, diagnostics));
  const kinematics::FrameFit& fit = placed.pose.frames.front();
  person.sentences.push_back(
      fmt::format("Static pose: markers off by {:.1f} mm (root mean square), {:.1f} mm at most ({}).",
                  1e3 * fit.rms_m, 1e3 * fit.max_m, placed.pose.markers[fit.worst_marker]));
  HAMSTRING_TRY(text, format_osim(setup.placement.moves_markers ? placed.model : scaled));
  person.files.push_back(
      {stem + ".osim", std::move(text), "scaled model, its markers where the person's are"});
  return {};
}

}  // namespace

Result<ScaledPerson> scale_person(const std::filesystem::path& path, Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, osim::read_document(path));
  HAMSTRING_TRY(setup, parse_scale_setup(content, path, diagnostics));
  HAMSTRING_TRY(model, generic_model(setup, diagnostics));
  const std::string stem = std::filesystem::path(setup.tool_name).filename().empty()
                               ? "scaled"
                               : std::filesystem::path(setup.tool_name).filename().string();
  ScaledPerson person;
  if (setup.scales) {
    HAMSTRING_TRY(scales, scales_of(setup, model, diagnostics));
    personalize::ScaleOptions options{.preserves_mass_distribution = setup.preserves_mass_distribution};
    if (setup.mass_kg > 0.0) options.mass_kg = setup.mass_kg;
    HAMSTRING_TRY(scaled, personalize::scale_model(model, scales, options, diagnostics));
    model = std::move(scaled);
    CsvTable table{.headers = {"body", "x", "y", "z"}, .rows = {}};
    for (const auto& [body, s] : scales) {
      table.rows.push_back({body, s.x(), s.y(), s.z()});
      person.sentences.push_back(fmt::format("{}: {:.4f} {:.4f} {:.4f}", body, s.x(), s.y(), s.z()));
    }
    HAMSTRING_TRY(csv, format_csv(table));
    person.files.push_back({stem + "_scales.csv", std::move(csv), "factors of each body"});
  }
  HAMSTRING_TRY(text, format_osim(model));
  person.files.push_back(
      {stem + "_scaled.osim", std::move(text), "scaled model, its markers scaled with it"});
  if (setup.placement.applies) HAMSTRING_TRY_DO(place(setup, stem, model, person, diagnostics));
  return person;
}

}  // namespace hamstring::analysis
