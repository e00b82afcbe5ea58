// Everything a running instance holds, and the table of what it answers.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "apps/server/lab_jobs.h"
#include "apps/server/message.h"
#include "apps/server/run_jobs.h"
#include "apps/server/vault_jobs.h"
#include "knowledge/knowledge.h"
#include "service/access.h"
#include "service/calendar_addresses.h"
#include "service/leg_view.h"
#include "service/people.h"
#include "service/practice.h"
#include "store/database.h"
#include "vault/archive.h"

namespace hamstring::server {

/// How other devices find this one, and what they have to trust for it.
struct LanDoor {
  bool own = false;                ///< the certificate was made here
  std::vector<std::string> hosts;  ///< addresses and names, the likeliest first
  std::string
      authority;  ///< DER of what a device is told to trust; empty where somebody brought a certificate
  std::string fingerprint;  ///< its SHA-256, "AB:CD:…"
  std::int64_t until = 0;   ///< its end, seconds since 1970
};

struct AppOptions {
  std::filesystem::path database, data_folder, web_folder;
  bool demo = false;  ///< an invented club; whoever comes over the loopback is its owner
  bool lan = false;   ///< reachable from other machines: nothing but the login is open to anyone
  LanDoor door = {};
  LabLimits lab = {};
  VaultLimits vault = {};
  RunLimits runs = {};
};

class App {
 public:
  /// Opens, migrates and checks the database, reads the knowledge and the movements. Errors: what of these
  /// failed and what to do.
  [[nodiscard]] static Result<std::unique_ptr<App>> open(const AppOptions& options);

  const AppOptions options;
  store::Database database;
  rehab::Knowledge knowledge;
  service::Legs legs;
  service::Accounts accounts;
  service::People people;
  service::CalendarAddresses calendars;
  service::Practice practice;
  service::Archives archives;
  /// The owner of the invented club, without a password; nobody anywhere else.
  std::optional<store::AccountRow> demo_owner;
  /// Fills an empty database with the invented club as of `now`. Errors: open to other machines; not empty;
  /// what of the club cannot be.
  [[nodiscard]] Result<void> open_demo(std::int64_t now);

  /// Replies that depend on nothing but the data that came with the program, by what they are and language.
  std::mutex ready_lock;
  std::map<std::string, Reply> ready;

  LabJobs lab;
  VaultJobs vault;
  RunJobs runs;
  /// How far a stride stretches each hamstring, by its speed: made when it is asked for first, then kept.
  /// Errors: of the built-in model and movements.
  [[nodiscard]] Result<const analysis::RunStretch*> run_stretch();

 private:
  App(AppOptions options_in, store::Database database_in, rehab::Knowledge knowledge_in,
      service::Legs legs_in, service::CommonPasswords common)
      : options(std::move(options_in)),
        database(std::move(database_in)),
        knowledge(std::move(knowledge_in)),
        legs(std::move(legs_in)),
        accounts(database, std::move(common)),
        people(database, knowledge),
        calendars(database, people),
        practice(database, knowledge, people),
        archives(database, knowledge, people),
        lab(options.lab, options.data_folder),
        vault(options.vault, options.data_folder, options.database),
        runs(options.runs, options.data_folder) {}
  std::mutex stretch_lock_;
  std::optional<analysis::RunStretch> stretch_;
};

using Handler = Reply (*)(App&, const Request&);

struct Route {
  const char* method;
  const char* path;  ///< below /api/v1, parts in braces
  service::Access access;
  Handler handler;
  std::size_t body_max = 0;   ///< [bytes]; a longer one is refused before it is read
  bool before_login = false;  ///< open to anyone even where other machines can reach this
  /// Refuses what could not be worked on now, before its body is read.
  std::optional<Reply> (*before_body)(App&, const Request&) = nullptr;
  /// A frame or a link of the page asks for it, which adds nothing: what the browser sends by itself is
  /// enough for what holds nobody's record and is found by an id that cannot be guessed.
  bool by_link = false;
  bool spooled = false;  ///< its body goes into a file, not into memory
};

[[nodiscard]] const std::vector<Route>& routes();

inline constexpr std::string_view api_root = "/api/v1";

/// The whole answer to a request: same-origin check, session, permission, handler, static files; problems in
/// the language of the reader.
[[nodiscard]] Reply answer(App& app, Request request);
/// The same with problems in English. `request` keeps what its header told.
[[nodiscard]] Reply answer_to(App& app, Request& request);
/// What a request whose header has come is refused for, whatever its body holds; nothing: the body is read.
[[nodiscard]] std::optional<Reply> refuse_early(App& app, const Request& header);
/// Where the body of this request goes: a new file, or no file where it is held in memory. Nothing: no room.
[[nodiscard]] std::optional<std::shared_ptr<SpoolFile>> spool_for(App& app, const Request& header);
/// Puts a problem into the language of the reader. Once: it is found by its English sentence.
void say(const App& app, Reply& reply, const Request& request);
/// What is answered where the app cannot open: a page that says why, what is safe and what to do; JSON below
/// /api/v1. Whoever comes from another site gets nothing.
[[nodiscard]] Reply closed_answer(const Error& why, const Request& request);
/// Longest body that is read for this method and decoded path [bytes].
[[nodiscard]] std::size_t body_limit(std::string_view method, std::string_view path);
/// What a log may say of a path: "/people/{person}/today", "static", "unknown". Never what was asked for.
[[nodiscard]] std::string_view route_pattern(std::string_view path);
/// The same of a method: one of those that are answered, or "other".
[[nodiscard]] std::string_view method_name(std::string_view method);

/// A file of the built app; index.html where the path names none.
[[nodiscard]] Reply static_file(const App& app, const std::string& path);

}  // namespace hamstring::server
