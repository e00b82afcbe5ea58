#include "analysis/load_of_motion.h"

#include <vector>

#include "core/try.h"
#include "exposure/movement_load.h"

namespace hamstring::analysis {

Result<load::Load> load_of_motion(const MotionAnalysis& analysis) {
  const Provenance& provenance = analysis.report.provenance;
  load::LoadSource source{.engine = provenance.program_version, .mode = compatibility_name(provenance.mode)};
  for (const InputFile& file : provenance.inputs) {
    if (file.role == "motion" && file.name.ends_with(".toml"))
      return failure(
          {.message = "this is a movement of the library, which nobody made; it is no load of a person",
           .file = file.name,
           .advice = "Give a recording (.mot, .sto)."});
    (file.role == "motion" ? source.recording_sha256 : source.model_sha256) = file.sha256;
  }
  std::vector<const exposure::SideExposure*> sides;
  for (const report::SideResult& side : analysis.report.sides) sides.push_back(&side);
  load::Load made = exposure::load_of_movement(sides, std::move(source));
  if (made.amounts.empty())
    return failure("no leg was found in the model: there is nothing to say about this recording's load");
  HAMSTRING_TRY_DO(load::check_load(made));
  return made;
}

}  // namespace hamstring::analysis
