// hamstring serve: the app, on this machine alone unless told otherwise.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <optional>
#include <thread>

#include "apps/cli/command.h"
#include "apps/server/http_server.h"
#include "apps/server/keeper.h"
#include "apps/server/own_authority.h"
#include "core/try.h"
#include "service/leftovers.h"

namespace hamstring::cli {
namespace {

struct ServeOptions {
  std::string database;
  std::uint16_t port = 8790;
  bool lan = false, demo = false;
  std::string certificate, key;
  std::string log;
  bool no_log = false;
};

/// A browser that was sent here gets a page that says what is wrong, not a refused connection.
int serve_closed(const Error& why, const ServeOptions& options) {
  print_error(why);
  const auto listening = server::HttpServer::listen(
      {.answer = [why](const server::Request& request) { return server::closed_answer(why, request); }},
      {.port = options.port, .stop_on_signals = true, .clock = [] { return std::int64_t{0}; }});
  if (!listening) return print_error(listening.error());
  fmt::print(stderr, "What to do also stands at http://127.0.0.1:{} (Ctrl+C ends it).\n",
             (*listening)->port());
  (*listening)->run();
  return exit_data_at_fault;
}

/// People come first: without a log the app opens all the same, and says so.
std::unique_ptr<server::RequestLog> open_log(const ServeOptions& options,
                                             const std::filesystem::path& database) {
  if (options.no_log) return nullptr;
  const std::filesystem::path file = options.log.empty() ? database.string() + ".log" : options.log;
  auto log = server::RequestLog::open(file);
  if (log) return std::move(*log);
  (void)print_error(log.error());
  return nullptr;
}

int refuse_demo() {
  (void)print_error({.message = "the invented club is for this machine alone, in a file of its own",
                     .advice = "Leave --lan and --db out, or --demo."});
  return exit_wrong_use;
}

int refuse_half_a_certificate() {
  (void)print_error({.message = "a certificate and its key belong together: TLS needs both",
                     .advice = "Give --cert and --key (PEM files), or neither: then --lan makes its own."});
  return exit_wrong_use;
}

/// What the server shows over TLS, and what the app tells of it.
struct Shown {
  std::string certificate, key;  ///< PEM files; empty: no TLS
  server::LanDoor door;
};

/// A certificate that was brought is taken as it is; for other devices one is made here else, beside the
/// data.
Result<Shown> shown_over_tls(const ServeOptions& options, const std::filesystem::path& database,
                             std::int64_t now) {
  Shown shown{.certificate = options.certificate, .key = options.key, .door = {}};
  if (!options.lan) return shown;
  const server::HouseNames names = server::names_of_this_machine();
  if (!options.certificate.empty()) {
    shown.door.hosts = server::names_in_certificate(options.certificate);
    if (shown.door.hosts.empty()) shown.door.hosts = server::reachable(names);
    return shown;
  }
  std::filesystem::path folder = database;
  HAMSTRING_TRY(own, server::own_certificate(folder += ".tls", names, now));
  shown.certificate = own.chain.string();
  shown.key = own.key.string();
  shown.door = {.own = true,
                .hosts = server::reachable(names),
                .authority = own.authority,
                .fingerprint = own.fingerprint,
                .until = own.until};
  return shown;
}

void print_lan(const server::LanDoor& door, std::uint16_t port) {
  for (const std::string& host : door.hosts)
    fmt::print("Other devices find it at https://{}:{}\n", host, port);
  if (door.own)
    fmt::print(
        "Its certificate was made here, so browsers warn of it until they are told to trust it; Settings "
        "says how.\n"
        "Fingerprint to compare: {}\n",
        door.fingerprint);
  fmt::print(
      "Every machine in this network can reach the login page. Accounts are required for everything else.\n");
}

bool nobody_owns(const server::App& app) {
  const auto none = app.accounts.none_yet();
  return !none || *none;
}

int serve(const ServeOptions& options) {
  if (options.certificate.empty() != options.key.empty()) return refuse_half_a_certificate();
  if (options.demo && (options.lan || !options.database.empty())) {
    return refuse_demo();
  }
  const auto started = static_cast<std::int64_t>(std::time(nullptr));
  std::error_code code;
  service::clear_private_folders(std::filesystem::temp_directory_path(code), started);
  std::optional<service::PrivateFolder> demo;
  if (options.demo) demo.emplace("hamstring_demo");  // for the invented club; gone when the program ends
  if (demo && demo->path().empty())
    return print_error({.message = "no temporary folder can be made for the invented club"});
  const std::filesystem::path database = options.demo               ? demo->path() / "demo.db"
                                         : options.database.empty() ? own_database()
                                                                    : std::filesystem::path(options.database);
  if (database.has_parent_path()) std::filesystem::create_directories(database.parent_path(), code);
  const auto shown = shown_over_tls(options, database, started);
  if (!shown) return print_error(shown.error());
  const auto app = server::App::open({.database = database,
                                      .data_folder = data_folder(),
                                      .web_folder = web_folder(),
                                      .demo = options.demo,
                                      .lan = options.lan,
                                      .door = shown->door});
  if (!app) return serve_closed(app.error(), options);
  service::clear_leftovers(database, started);
  if (options.lan && nobody_owns(**app)) {
    return print_error({.message = "nobody owns this instance yet: whoever reached it first could take it",
                        .advice = "Open the app on this machine first (hamstring serve) and save once."});
  }
  if (options.demo) {
    const auto filled = (*app)->open_demo(started);
    if (!filled) return print_error(filled.error());
  }
  const auto log = open_log(options, database);
  const auto listening = server::HttpServer::listen(
      **app, {.address = options.lan ? "0.0.0.0" : "127.0.0.1",
              .port = options.port,
              .certificate = shown->certificate,
              .key = shown->key,
              .strict_transport = !options.certificate.empty(),
              .workers = std::max(2, static_cast<int>(std::thread::hardware_concurrency())),
              .stop_on_signals = true,
              .clock = [] { return static_cast<std::int64_t>(std::time(nullptr)); },
              .log = log.get()});
  if (!listening) return print_error(listening.error());
  const bool secure = !shown->certificate.empty();
  const std::string address =
      fmt::format("{}://127.0.0.1:{}", secure ? "https" : "http", (*listening)->port());
  fmt::print("Hamstring is open at {}\n", address);
  if (options.demo) {
    fmt::print("Everybody in it is invented. What you enter is gone when it ends.\n");
  } else {
    fmt::print("Your data: {}\n", database.string());
  }
  if (options.lan) print_lan(shown->door, (*listening)->port());
  fmt::print("Ctrl+C ends it{}.\n", options.demo ? "" : "; nothing is lost");
  std::fflush(stdout);
  const server::Keeper keeper(**app, [] { return static_cast<std::int64_t>(std::time(nullptr)); });
  (*listening)->run();
  return exit_good;
}

}  // namespace

Command add_serve(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("serve", "The app, in your browser; on this machine alone unless told otherwise");
  const auto options = std::make_shared<ServeOptions>();
  command->add_option("--db", options->database, "the file that holds what you record");
  command->add_option("--port", options->port, "where to listen; 0 takes any that is free");
  command->add_flag("--demo", options->demo, "an invented club of forty, to look around; nothing is kept");
  command->add_flag("--lan", options->lan, "lets other devices of the network in, over TLS");
  command->add_option("--cert", options->certificate,
                      "a certificate chain of your own, PEM; without one --lan makes its own");
  command->add_option("--key", options->key, "its private key, PEM");
  command->add_option("--log", options->log,
                      "where a line a request goes, without any value; beside the data else");
  command->add_flag("--no-log", options->no_log, "writes no such lines");
  return {.app = command, .run = [options] { return serve(*options); }};
}

}  // namespace hamstring::cli
