// A model made as large as a person by where their markers are, without any setup: sizes of the segments and
// poses that fit the markers best, then every marker put where it rides.
#pragma once

#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "kinematics/inverse_kinematics.h"
#include "model/specification.h"
#include "personalize/assign_markers.h"
#include "personalize/scale_model.h"
#include "record/marker_trajectories.h"

namespace hamstring::personalize {

struct PersonOptions {
  bool scales = true;               ///< false: the model is the person's already
  std::optional<double> mass_kg{};  ///< of the person; empty: what the model weighs
};

struct FittedPerson {
  model::ModelSpecification model;  ///< scaled; its markers are the recording's, where they ride
  BodyScales scales;
  /// The reference frames with the markers that have a place on the skeleton, before they were put where they
  /// ride: how far the person's landmarks lie from the model's.
  kinematics::MarkerFitting reference;
  std::vector<std::string> not_placed;  ///< never seen in the reference frames: still to be placed
};

/// Finds factors of six parts (pelvis across, pelvis otherwise, thighs, shanks, feet, trunk; both sides
/// alike) and the poses of the reference frames that minimize
///
///     Σ_frames Σ_markers |p - x|² / spread² / frames  +  Σ_parts (log s - mean log s)² / 0.08²
///
/// by Gauss and Newton's method over the factors, every pose at its own minimum (variable projection). A part
/// that no marker measures so takes the size of the others. Then every marker goes to the mean place at which
/// it rides on its body; with several frames a marker with a place on the skeleton stays nearer to it, the
/// further it would have to go (weights of its spread and of 1 cm of noise). Errors: those of scale_model()
/// and fit_markers(); fewer than three markers with a place.
[[nodiscard]] Result<FittedPerson> fit_person(const model::ModelSpecification& model,
                                              const std::vector<MarkerAssignment>& assignments,
                                              const MarkerTrajectories& reference,
                                              const PersonOptions& options, Diagnostics& diagnostics);

/// Puts these markers of the model where they ride on their bodies in the poses of a fit, by their mean.
/// `recording` has the frames of the fit at the times of `fitting`. Returns those that were never seen.
[[nodiscard]] Result<std::vector<std::string>> place_where_they_ride(
    model::ModelSpecification& model, const std::vector<std::string>& markers,
    const MarkerTrajectories& recording, const kinematics::MarkerFitting& fitting);

/// For markers of no known place: the body in which each stays nearest to one place while the others move.
/// Only where it does so within 2 cm and twice as well as in any other segment; where it is told, body, `by`
/// and `why` are set.
void assign_by_movement(const model::Model& model, const MarkerTrajectories& recording,
                        const kinematics::MarkerFitting& fitting, std::vector<MarkerAssignment>& assignments);

/// The weights of an inverse kinematics of these markers, coordinates drawn weakly to the model's default so
/// that what no marker sees stays there.
[[nodiscard]] kinematics::FitTasks tasks_of(const model::ModelSpecification& model,
                                            const std::vector<std::string>& markers);

}  // namespace hamstring::personalize
