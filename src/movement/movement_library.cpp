#include "movement/movement_library.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "core/try.h"

namespace hamstring::movement {

Result<std::vector<LibraryMovement>> load_movement_library(const std::filesystem::path& folder,
                                                           Diagnostics& diagnostics) {
  std::vector<LibraryMovement> library;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
    if (entry.path().extension() != ".toml") continue;
    HAMSTRING_TRY(movement, load_movement(entry.path(), diagnostics));
    library.push_back({.file = entry.path(), .movement = std::move(movement)});
  }
  const auto first =
      std::ranges::count_if(library, [](const LibraryMovement& one) { return one.movement.demonstration; });
  if (first != 1)
    return failure(Error{.message = fmt::format("exactly one movement is the demonstration; {} are", first),
                         .file = folder.string(),
                         .element = "demonstration",
                         .advice = "Write demonstration = true into the movement that is shown first."});
  std::ranges::sort(library, {}, [](const LibraryMovement& one) {
    const int place = one.movement.place;
    return std::tuple(place > 0 ? place : std::numeric_limits<int>::max(), one.movement.id);
  });
  return library;
}

const LibraryMovement& demonstration(const std::vector<LibraryMovement>& library) {
  return *std::ranges::find_if(library,
                               [](const LibraryMovement& one) { return one.movement.demonstration; });
}

}  // namespace hamstring::movement
