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
};

/// Looks at the table's own title (those that OpenSim gives its results), at columns that only results have
/// (muscles by their bare names, residual forces, `<coordinate>_moment`), and last at the values: a knee that
/// bends as far forwards as backwards, a leg that turns further than one can, a pelvis without height. Empty:
/// nothing speaks against joint angles. Values may be in degrees or radians; which of the two is another
/// question (formats/storage_angle_unit.h), and a table that is plausible in one of them passes.
[[nodiscard]] std::optional<OtherKind> other_kind_of(const StorageTable& table, const model::Model& model);

}  // namespace hamstring
