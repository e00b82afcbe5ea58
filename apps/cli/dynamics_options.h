// What `id` and `forces` ask alike: a movement, a model, and which forces act from outside.
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analyze_dynamics.h"
#include "apps/cli/command.h"

namespace hamstring::cli {

struct DynamicsOptions {
  std::string motion, model, out, loads, forces;
  std::vector<std::string> plates;
  bool no_forces = false, without_plates = false;
  double contact_force = dynamics::contact_force_n;
  double lowpass = analysis::dynamics_lowpass_hz;
  double from = std::numeric_limits<double>::quiet_NaN();
  double to = std::numeric_limits<double>::quiet_NaN();
  bool degrees = false, radians = false, notes = false;

  /// Where results go: the folder that was given, or out/<name of the motion>.
  [[nodiscard]] std::filesystem::path folder() const;
};

void add_dynamics_options(CLI::App& command, DynamicsOptions& options);

/// "NAME=BODY" of every text as a plate and the body it acts on. Errors: another form.
[[nodiscard]] Result<std::map<std::string, std::string>> plates_by_hand(
    const std::vector<std::string>& texts);

/// The request that they mean. Errors: a use that makes no sense.
[[nodiscard]] Result<analysis::DynamicsRequest> dynamics_request(const DynamicsOptions& options,
                                                                 const CommonOptions& common);

}  // namespace hamstring::cli
