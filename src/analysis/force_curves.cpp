#include "analysis/force_curves.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "muscle/equilibrium.h"
#include "muscle/muscle_history.h"
#include "muscle/split_band.h"
#include "muscle/tendon_stretch.h"

namespace hamstring::analysis {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The hamstrings of one leg over time, before anything is summed.
struct LegMuscles {
  std::vector<MuscleIndex> muscles;
  std::vector<Hamstring> names;
  std::vector<std::size_t> unknowns;  ///< positions in the sharing
  muscle::MuscleHistory paths;
  std::optional<muscle::FiberHistory> fibers;
  std::vector<std::optional<muscle::MuscleMechanics>> mechanics;
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
    leg.mechanics.push_back(mechanics ? std::optional(*mechanics) : std::nullopt);
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

/// One frame of a leg: what its hamstrings pull, and what else they may.
struct LegFrame {
  std::vector<double> force, low, high, hip_arm, knee_arm, speed;
  std::vector<std::vector<double>> others;  ///< forces that other exponents give
};

LegFrame frame_of(const ForcesAnalysis& analysis, const LegMuscles& leg,
                  const std::vector<muscle::SharedMoments>& others, std::size_t f) {
  LegFrame frame;
  for (std::size_t i = 0; i < leg.muscles.size(); ++i) {
    const double force = force_in(analysis.shared, f, leg.unknowns[i]);
    const double low = leg.low_n[i][f], high = leg.high_n[i][f];
    frame.force.push_back(force);
    frame.low.push_back(std::isfinite(low) ? std::min(low, force) : 0.0);
    frame.high.push_back(std::isfinite(high) ? std::max(high, force) : force);
    frame.hip_arm.push_back(leg.paths.moment_arm_m[0](f, i));
    frame.knee_arm.push_back(leg.paths.moment_arm_m[1](f, i));
    frame.speed.push_back(leg.paths.lengthening_speed_m_per_s(f, i));
  }
  for (const muscle::SharedMoments& other : others) {
    std::vector<double>& forces = frame.others.emplace_back();
    for (const std::size_t unknown : leg.unknowns) forces.push_back(force_in(other, f, unknown));
  }
  return frame;
}

double weighted(const std::vector<double>& weight, const std::vector<double>& force) {
  double sum = 0.0;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    if (weight[i] != 0.0) sum += weight[i] * force[i];
  }
  return sum;
}

/// Σ weight · force of a frame and its band, appended to a series.
void append(const LegFrame& frame, const std::vector<double>& weight, bool is_single, BandedSeries& series) {
  const double sum = weighted(weight, frame.force);
  muscle::ForceRange range =
      muscle::range_of_sum({frame.force, frame.low, frame.high, frame.hip_arm, frame.knee_arm}, weight);
  const auto hold = [&](double value) {
    if (!std::isfinite(value)) return;
    range.low_n = std::min(range.low_n, value);
    range.high_n = std::max(range.high_n, value);
  };
  for (const std::vector<double>& other : frame.others) hold(weighted(weight, other));
  if (is_single) hold(other_method_share * sum);
  // A muscle without an arm has no moment in every frame that is solved, and none is known in another.
  const bool is_known = std::isfinite(range.low_n + range.high_n);
  series.value.push_back(is_known ? sum : nan);
  series.low.push_back(is_known ? range.low_n : nan);
  series.high.push_back(is_known ? range.high_n : nan);
}

void append_quantities(const LegFrame& frame, const muscle::Leg& of, const std::vector<double>& member,
                       ForceCurve& curve) {
  std::array<std::vector<double>, 3> weights{member, member, member};
  for (std::size_t i = 0; i < member.size(); ++i) {
    weights[0][i] *= -frame.speed[i];
    weights[1][i] *= of.hip.sign * frame.hip_arm[i];
    weights[2][i] *= of.knee.sign * frame.knee_arm[i];
  }
  append(frame, member, curve.is_single, curve.force_n);
  append(frame, weights[0], curve.is_single, curve.power_w);
  append(frame, weights[1], curve.is_single, curve.hip_moment);
  append(frame, weights[2], curve.is_single, curve.knee_moment);
}

/// Stretch of fiber and tendon of a single muscle. A force within its band stretches the tendon so far and
/// leaves the fiber so long.
void fill_stretch(const LegMuscles& leg, std::size_t i, ForceCurve& curve) {
  if (!leg.fibers || !leg.mechanics[i]) return;
  const auto column = [&](muscle::FiberQuantity quantity) {
    const auto values = leg.fibers->of(quantity).column(i);
    return std::vector<double>(values.begin(), values.end());
  };
  const auto both = [](double value, double a, double b, BandedSeries& series) {
    series.low.push_back(std::isfinite(value) ? std::min({value, a, b}) : nan);
    series.high.push_back(std::isfinite(value) ? std::max({value, a, b}) : nan);
  };
  curve.fiber_length.value = column(muscle::FiberQuantity::normalized_fiber_length);
  curve.tendon_strain.value = column(muscle::FiberQuantity::tendon_strain);
  const muscle::MuscleMechanics& mechanics = *leg.mechanics[i];
  for (std::size_t f = 0; f < curve.force_n.value.size(); ++f) {
    const double low = curve.force_n.low[f], high = curve.force_n.high[f];
    const double length = leg.paths.length_m(f, i);
    both(curve.tendon_strain.value[f], muscle::tendon_strain_at(mechanics, low),
         muscle::tendon_strain_at(mechanics, high), curve.tendon_strain);
    both(curve.fiber_length.value[f], muscle::fiber_length_at(mechanics, length, low),
         muscle::fiber_length_at(mechanics, length, high), curve.fiber_length);
  }
}

/// The curves of a leg, still without frames, and which muscles belong to each.
struct Members {
  std::vector<ForceCurve> curves;
  std::vector<std::vector<double>> weight;  ///< [curve][muscle] 1 for a member
};

Members members_of(const LegMuscles& leg, Side side) {
  Members members;
  const auto add = [&](std::string what, bool single, const std::vector<Hamstring>& names) {
    std::vector<double> weight(leg.muscles.size(), 0.0);
    std::size_t found = 0;
    for (std::size_t i = 0; i < leg.names.size(); ++i) {
      if (std::ranges::find(names, leg.names[i]) == names.end()) continue;
      weight[i] = 1.0;
      ++found;
    }
    if (found == 0 || (!single && found < names.size())) return;
    members.curves.push_back({.side = side, .what = std::move(what), .is_single = single});
    members.weight.push_back(std::move(weight));
  };
  using enum Hamstring;
  add("hamstrings", false, {biceps_femoris_long_head, semitendinosus, semimembranosus});
  add("lateral", false, {biceps_femoris_long_head, biceps_femoris_short_head});
  add("medial", false, {semitendinosus, semimembranosus});
  for (const Hamstring h : all_hamstrings) add(std::string(hamstring_code(h)), true, {h});
  return members;
}

}  // namespace

std::vector<ForceCurve> force_curves(const ForcesAnalysis& analysis, const JointMotion& motion, Side side,
                                     const std::vector<muscle::SharedMoments>& others) {
  const muscle::Leg& of = analysis.dynamics.model.hamstrings.leg(side);
  if (!of.hip.coordinate.is_valid() || !of.knee.coordinate.is_valid()) return {};
  const LegMuscles leg = leg_muscles(analysis, motion, of);
  if (leg.muscles.empty()) return {};
  Members members = members_of(leg, side);
  for (std::size_t f = 0; f < analysis.shared.frames.size(); ++f) {
    const LegFrame frame = frame_of(analysis, leg, others, f);
    for (std::size_t c = 0; c < members.curves.size(); ++c)
      append_quantities(frame, of, members.weight[c], members.curves[c]);
  }
  for (std::size_t c = 0; c < members.curves.size(); ++c) {
    if (!members.curves[c].is_single) continue;
    const auto one = std::ranges::find(members.weight[c], 1.0) - members.weight[c].begin();
    fill_stretch(leg, static_cast<std::size_t>(one), members.curves[c]);
  }
  return std::move(members.curves);
}

}  // namespace hamstring::analysis
