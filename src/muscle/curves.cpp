#include "muscle/curves.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "core/try.h"

namespace hamstring::muscle {
namespace {

using model::DeGrooteFregly2016Parameters;
using model::Thelen2003Parameters;

struct Named {
  const char* name;
  double value;
};

Result<void> all_positive(std::initializer_list<Named> parameters) {
  for (const Named& p : parameters) {
    if (!(p.value > 0.0) || !std::isfinite(p.value))
      return failure(fmt::format("{} must be above 0; found {}", p.name, p.value));
  }
  return {};
}

constexpr double toe_shape = 3.0;      // Thelen 2003, k_toe
constexpr double force_at_toe = 0.33;  // Thelen 2003, F_toe

}  // namespace

Result<Thelen2003Curves> Thelen2003Curves::make(const Thelen2003Parameters& p) {
  HAMSTRING_TRY_DO(all_positive({{"FmaxTendonStrain", p.tendon_strain_at_max_force},
                                 {"FmaxMuscleStrain", p.fiber_strain_at_max_force},
                                 {"KshapeActive", p.active_shape},
                                 {"KshapePassive", p.passive_shape},
                                 {"Af", p.force_velocity_shape},
                                 {"Flen - 1", p.max_eccentric_force - 1.0},
                                 {"fv_linear_extrap_threshold", p.linear_from_share_of_eccentric}}));
  if (!(p.linear_from_share_of_eccentric < 1.0) ||
      !(p.linear_from_share_of_eccentric * p.max_eccentric_force > 1.0)) {
    return failure(fmt::format("fv_linear_extrap_threshold must lie between 1/Flen and 1; found {}",
                               p.linear_from_share_of_eccentric));
  }
  Thelen2003Curves curves;
  curves.p_ = p;
  // The paper rounds the toe's end to 0.609 strains; this is where the two parts meet with equal slope.
  const double e3 = std::exp(3.0);
  curves.toe_end_ = 99.0 * p.tendon_strain_at_max_force * e3 / (166.0 * e3 - 67.0);
  curves.tendon_stiffness_ = 0.67 / (p.tendon_strain_at_max_force - curves.toe_end_);
  return curves;
}

CurveValue Thelen2003Curves::active(double l) const {
  const double value = std::exp(-(l - 1.0) * (l - 1.0) / p_.active_shape);
  return {value, -2.0 * (l - 1.0) / p_.active_shape * value};
}

CurveValue Thelen2003Curves::passive(double l) const {
  if (l <= 1.0) return {};
  const double e = std::exp(p_.passive_shape * (l - 1.0) / p_.fiber_strain_at_max_force);
  const double whole = std::exp(p_.passive_shape) - 1.0;
  return {(e - 1.0) / whole, p_.passive_shape / p_.fiber_strain_at_max_force * e / whole};
}

CurveValue Thelen2003Curves::tendon(double l) const {
  const double strain = l - 1.0;
  if (strain > toe_end_) return {tendon_stiffness_ * (strain - toe_end_) + force_at_toe, tendon_stiffness_};
  if (std::isnan(strain)) return {strain, strain};
  if (strain <= 0.0) return {};
  const double e = std::exp(toe_shape * strain / toe_end_);
  const double whole = std::exp(toe_shape) - 1.0;
  return {force_at_toe / whole * (e - 1.0), force_at_toe / whole * toe_shape / toe_end_ * e};
}

CurveValue Thelen2003Curves::velocity(double force, double isometric, double activation) const {
  const double speed = 0.25 + 0.75 * activation;
  const double eccentric = isometric * p_.max_eccentric_force;
  const double steepness = (2.0 + 2.0 / p_.force_velocity_shape) / (p_.max_eccentric_force - 1.0);
  const double high = p_.linear_from_share_of_eccentric * eccentric;
  // Beyond both ends the curve goes on straight.
  const double f = force <= 0.0 ? 0.0 : force >= high ? high : force;
  const bool is_concentric = force < high && f <= isometric;
  const double b = is_concentric ? isometric + f / p_.force_velocity_shape : steepness * (eccentric - f);
  const double db = is_concentric ? 1.0 / p_.force_velocity_shape : -steepness;
  const double v = speed * (f - isometric) / b;
  const double slope = speed / b - v / b * db;
  return {v + slope * (force - f), slope};
}

CurveValue Thelen2003Curves::force_velocity(double v, double activation) const {
  const double speed = 0.25 + 0.75 * activation;
  const double af = p_.force_velocity_shape;
  if (v <= -speed) return {};  // the straight part lies below zero
  if (v <= 0.0) {
    const double under = speed - v / af;
    return {(speed + v) / under, (under + (speed + v) / af) / (under * under)};
  }
  const double steepness = (2.0 + 2.0 / af) / (p_.max_eccentric_force - 1.0);
  const double high = p_.linear_from_share_of_eccentric * p_.max_eccentric_force;
  const double under_high = steepness * (p_.max_eccentric_force - high);
  const double v_high = speed * (high - 1.0) / under_high;
  if (v >= v_high) {
    const double slope = 1.0 / (speed / under_high + v_high / under_high * steepness);
    return {high + slope * (v - v_high), slope};
  }
  const double under = speed + steepness * v;
  const double over = speed + steepness * p_.max_eccentric_force * v;
  return {over / under, steepness * (p_.max_eccentric_force * under - over) / (under * under)};
}

Result<DeGrooteFregly2016Curves> DeGrooteFregly2016Curves::make(const DeGrooteFregly2016Parameters& p) {
  HAMSTRING_TRY_DO(all_positive({{"active_force_width_scale", p.active_width_scale},
                                 {"passive_fiber_strain_at_one_norm_force", p.fiber_strain_at_one_force},
                                 {"tendon_strain_at_one_norm_force", p.tendon_strain_at_one_force}}));
  if (!(p.fiber_damping >= 0.0))
    return failure(fmt::format("fiber_damping must be 0 or more; found {}", p.fiber_damping));
  DeGrooteFregly2016Curves curves;
  curves.p_ = p;
  constexpr double shortest = 0.2;       // where the passive curve passes zero
  constexpr double passive_shape = 4.0;  // k_PE
  curves.tendon_shape_ = std::log(1.2 / 0.2) / p.tendon_strain_at_one_force;
  curves.passive_offset_ = std::exp(passive_shape * (shortest - 1.0) / p.fiber_strain_at_one_force);
  curves.passive_scale_ =
      p.ignore_passive_force ? 0.0 : 1.0 / (std::exp(passive_shape) - curves.passive_offset_);
  return curves;
}

CurveValue DeGrooteFregly2016Curves::active(double l) const {
  struct Bell {
    double height, place, width, widening;
  };
  constexpr std::array<Bell, 3> bells{
      {{0.8150671134243542, 1.055033428970575, 0.162384573599574, 0.063303448465465},
       {0.433004984392647, 0.716775413397760, -0.029947116970696, 0.200356847296188},
       {0.1, 1.0, 0.353553390593274, 0.0}}};
  const double x = (l - 1.0) / p_.active_width_scale + 1.0;
  CurveValue sum;
  for (const Bell& bell : bells) {
    const double width = bell.width + bell.widening * x;
    const double from = x - bell.place;
    const double value = bell.height * std::exp(-0.5 * from * from / (width * width));
    sum.value += value;
    sum.slope += value * from * (bell.widening * from - width) / (width * width * width);
  }
  sum.slope /= p_.active_width_scale;
  return sum;
}

CurveValue DeGrooteFregly2016Curves::passive(double l) const {
  const double rate = 4.0 / p_.fiber_strain_at_one_force;
  const double e = std::exp(rate * (l - 1.0));
  return {(e - passive_offset_) * passive_scale_, rate * e * passive_scale_};
}

CurveValue DeGrooteFregly2016Curves::tendon(double l) const {
  const double e = 0.2 * std::exp(tendon_shape_ * (l - 1.0));
  return {e - 0.2, tendon_shape_ * e};
}

double DeGrooteFregly2016Curves::tendon_length(double force) const {
  return std::log((force + 0.2) / 0.2) / tendon_shape_ + 1.0;
}

namespace {
constexpr double d1 = -0.3211346127989808, d2 = -8.149, d3 = -0.374, d4 = 0.8825327733249912;
}

CurveValue DeGrooteFregly2016Curves::force_velocity(double v) const {
  const double x = d2 * v + d3;
  const double root = std::sqrt(x * x + 1.0);
  return {d1 * std::log(x + root) + d4, d1 * d2 / root};
}

CurveValue DeGrooteFregly2016Curves::velocity(double f) const {
  const double x = (f - d4) / d1;
  return {(std::sinh(x) - d3) / d2, std::cosh(x) / (d1 * d2)};
}

}  // namespace hamstring::muscle
