// What a recorded movement asked of each hamstring: exposure, summed up as a load.
#pragma once

#include <span>

#include "exposure/side_exposure.h"
#include "load/load.h"

namespace hamstring::exposure {

/// By how much an angle of a recording may be off, either way [degrees]. Our assumption (docs/report.md).
inline constexpr double assumed_angle_error_deg = 5.0;

/// Peak stretch of every hamstring of the sides given, modelled: from the smallest to the largest peak of the
/// strides (without strides the peak of the recording), wider by what `assumed_angle_error_deg` at hip and
/// knee makes of it on either end. Not known where a muscle was not computed, or where its moment arms are
/// not known: an interval without its error would say too much. The number of complete strides stands beside
/// it, measured.
[[nodiscard]] load::Load load_of_movement(std::span<const SideExposure* const> sides,
                                          load::LoadSource source);

}  // namespace hamstring::exposure
