// hamstring export, import, backup, restore, password: the database as a whole, from the command line.
#include <fmt/format.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>

#include "apps/cli/command.h"
#include "apps/cli/import_runs.h"
#include "core/file.h"
#include "core/try.h"
#include "service/leftovers.h"
#include "store/pieces.h"
#include "store/schema.h"
#include "vault/archive.h"
#include "vault/backup.h"
#include "vault/sealed_file.h"

namespace hamstring::cli {
namespace {

struct VaultOptions {
  std::string database, file, name;
  ImportRunsOptions runs;  ///< import alone: with --person it reads runs and no export
  bool encrypt = false, replace = false;
};

std::int64_t now() {
  return static_cast<std::int64_t>(std::time(nullptr));
}

const service::Caller& this_command_line() {
  static const service::Caller caller{
      .account = store::AccountRow{.id = 0, .name = "command line", .role = "owner"}};
  return caller;
}

std::filesystem::path database_of(const VaultOptions& options) {
  return options.database.empty() ? own_database() : std::filesystem::path(options.database);
}

int print_problem(const service::Problem& problem) {
  return print_error(problem.error);
}

/// An existing database, checked and in today's format; a missing one is made only where that is meant.
Result<store::Database> open_database(const VaultOptions& options, bool may_make) {
  const std::filesystem::path path = database_of(options);
  std::error_code code;
  if (!may_make && !std::filesystem::exists(path, code))
    return failure(Error{
        .message = "there is no such database", .file = path.string(), .advice = "Name it with --db FILE."});
  if (may_make && path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), code);
  HAMSTRING_TRY(database, store::Database::open(path));
  HAMSTRING_TRY_DO(database.check_integrity());
  HAMSTRING_TRY_DO(store::migrate(database));
  HAMSTRING_TRY_DO(store::clear_unfinished_of_the_dead(database));
  service::clear_leftovers(path, now());
  return database;
}

/// One line of the terminal that is not shown while it is typed.
std::string ask_hidden(const char* question) {
  fmt::print(stderr, "{}: ", question);
  termios shown{};
  const bool terminal = isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &shown) == 0;
  if (terminal) {
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  std::string line;
  std::getline(std::cin, line);
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fmt::print(stderr, "\n");
  }
  return line;
}

/// From the environment, else from the terminal; a new one is asked for twice.
Result<std::string> pass_phrase(const char* variable, const char* question, bool is_new) {
  if (const char* given = std::getenv(variable)) return std::string(given);
  std::string first = ask_hidden(question);
  if (is_new && isatty(STDIN_FILENO) == 1 && ask_hidden("The same again") != first)
    return failure("these were two different ones; nothing was changed");
  return first;
}

int run_export(const VaultOptions& options) {
  const auto database = open_database(options, false);
  if (!database) return print_error(database.error());
  Diagnostics diagnostics;
  const auto knowledge = rehab::load_knowledge(data_folder(), diagnostics);
  if (!knowledge) return print_error(knowledge.error());
  service::People people(*database, *knowledge);
  service::Archives archives(*database, *knowledge, people);
  std::optional<std::string> phrase;
  if (options.encrypt) {
    auto given = pass_phrase("HAMSTRING_PASSPHRASE", "Pass phrase for the export", true);
    if (!given) return print_error(given.error());
    phrase = std::move(*given);
  }
  const auto done = archives.pack(this_command_line(), options.name, options.file, phrase, now());
  if (!done) return print_problem(done.error());
  fmt::print(stderr, "Exported to {}. It holds health data and is {}.\n", options.file,
             phrase ? "encrypted. Without the pass phrase nobody can open it, you neither" : "not encrypted");
  return exit_good;
}

