// Which activations carry given moments with the least effort: the smallest sum of activation^p with the
// moments as equalities and a lower and upper bound for each activation. A convex problem, solved by its
// dual: as few unknowns as coordinates. Equations: docs/sharing.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace hamstring::muscle {

/// One frame. Rows are coordinates, unknowns are activations of muscles and controls of actuators.
struct SharingProblem {
  std::size_t rows = 0, unknowns = 0;
  std::span<const double> effect;  ///< [row * unknowns + unknown] what full activation does to the row [N m]
  std::span<const double> demand;  ///< [row] what the row needs [N m]
  std::span<const double> lower, upper;  ///< [unknown]; infinite where nothing bounds it
  /// [unknown] or empty: where a weight is above 0 its unknown costs weight · (x − center)² and not |x|^p.
  std::span<const double> weight{}, center{};
};

enum class SharingStatus : std::uint8_t {
  solved,
  infeasible,     ///< proven: no activations within the bounds carry these moments
  not_converged,  ///< neither solved nor proven infeasible in as many steps as are allowed
  no_input,       ///< a number of the problem is not one
};

/// "proven infeasible …", for messages.
[[nodiscard]] std::string_view status_text(SharingStatus status);

struct SharingOptions {
  double exponent = 2.0;  ///< above 1
  int steps_max = 200;
};

/// Certificates of one frame. What is not `solved` has NaN in every activation.
struct SharingOutcome {
  SharingStatus status = SharingStatus::no_input;
  double objective = 0.0;     ///< sum of |activation|^p
  double imbalance = 0.0;     ///< largest difference between what a row needs and gets [N m]
  double stationarity = 0.0;  ///< largest change of an activation that a step down its gradient would make
  /// infeasible: how much the row `short_row` needs beyond what the bounds let it have, at least, if the
  /// other rows stand as they are in the proof [N m].
  double shortage = 0.0;
  std::size_t short_row = 0;
  int steps = 0;

  /// How far the optimality conditions are from being met: the larger of imbalance and stationarity.
  [[nodiscard]] double kkt_residual() const { return imbalance > stationarity ? imbalance : stationarity; }
};

/// The start of the next frame, and scratch memory. A fresh one starts cold; the solution does not depend on
/// it.
struct SharingWorkspace {
  std::vector<double> multipliers;  ///< [row] of the last frame, of rows scaled to length one
  std::vector<double> row_length;   ///< [row] what they are scaled by
  std::vector<double> scratch;
};

/// Solves one frame into `activation` ([unknown]). Semismooth Newton steps on the dual, its Hessian damped by
/// as much as the rows are out of balance; each step makes the dual smaller. Infeasibility is proven by
/// multipliers for which no activations within the bounds reach what the demand needs. Allocates nothing
/// after the first frame of its size.
[[nodiscard]] SharingOutcome share(const SharingProblem& problem, const SharingOptions& options,
                                   SharingWorkspace& workspace, std::span<double> activation);

/// Rows and unknowns that have nothing to do with others: a leg, the trunk.
struct SharingPart {
  std::vector<std::size_t> rows;
  std::vector<std::size_t> unknowns;
};

/// Splits a problem by which unknowns ever act on which rows ([row * unknowns + unknown]). Rows that nothing
/// acts on become parts without unknowns; unknowns that act on nothing stand in no part.
[[nodiscard]] std::vector<SharingPart> independent_parts(std::size_t rows, std::size_t unknowns,
                                                         const std::vector<bool>& acts);

}  // namespace hamstring::muscle
