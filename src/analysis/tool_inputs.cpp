#include "analysis/tool_inputs.h"

#include <fmt/format.h>

namespace hamstring::analysis {
namespace {

std::unexpected<Error> missing(const AnalyzeSetup& setup, std::string element, std::string message,
                               std::string advice) {
  return failure({.message = std::move(message),
                  .file = setup.file.string(),
                  .element = std::move(element),
                  .advice = std::move(advice)});
}

}  // namespace

std::vector<std::string> take_given_files(const GivenFiles& given, AnalyzeSetup& setup) {
  std::vector<std::string> remarks;
  if (given.model) {
    setup.model_file = *given.model;
    remarks.push_back(fmt::format("model {} given with --model", given.model->filename().string()));
  }
  if (given.motion) {
    setup.coordinates_file = *given.motion;
    setup.states_file.clear();
    remarks.push_back(fmt::format("motion {} given with --motion", given.motion->filename().string()));
  }
  return remarks;
}

Result<void> check_tool_inputs(const AnalyzeSetup& setup) {
  if (setup.model_file.empty()) {
    return missing(setup, "model_file", "the setup names no model",
                   "OpenSim's window saves setups without one: give it with --model FILE.osim, or write its "
                   "path into <model_file>.");
  }
  if (!setup.coordinates_file.empty() || !setup.states_file.empty()) return {};
  return missing(setup, "coordinates_file", "the setup names no motion",
                 "Give it with --motion FILE.mot, or write its path into <coordinates_file> or "
                 "<states_file>.");
}

}  // namespace hamstring::analysis
