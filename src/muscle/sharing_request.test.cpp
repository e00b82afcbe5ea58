#include "muscle/sharing_request.h"

#include <gtest/gtest.h>

#include "tests/support/small_models.h"

namespace hamstring::muscle {
namespace {

SharingRequest one_row() {
  return {.rows = {CoordinateIndex(0)}, .unknowns = {{.name = "m", .muscle = {}}}, .actuators = {}};
}

TEST(SharingRequest, is_checked_before_anything_is_computed) {
  EXPECT_TRUE(check_request(one_row()));
  SharingRequest straight = one_row();
  straight.exponent = 1.0;
  EXPECT_FALSE(check_request(straight));
  SharingRequest crossed = one_row();
  crossed.unknowns[0].lower = 0.9;
  crossed.unknowns[0].upper = 0.1;
  EXPECT_FALSE(check_request(crossed));
  SharingRequest empty = one_row();
  empty.rows.clear();
  EXPECT_FALSE(check_request(empty));
}

TEST(SharingRequest, tells_of_muscles_that_have_no_force) {
  model::ModelSpecification s = testing::leg();
  s.muscles.push_back(testing::muscle("glute", {testing::fixed_point("ground", {0.02, 1.05, 0.05}),
                                                testing::fixed_point("femur", {-0.05, -0.15, 0.0})}));
  model::Model model = testing::compiled(s);
  model.muscles[0].parameters.optimal_fiber_length_m = -1.0;
  SharingRequest request = one_row();
  request.unknowns[0].muscle = MuscleIndex(0);
  std::vector<Error> left_out;
  EXPECT_FALSE(mechanics_of(model, request, left_out)[0]);
  ASSERT_EQ(left_out.size(), 1u);
  EXPECT_NE(left_out[0].text().find("glute"), std::string::npos);
  // Without physiology only its strength is asked.
  request.with_physiology = false;
  EXPECT_TRUE(mechanics_of(model, request, left_out)[0]);
}

}  // namespace
}  // namespace hamstring::muscle
