// What stands beside the day's training: hips and posture, sitting. Measured first, then done for some weeks,
// then measured again; what did not change anything for this person ends. It opens no gate, counts as no
// session, and stands in for no loading. docs/rehab.md, 19.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "rehab/plan/follow_up.h"
#include "rehab/standing/assess.h"

namespace hamstring::rehab {

class CaseFacts;

enum class CareStep {
  measure,        ///< before it begins: whatever is not measured cannot be seen to change
  work,           ///< its weeks
  measure_again,  ///< they are over
  helped,         ///< beyond the error: it goes on
  ended           ///< no change beyond the error, or no last look: nothing is lost by leaving it
};
[[nodiscard]] std::string_view word_of(CareStep step);

struct CareLine {
  std::string exercise;
  int sets = 1;
  double amount = 1.0;  ///< repetitions or seconds, as the exercise counts
};

struct Care {
  std::string id;  ///< alignment program
  CareStep step = CareStep::work;
  int week = 0, weeks = 0;           ///< 0 of 0: nothing is measured, so it has no end and its least dose
  std::vector<CareLine> lines;       ///< of today; empty on its days off
  int minutes = 0;                   ///< that the lines take
  bool day_off = false;              ///< it has lines, on other days
  std::vector<std::string> measure;  ///< tests to make now
  std::optional<Day> again_on;
  std::optional<int> break_min;          ///< a break after so many minutes, every day
  std::optional<double> pain_after_min;  ///< as told last; nothing where it does not hurt or was not told
  std::string ask;                       ///< question that says after how many; empty: told lately
  std::vector<std::string> beside;       ///< ids of what is said beside it
  Reason reason;                         ///< why it is offered
};

/// Programs whose `offer_when` holds, by id. `looks`: what measuring has shown (follow_up).
[[nodiscard]] std::vector<Care> care_today(const Knowledge& knowledge, const State& state,
                                           const CaseFacts& facts, const FollowUp& looks, Day today);

/// Whether four uses of the technique or more, measured before and after, changed nothing beyond the error.
[[nodiscard]] bool did_not_help(const FollowUp& looks, const std::string& technique);

}  // namespace hamstring::rehab
