// What smoothing and differentiating is the same for every column of a table: made once by
// smooth_columns.cpp, read by the kernels of column_lanes_*.cpp, which take N columns at once.
#pragma once

#include <cstddef>

namespace hamstring {

/// The equations of the quintic natural spline at one knot, eliminated from the left; unknowns are first and
/// second derivative. See docs/filters.md.
struct SplineKnot {
  double inverse[3];     ///< of the diagonal block: 11, 12, 22
  double across[4];      ///< block to the right of it, rows first
  double reduced[4];     ///< inverse · across
  double load_left[2];   ///< what a rise of 1 over the interval before this knot asks of it
  double load_right[2];  ///< over the interval after it
};

/// Where a new sample lies: six weights of value and derivatives at both ends of an interval.
struct SplineWeights {
  std::size_t interval;
  double weight[6];  ///< value, first, second at its left end, the same at its right end
};

struct ColumnPlan {
  std::size_t rows = 0;                      ///< of the columns that come in
  std::size_t pad = 0;                       ///< rows added at each end by odd reflection
  std::size_t padded = 0;                    ///< rows + 2 pad
  const SplineKnot* knots_before = nullptr;  ///< [padded], for resampling; null where times are even
  const SplineWeights* weights = nullptr;    ///< [sampled]
  std::size_t sampled = 0;                   ///< rows after resampling (padded, where there is none)
  bool filters = false;
  double filter_a[4] = {};
  double filter_b[3] = {};
  const SplineKnot* knots = nullptr;  ///< [sampled]
  double time_scale_s = 1.0;          ///< the splines' unit of time
  std::size_t first = 0;              ///< rows that are kept, of the sampled ones
  std::size_t kept = 0;
};

/// Doubles of scratch for N columns, aligned to 64 bytes.
[[nodiscard]] inline std::size_t column_scratch(const ColumnPlan& plan, std::size_t n) {
  return (4 * plan.padded + 3 * plan.sampled) * n;
}

/// N columns: `in[i]` of plan.rows values; `value[i]`, `first[i]`, `second[i]` of plan.kept.
template <int N>
void smooth_lanes(const ColumnPlan& plan, const double* const* in, double* scratch, double* const* value,
                  double* const* first, double* const* second);

extern template void smooth_lanes<2>(const ColumnPlan&, const double* const*, double*, double* const*,
                                     double* const*, double* const*);
extern template void smooth_lanes<4>(const ColumnPlan&, const double* const*, double*, double* const*,
                                     double* const*, double* const*);
extern template void smooth_lanes<8>(const ColumnPlan&, const double* const*, double*, double* const*,
                                     double* const*, double* const*);

}  // namespace hamstring
