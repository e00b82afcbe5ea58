#include "report/force_columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "report/strides_table.h"
#include "tests/support/sample_report.h"

namespace hamstring::report {
namespace {

TEST(ForceColumns, are_as_many_as_their_names_and_stand_in_every_row) {
  for (const bool swing_only : {false, true}) {
    MotionReport report = hamstring::testing::sample_run();
    const std::size_t without = strides_table(report).headers.size();
    report.forces = hamstring::testing::sample_forces(swing_only);
    const CsvTable table = strides_table(report);
    EXPECT_GT(table.headers.size(), without);
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.headers.size());
    for (const char* name : {"impulse_Ns", "impulse_low_Ns", "impulse_high_Ns"})
      EXPECT_EQ(std::ranges::count(table.headers, name), swing_only ? 0 : 1);
  }
}

TEST(ForceColumns, are_empty_where_nothing_is_known) {
  const ForceReport forces = hamstring::testing::sample_forces();
  std::vector<CsvCell> known, beyond, other;
  add_force_columns(forces, Side::left, "BFlh", 1, known);
  add_force_columns(forces, Side::left, "BFlh", 7, beyond);
  add_force_columns(forces, Side::right, "BFlh", 0, other);
  EXPECT_EQ(std::get<double>(known[0]), 700.0);
  EXPECT_EQ(std::get<double>(known[1]), 115.0);
  EXPECT_EQ(std::get<double>(known[3]), 10.0);
  for (const auto* row : {&beyond, &other}) {
    for (const CsvCell& cell : *row) EXPECT_TRUE(std::isnan(std::get<double>(cell)));
  }
}

}  // namespace
}  // namespace hamstring::report
