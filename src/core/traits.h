// What is asked of people and told of those whom a study looked at.
#pragma once

#include "core/word_table.h"

namespace hamstring {

enum class Sex { male, female, other, not_said };
inline constexpr WordTable<Sex, 4> sex_words{
    {{"male", Sex::male}, {"female", Sex::female}, {"other", Sex::other}, {"not_said", Sex::not_said}}};

enum class Level { elite, amateur, recreational };
inline constexpr WordTable<Level, 3> level_words{
    {{"elite", Level::elite}, {"amateur", Level::amateur}, {"recreational", Level::recreational}}};

}  // namespace hamstring
