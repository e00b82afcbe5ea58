#include "analysis/analyze_forces.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "analysis/demand.h"
#include "analysis/force_curves.h"
#include "analysis/motion_stages.h"
#include "core/try.h"

namespace hamstring::analysis {
namespace {

// What published static optimizations of running take (2: most; 3: Crowninshield & Brand 1981).
constexpr std::array<double, 2> accepted_exponents{2.0, 3.0};

/// Free coordinates that a muscle crosses, without those of the root: nothing pulls there but what is left
/// over, which inverse dynamics reports.
std::vector<CoordinateIndex> shared_rows(const model::Model& model) {
  std::vector<bool> crossed(model.coordinates.size());
  for (const model::Muscle& m : model.muscles) {
    if (!m.applies_force || !m.is_computed) continue;
    for (std::uint32_t e = m.moment_arms.begin; e < m.moment_arms.end; ++e)
      crossed[model.moment_arm_coordinates[e].value()] = true;
  }
  std::vector<CoordinateIndex> rows;
  for (const CoordinateIndex c : muscle::free_coordinates(model)) {
    const model::Joint& joint = model.joints[model.coordinates[c.value()].joint.value()];
    const bool floats = joint.parent == BodyIndex(0) && joint.coordinates.size() > 3;
    if (crossed[c.value()] && !floats) rows.push_back(c);
  }
  return rows;
}

muscle::SharingRequest sharing_request(const model::Model& model, double exponent, Compatibility mode) {
  muscle::SharingRequest request{
      .rows = shared_rows(model), .unknowns = {}, .actuators = {}, .exponent = exponent, .mode = mode};
  for (std::size_t m = 0; m < model.muscles.size(); ++m) {
    if (!model.muscles[m].applies_force) continue;
    request.unknowns.push_back({.name = model.muscles[m].name,
                                .muscle = MuscleIndex(m),
                                .lower = model.muscles[m].defaults.minimum_activation});
  }
  for (const CoordinateIndex c : request.rows) {
    request.actuators.push_back(muscle::reserve(model, c, reserve_n_m));
    request.unknowns.push_back({.name = request.actuators.back().specification.name,
                                .muscle = {},
                                .actuator = request.actuators.size() - 1,
                                .lower = -std::numeric_limits<double>::infinity(),
                                .upper = std::numeric_limits<double>::infinity()});
  }
  return request;
}

/// Which hip and knee moments reserves carried too much of.
void mark_reserves(ForcesAnalysis& analysis) {
  const model::Model& model = analysis.dynamics.model.model;
  const std::size_t frames = analysis.shared.frames.size();
  analysis.marked.assign(frames, false);
  std::vector<CoordinateIndex> coordinates;
  for (const Side side : both_sides) {
    const muscle::Leg& leg = analysis.dynamics.model.hamstrings.leg(side);
    for (const kinematics::Flexion& flexion : {leg.hip, leg.knee})
      if (flexion.coordinate.is_valid()) coordinates.push_back(flexion.coordinate);
  }
  for (const CoordinateIndex c : coordinates) {
    const auto row = std::ranges::find(analysis.request.rows, c);
    if (row == analysis.request.rows.end()) continue;
    const auto r = static_cast<std::size_t>(row - analysis.request.rows.begin());
    const auto needed = std::span(analysis.demand).subspan(c.value() * frames, frames);
    double peak = 0.0;
    for (const double m : needed)
      if (std::isfinite(m)) peak = std::max(peak, std::abs(m));
    ReserveMark mark{.coordinate = model.coordinates[c.value()].name};
    for (std::size_t f = 0; f < frames; ++f) {
      const double reserve = std::abs(analysis.shared.actuator_moment(f, r));
      if (!std::isfinite(reserve)) continue;
      ++mark.known;
      const double share = reserve / std::max({std::abs(needed[f]), reserve_share_floor * peak, 1e-9});
      if (share > mark.worst_share) {
        mark.worst_share = share;
        mark.worst_s = analysis.dynamics.motion.time_s[f];
      }
      if (share <= reserve_share_marked) continue;
      if (mark.frames++ == 0) mark.first_s = analysis.dynamics.motion.time_s[f];
      analysis.marked[f] = true;
    }
    analysis.marks.push_back(std::move(mark));
  }
}

void name_marks(const ForcesAnalysis& analysis, Diagnostics& diagnostics) {
  for (const ReserveMark& mark : analysis.marks) {
    if (mark.frames == 0) continue;
    diagnostics.warn(
        fmt::format(
            "reserves carry more than {:.0f} % of the moment in {} of {} frames, first at {:.4g} s, up to "
            "{:.0f} % at {:.4g} s: the model's muscles could not, or not cheaply",
            100.0 * reserve_share_marked, mark.frames, mark.known, mark.first_s, 100.0 * mark.worst_share,
            mark.worst_s),
        mark.coordinate);
  }
}

std::string settings_of(const ForcesAnalysis& analysis) {
  return fmt::format("{}; least sum of activation^{}, {}, reserves of {} N m", analysis.dynamics.settings,
                     analysis.request.exponent,
                     analysis.request.mode == Compatibility::opensim
                         ? "active force on a rigid tendon"
                         : "passive force and elastic tendon in equilibrium",
                     reserve_n_m);
}

std::array<std::vector<Stride>, 2> strides_of(const ForcesAnalysis& analysis, const JointMotion& motion) {
  LoadedMotion loaded;
  loaded.motion = motion;
  Gait gait = find_gait(analysis.dynamics.model, loaded);
  return {std::move(gait.strides[0].complete), std::move(gait.strides[1].complete)};
}

}  // namespace

Result<ForcesAnalysis> analyze_forces(const ForcesRequest& request, Diagnostics& diagnostics) {
  HAMSTRING_TRY(moments, analyze_dynamics(request.dynamics, diagnostics));
  ForcesAnalysis analysis;
  analysis.dynamics = std::move(moments);
  const model::Model& model = analysis.dynamics.model.model;
  const Compatibility mode = request.dynamics.motion.mode;
  analysis.request = sharing_request(model, request.exponent, mode);
  analysis.demand = handed_on(model, analysis.dynamics.motion, analysis.dynamics.result.generalized, mode);
  const JointMotion motion = without_accelerations(analysis.dynamics.motion);
  HAMSTRING_TRY(shared, muscle::share_moments(model, motion, analysis.demand, analysis.request));
  analysis.shared = std::move(shared);
  muscle::name_outcomes(model, analysis.request, analysis.shared, diagnostics);
  for (const muscle::SharedFrame& frame : analysis.shared.frames) {
    if (frame.status != muscle::SharingStatus::solved) continue;
    ++analysis.solved;
    analysis.kkt_residual = std::max(analysis.kkt_residual, frame.kkt_residual());
  }
  std::vector<muscle::SharedMoments> others;
  for (const double exponent : accepted_exponents) {
    if (exponent == request.exponent) continue;
    muscle::SharingRequest other = analysis.request;
    other.exponent = exponent;
    HAMSTRING_TRY(again, muscle::share_moments(model, motion, analysis.demand, other));
    others.push_back(std::move(again));
  }
  for (const Side side : both_sides) {
    for (ForceCurve& curve : force_curves(analysis, motion, side, others))
      analysis.curves.push_back(std::move(curve));
  }
  if (analysis.curves.empty()) {
    return failure(Error{.message = "no hamstring of the model is known, so none has a force",
                         .file = request.dynamics.motion.model.string(),
                         .advice = "List its muscles with: hamstring model FILE"});
  }
  mark_reserves(analysis);
  name_marks(analysis, diagnostics);
  analysis.summaries =
      summarize_forces(analysis, request.strides ? *request.strides : strides_of(analysis, motion));
  analysis.settings = settings_of(analysis);
  return analysis;
}

}  // namespace hamstring::analysis
