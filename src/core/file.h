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

/// Writes `content` beside `path` first and renames it into place, so that readers see the old file or the
/// new one, never a part. Creates missing folders. Errors: the folder or file cannot be written.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view content);

/// SHA-256 of `content` as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view content);

}  // namespace hamstring
