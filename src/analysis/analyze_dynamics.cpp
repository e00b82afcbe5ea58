#include "analysis/analyze_dynamics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "analysis/ground_contacts.h"
#include "analysis/load_forces.h"
#include "analysis/load_motion.h"
#include "core/try.h"
#include "kinematics/accelerations.h"

namespace hamstring::analysis {
namespace {

struct Forces {
  ExternalLoads loads;
  std::vector<dynamics::PlateContact> contacts;
  std::vector<InputFile> files;
  std::vector<std::size_t> on_wrong_foot;
};

Result<Forces> load_forces(const DynamicsRequest& request, const model::Model& model,
                           const kinematics::Legs& legs, const CoordinateMotion& motion,
                           Diagnostics& diagnostics) {
  Forces forces;
  if (request.loads) {
    HAMSTRING_TRY(loaded, load_external_loads(*request.loads, request.forces, diagnostics));
    forces.loads = std::move(loaded.loads);
    forces.files = std::move(loaded.files);
  } else if (request.forces) {
    HAMSTRING_TRY(loaded, load_plates(*request.forces, request.forces_content, diagnostics));
    HAMSTRING_TRY(assigned, dynamics::assign_plates(model, legs, motion, loaded.loads, request.plates,
                                                    request.contact_force_n, diagnostics));
    forces.loads = std::move(assigned.loads);
    forces.contacts = std::move(assigned.contacts);
    forces.files = std::move(loaded.files);
  }
  forces.on_wrong_foot =
      dynamics::loads_on_wrong_foot(model, legs, motion, forces.loads, request.contact_force_n, diagnostics);
  return forces;
}

/// Nobody knows what a leg bore whose foot got another one's force. The sum of all forces stays what it was,
/// so the root and the trunk are right.
void forget_legs(const model::Model& model, const kinematics::Legs& legs, dynamics::InverseDynamics& result) {
  for (const kinematics::Leg& leg : legs) {
    for (const CoordinateIndex c : leg_coordinates(model, leg))
      std::ranges::fill(result.of(c.value()), std::numeric_limits<double>::quiet_NaN());
  }
}

/// Steps that no plate measured have no moments, and are named: as if nothing were under that foot they would
/// look like those of a leg in the air.
Result<void> forget_what_no_plate_measured(const DynamicsRequest& request, const kinematics::Legs& legs,
                                           std::span<const dynamics::BodyLoad> loads,
                                           DynamicsAnalysis& analysis, dynamics::InverseDynamics& result,
                                           Diagnostics& diagnostics) {
  HAMSTRING_TRY(events, read_events(request.motion));
  const auto contacts = ground_contacts(analysis.model, analysis.motion, events.table);
  if (!contacts) return {};  // neither walking nor running: nobody knows who stands when
  const model::Model& model = analysis.model.model;
  analysis.beside_plates = steps_beside_plates(model, legs, *contacts, loads, result);
  forget_steps(model, legs, analysis.beside_plates, result);
  for (const StepBesidePlates& step : analysis.beside_plates)
    diagnostics.warn(
        fmt::format("the {} foot stands on the ground from {:.2f} to {:.2f} s, and nothing measured what is "
                    "under it: what that leg bore then is not known",
                    side_name(step.side), std::max(step.from_s, analysis.motion.time_s.front()),
                    std::min(step.to_s, analysis.motion.time_s.back())),
        "forces");
  return {};
}

MomentPeaks peaks_of(const model::Model& model, const dynamics::InverseDynamics& result,
                     const kinematics::Flexion& flexion) {
  MomentPeaks peaks{.coordinate = model.coordinates[flexion.coordinate.value()].name,
                    .highest = -std::numeric_limits<double>::infinity(),
                    .lowest = std::numeric_limits<double>::infinity()};
  const auto moment = result.of(flexion.coordinate.value());
  for (std::size_t f = 0; f < result.frames(); ++f) {
    const double flexing = flexion.sign * moment[f];
    if (!std::isfinite(flexing)) continue;
    ++peaks.known_frames;
    if (flexing > peaks.highest) {
      peaks.highest = flexing;
      peaks.highest_at_s = result.time_s[f];
    }
    if (flexing < peaks.lowest) {
      peaks.lowest = flexing;
      peaks.lowest_at_s = result.time_s[f];
    }
  }
  return peaks;
}

std::vector<MomentPeaks> leg_peaks(const model::Model& model, const kinematics::Legs& legs,
                                   const dynamics::InverseDynamics& result) {
  std::vector<MomentPeaks> peaks;
  for (const kinematics::Leg& leg : legs) {
    for (const kinematics::Flexion& flexion : {leg.hip, leg.knee}) {
      if (flexion.coordinate.is_valid()) peaks.push_back(peaks_of(model, result, flexion));
    }
  }
  return peaks;
}

std::string settings_of(const DynamicsRequest& request) {
  std::string text = request.motion.lowpass_hz
                         ? fmt::format("coordinates low-passed at {} Hz", *request.motion.lowpass_hz)
                         : std::string("no low-pass");
  const bool with_forces = request.loads || request.forces;
  if (request.without_plates)
    return text + ", forces under the feet computed from the movement, as no plate measured them";
  if (!with_forces) return text + ", no external forces";
  if (request.motion.mode == Compatibility::opensim) return text + ", forces as recorded";
  if (request.motion.lowpass_hz) text += " and the forces with them";
  text += fmt::format(", contact from {} N", request.contact_force_n);
  for (const auto& [plate, body] : request.plates)
    text += fmt::format(", plate {} on {} by hand", plate, body);
  return text;
}

/// What acts on each body: as it was recorded, or as the movement asks for it.
Result<std::vector<dynamics::BodyLoad>> loads_on_bodies(const DynamicsRequest& request,
                                                        const ExternalLoads& loads,
                                                        const kinematics::Legs& legs,
                                                        DynamicsAnalysis& analysis,
                                                        Diagnostics& diagnostics) {
  const model::Model& model = analysis.model.model;
  if (!request.without_plates)
    return dynamics::body_loads(model, loads, analysis.motion,
                                {.mode = request.motion.mode,
                                 .contact_force_n = request.contact_force_n,
                                 .lowpass_hz = request.motion.lowpass_hz},
                                diagnostics);
  HAMSTRING_TRY(events, read_events(request.motion));
  HAMSTRING_TRY(contacts, ground_contacts(analysis.model, analysis.motion, events.table));
  analysis.walks = contacts.walks;
  HAMSTRING_TRY(ground,
                dynamics::estimate_ground(model, legs, analysis.motion, contacts.feet, contacts.walks));
  analysis.ground = std::move(ground);
  return analysis.ground->loads;
}

/// The frames that were asked for, of all that were filtered together.
Result<CoordinateMotion> cut(const CoordinateMotion& motion, const MotionRequest& request) {
  const double grace =
      0.25 * (motion.time_s.back() - motion.time_s.front()) / static_cast<double>(motion.frames());
  const auto first =
      std::ranges::lower_bound(motion.time_s, request.from_s.value_or(motion.time_s.front()) - grace);
  const auto end =
      std::ranges::upper_bound(motion.time_s, request.to_s.value_or(motion.time_s.back()) + grace);
  if (end - first < 1) {
    return failure(Error{.message = "no frame with all its coordinates lies in the time that was asked for",
                         .file = request.motion.string(),
                         .advice = "Change --from and --to."});
  }
  return slice(motion, static_cast<std::size_t>(first - motion.time_s.begin()),
               static_cast<std::size_t>(end - motion.time_s.begin()) - 1);
}

Result<CoordinateMotion> load_coordinates(const DynamicsRequest& request, const model::Model& model,
                                          DynamicsAnalysis& analysis, Diagnostics& diagnostics) {
  MotionRequest unfiltered = request.motion;
  unfiltered.lowpass_hz.reset();  // filtered once, with its accelerations
  unfiltered.mode = Compatibility::physics;
  HAMSTRING_TRY(loaded, load_motion(unfiltered, model, diagnostics));
  analysis.provenance.inputs.push_back(loaded.file);
  HAMSTRING_TRY(
      motion,
      coordinate_motion(model, loaded.recording(),
                        {.mode = request.motion.mode, .lowpass_hz = request.motion.lowpass_hz}, diagnostics));
  return cut(motion, request.motion);
}

}  // namespace

Result<DynamicsAnalysis> analyze_dynamics(const DynamicsRequest& request, Diagnostics& diagnostics) {
  const Compatibility mode = request.motion.mode;
  DynamicsAnalysis analysis;
  analysis.provenance = {.program_version = request.motion.program_version, .mode = mode, .inputs = {}};
  HAMSTRING_TRY(model, model_of(request.motion, diagnostics));
  analysis.model = std::move(model);
  analysis.provenance.inputs.push_back(analysis.model.file);
  const model::Model& skeleton = analysis.model.model;
  HAMSTRING_TRY(motion, load_coordinates(request, skeleton, analysis, diagnostics));
  analysis.motion = std::move(motion);
  const kinematics::Legs legs = kinematics::find_legs(skeleton, diagnostics);
  HAMSTRING_TRY(forces, load_forces(request, skeleton, legs, analysis.motion, diagnostics));
  for (InputFile& file : forces.files) analysis.provenance.inputs.push_back(std::move(file));
  HAMSTRING_TRY(loads, loads_on_bodies(request, forces.loads, legs, analysis, diagnostics));
  HAMSTRING_TRY(result, dynamics::inverse_dynamics(skeleton, analysis.motion, loads, {.mode = mode}));
  if (mode == Compatibility::physics && (request.loads || request.forces)) {
    if (!forces.on_wrong_foot.empty()) {
      forget_legs(skeleton, legs, result);
    } else {
      HAMSTRING_TRY_DO(forget_what_no_plate_measured(request, legs, loads, analysis, result, diagnostics));
    }
  }
  analysis.result = std::move(result);
  analysis.residuals = dynamics::residuals_of(skeleton, analysis.motion, loads, analysis.result);
  analysis.peaks = leg_peaks(skeleton, legs, analysis.result);
  analysis.mass_kg = dynamics::moving_mass_kg(skeleton);
  analysis.loads = std::move(forces.loads);
  analysis.contacts = std::move(forces.contacts);
  analysis.settings = settings_of(request);
  return analysis;
}

}  // namespace hamstring::analysis
