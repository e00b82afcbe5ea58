#include "signal/smooth_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "core/try.h"
#include "signal/butterworth.h"
#include "signal/column_plan.h"
#include "signal/lane_width.h"
#include "signal/resample.h"

namespace hamstring {
namespace {

constexpr double highest_cutoff = 0.49;  // of the sampling rate, as lowpass()
constexpr double even_within = 1e-3;     // of an interval: less than any camera's clock keeps

Result<void> check(std::span<const double> time_s, std::span<const std::span<const double>> columns,
                   const SmoothOptions& options) {
  if (time_s.size() < smoothed_rows_min) {
    return failure(
        fmt::format("accelerations need at least {} rows; found {}", smoothed_rows_min, time_s.size()));
  }
  if (options.cutoff_hz && !(*options.cutoff_hz > 0.0))
    return failure(fmt::format("the cutoff frequency must be positive, it is {} Hz", *options.cutoff_hz));
  for (std::size_t i = 0; i < time_s.size(); ++i) {
    if (!std::isfinite(time_s[i]) || (i > 0 && time_s[i] <= time_s[i - 1]))
      return failure(fmt::format("times must rise; row {} does not", i + 1));
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (!std::ranges::all_of(columns[c], [](double v) { return std::isfinite(v); }))
      return failure(fmt::format("a value is missing in column {}; fill the gap first", c + 1));
  }
  return {};
}

std::vector<double> reflected(std::span<const double> time_s, std::size_t pad) {
  std::vector<double> padded;
  padded.reserve(time_s.size() + 2 * pad);
  for (std::size_t i = pad; i >= 1; --i) padded.push_back(2.0 * time_s.front() - time_s[i]);
  padded.insert(padded.end(), time_s.begin(), time_s.end());
  const std::size_t last = time_s.size() - 1;
  for (std::size_t i = 1; i <= pad; ++i) padded.push_back(2.0 * time_s[last] - time_s[last - i]);
  return padded;
}

bool is_even_enough(std::span<const double> time_s) {
  const double mean = (time_s.back() - time_s.front()) / static_cast<double>(time_s.size() - 1);
  for (std::size_t i = 0; i < time_s.size(); ++i) {
    if (std::abs(time_s[i] - time_s.front() - static_cast<double>(i) * mean) > even_within * mean)
      return false;
  }
  return true;
}

/// first, first + interval, … summed up as OpenSim does.
std::vector<double> even_times(std::span<const double> padded, bool like_opensim) {
  double interval = smallest_interval(padded);
  if (like_opensim)
    interval = std::max(interval, (padded.back() - padded.front()) / static_cast<double>(resample_limit));
  std::vector<double> times;
  for (double t = padded.front(); t <= padded.back(); t += interval) {
    if (like_opensim && times.size() > resample_limit) break;
    times.push_back(t);
  }
  return times;
}

/// The energy of bending of one interval, of length s in the spline's unit of time, by the derivatives at its
/// two ends (docs/filters.md); that of a spline is the sum.
struct Element {
  std::array<double, 3> left;  ///< 11 12 22
  std::array<double, 4> across;
  std::array<double, 3> right;
  std::array<double, 2> load_left, load_right;  ///< of a rise of 1

