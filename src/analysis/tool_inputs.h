// Which model and motion a tool's setup runs on: its own, or those given by hand.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"

namespace hamstring::analysis {

/// Files given by hand: OpenSim's window saves setups without them. They stand instead of the setup's own.
struct GivenFiles {
  std::optional<std::filesystem::path> model{}, motion{};
};

/// Puts what was given in the place of the setup's own; says so in words for the headers of the results.
[[nodiscard]] std::vector<std::string> take_given_files(const GivenFiles& given, std::filesystem::path& model,
                                                        std::filesystem::path& motion);

/// Errors: the setup has no model or no motion, with how to give one.
[[nodiscard]] Result<void> check_tool_inputs(const std::filesystem::path& setup,
                                             const std::filesystem::path& model,
                                             const std::filesystem::path& motion);

}  // namespace hamstring::analysis
