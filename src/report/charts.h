// The curves of the report as data in people's units: percent, m/s, degrees. Nothing here knows how they are
// drawn.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "report/motion_report.h"

namespace hamstring::report {

/// One line of a chart. All vectors have the length of Chart::x.
struct Series {
  std::string label;                        ///< plain: "outer", "hip"
  std::string code;                         ///< "BFlh"; empty for joints
  std::optional<Hamstring> muscle;          ///< gives color and line style; empty for joints
  std::vector<double> mean;                 ///< or the series itself where there are no strides
  std::vector<double> sd;                   ///< empty or NaN where not known
  std::vector<std::vector<double>> single;  ///< single strides, at most `most_single_strides`
};

/// A place on the x axis with its spread, here toe-off.
struct Mark {
  double at = unknown;
  double sd = unknown;
};

struct Chart {
  std::string id;  ///< "stretch-left"; letters, digits, hyphens
  Side side = Side::left;
  bool over_cycle = true;  ///< x is % of the cycle; otherwise time [s]
  std::vector<double> x;
  std::string x_label;
  std::string y_label;
  std::string y_unit;  ///< "%", "m/s", "°"
  int decimals = 1;    ///< of values read out
  double y_min = 0.0;  ///< the same for both sides of a row
  double y_max = 1.0;
  std::optional<Mark> toe_off;
  std::vector<Series> series;
  std::size_t strides = 0;  ///< in the mean
  std::string summary;      ///< what the chart shows, in one or two sentences, for those who cannot see it
};

/// Charts that answer the same question, one a side.
struct ChartRow {
  std::string id;        ///< "stretch"
  std::string question;  ///< its title
  std::string explanation;
  bool apart = false;  ///< the short head: shown after everything else
  std::vector<Chart> charts;
};

/// Single strides that are drawn at most; the mean always holds all of them.
inline constexpr std::size_t most_single_strides = 20;
/// Points a curve over time has at most; longer recordings are thinned evenly.
inline constexpr std::size_t most_time_points = 401;

/// Stretch, lengthening speed, hip and knee of both sides; the short head apart. A row without any series is
/// left out.
[[nodiscard]] std::vector<ChartRow> motion_charts(const MotionReport& report);

/// One sentence on how to read the charts: what is thick, what is faint, what was thinned out.
[[nodiscard]] std::string chart_legend(const MotionReport& report);

}  // namespace hamstring::report
