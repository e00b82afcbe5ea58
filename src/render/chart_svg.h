// One chart as inline SVG: means with bands, faint single strides, the toe-off line, real-text ticks and
// labels that stand at the end of their lines.
#pragma once

#include <vector>

#include "render/html.h"
#include "render/svg.h"
#include "report/charts.h"

namespace hamstring::render {

/// Where a chart's axes lie in its view box [px].
struct ChartFrame {
  double width = 360.0;
  double height = 248.0;
  double left = 38.0;    ///< x of the y axis
  double right = 264.0;  ///< end of the x axis; labels of the lines stand behind it
  double top = 32.0;
  double bottom = 196.0;
};

/// Scales of a chart in this frame; ticks are round numbers within the range.
struct ChartScales {
  Scale x;
  Scale y;
  std::vector<double> x_ticks;
  std::vector<double> y_ticks;
};
[[nodiscard]] ChartScales chart_scales(const report::Chart& chart, const ChartFrame& frame);

/// The drawing. Its title and description carry what it shows for those who cannot see it. An empty group of
/// class "cursor" waits for the script.
[[nodiscard]] Html chart_svg(const report::Chart& chart, const std::string& question);

/// Moves values apart until neighbors are at least `gap` apart, keeping their order and staying within min …
/// max where there is room. Returned in the order given.
[[nodiscard]] std::vector<double> spread_apart(const std::vector<double>& values, double gap, double min,
                                               double max);

}  // namespace hamstring::render
