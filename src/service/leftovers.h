// What must not stay: copies of the database and of recordings that a program which was killed, or an old
// format, left behind.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/result.h"

namespace hamstring::service {

/// Removes beside `database` what only a running program needs (`.restoring-PID` and, of older versions,
/// `.sealing-PID` and `.sending-PID`) once that program is gone, and the copies from before a change of
/// format
/// (`.before-vN`) that are older than a month at `now` (seconds since 1970). A file that cannot be removed
/// stays; it is tried again at the next start.
void clear_leftovers(const std::filesystem::path& database, std::int64_t now);

/// Removes every copy from before a change of format, whatever its age: somebody is being erased, and is in
/// them. Errors: one of them cannot be removed.
[[nodiscard]] Result<void> remove_old_formats(const std::filesystem::path& database);

/// Erases somebody from what a restore put aside ("NAME.before-restore", "-2", …): the files stay, without
/// them. Errors: one that cannot be opened or written, with what to do.
[[nodiscard]] Result<void> erase_from_replaced(const std::filesystem::path& database,
                                               const std::string& person);

/// A folder of its own below the system's temporary folder, for its owner alone; gone when the value goes.
/// Where the program is killed first, the next one to start removes it.
class PrivateFolder {
 public:
  /// `name`: "hamstring_demo".
  explicit PrivateFolder(const char* name);
  ~PrivateFolder();
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  /// Empty where none could be made.
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Removes the private folders of programs that are gone, those of older versions (no number in their name)
/// once they are older than a day.
void clear_private_folders(const std::filesystem::path& in, std::int64_t now);

}  // namespace hamstring::service
