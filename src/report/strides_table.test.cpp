#include "report/strides_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/sample_report.h"

namespace hamstring::report {
namespace {

double number_in(const CsvTable& table, std::size_t row, std::string_view header) {
  const auto found = std::ranges::find(table.headers, header);
  EXPECT_NE(found, table.headers.end()) << header;
  return std::get<double>(table.rows[row][static_cast<std::size_t>(found - table.headers.begin())]);
}

TEST(StridesTable, has_one_row_per_stride_side_and_muscle) {
  const CsvTable table = strides_table(hamstring::testing::sample_run({.strides = 5}));
  EXPECT_EQ(table.rows.size(), 5u * 2u * 4u);
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.headers.size());
}

TEST(StridesTable, names_a_unit_in_every_header_of_a_number) {
  const std::set<std::string> without_unit{"side",          "stride_number", "muscle",
                                           "name_in_model", "filled_rows_1", "choices"};
  for (const std::string& header : strides_table({}).headers) {
    const bool has_unit = header.ends_with("_s") || header.ends_with("_m") || header.ends_with("_deg") ||
                          header.ends_with("_percent") || header.ends_with("_percent_of_cycle") ||
                          header.ends_with("_m_per_s");
    EXPECT_TRUE(has_unit || without_unit.contains(header)) << header;
  }
}

TEST(StridesTable, has_no_header_twice) {
  const CsvTable table = strides_table({});
  const std::set<std::string> unique(table.headers.begin(), table.headers.end());
  EXPECT_EQ(unique.size(), table.headers.size());
}

TEST(StridesTable, converts_to_percent_and_degrees) {
  exposure::Exposure stride{.span = {2.0, 3.0}, .stretch_at_start = -0.01};
  stride.peak_stretch = {.value = 0.05, .time_s = 2.95, .hip_flexion_rad = 0.5, .knee_flexion_rad = 0.25};
  MotionReport report;
  SideResult& side = report.sides.emplace_back();
  side.strides.complete = {{2.0, 2.4, 3.0}};
  side.muscles.push_back({.name_in_model = "bflh_l", .upright_length_m = 0.42});
  side.muscles[0].strides = {stride};
  const CsvTable table = strides_table(report);
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_NEAR(number_in(table, 0, "peak_stretch_percent"), 5.0, 1e-12);
  EXPECT_NEAR(number_in(table, 0, "peak_stretch_at_percent_of_cycle"), 95.0, 1e-9);
  EXPECT_NEAR(number_in(table, 0, "hip_flexion_at_peak_stretch_deg"), 28.647889756541, 1e-9);
  EXPECT_NEAR(number_in(table, 0, "stretch_at_foot_strike_percent"), -1.0, 1e-12);
  EXPECT_NEAR(number_in(table, 0, "toe_off_percent"), 40.0, 1e-9);
  EXPECT_TRUE(std::isnan(number_in(table, 0, "peak_lengthening_speed_m_per_s")));
}

TEST(StridesTable, counts_the_rows_of_a_stride_that_were_filled) {
  MotionReport report = hamstring::testing::sample_run({.strides = 3});
  const Stride& second = report.sides[0].strides.complete[1];
  const double middle = 0.5 * (second.start_s + second.end_s);
  const auto inside = std::ranges::count_if(
      report.time_s, [&](double t) { return t >= middle - 0.03 && t <= middle + 0.03; });
  report.filled = {{.coordinate = "knee_angle_r", .from_s = middle - 0.03, .to_s = middle + 0.03}};
  const CsvTable table = strides_table(report);
  const auto column =
      static_cast<std::size_t>(std::ranges::find(table.headers, "filled_rows_1") - table.headers.begin());
  EXPECT_GT(inside, 0);
  EXPECT_EQ(std::get<long long>(table.rows[0][column]), 0);
  EXPECT_EQ(std::get<long long>(table.rows[4][column]), inside) << "four muscles a stride";
}

TEST(StridesTable, becomes_a_text_with_one_line_per_row) {
  const std::string text = strides_csv(hamstring::testing::sample_run({.strides = 2}));
  EXPECT_EQ(std::ranges::count(text, '\n'), 1 + 2 * 2 * 4);
  EXPECT_TRUE(text.starts_with("side,stride_number,muscle,"));
}

TEST(StridesTable, is_only_headers_without_strides) {
  EXPECT_TRUE(strides_table(hamstring::testing::sample_bend()).rows.empty());
}

}  // namespace
}  // namespace hamstring::report
