#include "analysis/capture_person.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "analysis/capture_frames.h"
#include "core/file.h"
#include "core/text.h"
#include "core/try.h"
#include "core/units.h"
#include "formats/osim/osim_reader.h"
#include "kinematics/legs.h"
#include "kinematics/marker_culprits.h"
#include "model/compile.h"

namespace hamstring::analysis {
namespace {

using kinematics::MarkerFitting;
using model::Model;
using model::ModelSpecification;
using personalize::AssignedBy;
using personalize::MarkerAssignment;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
// Hicks et al. 2015, J Biomech Eng 137:020905.
constexpr double good_rms_m = 0.02, good_max_m = 0.04;
// Ours: a marker that sits elsewhere spoils every pose; the skin moves by less.
constexpr double cannot_be_m = 0.06, times_the_others = 4.0;
constexpr std::size_t left_out_max = 6;
constexpr std::size_t frames_looked_at = 60;
// Knees of people bend further than models' ranges, and hardly the other way.
constexpr double knee_back_rad = 10.0 * rad_per_deg, knee_bent_rad = 150.0 * rad_per_deg;

void widen_ranges(ModelSpecification& specification) {
  Diagnostics quiet;
  const auto model = model::compile(specification, quiet);
  if (!model) return;
  std::map<std::string, double> knees;
  for (const kinematics::Leg& leg : kinematics::find_legs(*model, quiet)) {
    if (leg.knee.coordinate.is_valid())
      knees[model->coordinates[leg.knee.coordinate.value()].name] = leg.knee.sign;
  }
  for (model::JointSpecification& joint : specification.joints) {
    for (model::CoordinateSpecification& coordinate : joint.coordinates) {
      const auto knee = knees.find(coordinate.name);
      coordinate.clamped = knee != knees.end();
      if (knee == knees.end()) continue;
      coordinate.range = knee->second > 0.0 ? std::array{-knee_back_rad, knee_bent_rad}
                                            : std::array{-knee_bent_rad, knee_back_rad};
    }
  }
}

Result<ModelSpecification> base_model(const PersonRequest& request, CapturedPerson& person,
                                      Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, read_file(request.model));
  person.inputs.push_back(
      {.role = "model", .name = request.model.filename().string(), .sha256 = sha256_hex(content)});
  HAMSTRING_TRY(model, parse_osim(content, request.model.string(), {}, diagnostics));
  if (request.model_is_generic) widen_ranges(model);
  return model;
}

std::vector<std::string> names_of_both(const MarkerTrajectories& one,
                                       const std::optional<UprightCapture>& other) {
  std::vector<std::string> names;
  const auto add = [&](const MarkerTrajectories& markers) {
    for (std::size_t m = 0; m < markers.markers(); ++m) {
      const bool is_new = std::ranges::find(names, markers.names[m]) == names.end();
      if (is_new && markers.missing_frames(m) < markers.frames()) names.push_back(markers.names[m]);
    }
  };
  add(one);
  if (other) add(other->capture.markers);
  return names;
}

Result<std::vector<MarkerAssignment>> assigned(const PersonRequest& request, const Model& model,
                                               const std::vector<std::string>& names,
                                               CapturedPerson& person) {
  std::vector<personalize::NamedMarker> by_hand;
  std::string file;
  if (request.marker_names) {
    file = request.marker_names->string();
    HAMSTRING_TRY(content, read_file(*request.marker_names));
    person.inputs.push_back({.role = "marker names",
                             .name = request.marker_names->filename().string(),
                             .sha256 = sha256_hex(content)});
    HAMSTRING_TRY(read, personalize::parse_marker_names(content, file));
    by_hand = std::move(read);
  }
  auto assignments = personalize::assign_markers(model, names, by_hand);
  if (!assignments) {
    Error error = std::move(assignments.error());
    if (error.file.empty()) error.file = file;
    return failure(std::move(error));
  }
  return assignments;
}

/// Names of the markers that the recording has and the model places.
std::vector<std::string> fitted_names(const std::vector<MarkerAssignment>& assignments,
                                      const MarkerTrajectories& recording,
                                      const std::vector<std::string>& without) {
  std::vector<std::string> names;
  for (const MarkerAssignment& assignment : assignments) {
    const bool is_out = std::ranges::find(without, assignment.name) != without.end();
    if (assignment.is_used() && !is_out && recording.find(assignment.name)) names.push_back(assignment.name);
  }
  return names;
}

/// The worst marker, where it cannot be where it is said to be.
std::optional<std::size_t> impossible_marker(const MarkerFitting& fitting) {
  std::vector<double> known;
  for (const double rms : fitting.marker_rms_m) {
    if (std::isfinite(rms)) known.push_back(rms);
  }
  if (known.size() < 8) return std::nullopt;
  std::ranges::nth_element(known, known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2));
  const double median = known[known.size() / 2];
  std::optional<std::size_t> worst;
  for (std::size_t m = 0; m < fitting.markers.size(); ++m) {
    const double rms = fitting.marker_rms_m[m];
    if (!(rms > std::max(cannot_be_m, times_the_others * median))) continue;
    if (!worst || rms > fitting.marker_rms_m[*worst]) worst = m;
  }
  return worst;
}

