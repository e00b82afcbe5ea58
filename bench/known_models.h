// The models that benches of the engine are measured on: the built-in one, and public ones of the shared data
// folder.
#pragma once

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <utility>

#include "formats/osim/osim_reader.h"
#include "model/compile.h"

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

/// Ready to be measured; nothing, said on the terminal, where the file is absent.
inline std::optional<model::Model> known_model(const std::filesystem::path& path) {
  Diagnostics diagnostics;
  if (const auto specification = read_osim(path, {}, diagnostics)) {
    if (auto compiled = model::compile(*specification, diagnostics)) return std::move(*compiled);
  }
  fmt::print(stderr, "left out: {} (not here)\n", path.filename().string());
  return std::nullopt;
}

}  // namespace hamstring::bench
