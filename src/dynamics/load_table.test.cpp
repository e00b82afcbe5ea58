#include "dynamics/load_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace hamstring::dynamics {
namespace {

using ::testing::HasSubstr;

StorageTable table_of(std::vector<std::string> labels) {
  StorageTable table;
  table.table = TimeSeries({0.0, 0.1, 0.2}, labels);
  for (std::size_t c = 0; c < labels.size(); ++c) {
    for (std::size_t r = 0; r < 3; ++r) table.table(r, c) = static_cast<double>(10 * c + r);
  }
  table.file_name = "grf.mot";
  return table;
}

TEST(LoadTable, takes_the_three_columns_that_begin_with_the_identifier) {
  const StorageTable table = table_of({"a_vx", "a_vy", "a_vz", "b_a_vx", "a_px", "a_py", "a_pz"});
  const std::vector<LoadSource> sources{{.name = "right",
                                         .applied_to_body = "calcn_r",
                                         .force = {.identifier = "a_v"},
                                         .point = {.identifier = "a_p"}}};
  Diagnostics diagnostics;
  const auto loads = loads_from_table(sources, table, diagnostics);
  ASSERT_TRUE(loads) << loads.error().text();
  ASSERT_EQ(loads->loads.size(), 1u);
  EXPECT_EQ(loads->loads[0].force_n[1], Vec3(1.0, 11.0, 21.0));
  EXPECT_EQ(loads->loads[0].point_m[2], Vec3(42.0, 52.0, 62.0));
  EXPECT_TRUE(loads->loads[0].torque_n_m.empty());
}

TEST(LoadTable, counts_columns_with_the_time_as_zero_where_only_their_numbers_are_known) {
  const StorageTable table = table_of({"x", "y", "z", "u", "v", "w"});
  const std::vector<LoadSource> sources{{.name = "f", .applied_to_body = "b", .force = {.first_column = 4}}};
  Diagnostics diagnostics;
  const auto loads = loads_from_table(sources, table, diagnostics);
  ASSERT_TRUE(loads);
  EXPECT_EQ(loads->loads[0].force_n[0], Vec3(30.0, 40.0, 50.0));
}

TEST(LoadTable, names_an_identifier_that_does_not_find_three_columns) {
  const StorageTable table = table_of({"a_vx", "a_vy", "a_px"});
  Diagnostics diagnostics;
  const std::vector<LoadSource> sources{{.name = "right", .force = {.identifier = "a_"}, .line = 7},
                                        {.name = "left", .force = {.first_column = 3}}};
  const auto four =
      loads_from_table(std::span(sources).first(1), table_of({"a_1", "a_2", "a_3", "a_4"}), diagnostics);
  ASSERT_FALSE(four);
  EXPECT_THAT(four.error().text(), HasSubstr("has 4 such columns"));
  EXPECT_EQ(four.error().line, 7);
  const auto none = loads_from_table(std::span(sources).last(1), table, diagnostics);
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().advice, HasSubstr("a_vx, a_vy, a_px"));
}

TEST(LoadTable, says_which_columns_hold_no_number) {
  StorageTable table = table_of({"vx", "vy", "vz"});
  table.table(1, 2) = std::numeric_limits<double>::quiet_NaN();
  const std::vector<LoadSource> sources{
      {.name = "right", .applied_to_body = "b", .force = {.identifier = "v"}}};
  Diagnostics diagnostics;
  ASSERT_TRUE(loads_from_table(sources, table, diagnostics));
  ASSERT_EQ(diagnostics.count(Severity::warning), 1u);
  EXPECT_THAT(diagnostics.entries()[0].message, HasSubstr("1 of 3 rows"));
}

TEST(LoadTable, finds_the_plates_of_a_table_by_the_names_that_conversions_give) {
  const auto plates = plates_of(
      table_of({"ground_force_vx", "ground_force_vy", "ground_force_vz", "ground_force_px", "ground_force_py",
                "ground_force_pz", "1_ground_force_vx", "1_ground_force_vy", "1_ground_force_vz",
                "1_ground_force_px", "1_ground_force_py", "1_ground_force_pz", "ground_torque_x",
                "ground_torque_y", "ground_torque_z", "only_vx", "only_vy", "only_vz"}));
  ASSERT_EQ(plates.size(), 2u);
  EXPECT_EQ(plates[0].name, "ground_force");
  EXPECT_EQ(plates[0].torque.identifier, "ground_torque_");
  EXPECT_EQ(plates[1].name, "1_ground_force");
  EXPECT_FALSE(plates[1].torque.are_given());
}

}  // namespace
}  // namespace hamstring::dynamics
