#include "store/database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/try.h"

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
      return "Nothing was changed. Try again in a moment; if it stays like this, another program is using "
             "the "
             "database.";
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

// The text of a failed statement can hold values of people; only SQLite's name of the fault is told.
std::unexpected<Error> failure_of(int code) {
  if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
    return failure(Error{.message = std::string(busy_message), .advice = advice_for(code)});
  return failure(Error{.message = fmt::format("the database could not do that: {}", sqlite3_errstr(code)),
                       .advice = advice_for(code)});
}

/// The first failure stays.
void keep(int& code, int found) {
  if (code == SQLITE_OK) code = found;
}

}  // namespace

Statement::Statement(Connections& connections, std::string_view sql) : connections_(connections) {
  sqlite3* connection = choose(sql);
  if (connection == nullptr) return;
  sqlite3_stmt* statement = nullptr;
  code_ = sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  statement_.reset(statement);
}

Statement::~Statement() {
  statement_.reset();
  if (borrowed_) connections_.give_back(std::move(borrowed_));
}

sqlite3* Statement::choose(std::string_view sql) {
  if (only_reads(sql) && !connections_.writing_here()) {
    if (sqlite3* pinned = connections_.pinned_here()) return pinned;
    borrowed_ = connections_.borrow();
    if (borrowed_) return borrowed_.get();
  } else if (connections_.barred_here()) {
    code_ = SQLITE_BUSY;
    return nullptr;
  }
  lock_ = connections_.lock_writer(connections_.patience);
  if (!lock_.owns_lock()) code_ = SQLITE_BUSY;
  return lock_.owns_lock() ? connections_.writer() : nullptr;
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
Statement& Statement::bind_bytes(std::string_view bytes) {
  keep(code_, sqlite3_bind_blob64(statement_.get(), ++bound_, bytes.data() == nullptr ? "" : bytes.data(),
                                  bytes.size(), SQLITE_TRANSIENT));
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

void Statement::again() {
  if (statement_) (void)sqlite3_reset(statement_.get());  // why the last run failed is known already
  bound_ = 0;
  if (statement_) code_ = SQLITE_OK;
}

Result<void> Statement::run() {
  while (step()) {
  }
  return error();
}

Result<void> Statement::error() const {
  if (statement_ && (code_ == SQLITE_OK || code_ == SQLITE_ROW || code_ == SQLITE_DONE)) return {};
  return failure_of(code_ == SQLITE_OK ? SQLITE_MISUSE : code_);
}

Result<std::int64_t> Statement::returned_id() {
  if (!step()) return failure(error() ? Error{.message = "nothing was stored"} : error().error());
  const std::int64_t id = integer(0);
  HAMSTRING_TRY_DO(run());
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
std::string Statement::bytes(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string{} : std::string(bytes, size);
}
bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

namespace {

/// Health data: nobody else on this machine may read it. SQLite gives what it lays beside a file that file's
/// rights; what lies there already, of a copy that was laid there by hand, say, is closed as well.
void close_to_others(const std::filesystem::path& path) {
  const int made = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (made >= 0) ::close(made);
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
    std::filesystem::path file = path;
    file += ending;
    struct stat about{};
    constexpr mode_t others = S_IRWXG | S_IRWXO;
    if (::stat(file.c_str(), &about) == 0 && S_ISREG(about.st_mode) && (about.st_mode & others) != 0)
      (void)::chmod(file.c_str(), about.st_mode & ~others & 07777);
  }
}

int open_writer(sqlite3* connection) {
  sqlite3_busy_handler(connection, wait_for_other_program, nullptr);
  if (const int code = prepare_connection(connection); code != SQLITE_OK) return code;
  const int code = sqlite3_exec(
      connection,
      "PRAGMA foreign_keys=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
      "PRAGMA journal_size_limit=67108864;",
      nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return code;
  return sqlite3_db_readonly(connection, "main") == 1 ? SQLITE_READONLY : SQLITE_OK;
}

}  // namespace

Result<Database> Database::open(const std::filesystem::path& path) {
  Database database;
  database.connections_ = std::make_unique<Connections>(path);
  const auto refuse = [&](int code) {
    Error error = failure_of(code).error();
    error.file = path.string();
    return failure(std::move(error));
  };
  close_to_others(path);
  sqlite3* connection = nullptr;
  int code = sqlite3_open_v2(path.c_str(), &connection,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
  database.connections_->writer_.reset(connection);
  if (code != SQLITE_OK) return refuse(code);
  const auto lock = database.connections_->lock_writer(database.connections_->patience);
  code = open_writer(connection);
  if (code != SQLITE_OK) return refuse(code);
  return database;
}

Result<void> Database::execute(const std::string& sql) const {
  if (connections_->barred_here()) return failure_of(SQLITE_BUSY);
  const auto lock = connections_->lock_writer(connections_->patience);
  if (!lock.owns_lock()) return failure_of(SQLITE_BUSY);
  const int code = sqlite3_exec(connections_->writer(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure_of(code);
  return {};
}

Result<void> Database::check_integrity() const {
  Statement check = prepare("PRAGMA integrity_check(1)");
  if (!check.step() || check.text(0) != "ok") {
    return failure(Error{.message = "the database is damaged",
                         .file = path().string(),
                         .advice = "Keep the file, and restore the last backup: hamstring restore FILE."});
  }
  Statement references = prepare("PRAGMA foreign_key_check");
  if (references.step()) {
    return failure(
        Error{.message = fmt::format("the table {} points to rows that are not there", references.text(0)),
              .file = path().string(),
              .advice = "Keep the file, and restore the last backup: hamstring restore FILE."});
  }
  return references.error();
}

namespace {

/// Everything of `from` into `target`, whose connection is `to`, as one file.
Result<void> copy_all(sqlite3* from, const Database& target, sqlite3* to) {
  sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
  if (backup == nullptr) return failure_of(sqlite3_errcode(to));
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (stepped != SQLITE_DONE || finished != SQLITE_OK)
    return failure_of(stepped == SQLITE_DONE ? finished : stepped);
  // One file, not three: a backup is copied and mailed. SQLite answers with the mode it stayed in.
  Statement whole = target.prepare("PRAGMA journal_mode=DELETE");
  if (!whole.step())
    return failure(whole.error() ? Error{.message = "nothing was copied"} : whole.error().error());
  if (whole.text(0) != "delete") return failure_of(SQLITE_IOERR);
  return whole.run();
}

}  // namespace

Result<void> Database::backup_to(const std::filesystem::path& path) const {
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
    // From a reader: one state of the file, and nobody who writes waits for it.
    Connection reader = connections_->borrow();
    if (!reader) return failure_of(SQLITE_CANTOPEN);
    const Result<Database> target = Database::open(part);
    done = target ? copy_all(reader.get(), *target, target->connections_->writer()) : failure(target.error());
    connections_->give_back(std::move(reader));
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

Transaction::Transaction(const Database& database) : Transaction(database, database.connections_->patience) {}

Transaction::Transaction(const Database& database, std::chrono::milliseconds patience)
    : connections_(*database.connections_), lock_(connections_.lock_writer(patience)) {
  const int code = lock_.owns_lock()
                       ? sqlite3_exec(connections_.writer(), "BEGIN IMMEDIATE", nullptr, nullptr, nullptr)
                       : SQLITE_BUSY;
  if (code != SQLITE_OK) begun_ = failure_of(code);
  open_ = begun_.has_value();
  if (open_) {
    connections_.set_writing(true);
    (void)connections_.version_seen();  // what others wrote until now
    return;
  }
  // Without a transaction each statement would be one of its own, and half of them could stay.
  connections_.bar_here(true);
  if (lock_.owns_lock()) lock_.unlock();
}

Transaction::~Transaction() {
  if (!begun_) connections_.bar_here(false);
  if (!begun_) return;
  if (open_) (void)sqlite3_exec(connections_.writer(), "ROLLBACK", nullptr, nullptr, nullptr);
  connections_.set_writing(false);
}

Result<void> Transaction::commit() {
  if (!begun_) return begun_;
  if (sqlite3_get_autocommit(connections_.writer()) != 0) {
    // A full disk makes SQLite take the whole transaction back, whoever looked at the statement that failed.
    open_ = false;
    return failure(Error{.message = "the database could not keep this and took it back",
                         .advice = advice_for(SQLITE_FULL)});
  }
  const int code = sqlite3_exec(connections_.writer(), "COMMIT", nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure_of(code);
  open_ = false;
  return {};
}

Snapshot::Snapshot(const Database& database)
    : connections_(*database.connections_), reader_(connections_.borrow()) {
  // The state is taken with the first read, so that one is made here.
  const int code = reader_ ? sqlite3_exec(reader_.get(), "BEGIN; SELECT count(*) FROM sqlite_schema", nullptr,
                                          nullptr, nullptr)
                           : SQLITE_CANTOPEN;
  if (code != SQLITE_OK) {
    begun_ = failure_of(code);
    return;
  }
  connections_.pin_here(reader_.get());
}

Snapshot::~Snapshot() {
  if (!reader_) return;
  if (begun_) connections_.pin_here(nullptr);
  if (sqlite3_get_autocommit(reader_.get()) == 0)
    (void)sqlite3_exec(reader_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  connections_.give_back(std::move(reader_));
}

}  // namespace hamstring::store
