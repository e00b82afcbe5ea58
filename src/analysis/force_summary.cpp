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

ForceNumbers unknown_numbers() {
  ForceNumbers numbers;
  numbers.positive_work_j = numbers.negative_work_j = numbers.impulse_n_s = nan;
  return numbers;
}

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

/// Impulse and work over a span of frames. NaN where a frame within has no result: half an impulse is none.
struct Work {
  double impulse_n_s = 0.0, positive_j = 0.0, negative_j = 0.0;
};

Work integrate(const std::vector<double>& time_s, const ForceCurve& curve, std::size_t first,
               std::size_t last) {
  Work work;
  for (std::size_t f = first; f < last; ++f) {
    const double h = 0.5 * (time_s[f + 1] - time_s[f]);
    const double force = curve.force_n[f] + curve.force_n[f + 1];
    if (!std::isfinite(force)) return {nan, nan, nan};
    work.impulse_n_s += h * force;
    work.positive_j += h * (std::max(curve.power_w[f], 0.0) + std::max(curve.power_w[f + 1], 0.0));
    work.negative_j += h * (std::min(curve.power_w[f], 0.0) + std::min(curve.power_w[f + 1], 0.0));
  }
  return work;
}

/// The largest force of a span of frames with its band; `start_s`, `duration_s` of the stride.
report::BandedForce largest(const std::vector<double>& time_s, const ForceCurve& curve, std::size_t first,
                            std::size_t last, double start_s, double duration_s) {
  report::BandedForce most;
  for (std::size_t f = first; f <= last; ++f) {
    if (!std::isfinite(curve.force_n[f]) || curve.force_n[f] <= most.force_n) continue;
    most = {.force_n = curve.force_n[f],
            .low_n = curve.low_n[f],
            .high_n = curve.high_n[f],
            .at_s = time_s[f],
            .at_percent = 100.0 * (time_s[f] - start_s) / duration_s};
  }
  return most;
}

double largest_of(const std::vector<double>& series, std::size_t first, std::size_t last, double sign = 1.0) {
  double most = nan;
  for (std::size_t f = first; f <= last && f < series.size(); ++f) most = std::fmax(most, sign * series[f]);
  return sign * most;
}

/// What a curve was between two frames.
ForceNumbers numbers_of(const std::vector<double>& time_s, const ForceCurve& curve, const NetMoments& net,
                        std::size_t first, std::size_t last) {
  const Work work = integrate(time_s, curve, first, last);
  return {.peak = largest(time_s, curve, first, last, time_s[first], time_s[last] - time_s[first]),
          .longest_fiber = largest_of(curve.fiber_length, first, last),
          .most_tendon_strain = largest_of(curve.tendon_strain, first, last),
          .peak_power_w = largest_of(curve.power_w, first, last),
          .least_power_w = largest_of(curve.power_w, first, last, -1.0),
          .positive_work_j = work.positive_j,
          .negative_work_j = work.negative_j,
          .impulse_n_s = work.impulse_n_s,
          .hip_share = share(curve.hip_moment, net.hip, -1.0, first, last),
          .knee_share = share(curve.knee_moment, net.knee, 1.0, first, last)};
}

/// The frames between two times; an empty range where there are too few to say anything.
std::pair<std::size_t, std::size_t> frames_of(const std::vector<double>& time_s, double from_s, double to_s) {
  const auto first = static_cast<std::size_t>(std::ranges::lower_bound(time_s, from_s) - time_s.begin());
  const auto after = static_cast<std::size_t>(std::ranges::upper_bound(time_s, to_s) - time_s.begin());
  return {first, after > first ? after - 1 : first};
}

ForceNumbers numbers_of_stride(const std::vector<double>& time_s, const ForceCurve& curve,
                               const NetMoments& net, const Stride& stride) {
  constexpr std::size_t frames_min = 3;
  const auto [first, last] = frames_of(time_s, stride.start_s, stride.end_s);
  if (last < first + frames_min) return unknown_numbers();
  ForceNumbers numbers = numbers_of(time_s, curve, net, first, last);
  // Where the leg's swing is braked: its second half.
  const auto [middle, end] = frames_of(time_s, 0.5 * (stride.toe_off_s + stride.end_s), stride.end_s);
  if (end > middle)
    numbers.late_swing = largest(time_s, curve, middle, end, stride.start_s, stride.duration_s());
  const auto [off, strike] = frames_of(time_s, stride.toe_off_s, stride.end_s);
  if (strike > off) numbers.swing_negative_work_j = integrate(time_s, curve, off, strike).negative_j;
  return numbers;
}

/// Field by field the median of those that are known.
ForceNumbers medians(const std::vector<ForceNumbers>& strides) {
  ForceNumbers middle = unknown_numbers();
  const auto take = [&](auto field) {
    std::vector<double> values;
    for (ForceNumbers stride : strides) values.push_back(field(stride));
    field(middle) = median(std::move(values));
  };
  for (report::BandedForce ForceNumbers::* band : {&ForceNumbers::peak, &ForceNumbers::late_swing}) {
    for (double report::BandedForce::* value :
         {&report::BandedForce::force_n, &report::BandedForce::low_n, &report::BandedForce::high_n,
          &report::BandedForce::at_percent})
      take([&](ForceNumbers& n) -> double& { return n.*band.*value; });
    // When: of the stride with the most.
    const auto most = std::ranges::max_element(strides, {}, [&](const ForceNumbers& n) {
      return std::isfinite((n.*band).force_n) ? (n.*band).force_n : -1.0;
    });
    (middle.*band).at_s = ((*most).*band).at_s;
  }
  for (double ForceNumbers::* value :
       {&ForceNumbers::longest_fiber, &ForceNumbers::most_tendon_strain, &ForceNumbers::peak_power_w,
        &ForceNumbers::least_power_w, &ForceNumbers::positive_work_j, &ForceNumbers::negative_work_j,
        &ForceNumbers::swing_negative_work_j, &ForceNumbers::impulse_n_s, &ForceNumbers::hip_share,
        &ForceNumbers::knee_share})
    take([&](ForceNumbers& n) -> double& { return n.*value; });
  return middle;
}

}  // namespace

std::vector<ForceSummary> summarize_forces(const ForcesAnalysis& analysis,
                                           const std::array<std::vector<Stride>, 2>& strides) {
  const std::vector<double>& time_s = analysis.dynamics.motion.time_s;
  std::array<NetMoments, 2> net;
  std::vector<ForceSummary> summaries;
  for (const ForceCurve& curve : analysis.curves) {
    const auto side = static_cast<std::size_t>(curve.side);
    if (net[side].hip.empty()) net[side] = net_moments(analysis, curve.side);
    ForceSummary summary{
        .side = curve.side, .what = curve.what, .is_single = curve.is_single, .middle = {}, .strides = {}};
    for (const Stride& stride : strides[side])
      summary.strides.push_back(numbers_of_stride(time_s, curve, net[side], stride));
    if (summary.strides.empty()) {
      summary.middle = numbers_of(time_s, curve, net[side], 0, time_s.size() - 1);
      summary.middle.peak.at_percent = nan;
    } else {
      summary.middle = medians(summary.strides);
    }
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

}  // namespace hamstring::analysis
