// Which muscles of a model are the hamstrings, and which coordinates flex the hip and the knee.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "core/anatomy.h"
#include "core/diagnostics.h"
#include "core/result.h"
#include "model/model.h"

namespace hamstring::muscle {

/// A coordinate that bends a joint, and the sign that makes its values positive in flexion: models differ
/// (Gait2392 counts knee flexion negative, Rajagopal positive).
struct Flexion {
  CoordinateIndex coordinate;
  double sign = 1.0;
};

/// One leg as far as the hamstrings are concerned. Indices are invalid where the model has no such thing.
struct Leg {
  Side side = Side::left;
  std::array<MuscleIndex, 4> muscles;  ///< by Hamstring
  Flexion hip;
  Flexion knee;
  BodyIndex pelvis;
  BodyIndex femur;
  BodyIndex tibia;
  BodyIndex talus;
  BodyIndex calcaneus;
  BodyIndex toes;

  [[nodiscard]] MuscleIndex muscle(Hamstring h) const { return muscles[static_cast<std::size_t>(h)]; }
  [[nodiscard]] bool has_any() const;
};

struct HamstringMap {
  std::array<Leg, 2> legs;  ///< by Side
  [[nodiscard]] const Leg& leg(Side side) const { return legs[static_cast<std::size_t>(side)]; }
};

/// What the user said: "BFlh_r" … "BFsh_l" to the name of a muscle in the model, or to "" for none.
using HamstringChoices = std::map<std::string, std::string>;

/// Finds the hamstrings by name (bifemlh_r, bflh_r, bflh140_r, semiten_l, …) and checks each by its path: the
/// three must cross hip and knee, the short head the knee alone. A side whose names say nothing is searched
/// by what the paths do: two-joint muscles that extend the hip and flex the knee. What was found otherwise
/// than by name, found twice or not found at all is said in `diagnostics`. Choices come before both. Errors:
/// a choice that names an unknown slot or a muscle the model does not have.
[[nodiscard]] Result<HamstringMap> find_hamstrings(const model::Model& model, const HamstringChoices& choices,
                                                   Diagnostics& diagnostics);

/// How often a knee is bent the wrong way, which says that a file counts knee flexion with the other sign
/// than the model.
struct WrongWayKnee {
  double share_of_frames = 0.0;  ///< beyond 20 degrees of hyperextension, which no knee has in a recording
  double worst_rad = 0.0;        ///< most hyperextended angle, as a negative flexion
};
/// `knee_flexion_rad`: positive in flexion, one a frame; NaN frames are left out.
[[nodiscard]] WrongWayKnee find_wrong_way_knee(std::span<const double> knee_flexion_rad);

/// The hamstring that a muscle name speaks of, e.g. "bifemlh_r", "BFLH140_l", "semimembranosus_right".
[[nodiscard]] std::optional<Hamstring> hamstring_from_name(const std::string& muscle_name);

/// The side that a name speaks of: "_r", "_l", "right", "left" at its end or beginning.
[[nodiscard]] std::optional<Side> side_from_name(const std::string& name);

}  // namespace hamstring::muscle
