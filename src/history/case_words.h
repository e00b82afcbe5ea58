// The words of the case file for its enumerations; one table for reading and writing.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "history/case.h"

namespace hamstring::rehab {

template <class E, std::size_t N>
using Words = std::array<std::pair<std::string_view, E>, N>;

inline constexpr Words<Reply, 3> reply_words{
    {{"no", Reply::no}, {"yes", Reply::yes}, {"unsure", Reply::unsure}}};
inline constexpr Words<Side, 4> side_words{
    {{"left", Side::left}, {"right", Side::right}, {"both", Side::both}, {"not_known", Side::not_known}}};
inline constexpr Words<Who, 5> who_words{{{"self", Who::self},
                                          {"helper", Who::helper},
                                          {"clinician", Who::clinician},
                                          {"device", Who::device},
                                          {"import", Who::import}}};

template <class E, std::size_t N>
[[nodiscard]] constexpr std::optional<E> from_word(const Words<E, N>& words, std::string_view word) {
  for (const auto& [name, value] : words) {
    if (name == word) return value;
  }
  return std::nullopt;
}

template <class E, std::size_t N>
[[nodiscard]] constexpr std::string_view to_word(const Words<E, N>& words, E value) {
  for (const auto& [name, known] : words) {
    if (known == value) return name;
  }
  return {};
}

/// The `type` word of an entry.
[[nodiscard]] std::string_view type_word(const EntryBody& body);

}  // namespace hamstring::rehab
