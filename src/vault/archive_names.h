// What the parts of an archive are called, for those who write and read them.
#pragma once

#include <algorithm>
#include <string_view>

namespace hamstring::service {

inline constexpr std::string_view archive_format = "hamstring.archive";
inline constexpr int archive_version = 3;  ///< 2: shown.json may tell changes; 3: groups and templates
inline constexpr std::string_view erased_action = "erased";

/// Letters, digits, '-' and '_' only: safe as the name of a folder everywhere.
inline bool names_a_folder(std::string_view id) {
  return !id.empty() && id.size() <= 80 && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace hamstring::service