void leave_out(const std::string& marker, std::string why, std::vector<MarkerAssignment>& assignments) {
  const auto found = std::ranges::find(assignments, marker, &MarkerAssignment::name);
  if (found == assignments.end()) return;
  found->by = AssignedBy::nothing;
  found->body.clear();
  found->why = std::move(why);
}

double mean_rms(const MarkerFitting& fitting) {
  double sum = 0.0, count = 0.0;
  for (const kinematics::FrameFit& frame : fitting.frames) {
    sum += frame.seen > 0 ? frame.rms_m : 0.0;
    count += frame.seen > 0 ? 1.0 : 0.0;
  }
  return count == 0.0 ? nan : sum / count;
}

/// Whether its label, not its place, is the likely fault: exchanging it, or giving it the name of another
/// one, mends more than leaving it out.
bool is_mislabelled(const std::string& marker, const ModelSpecification& specification,
                    const MarkerTrajectories& recording, const MarkerFitting& fitting, double without_it_m) {
  Diagnostics quiet;
  const auto model = model::compile(specification, quiet);
  if (!model) return false;
  const auto tasks = personalize::tasks_of(specification, fitting.markers);
  return std::ranges::any_of(find_culprits(*model, recording, tasks, fitting), [&](const auto& culprit) {
    return (culprit.kind == kinematics::CulpritKind::swapped ||
            culprit.kind == kinematics::CulpritKind::mislabelled) &&
           std::ranges::find(culprit.markers, marker) != culprit.markers.end() &&
           culprit.rms_mended_m < without_it_m;
  });
}

/// Before every frame is fitted: on some of them, markers without a place get theirs, and those that cannot
/// be where they are said to be are left out.
Result<void> settle_markers(const MarkerTrajectories& recording, const std::vector<std::string>& not_placed,
                            CapturedPerson& person, Diagnostics& diagnostics) {
  const MarkerTrajectories some = spread_over(recording, frames_looked_at);
  Diagnostics quiet;
  const auto fit_some = [&](const std::vector<std::string>& without) -> Result<MarkerFitting> {
    HAMSTRING_TRY(model, model::compile(person.specification, quiet));
    const auto names = fitted_names(person.assignments, some, without);
    return kinematics::fit_markers(model, some, personalize::tasks_of(person.specification, names),
                                   {.gradient_max = 1e-9}, quiet);
  };
  HAMSTRING_TRY(fitting, fit_some(not_placed));
  for (std::size_t round = 0; round < left_out_max; ++round) {
    const auto worst = impossible_marker(fitting);
    if (!worst) break;
    const std::string name = fitting.markers[*worst];
    std::vector<std::string> without = not_placed;
    without.push_back(name);
    HAMSTRING_TRY(again, fit_some(without));
    const double before_m = mean_rms(fitting), after_m = mean_rms(again);
    if (is_mislabelled(name, person.specification, some, fitting, after_m)) break;  // named at the end
    const std::string why = fmt::format("it is {:.0f} mm from where it should ride, the others fit",
                                        1e3 * fitting.marker_rms_m[*worst]);
    leave_out(name, why, person.assignments);
    diagnostics.warn(fmt::format("left out: {} (the markers are then off by {:.1f} mm instead of {:.1f} mm)",
                                 why, 1e3 * after_m, 1e3 * before_m),
                     name);
    fitting = std::move(again);
  }
  HAMSTRING_TRY(model, model::compile(person.specification, quiet));
  const auto before = person.assignments;
  personalize::assign_by_movement(model, some, fitting, person.assignments);
  std::vector<std::string> to_place = not_placed;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const MarkerAssignment& now = person.assignments[i];
    if (before[i].is_used() || !now.is_used()) continue;
    person.specification.markers.push_back({.name = now.name, .frame = now.body});
    to_place.push_back(now.name);
  }
  HAMSTRING_TRY(never, personalize::place_where_they_ride(person.specification, to_place, some, fitting));
  for (const std::string& name : never)
    leave_out(name, "it is never seen with the others", person.assignments);
  std::erase_if(person.specification.markers, [&](const model::MarkerSpecification& marker) {
    const auto found = std::ranges::find(person.assignments, marker.name, &MarkerAssignment::name);
    return found != person.assignments.end() && !found->is_used();
  });
  return {};
}

