// A leg in its pose at the peak stretch: quiet bones drawn from joint centers, the hamstrings in their
// colors.
#pragma once

#include <string>
#include <vector>

#include "render/html.h"
#include "render/outline.h"
#include "report/motion_report.h"

namespace hamstring::render {

/// Width of one leg's view box [px]. Labels stand behind the thigh, on the left or below.
inline constexpr double leg_width_px = 360.0;

/// What the drawings of one report share, so that legs can be compared.
struct LegSheet {
  double px_per_m = 1.0;
  double height_px = 0.0;  ///< of each view box
};

/// Whether all joint centers are known, so that the leg can be drawn.
[[nodiscard]] bool can_be_drawn(const report::LegPose& pose);

/// The largest scale and the smallest view box that hold every pose that can be drawn.
[[nodiscard]] LegSheet common_sheet(const std::vector<report::LegPose>& poses);

/// The drawing. `title` names it; the muscles carry name and stretch as text.
[[nodiscard]] Html leg_svg(const report::LegPose& pose, const LegSheet& sheet, const std::string& title);

}  // namespace hamstring::render
