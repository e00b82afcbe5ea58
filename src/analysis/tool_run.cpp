#include "analysis/tool_run.h"

#include <fmt/format.h>

#include <algorithm>

namespace hamstring::analysis {

Error setup_error(const AnalyzeSetup& setup, int line, std::string element, std::string message,
                  std::string advice) {
  return {.message = std::move(message),
          .file = setup.file.string(),
          .line = line,
          .element = std::move(element),
          .advice = std::move(advice)};
}

std::vector<std::size_t> frame_positions(const ToolRun& run, const AnalysisRequest& request) {
  const std::vector<double>& time_s = run.motion.time_s;
  std::size_t first = 0;
  std::size_t last = time_s.size();
  if (run.mode == Compatibility::physics) {
    constexpr double grace_s = 1e-4;
    while (first < time_s.size() && time_s[first] < request.start_time_s - grace_s) ++first;
    while (last > first && time_s[last - 1] > request.end_time_s + grace_s) --last;
  }
  std::vector<std::size_t> positions;
  const auto step = static_cast<std::size_t>(std::max(1, request.step_interval));
  for (std::size_t f = first; f < last; f += step) positions.push_back(f);
  return positions;
}

JointMotion frames_of(const ToolRun& run, const AnalysisRequest& request) {
  JointMotion part{.time_s = {},
                   .coordinates = run.motion.coordinates,
                   .values = {},
                   .speeds = {},
                   .is_given = run.motion.is_given};
  for (const std::size_t f : frame_positions(run, request)) {
    part.time_s.push_back(run.motion.time_s[f]);
    part.values.insert(part.values.end(), run.motion.values_at(f).begin(), run.motion.values_at(f).end());
    part.speeds.insert(part.speeds.end(), run.motion.speeds_at(f).begin(), run.motion.speeds_at(f).end());
  }
  return part;
}

namespace {
bool means_all(const std::vector<std::string>& names) {
  return names.size() == 1 && names.front() == "all";
}
}  // namespace

Result<std::vector<CoordinateIndex>> coordinates_named(const ToolRun& run, const AnalysisRequest& request,
                                                       const std::vector<std::string>& names) {
  std::vector<CoordinateIndex> found;
  for (std::size_t c = 0; means_all(names) && c < run.model.coordinates.size(); ++c) found.emplace_back(c);
  for (const std::string& name : names) {
    if (means_all(names)) break;
    const CoordinateIndex c = run.model.find_coordinate(name);
    if (!c.is_valid()) {
      return failure(setup_error(run.setup, request.line, request.name,
                                 fmt::format("asks for coordinate '{}', which the model does not have", name),
                                 "List the model's coordinates with: hamstring model FILE"));
    }
    found.push_back(c);
  }
  return found;
}

Result<std::vector<MuscleIndex>> muscles_named(const ToolRun& run, const AnalysisRequest& request) {
  std::vector<MuscleIndex> found;
  for (std::size_t m = 0; means_all(request.muscles) && m < run.model.muscles.size(); ++m) {
    if (run.model.muscles[m].applies_force) found.emplace_back(m);
  }
  for (const std::string& name : request.muscles) {
    if (means_all(request.muscles)) break;
    const MuscleIndex m = run.model.find_muscle(name);
    if (!m.is_valid()) {
      return failure(setup_error(run.setup, request.line, request.name,
                                 fmt::format("asks for muscle '{}', which the model does not have", name),
                                 "List the model's muscles with: hamstring model FILE"));
    }
    found.push_back(m);
  }
  return found;
}

std::filesystem::path result_path(const ToolRun& run, const AnalysisRequest& request,
                                  const std::string& what) {
  return run.setup.results_directory / fmt::format("{}_{}_{}.sto", run.setup.tool_name, request.name, what);
}

}  // namespace hamstring::analysis
