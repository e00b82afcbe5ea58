// What a curve of force was over a stride: peak with its band, work, impulse, shares of moments.
#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/analyze_forces.h"

namespace hamstring::analysis {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double median(std::vector<double> values) {
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  if (values.empty()) return nan;
  const std::size_t middle = values.size() / 2;
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(middle));
  if (values.size() % 2 == 1) return values[middle];
  return 0.5 * (values[middle] +
                *std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle)));
}

/// Moments that muscles and reserves carry together about hip and knee of a side, positive in flexion.
struct NetMoments {
  std::vector<double> hip, knee;
};

NetMoments net_moments(const ForcesAnalysis& analysis, Side side) {
  const muscle::Leg& leg = analysis.dynamics.model.hamstrings.leg(side);
  const std::size_t frames = analysis.shared.frames.size();
  const auto of = [&](const kinematics::Flexion& flexion) {
    std::vector<double> moment(frames, nan);
    for (std::size_t f = 0; f < frames; ++f)
      moment[f] = flexion.sign * analysis.demand[flexion.coordinate.value() * frames + f];
    return moment;
  };
  return {.hip = of(leg.hip), .knee = of(leg.knee)};
}

/// One stride's numbers.
struct Cycle {
  ForceSummary values;
  bool has_peak = false;
};

/// Σ m M / Σ M² where M has the sign asked for.
double share(const std::vector<double>& part, const std::vector<double>& whole, double sign,
             std::size_t first, std::size_t last) {
  double along = 0.0, square = 0.0;
  for (std::size_t f = first; f <= last; ++f) {
    if (!std::isfinite(part[f]) || !(sign * whole[f] > 0.0)) continue;
    along += part[f] * whole[f];
    square += whole[f] * whole[f];
  }
  return square > 0.0 ? along / square : nan;
}

void integrate(const std::vector<double>& time_s, const ForceCurve& curve, std::size_t first,
               std::size_t last, ForceSummary& into) {
  for (std::size_t f = first; f < last; ++f) {
    const double h = 0.5 * (time_s[f + 1] - time_s[f]);
    const double force = curve.force_n[f] + curve.force_n[f + 1];
    const double up = std::max(curve.power_w[f], 0.0) + std::max(curve.power_w[f + 1], 0.0);
    const double down = std::min(curve.power_w[f], 0.0) + std::min(curve.power_w[f + 1], 0.0);
    if (!std::isfinite(force)) {
      into.impulse_n_s = into.positive_work_j = into.negative_work_j = nan;
      return;  // half an impulse is none
    }
    into.impulse_n_s += h * force;
    into.positive_work_j += h * up;
    into.negative_work_j += h * down;
  }
}

Cycle cycle_of(const std::vector<double>& time_s, const ForceCurve& curve, const NetMoments& net,
               std::size_t first, std::size_t last) {
  Cycle cycle;
  ForceSummary& v = cycle.values;
  v.longest_fiber = v.most_tendon_strain = nan;
  v.peak_n = v.low_n = v.high_n = v.peak_at_s = v.peak_at_percent = v.peak_power_w = v.least_power_w = nan;
  for (std::size_t f = first; f <= last; ++f) {
    if (!std::isfinite(curve.force_n[f])) continue;
    if (!cycle.has_peak || curve.force_n[f] > v.peak_n) {
      cycle.has_peak = true;
      v.peak_n = curve.force_n[f];
      v.low_n = curve.low_n[f];
      v.high_n = curve.high_n[f];
      v.peak_at_s = time_s[f];
    }
    v.peak_power_w = std::fmax(v.peak_power_w, curve.power_w[f]);
    v.least_power_w = std::fmin(v.least_power_w, curve.power_w[f]);
    if (!curve.fiber_length.empty()) v.longest_fiber = std::fmax(v.longest_fiber, curve.fiber_length[f]);
    if (!curve.tendon_strain.empty())
      v.most_tendon_strain = std::fmax(v.most_tendon_strain, curve.tendon_strain[f]);
  }
  if (cycle.has_peak)
    v.peak_at_percent = 100.0 * (v.peak_at_s - time_s[first]) / (time_s[last] - time_s[first]);
  integrate(time_s, curve, first, last, v);
  v.hip_share = share(curve.hip_moment, net.hip, -1.0, first, last);
  v.knee_share = share(curve.knee_moment, net.knee, 1.0, first, last);
  return cycle;
}

ForceSummary summary_of(const ForceCurve& curve, const std::vector<Cycle>& cycles, bool strides) {
  ForceSummary summary{.side = curve.side,
                       .what = curve.what,
                       .is_single = curve.is_single,
                       .strides = strides ? cycles.size() : 0};
  const auto middle = [&](double ForceSummary::* field) {
    std::vector<double> values;
    for (const Cycle& cycle : cycles) values.push_back(cycle.values.*field);
    return median(std::move(values));
  };
  for (double ForceSummary::* field :
       {&ForceSummary::peak_n, &ForceSummary::low_n, &ForceSummary::high_n, &ForceSummary::peak_at_percent,
        &ForceSummary::longest_fiber, &ForceSummary::most_tendon_strain, &ForceSummary::peak_power_w,
        &ForceSummary::least_power_w, &ForceSummary::positive_work_j, &ForceSummary::negative_work_j,
        &ForceSummary::impulse_n_s, &ForceSummary::hip_share, &ForceSummary::knee_share})
    summary.*field = middle(field);
  if (!strides) summary.peak_at_percent = nan;
  const auto largest = std::ranges::max_element(cycles, {}, [](const Cycle& c) {
    return c.has_peak ? c.values.peak_n : -std::numeric_limits<double>::infinity();
  });
  summary.peak_at_s = largest->values.peak_at_s;
  return summary;
}

}  // namespace

std::vector<ForceSummary> summarize_forces(
    const ForcesAnalysis& analysis, const std::array<std::vector<std::pair<double, double>>, 2>& strides_s) {
  const std::vector<double>& time_s = analysis.dynamics.motion.time_s;
  std::array<NetMoments, 2> net;
  std::vector<ForceSummary> summaries;
  for (const ForceCurve& curve : analysis.curves) {
    const auto side = static_cast<std::size_t>(curve.side);
    if (net[side].hip.empty()) net[side] = net_moments(analysis, curve.side);
    std::vector<Cycle> cycles;
    for (const auto& [start, end] : strides_s[side]) {
      const auto first = static_cast<std::size_t>(std::ranges::lower_bound(time_s, start) - time_s.begin());
      const auto after = static_cast<std::size_t>(std::ranges::upper_bound(time_s, end) - time_s.begin());
      if (after > first + 2) cycles.push_back(cycle_of(time_s, curve, net[side], first, after - 1));
    }
    const bool strides = !cycles.empty();
    if (!strides) cycles.push_back(cycle_of(time_s, curve, net[side], 0, time_s.size() - 1));
    summaries.push_back(summary_of(curve, cycles, strides));
  }
  return summaries;
}

}  // namespace hamstring::analysis
