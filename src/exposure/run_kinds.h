// The strides of a run by kind: easy, fast, accelerating. Bounds, as everywhere: what may be of two kinds
// counts in the upper end of both.
#pragma once

#include <array>
#include <span>

#include "exposure/run_exposure.h"
#include "load/recorded_run.h"

namespace hamstring::exposure {

/// From here on a stride that is no part of an acceleration is fast [1 of own top speed]: the third of
/// band_starts. Our assumption.
inline constexpr double fast_from_fraction = 0.7;

/// In the order of load::all_run_kinds. Damage with exponent 6, the middle one of damage_exponents.
/// `models`: in the order of long_hamstrings. Without strides nothing is known.
[[nodiscard]] std::array<load::KindShare, 3> run_kinds(const Course& course, double said_moving_s,
                                                       const OwnSpeeds& own,
                                                       std::span<const StretchAtSpeed, 3> models);

}  // namespace hamstring::exposure