void tell(const service::Json& done) {
  for (const service::Json& person : done["added"])
    fmt::print("new: {} ({} entries)\n", person["name"].get<std::string>(),
               person["entries"].get<long long>());
  for (const service::Json& person : done["merged"]) {
    fmt::print("merged: {} ({} entries that were not here)\n", person["name"].get<std::string>(),
               person["entries"].get<long long>());
    for (const service::Json& field : person["differences"])
      fmt::print("  {} stays '{}'; the export has '{}'\n", field["field"].get<std::string>(),
                 field["here"].get<std::string>(), field["there"].get<std::string>());
    for (const service::Json& conflict : person["conflicts"])
      fmt::print("  undecided: entry {} has {} versions; the app shows them\n",
                 conflict["entry"].get<std::string>(), conflict["versions"].size());
  }
  for (const service::Json& one : done["templates_here"])
    fmt::print("template '{}' of {} stays as it is here; the export has another one\n",
               one["name"].get<std::string>(), one["account"].get<std::string>());
  fmt::print("Import {}: {} entries.\n", done["import"].get<long long>(), done["entries"].get<long long>());
}

int run_import(const VaultOptions& options) {
  if (!options.runs.case_file.empty()) {
    ImportRunsOptions runs = options.runs;
    runs.files = {options.file};
    return import_runs(runs);
  }
  std::error_code none;
  if (std::filesystem::is_directory(options.file, none))
    return print_error({.message = "a folder is no export of this program",
                        .file = options.file,
                        .advice = "For a folder of runs say whose they are: --person CASE.json"});
  const bool piped = options.file == "-";
  const auto bytes =
      piped ? read_file(options.file, service::ZipLimits{}.packed_max) : Result<std::string>("");
  if (!bytes) return print_error(bytes.error());
  std::optional<std::string> phrase;
  if (!piped && service::is_sealed(options.file)) {
    auto given = pass_phrase("HAMSTRING_PASSPHRASE", "Pass phrase of the export", false);
    if (!given) return print_error(given.error());
    phrase = std::move(*given);
  }
  const auto database = open_database(options, true);
  if (!database) return print_error(database.error());
  Diagnostics diagnostics;
  const auto knowledge = rehab::load_knowledge(data_folder(), diagnostics);
  if (!knowledge) return print_error(knowledge.error());
  service::People people(*database, *knowledge);
  service::Archives archives(*database, *knowledge, people);
  const auto bring_in = [&]() -> service::Outcome<service::Json> {
    if (!piped) return archives.bring_in_file(this_command_line(), options.file, phrase, now());
    const auto zip = service::ZipReader::open(*bytes);
    if (!zip) return service::refuse(service::Code::bad_input, zip.error());
    return archives.bring_in(this_command_line(), *zip, sha256_hex(*bytes), now());
  };
  const auto done = bring_in();
  if (!done) return print_problem(done.error());
  tell(*done);
  return exit_good;
}

int run_backup(const VaultOptions& options) {
  const std::filesystem::path path = database_of(options);
  std::error_code code;
  if (!std::filesystem::exists(path, code))
    return print_error({.message = "there is no such database", .file = path.string()});
  if (std::filesystem::equivalent(path, options.file, code))
    return print_error({.message = "this is the database itself", .file = options.file});
  const auto database = store::Database::open(path);
  if (!database) return print_error(database.error());
  if (const auto whole = database->check_integrity(); !whole) return print_error(whole.error());
  service::clear_leftovers(path, now());
  std::optional<std::string> phrase;
  if (options.encrypt) {
    auto given = pass_phrase("HAMSTRING_PASSPHRASE", "Pass phrase for the backup", true);
    if (!given) return print_error(given.error());
    phrase = std::move(*given);
  }
  const auto done = service::make_backup(*database, options.file, phrase);
  if (!done) return print_error(done.error());
  fmt::print(stderr, "Backed up to {}{}.\n", options.file,
             phrase ? ", encrypted. Without the pass phrase nobody can open it, you neither" : "");
  return exit_good;
}

