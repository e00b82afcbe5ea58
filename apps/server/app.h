// Everything a running instance holds, and the table of what it answers.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "analysis/write_motion.h"
#include "apps/server/message.h"
#include "knowledge/knowledge.h"
#include "service/access.h"
#include "service/leg_view.h"
#include "service/people.h"
#include "store/database.h"
#include "vault/archive.h"

namespace hamstring::server {

struct AppOptions {
  std::filesystem::path database, data_folder, web_folder;
  bool demo = false;  ///< an invented club; whoever comes over the loopback is its owner
  bool lan = false;   ///< reachable from other machines: nothing but the login is open to anyone
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
  service::Archives archives;
  /// The owner of the invented club, without a password; nobody anywhere else.
  std::optional<store::AccountRow> demo_owner;
  /// Fills an empty database with the invented club as of `now`. Errors: open to other machines; not empty;
  /// what of the club cannot be.
  [[nodiscard]] Result<void> open_demo(std::int64_t now);

  /// Results of the lab, the last few, in memory only: a recording is not kept without being asked for.
  struct LabResult {
    std::string id;
    std::vector<analysis::ResultFile> files;
  };
  /// Replies that depend on nothing but the data that came with the program, by what they are and language.
  std::mutex ready_lock;
  std::map<std::string, Reply> ready;

  std::mutex lab_lock;
  std::deque<LabResult> lab_results;

 private:
  App(AppOptions options_in, store::Database database_in, rehab::Knowledge knowledge_in,
      service::Legs legs_in, service::CommonPasswords common)
      : options(std::move(options_in)),
        database(std::move(database_in)),
        knowledge(std::move(knowledge_in)),
        legs(std::move(legs_in)),
        accounts(database, std::move(common)),
        people(database, knowledge),
        archives(database, knowledge, people) {}
};

using Handler = Reply (*)(App&, const Request&);

struct Route {
  const char* method;
  const char* path;  ///< below /api/v1, parts in braces
  service::Access access;
  Handler handler;
  std::size_t body_max = std::size_t{1} << 20;
  bool before_login = false;  ///< open to anyone even where other machines can reach this
  /// A frame or a link of the page asks for it, which adds nothing: what the browser sends by itself is
  /// enough for what holds nobody's record and is found by an id that cannot be guessed.
  bool by_link = false;
};

[[nodiscard]] const std::vector<Route>& routes();

inline constexpr std::string_view api_root = "/api/v1";

/// The whole answer to a request: same-origin check, session, permission, handler, static files.
[[nodiscard]] Reply answer(App& app, Request request);
/// What is answered where the app cannot open: a page that says why, what is safe and what to do; JSON below
/// /api/v1. Whoever comes from another site gets nothing.
[[nodiscard]] Reply closed_answer(const Error& why, const Request& request);
/// Longest body that is read for this method and path [bytes].
[[nodiscard]] std::size_t body_limit(std::string_view method, std::string_view path);

/// A file of the built app; index.html where the path names none.
[[nodiscard]] Reply static_file(const App& app, const std::string& path);

}  // namespace hamstring::server
