#include "analysis/analyze_forces.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "analysis/demand.h"
#include "analysis/motion_stages.h"
#include "core/try.h"
#include "muscle/equilibrium.h"
#include "muscle/muscle_history.h"
#include "muscle/split_band.h"

namespace hamstring::analysis {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
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

/// The hamstrings of one leg over time, before anything is summed.
struct LegMuscles {
  std::vector<MuscleIndex> muscles;
  std::vector<Hamstring> names;
  std::vector<std::size_t> unknowns;  ///< positions in the sharing
  muscle::MuscleHistory paths;
  std::optional<muscle::FiberHistory> fibers;
  std::vector<std::vector<double>> low_n, high_n;  ///< [muscle][frame] at least and at full activation
};

/// What a muscle gives at its least and at its full activation.
void find_limits(const ForcesAnalysis& analysis, LegMuscles& leg) {
  const model::Model& model = analysis.dynamics.model.model;
  const std::size_t frames = analysis.shared.frames.size();
  for (std::size_t i = 0; i < leg.muscles.size(); ++i) {
    leg.low_n.emplace_back(frames, nan);
    leg.high_n.emplace_back(frames, nan);
    const auto mechanics = muscle::make_mechanics(model.muscles[leg.muscles[i].value()]);
    if (!mechanics) continue;
    const muscle::SharingUnknown& unknown = analysis.request.unknowns[leg.unknowns[i]];
    for (std::size_t f = 0; f < frames; ++f) {
      const double length = leg.paths.length_m(f, i), speed = leg.paths.lengthening_speed_m_per_s(f, i);
      const auto at = [&](double activation) {
        return analysis.request.mode == Compatibility::opensim
                   ? activation * muscle::strength_as_opensim(*mechanics, length, speed)
                   : muscle::solve_equilibrium(*mechanics, {length, speed, activation}).tendon_force_n;
      };
      leg.low_n[i][f] = at(unknown.lower);
      leg.high_n[i][f] = at(unknown.upper);
    }
  }
}

LegMuscles leg_muscles(const ForcesAnalysis& analysis, const JointMotion& motion, const muscle::Leg& of) {
  const model::Model& model = analysis.dynamics.model.model;
  LegMuscles leg;
  for (const Hamstring h : all_hamstrings) {
    const MuscleIndex m = of.muscle(h);
    if (!m.is_valid()) continue;
    const auto unknown = std::ranges::find_if(analysis.request.unknowns,
                                              [&](const muscle::SharingUnknown& u) { return u.muscle == m; });
    if (unknown == analysis.request.unknowns.end()) continue;
    leg.muscles.push_back(m);
    leg.names.push_back(h);
    leg.unknowns.push_back(static_cast<std::size_t>(unknown - analysis.request.unknowns.begin()));
  }
  if (leg.muscles.empty()) return leg;
  leg.paths = muscle::compute_muscle_history(
      model, muscle::select_muscles(model, leg.muscles), motion,
      {.mode = analysis.request.mode, .moment_arm_coordinates = {of.hip.coordinate, of.knee.coordinate}});
  find_limits(analysis, leg);
  if (analysis.request.mode == Compatibility::opensim) return leg;
  TimeSeries activation(motion.time_s, leg.paths.length_m.labels());
  for (std::size_t i = 0; i < leg.unknowns.size(); ++i)
    std::ranges::copy(analysis.shared.activation.column(leg.unknowns[i]), activation.column(i).begin());
  leg.fibers =
      muscle::compute_fiber_history(model, leg.muscles,
                                    {.length_m = &leg.paths.length_m,
                                     .lengthening_speed_m_per_s = &leg.paths.lengthening_speed_m_per_s,
                                     .activation = &activation},
                                    analysis.request.mode);
  return leg;
}

/// The force of a muscle in a frame; 0 where it takes no part in a frame that is solved (it is named, and its
/// own table stays empty there).
double force_in(const muscle::SharedMoments& shared, std::size_t f, std::size_t unknown) {
  const double force = shared.force(f, unknown);
  return std::isnan(force) && std::isfinite(shared.activation(f, unknown)) ? 0.0 : force;
}

/// Force and band of a sum of hamstrings. The band holds what the accepted exponents give, and every other
/// division among the hamstrings of the leg that leaves hip and knee the moments that they get from them; of
/// a single muscle also what the other accepted method may make of it.
void fill_forces(const ForcesAnalysis& analysis, const LegMuscles& leg, const std::vector<double>& weight,
                 const std::vector<muscle::SharedMoments>& others, ForceCurve& curve) {
  const std::size_t n = leg.muscles.size();
  std::vector<double> force(n), low(n), high(n), hip(n), knee(n);
  for (std::size_t f = 0; f < analysis.shared.frames.size(); ++f) {
    double sum = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      force[i] = force_in(analysis.shared, f, leg.unknowns[i]);
      low[i] = std::isfinite(leg.low_n[i][f]) ? std::min(leg.low_n[i][f], force[i]) : 0.0;
      high[i] = std::isfinite(leg.high_n[i][f]) ? std::max(leg.high_n[i][f], force[i]) : force[i];
      hip[i] = leg.paths.moment_arm_m[0](f, i);
      knee[i] = leg.paths.moment_arm_m[1](f, i);
      if (weight[i] != 0.0) sum += force[i];
    }
    muscle::ForceRange range = muscle::range_of_sum({force, low, high, hip, knee}, weight);
    for (const muscle::SharedMoments& other : others) {
      double of_other = 0.0;
      for (std::size_t i = 0; i < n; ++i)
        if (weight[i] != 0.0) of_other += force_in(other, f, leg.unknowns[i]);
      if (!std::isfinite(of_other)) continue;
      range.low_n = std::min(range.low_n, of_other);
      range.high_n = std::max(range.high_n, of_other);
    }
    if (curve.is_single) range.low_n = std::min(range.low_n, other_method_share * sum);
    curve.force_n.push_back(sum);
    curve.low_n.push_back(range.low_n);
    curve.high_n.push_back(range.high_n);
  }
}

