// From the series of one side to everything the report says about it: calls exposure/ muscle by muscle.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/motion_report.h"

namespace hamstring::report {

/// The series of one muscle as the analysis computed them; spans of the length of SideSeries::time_s.
struct MuscleSeries {
  Hamstring muscle = Hamstring::biceps_femoris_long_head;
  std::string name_in_model;
  double upright_length_m = unknown;
  std::span<const double> length_m;
  std::span<const double> lengthening_speed_m_per_s;
};

/// The series of one side. Joint angles positive in flexion; a span may be empty where it is not known.
struct SideSeries {
  Side side = Side::left;
  std::span<const double> time_s;
  std::span<const double> hip_flexion_rad;
  std::span<const double> knee_flexion_rad;
  std::vector<MuscleSeries> muscles;
};

/// Computes stretch, cycle curves and exposures. `pose` and the moment arms stay unknown.
[[nodiscard]] SideResult make_side(const SideSeries& series, StrideList strides);

/// Where the pose of this side is best drawn: the stride and instant whose peak stretch is nearest to the
/// mean peak of the most stretched muscle that crosses the hip; without strides, its peak in the recording.
struct PoseInstant {
  Hamstring muscle = Hamstring::biceps_femoris_long_head;
  double time_s = unknown;            ///< NaN if no muscle of this side has a peak
  double percent_of_cycle = unknown;  ///< NaN without strides
};
[[nodiscard]] PoseInstant pose_instant(const SideResult& side);

}  // namespace hamstring::report
