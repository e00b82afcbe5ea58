// hamstring id MOTION --model M.osim --loads L.xml: the moments at every joint.
#include <fmt/format.h>

#include <memory>

#include "analysis/analyze_dynamics.h"
#include "apps/cli/command.h"
#include "apps/cli/dynamics_options.h"

namespace hamstring::cli {
namespace {

int run_id(const DynamicsOptions& options, const CommonOptions& common) {
  const auto request = dynamics_request(options, common);
  if (!request) {
    print_error(request.error());
    return exit_wrong_use;
  }
  Diagnostics diagnostics;
  const auto analysis = analysis::analyze_dynamics(*request, diagnostics);
  print_diagnostics(diagnostics, options.notes);
  if (!analysis) return print_error(analysis.error());
  const std::filesystem::path folder = options.folder();
  if (const auto written = analysis::write_dynamics_analysis(folder, *analysis); !written)
    return print_error(written.error());
  if (common.json) {
    fmt::print("{}\n", analysis::dynamics_json(*analysis));
  } else {
    fmt::print("{}\nMoments: {}\n", analysis::dynamics_text(*analysis),
               std::filesystem::absolute(folder / "inverse_dynamics.sto").lexically_normal().string());
  }
  return exit_good;
}

}  // namespace

Command add_id(CLI::App& app, CommonOptions& common) {
  auto options = std::make_shared<DynamicsOptions>();
  CLI::App* command = app.add_subcommand(
      "id", "Inverse dynamics: the moments at every joint, from a movement and the forces from outside");
  add_common_options(*command, common);
  add_dynamics_options(*command, *options);
  return {.app = command, .run = [options, &common] { return run_id(*options, common); }};
}

}  // namespace hamstring::cli
