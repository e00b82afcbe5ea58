#include "store/image.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

namespace hamstring::store {
namespace {

constexpr std::int64_t piece_max = 1 << 18;  // bytes
constexpr auto patience = std::chrono::seconds(20);

std::unexpected<Error> failed(const Database& database, int code) {
  return failure(Error{.message = fmt::format("the database could not be read: {}", sqlite3_errstr(code)),
                       .file = database.path().string()});
}

Result<Connection> open_beside(const Database& database) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(database.path().c_str(), &opened,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, nullptr);
  Connection connection(opened);
  if (code != SQLITE_OK) return failed(database, code);
  sqlite3_busy_timeout(opened, 2000);
  return connection;
}

int run(sqlite3* connection, const char* sql) {
  return sqlite3_exec(connection, sql, nullptr, nullptr, nullptr);
}

/// Whether all of the log was carried over into the file. `connection` has read once: before that it knows of
/// no log, and says that there is nothing to carry.
bool carried_over(sqlite3* connection) {
  int in_log = -1, carried = -1;
  const int code =
      sqlite3_wal_checkpoint_v2(connection, "main", SQLITE_CHECKPOINT_PASSIVE, &in_log, &carried);
  return code == SQLITE_OK && in_log >= 0 && in_log == carried;
}

/// Holds the file as it is: where all of the log is in the file when a reader begins, it reads the file
/// alone, and until it ends nothing is carried over into it (https://www.sqlite.org/walformat.html,
/// WAL_READ_LOCK(0)). What is written meanwhile goes into the log.
int freeze(sqlite3* reader, sqlite3* writer, sqlite3* carrier) {
  const auto end = std::chrono::steady_clock::now() + patience;
  if (const int code = run(carrier, "SELECT count(*) FROM sqlite_schema"); code != SQLITE_OK) return code;
  for (;;) {
    // Nobody writes between the carrying over and the reader's beginning.
    int code = run(writer, "BEGIN IMMEDIATE");
    const bool whole = code == SQLITE_OK && carried_over(carrier);
    if (whole) code = run(reader, "BEGIN; SELECT count(*) FROM sqlite_schema");
    if (sqlite3_get_autocommit(writer) == 0) (void)run(writer, "ROLLBACK");
    if (whole) return code;
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) return code;
    if (std::chrono::steady_clock::now() > end) return SQLITE_BUSY;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));  // a reader of an older state ends soon
  }
}

std::int64_t number(sqlite3* connection, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  std::int64_t value = -1;
  if (sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    value = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return value;
}

/// The bytes of the frozen file, by SQLite's own handle: closing one of ours would open its locks
/// (https://www.sqlite.org/howtocorrupt.html, 2.2).
int send(sqlite3* reader, const TakePiece& take) {
  sqlite3_file* file = nullptr;
  const std::int64_t size = number(reader,
                                   "SELECT page_count * page_size FROM pragma_page_count, "
                                   "pragma_page_size");
  if (size <= 0 ||
      sqlite3_file_control(reader, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file)) !=
          SQLITE_OK ||
      file == nullptr || file->pMethods == nullptr)
    return SQLITE_IOERR;
  std::vector<char> piece(piece_max);
  for (std::int64_t at = 0; at < size;) {
    const std::int64_t bytes = std::min(piece_max, size - at);
    const int code = file->pMethods->xRead(file, piece.data(), static_cast<int>(bytes), at);
    if (code != SQLITE_OK) return code;
    // The file they make has no log beside it and needs none (bytes 18 and 19 of the header,
    // https://www.sqlite.org/fileformat2.html#the_database_header).
    constexpr std::size_t write_version_at = 18, read_version_at = 19;
    if (at == 0) piece[write_version_at] = piece[read_version_at] = 1;
    if (!take({piece.data(), static_cast<std::size_t>(bytes)}, size)) return SQLITE_ABORT;
    at += bytes;
  }
  return SQLITE_OK;
}

}  // namespace

Result<void> stream_image(const Database& database, const TakePiece& take) {
  auto reader = open_beside(database), writer = open_beside(database), carrier = open_beside(database);
  for (const auto* each : {&reader, &writer, &carrier})
    if (!*each) return failure(each->error());
  if (const int code = freeze(reader->get(), writer->get(), carrier->get()); code != SQLITE_OK)
    return failed(database, code);
  const int code = send(reader->get(), take);
  (void)run(reader->get(), "ROLLBACK");
  if (code == SQLITE_ABORT) return failure("the copy could not be written");
  if (code != SQLITE_OK) return failed(database, code);
  return {};
}

}  // namespace hamstring::store
