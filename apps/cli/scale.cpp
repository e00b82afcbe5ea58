// hamstring scale SETUP: a model scaled to a person, by OpenSim's ScaleTool setup.
#include <fmt/format.h>

#include <memory>

#include "analysis/scale_person.h"
#include "apps/cli/command.h"
#include "core/file.h"

namespace hamstring::cli {
namespace {

struct ScaleOptions {
  std::string setup, out = "out";
  bool notes = false;
};

int run_scale(const ScaleOptions& options) {
  Diagnostics diagnostics;
  const auto person = analysis::scale_person(options.setup, diagnostics);
  print_diagnostics(diagnostics, options.notes);
  if (!person) return print_error(person.error());
  for (const analysis::ScaledFile& file : person->files) {
    const std::filesystem::path path = std::filesystem::path(options.out) / file.name;
    if (const auto written = write_file(path, file.text); !written) return print_error(written.error());
    fmt::print("{}  {}\n", path.string(), file.contents);
  }
  for (const std::string& sentence : person->sentences) fmt::print(stderr, "{}\n", sentence);
  return exit_good;
}

}  // namespace

Command add_scale(CLI::App& app) {
  auto options = std::make_shared<ScaleOptions>();
  CLI::App* command =
      app.add_subcommand("scale", "Scale a model to a person: an OpenSim ScaleTool setup, unchanged");
  command->add_option("SETUP", options->setup, "setup of the ScaleTool (.xml)")->required();
  command->add_option("--out", options->out, "folder for the models (default: out)");
  command->add_flag("--notes", options->notes, "also print what was noticed but needs no action");
  return {.app = command, .run = [options] { return run_scale(*options); }};
}

}  // namespace hamstring::cli
