// What one side of the body went through in a movement: from series of angles and muscles to strides, curves
// and peaks.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/anatomy.h"
#include "exposure/cycle_curves.h"
#include "exposure/stride_exposure.h"
#include "gait/strides.h"

namespace hamstring::exposure {

inline constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

/// The series of one muscle as the analysis computed them; spans of the length of SideSeries::time_s.
struct MuscleSeries {
  Hamstring muscle = Hamstring::biceps_femoris_long_head;
  std::string name_in_model;
  double upright_length_m = not_known;
  std::span<const double> length_m;
  std::span<const double> lengthening_speed_m_per_s;
  bool is_lumped = false;  ///< the model's only long hamstring of this leg, which may stand for all three
};

/// The series of one side. Joint angles positive in flexion; a span may be empty where it is not known.
struct SideSeries {
  Side side = Side::left;
  std::span<const double> time_s;
  std::span<const double> hip_flexion_rad;
  std::span<const double> knee_flexion_rad;
  std::vector<MuscleSeries> muscles;
};

/// A series over the recording and, where there are strides, over the cycle. Unit: see the member that holds
/// it.
struct Trace {
  std::vector<double> values;  ///< one a frame of the recording
  CycleCurves cycle{};         ///< empty without strides
};

/// One muscle of one side. Filled by side_exposure(), the moment arms by the analysis.
struct MuscleExposure {
  Hamstring muscle = Hamstring::biceps_femoris_long_head;
  std::string name_in_model;
  bool is_lumped = false;               ///< see MuscleSeries
  double upright_length_m = not_known;  ///< muscle-tendon length with every coordinate zero [m]
  Trace stretch;                        ///< (length − upright) / upright [1]
  Trace lengthening_speed;              ///< rate of length, positive while lengthening [m/s]
  std::vector<Exposure> strides;        ///< one per complete stride of this side, in order
  Exposure recording;                   ///< the same over the whole analyzed time
  /// Moment arms at the mean place of peak stretch, as the model defines them; they say by how much an error
  /// in a joint angle moves the figure. NaN where not computed.
  double hip_moment_arm_m = not_known;   ///< ∂length/∂hip flexion, as a positive number [m]
  double knee_moment_arm_m = not_known;  ///< −∂length/∂knee flexion, as a positive number [m]
};

/// A hamstring about which nothing can be said on this side.
struct MissingMuscle {
  Hamstring muscle = Hamstring::biceps_femoris_long_head;
  std::string reason;  ///< one phrase without a period
};

/// One side of the body. Strides run from foot strike to foot strike of this side.
struct SideExposure {
  Side side = Side::left;
  StrideList strides;
  Trace hip_flexion;                     ///< positive in flexion [rad]
  Trace knee_flexion;                    ///< positive in flexion [rad]
  std::vector<MuscleExposure> muscles;   ///< the hamstrings that were computed on this side
  std::vector<MissingMuscle> missing{};  ///< the others, by the analysis
};

/// Computes stretch, cycle curves and exposures. Moment arms stay unknown, `missing` empty.
[[nodiscard]] SideExposure side_exposure(const SideSeries& series, StrideList strides);

/// The mean peak of the strides or, without strides, the peak of the recording [1]. NaN if there is none.
[[nodiscard]] double mean_peak_stretch(const MuscleExposure& muscle);

/// By how much the stretch is off if hip and knee angle are each off by `error_rad`, independently of each
/// other: e √(r_hip² + r_knee²) / L_upright [1]. NaN where the moment arms are not known; a muscle that does
/// not cross the hip needs only the knee's.
[[nodiscard]] double stretch_error(const MuscleExposure& muscle, double error_rad);

/// The instant that stands for this side: that of the stride whose peak stretch is nearest to the mean peak
/// of the most stretched muscle that crosses the hip; without strides, that muscle's peak in the recording.
struct PeakInstant {
  Hamstring muscle = Hamstring::biceps_femoris_long_head;
  double time_s = not_known;            ///< NaN if no muscle of this side has a peak
  double percent_of_cycle = not_known;  ///< NaN without strides
  std::size_t stride = 0;               ///< which of the muscle's strides, from 0
};
[[nodiscard]] PeakInstant peak_instant(const SideExposure& side);

}  // namespace hamstring::exposure
