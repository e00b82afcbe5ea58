#include "store/database.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "core/file.h"
#include "store/packed.h"

namespace hamstring::store {
namespace {

/// What a person can do about a failure of the disk or the file.
std::string advice_for(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "The disk is full. Make room and try again; nothing was lost.";
    case SQLITE_READONLY:
      return "The database file may not be written to. Check its permissions.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "Another program is using the database. Close it and try again.";
    case SQLITE_NOTADB:
      return "Name the file that Hamstring made, or restore a backup.";
    case SQLITE_CORRUPT:
      return "Restore the last backup: hamstring restore FILE.";
    case SQLITE_CANTOPEN:
      return "Check that the folder exists and may be written to.";
    default:
      return {};
  }
}

std::unexpected<Error> failure_of(sqlite3* database, int code) {
  // The text of a failed statement can hold values of people; only SQLite's name of the fault is told.
  (void)database;
  return failure(Error{.message = fmt::format("the database could not do that: {}", sqlite3_errstr(code)),
                       .advice = advice_for(code)});
}

/// The first failure stays.
void keep(int& code, int found) {
  if (code == SQLITE_OK) code = found;
}

}  // namespace

Statement::Statement(sqlite3* database, std::recursive_mutex& lock, std::string_view sql)
    : database_(database), lock_(lock) {
  sqlite3_stmt* statement = nullptr;
  code_ = sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  statement_.reset(statement);
}

