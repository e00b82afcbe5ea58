// Short gaps of a recording, filled from what stands around them.
#pragma once

#include <span>
#include <vector>

#include "signal/time_span.h"

namespace hamstring {

/// Gaps up to this long are filled, counted from the row before to the row after: five rows at 100 Hz, as
/// long as the gaps of the feet that are bridged (gait/gait_tracks.cpp). On real walks, runs and sprints the
/// worst row of such a gap is off by about a degree or less in half of the cases and by less than 3.5 in 95
/// of 100 (tests/validation/filled_gaps.test.cpp); at 0.1 s it would be 2 and 7 in running.
inline constexpr double filled_gap_s_max = 0.06;

/// Fills the gaps (NaN) of one column that are short and have rows on both sides, by the natural cubic
/// spline through all rows that are known: degree 5 swings out further on angles that were not filtered.
/// Returns the first and last time of each gap that was filled. A column with fewer than 4 known rows stays
/// as it is.
std::vector<TimeSpan> fill_short_gaps(std::span<const double> time_s, std::span<double> values);

}  // namespace hamstring
