// The process that the lab works in. What it reads may be hostile: it has no way to the database.
#include <new>
#include <stdexcept>

#include "apps/server/child_process.h"
#include "apps/server/lab_jobs.h"
#include "core/file.h"
#include "core/text_shape.h"
#include "core/try.h"
#include "movement/movement_library.h"
#include "service/lab.h"

namespace hamstring::server {
namespace {

using nlohmann::json;

constexpr std::size_t files_max = 8;

service::Outcome<std::vector<service::LabFile>> files_in(json& body) {
  const auto bad = [](const char* message) {
    return service::refuse(service::Code::bad_input, Error{.message = message, .element = "files"});
  };
  if (!body.is_object()) return bad("this is not JSON");
  const auto found = body.find("files");
  if (found == body.end() || !found->is_array() || found->empty() || found->size() > files_max)
    return bad("a list of 1 to 8 files was expected");
  std::vector<service::LabFile> files;
  for (json& file : *found) {
    if (!file.is_object() || !file.value("name", json()).is_string() ||
        !file.value("text", json()).is_string())
      return bad("a file with name and text was expected");
    files.push_back(
        {.name = file["name"].get<std::string>(), .text = std::move(file["text"].get_ref<std::string&>())});
  }
  return files;
}

/// The run that is built in, for whoever has no recording and wants to see what the lab does.
service::Outcome<std::vector<service::LabFile>> example(const std::filesystem::path& data_folder) {
  const auto broken = [](Error error) {
    return std::unexpected(service::Problem{.code = service::Code::storage, .error = std::move(error)});
  };
  Diagnostics diagnostics;
  const auto library = movement::load_movement_library(data_folder / "movements", diagnostics);
  if (!library) return broken(library.error());
  const std::filesystem::path file = movement::demonstration(*library).file;
  auto text = read_file(file);
  if (!text) return broken(text.error());
  return std::vector{service::LabFile{.name = file.filename().string(), .text = *std::move(text)}};
}

service::Outcome<service::LabResult> work(const LabChild& options) {
  json body = json::parse(read_request(), nullptr, false);
  const bool shown = body.is_object() && body.value("example", json()) == true;
  HAMSTRING_TRY(files, shown ? example(options.data_folder) : files_in(body));
  body = nullptr;
  return service::run_lab({.files = std::move(files),
                           .built_in_model = options.data_folder / "models" / "lower_body.osim",
                           .generated_on = options.day,
                           .progress = tell_progress});
}

/// A line of JSON that says what follows it, then the files one after the other.
bool write_outcome(const service::Outcome<service::LabResult>& made) {
  json head;
  if (made) {
    head = {{"reply", made->reply}, {"files", json::array()}};
    for (const auto& file : made->results)
      head["files"].push_back({{"name", file.name}, {"bytes", file.text.size()}});
  } else {
    const service::Problem& problem = made.error();
    head = {{"message", problem.error.message},
            {"element", problem.error.element},
            {"advice", problem.error.advice},
            {"now", problem.extra}};
  }
  if (!write_answer(head.dump(-1, ' ', false, json::error_handler_t::replace) + "\n")) return false;
  if (!made) return true;
  for (const auto& file : made->results)
    if (!write_answer(file.text)) return false;
  return true;
}

}  // namespace

int lab_child(const LabChild& options) {
  if (!shut_in({.memory_max = options.memory_max,
                .file_max = options.result_max,
                .seconds_max = options.seconds_max,
                .parent = options.parent}))
    return 1;
  try {
    tell_progress("reading");
    return write_outcome(work(options)) ? 0 : child_exit_too_large;
  } catch (const std::bad_alloc&) {
    return child_exit_memory;
  } catch (const std::length_error&) {  // a size that no memory could hold
    return child_exit_memory;
  }
}

}  // namespace hamstring::server
