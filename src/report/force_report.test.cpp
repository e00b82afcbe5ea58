#include "report/force_report.h"

#include <gtest/gtest.h>

#include "tests/support/sample_report.h"

namespace hamstring::report {
namespace {

TEST(ForceReport, never_says_a_force_without_its_band) {
  const std::string text = forces_lines(hamstring::testing::sample_forces());
  EXPECT_NE(text.find("BFlh left: 700 N, between 115 and 770 (10.0 N/kg, 1.6 to 11.0) at 86 % of the stride"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("11.0 J done (5.5 to 16.5; 0.16 J/kg, 0.08 to 0.24)"), std::string::npos);
  EXPECT_NE(text.find("14.0 J taken (7.0 to 21.0; 0.20 J/kg, 0.10 to 0.30)"), std::string::npos);
  EXPECT_NE(text.find("25 % of hip extension (12 to 38), 36 % of knee flexion (18 to 54)"), std::string::npos)
      << text;
  EXPECT_LT(text.find("One caution"), text.find("One note"));
}

TEST(ForceReport, shows_of_a_leg_on_the_ground_nothing_that_no_plate_measured) {
  const ForceReport forces = hamstring::testing::sample_forces(true);
  const std::string text = forces_lines(forces);
  EXPECT_NE(text.find("late in the swing"), std::string::npos) << text;
  EXPECT_EQ(text.find("hip extension"), std::string::npos);
}

TEST(ForceReport, says_not_known_and_never_zero) {
  EXPECT_EQ(banded_text({}, 70.0), "not known");
}

TEST(ForceReport, finds_a_muscle_by_side_and_name) {
  const ForceReport forces = hamstring::testing::sample_forces();
  ASSERT_NE(find_force(forces, Side::left, "BFlh"), nullptr);
  EXPECT_EQ(find_force(forces, Side::right, "BFlh"), nullptr);
}

}  // namespace
}  // namespace hamstring::report
