// The force law of a muscle: its class's parameters by their OpenSim names.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

#include "model/compile_context.h"

namespace hamstring::model::compiling {
namespace {

/// Takes parameters by name and knows which were never asked for.
class Named {
 public:
  explicit Named(const MuscleSpecification& from) : from_(from) {}

  void take(const char* name, double& into) {
    asked_.push_back(name);
    if (const auto found = from_.parameters.find(name); found != from_.parameters.end()) into = found->second;
  }
  void take(const char* name, std::optional<double>& into) {
    asked_.push_back(name);
    if (const auto found = from_.parameters.find(name); found != from_.parameters.end()) into = found->second;
  }
  void take(const char* name, bool& into) {
    double value = into ? 1.0 : 0.0;
    take(name, value);
    into = value != 0.0;
  }
  [[nodiscard]] std::vector<std::string> not_asked_for() const {
    std::vector<std::string> left;
    for (const auto& [name, value] : from_.parameters) {
      if (std::ranges::find(asked_, name) == asked_.end()) left.push_back(name);
    }
    return left;
  }

 private:
  const MuscleSpecification& from_;
  std::vector<std::string_view> asked_;
};

Thelen2003Parameters thelen(Named& named) {
  Thelen2003Parameters p;
  named.take("FmaxTendonStrain", p.tendon_strain_at_max_force);
  named.take("FmaxMuscleStrain", p.fiber_strain_at_max_force);
  named.take("KshapeActive", p.active_shape);
  named.take("KshapePassive", p.passive_shape);
  named.take("Af", p.force_velocity_shape);
  named.take("Flen", p.max_eccentric_force);
  named.take("fv_linear_extrap_threshold", p.linear_from_share_of_eccentric);
  return p;
}

Millard2012Parameters millard(Named& named) {
  Millard2012Parameters p;
  named.take("fiber_damping", p.fiber_damping);
  named.take("ActiveForceLengthCurve/min_norm_active_fiber_length", p.active.min_length);
  named.take("ActiveForceLengthCurve/transition_norm_fiber_length", p.active.transition_length);
  named.take("ActiveForceLengthCurve/max_norm_active_fiber_length", p.active.max_length);
  named.take("ActiveForceLengthCurve/shallow_ascending_slope", p.active.shallow_slope);
  named.take("ActiveForceLengthCurve/minimum_value", p.active.min_value);
  named.take("ForceVelocityCurve/concentric_slope_at_vmax", p.velocity.concentric_slope_at_vmax);
  named.take("ForceVelocityCurve/concentric_slope_near_vmax", p.velocity.concentric_slope_near_vmax);
  named.take("ForceVelocityCurve/isometric_slope", p.velocity.isometric_slope);
  named.take("ForceVelocityCurve/eccentric_slope_at_vmax", p.velocity.eccentric_slope_at_vmax);
  named.take("ForceVelocityCurve/eccentric_slope_near_vmax", p.velocity.eccentric_slope_near_vmax);
  named.take("ForceVelocityCurve/max_eccentric_velocity_force_multiplier", p.velocity.max_eccentric_force);
  named.take("ForceVelocityCurve/concentric_curviness", p.velocity.concentric_curviness);
  named.take("ForceVelocityCurve/eccentric_curviness", p.velocity.eccentric_curviness);
  named.take("FiberForceLengthCurve/strain_at_zero_force", p.passive.strain_at_zero_force);
  named.take("FiberForceLengthCurve/strain_at_one_norm_force", p.passive.strain_at_one_force);
  named.take("FiberForceLengthCurve/stiffness_at_low_force", p.passive.stiffness_at_low_force);
  named.take("FiberForceLengthCurve/stiffness_at_one_norm_force", p.passive.stiffness_at_one_force);
  named.take("FiberForceLengthCurve/curviness", p.passive.curviness);
  named.take("TendonForceLengthCurve/strain_at_one_norm_force", p.tendon.strain_at_one_force);
  named.take("TendonForceLengthCurve/stiffness_at_one_norm_force", p.tendon.stiffness_at_one_force);
  named.take("TendonForceLengthCurve/norm_force_at_toe_end", p.tendon.force_at_toe_end);
  named.take("TendonForceLengthCurve/curviness", p.tendon.curviness);
  return p;
}

DeGrooteFregly2016Parameters de_groote_fregly(Named& named) {
  DeGrooteFregly2016Parameters p;
  named.take("active_force_width_scale", p.active_width_scale);
  named.take("fiber_damping", p.fiber_damping);
  named.take("passive_fiber_strain_at_one_norm_force", p.fiber_strain_at_one_force);
  named.take("tendon_strain_at_one_norm_force", p.tendon_strain_at_one_force);
  named.take("ignore_passive_fiber_force", p.ignore_passive_force);
  named.take("tendon_compliance_dynamics_mode_implicit", p.implicit_tendon);
  named.take("default_normalized_tendon_force", p.default_tendon_force);
  return p;
}

/// What no force of a known movement depends on.
void take_what_changes_no_force(Named& named) {
  double unused = 0.0;
  for (const char* name : {"optimal_force", "min_control", "max_control", "activation_time_constant",
                           "deactivation_time_constant", "activation1", "activation2", "damping", "Vmax",
                           "Vmax0", "time_scale", "mass", "override_actuation"})
    named.take(name, unused);
}

}  // namespace

void compile_law(const MuscleSpecification& from, Muscle& muscle,
                 std::map<std::string, std::vector<std::string>>& unknown) {
  Named named(from);
  if (from.class_name == "Thelen2003Muscle") {
    muscle.law = thelen(named);
  } else if (from.class_name == "Millard2012EquilibriumMuscle") {
    muscle.law = millard(named);
  } else if (from.class_name == "DeGrooteFregly2016Muscle") {
    muscle.law = de_groote_fregly(named);
    muscle.defaults.activation = 0.5;
    muscle.defaults.minimum_activation = 0.0;
  } else {
    return;
  }
  named.take("default_activation", muscle.defaults.activation);
  named.take("minimum_activation", muscle.defaults.minimum_activation);
  named.take("default_fiber_length", muscle.defaults.fiber_length_m);
  named.take("maximum_pennation_angle", muscle.defaults.max_pennation_rad);
  named.take("ignore_activation_dynamics", muscle.defaults.ignore_activation_dynamics);
  take_what_changes_no_force(named);
  for (const std::string& name : named.not_asked_for()) unknown[name].push_back(muscle.name);
}

void note_unknown_parameters(Context& context,
                             const std::map<std::string, std::vector<std::string>>& unknown) {
  for (const auto& [name, muscles] : unknown) {
    context.diagnostics.note(
        fmt::format("its parameter '{}' is none that its class has, and changes no force{}", name,
                    muscles.size() > 1 ? fmt::format(" ({} more muscles have it)", muscles.size() - 1)
                                       : std::string()),
        muscles.front());
  }
}

}  // namespace hamstring::model::compiling
