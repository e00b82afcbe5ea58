#include "muscle/cylinder_wrap.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace hamstring::muscle {
namespace {

constexpr double two_pi = 2.0 * std::numbers::pi;

/// Sign as OpenSim's rules count it: zero is positive.
int sign_of(double x) {
  return x < 0.0 ? -1 : 1;
}

Vec3 radial(const Vec3& p) {
  return {p.x(), p.y(), 0.0};
}

/// What the choice between the two ways around needs to know of both ends.
struct Tangents {
  Vec3 r_1a, r_1b, r_2a, r_2b;  ///< tangent points in the planes z = p_1.z and z = p_2.z
  double d_1 = 0.0;             ///< distance of p_1 from the axis
  double d_2 = 0.0;
};

struct Choice {
  WrapOutcome outcome = WrapOutcome::none;
  Vec3 r_1, r_2;
  bool far_side = false;
  bool long_way = false;
};

void tangent_points(const Vec3& p, double radius, double distance, Vec3& a, Vec3& b) {
  const Vec3 v = radial(p) / distance;
  const double along = radius * (radius / distance);
  const double across = std::sqrt(std::max(0.0, radius * radius - along * along));
  const Vec3 base = Vec3(0.0, 0.0, p.z()) + along * v;
  const Vec3 side = across * Vec3::UnitZ().cross(v);
  a = base + side;
  b = base - side;
}

/// The point of line p_1 p_2 nearest to the axis, and its parameter (NaN if the line is parallel to the
/// axis).
struct Nearest {
  Vec3 point;
  double parameter = std::numeric_limits<double>::quiet_NaN();
};

Nearest nearest_to_axis(const Vec3& p_1, const Vec3& p_2) {
  const Vec3 d = radial(p_2 - p_1);
  const double parameter = -radial(p_1).dot(d) / d.squaredNorm();
  return {.point = p_1 + parameter * (p_2 - p_1), .parameter = parameter};
}

bool line_cuts(const Nearest& nearest, double radius) {
  return radial(nearest.point).squaredNorm() < radius * radius && nearest.parameter > 0.0 &&
         nearest.parameter < 1.0;
}

double angle_between(const Vec3& u, const Vec3& v) {
  return std::acos(u.dot(v) / (u.norm() * v.norm()));
}

/// Signed angle from r_1 to r_2 about z, in (-π, π].
double signed_angle(const Vec3& r_1, const Vec3& r_2) {
  return std::atan2(r_1.x() * r_2.y() - r_1.y() * r_2.x(), r_1.x() * r_2.x() + r_1.y() * r_2.y());
}

/// How far a path turns about the axis that goes along the surface from r_1 to r_2, against the clock or with
/// it, in [0, 2π): the pairs (a, b) of tangent points turn against it, the pairs (b, a) with it.
double turn_along(const Vec3& r_1, const Vec3& r_2, bool against_clock) {
  const double angle = against_clock ? signed_angle(r_1, r_2) : -signed_angle(r_1, r_2);
  return angle < 0.0 ? angle + two_pi : angle;
}

/// Which pair of tangent points a path confined to one half of the cylinder takes.
Choice choose_constrained(const Cylinder& cylinder, const Vec3& p_1, const Vec3& p_2, const Tangents& t,
                          const Nearest& nearest, Compatibility mode) {
  const int k = cylinder.quadrant.axis;
  const int s = cylinder.quadrant.sign;
  Choice choice{.outcome = WrapOutcome::wrapped};
  if (sign_of(p_1[k]) == s || sign_of(p_2[k]) == s) {
    if (line_cuts(nearest, cylinder.radius_m)) {
      choice.outcome = WrapOutcome::mandatory;
    } else if (sign_of(p_1[k]) == sign_of(p_2[k]) || sign_of(nearest.point[k]) == s) {
      return {};
    }
  }
  // Which way around is the longer one. OpenSim compares angles; the cosines of unit-radius vectors say the
  // same.
  const bool ab_is_longer =
      mode == Compatibility::opensim
          ? angle_between(radial(t.r_1a), radial(t.r_2b)) > angle_between(radial(t.r_1b), radial(t.r_2a))
          : radial(t.r_1a).dot(radial(t.r_2b)) < radial(t.r_1b).dot(radial(t.r_2a));
  const auto on_side = [&](const Vec3& r) { return sign_of(r[k]) == s; };
  bool take_ab = false;  // (r_1a, r_2b) rather than (r_1b, r_2a)
  bool none_on_side = false;
  if (on_side(t.r_1a) != on_side(t.r_1b)) {
    take_ab = on_side(t.r_1a);
  } else if (on_side(t.r_2a)) {
    take_ab = false;
  } else if (on_side(t.r_1a) || on_side(t.r_2b)) {
    take_ab = true;
  } else {
    none_on_side = true;
    take_ab = ab_is_longer;
  }
  if (mode == Compatibility::physics) {
    // A taut string never turns by more than half a circle to keep to a side that its ends are on already.
    // Where the rule of the tangent points asks for that, it goes the short way, or straight where nothing is
    // in it.
    const double turn = take_ab ? turn_along(t.r_1a, t.r_2b, true) : turn_along(t.r_1b, t.r_2a, false);
    if (turn > std::numbers::pi) {
      if (choice.outcome != WrapOutcome::mandatory) return {};
      take_ab = !take_ab;
    }
  }
  choice.r_1 = take_ab ? t.r_1a : t.r_1b;
  choice.r_2 = take_ab ? t.r_2b : t.r_2a;
  choice.far_side = none_on_side || ab_is_longer == take_ab;
  const Vec3 along_path = (choice.r_1 - p_1) + (choice.r_2 - p_2);
  choice.long_way = (radial(choice.r_1) + radial(choice.r_2)).dot(along_path) < 0.0;
  return choice;
}

/// OpenSim takes the pair of tangent points whose radial directions are most alike.
Choice choose_unconstrained(const Cylinder& cylinder, const Tangents& t, const Nearest& nearest,
                            Compatibility mode) {
  if (!line_cuts(nearest, cylinder.radius_m)) return {};
  if (mode == Compatibility::physics) {
    // Only (a, b) and (b, a) leave the surface the way they came; the shorter way around is taken.
    const bool take_ab = radial(t.r_1a).dot(radial(t.r_2b)) > radial(t.r_1b).dot(radial(t.r_2a));
    return {.outcome = WrapOutcome::mandatory,
            .r_1 = take_ab ? t.r_1a : t.r_1b,
            .r_2 = take_ab ? t.r_2b : t.r_2a};
  }
  const Vec3 u_1a = radial(t.r_1a).normalized();
  const Vec3 u_1b = radial(t.r_1b).normalized();
  const Vec3 u_2a = radial(t.r_2a).normalized();
  const Vec3 u_2b = radial(t.r_2b).normalized();
  Choice choice{.outcome = WrapOutcome::mandatory};
  const double ab = u_1a.dot(u_2b);
  const double ba = u_1b.dot(u_2a);
  const double aa = u_1a.dot(u_2a);
  const double bb = u_1b.dot(u_2b);
  if (aa > ab && aa > ba && aa > bb) {
    choice.r_1 = t.r_1a;
    choice.r_2 = t.r_2a;
  } else if (ab > ba && ab > bb) {
    choice.r_1 = t.r_1a;
    choice.r_2 = t.r_2b;
  } else if (ba > bb) {
    choice.r_1 = t.r_1b;
    choice.r_2 = t.r_2a;
  } else {
    choice.r_1 = t.r_1b;
    choice.r_2 = t.r_2b;
  }
  return choice;
}

/// Moves r along z into the plane through p_1, p_2 and the apex, if that keeps it between the two ends.
void slide_into_plane(Vec3& r, const Vec3& plane_normal, const Vec3& on_plane, const Vec3& own_foot,
                      const Vec3& other_foot) {
  constexpr double reach_m = 10.0;
  const double slope = plane_normal.z();
  if (slope == 0.0) return;
  const double dz = plane_normal.dot(on_plane - r) / slope;
  if (!(std::abs(dz) <= reach_m)) return;
  const Vec3 moved = r + Vec3(0.0, 0.0, dz);
  const Vec3 line = other_foot - own_foot;
  const Vec3 foot = own_foot + line * ((moved - own_foot).dot(line) / line.squaredNorm());
  if ((foot - other_foot).squaredNorm() < line.squaredNorm()) r = moved;
}

/// OpenSim's axial placement: through the apex of the plane that holds both muscle points.
void place_along_axis_as_opensim(const Cylinder& cylinder, const Vec3& p_1, const Vec3& p_2,
                                 const Tangents& t, Choice& choice) {
  const double share = t.d_1 / (t.d_1 + t.d_2);
  const Vec3 m = p_1 + share * (p_2 - p_1);
  const Vec3 a(0.0, 0.0, m.z());
  const Vec3 n = (p_1 - a).normalized().cross((p_2 - a).normalized()).normalized();
  const Vec3 up = Vec3::UnitZ().cross(n).normalized() * cylinder.radius_m;
  const bool up_is_nearer = (m - (a + up)).squaredNorm() < (m - (a - up)).squaredNorm();
  const Vec3 apex = up_is_nearer != choice.far_side ? Vec3(a + up) : Vec3(a - up);
  const Vec3 plane_normal = (p_1 - apex).normalized().cross((p_2 - apex).normalized()).normalized();
  const Vec3 foot_1(0.0, 0.0, p_1.z());
  const Vec3 foot_2(0.0, 0.0, p_2.z());
  slide_into_plane(choice.r_1, plane_normal, p_1, foot_1, foot_2);
  slide_into_plane(choice.r_2, plane_normal, p_1, foot_2, foot_1);
}

struct Spiral {
  double theta = 0.0;
  double axial = 0.0;
  double length = 0.0;
};

Spiral spiral_as_opensim(const Cylinder& cylinder, const Choice& choice) {
  Spiral spiral{.theta = signed_angle(choice.r_1, choice.r_2), .axial = choice.r_2.z() - choice.r_1.z()};
  // A clockwise long way becomes 2π + |θ|: OpenSim's own result, verified against its binary.
  if (choice.long_way) spiral.theta = two_pi - spiral.theta;
  const double around = cylinder.radius_m * spiral.theta;
  spiral.length = std::sqrt(around * around + spiral.axial * spiral.axial);
  return spiral;
}

/// Point at fraction f of the spiral that starts at r with the angle and axial distance of `spiral`.
Vec3 spiral_point(const Vec3& start, double from_z, const Spiral& spiral, double f, bool long_way) {
  const double angle = (long_way ? -1.0 : 1.0) * f * spiral.theta;
  const double s = std::sin(angle);
  const double c = std::cos(angle);
  return {c * start.x() - s * start.y(), s * start.x() + c * start.y(), from_z + f * spiral.axial};
}

/// Slides r along z towards tangency with the chord to `next`; false if it is tangent already.
bool adjust_tangent_point(const Vec3& p, Vec3& r, const Vec3& next) {
  constexpr double tangency_threshold_rad = 0.1 * std::numbers::pi / 180.0;
  const double alpha = std::acos((r - p).normalized().z());
  const double omega = std::acos((next - r).normalized().z());
  if (!(std::abs(alpha - omega) > tangency_threshold_rad)) return false;
  // Where the line from p to `next` passes closest to the generator line through r.
  const Vec3 d = radial(next - p);
  const double parameter = radial(r - p).dot(d) / d.squaredNorm();
  const double z = p.z() + parameter * (next.z() - p.z());
  r.z() += 1.5 * (z - r.z());
  return true;
}

/// OpenSim's search for tangency on paths with several wraps, in 2 mm chords.
Spiral refine_as_opensim(const Cylinder& cylinder, const Vec3& p_1, const Vec3& p_2, Choice& choice) {
  constexpr double chord_m = 0.002;
  constexpr int iterations_max = 100;
  Spiral spiral = spiral_as_opensim(cylinder, choice);
  for (int iteration = 0; iteration < iterations_max; ++iteration) {
    const auto chords = static_cast<int>(spiral.length / chord_m);
    if (chords < 2) break;
    const double f = 1.0 / chords;
    const Vec3 first = spiral_point(choice.r_1, choice.r_1.z(), spiral, f, choice.long_way);
    const bool moved_1 = adjust_tangent_point(p_1, choice.r_1, first);
    // From the already moved start, with the angle and rise from before it moved.
    const Vec3 last = spiral_point(choice.r_1, choice.r_1.z(), spiral, 1.0 - f, choice.long_way);
    const bool moved_2 = adjust_tangent_point(p_2, choice.r_2, last);
    if (!moved_1 && !moved_2) break;
    spiral = spiral_as_opensim(cylinder, choice);
  }
  return spiral;
}

/// The geodesic: unrolled, the path p_1 → r_1 → r_2 → p_2 is one straight line, so z grows evenly along it.
double place_exactly(const Cylinder& cylinder, const Vec3& p_1, const Vec3& p_2, const Tangents& t,
                     Choice& choice) {
  const double angle = std::abs(signed_angle(choice.r_1, choice.r_2));
  const double arc = cylinder.radius_m * (choice.long_way ? two_pi - angle : angle);
  const double radius_squared = cylinder.radius_m * cylinder.radius_m;
  const double planar_1 = std::sqrt(std::max(0.0, t.d_1 * t.d_1 - radius_squared));
  const double planar_2 = std::sqrt(std::max(0.0, t.d_2 * t.d_2 - radius_squared));
  const double slope = (p_2.z() - p_1.z()) / (planar_1 + arc + planar_2);
  choice.r_1.z() = p_1.z() + slope * planar_1;
  choice.r_2.z() = p_2.z() - slope * planar_2;
  return arc * std::sqrt(1.0 + slope * slope);
}

bool beyond_both_ends(const Cylinder& cylinder, const Choice& choice) {
  const double half = cylinder.length_m / 2.0;
  return std::abs(choice.r_1.z()) > half && std::abs(choice.r_2.z()) > half;
}

}  // namespace

