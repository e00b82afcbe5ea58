// Reads activities of watches (.fit). Written from Garmin's published FIT protocol and profile; what is read,
// repaired and refused stands in docs/watch.md.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "core/diagnostics.h"
#include "core/result.h"
#include "record/activity.h"

namespace hamstring {

/// Longest file that is read [bytes], and most records in it: 23 days at one a second.
inline constexpr std::size_t fit_size_limit_bytes = std::size_t{128} << 20;
inline constexpr std::size_t activity_samples_max = 2'000'000;

/// All activities of the file, chained ones and those of a multi-sport file one by one. One of three
/// outcomes:
///   whole    a value, and no warning in `diagnostics`; without activities it says what the file holds
///   instead in part  a value, and a warning for everything that was lost or doubted refused  an Error: not a
///   FIT file, nothing in it could be read, larger than the limits
[[nodiscard]] Result<ActivityFile> parse_fit(std::string_view content, std::string_view file_name,
                                             Diagnostics& diagnostics);

}  // namespace hamstring
