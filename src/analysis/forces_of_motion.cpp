#include "analysis/forces_of_motion.h"

#include <algorithm>
#include <utility>

#include "core/try.h"

namespace hamstring::analysis {

Result<void> add_forces(MotionAnalysis& analysis, const MotionRequest& request, const ForcesChoice& choice) {
  ForcesRequest forces{.dynamics = {.motion = request,
                                    .loads = choice.loads,
                                    .forces = choice.forces,
                                    .forces_content = choice.forces_content,
                                    .plates = choice.plates,
                                    .without_plates = choice.without_plates}};
  if (!request.lowpass_hz) forces.dynamics.motion.lowpass_hz = dynamics_lowpass_hz;
  forces.strides.emplace();
  for (const report::SideResult& side : analysis.report.sides)
    (*forces.strides)[static_cast<std::size_t>(side.side)] = side.strides.complete;
  Diagnostics found;
  auto result = analyze_forces(forces, found);
  // Model and movement are read a second time; what was noticed of them the first time is said once.
  Diagnostics& said = analysis.report.diagnostics;
  for (const Diagnostic& entry : found.entries()) {
    const auto same = [&](const Diagnostic& other) { return other.text() == entry.text(); };
    if (std::ranges::none_of(said.entries(), same)) said.add(entry);
  }
  if (!result) return failure(std::move(result.error()));
  analysis.report.forces = force_report(*result);
  for (const InputFile& file : result->dynamics.provenance.inputs) {
    if (file.role == "loads" || file.role == "forces") analysis.report.provenance.inputs.push_back(file);
  }
  return {};
}

}  // namespace hamstring::analysis
