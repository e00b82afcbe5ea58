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
#include "store/connections.h"

namespace hamstring::store {

/// What a write says that had to wait longer than a request may: nothing was changed.
inline constexpr std::string_view busy_message = "somebody else is writing just now";
[[nodiscard]] inline bool is_busy(const Error& error) {
  return error.message == busy_message;
}

/// One prepared statement. Bind in order from 1, then step() row by row. Its connection belongs to its thread
/// while it lives: one that reads beside all others where it only reads and its thread is not writing.
class Statement {
 public:
  Statement(Connections& connections, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(std::int64_t value);
  Statement& bind(std::string_view text);
  Statement& bind_bytes(std::string_view bytes);
  Statement& bind_null();
  Statement& bind(const std::optional<std::int64_t>& value);

  /// True while there is a row; the failure is kept for error().
  bool step();
  /// Runs to the end. Errors: what SQLite says, in words a person can act on.
  [[nodiscard]] Result<void> run();
  [[nodiscard]] Result<void> error() const;
  /// Whether another program was in the way.
  [[nodiscard]] bool busy() const { return (code_ & 0xff) == SQLITE_BUSY; }
  /// Ready to be bound and run once more.
  void again();
  /// The number that an INSERT … RETURNING id gives.
  [[nodiscard]] Result<std::int64_t> returned_id();

  /// Columns of the present row, from 0.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::string bytes(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const {
    return is_null(column) ? std::optional<std::int64_t>() : integer(column);
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  /// The connection to use, by sql; null where it is not to be had.
  [[nodiscard]] sqlite3* choose(std::string_view sql);

  Connections& connections_;
  std::unique_lock<std::recursive_timed_mutex>
      lock_;             ///< of the writer; released after the statement is gone
  Connection borrowed_;  ///< goes back after the statement is gone
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bound_ = 0;
  int code_ = SQLITE_OK;
};

/// One file for all threads: one writes at a time, any number read meanwhile. Foreign keys on, write-ahead
/// log, every commit on the disk before it is confirmed. A write waits for another one two seconds at most.
class Database {
 public:
  /// Creates the file where there is none; it and what lies beside it is its owner's alone from here on.
  /// Errors: no such folder, not a database, read-only, locked.
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path);

  [[nodiscard]] Statement prepare(std::string_view sql) const { return {*connections_, sql}; }
  /// For what writes or sets; always on the connection that writes.
  [[nodiscard]] Result<void> execute(const std::string& sql) const;

  /// Page checksums and references between tables. Errors: what is damaged and what to do.
  [[nodiscard]] Result<void> check_integrity() const;
  /// A copy of the whole database as of now, while it is in use; replaces `path` only when complete.
  [[nodiscard]] Result<void> backup_to(const std::filesystem::path& path) const;
  /// Another number as soon as another program has written to the same file. Waits for nobody.
  [[nodiscard]] std::int64_t version_seen() const { return connections_->version_seen(); }
  [[nodiscard]] const std::filesystem::path& path() const { return connections_->path_; }
  /// How long a write waits for another one.
  void set_patience(std::chrono::milliseconds patience) const { connections_->patience = patience; }

 private:
  friend class Transaction;
  friend class Snapshot;
  Database() = default;

  std::unique_ptr<Connections> connections_;
};

/// All or nothing: rolled back unless committed. Other writers wait until it is over, readers do not. Where
/// it could not begin (another program writes), this thread can write nothing until it ends, and commit()
/// says why.
class Transaction {
 public:
  explicit Transaction(const Database& database);
  /// `patience`: how long it may wait; 0 takes what is free.
  Transaction(const Database& database, std::chrono::milliseconds patience);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  [[nodiscard]] const Result<void>& begun() const { return begun_; }
  /// Errors: the write could not begin or could not be made durable; then nothing was changed.
  [[nodiscard]] Result<void> commit();

 private:
  Connections& connections_;
  std::unique_lock<std::recursive_timed_mutex> lock_;
  Result<void> begun_;
  bool open_ = false;
};

/// One state of the whole database for what this thread reads, whatever is written meanwhile. Nobody waits.
class Snapshot {
 public:
  explicit Snapshot(const Database& database);
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  [[nodiscard]] const Result<void>& begun() const { return begun_; }

 private:
  Connections& connections_;
  Connection reader_;
  Result<void> begun_;
};

}  // namespace hamstring::store
