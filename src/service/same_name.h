// Whether two names may be one person's, and whether a name names anybody.
#pragma once

#include <string>
#include <string_view>

namespace hamstring::service {

/// What is left of a name when everything is taken away that makes the same name look like another one:
/// blanks, signs, marks, titles, the order of its parts, letters of other alphabets that look alike. For
/// comparing alone.
[[nodiscard]] std::string name_key(std::string_view name);

/// Whether two names may be one person's: by their keys, or letter by letter whatever blanks stand between.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

/// Whether it names somebody else than whoever writes: at least two letters, and none of `nobodys`, the words
/// of a language for oneself and for nobody, with commas between them.
[[nodiscard]] bool names_somebody(std::string_view name, std::string_view nobodys);

}  // namespace hamstring::service
