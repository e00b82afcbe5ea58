#include "service/leftovers.h"

#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "core/try.h"
#include "store/database.h"

namespace hamstring::service {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t day_s = 86400;
constexpr std::int64_t old_format_kept_s =
    30 * day_s;  // our assumption: a month to notice what a change broke
constexpr std::array running_only{".sealing-", ".sending-", ".restoring-"};
constexpr std::array private_folders{"hamstring_lab_", "hamstring_demo_"};

/// The number before the first mark of what comes after it: "123-wal", "123.part", "123_aB3dE9".
std::optional<pid_t> process_in(std::string_view text) {
  const auto number = parse_integer(text.substr(0, text.find_first_of("-._")));
  if (!number || *number <= 0 || *number > 0x7fffffff) return std::nullopt;
  return static_cast<pid_t>(*number);
}

bool is_gone(pid_t process) {
  return process != getpid() && kill(process, 0) != 0 && errno == ESRCH;
}

bool older_than(const fs::path& path, std::int64_t now, std::int64_t seconds) {
  struct stat about{};
  return stat(path.c_str(), &about) == 0 && now - about.st_mtime > seconds;
}

/// Files beside the database whose name is its own and `ending` first; what follows, with each.
std::vector<std::pair<fs::path, std::string>> beside(const fs::path& database, std::string_view ending) {
  std::vector<std::pair<fs::path, std::string>> found;
  const std::string begin = database.filename().string() + std::string(ending);
  const fs::path folder = database.has_parent_path() ? database.parent_path() : fs::path(".");
  std::error_code code;
  for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with(begin) && at->is_regular_file(code))
      found.emplace_back(at->path(), name.substr(begin.size()));
  }
  return found;
}

bool is_version(std::string_view text) {
  const auto number = parse_integer(text.substr(0, text.find_first_of("-.")));
  return number.has_value() && *number > 0;
}

}  // namespace

void clear_leftovers(const fs::path& database, std::int64_t now) {
  std::error_code ignored;
  for (const char* ending : running_only) {
    for (const auto& [path, rest] : beside(database, ending)) {
      const std::optional<pid_t> process = process_in(rest);
      if (process && is_gone(*process)) fs::remove(path, ignored);
    }
  }
  for (const auto& [path, rest] : beside(database, ".before-v")) {
    if (is_version(rest) && older_than(path, now, old_format_kept_s)) fs::remove(path, ignored);
  }
}

Result<void> remove_old_formats(const fs::path& database) {
  for (const auto& [path, rest] : beside(database, ".before-v")) {
    std::error_code code;
    if (is_version(rest)) fs::remove(path, code);
    if (code) {
      return failure(Error{.message = "an old copy of the database cannot be removed: " + code.message(),
                           .file = path.string(),
                           .advice = "Remove it by hand and try again; nobody was erased."});
    }
  }
  return {};
}

namespace {

/// "" or "-2": not what SQLite lays beside it.
bool is_replaced(std::string_view rest) {
  return rest.empty() || (rest.starts_with('-') && parse_integer(rest.substr(1)).has_value());
}

Result<void> erase_from(const fs::path& path, const std::string& person) {
  HAMSTRING_TRY(database, store::Database::open(path));
  store::Transaction transaction(database);
  if (!transaction.begun()) return transaction.begun();
  // The first format had no audit. The statement is gone before the file is made one again.
  const bool audited = [&] {
    store::Statement table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'audit'");
    return table.step();
  }();
  if (audited) {
    HAMSTRING_TRY_DO(database.prepare("DELETE FROM audit WHERE person = ?").bind(person).run());
  }
  HAMSTRING_TRY_DO(database.prepare("DELETE FROM person WHERE id = ?").bind(person).run());
  HAMSTRING_TRY_DO(transaction.commit());
  return database.execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE;");
}

}  // namespace

Result<void> erase_from_replaced(const fs::path& database, const std::string& person) {
  for (const auto& [path, rest] : beside(database, ".before-restore")) {
    if (!is_replaced(rest) || erase_from(path, person)) continue;
    return failure(Error{.message = "a database that was put aside by a restore still holds this person",
                         .file = path.string(),
                         .advice = "Remove that file by hand and try again; nobody was erased."});
  }
  return {};
}

PrivateFolder::PrivateFolder(const char* name) {
  std::error_code code;
  const fs::path in = fs::temp_directory_path(code);
  std::string wanted = (in / fmt::format("{}_{}_XXXXXX", name, getpid())).string();
  if (!code && mkdtemp(wanted.data()) != nullptr) path_ = wanted;
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

void clear_private_folders(const fs::path& in, std::int64_t now) {
  std::error_code code;
  std::vector<fs::path> old;
  for (fs::directory_iterator at(in, code), end; !code && at != end; at.increment(code)) {
    const std::string name = at->path().filename().string();
    for (const char* begin : private_folders) {
      struct stat about{};
      // lstat: a link that somebody else laid there leads nowhere from here.
      if (!name.starts_with(begin) || lstat(at->path().c_str(), &about) != 0 || !S_ISDIR(about.st_mode) ||
          about.st_uid != geteuid())
        continue;
      const std::string_view rest = std::string_view(name).substr(std::string_view(begin).size());
      const bool numbered = rest.find('_') != std::string_view::npos;
      const std::optional<pid_t> process = numbered ? process_in(rest) : std::nullopt;
      if (process ? is_gone(*process) : older_than(at->path(), now, day_s)) old.push_back(at->path());
    }
  }
  for (const fs::path& folder : old) fs::remove_all(folder, code);
}

}  // namespace hamstring::service