FitQuality quality_of(const MarkerFitting& fitting) {
  FitQuality quality;
  double squares = 0.0, count = 0.0;
  for (std::size_t f = 0; f < fitting.frames.size(); ++f) {
    const kinematics::FrameFit& frame = fitting.frames[f];
    if (frame.seen == 0) continue;
    squares += frame.rms_m * frame.rms_m * static_cast<double>(frame.seen);
    count += static_cast<double>(frame.seen);
    if (frame.max_m <= quality.max_m) continue;
    quality.max_m = frame.max_m;
    quality.worst_marker = fitting.markers[frame.worst_marker];
    quality.worst_time_s = fitting.motion.time_s[f];
  }
  quality.rms_m = count == 0.0 ? nan : std::sqrt(squares / count);
  quality.is_good = quality.rms_m <= good_rms_m && quality.max_m <= good_max_m;
  return quality;
}

std::string quality_sentence(const FitQuality& quality) {
  return fmt::format(
      "The markers are off by {:.1f} mm (root mean square), {:.1f} mm at most ({} at {:.6g} "
      "s); good is below 20 and 40 mm.",
      1e3 * quality.rms_m, 1e3 * quality.max_m, quality.worst_marker, quality.worst_time_s);
}

std::string size_sentence(const personalize::BodyScales& scales, const Model& model) {
  Diagnostics quiet;
  const kinematics::Legs legs = kinematics::find_legs(model, quiet);
  std::string text;
  const auto add = [&](const char* what, BodyIndex body, int axis) {
    if (!body.is_valid()) return;
    const auto found = scales.find(model.bodies[body.value()].name);
    if (found == scales.end()) return;
    text += fmt::format("{}{} {:.2f}", text.empty() ? "" : ", ", what, found->second[axis]);
  };
  const kinematics::Leg& leg = legs[1];
  add("width of the pelvis", leg.pelvis, 2);
  add("pelvis otherwise", leg.pelvis, 0);
  add("thighs", leg.femur, 1);
  add("shanks", leg.tibia, 1);
  add("feet", leg.calcaneus, 0);
  return "Beside the model this person measures: " + text + ".";
}

/// Half a second in which a leg is not seen, and the like.
void name_gaps(const Model& model, const MarkerFitting& fitting, Diagnostics& diagnostics) {
  const TimeSeries table = seen_coordinates(model, fitting);
  for (std::size_t c = 0; c < table.columns(); ++c) {
    const auto column = table.column(c);
    std::size_t longest = 0, run = 0, missing = 0, end = 0;
    for (std::size_t f = 0; f < table.rows(); ++f) {
      run = std::isfinite(column[f]) ? 0 : run + 1;
      missing += std::isfinite(column[f]) ? 0 : 1;
      if (run > longest) longest = run, end = f;
    }
    if (missing == 0) continue;
    diagnostics.warn(
        fmt::format("no marker sees it in {} of {} frames, the longest gap from {:.2f} s to "
                    "{:.2f} s; there it has no value",
                    missing, table.rows(), table.time_s()[end + 1 - longest], table.time_s()[end]),
        table.labels()[c]);
  }
}

}  // namespace

