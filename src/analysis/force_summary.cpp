// What a curve of force was over a stride: peak with its band, work, impulse, shares of moments.
#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/analyze_forces.h"

namespace hamstring::analysis {
namespace {

using report::Banded;
using report::BandedForce;

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

/// Σ m M / Σ M² where M has the sign asked for; the band takes of each moment the end that counts most.
Banded share(const BandedSeries& part, const std::vector<double>& whole, double sign, std::size_t first,
             std::size_t last) {
  Banded along{0.0, 0.0, 0.0};
  double square = 0.0;
  for (std::size_t f = first; f <= last; ++f) {
    if (!std::isfinite(part.value[f]) || !(sign * whole[f] > 0.0)) continue;
    along.value += part.value[f] * whole[f];
    along.low += std::min(part.low[f] * whole[f], part.high[f] * whole[f]);
    along.high += std::max(part.low[f] * whole[f], part.high[f] * whole[f]);
    square += whole[f] * whole[f];
  }
  if (!(square > 0.0)) return {};
  return {.value = along.value / square, .low = along.low / square, .high = along.high / square};
}

/// ∫ of the part of a series that `part` leaves, over a span of frames. NaN where a frame within has no
/// result: half an impulse is none.
Banded integral(const std::vector<double>& time_s, const BandedSeries& series, std::size_t first,
                std::size_t last, double (*part)(double)) {
  const auto of = [&](const std::vector<double>& values) {
    double sum = 0.0;
    for (std::size_t f = first; f < last; ++f) {
      if (!std::isfinite(values[f] + values[f + 1])) return nan;
      sum += 0.5 * (time_s[f + 1] - time_s[f]) * (part(values[f]) + part(values[f + 1]));
    }
    return sum;
  };
  return {.value = of(series.value), .low = of(series.low), .high = of(series.high)};
}

double positive(double value) {
  return std::max(value, 0.0);
}

double negative(double value) {
  return std::min(value, 0.0);
}

/// The largest force of a span of frames. Its band is that of the largest, which need not be at the same
/// instant: wherever another division pulls hardest. `start_s`, `duration_s` of the stride.
BandedForce largest(const std::vector<double>& time_s, const ForceCurve& curve, std::size_t first,
                    std::size_t last, double start_s, double duration_s) {
  BandedForce most;
  for (std::size_t f = first; f <= last; ++f) {
    const double force = curve.force_n.value[f];
    if (!std::isfinite(force)) continue;
    most.low_n = std::fmax(most.low_n, curve.force_n.low[f]);
    most.high_n = std::fmax(most.high_n, curve.force_n.high[f]);
    if (force <= most.force_n) continue;
    most.force_n = force;
    most.at_s = time_s[f];
    most.at_percent = 100.0 * (time_s[f] - start_s) / duration_s;
  }
  return most;
}

Banded largest_of(const BandedSeries& series, std::size_t first, std::size_t last, double sign = 1.0) {
  Banded most;
  for (std::size_t f = first; f <= last && f < series.value.size(); ++f) {
    most.value = std::fmax(most.value, sign * series.value[f]);
    most.low = std::fmax(most.low, sign * (sign > 0.0 ? series.low : series.high)[f]);
    most.high = std::fmax(most.high, sign * (sign > 0.0 ? series.high : series.low)[f]);
  }
  if (sign > 0.0) return most;
  return {.value = -most.value, .low = -most.high, .high = -most.low};
}

/// Nine frames of ten: of a stride whose stance nobody knows the largest known force is not the largest.
bool is_mostly_known(const ForceCurve& curve, std::size_t first, std::size_t last) {
  std::size_t known = 0;
  for (std::size_t f = first; f <= last; ++f) known += std::isfinite(curve.force_n.value[f]) ? 1 : 0;
  return 10 * known >= 9 * (last - first + 1);
}

/// What a curve was between two frames of a stride, or of a recording, that begins and lasts so.
ForceNumbers numbers_of(const std::vector<double>& time_s, const ForceCurve& curve, const NetMoments& net,
                        std::size_t first, std::size_t last, double start_s, double duration_s) {
  if (!is_mostly_known(curve, first, last)) return {};
  return {.peak = largest(time_s, curve, first, last, start_s, duration_s),
          .late_swing = {},
          .longest_fiber = largest_of(curve.fiber_length, first, last),
          .most_tendon_strain = largest_of(curve.tendon_strain, first, last),
          .peak_power_w = largest_of(curve.power_w, first, last),
          .least_power_w = largest_of(curve.power_w, first, last, -1.0),
          .positive_work_j = integral(time_s, curve.power_w, first, last, positive),
          .negative_work_j = integral(time_s, curve.power_w, first, last, negative),
          .swing_negative_work_j = {},
          .impulse_n_s = integral(time_s, curve.force_n, first, last, positive),
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
  if (last < first + frames_min) return {};
  const double frame_s = (time_s[last] - time_s[first]) / static_cast<double>(last - first);
  if (time_s[first] > stride.start_s + frame_s || time_s[last] < stride.end_s - frame_s) return {};
  ForceNumbers numbers = numbers_of(time_s, curve, net, first, last, stride.start_s, stride.duration_s());
  // Where the leg's swing is braked: its second half.
  const auto [middle, end] = frames_of(time_s, 0.5 * (stride.toe_off_s + stride.end_s), stride.end_s);
  if (end > middle)
    numbers.late_swing = largest(time_s, curve, middle, end, stride.start_s, stride.duration_s());
  const auto [off, strike] = frames_of(time_s, stride.toe_off_s, stride.end_s);
  if (strike > off) numbers.swing_negative_work_j = integral(time_s, curve.power_w, off, strike, negative);
  return numbers;
}

/// Field by field the median of those that are known: of values that are in order so are the medians.
ForceNumbers medians(const std::vector<ForceNumbers>& strides) {
  ForceNumbers middle;
  const auto take = [&](auto field) {
    std::vector<double> values;
    for (ForceNumbers stride : strides) values.push_back(field(stride));
    field(middle) = median(std::move(values));
  };
  for (BandedForce ForceNumbers::* band : {&ForceNumbers::peak, &ForceNumbers::late_swing}) {
    for (double BandedForce::* value :
         {&BandedForce::force_n, &BandedForce::low_n, &BandedForce::high_n, &BandedForce::at_percent})
      take([&](ForceNumbers& n) -> double& { return n.*band.*value; });
    // When: of the stride with the most.
    const auto most = std::ranges::max_element(strides, {}, [&](const ForceNumbers& n) {
      return std::isfinite((n.*band).force_n) ? (n.*band).force_n : -1.0;
    });
    (middle.*band).at_s = ((*most).*band).at_s;
  }
  for (Banded ForceNumbers::* quantity :
       {&ForceNumbers::longest_fiber, &ForceNumbers::most_tendon_strain, &ForceNumbers::peak_power_w,
        &ForceNumbers::least_power_w, &ForceNumbers::positive_work_j, &ForceNumbers::negative_work_j,
        &ForceNumbers::swing_negative_work_j, &ForceNumbers::impulse_n_s, &ForceNumbers::hip_share,
        &ForceNumbers::knee_share}) {
    for (double Banded::* value : {&Banded::value, &Banded::low, &Banded::high})
      take([&](ForceNumbers& n) -> double& { return n.*quantity.*value; });
  }
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
      summary.middle = numbers_of(time_s, curve, net[side], 0, time_s.size() - 1, time_s.front(),
                                  time_s.back() - time_s.front());
      summary.middle.peak.at_percent = nan;
    } else {
      summary.middle = medians(summary.strides);
    }
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

}  // namespace hamstring::analysis
