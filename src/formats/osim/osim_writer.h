// Writes a model as an .osim file of OpenSim 4.
#pragma once

#include <string>

#include "core/result.h"
#include "model/specification.h"

namespace hamstring {

/// The text of a model file (document version 40000) that holds everything a specification holds, numbers as
/// the shortest text that reads back as the same double. Frames on frames become frames on bodies. What a
/// specification does not hold (geometry to look at, contacts, other forces) is not there. Errors: a frame
/// made of landmarks; an unknown frame.
[[nodiscard]] Result<std::string> format_osim(const model::ModelSpecification& model);

}  // namespace hamstring
