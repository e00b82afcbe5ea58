#include "apps/cli/dynamics_options.h"

#include <fmt/format.h>

#include <cmath>

namespace hamstring::cli {
namespace {

std::optional<double> given(double value) {
  return std::isnan(value) ? std::nullopt : std::optional<double>(value);
}

std::optional<Error> wrong_use(const DynamicsOptions& options) {
  const bool measured = !options.loads.empty() || !options.forces.empty();
  if (int{measured} + int{options.no_forces} + int{options.without_plates} != 1) {
    return Error{
        .message = "which forces act from outside?",
        .advice =
            "Give one of: --loads FILE.xml (OpenSim's external loads), --forces FILE.mot (force plates "
            "alone; with --loads its numbers), --without-plates (nobody measured them: they are computed "
            "from "
            "the movement), --no-forces (nothing touches the body: a jump in the air, a free arm)."};
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

analysis::DynamicsRequest plain_request(const DynamicsOptions& options, const CommonOptions& common) {
  analysis::DynamicsRequest request{
      .motion = {.motion = options.motion,
                 .model = options.model,
                 .from_s = given(options.from),
                 .to_s = given(options.to),
                 .in_degrees =
                     options.degrees || options.radians ? std::optional(options.degrees) : std::nullopt,
                 .mode = mode_of(common, Compatibility::physics),
                 .program_version = program_version()},
      .without_plates = options.without_plates,
      .contact_force_n = options.contact_force};
  if (options.lowpass > 0.0) request.motion.lowpass_hz = options.lowpass;
  if (!options.loads.empty()) request.loads = options.loads;
  if (!options.forces.empty()) request.forces = options.forces;
  return request;
}

}  // namespace

std::filesystem::path DynamicsOptions::folder() const {
  return out.empty() ? std::filesystem::path("out") / std::filesystem::path(motion).stem()
                     : std::filesystem::path(out);
}

Result<std::map<std::string, std::string>> plates_by_hand(const std::vector<std::string>& texts) {
  std::map<std::string, std::string> plates;
  for (const std::string& text : texts) {
    const auto plate = plate_of(text);
    if (!plate)
      return failure(fmt::format("--plate '{}': NAME=BODY was expected, as in ground_force1=calcn_r", text));
    plates.insert(*plate);
  }
  return plates;
}

Result<analysis::DynamicsRequest> dynamics_request(const DynamicsOptions& options,
                                                   const CommonOptions& common) {
  if (std::optional<Error> error = wrong_use(options)) return failure(std::move(*error));
  analysis::DynamicsRequest request = plain_request(options, common);
  auto plates = plates_by_hand(options.plates);
  if (!plates) return failure(std::move(plates.error()));
  request.plates = std::move(*plates);
  return request;
}

void add_dynamics_options(CLI::App& command, DynamicsOptions& options) {
  command.add_option("MOTION", options.motion, "joint angles (.mot, .sto)")->required();
  command.add_option("--model", options.model, "model with masses, scaled to the person (.osim)")->required();
  command.add_option("--loads", options.loads, "external loads (.xml): which force acts on which body");
  command.add_option(
      "--forces", options.forces,
      "table of forces (.mot, .sto): with --loads their numbers, alone its force plates, given to the "
      "feet that stand on them, and shown");
  command.add_option("--plate", options.plates,
                     "on which body a plate acts, NAME=BODY (repeatable; with --forces)");
  command.add_flag("--without-plates", options.without_plates,
                   "nobody measured what is under the feet: compute it from the walking or running");
  command.add_flag("--no-forces", options.no_forces, "nothing touches the body");
  command.add_option("--contact-force", options.contact_force,
                     "a force below is no contact and has no center of pressure [N] (default: 20)");
  command.add_option(
      "--lowpass", options.lowpass,
      "filter coordinates and forces at [Hz] (default: 12; 0: not at all; forces are not filtered with "
      "--compat opensim)");
  command.add_option("--from", options.from, "first time [s]");
  command.add_option("--to", options.to, "last time [s]");
  command.add_option("--out", options.out, "folder for the results (default: out/<name of the motion>)");
  CLI::Option* degrees =
      command.add_flag("--degrees", options.degrees, "the angles are degrees, whatever the file says");
  command.add_flag("--radians", options.radians, "the angles are radians, whatever the file says")
      ->excludes(degrees);
  command.add_flag("--notes", options.notes, "also print what was noticed but needs no action");
}

}  // namespace hamstring::cli
