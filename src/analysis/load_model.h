// A model from a file, ready to compute with.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/result.h"
#include "model/model.h"
#include "muscle/hamstrings.h"

namespace hamstring::analysis {

struct LoadedModel {
  model::Model model;
  muscle::HamstringMap hamstrings;
  InputFile file;  ///< role "model"
};

/// Reads, checks and compiles a model file and finds its hamstrings. In opensim mode files of old versions
/// are rounded as OpenSim's upgrade does (docs/compatibility.md, F). Errors: those of read_osim(), compile()
/// and find_hamstrings().
[[nodiscard]] Result<LoadedModel> load_model(const std::filesystem::path& path, Compatibility mode,
                                             const muscle::HamstringChoices& choices,
                                             Diagnostics& diagnostics);

/// The same of what was read already; `path` is its name.
[[nodiscard]] Result<LoadedModel> load_model_content(std::string_view content,
                                                     const std::filesystem::path& path, Compatibility mode,
                                                     const muscle::HamstringChoices& choices,
                                                     Diagnostics& diagnostics);

}  // namespace hamstring::analysis
