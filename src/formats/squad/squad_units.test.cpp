#include "formats/squad/squad_units.h"

#include <gtest/gtest.h>

namespace hamstring {
namespace {

std::optional<double> factor(std::string_view header, std::string_view wanted) {
  return squad_factor(squad_unit_of(header), wanted);
}

TEST(SquadUnits, a_unit_in_a_header_is_read_however_it_is_written) {
  EXPECT_EQ(factor("L Max Force (N)", "N"), 1.0);
  EXPECT_EQ(factor("Left (kg)", "N"), 9.80665);
  EXPECT_EQ(factor("Links [KG]", "N"), 9.80665);
  EXPECT_EQ(factor("left_kp", "N"), 9.80665);
  EXPECT_EQ(factor("Kraft rechts kN", "N"), 1000.0);
  EXPECT_NEAR(factor("right, lbs", "N").value_or(0), 4.4482216152605, 1e-12);
  EXPECT_EQ(factor("Left (°)", "deg"), 1.0);
  EXPECT_EQ(factor("Left mm", "cm"), 0.1);
  EXPECT_EQ(factor("Left", "N"), 1.0) << "no unit is no reason to refuse";
  EXPECT_EQ(factor("max force left", "N"), 1.0) << "left is no unit";
}

TEST(SquadUnits, one_that_is_not_known_or_measures_something_else_is_nobodys) {
  for (const char* header : {"Left (Nm)", "Left (N/kg)", "Left (%)", "Left (cm)", "Left (best of 3)"})
    EXPECT_EQ(factor(header, "N"), std::nullopt) << header;
  EXPECT_EQ(factor("Left (kg)", "deg"), std::nullopt);
  EXPECT_EQ(factor("Left (kg", "N"), 9.80665) << "a bracket that nobody closed";
  EXPECT_EQ(squad_unit_of("Left (Nm)").written, "Nm");
}

TEST(SquadUnits, what_is_left_of_a_header_without_its_unit) {
  EXPECT_EQ(without_squad_unit("Left kg"), "Left");
  EXPECT_EQ(without_squad_unit("Kraft links, N"), "Kraft links");
  EXPECT_EQ(without_squad_unit("l_n"), "l");
  EXPECT_EQ(without_squad_unit("N"), "N");
  EXPECT_EQ(without_squad_unit("L Reps"), "L Reps") << "repetitions are a column of their own";
  EXPECT_EQ(without_squad_unit("max force left"), "max force left");
}

}  // namespace
}  // namespace hamstring
