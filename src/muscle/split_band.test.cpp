#include "muscle/split_band.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

namespace hamstring::muscle {
namespace {

TEST(SplitBand, of_twins_is_all_that_one_can_take_from_the_other) {
  // Muscle 3 alone acts on the second joint otherwise: twins may swap freely within their limits.
  const std::array<double, 3> force{300.0, 100.0, 50.0}, low{10.0, 10.0, 0.0}, high{900.0, 350.0, 60.0};
  const std::array<double, 3> hip{-0.06, -0.06, 0.0}, knee{-0.03, -0.03, -0.02};
  const SharedPull pull{force, low, high, hip, knee};
  const ForceRange first = range_of_sum(pull, std::array{1.0, 0.0, 0.0});
  EXPECT_NEAR(first.low_n, 50.0, 1e-9);    // the twin at its 350
  EXPECT_NEAR(first.high_n, 390.0, 1e-9);  // the twin at its 10
  const ForceRange both = range_of_sum(pull, std::array{1.0, 1.0, 0.0});
  EXPECT_NEAR(both.low_n, 400.0, 1e-9);
  EXPECT_NEAR(both.high_n, 400.0, 1e-9);
}

TEST(SplitBand, holds_every_division_that_keeps_both_moments) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  for (int trial = 0; trial < 200; ++trial) {
    std::array<double, 4> force{}, low{}, high{}, hip{}, knee{};
    for (std::size_t j = 0; j < 4; ++j) {
      low[j] = 20.0 * unit(random);
      high[j] = 500.0 + 500.0 * unit(random);
      force[j] = low[j] + unit(random) * (high[j] - low[j]);
      hip[j] = j == 3 ? 0.0 : -0.04 - 0.03 * unit(random);
      knee[j] = -0.02 - 0.03 * unit(random);
    }
    const SharedPull pull{force, low, high, hip, knee};
    const ForceRange range = range_of_sum(pull, std::array{1.0, 0.0, 0.0, 0.0});
    EXPECT_LE(range.low_n, force[0]);
    EXPECT_GE(range.high_n, force[0]);
    for (int other = 0; other < 50; ++other) {
      // Free choice of the first two; the last two follow from both moments.
      std::array<double, 4> f = force;
      f[0] += 200.0 * (unit(random) - 0.5);
      f[1] += 200.0 * (unit(random) - 0.5);
      f[2] = force[2] - (hip[0] * (f[0] - force[0]) + hip[1] * (f[1] - force[1])) / hip[2];
      f[3] =
          force[3] -
          (knee[0] * (f[0] - force[0]) + knee[1] * (f[1] - force[1]) + knee[2] * (f[2] - force[2])) / knee[3];
      bool inside = true;
      for (std::size_t j = 0; j < 4; ++j) inside = inside && f[j] >= low[j] && f[j] <= high[j];
      if (!inside) continue;
      EXPECT_GE(f[0], range.low_n - 1e-6);
      EXPECT_LE(f[0], range.high_n + 1e-6);
    }
  }
}

TEST(SplitBand, is_not_known_where_a_force_is_not) {
  const std::array<double, 2> force{300.0, std::nan("")}, low{0.0, 0.0}, high{900.0, 350.0},
      arm{-0.06, -0.05};
  EXPECT_TRUE(std::isnan(range_of_sum({force, low, high, arm, arm}, std::array{1.0, 0.0}).low_n));
}

}  // namespace
}  // namespace hamstring::muscle
