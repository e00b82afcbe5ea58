// Whole files in and out, with limits; nothing is ever left half-written.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"

namespace hamstring {

/// Largest input file that is read at all [bytes]; a longer one is refused with advice, not swallowed.
inline constexpr std::size_t file_size_limit_bytes = std::size_t{1} << 30;

/// Reads a regular file (or standard input, for "-") completely.
/// Errors: missing, a folder, unreadable, larger than `limit_bytes`.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::size_t limit_bytes = file_size_limit_bytes);

enum class Readers { everybody, owner };  ///< who may read a new file: as the system has it, or nobody else

/// A file that is written piece by piece beside its place and put there by commit(), so that readers see the
/// old file or the new one, never a part. What one refused write leaves behind is never taken for a whole
/// file: later writes and commit() fail, too. A target that is no regular file (a device, a pipe) is written
/// as it is.
class FileWriter {
 public:
  explicit FileWriter(std::filesystem::path path, Readers readers = Readers::everybody);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  void write(const void* data, std::size_t size);
  void write(std::string_view text) { write(text.data(), text.size()); }
  [[nodiscard]] bool good() const { return problem_.empty(); }
  /// On the disk and in its place, or an error that says why; then the old file is as it was.
  [[nodiscard]] Result<void> commit();

 private:
  void fail(int code);
  std::filesystem::path path_, part_;
  std::string problem_;
  int descriptor_ = -1;
};

/// Writes `content` through a FileWriter. Creates missing folders. Errors: the folder or file cannot be
/// written.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view content,
                                      Readers readers = Readers::everybody);

/// What lies in this file, and that it lies in its folder, outlasts a loss of power from here on.
[[nodiscard]] Result<void> sync_to_disk(const std::filesystem::path& path);

/// SHA-256 of `content` as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view content);

}  // namespace hamstring
