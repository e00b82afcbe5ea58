#include "store/connections.h"

#include <algorithm>

#include "store/packed.h"

namespace hamstring::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t idle_max = 8;
constexpr std::chrono::milliseconds nap(5);

/// What this thread is about to do with which connections; a thread has few.
struct Here {
  const Connections* of;
  sqlite3* pinned = nullptr;
  int barred = 0;
};

std::vector<Here>& here() {
  thread_local std::vector<Here> all;
  return all;
}

Here* here_of(const Connections* of) {
  const auto found = std::ranges::find(here(), of, &Here::of);
  return found == here().end() ? nullptr : &*found;
}

Here& make_here(const Connections* of) {
  if (Here* found = here_of(of)) return *found;
  return here().emplace_back(Here{.of = of});
}

void drop_if_empty(const Connections* of) {
  std::erase_if(here(), [of](const Here& h) { return h.of == of && h.pinned == nullptr && h.barred == 0; });
}

Clock::time_point& deadline() {
  thread_local Clock::time_point at{};
  return at;
}

}  // namespace

int prepare_connection(sqlite3* connection) {
  sqlite3_extended_result_codes(connection, 1);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if (!add_pack_functions(connection)) return SQLITE_NOMEM;
  return sqlite3_exec(connection, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;", nullptr, nullptr,
                      nullptr);
}

int wait_for_other_program(void*, int) {
  if (Clock::now() >= deadline()) return 0;
  std::this_thread::sleep_for(nap);
  return 1;
}

std::unique_lock<std::recursive_timed_mutex> Connections::lock_writer(
    std::chrono::milliseconds patience_now) {
  std::unique_lock lock(lock_, std::defer_lock);
  if (writing_here()) {
    lock.lock();  // ours already
    return lock;
  }
  deadline() = Clock::now() + patience_now;
  (void)lock.try_lock_until(deadline());
  return lock;
}

Connection Connections::borrow() {
  {
    const std::scoped_lock lock(idle_lock_);
    if (!idle_.empty()) {
      Connection last = std::move(idle_.back());
      idle_.pop_back();
      return last;
    }
  }
  sqlite3* opened = nullptr;
  const int code =
      sqlite3_open_v2(path_.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  Connection connection(opened);
  if (code != SQLITE_OK || prepare_connection(opened) != SQLITE_OK) return {};
  sqlite3_busy_timeout(opened, static_cast<int>(patience.count()));
  // Histories are read once and kept by those who ask: a large page cache for each reader is room for
  // nothing.
  sqlite3_exec(opened, "PRAGMA cache_size=-512; PRAGMA foreign_keys=ON", nullptr, nullptr, nullptr);
  return connection;
}

void Connections::give_back(Connection connection) {
  const std::scoped_lock lock(idle_lock_);
  if (connection && idle_.size() < idle_max) idle_.push_back(std::move(connection));
}

sqlite3* Connections::pinned_here() const {
  const Here* found = here_of(this);
  return found == nullptr ? nullptr : found->pinned;
}

void Connections::pin_here(sqlite3* reader) {
  make_here(this).pinned = reader;
  drop_if_empty(this);
}

bool Connections::barred_here() const {
  const Here* found = here_of(this);
  return found != nullptr && found->barred > 0;
}

void Connections::bar_here(bool barred) {
  make_here(this).barred += barred ? 1 : -1;
  drop_if_empty(this);
}

std::int64_t Connections::version_seen() {
  const std::unique_lock lock(lock_, std::try_to_lock);
  // Whoever of this program writes holds the file: no other program can have written since it began, and what
  // it saw then is the truth until it ends.
  if (!lock.owns_lock()) return version_;
  sqlite3_stmt* statement = nullptr;
  std::int64_t seen = -1;
  if (sqlite3_prepare_v2(writer_.get(), "PRAGMA data_version", -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    seen = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  version_ = seen;
  return seen;
}

}  // namespace hamstring::store
