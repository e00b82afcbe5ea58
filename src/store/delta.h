// What a text has that another has not: plans of two days are nearly the same 40 kB.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace hamstring::store {

/// How `text` is made from pieces of `base` and what it has alone.
[[nodiscard]] std::string delta(std::string_view base, std::string_view text);
/// The way back. Errors: not what delta() made for this base, or longer than 64 MiB.
[[nodiscard]] Result<std::string> apply_delta(std::string_view base, std::string_view delta);

}  // namespace hamstring::store
