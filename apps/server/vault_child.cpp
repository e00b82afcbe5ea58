// The process that exports, backs up and imports.
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <new>
#include <stdexcept>

#include "apps/server/vault_jobs.h"
#include "core/text.h"
#include "core/try.h"
#include "knowledge/knowledge.h"
#include "service/people.h"
#include "vault/archive.h"
#include "vault/backup.h"

namespace hamstring::server {
namespace {

using nlohmann::json;
using service::Code;
using service::refuse;

void tell_percent(std::string_view stage, double done) {
  tell_progress(fmt::format("{} {}", stage, static_cast<int>(100 * done)));
}

service::Caller caller_in(const json& told) {
  service::Caller caller;
  if (!told.is_object()) return caller;
  store::AccountRow account{.id = told.at("id"), .name = told.at("name"), .role = told.at("role")};
  if (told.contains("person")) account.person = told.at("person").get<std::string>();
  caller.account = std::move(account);
  return caller;
}

service::Outcome<json> carry_out(const VaultChild& options, const json& order) {
  const auto database = store::Database::open(options.database);
  if (!database) return refuse(Code::storage, database.error());
  // Nobody waits for this in front of a page: it waits as long as others write.
  database->set_patience(std::chrono::seconds(30));
  Diagnostics diagnostics;
  const auto knowledge = rehab::load_knowledge(options.data_folder, diagnostics);
  if (!knowledge) return refuse(Code::storage, knowledge.error());
  service::People people(*database, *knowledge);
  service::Archives archives(*database, *knowledge, people);
  const service::Caller caller = caller_in(order.at("caller"));
  const std::int64_t now = order.at("now");
  std::optional<std::string> phrase;
  if (order.contains("pass_phrase")) phrase = order.at("pass_phrase").get<std::string>();
  const std::string what = order.at("work"), in = order.at("in"), out = order.at("out");
  if (what == "import") return archives.bring_in_file(caller, in, phrase, now, tell_percent);
  if (what == "export") {
    HAMSTRING_TRY_DO(
        archives.pack(caller, order.at("person").get<std::string>(), out, phrase, now, tell_percent));
    return json(nullptr);
  }
  if (const auto done = service::make_backup(*database, out, phrase, tell_percent); !done)
    return refuse(Code::storage, done.error());
  people.note(caller, "", "backed up", "", now);
  return json(nullptr);
}

/// The most it held at once [bytes].
std::size_t peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with("VmHWM:")) continue;
    const auto words = split_words(line);
    if (words.size() > 1) return static_cast<std::size_t>(parse_integer(words[1]).value_or(0)) * 1024;
  }
  return 0;
}

bool give(const service::Outcome<json>& made) {
  json told{{"peak_memory", peak_memory()}};
  if (made) {
    told["reply"] = *made;
  } else {
    const service::Problem& problem = made.error();
    told["code"] = static_cast<int>(problem.code);
    told["message"] = problem.error.message;
    told["element"] = problem.error.element;
    told["advice"] = problem.error.advice;
    told["now"] = problem.extra;
  }
  return write_answer(told.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace

int vault_child(const VaultChild& options) {
  if (!shut_in(options.bounds)) return 1;
  try {
    tell_percent("reading", 0);
    const json order = json::parse(read_request(), nullptr, false);
    return give(carry_out(options, order)) ? 0 : child_exit_too_large;
  } catch (const std::bad_alloc&) {
    return child_exit_memory;
  } catch (const std::length_error&) {  // a size that no memory could hold
    return child_exit_memory;
  } catch (const json::exception&) {  // not what was agreed
    return 1;
  }
}

}  // namespace hamstring::server
