// hamstring ik CAPTURE --model M.osim: joint angles from markers.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/run_inverse_kinematics.h"
#include "apps/cli/command.h"

namespace hamstring::cli {
namespace {

struct IkOptions {
  std::string capture, model, out = "out", up;
  std::optional<double> from, to;
  bool notes = false;
};

nlohmann::json as_json(const analysis::IkResult& result, const std::filesystem::path& folder) {
  const kinematics::MarkerFitting& fit = result.fitting;
  nlohmann::json json{{"schema", "hamstring/ik"}, {"version", 1}, {"frames", fit.frames.size()}};
  for (std::size_t m = 0; m < fit.markers.size(); ++m)
    json["markers"].push_back({{"name", fit.markers[m]}, {"rms_m", fit.marker_rms_m[m]}});
  for (const analysis::ToolFile& file : result.files) json["files"].push_back((folder / file.path).string());
  json["sentences"] = result.sentences;
  return json;
}

int run_ik(const IkOptions& options, const CommonOptions& common) {
  analysis::IkRequest request{.capture = options.capture,
                              .model = options.model,
                              .from_s = options.from,
                              .to_s = options.to,
                              .program_version = program_version()};
  if (!options.up.empty()) {
    request.up = laboratory_axis(options.up);
    if (!request.up) {
      print_error({.message = fmt::format("--up '{}': an axis such as +z was expected", options.up)});
      return exit_wrong_use;
    }
  }
  Diagnostics diagnostics;
  const auto result = analysis::joint_angles_of(request, diagnostics);
  print_diagnostics(diagnostics, options.notes);
  if (!result) return print_error(result.error());
  analysis::ToolResult files{.files = result->files, .not_computed = {}, .description = result->description};
  for (analysis::ToolFile& file : files.files) file.path = std::filesystem::path(options.out) / file.path;
  if (const auto written = analysis::write_tool_result(files); !written) return print_error(written.error());
  if (common.json) {
    fmt::print("{}\n",
               as_json(*result, options.out).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    return exit_good;
  }
  for (const analysis::ToolFile& file : files.files) fmt::print("{}\n", file.path.string());
  for (const std::string& sentence : result->sentences) fmt::print(stderr, "{}\n", sentence);
  return exit_good;
}

}  // namespace

Command add_ik(CLI::App& app, CommonOptions& common) {
  auto options = std::make_shared<IkOptions>();
  CLI::App* command =
      app.add_subcommand("ik", "Inverse kinematics: joint angles from the markers of a capture");
  add_common_options(*command, common);
  command->add_option("CAPTURE", options->capture, "markers (.trc, .c3d)")->required();
  command
      ->add_option("--model", options->model,
                   "model that carries these markers, scaled to the person (.osim)")
      ->required();
  command->add_option("--from", options->from, "first time [s]");
  command->add_option("--to", options->to, "last time [s]");
  command->add_option(
      "--up", options->up,
      "the axis of the capture that points up: +z, +y … (default: found in a .c3d, y in a .trc)");
  command->add_option("--out", options->out, "folder for the results (default: out)");
  command->add_flag("--notes", options->notes, "also print what was noticed but needs no action");
  return {.app = command, .run = [options, &common] { return run_ik(*options, common); }};
}

}  // namespace hamstring::cli
