// Handing on an error without a word about it. Where something can be said (which file, what to do), write it
// out.
#pragma once

#include <expected>
#include <utility>

/// HAMSTRING_TRY(text, read_file(path)); is `auto text = …` for the value of a Result or an Outcome; where
/// there is an error instead, the function around it returns that.
#define HAMSTRING_TRY(name, ...)                                                    \
  auto name##_or_error = __VA_ARGS__;                                               \
  if (!name##_or_error) return std::unexpected(std::move(name##_or_error).error()); \
  auto name = *std::move(name##_or_error)

/// The same for an expression without a value.
#define HAMSTRING_TRY_DO(...)                           \
  if (auto done_or_error = __VA_ARGS__; !done_or_error) \
  return std::unexpected(std::move(done_or_error).error())
