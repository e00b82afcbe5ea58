// The movements of a folder, in the order in which people meet them.
#pragma once

#include <filesystem>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "movement/movement.h"

namespace hamstring::movement {

struct LibraryMovement {
  std::filesystem::path file;
  Movement movement;
};

/// By place, then by id; those without a place last. Errors: those of load_movement(), or not exactly one
/// movement that says it is the demonstration.
[[nodiscard]] Result<std::vector<LibraryMovement>> load_movement_library(const std::filesystem::path& folder,
                                                                         Diagnostics& diagnostics);

/// The one that is shown where nobody chose another.
[[nodiscard]] const LibraryMovement& demonstration(const std::vector<LibraryMovement>& library);

}  // namespace hamstring::movement