Statement& Statement::bind(std::int64_t value) {
  keep(code_, sqlite3_bind_int64(statement_.get(), ++bound_, value));
  return *this;
}
Statement& Statement::bind(std::string_view text) {
  keep(code_, sqlite3_bind_text64(statement_.get(), ++bound_, text.data() == nullptr ? "" : text.data(),
                                  text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}
Statement& Statement::bind_null() {
  keep(code_, sqlite3_bind_null(statement_.get(), ++bound_));
  return *this;
}
Statement& Statement::bind(const std::optional<std::int64_t>& value) {
  return value ? bind(*value) : bind_null();
}

bool Statement::step() {
  // A value that could not be bound would be written as nothing.
  if (!statement_ || !error()) return false;
  code_ = sqlite3_step(statement_.get());
  return code_ == SQLITE_ROW;
}

Result<void> Statement::run() {
  while (step()) {
  }
  return error();
}

Result<void> Statement::error() const {
  if (statement_ && (code_ == SQLITE_OK || code_ == SQLITE_ROW || code_ == SQLITE_DONE)) return {};
  return failure_of(database_, code_);
}

Result<std::int64_t> Statement::returned_id() {
  if (!step()) return failure(error() ? Error{.message = "nothing was stored"} : error().error());
  const std::int64_t id = integer(0);
  const Result<void> done = run();
  if (!done) return failure(done.error());
  return id;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}
std::string Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return text == nullptr ? std::string{} : std::string(reinterpret_cast<const char*>(text), size);
}
bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

Result<Database> Database::open(const std::filesystem::path& path) {
  Database database;
  database.path_ = path;
  sqlite3* connection = nullptr;
  const mode_t mask = umask(0077);  // health data: nobody else on this machine may read it
  const int code = sqlite3_open_v2(
      path.c_str(), &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
  database.connection_.reset(connection);
  const auto refuse = [&](Error error) {
    umask(mask);
    error.file = path.string();
    return failure(std::move(error));
  };
  if (code != SQLITE_OK) return refuse(failure_of(connection, code).error());
  sqlite3_busy_timeout(connection, 5000);
  sqlite3_extended_result_codes(connection, 1);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if (!add_pack_functions(connection)) return refuse(failure_of(connection, SQLITE_NOMEM).error());
  const Result<void> settings = database.execute(
      "PRAGMA foreign_keys=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF;"
      "PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON;");
  if (!settings) return refuse(settings.error());
  if (sqlite3_db_readonly(connection, "main") == 1)
    return refuse(failure_of(connection, SQLITE_READONLY).error());
  umask(mask);
  return database;
}

Result<void> Database::execute(const std::string& sql) const {
  const std::scoped_lock lock(*lock_);
  const int code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure_of(connection_.get(), code);
  return {};
}

Result<void> Database::check_integrity() const {
  Statement check = prepare("PRAGMA integrity_check(1)");
  if (!check.step() || check.text(0) != "ok") {
    return failure(Error{.message = "the database is damaged",
                         .file = path_.string(),
                         .advice = "Keep the file, and restore the last backup: hamstring restore FILE."});
  }
  Statement references = prepare("PRAGMA foreign_key_check");
  if (references.step()) {
    return failure(
        Error{.message = fmt::format("the table {} points to rows that are not there", references.text(0)),
              .file = path_.string(),
              .advice = "Keep the file, and restore the last backup: hamstring restore FILE."});
  }
  return references.error();
}

std::int64_t Database::version_seen() const {
  Statement version = prepare("PRAGMA data_version");
  return version.step() ? version.integer(0) : -1;
}

namespace {

/// Everything of `from` into `target`, whose connection is `to`, as one file.
Result<void> copy_all(sqlite3* from, const Database& target, sqlite3* to) {
  sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
  if (backup == nullptr) return failure_of(to, sqlite3_errcode(to));
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (stepped != SQLITE_DONE || finished != SQLITE_OK)
    return failure_of(to, stepped == SQLITE_DONE ? finished : stepped);
  // One file, not three: a backup is copied and mailed. SQLite answers with the mode it stayed in.
  Statement whole = target.prepare("PRAGMA journal_mode=DELETE");
  if (!whole.step())
    return failure(whole.error() ? Error{.message = "nothing was copied"} : whole.error().error());
  if (whole.text(0) != "delete") return failure_of(to, SQLITE_IOERR);
  return whole.run();
}

}  // namespace

Result<void> Database::backup_to(const std::filesystem::path& path) const {
  const std::scoped_lock lock(*lock_);
  std::error_code code;
  const std::filesystem::file_status there = std::filesystem::status(path, code);
  if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there))
    return failure(Error{.message = "this is no file that can be replaced",
                         .file = path.string(),
                         .advice = "Name a file in a folder that you may write to."});
  std::filesystem::path part = path;
  part += ".part";
  const auto clear = [&] {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
      std::filesystem::path file = part;
      std::filesystem::remove(file += ending, ignored);
    }
  };
  clear();
  Result<void> done;
  {
    const Result<Database> target = Database::open(part);
    done = target ? copy_all(connection_.get(), *target, target->connection_.get()) : failure(target.error());
  }
  if (done) done = sync_to_disk(part);
  if (!done) {
    clear();  // what one refused write left behind is no backup
    done.error().file = path.string();
    return done;
  }
  std::error_code moved;
  std::filesystem::rename(part, path, moved);
  if (moved) {
    clear();
    return failure(Error{.message = "the backup could not be put in its place", .file = path.string()});
  }
  return sync_to_disk(path);
}

Transaction::Transaction(const Database& database)
    : database_(database),
      lock_(*database.lock_),
      begun_(database.execute("BEGIN IMMEDIATE")),
      open_(begun_.has_value()) {
  // Without a transaction each statement would be one of its own, and half of them could stay.
  if (open_) return;
  Statement before = database_.prepare("PRAGMA query_only");
  barred_ = before.step() && before.integer(0) == 0 && database_.execute("PRAGMA query_only=ON");
}

Transaction::~Transaction() {
  if (open_) (void)database_.execute("ROLLBACK");
  if (barred_) (void)database_.execute("PRAGMA query_only=OFF");
}

Snapshot::Snapshot(const Database& database)
    : database_(database), lock_(*database.lock_), begun_(database.execute("BEGIN")) {}

Snapshot::~Snapshot() {
  if (begun_) (void)database_.execute("ROLLBACK");
}

Result<void> Transaction::commit() {
  if (!begun_) return begun_;
  if (sqlite3_get_autocommit(database_.connection_.get()) != 0) {
    // A full disk makes SQLite take the whole transaction back, whoever looked at the statement that failed.
    open_ = false;
    return failure(Error{.message = "the database could not keep this and took it back",
                         .advice = advice_for(SQLITE_FULL)});
  }
  const Result<void> done = database_.execute("COMMIT");
  if (done) open_ = false;
  return done;
}

}  // namespace hamstring::store
