// hamstring squad FILE --test ID: one test of many people from a table, as the app reads a pasted one.
#include <fmt/format.h>

#include <ctime>

#include "apps/cli/command.h"
#include "core/file.h"
#include "service/leftovers.h"
#include "service/practice.h"
#include "store/pieces.h"
#include "store/schema.h"

namespace hamstring::cli {
namespace {

constexpr std::size_t table_max = std::size_t{2} << 20;  // as for one that is pasted [bytes]

struct SquadOptions {
  std::string file, database, test, day, language = "en";
  std::string name, left, right, pain, day_column;
  bool confirm = false, preview = false;
};

std::int64_t now() {
  return static_cast<std::int64_t>(std::time(nullptr));
}

Result<store::Database> open_existing(const std::filesystem::path& path) {
  std::error_code code;
  if (!std::filesystem::exists(path, code))
    return failure(Error{
        .message = "there is no such database", .file = path.string(), .advice = "Name it with --db FILE."});
  auto database = store::Database::open(path);
  if (!database) return database;
  if (const auto done = database->check_integrity(); !done) return failure(done.error());
  if (const auto done = store::migrate(*database); !done) return failure(done.error());
  if (const auto done = store::clear_unfinished_of_the_dead(*database); !done) return failure(done.error());
  service::clear_leftovers(path, now());
  return database;
}

service::Json request_of(const SquadOptions& options, std::string text) {
  service::Json request{{"text", std::move(text)},
                        {"test", options.test},
                        {"preview", options.preview},
                        {"confirm", options.confirm},
                        {"columns", service::Json::object()}};
  if (!options.day.empty()) request["day"] = options.day;
  for (const auto& [field, column] : {std::pair("name", &options.name), std::pair("left", &options.left),
                                      std::pair("right", &options.right), std::pair("pain", &options.pain),
                                      std::pair("day", &options.day_column)})
    if (!column->empty()) request["columns"][field] = *column;
  return request;
}

int print_rows(const service::Problem& problem) {
  if (problem.extra.is_object() && problem.extra.contains("faults"))
    for (const service::Json& fault : problem.extra["faults"])
      fmt::print(stderr, "line {}, {}: {}\n", fault["line"].get<long long>(),
                 fault["name"].get<std::string>(), fault["text"].get<std::string>());
  Error error = problem.error;
  if (problem.code == service::Code::conflict) error.advice += " Where they are meant: --confirm.";
  return print_error(error);
}

void tell(const service::Json& done) {
  for (const service::Json& note : done["units"]) fmt::print(stderr, "{}\n", note.get<std::string>());
  for (const service::Json& person : done["people"]) {
    const service::Json& result = person["result"];
    const bool said = result.is_object() && result["ratio"].is_object();
    fmt::print("{}{}\n", person["name"].get<std::string>(),
               said ? ": " + result["ratio"]["text"].get<std::string>() : std::string());
  }
  fmt::print(stderr, "{} saved.\n", done["saved"].get<std::size_t>());
}

int bring_squad(const SquadOptions& options) {
  const auto text = read_file(options.file, table_max);
  if (!text) return print_error(text.error());
  const auto database =
      open_existing(options.database.empty() ? own_database() : std::filesystem::path(options.database));
  if (!database) return print_error(database.error());
  Diagnostics diagnostics;
  const auto knowledge = rehab::load_knowledge(data_folder(), diagnostics);
  if (!knowledge) return print_error(knowledge.error());
  service::People people(*database, *knowledge);
  service::Practice practice(*database, *knowledge, people);
  const service::Caller caller{.account = store::AccountRow{.id = 0, .name = "command line", .role = "owner"},
                               .language = options.language};
  const auto done = practice.take_squad(caller, request_of(options, *text), now());
  if (!done) return print_rows(done.error());
  tell(*done);
  return exit_good;
}

}  // namespace

Command add_squad(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("squad", "One test of many people from a table (CSV): all rows or none");
  const auto options = std::make_shared<SquadOptions>();
  command->add_option("file", options->file, "the table; - reads standard input")->required();
  command->add_option("--test", options->test, "id of the test, as `hamstring knowledge list tests` says")
      ->required();
  command->add_option("--db", options->database, "the file that holds what was recorded");
  command->add_option("--day", options->day, "the day of rows that name none; today unless told otherwise");
  command->add_option("--name", options->name, "header of the column with names; found by itself as a rule");
  command->add_option("--left", options->left, "header of the column of the left leg");
  command->add_option("--right", options->right, "header of the column of the right leg");
  command->add_option("--pain", options->pain, "header of the column with pain");
  command->add_option("--day-column", options->day_column, "header of the column with days");
  command->add_option("--language", options->language, "en or de")->check(CLI::IsMember({"en", "de"}));
  command->add_flag("--confirm", options->confirm, "keeps numbers that are smaller than the test's error");
  command->add_flag("--preview", options->preview, "only says what the numbers mean; nothing is saved");
  return {.app = command, .run = [options] { return bring_squad(*options); }};
}

}  // namespace hamstring::cli
