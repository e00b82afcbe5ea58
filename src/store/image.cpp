#include "store/image.h"

#include <fmt/format.h>

#include <memory>

namespace hamstring::store {
namespace {

struct Close {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};

std::unexpected<Error> failed(const Database& database, int code) {
  return failure(Error{.message = fmt::format("the database could not be read: {}", sqlite3_errstr(code)),
                       .file = database.path().string()});
}

}  // namespace

Result<std::string> image_of(const Database& database, std::size_t size_max) {
  const auto too_large = [&] {
    return failure(
        Error{.message = fmt::format("the database is larger than the {} MB that fit here", size_max >> 20),
              .file = database.path().string(),
              .advice = {}});
  };
  Statement pages =
      database.prepare("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
  if (!pages.step()) return failed(database, SQLITE_NOTADB);
  if (pages.integer(0) < 0 || static_cast<std::size_t>(pages.integer(0)) > size_max) return too_large();
  // A connection of its own reads one state of the file and its log, whatever the other one does meanwhile.
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(database.path().c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  const std::unique_ptr<sqlite3, Close> connection(opened);
  if (code != SQLITE_OK) return failed(database, code);
  sqlite3_busy_timeout(opened, 2000);
  sqlite3_int64 size = -1;
  const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> bytes(
      sqlite3_serialize(opened, "main", &size, 0), sqlite3_free);
  if (!bytes || size <= 0) return failed(database, SQLITE_NOMEM);
  if (static_cast<std::size_t>(size) > size_max) return too_large();
  // All of the write-ahead log is in these bytes: the file they make needs none (bytes 18 and 19 of the
  // header, https://www.sqlite.org/fileformat2.html#the_database_header).
  constexpr sqlite3_int64 write_version_at = 18, read_version_at = 19;
  if (size > read_version_at) bytes.get()[write_version_at] = bytes.get()[read_version_at] = 1;
  return std::string(reinterpret_cast<const char*>(bytes.get()), static_cast<std::size_t>(size));
}

}  // namespace hamstring::store
