// What a hurt leg is held against where the other one is hurt as well: docs/rehab.md, 5 and 22.
#pragma once

#include <optional>

#include "rehab/standing/strength.h"

namespace hamstring::rehab {

/// Legs whose injury no return has ended yet: the present one, and those before it that it came on top of.
[[nodiscard]] HurtLeg hurt_now(const State& state);

/// The better leg's best in the year before either was hurt, with its error; nothing where nobody measured.
[[nodiscard]] std::optional<Measured> before_both(const ClinicalTest& test, const State& state,
                                                  const HurtLeg& hurt, const OwnRepeatsPolicy& policy);

/// The numbers of one entry held against the other leg and against what was before, whichever is worse for
/// this person. Two legs that are equally weak are not like healthy ones.
[[nodiscard]] TestNumbers against_before(TestNumbers numbers, const ClinicalTest& test,
                                         const std::optional<Measured>& before);

}  // namespace hamstring::rehab
