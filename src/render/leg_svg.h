// A leg in its pose at the peak stretch: quiet bones drawn from joint centers, the hamstrings in their
// colors.
#pragma once

#include <string>
#include <vector>

#include "render/html.h"
#include "render/outline.h"
#include "report/motion_report.h"

namespace hamstring::render {

/// View box of one leg's drawing [px]. Labels stand behind the thigh, on the left.
inline constexpr double leg_width_px = 360.0;
inline constexpr double leg_height_px = 320.0;

/// Whether all joint centers are known, so that the leg can be drawn.
[[nodiscard]] bool can_be_drawn(const report::LegPose& pose);

/// The scale [px/m] at which all poses fit their view box. 1 if there is none.
[[nodiscard]] double common_scale(const std::vector<report::LegPose>& poses);

/// The drawing. `title` names it; the muscles carry name and stretch as text.
[[nodiscard]] Html leg_svg(const report::LegPose& pose, double px_per_m, const std::string& title);

}  // namespace hamstring::render
