// The models that benches of the engine are measured on: the built-in one, and public ones of the shared data
// folder.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace hamstring::bench {

inline std::filesystem::path data_folder() {
  const char* folder = std::getenv("HAMSTRING_SHARED_DATA");
  return folder != nullptr ? std::filesystem::path(folder)
                           : std::filesystem::path(HAMSTRING_PROJECT_DIR) / ".." / "shared" / "data";
}

/// Calls `add(name, path)` for each; whether the file is there is for it to see.
template <class Add>
void add_known_models(const Add& add) {
  const std::filesystem::path models = data_folder() / "opensim-org+opensim-models" / "Models";
  add("built_in", std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "models" / "lower_body.osim");
  add("Gait2392", models / "Gait2392_Simbody" / "gait2392_thelen2003muscle.osim");
  add("Rajagopal2016", models / "Rajagopal" / "Rajagopal2016.osim");
}

}  // namespace hamstring::bench
