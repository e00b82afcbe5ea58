// Reading a sampled series between its samples and over a span of time; shared by the exposure functions.
#pragma once

#include <cstddef>
#include <limits>
#include <span>

#include "gait/gait_events.h"

namespace hamstring::exposure {

inline constexpr double unknown_value = std::numeric_limits<double>::quiet_NaN();

/// Samples first … end − 1.
struct SampleRange {
  std::size_t first = 0;
  std::size_t end = 0;
};

/// The samples whose time lies within `span`, both ends included. `time_s` strictly rising.
[[nodiscard]] SampleRange samples_within(std::span<const double> time_s, const TimeSpan& span);

/// Linear between the two samples around `time_s`; NaN outside the recording, for an empty or unequal
/// series, and where a neighbor is NaN. At a sample's own time: that sample.
[[nodiscard]] double sample_at(std::span<const double> time_s, std::span<const double> values, double at_s);

/// Whether the span has a positive length, lies within the recording, holds at least one sample, and neither
/// it nor its ends miss a value.
[[nodiscard]] bool is_covered(std::span<const double> time_s, std::span<const double> values,
                              const TimeSpan& span);

}  // namespace hamstring::exposure
