#include "rehab/standing/prescribed.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

Dose dose(int sets, double amount, std::optional<double> load_kg = {}) {
  return {.amounts = std::vector<double>(static_cast<std::size_t>(sets), amount), .load_kg = load_kg};
}

TEST(Prescribed, a_dose_is_above_what_was_borne_in_repetitions_in_weight_or_in_both_together) {
  const Borne nothing;
  EXPECT_TRUE(above(dose(1, 1), nothing));
  Borne borne;
  borne.total = 24;
  borne.load_kg = 20;
  borne.volume = 16 * 20;
  EXPECT_FALSE(above(dose(3, 8), borne));
  EXPECT_TRUE(above(dose(3, 9), borne));
  EXPECT_FALSE(above(dose(2, 8, 20), borne));
  EXPECT_TRUE(above(dose(1, 8, 20.5), borne)) << "heavier, though fewer";
  EXPECT_TRUE(above(dose(3, 8, 20), borne)) << "as many and as heavy, never both";
}

TEST(Prescribed, fewer_repetitions_hold_a_volume_and_one_is_always_left) {
  EXPECT_EQ(with_volume(dose(3, 10), 30), dose(3, 10));
  EXPECT_EQ(with_volume(dose(3, 10), 24).total(), 24);
  EXPECT_EQ(with_volume(dose(3, 10, 20), 400).total(), 20);
  EXPECT_EQ(with_volume(dose(3, 10, 20), 400).load_kg, 20);
  EXPECT_EQ(with_volume(dose(3, 10), 0).total(), 1);
}

TEST(Prescribed, what_hurt_without_a_weight_is_not_asked_with_one) {
  const Protocol protocol{};
  State state;
  state.protocol = &protocol;
  Borne borne;
  borne.hurt_on = Day{};
  borne.hurt = dose(2, 10);
  const Dose less = less_after_hurt(state, borne, dose(3, 10, 20));
  EXPECT_FALSE(less.load_kg);
  EXPECT_EQ(less.total(), 16);
  borne.total_since_hurt = 22;
  EXPECT_EQ(less_after_hurt(state, borne, dose(3, 10)).total(), 22) << "more was borne since";
}

}  // namespace
}  // namespace hamstring::rehab
