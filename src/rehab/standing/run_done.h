// What a run that somebody told, or that a watch recorded, was beside what the plan allowed: far more, as
// much, or far less. docs/rehab.md, 6, "The run of yesterday".
#pragma once

#include <optional>

#include "knowledge/knowledge.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/ledger.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// The person's own speeds as they told them [m/s]; nothing where they did not.
struct ToldSpeeds {
  std::optional<double> easy, top;
};
[[nodiscard]] ToldSpeeds told_speeds(const Knowledge& knowledge, const FactView& facts);

/// The order of the highest rung, up to the one it is called by, that was reached in time, distance and speed
/// as far as these were told: who stopped after a third did what is less. 0 where it is called by none or
/// reached none.
[[nodiscard]] int rung_reached(const DoneRun& run, const Protocol& protocol, const RunFitPolicy& policy,
                               const ToldSpeeds& speeds);

/// The rung that may be run on a day, before anything of it was done; null where no running is allowed.
[[nodiscard]] const Rung* rung_allowed(const State& state, Day day, bool held);

/// The run where it was far more than `allowed` and every rung below it; nothing where it was not, or where
/// nothing of it was told. `is_distance_open`: easy running as far as one likes belongs to what was borne.
[[nodiscard]] std::optional<FarRun> far_run(const DoneRun& run, const Protocol& protocol, const Rung* allowed,
                                            bool is_distance_open, const RunFitPolicy& policy,
                                            const ToldSpeeds& speeds);

/// Whether a rung from which on distance is one's own affair was borne, and is allowed.
[[nodiscard]] bool is_distance_open(const State& state, const Rung* allowed, const RunFitPolicy& policy);

/// Whether any run of that day was far more than was allowed: the day proves nothing of the rung.
[[nodiscard]] bool ran_far_on(const Ledger& ledger, Day day);

}  // namespace hamstring::rehab