void fill_rest(const ForcesAnalysis& analysis, const LegMuscles& leg, const muscle::Leg& of,
               const std::vector<double>& weight, ForceCurve& curve) {
  const std::size_t frames = analysis.shared.frames.size();
  for (std::vector<double>* series : {&curve.power_w, &curve.hip_moment, &curve.knee_moment})
    series->assign(frames, 0.0);
  for (std::size_t i = 0; i < leg.muscles.size(); ++i) {
    if (weight[i] == 0.0) continue;
    for (std::size_t f = 0; f < frames; ++f) {
      const double force = force_in(analysis.shared, f, leg.unknowns[i]);
      curve.power_w[f] -= force * leg.paths.lengthening_speed_m_per_s(f, i);
      curve.hip_moment[f] += of.hip.sign * leg.paths.moment_arm_m[0](f, i) * force;
      curve.knee_moment[f] += of.knee.sign * leg.paths.moment_arm_m[1](f, i) * force;
    }
    if (!curve.is_single || !leg.fibers) continue;
    const auto series = [&](muscle::FiberQuantity quantity) {
      const auto column = leg.fibers->of(quantity).column(i);
      return std::vector<double>(column.begin(), column.end());
    };
    curve.fiber_length = series(muscle::FiberQuantity::normalized_fiber_length);
    curve.tendon_strain = series(muscle::FiberQuantity::tendon_strain);
  }
}

void add_curves(ForcesAnalysis& analysis, const JointMotion& motion, Side side,
                const std::vector<muscle::SharedMoments>& others) {
  const muscle::Leg& of = analysis.dynamics.model.hamstrings.leg(side);
  if (!of.hip.coordinate.is_valid() || !of.knee.coordinate.is_valid()) return;
  const LegMuscles leg = leg_muscles(analysis, motion, of);
  if (leg.muscles.empty()) return;
  const auto add = [&](std::string what, bool single, const std::vector<Hamstring>& members) {
    std::vector<double> weight(leg.muscles.size(), 0.0);
    std::size_t found = 0;
    for (std::size_t i = 0; i < leg.names.size(); ++i) {
      if (std::ranges::find(members, leg.names[i]) == members.end()) continue;
      weight[i] = 1.0;
      ++found;
    }
    if (found == 0 || (!single && found < members.size())) return;
    ForceCurve curve{.side = side, .what = std::move(what), .is_single = single};
    fill_forces(analysis, leg, weight, others, curve);
    fill_rest(analysis, leg, of, weight, curve);
    analysis.curves.push_back(std::move(curve));
  };
  using enum Hamstring;
  add("hamstrings", false, {biceps_femoris_long_head, semitendinosus, semimembranosus});
  add("lateral", false, {biceps_femoris_long_head, biceps_femoris_short_head});
  add("medial", false, {semitendinosus, semimembranosus});
  for (const Hamstring h : all_hamstrings) add(std::string(hamstring_code(h)), true, {h});
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
  for (const Side side : both_sides) add_curves(analysis, motion, side, others);
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