TimeSeries seen_coordinates(const Model& model, const MarkerFitting& fitting) {
  // [coordinate][marker] whether the marker rides beyond the coordinate's joint.
  const std::size_t count = fitting.markers.size();
  std::vector<std::vector<bool>> beyond(model.joints.size(), std::vector<bool>(count, false));
  for (std::size_t m = 0; m < count; ++m) {
    const auto marker = std::ranges::find(model.markers, fitting.markers[m], &model::Marker::name);
    BodyIndex body = marker->body;
    while (body.is_valid() && body.value() != 0) {
      const JointIndex joint = model.bodies[body.value()].inboard_joint;
      if (!joint.is_valid()) break;
      beyond[joint.value()][m] = true;
      body = model.joints[joint.value()].parent;
    }
  }
  TimeSeries table(fitting.motion.time_s, {});
  std::vector<double> column(table.rows());
  for (std::size_t c = 0; c < model.coordinates.size(); ++c) {
    const model::Coordinate& coordinate = model.coordinates[c];
    const std::vector<bool>& sees = beyond[coordinate.joint.value()];
    if (coordinate.coupler >= 0 || std::ranges::find(sees, true) == sees.end()) continue;
    const bool is_root = model.joints[coordinate.joint.value()].parent.value() == 0;
    for (std::size_t f = 0; f < table.rows(); ++f) {
      std::size_t seen = 0;
      for (std::size_t m = 0; m < count; ++m)
        seen += sees[m] && fitting.seen_m[f * count + m].allFinite() ? 1 : 0;
      column[f] = seen >= (is_root ? 3U : 1U) ? fitting.motion.values_at(f)[c] : nan;
    }
    table.add_column(coordinate.name, column);
  }
  return table;
}

Result<CapturedPerson> person_of_capture(const PersonRequest& request, Diagnostics& diagnostics) {
  CapturedPerson person;
  HAMSTRING_TRY(capture, read_upright(request.capture, request.reading, diagnostics));
  blank_frozen(capture.capture.markers, diagnostics);
  person.inputs.push_back(capture.file);
  person.sentences = capture.choices;
  std::optional<UprightCapture> standing;
  if (request.static_trial) {
    HAMSTRING_TRY(read, read_upright(*request.static_trial, request.reading, diagnostics));
    read.file.role = "static trial";
    person.inputs.push_back(read.file);
    standing = std::move(read);
  }
  HAMSTRING_TRY(base, base_model(request, person, diagnostics));
  Diagnostics quiet;
  HAMSTRING_TRY(base_compiled, model::compile(base, diagnostics));
  const MarkerTrajectories& markers = capture.capture.markers;
  HAMSTRING_TRY(assignments, assigned(request, base_compiled, names_of_both(markers, standing), person));
  person.assignments = std::move(assignments);
  HAMSTRING_TRY_DO(check_sides(markers, person.assignments));
  const ReferenceFrames reference =
      standing ? quietest_frames(standing->capture.markers) : reference_frames(markers, person.assignments);
  const bool scales = request.model_is_generic || standing;
  HAMSTRING_TRY(fitted, personalize::fit_person(base, person.assignments, reference.markers,
                                                {.scales = scales, .mass_kg = request.mass_kg}, diagnostics));
  person.specification = std::move(fitted.model);
  person.scales = std::move(fitted.scales);
  HAMSTRING_TRY_DO(settle_markers(markers, fitted.not_placed, person, diagnostics));
  HAMSTRING_TRY(model, model::compile(person.specification, quiet));
  person.model = std::move(model);
  const auto names = fitted_names(person.assignments, markers, {});
  const kinematics::FitTasks tasks = personalize::tasks_of(person.specification, names);
  HAMSTRING_TRY(fitting, kinematics::fit_markers(person.model, markers, tasks, {}, diagnostics));
  person.fitting = std::move(fitting);
  person.quality = quality_of(person.fitting);
  person.sentences.push_back(fmt::format(
      "{}: {}.", scales ? "Size and places of the markers are from" : "Places of the markers are from",
      reference.what));
  if (scales) person.sentences.push_back(size_sentence(person.scales, person.model));
  person.sentences.push_back(quality_sentence(person.quality));
  for (const kinematics::Culprit& culprit :
       kinematics::find_culprits(person.model, markers, tasks, person.fitting))
    person.culprits.push_back(culprit.sentence);
  name_gaps(person.model, person.fitting, diagnostics);
  person.capture = std::move(capture);
  return person;
}

}  // namespace hamstring::analysis
