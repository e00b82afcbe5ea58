// How many kilograms a line may carry: found by a try-out set that stops early, grown by what was borne and
// by what the equipment allows. docs/rehab.md, 6.
//
// Everything here is counted from the sessions alone, and nothing in it falls when more of them were borne:
// of two people with the same sessions the one who was hurt more often never gets more kilograms, and with
// the same kilograms never more repetitions.
#pragma once

#include <optional>

#include "knowledge/items_treat.h"
#include "knowledge/policy.h"
#include "knowledge/protocol.h"
#include "rehab/standing/dose.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// What one more of it adds, of the finest that this person has for the exercise [kg]; nothing where there is
/// nothing to load it with.
[[nodiscard]] std::optional<double> weight_step(const LoadsPolicy& policy, const Exercise& exercise,
                                                const Settings& settings);

/// What the day allows.
struct WeightDay {
  Day today{};
  bool spares = false;   ///< a light day, or one that is held back: a lighter weight, nothing sought
  bool no_more = false;  ///< nothing gets heavier, nothing is sought
};

enum class WeightWhy { try_out, first, as_borne, more, heavier, lighter };

struct WeightAsked {
  WeightWhy why = WeightWhy::as_borne;
  double kg = 0.0;                   ///< none with a try-out: the person chooses, and tells
  double total = 0.0;                ///< repetitions in all
  std::optional<double> at_most_kg;  ///< of a try-out, where more than that hurt
};

/// The weight of the line's exercise today; nothing where it is done with the body's weight.
[[nodiscard]] std::optional<WeightAsked> weight_asked(const State& state, const LoadsPolicy& policy,
                                                      const ContentLine& line, const Exercise& exercise,
                                                      const WeightDay& day);

/// The word beside a dose with a weight: against the last time it was done with one.
[[nodiscard]] DoseChange change_of_weight(const State& state, const Exercise& exercise, const Dose& now);
/// Whether the exercise was done with a weight the last time.
[[nodiscard]] bool had_weight(const State& state, const std::string& exercise);

}  // namespace hamstring::rehab
