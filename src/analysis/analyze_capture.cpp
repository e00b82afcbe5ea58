#include "analysis/analyze_capture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "analysis/convert_capture.h"
#include "analysis/run_inverse_kinematics.h"
#include "core/try.h"
#include "core/units.h"
#include "formats/osim/osim_writer.h"
#include "formats/storage/storage_writer.h"
#include "formats/text/csv_writer.h"
#include "signal/butterworth.h"

namespace hamstring::analysis {
namespace {

using personalize::AssignedBy;
using personalize::MarkerAssignment;

double marker_rms(const CapturedPerson& person, const std::string& name) {
  const auto found = std::ranges::find(person.fitting.markers, name);
  if (found == person.fitting.markers.end()) return std::numeric_limits<double>::quiet_NaN();
  return person.fitting.marker_rms_m[static_cast<std::size_t>(found - person.fitting.markers.begin())];
}

Result<std::string> markers_csv(const CapturedPerson& person) {
  CsvTable table{.headers = {"marker", "place", "body", "found", "rms_mm", "remark"}, .rows = {}};
  for (const MarkerAssignment& assignment : person.assignments) {
    table.rows.push_back({assignment.name, assignment.meaning ? words_of(*assignment.meaning) : std::string(),
                          assignment.body, std::string(personalize::assigned_by_name(assignment.by)),
                          1e3 * marker_rms(person, assignment.name), assignment.why});
  }
  return format_csv(table);
}

TimeSeries in_degrees(const model::Model& model, TimeSeries table) {
  for (std::size_t c = 0; c < table.columns(); ++c) {
    const CoordinateIndex index = model.find_coordinate(table.labels()[c]);
    if (model.coordinates[index.value()].motion_type != model::MotionType::rotational) continue;
    for (double& value : table.column(c)) value *= deg_per_rad;
  }
  return table;
}

Result<std::vector<ResultFile>> files_of(const CapturedPerson& person, const std::string& stem,
                                         const std::string& description) {
  std::vector<ResultFile> files;
  const auto storage = [&](const TimeSeries& table, const char* ending, const char* title,
                           bool degrees) -> Result<void> {
    HAMSTRING_TRY(text, format_storage(table, {.title = title,
                                               .in_degrees = degrees,
                                               .description = description,
                                               .digits = StorageDigits::exact}));
    files.push_back({.name = stem + ending, .text = std::move(text)});
    return {};
  };
  HAMSTRING_TRY_DO(storage(in_degrees(person.model, seen_coordinates(person.model, person.fitting)),
                           "_ik.mot", "Coordinates", true));
  HAMSTRING_TRY(osim, format_osim(person.specification));
  files.push_back({.name = stem + "_person.osim", .text = std::move(osim)});
  HAMSTRING_TRY_DO(storage(marker_error_table(person.fitting), "_ik_marker_errors.sto",
                           "Model Marker Errors from IK", false));
  HAMSTRING_TRY_DO(storage(marker_location_table(person.fitting), "_ik_model_marker_locations.sto",
                           "Model Marker Locations from IK", false));
  HAMSTRING_TRY(csv, markers_csv(person));
  files.push_back({.name = stem + "_markers.csv", .text = std::move(csv)});
  files.push_back({.name = stem + "_markers.txt", .text = marker_names_text(person)});
  if (!person.capture.capture.plates.plates.empty())
    HAMSTRING_TRY_DO(
        storage(force_table(person.capture.capture.plates), "_forces.mot", "forces of the plates", false));
  return files;
}

std::vector<report::WrittenFile> as_written(const std::vector<ResultFile>& files) {
  const auto contents = [](const std::string& name) -> std::string {
    if (name.ends_with("_ik.mot")) return "joint angles from the markers, as they were found (not filtered)";
    if (name.ends_with("_person.osim")) return "the model made as large as the person, with their markers";
    if (name.ends_with("_markers.csv")) return "which marker rides where, and how well it fits";
    if (name.ends_with("_markers.txt")) return "the same, to be changed and given back with --markers";
    if (name.ends_with("_forces.mot")) return "forces of the plates, for: hamstring forces";
    return name.ends_with("_errors.sto") ? "how far the markers are off, frame by frame"
                                         : "where the model's markers are, frame by frame";
  };
  std::vector<report::WrittenFile> written;
  for (const ResultFile& file : files)
    written.push_back({.name = file.name, .contents = contents(file.name)});
  return written;
}

/// What was done with the markers, as what is said beside every result.
void say_fit(const CapturedPerson& person, Diagnostics& diagnostics) {
  for (const std::string& sentence : person.sentences) diagnostics.note(sentence, "markers");
  if (!person.quality.is_good) {
    diagnostics.warn(
        fmt::format(
            "the markers do not fit well: off by {:.1f} mm (root mean square; good is below 20), {:.1f} "
            "mm at most (good is below 40), {} at {:.6g} s",
            1e3 * person.quality.rms_m, 1e3 * person.quality.max_m, person.quality.worst_marker,
            person.quality.worst_time_s),
        "markers");
  }
  for (const std::string& culprit : person.culprits) diagnostics.warn(culprit, "markers");
  std::string left_out;
  for (const MarkerAssignment& assignment : person.assignments) {
    if (!assignment.is_used())
      left_out += fmt::format("{}{} ({})", left_out.empty() ? "" : "; ", assignment.name, assignment.why);
  }
  if (!left_out.empty()) diagnostics.note("markers that are left out: " + left_out, "markers");
}

bool has_gaps(const TimeSeries& table) {
  for (std::size_t c = 0; c < table.columns(); ++c) {
    if (std::ranges::any_of(table.column(c), [](double value) { return !std::isfinite(value); })) return true;
  }
  return false;
}

/// The angles low-passed where they have values: gaps are bridged by a straight line while the filter runs,
/// and are gaps again after it. (The ordinary path filters whole columns and refuses gaps.)
Result<TimeSeries> filtered_between_gaps(const TimeSeries& table, double cutoff_hz,
                                         Diagnostics& diagnostics) {
  TimeSeries bridged = table;
  const std::vector<double>& t = table.time_s();
  for (std::size_t c = 0; c < table.columns(); ++c) {
    const auto column = bridged.column(c);
    std::size_t last = column.size();  // the last row with a value
    for (std::size_t f = 0; f < column.size(); ++f) {
      if (!std::isfinite(column[f])) continue;
      for (std::size_t g = last == column.size() ? 0 : last + 1; g < f; ++g) {
        const double share = last == column.size() ? 1.0 : (t[g] - t[last]) / (t[f] - t[last]);
        column[g] = share * column[f] + (share == 1.0 ? 0.0 : (1.0 - share) * column[last]);
      }
      last = f;
    }
    for (std::size_t g = last == column.size() ? column.size() : last + 1; g < column.size(); ++g)
      column[g] = column[last];
  }
  HAMSTRING_TRY(filtered, lowpass(bridged, {.cutoff_hz = cutoff_hz / two_pass_share}, diagnostics));
  for (std::size_t f = 0; f < filtered.rows(); ++f) {
    const auto at = std::ranges::lower_bound(t, filtered.time_s()[f] - 1e-9) - t.begin();
    const std::size_t row = std::min(static_cast<std::size_t>(at), t.size() - 1);
    for (std::size_t c = 0; c < table.columns(); ++c) {
      if (!std::isfinite(table(row, c))) filtered(f, c) = std::numeric_limits<double>::quiet_NaN();
    }
  }
  return filtered;
}

/// Without the coordinates that are not seen in most frames: a trunk whose markers were lost takes nothing
/// from the legs.
TimeSeries mostly_seen(const TimeSeries& table) {
  TimeSeries seen(table.time_s(), {});
  for (std::size_t c = 0; c < table.columns(); ++c) {
    const auto column = table.column(c);
    const auto known = std::ranges::count_if(column, [](double value) { return std::isfinite(value); });
    if (2 * static_cast<std::size_t>(known) >= table.rows()) seen.add_column(table.labels()[c], column);
  }
  return seen;
}

/// The longest run of frames in which every coordinate has a value. Accelerations over a bridged gap would be
/// those of the bridge.
std::optional<TimeSeries> longest_part(const TimeSeries& table) {
  std::size_t begin = 0, best = 0, best_rows = 0;
  for (std::size_t f = 0; f <= table.rows(); ++f) {
    bool whole = f < table.rows();
    for (std::size_t c = 0; whole && c < table.columns(); ++c) whole = std::isfinite(table(f, c));
    if (whole) continue;
    if (f - begin > best_rows) {
      best = begin;
      best_rows = f - begin;
    }
    begin = f + 1;
  }
  if (best_rows == 0) return std::nullopt;
  return table.slice(best, best + best_rows - 1);
}

/// What forces are computed of: angles as the markers gave them, with the cutoff of the report.
Result<MotionRequest> movement_of(const MotionRequest& motion, const CapturedPerson& person,
                                  const TimeSeries& angles, double cutoff_hz) {
  MotionRequest movement = motion;
  movement.lowpass_hz = cutoff_hz;
  movement.motion_content.reset();
  const std::optional<TimeSeries> part = longest_part(mostly_seen(angles));
  constexpr double shortest_s = 1.0;  // less holds no stride and is mostly where a filter begins and ends
  if (!part || part->time_s().back() - part->time_s().front() < shortest_s) return movement;
  HAMSTRING_TRY(text, format_storage(in_degrees(person.model, *part), {.title = "Coordinates",
                                                                       .in_degrees = true,
                                                                       .description = {},
                                                                       .digits = StorageDigits::exact}));
  movement.motion_content = std::move(text);
  return movement;
}

}  // namespace

std::string marker_names_text(const CapturedPerson& person) {
  std::string text =
      "# their marker = our place. Change a line and give this file back with --markers.\n"
      "# Places: markers of the model by name, words such as 'right lateral knee' or 'left thigh', '-' for "
      "none.\n";
  for (const MarkerAssignment& assignment : person.assignments) {
    // What cannot stand in such a file is named in the table beside it.
    if (assignment.name.find_first_of("=#\n\r") != std::string::npos) continue;
    const bool is_named = assignment.is_used() && assignment.meaning;
    text += fmt::format("{} = {}", assignment.name, is_named ? words_of(*assignment.meaning) : "-");
    if (!assignment.is_used()) text += "  # " + assignment.why;
    if (assignment.by == AssignedBy::geometry)
      text += fmt::format("  # found to ride on {}: {}", assignment.body, assignment.why);
    text += "\n";
  }
  return text;
}

Result<CaptureAnalysis> analyze_capture(const PersonRequest& request, MotionRequest motion,
                                        Diagnostics& diagnostics) {
  Diagnostics found;
  auto captured = person_of_capture(request, found);
  if (!captured) {
    diagnostics.append(found);
    Error error = std::move(captured.error());
    if (error.file.empty()) error.file = request.capture.string();
    return failure(std::move(error));
  }
  say_fit(*captured, found);
  CaptureAnalysis result{.person = std::move(*captured), .motion = {}, .files = {}};
  const CapturedPerson& person = result.person;
  std::string stem = request.capture.stem().string();
  if (stem.empty()) stem = "capture";
  HAMSTRING_TRY(files, files_of(person, stem,
                                fmt::format("hamstring {}, joint angles from the markers of {}",
                                            motion.program_version, request.capture.filename().string())));
  if (motion.title.empty()) motion.title = request.capture.filename().string();
  motion.motion = files[0].name;
  motion.motion_content = files[0].text;
  motion.model = files[1].name;
  motion.model_content = files[1].text;
  motion.in_degrees.reset();
  if (!motion.lowpass_hz) {
    const double rate_hz = person.capture.capture.markers.rate_hz;
    motion.lowpass_hz = rate_hz > 0.0 ? std::min(capture_lowpass_hz, 0.2 * rate_hz) : capture_lowpass_hz;
  }
  const std::optional<double> cutoff_hz = motion.lowpass_hz;
  const TimeSeries angles = seen_coordinates(person.model, person.fitting);
  HAMSTRING_TRY(movement, movement_of(motion, person, angles, *cutoff_hz));
  result.movement = std::move(movement);
  if (has_gaps(angles)) {
    HAMSTRING_TRY(filtered, filtered_between_gaps(angles, *cutoff_hz, found));
    HAMSTRING_TRY(
        text,
        format_storage(
            in_degrees(person.model, std::move(filtered)),
            {.title = "Coordinates", .in_degrees = true, .description = {}, .digits = StorageDigits::exact}));
    motion.motion_content = std::move(text);
    motion.lowpass_hz.reset();
  }
  auto analysis = analyze_motion(motion, found);
  if (!analysis) {
    diagnostics.append(found);
    return failure(std::move(analysis.error()));
  }
  analysis->report.provenance.inputs = person.inputs;
  analysis->report.choices.lowpass_hz = cutoff_hz;
  analysis->report.choices.capture =
      fmt::format("joint angles from {} markers, off by {:.1f} mm (root mean square) and {:.1f} mm at most",
                  person.fitting.markers.size(), 1e3 * person.quality.rms_m, 1e3 * person.quality.max_m);
  for (const std::string& culprit : person.culprits) analysis->report.choices.capture += "; " + culprit;
  analysis->report.model.personal = !person.scales.empty();
  analysis->further_files = as_written(files);
  result.motion = std::move(*analysis);
  for (const ResultFile& file : files) {
    if (file.name.ends_with("_forces.mot")) result.plates = file;
  }
  result.files = std::move(files);
  return result;
}

}  // namespace hamstring::analysis
