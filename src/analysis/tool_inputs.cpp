#include "analysis/tool_inputs.h"

#include <fmt/format.h>

namespace hamstring::analysis {

std::vector<std::string> take_given_files(const GivenFiles& given, std::filesystem::path& model,
                                          std::filesystem::path& motion) {
  std::vector<std::string> remarks;
  if (given.model) {
    model = *given.model;
    remarks.push_back(fmt::format("model {} given with --model", model.filename().string()));
  }
  if (given.motion) {
    motion = *given.motion;
    remarks.push_back(fmt::format("motion {} given with --motion", motion.filename().string()));
  }
  return remarks;
}

Result<void> check_tool_inputs(const std::filesystem::path& setup, const std::filesystem::path& model,
                               const std::filesystem::path& motion) {
  if (model.empty()) {
    return failure({.message = "the setup names no model",
                    .file = setup.string(),
                    .element = "model_file",
                    .advice = "OpenSim's window saves setups without one: give it with --model FILE.osim, or "
                              "write its path into <model_file>."});
  }
  if (!motion.empty()) return {};
  return failure({.message = "the setup names no motion",
                  .file = setup.string(),
                  .element = "coordinates_file",
                  .advice = "Give it with --motion FILE.mot, or write its path into <coordinates_file> or "
                            "<states_file>."});
}

}  // namespace hamstring::analysis
