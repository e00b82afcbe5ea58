#include "analysis/load_model.h"

#include "core/file.h"
#include "formats/osim_reader.h"
#include "model/compile.h"

namespace hamstring::analysis {

Result<LoadedModel> load_model(const std::filesystem::path& path, Compatibility mode,
                               const muscle::HamstringChoices& choices, Diagnostics& diagnostics) {
  const Result<std::string> content = read_file(path);
  if (!content) return failure(content.error());
  Diagnostics found;
  found.set_file(path.filename().string());
  const OsimOptions options{.round_like_opensim_upgrade = mode == Compatibility::opensim};
  const Result<model::ModelSpecification> specification = parse_osim(*content, path.string(), options, found);
  if (!specification) {
    diagnostics.append(found);
    return failure(specification.error());
  }
  Result<model::Model> compiled = model::compile(*specification, found);
  if (!compiled) {
    diagnostics.append(found);
    return failure(compiled.error());
  }
  Result<muscle::HamstringMap> hamstrings = muscle::find_hamstrings(*compiled, choices, found);
  diagnostics.append(found);
  if (!hamstrings) return failure(hamstrings.error());
  return LoadedModel{.model = std::move(*compiled),
                     .hamstrings = std::move(*hamstrings),
                     .file = {.role = "model", .name = path.filename().string(), .sha256 = sha256_hex(*content)}};
}

}  // namespace hamstring::analysis
