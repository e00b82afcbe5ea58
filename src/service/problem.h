// Why a request was refused, in terms a transport can map: no HTTP here.
#pragma once

#include <expected>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "core/result.h"

namespace hamstring::service {

enum class Code {
  bad_input,     ///< what was sent cannot be
  login_needed,  ///< nobody is logged in
  forbidden,     ///< somebody is, and may not
  not_found,
  conflict,  ///< somebody else was faster; `extra` holds what is there now
  too_many,  ///< wait
  storage,   ///< the disk or the database could not do it; nothing was changed
  busy,      ///< somebody else is writing; nothing was changed, and in a moment it works
};

struct Problem {
  Code code = Code::bad_input;
  Error error;
  nlohmann::json extra{};  ///< for Code::conflict
};

template <class T>
using Outcome = std::expected<T, Problem>;

[[nodiscard]] inline std::unexpected<Problem> refuse(Code code, std::string message,
                                                     std::string advice = {}) {
  return std::unexpected(
      Problem{.code = code, .error = {.message = std::move(message), .advice = std::move(advice)}});
}
[[nodiscard]] inline std::unexpected<Problem> refuse(Code code, Error error) {
  return std::unexpected(Problem{.code = code, .error = std::move(error)});
}

}  // namespace hamstring::service
