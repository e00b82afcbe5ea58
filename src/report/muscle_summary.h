// What all strides of one side say together about one muscle. Still SI units and radians.
#pragma once

#include "exposure/cycle_curves.h"
#include "report/motion_report.h"

namespace hamstring::report {

/// An extreme of every stride, summed up: how large, where in the cycle, in which pose.
struct ExtremeSummary {
  exposure::MeanSd value;             ///< unit of the series
  exposure::MeanSd percent_of_cycle;  ///< cyclic mean [%]
  exposure::MeanSd hip_flexion_rad;
  exposure::MeanSd knee_flexion_rad;
};

struct MuscleSummary {
  ExtremeSummary peak_stretch;              ///< [1]
  ExtremeSummary least_stretch;             ///< [1]
  ExtremeSummary peak_lengthening_speed;    ///< [m/s]
  ExtremeSummary peak_shortening_speed;     ///< [m/s], positive
  exposure::MeanSd stretch_at_foot_strike;  ///< [1]
};

/// Mean and spread over the strides of this muscle; counts of 0 and NaN without strides.
[[nodiscard]] MuscleSummary summarize(const MuscleResult& muscle);

struct StrideSummary {
  exposure::MeanSd duration_s;
  exposure::MeanSd contact_s;
  exposure::MeanSd toe_off_percent;  ///< [% of the cycle]
};

[[nodiscard]] StrideSummary summarize(const StrideList& strides);

/// The number a person is shown first: the mean peak of the strides or, without strides, the peak of the
/// recording [1]. NaN if there is none.
[[nodiscard]] double shown_peak_stretch(const MuscleResult& muscle);

using exposure::stretch_error;

}  // namespace hamstring::report
