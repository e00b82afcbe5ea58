// How deep and how large a JSON or TOML text is, told before a parser sees it. Parsers and their trees call
// themselves once a level: a small file of nothing but brackets or dots would end the whole program, and no
// error that they return can prevent that.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/result.h"

namespace hamstring {

struct JsonShape {
  int depth = 0;           ///< deepest nesting of [ and {
  std::size_t values = 0;  ///< at least as many as a parser would make
};

/// Of any text; what is no JSON gets numbers, too.
[[nodiscard]] JsonShape json_shape(std::string_view text);

struct TomlLimits {
  int depth = 32;  ///< of [ and { within one value
  int dots = 16;   ///< of one key or one [header]
  std::size_t bytes = std::size_t{4} << 20;
  std::size_t keys = 100'000;
};

/// Errors, with file and line: longer, deeper or more than the limits. A text that passes may still be no
/// TOML.
[[nodiscard]] Result<void> check_toml_shape(std::string_view text, std::string_view file,
                                            const TomlLimits& limits = {});

}  // namespace hamstring
