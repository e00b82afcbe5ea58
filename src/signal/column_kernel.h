// Padding, resampling, filtering and differentiating N columns at once. Only for column_lanes_*.cpp.
#pragma once

#include "signal/column_plan.h"
#include "signal/lanes.h"

namespace hamstring {

template <int N>
struct ColumnLanes {
  using V = typename Lane<N>::V;

  static void gather(const ColumnPlan& plan, const double* const* in, V* y) {
    const std::size_t last = plan.rows - 1;
    for (int lane = 0; lane < N; ++lane) {
      const double* from = in[lane];
      auto* to = reinterpret_cast<double*>(y) + lane;
      for (std::size_t i = 0; i < plan.pad; ++i) {
        to[i * N] = 2.0 * from[0] - from[plan.pad - i];
        to[(plan.pad + plan.rows + i) * N] = 2.0 * from[last] - from[last - 1 - i];
      }
      for (std::size_t i = 0; i < plan.rows; ++i) to[(plan.pad + i) * N] = from[i];
    }
  }

  /// First and second derivative (in the spline's unit of time) of the natural quintic spline at its knots.
  static void derivatives(const SplineKnot* knots, std::size_t count, const V* y, V* first, V* second) {
    V carried_1{};
    V carried_2{};
    for (std::size_t i = 0; i < count; ++i) {
      const SplineKnot& k = knots[i];
      V load_1 = -carried_1;
      V load_2 = -carried_2;
      if (i > 0) {
        const V rise = y[i] - y[i - 1];
        load_1 += k.load_left[0] * rise;
        load_2 += k.load_left[1] * rise;
      }
      if (i + 1 < count) {
        const V rise = y[i + 1] - y[i];
        load_1 += k.load_right[0] * rise;
        load_2 += k.load_right[1] * rise;
      }
      first[i] = k.inverse[0] * load_1 + k.inverse[1] * load_2;
      second[i] = k.inverse[1] * load_1 + k.inverse[2] * load_2;
      carried_1 = k.across[0] * first[i] + k.across[2] * second[i];
      carried_2 = k.across[1] * first[i] + k.across[3] * second[i];
    }
    for (std::size_t i = count - 1; i-- > 0;) {
      const SplineKnot& k = knots[i];
      const V next_1 = first[i + 1];
      const V next_2 = second[i + 1];
      first[i] -= k.reduced[0] * next_1 + k.reduced[1] * next_2;
      second[i] -= k.reduced[2] * next_1 + k.reduced[3] * next_2;
    }
  }

  static void resample(const ColumnPlan& plan, const V* y, const V* first, const V* second, V* to) {
    for (std::size_t r = 0; r < plan.sampled; ++r) {
      const SplineWeights& w = plan.weights[r];
      const std::size_t i = w.interval;
      to[r] = w.weight[0] * y[i] + w.weight[1] * first[i] + w.weight[2] * second[i] + w.weight[3] * y[i + 1] +
              w.weight[4] * first[i + 1] + w.weight[5] * second[i + 1];
    }
  }

  /// One pass; `step` is +1 or -1, the first three samples of a pass stay as they are.
  static void filter_pass(const ColumnPlan& plan, V* y, std::ptrdiff_t from, std::ptrdiff_t step) {
    const double* a = plan.filter_a;
    const double* b = plan.filter_b;
    V x3 = y[from];
    V x2 = y[from + step];
    V x1 = y[from + 2 * step];
    V y3 = x3;
    V y2 = x2;
    V y1 = x1;
    std::ptrdiff_t at = from + 3 * step;
    for (std::size_t i = 3; i < plan.sampled; ++i, at += step) {
      const V x0 = y[at];
      const V now = a[0] * x0 + a[1] * x1 + a[2] * x2 + a[3] * x3 - b[2] * y3 - b[1] * y2 - b[0] * y1;
      y[at] = now;
      x3 = x2;
      x2 = x1;
      x1 = x0;
      y3 = y2;
      y2 = y1;
      y1 = now;
    }
  }

  static void scatter(const V* from, double scale, std::size_t count, double* const* to) {
    for (int lane = 0; lane < N; ++lane) {
      const auto* values = reinterpret_cast<const double*>(from) + lane;
      double* column = to[lane];
      for (std::size_t i = 0; i < count; ++i) column[i] = scale * values[i * N];
    }
  }

  static void run(const ColumnPlan& plan, const double* const* in, double* scratch, double* const* value,
                  double* const* first, double* const* second) {
    V* padded = reinterpret_cast<V*>(scratch);
    V* slopes = padded + plan.padded;
    V* bends = slopes + plan.padded;
    V* y = bends + 2 * plan.padded;
    V* rate = y + plan.sampled;
    V* bend = rate + plan.sampled;
    gather(plan, in, plan.weights == nullptr ? y : padded);
    if (plan.weights != nullptr) {
      derivatives(plan.knots_before, plan.padded, padded, slopes, bends);
      resample(plan, padded, slopes, bends, y);
    }
    if (plan.filters) {
      filter_pass(plan, y, 0, 1);
      filter_pass(plan, y, static_cast<std::ptrdiff_t>(plan.sampled) - 1, -1);
    }
    derivatives(plan.knots, plan.sampled, y, rate, bend);
    const double per_s = 1.0 / plan.time_scale_s;
    scatter(y + plan.first, 1.0, plan.kept, value);
    scatter(rate + plan.first, per_s, plan.kept, first);
    scatter(bend + plan.first, per_s * per_s, plan.kept, second);
  }
};

template <int N>
void smooth_lanes(const ColumnPlan& plan, const double* const* in, double* scratch, double* const* value,
                  double* const* first, double* const* second) {
  ColumnLanes<N>::run(plan, in, scratch, value, first, second);
}

}  // namespace hamstring
