#include "dynamics/residuals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring::dynamics {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Residuals residuals(double force_n, double moment_n_m) {
  return {.force_peak_n = force_n,
          .force_rms_n = 1.0,
          .moment_peak_n_m = moment_n_m,
          .moment_rms_n_m = 1.0,
          .peak_at_s = 0.25,
          .external_peak_n = 1000.0,
          .mass_center_height_m = 1.0,
          .force_limit_n = residual_force_share * 1000.0,
          .moment_limit_n_m = residual_moment_share * 1000.0,
          .frames = 10};
}

TEST(Residuals, both_have_to_be_within_their_limits) {
  EXPECT_TRUE(residuals(50.0, 10.0).are_acceptable());
  EXPECT_FALSE(residuals(50.1, 10.0).are_acceptable());
  EXPECT_FALSE(residuals(50.0, 10.1).are_acceptable());
}

TEST(Residuals, the_sentence_says_how_much_by_which_criterion_and_where) {
  const std::string good = residual_sentence(residuals(20.0, 5.0));
  EXPECT_THAT(good, HasSubstr("20.0 N and 5.0 N m"));
  EXPECT_THAT(good, HasSubstr("acceptable; Hicks et al. 2015 accept up to 50.0 N (5 %"));
  EXPECT_THAT(good, Not(HasSubstr("too much")));
  const std::string bad = residual_sentence(residuals(80.0, 5.0));
  EXPECT_THAT(bad, HasSubstr("too much"));
  EXPECT_THAT(bad, HasSubstr("worst at 0.250 s"));
  EXPECT_THAT(bad, HasSubstr("swinging leg do not depend on it"));
}

TEST(Residuals, without_plates_the_limits_are_said_to_be_those_of_the_weight) {
  Residuals none = residuals(20.0, 5.0);
  none.external_peak_n = 0.0;
  EXPECT_THAT(residual_sentence(none), HasSubstr("of the body's weight, as no force was recorded"));
}

}  // namespace
}  // namespace hamstring::dynamics
