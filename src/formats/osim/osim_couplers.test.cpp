#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;
using ::testing::HasSubstr;

TEST(OsimCouplers, reads_couplers_with_their_scale_in_the_function) {
  const model::ModelSpecification leg = parse_good(leg_model());
  ASSERT_EQ(leg.couplers.size(), 1U);
  EXPECT_EQ(leg.couplers[0].independent_coordinates, std::vector<std::string>{"knee_angle"});
  EXPECT_EQ(leg.couplers[0].dependent_coordinate, "knee_slide");
  EXPECT_TRUE(leg.couplers[0].enforced);
  EXPECT_NEAR(model::evaluate(leg.couplers[0].function, 2.0).value, 0.5 * (0.01 * 2.0 + 0.002), 1e-16);
}

TEST(OsimCouplers, takes_isDisabled_of_old_couplers_as_not_enforced) {
  const std::string text =
      replaced(leg_model(), "<isEnforced>true</isEnforced>", "<isDisabled> true </isDisabled>");
  EXPECT_FALSE(parse_good(text).couplers[0].enforced);
}

TEST(OsimCouplers, are_enforced_only_where_neither_old_nor_new_flag_says_otherwise) {
  for (const auto& [flags, enforced] :
       {std::pair("", true),
        {"<isEnforced>false</isEnforced>", false},
        {"<isDisabled>false</isDisabled>", true},
        {"<isEnforced>true</isEnforced><isDisabled>true</isDisabled>", false}}) {
    EXPECT_EQ(
        parse_good(replaced(leg_model(), "<isEnforced>true</isEnforced>", flags)).couplers.at(0).enforced,
        enforced)
        << flags;
  }
}

TEST(OsimCouplers, multiply_their_scale_onto_that_of_the_function) {
  const std::string text =
      replaced(leg_model(), "<LinearFunction><coefficients>0.01 0.002</coefficients></LinearFunction>",
               "<MultiplierFunction><function><LinearFunction><coefficients>0.01 "
               "0.002</coefficients></LinearFunction></function><scale>3</scale></MultiplierFunction>");
  // 0.5 · 3 · (0.01 · 2 + 0.002)
  EXPECT_NEAR(model::evaluate(parse_good(text).couplers.at(0).function, 2.0).value, 0.033, 1e-16);
}

TEST(OsimCouplers, without_a_driver_are_refused_unless_they_hold_a_coordinate_still) {
  const std::string text =
      replaced(leg_model(), "<independent_coordinate_names>knee_angle<", "<independent_coordinate_names><");
  EXPECT_THAT(parse_bad(text).message, HasSubstr("at least one coordinate"));
  const std::string still =
      replaced(text, "<LinearFunction><coefficients>0.01 0.002</coefficients></LinearFunction>",
               "<Constant><value>0.004</value></Constant>");
  EXPECT_NEAR(model::evaluate(parse_good(still).couplers.at(0).function, 9.0).value, 0.002, 1e-18);
}

TEST(OsimCouplers, without_a_function_or_with_an_unknown_driver_are_refused_by_name) {
  std::string text = leg_model();
  const std::size_t begin = text.find("<coupled_coordinates_function>");
  const std::string end = "</coupled_coordinates_function>";
  text.erase(begin, text.find(end) + end.size() - begin);
  EXPECT_THAT(parse_bad(text).message, HasSubstr("needs a coupled_coordinates_function"));
  EXPECT_THAT(parse_bad(replaced(leg_model(), "names>knee_angle<", "names>elbow<")).message,
              HasSubstr("the coordinate 'elbow'"));
}

}  // namespace
}  // namespace hamstring
