// Names that read as what they are: of people, accounts, groups, templates.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/problem.h"

namespace hamstring::service {

/// The first sign of a text that nobody sees and that breaks a line or turns it round, as "U+202E"; "bytes"
/// where it is no UTF-8. Joiners of letters stay: there are names that need them.
[[nodiscard]] std::optional<std::string> hidden_sign(std::string_view text);

/// Errors: bad_input, with the field and the sign as its element.
[[nodiscard]] Outcome<void> plain_name(std::string_view name, const char* field);

}  // namespace hamstring::service
