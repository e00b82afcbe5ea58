// How large a person is beside a model, by their markers; and the model's markers put where the person's are.
#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "kinematics/inverse_kinematics.h"
#include "model/specification.h"
#include "personalize/scale_model.h"
#include "record/marker_trajectories.h"

namespace hamstring::personalize {

/// Pairs of markers, and which axes of which bodies their distance scales.
struct Measurement {
  std::string name;
  std::vector<std::pair<std::string, std::string>> pairs;
  std::vector<std::pair<std::string, std::array<bool, 3>>> bodies;
};

/// Frames of a recording in an interval of OpenSim's: from the last one at or before the beginning to the
/// first one at or after the end.
struct Interval {
  double from_s = 0.0, to_s = 0.0;
};

/// The factor of each measurement: the mean over its pairs of (mean distance in the recording over the
/// interval) / (distance in the model's default pose); later measurements overwrite earlier ones. A
/// measurement whose markers are missing, in the model or in any frame, is left out with a warning, as in
/// OpenSim. Errors: what compile() refuses; no frame.
[[nodiscard]] Result<BodyScales> measured_scales(const model::ModelSpecification& model,
                                                 const MarkerTrajectories& recording,
                                                 const Interval& interval,
                                                 const std::vector<Measurement>& measurements,
                                                 Diagnostics& diagnostics);

struct PlacedMarkers {
  model::ModelSpecification model;  ///< with the markers that the recording has, where they are on the person
  kinematics::MarkerFitting pose;   ///< the static pose, one frame
};

/// Averages the recording over the interval (frames in which a marker is missing left out), fits the pose,
/// and moves every marker that is not fixed to where it was. Markers that the recording lacks are removed.
/// One frame is enough. Errors: those of fit_markers() and compile().
[[nodiscard]] Result<PlacedMarkers> place_markers(const model::ModelSpecification& model,
                                                  const MarkerTrajectories& recording,
                                                  const Interval& interval, const kinematics::FitTasks& tasks,
                                                  Diagnostics& diagnostics);

/// The same in a pose that is given: [coordinate] of the compiled model, rad and m.
[[nodiscard]] Result<model::ModelSpecification> place_markers_at(const model::ModelSpecification& model,
                                                                 const MarkerTrajectories& mean_position,
                                                                 const std::vector<double>& pose);

/// One frame: the mean of those in the interval.
[[nodiscard]] Result<MarkerTrajectories> mean_position(const MarkerTrajectories& recording,
                                                       const Interval& interval);

}  // namespace hamstring::personalize
