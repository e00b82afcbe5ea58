// One pass over the days: what was told and done moves phases, rungs and doses. docs/rehab.md, 6 and 7.
#pragma once

#include <span>
#include <string>

#include "rehab/knowledge.h"
#include "rehab/state.h"
#include "rehab/timeline.h"

namespace hamstring::rehab {

/// Folds one day with the entries that are about it. Days are given in order, none left out.
void step_day(const Knowledge& knowledge, State& state, Day day, std::span<const LiveEntry> entries);

/// Folds all days from the first entry up to and including `until`.
[[nodiscard]] State fold(const Knowledge& knowledge, const Timeline& timeline, Day until,
                         const Protocol* protocol);
/// Goes on with a state that was folded over a beginning of the same timeline.
void fold_on(const Knowledge& knowledge, const Timeline& timeline, State& state, Day until);

/// The protocol of the person's setting, else the default of the leading pictures; null where there is none.
/// `reason` tells which rule decided, and `supervision_missing` that one exists but has blanks for a
/// clinician.
struct ProtocolChoice {
  const Protocol* protocol = nullptr;
  bool supervision_missing = false;
  std::string led_picture;  ///< the leading picture for which nothing may be followed alone; else empty
  Reason reason;
};
[[nodiscard]] ProtocolChoice choose_protocol(const Knowledge& knowledge, const State& state, Day today);

/// The rung of an order; null where there is none.
[[nodiscard]] const Rung* rung_of(const Protocol& protocol, int order);
/// Whether the phase opens it: named by it, or easier than all it names.
[[nodiscard]] bool opens(const Protocol& protocol, const Phase& phase, int order);
/// The week of a table program, counted from 1; the upkeep after its last one.
[[nodiscard]] const Prevention::Week* week_of(const Prevention& program, int week);

}  // namespace hamstring::rehab
