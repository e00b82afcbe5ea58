// What a muscle's force depends on, as its class in the file says: parameters only. The curves they give
// stand in muscle/curves.h.
#pragma once

#include <cmath>
#include <optional>
#include <variant>

namespace hamstring::model {

/// Thelen 2003 (J Biomech Eng 125:70), with OpenSim's defaults.
struct Thelen2003Parameters {
  double tendon_strain_at_max_force = 0.04;      ///< FmaxTendonStrain
  double fiber_strain_at_max_force = 0.6;        ///< FmaxMuscleStrain
  double active_shape = 0.45;                    ///< KshapeActive
  double passive_shape = 5.0;                    ///< KshapePassive
  double force_velocity_shape = 0.25;            ///< Af
  double max_eccentric_force = 1.4;              ///< Flen, times isometric
  double linear_from_share_of_eccentric = 0.95;  ///< fv_linear_extrap_threshold
  bool operator==(const Thelen2003Parameters&) const = default;
};

/// Millard et al. 2013 (J Biomech Eng 135:021005), with OpenSim's defaults. Lengths in optimal fiber lengths
/// and tendon slack lengths, forces in maximum isometric forces, slopes of normalized against normalized.
struct Millard2012Parameters {
  struct ActiveForceLength {
    double min_length = 0.4441, transition_length = 0.73, max_length = 1.8123;
    double shallow_slope = 0.8616, min_value = 0.1;
    bool operator==(const ActiveForceLength&) const = default;
  };
  struct ForceVelocity {
    double concentric_slope_at_vmax = 0.0, concentric_slope_near_vmax = 0.25, isometric_slope = 5.0;
    double eccentric_slope_at_vmax = 0.0, eccentric_slope_near_vmax = 0.15, max_eccentric_force = 1.4;
    double concentric_curviness = 0.6, eccentric_curviness = 0.9;
    bool operator==(const ForceVelocity&) const = default;
  };
  /// Where one of the three that are optional is missing, OpenSim takes none of them.
  struct PassiveForceLength {
    double strain_at_zero_force = 0.0, strain_at_one_force = 0.7;
    std::optional<double> stiffness_at_low_force{}, stiffness_at_one_force{}, curviness{};
    bool operator==(const PassiveForceLength&) const = default;
  };
  struct TendonForceLength {
    double strain_at_one_force = 0.049;
    std::optional<double> stiffness_at_one_force{}, force_at_toe_end{}, curviness{};
    bool operator==(const TendonForceLength&) const = default;
  };
  ActiveForceLength active{};
  ForceVelocity velocity{};
  PassiveForceLength passive{};
  TendonForceLength tendon{};
  double fiber_damping = 0.1;  ///< maximum isometric forces at maximum contraction velocity
  bool operator==(const Millard2012Parameters&) const = default;
};

/// De Groote et al. 2016 (Ann Biomed Eng 44:2922), with OpenSim's defaults.
struct DeGrooteFregly2016Parameters {
  double active_width_scale = 1.0;
  double fiber_damping = 0.0;
  double fiber_strain_at_one_force = 0.6;
  double tendon_strain_at_one_force = 0.049;
  bool ignore_passive_force = false;
  bool implicit_tendon = false;  ///< tendon_compliance_dynamics_mode
  double default_tendon_force = 0.5;
  bool operator==(const DeGrooteFregly2016Parameters&) const = default;
};

/// monostate: a class of which no force is computed.
using MuscleLaw =
    std::variant<std::monostate, Thelen2003Parameters, Millard2012Parameters, DeGrooteFregly2016Parameters>;

/// What classes share beyond the sizes in MuscleParameters.
struct FiberDefaults {
  double activation = 0.05;                       ///< default_activation
  double minimum_activation = 0.01;               ///< what a smaller activation is raised to
  double fiber_length_m = 0.1;                    ///< default_fiber_length
  double max_pennation_rad = 1.4706289056333368;  ///< acos(0.1)
  bool ignore_activation_dynamics = false;
};

}  // namespace hamstring::model
