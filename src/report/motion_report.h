// What is known about one recorded movement once it has been analyzed: plain values in SI units and radians.
// The analysis fills a MotionReport; everything else in report/ and render/ only reads it. Numbers for people
// (degrees, percent) are made where they are shown: tables.h, charts.h, summary_json.h.
#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/anatomy.h"
#include "core/diagnostics.h"
#include "core/provenance.h"
#include "exposure/side_exposure.h"
#include "gait/gait_events.h"
#include "gait/strides.h"
#include "report/force_report.h"

namespace hamstring::report {

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

using exposure::Trace;
using MuscleResult = exposure::MuscleExposure;

/// A point in the plane of motion: x forward, y up [m]. The person faces right.
struct PlanePoint {
  double x = unknown;
  double y = unknown;
};

/// Joint centers of one leg in the plane of motion.
struct LegChain {
  PlanePoint hip, knee, ankle, heel, toe;
};

/// The path of one muscle from its origin to its insertion, wraps included.
struct MuscleLine {
  Hamstring muscle = Hamstring::biceps_femoris_long_head;
  std::vector<PlanePoint> points;  ///< at least two
  double stretch = unknown;        ///< at this instant [1]
  bool is_lumped = false;          ///< the model's only long hamstring of this leg
};

/// One leg at the instant its most stretched hamstring was longest.
struct LegPose {
  double time_s = unknown;
  double percent_of_cycle = unknown;                       ///< NaN without strides
  std::size_t stride_number = 0, stride_count = 0;         ///< which stride it is of how many, from 1
  Hamstring muscle = Hamstring::biceps_femoris_long_head;  ///< the muscle whose peak this is
  double hip_flexion_rad = unknown;
  double knee_flexion_rad = unknown;
  LegChain leg;
  std::optional<LegChain> other_leg;  ///< drawn faint
  std::vector<MuscleLine> muscles;
};

/// One side of the body, with a drawing of its leg.
struct SideResult : exposure::SideExposure {
  std::optional<LegPose> pose{};  ///< empty where it could not be drawn
};

/// A step of a muscle's length between two neighboring frames that no movement explains: a path point that
/// switched on or off, a path that left or met a wrap surface.
struct ReportedJump {
  std::string muscle;       ///< name in the model
  std::size_t frame = 0;    ///< 0-based row of the motion at which the new length is first seen
  double time_s = unknown;  ///< of that frame
  double size_m = unknown;  ///< signed change of length beyond what the speeds explain [m]
  std::string cause;        ///< one phrase, e.g. "conditional point switched on"; empty if not known
};

/// One file that was written beside this report.
struct WrittenFile {
  std::string name;      ///< without its folder
  std::string contents;  ///< one phrase for people
};

/// The model as far as a reader of the report needs to know it.
struct ModelFacts {
  std::string name;
  std::size_t muscle_count = 0;
  std::vector<std::string> coordinates_used;     ///< found in the motion file
  std::vector<std::string> coordinates_missing;  ///< not found; held at the model's default value
  bool personal = false;                         ///< scaled to the person who moved
};

/// What was chosen that changes numbers; empty: left as it is. The mode stands in the provenance.
struct Choices {
  std::optional<double> lowpass_hz{}, from_s{}, to_s{};
  std::optional<bool> in_degrees{};                 ///< unit of the angles, given by hand
  std::map<std::string, std::string> hamstrings{};  ///< "BFlh_r" to a muscle of the model
  /// Where the joint angles were made from markers: how well these fit, one phrase; empty otherwise.
  std::string capture{};
};

/// Rows of one coordinate that held no number and were filled from those around.
struct FilledRows {
  std::string coordinate;
  double from_s = unknown;
  double to_s = unknown;
};

/// Everything a report says. `generated_on` and `provenance` are passed in: nothing below reads a clock.
struct MotionReport {
  std::string title;         ///< usually the name of the motion file without its folder
  std::string subject;       ///< a line about whose movement it is; may be empty
  std::string generated_on;  ///< ISO date
  Provenance provenance;     ///< program version, mode, input files with hashes
  Choices choices{};
  ModelFacts model;
  GaitKind gait = GaitKind::none;
  double speed_m_per_s = unknown;  ///< NaN where not known
  /// Why there are no strides, in one plain sentence without a final period; empty where there are some.
  std::string no_strides_reason;
  std::vector<StepSpan> steps{};  ///< where there are no strides: foot strike to the other foot's strike
  std::vector<double> time_s;     ///< of every analyzed frame [s]
  std::vector<SideResult> sides;  ///< left, right; a side on which the model has no leg is left out
  /// Foot strikes and toe-offs of the analyzed time, and whether somebody gave them.
  SideEvents left_events{}, right_events{};
  bool events_given = false;
  std::vector<ReportedJump> jumps;
  std::vector<FilledRows> filled{};
  std::vector<WrittenFile> files_written;
  std::optional<ForceReport> forces{};  ///< where somebody asked for forces
  Diagnostics diagnostics;  ///< everything that was noticed on the way, the gait's remarks included
};

/// Number of complete strides over all sides.
[[nodiscard]] std::size_t stride_count(const MotionReport& report);

/// Whether this muscle is the only long hamstring that the model has, on either leg.
[[nodiscard]] bool is_lumped(const MotionReport& report, Hamstring muscle);

/// The side's result, or nothing.
[[nodiscard]] const SideResult* find_side(const MotionReport& report, Side side);

/// The muscle's result on this side, or nothing.
[[nodiscard]] const MuscleResult* find_muscle(const SideResult& side, Hamstring muscle);

}  // namespace hamstring::report
