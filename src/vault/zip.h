// Zip files as values: written so that equal content is equal bytes, read with limits.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "core/result.h"

namespace hamstring::service {

/// Content by name ("people/p1/case.json"), sorted.
using Files = std::map<std::string, std::string>;

struct ZipLimits {
  std::size_t packed_max = std::size_t{64} << 20;     ///< [bytes]
  std::size_t unpacked_max = std::size_t{512} << 20;  ///< of all files together [bytes]
  std::size_t file_max = std::size_t{256} << 20;      ///< of one file [bytes]
  std::size_t files_max = 20'000;
  std::size_t ratio_max = 250;  ///< unpacked to packed, above ratio_from
  std::size_t ratio_from = std::size_t{1} << 20;
};

/// Sorted names, one fixed date, one way of packing: the same files give the same bytes.
/// Errors: no memory.
[[nodiscard]] Result<std::string> write_zip(const Files& files);

/// All files of a zip. Folders are passed over. Errors, each with the name that is at fault: not a zip,
/// damaged, encrypted, more files or bytes than the limits, packed too densely, a path that is absolute or
/// climbs, a link, a name that stands twice (letter case aside).
[[nodiscard]] Result<Files> read_zip(std::string_view bytes, const ZipLimits& limits = {});

}  // namespace hamstring::service
