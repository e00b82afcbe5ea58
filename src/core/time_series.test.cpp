#include "core/time_series.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hamstring {
namespace {

TEST(TimeSeries, values_are_nan_until_filled) {
  const TimeSeries table({0.0, 0.1}, {"hip", "knee"});
  EXPECT_TRUE(std::isnan(table(1, 1)));
}

TEST(TimeSeries, columns_are_found_by_label_and_are_contiguous) {
  TimeSeries table({0.0, 0.1, 0.2}, {"hip"});
  table.add_column("knee", std::vector<double>{1, 2, 3});
  ASSERT_TRUE(table.find("knee"));
  EXPECT_EQ(table.column(*table.find("knee"))[2], 3.0);
  EXPECT_EQ(table(0, 1), 1.0);
  EXPECT_FALSE(table.find("ankle"));
}

TEST(TimeSeries, slice_keeps_both_end_rows) {
  TimeSeries table({0.0, 0.1, 0.2, 0.3}, {});
  table.add_column("x", std::vector<double>{1, 2, 3, 4});
  const TimeSeries part = table.slice(1, 2);
  EXPECT_EQ(part.rows(), 2U);
  EXPECT_EQ(part.time_s()[0], 0.1);
  EXPECT_EQ(part(1, 0), 3.0);
}

}  // namespace
}  // namespace hamstring
