// What runs of all tool setups share: where results may go, which frames are meant, what a filter did to
// them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"

namespace hamstring::analysis {

/// A setup comes from anywhere. It may fill a folder below its own, links followed, and no other place of
/// this machine.
[[nodiscard]] Result<void> check_results_folder(const std::filesystem::path& setup,
                                                const std::filesystem::path& results);

/// The path, or where nothing is there the one file beside it whose name differs in capitals only, as on the
/// systems where most setups are written; named with a note.
[[nodiscard]] std::filesystem::path as_it_is_called_here(const std::filesystem::path& path,
                                                         Diagnostics& diagnostics);

/// OpenSim's rule for both ends of an interval: the last frame at or before the time, never before the first.
[[nodiscard]] std::size_t frame_at_or_before(const std::vector<double>& time_s, double at_s);

/// OpenSim pads what it filters by half its length on either side and resamples what is not evenly spaced to
/// the last bit: rows that nobody recorded stand in the results.
/// Said in words for the headers of the results, and in `diagnostics`.
[[nodiscard]] std::vector<std::string> what_the_filter_did(std::span<const double> rows_s,
                                                           const std::vector<double>& recorded_s,
                                                           Diagnostics& diagnostics);

}  // namespace hamstring::analysis
