// Joint angles from markers: the pose of every frame that agrees best with where its markers were.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "kinematics/marker_fit.h"
#include "model/model.h"
#include "record/joint_motion.h"
#include "record/marker_trajectories.h"

namespace hamstring::kinematics {

struct MarkerTask {
  std::string marker;
  double weight = 1.0;
};

/// A coordinate drawn to a value in every frame.
struct CoordinateTask {
  std::string coordinate;
  double weight = 1.0;
  std::optional<double> value{};  ///< rad or m; empty: the model's default
};

struct FitTasks {
  std::vector<MarkerTask> markers{};  ///< empty: all that model and recording share, with weight 1
  std::vector<CoordinateTask> coordinates{};
};

struct InverseKinematicsOptions {
  std::optional<double> from_s{}, to_s{};  ///< the frames nearest to these times, both included
  /// The largest slope of the cost that may be left [m² per rad]: far below what any use of angles needs.
  double gradient_max = 1e-11;
  int iterations_max = 100;
};

/// How well one frame fits.
struct FrameFit {
  double cost = 0.0;   ///< OpenSim's, see evaluate_fit()
  double rms_m = 0.0;  ///< of the distances of all markers that are seen, weights left aside
  double max_m = 0.0;
  std::size_t worst_marker = 0;  ///< in MarkerFitting::markers
  std::size_t seen = 0;
  double gradient = 0.0;  ///< largest slope that is left along a coordinate that is free to move
  int iterations = 0;
  bool is_solved = false;
};

/// The markers and the movement that fits them.
struct MarkerFitting {
  JointMotion motion;                ///< speeds are 0: filters make them
  std::vector<FrameFit> frames;      ///< [frame]
  std::vector<std::string> markers;  ///< those that were fitted
  std::vector<double> weights;       ///< [marker]
  std::vector<double> marker_rms_m;  ///< [marker] over the frames in which it is seen; NaN: never
  std::vector<Vec3> fitted_m;        ///< [frame * markers + marker] the model's marker, in ground
  std::vector<Vec3> seen_m;          ///< the same of the recording; NaN where not seen
  /// Coordinates that no marker sees in the first frame: a radian more or less moves no marker by 0.1 mm.
  std::vector<CoordinateIndex> unobserved{};
};

/// Fits every frame to its true minimum, bounds of clamped coordinates and couplers held exactly. The search
/// starts in the frame before; in the first frame, and where a frame fits far worse than the one before, in
/// several poses, of which the best one counts. A frame without markers keeps the pose before it, and says
/// so by `seen`. Diagnostics: tasks of markers that model or recording lack, coordinates that no marker sees.
/// Errors: no marker in common; a coordinate the model lacks; no frame in the interval.
[[nodiscard]] Result<MarkerFitting> fit_markers(const model::Model& model, const MarkerTrajectories& markers,
                                                const FitTasks& tasks,
                                                const InverseKinematicsOptions& options,
                                                Diagnostics& diagnostics);

}  // namespace hamstring::kinematics
