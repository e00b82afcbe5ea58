#include "rehab/standing/dose.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

using Amounts = std::vector<double>;

ContentLine line_of(Range sets, Range reps) {
  ContentLine line;
  line.sets = sets;
  line.reps = reps;
  return line;
}

TEST(Dose, starts_at_the_fewest_sets_of_the_fewest_repetitions) {
  EXPECT_EQ(first_dose(line_of({3, 4}, {8, 15})).amounts, (Amounts{8, 8, 8}));
}

TEST(Dose, grows_by_a_tenth_on_as_few_sets_as_hold_it) {
  const ContentLine line = line_of({3, 4}, {8, 15});
  const auto next = next_dose(first_dose(line), line, 0.1);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->steps, 1);
  EXPECT_EQ(next->dose.amounts, (Amounts{9, 9, 8}));  // 24 and a tenth: 26
}

// A tenth of four is no repetition: 1.1 three times is 1.33, more than the quarter that five is above four.
TEST(Dose, a_single_repetition_that_is_more_than_the_step_takes_several_steps) {
  const ContentLine line = line_of({1, 1}, {4, 8});
  const auto five = next_dose(first_dose(line), line, 0.1);
  ASSERT_TRUE(five);
  EXPECT_EQ(five->dose.amounts, Amounts{5});
  EXPECT_EQ(five->steps, 3);
  const auto eight = next_dose(Dose{.amounts = {7}}, line, 0.1);
  ASSERT_TRUE(eight);
  EXPECT_EQ(eight->steps, 2);  // 8/7 = 1.14 < 1.21
}

TEST(Dose, never_grows_faster_than_the_step) {
  for (const double step : {0.02, 0.05, 0.1}) {
    for (const ContentLine& line :
         {line_of({1, 3}, {4, 12}), line_of({3, 5}, {10, 30}), line_of({1, 2}, {1, 3})}) {
      Dose dose = first_dose(line);
      int steps = 0;
      double allowed = dose.volume();
      while (const auto next = next_dose(dose, line, step)) {
        for (int i = 0; i < next->steps; ++i) allowed *= 1.0 + step;
        EXPECT_LE(next->dose.volume(), allowed * (1.0 + 1e-12));
        EXPECT_GT(next->dose.volume(), dose.volume());
        dose = next->dose;
        ASSERT_LT(++steps, 1000);
      }
      EXPECT_EQ(dose.volume(), line.sets.max * line.reps.max);
      EXPECT_LE(static_cast<double>(dose.amounts.size()), line.sets.max);
    }
  }
}

TEST(Dose, a_load_grows_once_the_repetitions_are_full_by_half_kilograms) {
  ContentLine line = line_of({2, 2}, {8, 8});
  line.load_start = 20.0;
  const auto heavy = next_dose(first_dose(line), line, 0.1);
  ASSERT_TRUE(heavy);
  EXPECT_EQ(heavy->dose.load_kg, 22.0);
  line.load_start = 3.0;
  const auto light = next_dose(first_dose(line), line, 0.1);
  ASSERT_TRUE(light);
  EXPECT_EQ(light->dose.load_kg, 3.5);
  EXPECT_EQ(light->steps, 2);  // 3.5/3 = 1.17 < 1.21
}

TEST(Dose, a_step_of_zero_never_grows) {
  const ContentLine line = line_of({3, 4}, {8, 15});
  EXPECT_FALSE(next_dose(first_dose(line), line, 0.0));
}

TEST(Dose, lowered_doses_lie_on_the_same_chain_and_never_below_the_first) {
  const ContentLine line = line_of({3, 4}, {8, 15});
  EXPECT_EQ(dose_within(line, 0.1, 1.0), first_dose(line));
  EXPECT_EQ(dose_within(line, 0.1, 25.9).volume(), 24.0);
  EXPECT_EQ(dose_within(line, 0.1, 26.0).volume(), 26.0);
  EXPECT_EQ(dose_within(line, 0.1, 1e9).volume(), 60.0);
}

TEST(Tolerance, needs_every_number_to_be_yes_and_one_to_be_no) {
  EXPECT_EQ(tolerance_of(1.0, 4.0, 1.0, 4.0), Tolerance::tolerated);
  EXPECT_EQ(tolerance_of(1.0, 4.5, {}, 4.0), Tolerance::not_tolerated);
  EXPECT_EQ(tolerance_of(1.0, 2.0, 3.0, 4.0), Tolerance::not_tolerated);
  // One point more the next morning is the noise of a rating: no setback, and no proof.
  EXPECT_EQ(tolerance_of(1.0, 2.0, 2.0, 4.0), Tolerance::not_known);
  EXPECT_EQ(tolerance_of(1.0, 2.0, 1.5, 4.0), Tolerance::not_known);
  EXPECT_EQ(tolerance_of({}, 2.0, 5.0, 4.0), Tolerance::not_tolerated);
  EXPECT_EQ(tolerance_of(1.0, 2.0, {}, 4.0), Tolerance::not_known);
  EXPECT_EQ(tolerance_of({}, 2.0, 1.0, 4.0), Tolerance::not_known);
  EXPECT_EQ(tolerance_of(1.0, {}, 1.0, 4.0), Tolerance::not_known);
}

}  // namespace
}  // namespace hamstring::rehab
