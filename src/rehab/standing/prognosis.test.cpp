#include "rehab/standing/prognosis.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hamstring::rehab {
namespace {

// Table of the standard normal distribution.
TEST(NormalQuantile, equals_the_table) {
  EXPECT_NEAR(normal_quantile(0.5), 0.0, 1e-9);
  EXPECT_NEAR(normal_quantile(0.975), 1.959964, 1e-6);
  EXPECT_NEAR(normal_quantile(0.95), 1.644854, 1e-6);
  EXPECT_NEAR(normal_quantile(0.025), -1.959964, 1e-6);
}

// Mean and SD come back from the quantiles by numerical integration over the shares (error of the rule below
// 0.1 %).
TEST(PrognosisQuantile, a_mean_and_sd_come_back) {
  PrognosisItem item;
  item.shape = PrognosisItem::Shape::mean_sd;
  item.center_days = 28.0;
  item.sd_days = 15.0;
  double sum = 0.0, squares = 0.0;
  constexpr int n = 200000;
  for (int i = 0; i < n; ++i) {
    const double x = quantile_of(item, (i + 0.5) / n);
    sum += x;
    squares += x * x;
  }
  const double mean = sum / n;
  EXPECT_NEAR(mean, 28.0, 0.03);
  EXPECT_NEAR(std::sqrt(squares / n - mean * mean), 15.0, 0.1);
}

// 18 sprinters, median 16 weeks, 6 to 50: the median stays, and the smallest of 18 lies at Blom's place.
TEST(PrognosisQuantile, a_median_and_range_come_back) {
  PrognosisItem item;
  item.shape = PrognosisItem::Shape::median_range;
  item.center_days = 112.0;
  item.min_days = 42.0;
  item.max_days = 350.0;
  item.n = 18;
  EXPECT_NEAR(quantile_of(item, 0.5), 112.0, 1e-6);
  const double p = (18 - 0.375) / 18.25;
  EXPECT_NEAR(quantile_of(item, p) / quantile_of(item, 1.0 - p), 350.0 / 42.0, 1e-6);
}

TEST(PrognosisQuantile, a_center_alone_is_a_single_value) {
  PrognosisItem item;
  item.shape = PrognosisItem::Shape::center_only;
  item.center_days = 40.0;
  EXPECT_DOUBLE_EQ(quantile_of(item, 0.05), quantile_of(item, 0.95));
}

}  // namespace
}  // namespace hamstring::rehab