  explicit Element(double s) {
    const double s1 = 1.0 / s;
    const double s2 = s1 * s1;
    const double s3 = s2 * s1;
    left = {192.0 * s3, 36.0 * s2, 9.0 * s1};
    across = {168.0 * s3, -24.0 * s2, 24.0 * s2, -3.0 * s1};
    right = {192.0 * s3, -36.0 * s2, 9.0 * s1};
    load_left = {360.0 * s3 * s1, 60.0 * s3};
    load_right = {360.0 * s3 * s1, -60.0 * s3};
  }
};

std::vector<SplineKnot> eliminate(std::span<const double> time_s, double scale_s) {
  std::vector<SplineKnot> knots(time_s.size());
  std::array<double, 3> diagonal{};
  std::array<double, 2> load{};
  for (std::size_t i = 0; i < time_s.size(); ++i) {
    SplineKnot& knot = knots[i];
    knot = {};
    knot.load_left[0] = load[0];
    knot.load_left[1] = load[1];
    std::array<double, 3> next{};
    if (i + 1 < time_s.size()) {
      const Element element((time_s[i + 1] - time_s[i]) / scale_s);
      for (std::size_t k = 0; k < 3; ++k) diagonal[k] += element.left[k];
      std::ranges::copy(element.across, knot.across);
      knot.load_right[0] = element.load_left[0];
      knot.load_right[1] = element.load_left[1];
      next = element.right;
      load = element.load_right;
    }
    const double determinant = diagonal[0] * diagonal[2] - diagonal[1] * diagonal[1];
    knot.inverse[0] = diagonal[2] / determinant;
    knot.inverse[1] = -diagonal[1] / determinant;
    knot.inverse[2] = diagonal[0] / determinant;
    const double* R = knot.across;
    double* G = knot.reduced;
    G[0] = knot.inverse[0] * R[0] + knot.inverse[1] * R[2];
    G[1] = knot.inverse[0] * R[1] + knot.inverse[1] * R[3];
    G[2] = knot.inverse[1] * R[0] + knot.inverse[2] * R[2];
    G[3] = knot.inverse[1] * R[1] + knot.inverse[2] * R[3];
    diagonal = {next[0] - (R[0] * G[0] + R[2] * G[2]), next[1] - (R[0] * G[1] + R[2] * G[3]),
                next[2] - (R[1] * G[1] + R[3] * G[3])};
  }
  return knots;
}

std::vector<SplineWeights> weights_at(std::span<const double> knots_s, std::span<const double> times_s,
                                      double scale_s) {
  std::vector<SplineWeights> weights;
  weights.reserve(times_s.size());
  std::size_t i = 0;
  for (const double t : times_s) {
    while (i + 2 < knots_s.size() && knots_s[i + 1] <= t) ++i;
    const double h = knots_s[i + 1] - knots_s[i];
    const double s = (t - knots_s[i]) / h;
    const double s3 = s * s * s;
    const double u = h / scale_s;
    const double rise = s3 * (10.0 + s * (-15.0 + 6.0 * s));
    weights.push_back(
        {.interval = i,
         .weight = {1.0 - rise, u * (s + s3 * (-6.0 + s * (8.0 - 3.0 * s))),
                    u * u * (0.5 * s * s + s3 * (-1.5 + s * (1.5 - 0.5 * s))), rise,
                    u * s3 * (-4.0 + s * (7.0 - 3.0 * s)), u * u * s3 * (0.5 + s * (-1.0 + 0.5 * s))}});
  }
  return weights;
}

/// Everything a plan points to.
struct Owned {
  std::vector<double> padded_s, sampled_s;
  std::vector<SplineKnot> knots_before, knots;
  std::vector<SplineWeights> weights;
  ColumnPlan plan;
  bool resampled = false;
};

void plan_filter(Owned& owned, const SmoothOptions& options, Diagnostics& diagnostics) {
  const double interval_s = options.like_opensim ? (owned.resampled ? owned.sampled_s[1] - owned.sampled_s[0]
                                                                    : smallest_interval(owned.sampled_s))
                                                 : (owned.sampled_s.back() - owned.sampled_s.front()) /
                                                       static_cast<double>(owned.sampled_s.size() - 1);
  double cutoff_hz = *options.cutoff_hz;
  if (cutoff_hz * interval_s > 0.5 - 1e-9) {
    cutoff_hz = highest_cutoff / interval_s;
    diagnostics.warn(
        fmt::format("a cutoff of {} Hz needs samples faster than {:.6g} Hz; {:.6g} Hz was used instead",
                    *options.cutoff_hz, 1.0 / interval_s, cutoff_hz));
  }
  const ButterworthCoefficients filter = butterworth_lowpass(cutoff_hz, interval_s);
  owned.plan.filters = true;
  std::ranges::copy(filter.a, owned.plan.filter_a);
  std::ranges::copy(filter.b, owned.plan.filter_b);
}

/// Rows of the recording's own time, within a hundredth of an interval.
void keep_recorded(Owned& owned, std::span<const double> time_s) {
  const double grace = 0.01 * (owned.sampled_s[1] - owned.sampled_s[0]);
  const auto begin = std::ranges::lower_bound(owned.sampled_s, time_s.front() - grace);
  const auto end = std::ranges::upper_bound(owned.sampled_s, time_s.back() + grace);
  owned.plan.first = static_cast<std::size_t>(begin - owned.sampled_s.begin());
  owned.plan.kept = static_cast<std::size_t>(end - begin);
}

Owned make_plan(std::span<const double> time_s, const SmoothOptions& options, Diagnostics& diagnostics) {
  Owned owned;
  ColumnPlan& plan = owned.plan;
  plan.rows = time_s.size();
  plan.pad = options.cutoff_hz ? time_s.size() / 2 : 0;
  owned.padded_s = reflected(time_s, plan.pad);
  plan.padded = owned.padded_s.size();
  plan.time_scale_s = (time_s.back() - time_s.front()) / static_cast<double>(time_s.size() - 1);
  owned.resampled = options.cutoff_hz &&
                    !(options.like_opensim ? is_uniform(owned.padded_s) : is_even_enough(owned.padded_s));
  owned.sampled_s = owned.resampled ? even_times(owned.padded_s, options.like_opensim) : owned.padded_s;
  plan.sampled = owned.sampled_s.size();
  if (owned.resampled) {
    owned.knots_before = eliminate(owned.padded_s, plan.time_scale_s);
    owned.weights = weights_at(owned.padded_s, owned.sampled_s, plan.time_scale_s);
    plan.knots_before = owned.knots_before.data();
    plan.weights = owned.weights.data();
  }
  if (options.cutoff_hz) plan_filter(owned, options, diagnostics);
  owned.knots = eliminate(owned.sampled_s, plan.time_scale_s);
  plan.knots = owned.knots.data();
  plan.kept = plan.sampled;
  if (options.cutoff_hz && !options.like_opensim) keep_recorded(owned, time_s);
  return owned;
}

double* aligned(std::vector<double>& memory) {
  const auto address = reinterpret_cast<std::uintptr_t>(memory.data());
  return memory.data() + (64 - address % 64) % 64 / sizeof(double);
}

/// Columns from `first` on, N at once; lanes beyond the last column repeat it into a place of their own.
template <int N>
void run_group(const ColumnPlan& plan, std::span<const std::span<const double>> columns, std::size_t first,
               double* scratch, std::vector<double>& beyond, SmoothedColumns& out) {
  std::array<const double*, N> in;
  std::array<double*, N> value;
  std::array<double*, N> rate;
  std::array<double*, N> bend;
  for (std::size_t lane = 0; lane < N; ++lane) {
    const std::size_t c = std::min(first + lane, columns.size() - 1);
    in[lane] = columns[c].data();
    const bool is_real = first + lane < columns.size();
    value[lane] = is_real ? &out.value[c * plan.kept] : beyond.data();
    rate[lane] = is_real ? &out.first[c * plan.kept] : beyond.data();
    bend[lane] = is_real ? &out.second[c * plan.kept] : beyond.data();
  }
  smooth_lanes<N>(plan, in.data(), scratch, value.data(), rate.data(), bend.data());
}

}  // namespace

Result<SmoothedColumns> smooth_columns(std::span<const double> time_s,
                                       std::span<const std::span<const double>> columns,
                                       const SmoothOptions& options, Diagnostics& diagnostics) {
  HAMSTRING_TRY_DO(check(time_s, columns, options));
  const Owned owned = make_plan(time_s, options, diagnostics);
  const ColumnPlan& plan = owned.plan;
  const auto begin = owned.sampled_s.begin() + static_cast<std::ptrdiff_t>(plan.first);
  SmoothedColumns out{.time_s = {begin, begin + static_cast<std::ptrdiff_t>(plan.kept)},
                      .columns = columns.size(),
                      .value = std::vector<double>(columns.size() * plan.kept),
                      .first = std::vector<double>(columns.size() * plan.kept),
                      .second = std::vector<double>(columns.size() * plan.kept),
                      .resampled = owned.resampled};
  const int lanes = options.lanes > 0 ? options.lanes : lane_width();
  const auto width = static_cast<std::size_t>(lanes);
  std::vector<double> memory(column_scratch(plan, width) + 8);
  std::vector<double> beyond(plan.kept);
  for (std::size_t c = 0; c < columns.size(); c += width) {
    if (lanes == 8) {
      run_group<8>(plan, columns, c, aligned(memory), beyond, out);
    } else if (lanes == 4) {
      run_group<4>(plan, columns, c, aligned(memory), beyond, out);
    } else {
      run_group<2>(plan, columns, c, aligned(memory), beyond, out);
    }
  }
  return out;
}

}  // namespace hamstring
