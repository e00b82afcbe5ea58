#include "exposure/exponential_load.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace hamstring::exposure {
namespace {

TEST(ExponentialLoad, IsTheSumOfAllDaysWithTheirWeights) {
  const std::array<double, 6> daily{0, 496, 0, 0, 1200, 3};
  for (const int days : {7, 28}) {
    const auto means = exponential_mean(daily, days);
    ASSERT_EQ(means.size(), daily.size());
    const long double ratio = 2.0L / (days + 1.0L);
    for (std::size_t t = 0; t < daily.size(); ++t) {
      long double sum = std::pow(1.0L - ratio, static_cast<long double>(t)) * daily[0];
      for (std::size_t k = 0; k < t; ++k)
        sum += ratio * std::pow(1.0L - ratio, static_cast<long double>(k)) * daily[t - k];
      EXPECT_NEAR(means[t], static_cast<double>(sum), 1e-9);
    }
  }
  EXPECT_DOUBLE_EQ(exponential_mean(daily, 7)[1], 124.0) << "a quarter of 496";
  EXPECT_TRUE(exponential_mean({}, 7).empty());
  EXPECT_TRUE(exponential_mean(daily, 0).empty());
}

}  // namespace
}  // namespace hamstring::exposure
