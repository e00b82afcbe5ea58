#include "muscle/muscle_mechanics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/try.h"

namespace hamstring::muscle {
namespace {

using model::Muscle;

Error refusal(const Muscle& muscle, std::string message, std::string advice = {}) {
  return {.message = std::move(message), .element = muscle.name, .advice = std::move(advice)};
}

Result<void> check_sizes(const Muscle& muscle) {
  const model::MuscleParameters& p = muscle.parameters;
  const struct {
    const char* name;
    double value;
  } sizes[] = {{"max_isometric_force", p.max_isometric_force_n},
               {"optimal_fiber_length", p.optimal_fiber_length_m},
               {"tendon_slack_length", p.tendon_slack_length_m},
               {"max_contraction_velocity", p.max_contraction_velocity_per_s}};
  for (const auto& [name, value] : sizes) {
    if (!(value > 0.0) || !std::isfinite(value))
      return failure(refusal(muscle, fmt::format("{} is {}: no force without it", name, value)));
  }
  const double largest = muscle.defaults.max_pennation_rad;
  if (!(largest > 0.0 && largest <= std::numbers::pi / 2))
    return failure(
        refusal(muscle, fmt::format("maximum_pennation_angle must lie between 0 and a right angle; "
                                    "found {} rad",
                                    largest)));
  const double angle = p.pennation_angle_at_optimal_rad;
  if (!(angle >= 0.0 && angle < std::numbers::pi / 2))
    return failure(refusal(muscle,
                           fmt::format("pennation_angle_at_optimal must lie between 0 and a right angle; "
                                       "found {} rad",
                                       angle),
                           "Is it in degrees?"));
  return {};
}

FixedWidthPennation pennation_of(const Muscle& muscle) {
  const double angle = muscle.parameters.pennation_angle_at_optimal_rad;
  FixedWidthPennation pennation;
  pennation.height_m = muscle.parameters.optimal_fiber_length_m * std::sin(angle);
  pennation.max_angle_rad = muscle.defaults.max_pennation_rad;
  pennation.max_sine = std::sin(pennation.max_angle_rad);
  pennation.shortest_m = pennation.height_m / pennation.max_sine;
  pennation.is_pennate = angle > std::numeric_limits<double>::epsilon();
  return pennation;
}

template <class C>
Result<void> take(const Muscle& muscle, Result<C> made, MuscleMechanics& into) {
  if (!made) return failure(refusal(muscle, made.error().message));
  into.curves = std::move(*made);
  return {};
}

struct ByClass {
  const Muscle& muscle;
  MuscleMechanics& into;

  Result<void> operator()(std::monostate) const {
    return failure(refusal(muscle, fmt::format("of the class '{}' no force is computed", muscle.class_name),
                           "Thelen2003Muscle, Millard2012EquilibriumMuscle and DeGrooteFregly2016Muscle are "
                           "computed; OpenSim can replace one class by another."));
  }
  Result<void> operator()(const model::Thelen2003Parameters& p) const {
    // OpenSim's class of this name has no rigid tendon: it looks at no such flag.
    return take(muscle, Thelen2003Curves::make(p), into);
  }
  Result<void> operator()(const model::Millard2012Parameters& p) const {
    into.rigid_tendon = muscle.parameters.ignore_tendon_compliance;
    // Shorter fibers carry nothing, and the curve says nothing about them.
    into.shortest_fiber_m = std::max(into.shortest_fiber_m, p.active.min_length * into.optimal_length_m);
    auto curves = Millard2012Curves::make(p, into.rigid_tendon);
    if (curves) into.fiber_damping = curves->fiber_damping;
    return take(muscle, std::move(curves), into);
  }
  Result<void> operator()(const model::DeGrooteFregly2016Parameters& p) const {
    constexpr double shortest_known = 0.2;  // optimal lengths; the passive curve is negative below
    into.rigid_tendon = muscle.parameters.ignore_tendon_compliance;
    into.shortest_fiber_m = std::max(into.shortest_fiber_m, shortest_known * into.optimal_length_m);
    into.fiber_damping = p.fiber_damping;
    into.implicit_tendon = p.implicit_tendon;
    into.default_tendon_force = p.default_tendon_force;
    return take(muscle, DeGrooteFregly2016Curves::make(p), into);
  }
};

}  // namespace

double FixedWidthPennation::angle_rad(double fiber_length_m) const {
  if (!is_pennate) return 0.0;
  const double sine = height_m / fiber_length_m;
  return fiber_length_m > shortest_m && sine < max_sine ? std::asin(sine) : max_angle_rad;
}

double FixedWidthPennation::shortest_along_tendon_m() const {
  return shortest_m * std::cos(max_angle_rad);
}

Result<MuscleMechanics> make_mechanics(const Muscle& muscle) {
  const model::MuscleParameters& p = muscle.parameters;
  MuscleMechanics made;
  // A class that is not computed is said first: its sizes may mean something else.
  if (std::holds_alternative<std::monostate>(muscle.law))
    HAMSTRING_TRY_DO((ByClass{.muscle = muscle, .into = made}(std::monostate{})));
  HAMSTRING_TRY_DO(check_sizes(muscle));
  made.max_force_n = p.max_isometric_force_n;
  made.optimal_length_m = p.optimal_fiber_length_m;
  made.slack_length_m = p.tendon_slack_length_m;
  made.max_speed_m_per_s = p.max_contraction_velocity_per_s * p.optimal_fiber_length_m;
  made.pennation = pennation_of(muscle);
  made.shortest_fiber_m = made.pennation.shortest_m;
  made.defaults = muscle.defaults;
  HAMSTRING_TRY_DO(std::visit(ByClass{.muscle = muscle, .into = made}, muscle.law));
  return made;
}

}  // namespace hamstring::muscle
