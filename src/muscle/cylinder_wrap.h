// A straight line bent over a cylinder: where it touches, how long the bent part is.
#pragma once

#include "core/geometry.h"
#include "core/provenance.h"
#include "model/specification.h"

namespace hamstring::muscle {

/// Outcome of trying one wrap, in OpenSim's order (its rules compare these).
enum class WrapOutcome {
  none,       ///< the line passes the surface
  inside,     ///< an end lies inside the surface: no wrap is possible
  wrapped,    ///< the line may wrap; taken if it lengthens the path least
  mandatory,  ///< the line cuts the surface: it has to wrap
};

/// A cylinder along z of its own frame G, centered at the origin.
struct Cylinder {
  double radius_m = 0.0;
  double length_m = 0.0;
  model::WrapQuadrant quadrant{};
};

struct CylinderWrap {
  WrapOutcome outcome = WrapOutcome::none;
  Vec3 r_1 = Vec3::Zero();    ///< where the path meets the surface, coming from p_1, in G [m]
  Vec3 r_2 = Vec3::Zero();    ///< where it leaves towards p_2, in G [m]
  double arc_length_m = 0.0;  ///< along the surface from r_1 to r_2
};

/// Wraps the line p_1 p_2 (in G [m]) over the cylinder.
/// physics: the exact geodesic (straight when the surface is unrolled), tangent at both ends.
/// opensim: OpenSim 4.6's points, which are not quite tangent; refined only where the path has several wraps
/// (`single_wrap` false). Equations and rules: docs/muscle-paths.md.
[[nodiscard]] CylinderWrap wrap_cylinder(const Cylinder& cylinder, const Vec3& p_1, const Vec3& p_2,
                                         bool single_wrap, Compatibility mode);

}  // namespace hamstring::muscle
