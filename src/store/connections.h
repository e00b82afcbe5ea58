// The connections to one file: one writes, any number read beside it. In write-ahead mode readers see the
// last committed state and wait for nobody (https://www.sqlite.org/wal.html).
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace hamstring::store {

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

/// What every connection of ours has: the pack functions, no trust in the schema, checks of each page's
/// cells. Errors: SQLite's code.
[[nodiscard]] int prepare_connection(sqlite3* connection);

class Connections {
 public:
  explicit Connections(std::filesystem::path path) : path_(std::move(path)) {}
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  /// The lock of the one connection that writes. Not owned where it was not to be had in time.
  [[nodiscard]] std::unique_lock<std::recursive_timed_mutex> lock_writer(std::chrono::milliseconds patience);
  [[nodiscard]] sqlite3* writer() const { return writer_.get(); }
  /// Whether this thread is between the beginning and the end of a write: then it reads what it wrote.
  [[nodiscard]] bool writing_here() const { return owner_.load() == std::this_thread::get_id(); }
  void set_writing(bool here) { owner_.store(here ? std::this_thread::get_id() : std::thread::id()); }

  /// A connection that reads; its own where none is idle. Empty where none can be opened.
  [[nodiscard]] Connection borrow();
  void give_back(Connection connection);

  // Of this thread, for these connections.
  [[nodiscard]] sqlite3* pinned_here() const;  ///< the one state of the file it reads; null: the latest
  void pin_here(sqlite3* reader);              ///< null ends it
  [[nodiscard]] bool barred_here() const;      ///< a write that could not begin: nothing may be written
  void bar_here(bool barred);

  /// SQLite's number of what other programs wrote, as far as it can be told without waiting.
  [[nodiscard]] std::int64_t version_seen();

  std::chrono::milliseconds patience{2000};  ///< how long a write waits for another one

 private:
  friend class Database;
  std::filesystem::path path_;
  Connection writer_;
  std::recursive_timed_mutex lock_;
  std::atomic<std::thread::id> owner_{};
  std::atomic<std::int64_t> version_{-1};
  std::mutex idle_lock_;
  std::vector<Connection> idle_;
};

/// For SQLite's busy handler: waits a little, as long as the patience that lock_writer() began with lasts.
int wait_for_other_program(void*, int);

/// Whether this statement only reads, by its first word; what is in doubt writes.
[[nodiscard]] inline bool only_reads(std::string_view sql) {
  return sql.starts_with("SELECT");
}

}  // namespace hamstring::store
