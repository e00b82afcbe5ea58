// What a run asked of each hamstring, from its speed and its strides: docs/watch.md has the equations. An
// interval everywhere; what is not known says so and is no zero.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "core/anatomy.h"
#include "exposure/course_strides.h"
#include "exposure/force_bounds.h"
#include "load/load.h"

namespace hamstring::exposure {

/// The hamstrings that cross hip and knee.
inline constexpr std::array<Hamstring, 3> long_hamstrings{
    Hamstring::biceps_femoris_long_head, Hamstring::semitendinosus, Hamstring::semimembranosus};

/// Peak stretch of a stride at a speed [1]. `common` is off the same way at every speed (anatomy, angles),
/// `own` only at this one.
struct StretchKnot {
  double speed_m_per_s = 0.0;
  double stretch = 0.0, common = 0.0, own = 0.0;
};
/// Steady movement: at least one knot, rising in speed. Near the own top speed (from 80 % on) `near_top`
/// counts, between the last knot and there a straight line.
struct StretchAtSpeed {
  Hamstring muscle = Hamstring::biceps_femoris_long_head;
  std::vector<StretchKnot> steady;
  StretchKnot near_top;  ///< its speed is not used
};

/// Peak stretch is much the same from here on (Thelen 2005, Chumanov 2011) [1 of top speed].
inline constexpr double near_top_fraction = 0.8;
/// Accelerating from half of the top speed stretches as 88 % steady does (Gurchiek 2024).
inline constexpr double accelerating_from_fraction = 0.5;
/// Strides that count as near-maximal running.
inline constexpr double near_maximal_fraction = 0.9;
/// How fast damage of a tendon or bone grows with what is asked of it: no single exponent is right
/// (Schechtman & Bader 1997: 3 to 9 from 20 to 60 % of what tears it).
inline constexpr std::array<double, 3> damage_exponents{3.0, 6.0, 9.0};

/// Lower ends of the bands of own top speed.
inline constexpr std::array<double, 5> band_starts{0.0, 0.5, 0.7, 0.8, 0.9};

/// What is known of the person, from the same session or from a history.
struct OwnSpeeds {
  load::Interval top;         ///< [m/s]
  double easy_m_per_s = 0.0;  ///< of easy running: the median while running
  bool is_top_told = false;   ///< not estimated
};

struct MuscleRun {
  Hamstring muscle = Hamstring::biceps_femoris_long_head;
  load::Interval median_stretch, p95_stretch, peak_stretch;  ///< over the strides [1]
  /// How many strides of own easy running would be worth as much, for each of damage_exponents. An index for
  /// comparing runs of one person; no probability of anything.
  std::array<load::Interval, 3> easy_strides{};
  MuscleForces forces;  ///< of each kilogram of the body
};

struct RunExposure {
  load::Interval strides;  ///< of one leg; left and right carry the same where sides are not measured
  load::Origin strides_origin = load::Origin::modelled;
  std::array<load::Interval, 5> strides_in_band{};
  load::Interval near_maximal_strides, accelerations, high_stretch_strides;
  std::array<MuscleRun, 3> muscles{};
  OwnSpeeds own;
  double unknown_s = 0.0, known_s = 0.0;  ///< time of which nothing, or something, was recorded
  bool are_sides_measured = false;
};

/// Top: from the best 3 s of all courses, less two standard errors, to 7 % above it (by so much a worn GPS
/// read peaks too low, Chahal 2022) and two standard errors, but at least to 9.5 m/s: who never sprinted in a
/// recording may be faster than it shows (our assumption). Easy: the median over all time at 1.9 m/s or more;
/// without any, that of the movement library's easy run, 2.79 m/s.
[[nodiscard]] OwnSpeeds own_speeds(std::span<const Course> history);

/// `models`: in the order of long_hamstrings. Without strides all intervals of stretch are not known.
[[nodiscard]] RunExposure run_exposure(const Course& course, double said_moving_s, const OwnSpeeds& own,
                                       std::span<const StretchAtSpeed, 3> models);

/// Both sides, as entries of a history keep it: strides, and the peak stretch from the lower end of the 95th
/// percentile to the upper end of the largest.
[[nodiscard]] load::Load load_of_run(const RunExposure& exposure, load::LoadSource source);

}  // namespace hamstring::exposure
