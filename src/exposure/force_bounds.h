// Peak force and negative work of each hamstring in a stride at a speed, as bounds that hold what different
// accepted ways of dividing a force among muscles give. docs/watch.md, "Peak force".
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/anatomy.h"
#include "exposure/course_strides.h"

namespace hamstring::exposure {

/// Bounds at a speed; between two knots a straight line.
struct ForceKnot {
  double speed_m_per_s = 0.0;
  double low = 0.0, high = 0.0;  ///< peak of a stride [N/kg]
};

struct ForceAtSpeed {
  Hamstring muscle = Hamstring::biceps_femoris_long_head;
  std::span<const ForceKnot> knots;        ///< rising in speed; both bounds never fall. Faster: not known
  double work_low = 0.0, work_high = 0.0;  ///< negative work of a stride at 4 m/s [J/kg]
};

/// Of a biceps femoris long head, semitendinosus or semimembranosus.
[[nodiscard]] const ForceAtSpeed& force_at_speed(Hamstring muscle);

/// Fastest at which the negative work of single hamstrings was published [m/s].
inline constexpr double work_known_to_m_per_s = 4.05;

/// Peak force of the strides of a group [N/kg]. `high` is infinite where they may be faster than what was
/// published, or accelerating.
[[nodiscard]] load::Interval force_range(const ForceAtSpeed& model, const StrideGroup& group);
/// Negative work of one stride of the group [J/kg]; the same. It rises with speed (Chumanov 2011), so that of
/// slower running is bounded by what was published.
[[nodiscard]] load::Interval negative_work_range(const ForceAtSpeed& model, const StrideGroup& group);

/// `interval`, or not known where one end is infinite.
[[nodiscard]] load::Interval known_or_nothing(const load::Interval& interval);

/// Of all strides of a course: per stride, and in sum.
struct MuscleForces {
  load::Interval median_peak, p95_peak;   ///< [N/kg]
  load::Interval median_negative_work;    ///< of a stride [J/kg]
  load::Interval negative_work, impulse;  ///< in sum [J/kg], [N·s/kg]
};
[[nodiscard]] MuscleForces muscle_forces(const CourseStrides& strides, Hamstring muscle);

/// Why a force, a work or an impulse is not there.
inline constexpr std::string_view why_no_forces =
    "among the strides may be some that are faster than any whose force was published (6.4 m/s, "
    "semitendinosus "
    "4 m/s; work 4 m/s), that accelerate, or that were not recorded: not known, and not zero";

}  // namespace hamstring::exposure
