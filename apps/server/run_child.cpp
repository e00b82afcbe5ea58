// The process that reads files of watches. What it reads may be hostile: it has no way to the database.
#include <fmt/format.h>

#include <new>
#include <stdexcept>

#include "apps/server/run_jobs.h"
#include "core/try.h"
#include "vault/run_files.h"

namespace hamstring::server {
namespace {

using nlohmann::json;

/// Unpacking is so much of the work [percent]; measured on a year of FIT files.
constexpr double unpacking_percent = 10.0;

service::Outcome<json> carry_out(const RunChild& options) {
  const std::string zip = read_request();
  auto unpacked = service::run_files_of_zip(zip, [](double share) {
    tell_progress(fmt::format("unpacking {}", static_cast<int>(unpacking_percent * share)));
  });
  if (!unpacked) return service::refuse(service::Code::bad_input, unpacked.error());
  HAMSTRING_TRY(read, service::read_runs(
                          unpacked->files, options.question, options.data_folder,
                          [](std::size_t done, std::size_t all) {
                            const double share = static_cast<double>(done) / static_cast<double>(all);
                            const double percent = unpacking_percent + (95.0 - unpacking_percent) * share;
                            tell_progress(fmt::format("reading {}", static_cast<int>(percent)));
                          }));
  read["others"] = unpacked->others;
  return read;
}

}  // namespace

int run_child(const RunChild& options) {
  if (!shut_in(options.bounds)) return 1;
  try {
    tell_progress("unpacking 0");
    const service::Outcome<json> made = carry_out(options);
    json told;
    if (made)
      told = *made;
    else
      told = {{"message", made.error().error.message},
              {"element", made.error().error.element},
              {"advice", made.error().error.advice}};
    return write_answer(told.dump(-1, ' ', false, json::error_handler_t::replace)) ? 0 : child_exit_too_large;
  } catch (const std::bad_alloc&) {
    return child_exit_memory;
  } catch (const std::length_error&) {  // a size that no memory could hold
    return child_exit_memory;
  }
}

}  // namespace hamstring::server
