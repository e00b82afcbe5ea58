// Whether a table whose columns carry the names of coordinates holds joint angles at all. OpenSim writes
// speeds, accelerations, actuator forces, controls and tracking errors under the same names; read as angles
// they give lengths of muscles that look like any other.
#pragma once

#include <optional>
#include <string>

#include "formats/storage/storage_table.h"
#include "model/model.h"

namespace hamstring {

/// What the table seems to be instead of joint angles.
struct OtherKind {
  std::string what;     ///< "actuator forces", "speeds" …
  std::string because;  ///< the title, columns or values that say so
  std::string advice =
      "Give the angles that it was computed from: OpenSim's inverse kinematics writes them as NAME_ik.mot, "
      "its "
      "Kinematics analysis as NAME_Kinematics_q.sto.";
};

/// Looks at the table's own title (those that OpenSim gives its results), at columns that only results have
/// (muscles by their bare names, residual forces, `<coordinate>_moment`), and last at the values: a knee that
/// bends as far forwards as backwards, a leg that turns further or faster than one can, a pelvis without
/// height or higher than a house. Empty: nothing speaks against joint angles. Values may be in degrees or
/// radians; which of the two is another question (formats/storage_angle_unit.h), and a table that is
/// plausible in one of them passes. `in_degrees`: the unit that somebody gave by hand, instead of the
/// header's.
[[nodiscard]] std::optional<OtherKind> other_kind_of(const StorageTable& table, const model::Model& model,
                                                     std::optional<bool> in_degrees = {});

/// What is strange about the times, as one sentence; empty where nothing is: rows half a second apart or
/// more, which milliseconds, frame numbers or percent of a cycle would be.
[[nodiscard]] std::string strange_times(const StorageTable& table);

}  // namespace hamstring
