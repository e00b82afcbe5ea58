// What a clinician prescribed for a day, and what of an exercise was borne so far: docs/rehab.md, 21.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rehab/standing/dose.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// The prescription that counts on the day: of those for this phase or for every one, within their days and
/// of the present episode, the latest. Null where there is none.
[[nodiscard]] const PrescriptionRecord* prescription_of(const State& state, std::string_view phase, Day day);

/// What is asked of an exercise; without a load for body weight.
[[nodiscard]] Dose dose_of(const PrescribedLine& line);

/// What sessions of the present episode say about an exercise, whatever line asked for it.
struct Borne {
  double total = 0.0;             ///< most repetitions (or seconds …) of a tolerated session
  double load_kg = 0.0;           ///< heaviest of those that were told with their weight
  double volume = 0.0;            ///< most repetitions × kg of one of these
  std::optional<Day> hurt_on;     ///< the last time it was too much
  std::optional<Dose> hurt;       ///< what was done then
  double total_since_hurt = 0.0;  ///< as above, of sessions after that
  double volume_since_hurt = 0.0;
  [[nodiscard]] bool nothing() const { return total <= 0.0; }
};
[[nodiscard]] Borne borne_of(const State& state, std::string_view exercise);

/// Whether the dose is more than was borne, in repetitions, in weight or in both together.
[[nodiscard]] bool above(const Dose& dose, const Borne& borne);

/// The smallest first dose that a phase up to the present one gives the exercise [volume]: a start, not a
/// step. Zero where none has it.
[[nodiscard]] double start_of(const State& state, std::string_view exercise);

/// `wanted` after it hurt: clearly less than what was too much, until more of it was tolerated since.
[[nodiscard]] Dose less_after_hurt(const State& state, const Borne& borne, const Dose& wanted);

/// `wanted` with so many fewer repetitions that its volume is at most `volume`; one at least.
[[nodiscard]] Dose with_volume(const Dose& wanted, double volume);

}  // namespace hamstring::rehab
