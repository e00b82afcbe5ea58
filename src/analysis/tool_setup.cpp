#include "analysis/tool_setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.h"

namespace hamstring::analysis {
namespace {

/// Below its folder, links followed.
bool lies_below(const std::filesystem::path& path, const std::filesystem::path& folder) {
  std::error_code code;
  const auto whole = std::filesystem::weakly_canonical(std::filesystem::absolute(path, code), code);
  const auto root = std::filesystem::weakly_canonical(std::filesystem::absolute(folder, code), code);
  const auto rest = whole.lexically_relative(root);
  return !code && !rest.empty() && !rest.is_absolute() && *rest.begin() != "..";
}

}  // namespace

Result<void> check_results_folder(const std::filesystem::path& setup, const std::filesystem::path& results) {
  const std::filesystem::path folder = setup.has_parent_path() ? setup.parent_path() : ".";
  if (lies_below(results, folder)) return {};
  return failure(
      {.message = fmt::format("the results would go to '{}', which is not below the folder of the setup",
                              results.string()),
       .file = setup.string(),
       .element = "results_directory",
       .advice = "Nothing was written; name a folder below the setup's own."});
}

std::filesystem::path as_it_is_called_here(const std::filesystem::path& path, Diagnostics& diagnostics) {
  std::error_code code;
  if (path.empty() || std::filesystem::exists(path, code)) return path;
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  const std::string wanted = to_lower(path.filename().string());
  std::vector<std::filesystem::path> alike;
  for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
    if (to_lower(entry.path().filename().string()) == wanted) alike.push_back(entry.path());
  }
  if (alike.size() != 1) return path;
  diagnostics.note(
      fmt::format("'{}' is called '{}' here", path.filename().string(), alike[0].filename().string()));
  return alike[0];
}

std::size_t frame_at_or_before(const std::vector<double>& time_s, double at_s) {
  const auto after = std::ranges::upper_bound(time_s, at_s);
  return after == time_s.begin() ? 0 : static_cast<std::size_t>(after - time_s.begin()) - 1;
}

std::vector<std::string> what_the_filter_did(std::span<const double> rows_s,
                                             const std::vector<double>& recorded_s,
                                             Diagnostics& diagnostics) {
  std::vector<std::string> remarks;
  constexpr double grace_s = 1e-6;
  const auto before =
      std::ranges::count_if(rows_s, [&](double t) { return t < recorded_s.front() - grace_s; });
  const auto after = std::ranges::count_if(rows_s, [&](double t) { return t > recorded_s.back() + grace_s; });
  constexpr const char* element = "lowpass_cutoff_frequency_for_coordinates";
  if (before + after > 0) {
    remarks.push_back(
        fmt::format("{} rows before {} s and {} after {} s are padding of the filter, mirrored from the "
                    "recording, not recorded; OpenSim writes them as well",
                    before, recorded_s.front(), after, recorded_s.back()));
    diagnostics.warn(remarks.back(), element);
  }
  const auto moved = std::ranges::count_if(rows_s, [&](double t) {
    const auto next = std::ranges::lower_bound(recorded_s, t);
    const double above = next == recorded_s.end() ? t : *next;
    const double below = next == recorded_s.begin() ? t : *std::prev(next);
    return t >= recorded_s.front() && t <= recorded_s.back() &&
           std::min(std::abs(above - t), std::abs(t - below)) > 0.0;
  });
  if (moved > 0) {
    remarks.push_back(
        fmt::format("{} rows stand at times that were not recorded: the filter resamples what is not "
                    "evenly spaced, as OpenSim does",
                    moved));
    diagnostics.note(remarks.back(), element);
  }
  return remarks;
}

}  // namespace hamstring::analysis
