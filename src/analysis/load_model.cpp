#include "analysis/load_model.h"

#include "core/file.h"
#include "core/try.h"
#include "formats/osim/osim_reader.h"
#include "model/compile.h"

namespace hamstring::analysis {

Result<LoadedModel> load_model(const std::filesystem::path& path, Compatibility mode,
                               const muscle::HamstringChoices& choices, Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, read_file(path));
  return load_model_content(content, path, mode, choices, diagnostics);
}

Result<LoadedModel> load_model_content(std::string_view content, const std::filesystem::path& path,
                                       Compatibility mode, const muscle::HamstringChoices& choices,
                                       Diagnostics& diagnostics) {
  Diagnostics found;
  found.set_file(path.filename().string());
  const OsimOptions options{.round_like_opensim_upgrade = mode == Compatibility::opensim};
  const Result<model::ModelSpecification> specification =
      parse_osim(content, path.filename().string(), options, found);
  // Results carry names without folders; whoever reads the error needs to know where to look.
  const auto refuse = [&](Error error) {
    diagnostics.append(found);
    error.file = path.string();
    return failure(std::move(error));
  };
  if (!specification) return refuse(specification.error());
  Result<model::Model> compiled = model::compile(*specification, found);
  if (!compiled) return refuse(compiled.error());
  const Result<muscle::HamstringMap> hamstrings = muscle::find_hamstrings(*compiled, choices, found);
  if (!hamstrings) return refuse(hamstrings.error());
  diagnostics.append(found);
  return LoadedModel{
      .model = std::move(*compiled),
      .hamstrings = *hamstrings,
      .file = {.role = "model", .name = path.filename().string(), .sha256 = sha256_hex(content)}};
}

}  // namespace hamstring::analysis
