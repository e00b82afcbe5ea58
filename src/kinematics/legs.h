// The legs of a model, from its bodies and joints alone: pelvis, thigh, shank and foot of each side, and
// which coordinates flex the hip and the knee. No muscle is asked: a skeleton walks as well.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>

#include "core/anatomy.h"
#include "core/diagnostics.h"
#include "model/model.h"

namespace hamstring::kinematics {

/// A coordinate that bends a joint, and the sign that makes its values positive in flexion: models differ
/// (Gait2392 counts knee flexion negative, Rajagopal positive).
struct Flexion {
  CoordinateIndex coordinate;
  double sign = 1.0;
};

/// One leg. Indices are invalid where the model has no such thing.
struct Leg {
  Side side = Side::left;
  Flexion hip;
  Flexion knee;
  BodyIndex pelvis;
  BodyIndex femur;
  BodyIndex tibia;
  BodyIndex talus;
  BodyIndex calcaneus;
  BodyIndex toes;

  [[nodiscard]] bool is_known() const { return femur.is_valid() && tibia.is_valid(); }
};

using Legs = std::array<Leg, 2>;  ///< by Side

/// Finds the legs in the upright pose (every coordinate zero) by what they are: two long pieces one below the
/// other, between joints that turn, on a branch of the tree that ends lowest. Which of two is the right one
/// is told by the names of their bodies and joints, or by where they stand where these say nothing. Flexion
/// swings the thigh forward and the shank back. What could not be told, and names that say the opposite of
/// the place, are said in `diagnostics`. docs/kinematics.md has the rules.
[[nodiscard]] Legs find_legs(const model::Model& model, Diagnostics& diagnostics);

/// How often a knee is bent the wrong way, which says that a file counts knee flexion with the other sign
/// than the model.
struct WrongWayKnee {
  double share_of_frames = 0.0;  ///< beyond 20 degrees of hyperextension, which no knee has in a recording
  double worst_rad = 0.0;        ///< most hyperextended angle, as a negative flexion
};
/// `knee_flexion_rad`: positive in flexion, one a frame; NaN frames are left out.
[[nodiscard]] WrongWayKnee find_wrong_way_knee(std::span<const double> knee_flexion_rad);

/// The side that a name speaks of: "_r", "_l", "right", "left" at its end or beginning.
[[nodiscard]] std::optional<Side> side_from_name(const std::string& name);

}  // namespace hamstring::kinematics
