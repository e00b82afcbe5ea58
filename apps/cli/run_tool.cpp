// hamstring run-tool SETUP…: OpenSim tool setups, unchanged.
#include "analysis/run_tool.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <thread>

#include "apps/cli/command.h"
#include "core/file.h"
#include "formats/setup/inverse_dynamics_setup.h"

namespace hamstring::cli {
namespace {

struct RunToolOptions {
  std::vector<std::string> setups;
  std::string model, motion;
};

analysis::GivenFiles given_files(const RunToolOptions& options) {
  analysis::GivenFiles given;
  if (!options.model.empty()) given.model = options.model;
  if (!options.motion.empty()) given.motion = options.motion;
  return given;
}

/// A setup that has been computed, before anything of it is written or said.
struct ToolOutcome {
  Diagnostics diagnostics;
  std::optional<Result<analysis::ToolResult>> result;
};

int write_one(const std::string& setup, ToolOutcome& outcome, Compatibility mode, bool json,
              nlohmann::json& report) {
  print_diagnostics(outcome.diagnostics, false);
  Result<analysis::ToolResult>& result = *outcome.result;
  if (!result) return print_error(result.error());
  result->description =
      fmt::format("hamstring {}, mode {}, {}", program_version(), compatibility_name(mode), result->settings);
  for (const std::string& remark : result->remarks) result->description += "; " + remark;
  if (const Result<void> written = analysis::write_tool_result(*result); !written)
    return print_error(written.error());
  nlohmann::json entry{{"setup", setup},
                       {"mode", compatibility_name(mode)},
                       {"settings", result->settings},
                       {"remarks", result->remarks},
                       {"not_computed", result->not_computed}};
  std::vector<std::string> paths;
  for (const analysis::ToolFile& file : result->files) paths.push_back(file.path.string());
  for (const analysis::ToolText& text : result->texts) paths.push_back(text.path.string());
  entry["files"] = paths;
  report["runs"].push_back(std::move(entry));
  if (json) return exit_good;
  for (const std::string& path : paths) fmt::print("{}\n", path);
  for (const std::string& what : result->not_computed) fmt::print(stderr, "not written: {}\n", what);
  fmt::print(stderr, "{} files written, mode {}\n", paths.size(), compatibility_name(mode));
  return exit_good;
}

/// How many of the setups from `first` on may run at the same time: those of one kind of tool that stand side
/// by side. Another kind may need what the ones before it write, as a pipeline of scaling and kinematics
/// does.
std::size_t run_together(const std::vector<std::string>& setups, std::size_t first) {
  const auto kind = [](const std::string& setup) {
    const auto content = read_file(setup);
    return content ? tool_of(*content) : std::string();
  };
  const std::size_t most = std::max(1U, std::thread::hardware_concurrency());
  const std::string own = kind(setups[first]);
  std::size_t count = 1;
  while (count < most && first + count < setups.size() && kind(setups[first + count]) == own) ++count;
  return count;
}

/// Computes them at the same time; each has its own diagnostics, and nothing is shared.
std::vector<ToolOutcome> compute(std::span<const std::string> setups, const analysis::GivenFiles& given,
                                 Compatibility mode) {
  std::vector<ToolOutcome> outcomes(setups.size());
  const auto compute_one = [&](std::size_t i) {
    outcomes[i].result = analysis::run_tool(setups[i], mode, outcomes[i].diagnostics, given);
  };
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < setups.size(); ++i) threads.emplace_back(compute_one, i);
  compute_one(0);
  threads.clear();  // waits for all of them
  return outcomes;
}

int run_setups(const RunToolOptions& options, const CommonOptions& common) {
  nlohmann::json report{{"schema", "hamstring/run-tool"}, {"version", 1}, {"runs", nlohmann::json::array()}};
  const Compatibility mode = mode_of(common, Compatibility::opensim);
  int worst = exit_good;
  for (std::size_t first = 0; first < options.setups.size();) {
    const std::size_t count = run_together(options.setups, first);
    const auto batch = std::span(options.setups).subspan(first, count);
    std::vector<ToolOutcome> outcomes = compute(batch, given_files(options), mode);
    for (std::size_t i = 0; i < count; ++i)
      worst = std::max(worst, write_one(batch[i], outcomes[i], mode, common.json, report));
    first += count;
  }
  if (common.json) fmt::print("{}\n", report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  return worst;
}

}  // namespace

Command add_run_tool(CLI::App& app, CommonOptions& common) {
  auto options = std::make_shared<RunToolOptions>();
  CLI::App* command = app.add_subcommand(
      "run-tool",
      "Run OpenSim tool setups unchanged (ScaleTool; InverseKinematicsTool; InverseDynamicsTool; "
      "AnalyzeTool: "
      "MuscleAnalysis, StaticOptimization, Kinematics); several of one kind at the same time");
  add_common_options(*command, common);
  command->add_option("SETUP", options->setups, "setup files (.xml)")->required();
  command->add_option("--model", options->model,
                      "model (.osim) instead of the setup's own: OpenSim's window saves setups without one");
  command->add_option("--motion", options->motion,
                      "motion (.mot, .sto; for inverse kinematics .trc, .c3d) instead of the setup's own");
  return {.app = command, .run = [options, &common] { return run_setups(*options, common); }};
}

}  // namespace hamstring::cli
