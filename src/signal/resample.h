// Regular samples from irregular ones, and padding at the ends, as OpenSim's Storage does both.
#pragma once

#include <cstddef>
#include <span>

#include "core/result.h"
#include "core/time_series.h"

namespace hamstring {

/// Most samples resampling makes; a shorter interval is lengthened (OpenSim's limit).
inline constexpr std::size_t resample_limit = 100'000;

/// Shortest time between neighbors [s]; infinite for fewer than two times.
[[nodiscard]] double smallest_interval(std::span<const double> time_s);

/// Whether mean and shortest interval agree within the rounding of doubles (2.2e-16 s): OpenSim's test, which
/// files with times of few digits fail.
[[nodiscard]] bool is_uniform(std::span<const double> time_s);

/// The table at first time, first + interval, … up to the last time, through quintic natural splines (lower
/// degree for fewer than 6 rows). Times are summed up step by step, as OpenSim does. Errors: interval not
/// positive; no rows; times that do not increase; a missing value (the column is named).
[[nodiscard]] Result<TimeSeries> resample_uniformly(const TimeSeries& table, double interval_s);

/// The table with `pad` rows more at each end: odd reflection about the first and last row, times included.
/// Requires pad < rows().
[[nodiscard]] TimeSeries pad_by_reflection(const TimeSeries& table, std::size_t pad);

}  // namespace hamstring
