// From a model as it was written down to one that can be computed with.
#pragma once

#include "core/diagnostics.h"
#include "core/result.h"
#include "model/model.h"
#include "model/specification.h"

namespace hamstring::model {

/// Checks a specification completely and flattens it. After this nothing about the model can be wrong:
/// every reference is resolved, the bodies form a tree, every muscle has a path.
///
/// Errors (with file, line and element): duplicate names; an unknown body, frame, coordinate or wrap object;
/// frames that refer to each other in a circle; a body that no joint moves but that carries a muscle, or that
/// two joints move; a loop of joints; parallel or missing axes; non-finite or negative masses and sizes; a
/// path with fewer than two points; couplers in a circle. Warnings: wrap objects that are not computed yet
/// (the muscle is marked), unused coordinates, bodies without a joint.
[[nodiscard]] Result<Model> compile(const ModelSpecification& specification, Diagnostics& diagnostics);

}  // namespace hamstring::model
