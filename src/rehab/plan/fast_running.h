// How often and how fast somebody runs who is not hurt: after return, or never hurt. docs/rehab.md, 7.
#pragma once

#include <optional>
#include <vector>

#include "knowledge/items_treat.h"
#include "knowledge/protocol.h"
#include "rehab/plan/day_ground.h"

namespace hamstring::rehab {

/// The rule of the exposure, and what was run so far. Days are those of sessions that stand.
struct FastToday {
  const FastRunning* rule = nullptr;              ///< null: somebody is hurt, and the phases say what is run
  const Prevention* program = nullptr;            ///< that the rule is of
  Pace most = Pace::full;                         ///< the fastest this person is asked for
  std::optional<double> not_above;                ///< [m/s], nobody asks for more
  std::vector<const FastRunning::Limit*> limits;  ///< that hold, or may hold
  std::vector<UnknownFact> missing;               ///< what would say whether they do
  std::optional<Day> last_fast, last_full;        ///< at full speed is fast, too
  bool fast_is_due = false, full_is_due = false;  ///< as far as the days between go
};

/// As of the morning of today; whoever ran fast today already is not asked again.
[[nodiscard]] FastToday fast_today(const DayGround& ground);

/// When they were last, and what keeps the run slower than full speed.
[[nodiscard]] std::vector<Reason> reasons_of(const FastToday& fast, const DayGround& ground);

/// The highest order below the run that was too much, until one is tolerated again: what was asked may lie
/// below the present rung, and one down from that is not below what hurt. Nothing where none was, or where it
/// was the first.
[[nodiscard]] std::optional<int> below_what_hurt(const State& state);

/// How fast a rung is, whatever it is told in.
[[nodiscard]] Pace pace_of(const Rung& rung, const FastRunning& rule);

/// The rung itself, a slower one below it, or none: the fastest that this person may be asked for today.
/// Easy running needs no days between beside its own.
[[nodiscard]] const Rung* within(const FastToday& fast, const Protocol& protocol, const Rung& rung);

}  // namespace hamstring::rehab
