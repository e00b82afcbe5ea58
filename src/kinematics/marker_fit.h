// How well a pose agrees with markers, and how that changes with every coordinate: cost, gradient and
// curvature of one frame.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "core/geometry.h"
#include "kinematics/poses.h"
#include "model/model.h"

namespace hamstring::kinematics {

/// A point of the skeleton that a marker pulls on.
struct MarkerAim {
  BodyIndex body;
  Vec3 p_B = Vec3::Zero();
  double weight = 1.0;
};

/// A value that a coordinate is drawn to.
struct CoordinateAim {
  CoordinateIndex coordinate;
  double weight = 1.0;
  double value = 0.0;
};

/// The problem of every frame of a recording.
struct FitProblem {
  const model::Model* model = nullptr;
  JointSelection joints;
  std::vector<MarkerAim> markers;
  std::vector<CoordinateAim> coordinates;
  /// [coordinate] place of it in its chain, the smaller the nearer to ground: what it moves, later ones turn
  /// against.
  std::vector<std::size_t> rank;
  std::vector<CoordinateIndex> unknowns;  ///< neither locked nor set by a coupler
};

[[nodiscard]] FitProblem make_fit_problem(const model::Model& model, std::vector<MarkerAim> markers,
                                          std::vector<CoordinateAim> coordinates);

/// Moments of the markers outside a joint, in ground: what a composite inertia is to masses.
struct MarkerMoments {
  double weight = 0.0;
  Vec3 first = Vec3::Zero();     ///< Σ w p
  Mat3 second = Mat3::Zero();    ///< Σ w p pᵀ
  Vec3 residual = Vec3::Zero();  ///< Σ w r
  Mat3 lever = Mat3::Zero();     ///< Σ w p rᵀ

  MarkerMoments& operator+=(const MarkerMoments& other);
};

/// Results of one frame; sized once.
struct FitState {
  explicit FitState(const FitProblem& problem);

  Poses poses;
  double cost = 0.0;
  Eigen::VectorXd gradient;            ///< [unknown] of the cost, m² or m² per rad
  Eigen::MatrixXd gauss_newton;        ///< [unknown, unknown] never has a negative curvature
  Eigen::MatrixXd hessian;             ///< the same with the curvature of the markers' arcs
  std::vector<MarkerMoments> moments;  ///< [body]
  Eigen::VectorXd full_gradient;       ///< [coordinate]
  Eigen::MatrixXd full_gauss_newton, full_hessian;
};

/// ½ Σ w r² / Σ w over the markers that are seen, and ½ w (q - q*)² for each coordinate that is drawn
/// somewhere: OpenSim's cost (engine fact H: the markers are a weighted mean, so a missing one lets
/// coordinates weigh the same; read in Simbody's AssemblyCondition_Markers). `targets`: [marker] positions in
/// ground, NaN where not seen. `values`: [coordinate]. With `with_derivatives` also gradient and curvatures
/// by the unknowns; couplers are followed to first order. Allocates nothing.
double evaluate_fit(const FitProblem& problem, std::span<const Vec3> targets, std::span<const double> values,
                    bool with_derivatives, FitState& state);

}  // namespace hamstring::kinematics
