// Figures a person can open: the number with its band, how it was made, how far to trust it, where that is
// from, and which program made it. In this order (the report's promise that every answer can be opened).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exposure/movement_load.h"
#include "report/motion_report.h"
#include "report/muscle_summary.h"

namespace hamstring::report {

struct Figure {
  std::string id;                  ///< letters, digits and hyphens, unique in the report
  std::string label;               ///< what it is: "Peak stretch, left outer hamstring (BFlh)"
  std::string shown;               ///< short, in running text and tables: "4.9 %"
  std::string band;                ///< with its spread: "4.9 ± 0.2 %, from 4.6 to 5.2 in 13 strides"
  std::vector<std::string> how;    ///< inputs → formula, one sentence each
  std::string trust_chip;          ///< evidence in five words
  std::vector<std::string> trust;  ///< how far to trust it
  std::vector<std::string> source;
  std::string version;
};

/// Which number of a muscle's row.
enum class FigureKind {
  peak_stretch,
  peak_stretch_place,  ///< % of the cycle or, without strides, time
  hip_at_peak_stretch,
  knee_at_peak_stretch,
  peak_lengthening_speed,
  peak_lengthening_speed_place,
  upright_length,
};

/// "figure-left-BFlh-peak-stretch"
[[nodiscard]] std::string figure_id(Side side, Hamstring muscle, FigureKind quantity);

/// One figure for every quantity of every muscle and side, left before right.
[[nodiscard]] std::vector<Figure> motion_figures(const MotionReport& report);

/// The figure with this id, or nothing.
[[nodiscard]] const Figure* find_figure(const std::vector<Figure>& figures, std::string_view id);

/// "4.9 %", "95 %", "0.49 m/s": the number as it stands in sentences and tables, without its spread.
[[nodiscard]] std::string shown_quantity(const MuscleResult& muscle, FigureKind quantity);

/// Joint-angle error used to say how far a stretch can be trusted [deg]. Our assumption; about the error
/// found for video of running (Van Hooren 2023, 5 to 8°).
inline constexpr double assumed_angle_error_deg = exposure::assumed_angle_error_deg;

}  // namespace hamstring::report
