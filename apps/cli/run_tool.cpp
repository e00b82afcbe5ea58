// hamstring run-tool SETUP…: OpenSim tool setups, unchanged.
#include "analysis/run_tool.h"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "apps/cli/command.h"

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

int run_one(const std::string& setup, const analysis::GivenFiles& given, Compatibility mode, bool json,
            nlohmann::json& report) {
  Diagnostics diagnostics;
  Result<analysis::ToolResult> result = analysis::run_tool(setup, mode, diagnostics, given);
  print_diagnostics(diagnostics, false);
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
  for (const analysis::ToolFile& file : result->files) entry["files"].push_back(file.path.string());
  report["runs"].push_back(std::move(entry));
  if (json) return exit_good;
  for (const analysis::ToolFile& file : result->files) fmt::print("{}\n", file.path.string());
  for (const std::string& what : result->not_computed) fmt::print(stderr, "not written: {}\n", what);
  fmt::print(stderr, "{} files written, mode {}\n", result->files.size(), compatibility_name(mode));
  return exit_good;
}

int run_setups(const RunToolOptions& options, const CommonOptions& common) {
  nlohmann::json report{{"schema", "hamstring/run-tool"}, {"version", 1}, {"runs", nlohmann::json::array()}};
  int worst = exit_good;
  for (const std::string& setup : options.setups) {
    worst = std::max(worst, run_one(setup, given_files(options), mode_of(common, Compatibility::opensim),
                                    common.json, report));
  }
  if (common.json) fmt::print("{}\n", report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  return worst;
}

}  // namespace

Command add_run_tool(CLI::App& app, CommonOptions& common) {
  auto options = std::make_shared<RunToolOptions>();
  CLI::App* command = app.add_subcommand(
      "run-tool",
      "Run OpenSim tool setups unchanged (AnalyzeTool: MuscleAnalysis, Kinematics; InverseKinematicsTool; "
      "InverseDynamicsTool)");
  add_common_options(*command, common);
  command->add_option("SETUP", options->setups, "setup files (.xml)")->required();
  command->add_option("--model", options->model,
                      "model (.osim) instead of the setup's own: OpenSim's window saves setups without one");
  command->add_option("--motion", options->motion,
                      "motion (.mot, .sto; for inverse kinematics .trc, .c3d) instead of the setup's own");
  return {.app = command, .run = [options, &common] { return run_setups(*options, common); }};
}

}  // namespace hamstring::cli
