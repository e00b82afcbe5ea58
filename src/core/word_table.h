// The words of a closed set, in files and replies, and the values that code compares: one table, read both
// ways.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace hamstring {

template <class E, std::size_t N>
using WordTable = std::array<std::pair<std::string_view, E>, N>;

template <class E, std::size_t N>
[[nodiscard]] constexpr std::optional<E> from_word(const WordTable<E, N>& words, std::string_view word) {
  for (const auto& [name, value] : words) {
    if (name == word) return value;
  }
  return std::nullopt;
}

/// Empty only for a value that is none of the set.
template <class E, std::size_t N>
[[nodiscard]] constexpr std::string_view to_word(const WordTable<E, N>& words, E value) {
  for (const auto& [name, known] : words) {
    if (known == value) return name;
  }
  return {};
}

/// Empty where nothing was said.
template <class E, std::size_t N>
[[nodiscard]] constexpr std::string_view to_word(const WordTable<E, N>& words, std::optional<E> value) {
  return value ? to_word(words, *value) : std::string_view{};
}

}  // namespace hamstring
