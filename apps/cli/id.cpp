// hamstring id MOTION --model M.osim --loads L.xml: the moments at every joint.
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <memory>
#include <optional>

#include "analysis/analyze_dynamics.h"
#include "apps/cli/command.h"

namespace hamstring::cli {
namespace {

struct IdOptions {
  std::string motion, model, out, loads, forces;
  std::vector<std::string> plates;
  bool no_forces = false;
  double contact_force = dynamics::contact_force_n;
  double lowpass = analysis::dynamics_lowpass_hz;
  double from = std::numeric_limits<double>::quiet_NaN();
  double to = std::numeric_limits<double>::quiet_NaN();
  bool degrees = false, radians = false, notes = false;
};

std::optional<double> given(double value) {
  return std::isnan(value) ? std::nullopt : std::optional<double>(value);
}

std::optional<Error> wrong_use(const IdOptions& options) {
  if ((options.loads.empty() && options.forces.empty()) != options.no_forces) {
    return Error{
        .message = "which forces act from outside?",
        .advice =
            "Give one of: --loads FILE.xml (OpenSim's external loads), --forces FILE.mot (force plates "
            "alone; with --loads its numbers), --no-forces (nothing touches the body: a jump in the air, a "
            "free arm)."};
  }
  if (!options.plates.empty() && (options.forces.empty() || !options.loads.empty()))
    return Error{.message = "--plate goes with --forces alone",
                 .advice = "With --loads the file says which body it is."};
  if (!(options.lowpass >= 0.0) || !std::isfinite(options.lowpass))
    return Error{.message = "--lowpass: a frequency in Hz was expected, or 0 for none"};
  if (!(options.contact_force >= 0.0) || !std::isfinite(options.contact_force))
    return Error{.message = "--contact-force: a force in newtons was expected"};
  return std::nullopt;
}

/// "NAME=BODY" as a pair; nothing where it is none.
std::optional<std::pair<std::string, std::string>> plate_of(const std::string& text) {
  const std::size_t at = text.find('=');
  if (at == std::string::npos || at == 0 || at + 1 == text.size()) return std::nullopt;
  return std::pair(text.substr(0, at), text.substr(at + 1));
}

analysis::DynamicsRequest request_of(const IdOptions& options, const CommonOptions& common) {
  analysis::DynamicsRequest request{
      .motion = {.motion = options.motion,
                 .model = options.model,
                 .from_s = given(options.from),
                 .to_s = given(options.to),
                 .in_degrees =
                     options.degrees || options.radians ? std::optional(options.degrees) : std::nullopt,
                 .mode = mode_of(common, Compatibility::physics),
                 .program_version = program_version()},
      .contact_force_n = options.contact_force};
  if (options.lowpass > 0.0) request.motion.lowpass_hz = options.lowpass;
  if (!options.loads.empty()) request.loads = options.loads;
  if (!options.forces.empty()) request.forces = options.forces;
  return request;
}

int run_id(const IdOptions& options, const CommonOptions& common) {
  if (const std::optional<Error> error = wrong_use(options)) {
    print_error(*error);
    return exit_wrong_use;
  }
  analysis::DynamicsRequest request = request_of(options, common);
  for (const std::string& text : options.plates) {
    const auto plate = plate_of(text);
    if (!plate) {
      print_error({.message = fmt::format("--plate '{}': NAME=BODY was expected, as in ground_force1=calcn_r",
                                          text)});
      return exit_wrong_use;
    }
    request.plates.insert(*plate);
  }
  Diagnostics diagnostics;
  const auto analysis = analysis::analyze_dynamics(request, diagnostics);
  print_diagnostics(diagnostics, options.notes);
  if (!analysis) return print_error(analysis.error());
  const std::filesystem::path folder =
      options.out.empty() ? std::filesystem::path("out") / std::filesystem::path(options.motion).stem()
                          : std::filesystem::path(options.out);
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
  auto options = std::make_shared<IdOptions>();
  CLI::App* command = app.add_subcommand(
      "id", "Inverse dynamics: the moments at every joint, from a movement and the forces from outside");
  add_common_options(*command, common);
  command->add_option("MOTION", options->motion, "joint angles (.mot, .sto)")->required();
  command->add_option("--model", options->model, "model with masses, scaled to the person (.osim)")
      ->required();
  command->add_option("--loads", options->loads, "external loads (.xml): which force acts on which body");
  command->add_option(
      "--forces", options->forces,
      "table of forces (.mot, .sto): with --loads their numbers, alone its force plates, given to the "
      "feet that stand on them, and shown");
  command->add_option("--plate", options->plates,
                      "on which body a plate acts, NAME=BODY (repeatable; with --forces)");
  command->add_flag("--no-forces", options->no_forces, "nothing touches the body");
  command->add_option("--contact-force", options->contact_force,
                      "a force below is no contact and has no center of pressure [N] (default: 20)");
  command->add_option(
      "--lowpass", options->lowpass,
      "filter coordinates and forces at [Hz] (default: 12; 0: not at all; forces are not filtered with "
      "--compat opensim)");
  command->add_option("--from", options->from, "first time [s]");
  command->add_option("--to", options->to, "last time [s]");
  command->add_option("--out", options->out, "folder for the results (default: out/<name of the motion>)");
  CLI::Option* degrees =
      command->add_flag("--degrees", options->degrees, "the angles are degrees, whatever the file says");
  command->add_flag("--radians", options->radians, "the angles are radians, whatever the file says")
      ->excludes(degrees);
  command->add_flag("--notes", options->notes, "also print what was noticed but needs no action");
  return {.app = command, .run = [options, &common] { return run_id(*options, common); }};
}

}  // namespace hamstring::cli
