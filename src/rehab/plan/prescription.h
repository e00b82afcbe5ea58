// A clinician's prescription in the plan of a day, under the safe rules: docs/rehab.md, 21.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "knowledge/message.h"

namespace hamstring::rehab {

struct DayGround;
struct RestToday;
struct Training;

/// What became of one exercise that was prescribed.
struct PrescribedExercise {
  std::string exercise;
  bool in_session = false;
  std::optional<Message> text;  ///< why it is not there today, or is less; nothing where it is as prescribed
};

/// The prescription of the day.
struct PrescriptionToday {
  std::string entry, clinician, say, phase;
  Day since{};
  std::optional<Day> until;
  bool suspended = true;  ///< no session today: a danger sign, a gate or a rest rule stands above it
  std::vector<PrescribedExercise> exercises;
  std::optional<Message> run;  ///< why the run is not the one that was prescribed
};

/// The one that counts on the day; nothing where nobody prescribed anything.
[[nodiscard]] std::optional<PrescriptionToday> prescription_on(const DayGround& ground);

/// Puts it into the session that the plan has made. Whatever the plan's own rules forbid today stays
/// forbidden: an exercise that is not known to be safe, one that is new after a setback, more than was borne
/// and not confirmed, more than what hurt.
void prescribe(PrescriptionToday& prescription, Training& training, const DayGround& ground,
               const RestToday& rest);

}  // namespace hamstring::rehab
