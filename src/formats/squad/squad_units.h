// Units as people and devices write them in the header of a column.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hamstring {

struct SquadUnit {
  std::string written;    ///< as it stands there, without its brackets; empty: the header names none
  std::string_view base;  ///< the unit it is a multiple of, as tests name theirs; empty: not known
  double in_base = 1.0;   ///< one of it, in the base unit
};

/// Of a header such as "Left (kg)", "L Max Force [N]", "Rechts kp". What stands in brackets is a unit, known
/// or not: of a bracket that is none nobody can say that it is none. Without brackets only a known one is.
[[nodiscard]] SquadUnit squad_unit_of(std::string_view header);

/// What stands before a unit without brackets; the whole header where there is none.
[[nodiscard]] std::string_view without_squad_unit(std::string_view header);

/// By what a number in this unit is multiplied to stand in `wanted`; 1 where the header names none. Nothing
/// where it is not known or measures something else.
[[nodiscard]] std::optional<double> squad_factor(const SquadUnit& unit, std::string_view wanted);

}  // namespace hamstring