CylinderWrap wrap_cylinder(const Cylinder& cylinder, const Vec3& p_1, const Vec3& p_2, bool single_wrap,
                           Compatibility mode) {
  Tangents t{
      .r_1a = {}, .r_1b = {}, .r_2a = {}, .r_2b = {}, .d_1 = radial(p_1).norm(), .d_2 = radial(p_2).norm()};
  if (t.d_1 < cylinder.radius_m || t.d_2 < cylinder.radius_m) return {.outcome = WrapOutcome::inside};
  const Nearest nearest = nearest_to_axis(p_1, p_2);
  if (cylinder.quadrant.sign == 0 && !line_cuts(nearest, cylinder.radius_m)) return {};
  tangent_points(p_1, cylinder.radius_m, t.d_1, t.r_1a, t.r_1b);
  tangent_points(p_2, cylinder.radius_m, t.d_2, t.r_2a, t.r_2b);
  Choice choice = cylinder.quadrant.sign == 0 ? choose_unconstrained(cylinder, t, nearest, mode)
                                              : choose_constrained(cylinder, p_1, p_2, t, nearest, mode);
  if (choice.outcome == WrapOutcome::none) return {};
  double arc_length = 0.0;
  if (mode == Compatibility::physics) {
    arc_length = place_exactly(cylinder, p_1, p_2, t, choice);
    if (beyond_both_ends(cylinder, choice)) return {};
  } else {
    place_along_axis_as_opensim(cylinder, p_1, p_2, t, choice);
    if (beyond_both_ends(cylinder, choice)) return {};
    arc_length = single_wrap ? spiral_as_opensim(cylinder, choice).length
                             : refine_as_opensim(cylinder, p_1, p_2, choice).length;
  }
  return {.outcome = choice.outcome, .r_1 = choice.r_1, .r_2 = choice.r_2, .arc_length_m = arc_length};
}

}  // namespace hamstring::muscle
