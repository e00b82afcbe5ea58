#include "vault/backup.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <string_view>

#include "core/file.h"
#include "core/try.h"
#include "store/calendar_records.h"
#include "store/image.h"
#include "store/schema.h"
#include "vault/sealed_file.h"

namespace hamstring::service {
namespace {

namespace fs = std::filesystem;

fs::path beside(const fs::path& path, const std::string& ending) {
  fs::path made = path;
  made += ending;
  return made;
}

/// Removes a database and what SQLite keeps beside it.
class Temporary {
 public:
  explicit Temporary(fs::path path) : path_(std::move(path)) { remove(); }
  ~Temporary() { remove(); }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  void remove() const {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm", "-journal", ".part"})
      fs::remove(beside(path_, ending), ignored);
  }
  fs::path path_;
};

Result<void> copy_bytes(const fs::path& from, const fs::path& to) {
  std::error_code code;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, code);
  if (code)
    return failure(
        Error{.message = "the backup could not be copied: " + code.message(), .file = from.string()});
  fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, code);
  return {};
}

bool begins_as(const fs::path& file, std::string_view wanted) {
  std::ifstream in(file, std::ios::binary);
  std::string begin(wanted.size(), '\0');
  return in.read(begin.data(), std::ssize(begin)) && begin == wanted;
}

/// Opens what was unpacked and looks at all of it. Leaves one file.
Result<int> check_copy(const fs::path& copy, const fs::path& named) {
  if (begins_as(copy, "PK\x03\x04"))
    return failure(Error{.message = "this is an export and no backup",
                         .file = named.string(),
                         .advice = "Read it in with: hamstring import FILE."});
  Result<store::Database> database = store::Database::open(copy);
  Result<void> good = database ? database->check_integrity() : failure(database.error());
  if (!good) {
    return failure(Error{.message = "this backup is damaged or is no database",
                         .file = named.string(),
                         .advice = "Nothing was changed; use an earlier backup."});
  }
  HAMSTRING_TRY(version, store::version_of(*database));
  if (version == 0)
    return failure(Error{.message = "this database is not one of Hamstring's", .file = named.string()});
  if (version > store::schema_version()) {
    return failure(
        Error{.message = fmt::format("the backup was made by a newer Hamstring (format {}, this one "
                                     "knows {})",
                                     version, store::schema_version()),
              .file = named.string(),
              .advice = fmt::format("Use a Hamstring that knows format {}; nothing was changed.", version)});
  }
  // An address that was taken back since would be read again by whoever has it: each is made anew.
  constexpr int first_with_addresses = 10;
  if (version >= first_with_addresses) {
    HAMSTRING_TRY_DO(store::remove_all_calendar_addresses(*database));
  }
  HAMSTRING_TRY_DO(database->execute("PRAGMA journal_mode=DELETE"));
  return version;
}

/// Nobody else has it open, and all of it is in one file; a database that cannot even be opened is nobody's.
Result<void> check_alone(const fs::path& path) {
  const Result<store::Database> database = store::Database::open(path);
  if (!database) return {};
  store::Statement alone = database->prepare("PRAGMA journal_mode=DELETE");
  (void)alone.step();
  if (!alone.busy()) return {};
  return failure(Error{.message = "another program has this database open",
                       .file = path.string(),
                       .advice = "End 'hamstring serve' first; nothing was changed."});
}

fs::path free_name(const fs::path& path) {
  std::error_code ignored;
  for (int i = 1;; ++i) {
    fs::path name = beside(path, i == 1 ? ".before-restore" : fmt::format(".before-restore-{}", i));
    if (!fs::exists(name, ignored)) return name;
  }
}

/// The old database gets a second name before the new one takes its place: at no moment is there none.
Result<fs::path> put_in_place(const fs::path& copy, const fs::path& path) {
  std::error_code code;
  fs::path kept;
  if (fs::exists(path, code)) {
    kept = free_name(path);
    // A log that is left over would be played into the new file.
    for (const char* ending : {"-wal", "-shm"}) {
      if (fs::exists(beside(path, ending), code))
        fs::rename(beside(path, ending), beside(kept, ending), code);
      if (code)
        return failure(Error{.message = "the old database could not be moved", .file = path.string()});
    }
    fs::create_hard_link(path, kept, code);
    if (code) fs::rename(path, kept, code);
    if (code) return failure(Error{.message = "the old database could not be kept", .file = path.string()});
  }
  fs::rename(copy, path, code);
  if (code)
    return failure(Error{.message = "the backup could not be put in its place", .file = path.string()});
  HAMSTRING_TRY_DO(sync_to_disk(path));
  return kept;
}

}  // namespace

Result<void> make_backup(const store::Database& database, const fs::path& to,
                         const std::optional<std::string>& pass_phrase, const Progress& progress) {
  if (!pass_phrase && !progress) return database.backup_to(to);
  std::int64_t done = 0;
  const auto tell = [&](std::string_view piece, std::int64_t all) {
    done += std::ssize(piece);
    if (progress) progress("writing", static_cast<double>(done) / static_cast<double>(all));
  };
  if (pass_phrase) {
    Result<SealedWriter> sealed = SealedWriter::create(to, *pass_phrase);
    if (!sealed) return failure(sealed.error());
    const auto copied = store::stream_image(database, [&](std::string_view piece, std::int64_t all) {
      tell(piece, all);
      return sealed->write(piece);
    });
    // Of a refused write the file itself says most: that the disk is full.
    return copied || !sealed->good() ? sealed->commit() : copied;
  }
  FileWriter target(to, Readers::owner);
  const auto copied = store::stream_image(database, [&](std::string_view piece, std::int64_t all) {
    tell(piece, all);
    target.write(piece);
    return target.good();
  });
  return copied || !target.good() ? target.commit() : copied;
}

Result<Restored> restore_backup(const fs::path& backup, const fs::path& database, bool replace,
                                const std::optional<std::string>& pass_phrase) {
  std::error_code code;
  if (!fs::is_regular_file(backup, code))
    return failure(Error{.message = "there is no such file", .file = backup.string()});
  const bool there = fs::exists(database, code);
  if (there && !replace) {
    return failure(Error{.message = "there is a database already",
                         .file = database.string(),
                         .advice = "With --replace it is replaced; the old one is kept beside it."});
  }
  const bool sealed = is_sealed(backup);
  if (sealed && !pass_phrase)
    return failure(
        Error{.message = "this backup is encrypted: a pass phrase is needed", .file = backup.string()});
  const Temporary copy(beside(database, fmt::format(".restoring-{}", getpid())));
  HAMSTRING_TRY_DO(sealed ? unseal_file(backup, copy.path(), *pass_phrase) : copy_bytes(backup, copy.path()));
  HAMSTRING_TRY(version, check_copy(copy.path(), backup));
  HAMSTRING_TRY_DO(sync_to_disk(copy.path()));
  if (there) {
    HAMSTRING_TRY_DO(check_alone(database));
  }
  HAMSTRING_TRY(kept, put_in_place(copy.path(), database));
  return Restored{.kept = kept, .version = version};
}

}  // namespace hamstring::service
