// How far a tendon is stretched by a force, and what that leaves of the path to the fiber: the equilibrium
// read from its other end, where a force is given and not an activation.
#pragma once

#include "muscle/muscle_mechanics.h"

namespace hamstring::muscle {

/// Strain at which the elastic tendon pulls with `force_n`, to 1e-9; 0 for no force (it may hang slack). NaN
/// for a force that is none.
[[nodiscard]] double tendon_strain_at(const MuscleMechanics& muscle, double force_n);

/// Fiber length, in optimal lengths, of a path of `length_m` whose elastic tendon pulls with `force_n`: the
/// tendon takes its part, and the angle follows from the width that stays. No shorter than the class knows.
[[nodiscard]] double fiber_length_at(const MuscleMechanics& muscle, double length_m, double force_n);

}  // namespace hamstring::muscle
