// SQLite as values: statements, transactions, a backup while running. Knows nothing of what is stored.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace hamstring::store {

/// One prepared statement. Bind in order from 1, then step() row by row. The connection belongs to its thread
/// while it lives.
class Statement {
 public:
  Statement(sqlite3* database, std::recursive_mutex& lock, std::string_view sql);

  Statement& bind(std::int64_t value);
  Statement& bind(std::string_view text);
  Statement& bind_null();
  Statement& bind(const std::optional<std::int64_t>& value);

  /// True while there is a row; the failure is kept for error().
  bool step();
  /// Runs to the end. Errors: what SQLite says, in words a person can act on.
  [[nodiscard]] Result<void> run();
  [[nodiscard]] Result<void> error() const;
  /// Whether another program was in the way.
  [[nodiscard]] bool busy() const { return (code_ & 0xff) == SQLITE_BUSY; }
  /// The number that an INSERT … RETURNING id gives.
  [[nodiscard]] Result<std::int64_t> returned_id();

  /// Columns of the present row, from 0.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const {
    return is_null(column) ? std::optional<std::int64_t>() : integer(column);
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* database_;
  std::unique_lock<std::recursive_mutex> lock_;  ///< released after the statement is gone
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bound_ = 0;
  int code_ = SQLITE_OK;
};

/// One connection for all threads, one thread at a time: foreign keys on, write-ahead log, every commit on
/// the disk before it is confirmed.
class Database {
 public:
  /// Creates the file where there is none (readable by its owner alone). Errors: no such folder, not a
  /// database, read-only, locked.
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path);

  [[nodiscard]] Statement prepare(std::string_view sql) const { return {connection_.get(), *lock_, sql}; }
  [[nodiscard]] Result<void> execute(const std::string& sql) const;

  /// Page checksums and references between tables. Errors: what is damaged and what to do.
  [[nodiscard]] Result<void> check_integrity() const;
  /// A copy of the whole database as of now, while it is in use; replaces `path` only when complete.
  [[nodiscard]] Result<void> backup_to(const std::filesystem::path& path) const;
  /// Another number as soon as another program has written to the same file.
  [[nodiscard]] std::int64_t version_seen() const;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  friend class Transaction;
  friend class Snapshot;

  std::unique_ptr<std::recursive_mutex> lock_ = std::make_unique<std::recursive_mutex>();
  std::unique_ptr<sqlite3, Close> connection_;
  std::filesystem::path path_;
};

/// All or nothing: rolled back unless committed. Other threads wait until it is over. Where it could not
/// begin (another program writes), nothing can be written until it ends, and commit() says why.
class Transaction {
 public:
  explicit Transaction(const Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  [[nodiscard]] const Result<void>& begun() const { return begun_; }
  /// Errors: the write could not begin or could not be made durable; then nothing was changed.
  [[nodiscard]] Result<void> commit();

 private:
  const Database& database_;
  std::unique_lock<std::recursive_mutex> lock_;
  Result<void> begun_;
  bool open_ = false, barred_ = false;
};

/// One state of the whole database for reading, whatever other programs write meanwhile. Other threads wait.
class Snapshot {
 public:
  explicit Snapshot(const Database& database);
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  [[nodiscard]] const Result<void>& begun() const { return begun_; }

 private:
  const Database& database_;
  std::unique_lock<std::recursive_mutex> lock_;
  Result<void> begun_;
};

}  // namespace hamstring::store
