// Doses, their arithmetic, and whether one was tolerated: docs/rehab.md, 6.
#pragma once

#include <optional>
#include <vector>

#include "knowledge/protocol.h"

namespace hamstring::rehab {

constexpr double load_unit_kg = 0.5;    ///< what the smallest plates add
constexpr double dose_rounding = 1e-9;  ///< of sums and shares of doses
/// Two ratings of one pain differ by so much without any change (n 1232): a morning that is worse by less
/// says nothing. The same number as the policy's pain_noise; a test compares them.
constexpr double morning_noise = 1.8;

enum class Tolerance { tolerated, not_tolerated, not_known };

struct Dose {
  std::vector<double> amounts;    ///< one a set: reps, seconds, minutes or meters
  std::optional<double> load_kg;  ///< nothing for body weight
  auto operator<=>(const Dose&) const = default;
  /// Sum of amounts.
  [[nodiscard]] double total() const;
  /// The same, times load where there is one.
  [[nodiscard]] double volume() const;
};

/// A dose against the one before it.
enum class DoseChange { first, held, heavier, lighter, table };

/// Where every line of a protocol starts: the fewest sets of the fewest repetitions.
[[nodiscard]] Dose first_dose(const ContentLine& line);

/// So many repetitions in all, on as few of the line's sets as hold them, spread evenly.
[[nodiscard]] Dose dose_of_total(const ContentLine& line, double total, std::optional<double> load_kg);

/// The next heavier dose of a line. Doses form one chain from the first dose up, so that of two people the
/// one who was set back is never ahead.
struct NextDose {
  Dose dose;
  /// How many steps of growth it takes. One, where the step leaves room for a whole repetition or half a
  /// kilogram; more, where a single repetition is more than the step: four repetitions become five after
  /// three steps of a tenth.
  int steps = 1;
};
/// Nothing where the line is at its end or `step` is not positive. `step` is a share, 0.1 for a tenth.
[[nodiscard]] std::optional<NextDose> next_dose(const Dose& base, const ContentLine& line, double step);

/// The heaviest dose of the line's chain whose volume is at most `volume`, but never below the first dose.
[[nodiscard]] Dose dose_within(const ContentLine& line, double step, double volume);

/// As much less of `wanted` as `volume` allows: on the line's chain where that reaches, below the first dose
/// in fewer repetitions of the same sets. At least one repetition. Never falls as `volume` rises.
[[nodiscard]] Dose dose_at_most(const ContentLine& line, double step, double volume, const Dose& wanted);
/// docs/rehab.md, 6. `morning` is the next morning's pain, from the session or a morning entry.
[[nodiscard]] Tolerance tolerance_of(std::optional<double> before, std::optional<double> worst,
                                     std::optional<double> morning, double pain_limit);

}  // namespace hamstring::rehab
