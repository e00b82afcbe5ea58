// Words of anatomy that every stage shares: the side of the body and the four muscles this program is about.
#pragma once

#include <array>
#include <string_view>

#include "core/word_table.h"

namespace hamstring {

enum class Side { left, right };

inline constexpr std::array<Side, 2> both_sides{Side::left, Side::right};

/// "left" or "right".
[[nodiscard]] constexpr std::string_view side_name(Side side) {
  return side == Side::left ? "left" : "right";
}

/// The hamstrings. The short head crosses only the knee and is kept apart from the other three.
enum class Hamstring {
  biceps_femoris_long_head,
  semitendinosus,
  semimembranosus,
  biceps_femoris_short_head,
};

inline constexpr std::array<Hamstring, 4> all_hamstrings{
    Hamstring::biceps_femoris_long_head, Hamstring::semitendinosus, Hamstring::semimembranosus,
    Hamstring::biceps_femoris_short_head};

/// The field's short forms.
inline constexpr WordTable<Hamstring, 4> hamstring_words{{{"BFlh", Hamstring::biceps_femoris_long_head},
                                                          {"ST", Hamstring::semitendinosus},
                                                          {"SM", Hamstring::semimembranosus},
                                                          {"BFsh", Hamstring::biceps_femoris_short_head}}};

/// "BFlh", "ST", "SM", "BFsh"
[[nodiscard]] constexpr std::string_view hamstring_code(Hamstring muscle) {
  return to_word(hamstring_words, muscle);
}

/// Whether the muscle crosses hip and knee (all but the short head).
[[nodiscard]] constexpr bool crosses_hip(Hamstring muscle) {
  return muscle != Hamstring::biceps_femoris_short_head;
}

}  // namespace hamstring