int run_restore(const VaultOptions& options) {
  std::optional<std::string> phrase;
  if (service::is_sealed(options.file)) {
    auto given = pass_phrase("HAMSTRING_PASSPHRASE", "Pass phrase of the backup", false);
    if (!given) return print_error(given.error());
    phrase = std::move(*given);
  }
  const std::filesystem::path path = database_of(options);
  std::error_code code;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), code);
  service::clear_leftovers(path, now());
  const auto done = service::restore_backup(options.file, path, options.replace, phrase);
  if (!done) return print_error(done.error());
  fmt::print(stderr, "Restored to {}.\n", path.string());
  if (!done->kept.empty()) fmt::print(stderr, "What was there is now {}.\n", done->kept.string());
  return exit_good;
}

int run_password(const VaultOptions& options) {
  const auto database = open_database(options, false);
  if (!database) return print_error(database.error());
  const auto password = pass_phrase("HAMSTRING_PASSWORD", "New password", true);
  if (!password) return print_error(password.error());
  auto common = service::CommonPasswords::load(data_folder());
  if (!common) return print_error(common.error());
  service::Accounts accounts(*database, std::move(*common));
  const auto done = accounts.reset_password(options.name, *password, this_command_line().name(), now());
  if (!done) return print_problem(done.error());
  fmt::print(stderr, "{} has a new password; all sessions of that account have ended.\n", options.name);
  return exit_good;
}

CLI::App* command_on_database(CLI::App& app, const char* name, const char* about, VaultOptions& options) {
  CLI::App* command = app.add_subcommand(name, about);
  command->add_option("--db", options.database, "the file that holds what was recorded");
  return command;
}

}  // namespace

std::vector<Command> add_vault(CLI::App& app) {
  const auto make = [&](const char* name, const char* about, int (*run)(const VaultOptions&),
                        const std::function<void(CLI::App&, VaultOptions&)>& more) {
    const auto options = std::make_shared<VaultOptions>();
    CLI::App* command = command_on_database(app, name, about, *options);
    more(*command, *options);
    return Command{.app = command, .run = [options, run] {
                     if (sodium_init() < 0) return print_error({.message = "libsodium could not be started"});
                     return run(*options);
                   }};
  };
  return {
      make("export", "Everything as one zip of JSON, CSV and README", run_export,
           [](CLI::App& c, VaultOptions& o) {
             c.add_option("file", o.file, "the zip to write")->required();
             c.add_option("--person", o.name, "only the person of this id");
             c.add_flag("--encrypt", o.encrypt, "under a pass phrase: asked for, or in HAMSTRING_PASSPHRASE");
           }),
      make("import",
           "Reads such a zip in, all of it or nothing; or, with --person, runs of a watch into a case",
           run_import,
           [](CLI::App& c, VaultOptions& o) {
             c.add_option("file", o.file,
                          "the zip (- reads standard input); with --person a file, folder or zip of runs")
                 ->required();
             auto* const person = c.add_option("--person", o.runs.case_file,
                                               "the case file that the runs of this person belong to");
             c.add_flag("--yes", o.runs.is_confirmed, "keep them; without it what each file is is told alone")
                 ->needs(person);
             c.add_option("--zone", o.runs.zone,
                          "where the person lives, for files that do not say: Europe/Vienna")
                 ->needs(person);
             c.add_flag("--json", o.runs.as_json, "what each file is, for programs")->needs(person);
           }),
      make("backup", "A whole copy of the database, also while the app runs", run_backup,
           [](CLI::App& c, VaultOptions& o) {
             c.add_option("file", o.file, "where the copy goes")->required();
             c.add_flag("--encrypt", o.encrypt, "under a pass phrase: asked for, or in HAMSTRING_PASSPHRASE");
           }),
      make("restore", "Puts a backup in the place of the database", run_restore,
           [](CLI::App& c, VaultOptions& o) {
             c.add_option("file", o.file, "the backup")->required();
             c.add_flag("--replace", o.replace, "also where there is one; it is kept beside it");
           }),
      make("password", "Sets a new password, asked for or in HAMSTRING_PASSWORD", run_password,
           [](CLI::App& c, VaultOptions& o) {
             c.add_option("name", o.name, "name of the account")->required();
           })};
}

}  // namespace hamstring::cli
