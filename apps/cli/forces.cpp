// hamstring forces MOTION --model M.osim --loads L.xml: the force in each hamstring.
#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "analysis/analyze_forces.h"
#include "apps/cli/command.h"
#include "apps/cli/dynamics_options.h"

namespace hamstring::cli {
namespace {

struct ForcesOptions : DynamicsOptions {
  double exponent = 2.0;
};

int run_forces(const ForcesOptions& options, const CommonOptions& common) {
  auto moments = dynamics_request(options, common);
  if (moments && !(options.exponent > 1.0 && std::isfinite(options.exponent)))
    moments =
        failure(fmt::format("--exponent {}: a number above 1 was expected, as 2 or 3", options.exponent));
  if (!moments) {
    print_error(moments.error());
    return exit_wrong_use;
  }
  Diagnostics diagnostics;
  const auto analysis =
      analysis::analyze_forces({.dynamics = std::move(*moments), .exponent = options.exponent}, diagnostics);
  print_diagnostics(diagnostics, options.notes);
  if (!analysis) return print_error(analysis.error());
  const std::filesystem::path folder = options.folder();
  if (const auto written = analysis::write_forces_analysis(folder, *analysis); !written)
    return print_error(written.error());
  if (common.json) {
    fmt::print("{}\n", analysis::forces_json(*analysis));
  } else {
    fmt::print("{}\nForces: {}\n", analysis::forces_text(*analysis),
               std::filesystem::absolute(folder / "forces.sto").lexically_normal().string());
  }
  return exit_good;
}

}  // namespace

Command add_forces(CLI::App& app, CommonOptions& common) {
  auto options = std::make_shared<ForcesOptions>();
  CLI::App* command = app.add_subcommand(
      "forces",
      "The force in each hamstring: the moments of a movement shared among the muscles, with a band for what "
      "nobody can know");
  add_common_options(*command, common);
  add_dynamics_options(*command, *options);
  command->add_option("--exponent", options->exponent,
                      "the sum of activations to this power is made smallest (default: 2)");
  return {.app = command, .run = [options, &common] { return run_forces(*options, common); }};
}

}  // namespace hamstring::cli
