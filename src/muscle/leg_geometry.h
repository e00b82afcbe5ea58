// Where the joints of a leg and the courses of its hamstrings are, for drawing.
#pragma once

#include <vector>

#include "core/geometry.h"
#include "model/model.h"
#include "muscle/hamstrings.h"

namespace hamstring::muscle {

/// One leg at one instant in a frame that faces the way the pelvis faces: x forward, y up, z to the right
/// [m].
struct LegPoints {
  Vec3 hip = Vec3::Constant(std::numeric_limits<double>::quiet_NaN());
  Vec3 knee = hip;
  Vec3 ankle = hip;
  Vec3 heel = hip;
  Vec3 toe = hip;
  std::array<std::vector<Vec3>, 4> muscles{};  ///< by Hamstring, origin to insertion, wraps as short pieces
};

/// Where a body of the model is and how it is turned, in the frame of LegPoints.
struct BodyAxes {
  Vec3 p = Vec3::Constant(std::numeric_limits<double>::quiet_NaN());  ///< its origin [m]
  Vec3 x = Vec3::UnitX(), y = Vec3::UnitY();                          ///< its own forward and up
};

/// The rest of the body around the legs, for drawing.
struct BodyPoints {
  BodyAxes pelvis, trunk;    ///< trunk: NaN where the model has no joint above the pelvis
  Vec3 at_m = Vec3::Zero();  ///< where the frame's origin is in ground
};

/// `trunk` may be invalid.
[[nodiscard]] BodyPoints body_points(const model::Model& model, const HamstringMap& map, BodyIndex trunk,
                                     std::span<const double> values);

/// `values`: [coordinate], couplers are applied. Origin: midway between both hips where both are known.
[[nodiscard]] std::array<LegPoints, 2> leg_points(const model::Model& model, const HamstringMap& map,
                                                  std::span<const double> values);

/// Moment arms of one muscle about hip flexion and knee flexion at a pose, as positive numbers where the
/// muscle extends the hip and flexes the knee [m]; NaN where the model has no such coordinate.
[[nodiscard]] std::array<double, 2> hip_and_knee_arms(const model::Model& model, const Leg& leg,
                                                      MuscleIndex muscle, std::span<const double> values);

}  // namespace hamstring::muscle
