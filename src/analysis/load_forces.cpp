#include "analysis/load_forces.h"

#include <fmt/format.h>

#include "analysis/tool_setup.h"
#include "core/file.h"
#include "core/try.h"
#include "dynamics/load_table.h"
#include "formats/osim/osim_document.h"
#include "formats/setup/external_loads_reader.h"
#include "formats/storage/storage_reader.h"

namespace hamstring::analysis {
namespace {

InputFile input_file(const char* role, const std::filesystem::path& path, std::string_view content) {
  return {.role = role, .name = path.filename().string(), .sha256 = sha256_hex(content)};
}

Error in_file(Error error, const std::filesystem::path& path) {
  if (error.file.empty() || error.file == path.filename().string()) error.file = path.string();
  return error;
}

struct Table {
  StorageTable storage;
  InputFile file;
};

Result<Table> read_table(const std::filesystem::path& path, const std::optional<std::string>& given,
                         Diagnostics& diagnostics) {
  HAMSTRING_TRY(read, given ? Result<std::string>(std::string()) : read_file(path));
  const std::string& content = given ? *given : read;
  Diagnostics found;
  found.set_file(path.filename().string());
  auto storage = parse_storage(content, path.filename().string(), found);
  diagnostics.append(found);
  if (!storage) return failure(in_file(storage.error(), path));
  return Table{.storage = std::move(*storage), .file = input_file("forces", path, content)};
}

}  // namespace

Result<LoadedForces> load_external_loads(const std::filesystem::path& path,
                                         const std::optional<std::filesystem::path>& instead,
                                         Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, osim::read_document(path));
  HAMSTRING_TRY(described, parse_external_loads(content, path, diagnostics));
  const std::filesystem::path table_path =
      instead ? *instead : as_it_is_called_here(described.data_file, diagnostics);
  HAMSTRING_TRY(table, read_table(table_path, {}, diagnostics));
  Diagnostics found;
  found.set_file(path.filename().string());
  auto loads = dynamics::loads_from_table(described.sources, table.storage, found);
  diagnostics.append(found);
  if (!loads) return failure(in_file(loads.error(), path));
  return LoadedForces{.loads = std::move(*loads), .files = {input_file("loads", path, content), table.file}};
}

Result<LoadedForces> load_plates(const std::filesystem::path& path, const std::optional<std::string>& content,
                                 Diagnostics& diagnostics) {
  HAMSTRING_TRY(table, read_table(path, content, diagnostics));
  const std::vector<LoadSource> plates = dynamics::plates_of(table.storage);
  if (plates.empty()) {
    return failure(Error{
        .message = "no force plate is found in the table: three columns that end in vx, vy, vz and three "
                   "with the same beginning that end in px, py, pz",
        .file = path.string(),
        .advice = "Describe its columns in a file of external loads and give that with --loads."});
  }
  auto loads = dynamics::loads_from_table(plates, table.storage, diagnostics);
  if (!loads) return failure(in_file(loads.error(), path));
  return LoadedForces{.loads = std::move(*loads), .files = {table.file}};
}

}  // namespace hamstring::analysis
