// Which muscles of a model are the hamstrings of its legs.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>

#include "core/anatomy.h"
#include "core/diagnostics.h"
#include "core/result.h"
#include "kinematics/legs.h"
#include "model/model.h"

namespace hamstring::muscle {

/// One leg with its hamstrings. Indices are invalid where the model has no such thing: a leg may have no
/// muscle.
struct Leg : kinematics::Leg {
  std::array<MuscleIndex, 4> muscles;  ///< by Hamstring
  /// The long head is the model's only long hamstring of this leg: simple models mean all three by it.
  bool is_lumped = false;

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
/// than by name, found twice or not found at all is said in `diagnostics`, and so is a hamstring that pulls
/// the other way than the legs (kinematics/legs.h) bend; a long head that is alone is marked, however it was
/// found. Choices come before both. Legs are there without
/// muscles. Errors: a choice that names an unknown slot or a muscle the model does not have.
[[nodiscard]] Result<HamstringMap> find_hamstrings(const model::Model& model, const HamstringChoices& choices,
                                                   Diagnostics& diagnostics);

/// The hamstring that a muscle name speaks of, e.g. "bifemlh_r", "BFLH140_l", "semimembranosus_right".
[[nodiscard]] std::optional<Hamstring> hamstring_from_name(const std::string& muscle_name);

}  // namespace hamstring::muscle
