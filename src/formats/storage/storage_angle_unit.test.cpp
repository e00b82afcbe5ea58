#include "formats/storage/storage_angle_unit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <regex>

#include "core/units.h"
#include "formats/storage/storage_labels.h"
#include "formats/storage/storage_reader.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A stride of a runner, knee flexing to 100 degrees; `factor` turns degrees into what the table holds.
StorageTable running(double factor) {
  StorageTable storage;
  storage.version = 1;
  storage.file_name = "run.mot";
  storage.table =
      TimeSeries({0.0, 0.1, 0.2, 0.3}, {"pelvis_rotation", "hip_flexion_r", "knee_angle_r", "ankle_angle_r"});
  const double degrees[4][4] = {
      {400, 395, 402, 398}, {-20, 5, 40, 30}, {-15, -40, -100, -20}, {8, 20, -25, 0}};
  for (std::size_t c = 0; c < 4; ++c) {
    for (std::size_t r = 0; r < 4; ++r) storage.table(r, c) = degrees[c][r] * factor;
  }
  return storage;
}

const std::vector<std::size_t> all_four{0, 1, 2, 3};

TEST(AngleUnitCheck, believes_a_header_that_fits_its_angles) {
  for (const bool in_degrees : {true, false}) {
    StorageTable storage = running(in_degrees ? 1.0 : rad_per_deg);
    storage.in_degrees = in_degrees;
    Diagnostics diagnostics;
    const AngleUnit unit = angle_unit_check(storage, all_four, diagnostics);
    EXPECT_EQ(unit.in_degrees, in_degrees);
    EXPECT_TRUE(unit.stated);
    EXPECT_FALSE(unit.questioned);
    EXPECT_TRUE(diagnostics.entries().empty());
  }
}

TEST(AngleUnitCheck, questions_degrees_that_look_like_radians_but_does_not_convert) {
  StorageTable storage = running(rad_per_deg);
  storage.in_degrees = true;
  Diagnostics diagnostics;
  const AngleUnit unit = angle_unit_check(storage, all_four, diagnostics);
  EXPECT_TRUE(unit.in_degrees);
  EXPECT_TRUE(unit.questioned);
  EXPECT_THAT(diagnostics.entries().at(0).message, HasSubstr("are they radians?"));
}

TEST(AngleUnitCheck, questions_radians_that_look_like_degrees_and_names_the_worst_column) {
  StorageTable storage = running(1.0);
  storage.in_degrees = false;
  Diagnostics diagnostics;
  const AngleUnit unit = angle_unit_check(storage, all_four, diagnostics);
  EXPECT_FALSE(unit.in_degrees);
  EXPECT_TRUE(unit.questioned);
  EXPECT_THAT(unit.doubtful_columns, ElementsAre("hip_flexion_r", "knee_angle_r", "ankle_angle_r"));
  EXPECT_EQ(diagnostics.entries().at(0).element, "knee_angle_r");
}

TEST(AngleUnitCheck, knows_a_contradiction_from_a_glitch) {
  for (const bool in_degrees : {true, false}) {
    StorageTable storage = running(in_degrees ? rad_per_deg : 1.0);
    storage.in_degrees = in_degrees;
    Diagnostics diagnostics;
    EXPECT_THAT(angle_unit_check(storage, all_four, diagnostics).contradiction,
                HasSubstr(in_degrees ? "seem to be radians" : "seem to be degrees"));
  }
  const StorageTable stride = running(rad_per_deg);
  std::vector<double> time_s;
  for (int row = 0; row < 100; ++row) time_s.push_back(0.01 * row);
  StorageTable honest = stride;
  honest.in_degrees = false;
  honest.table = TimeSeries(time_s, stride.table.labels());
  for (std::size_t row = 0; row < 100; ++row) {
    for (std::size_t c = 0; c < 4; ++c) honest.table(row, c) = stride.table(row % 4, c);
  }
  honest.table(7, 2) = 90.0;  // one bad row
  Diagnostics diagnostics;
  const AngleUnit unit = angle_unit_check(honest, all_four, diagnostics);
  EXPECT_TRUE(unit.questioned);
  EXPECT_EQ(unit.contradiction, "");
}

TEST(AngleUnitCheck, reads_a_silent_header_by_opensims_rule_and_says_so) {
  StorageTable storage = running(1.0);
  storage.version = 0;
  Diagnostics diagnostics;
  EXPECT_TRUE(angle_unit_check(storage, all_four, diagnostics).in_degrees);
  EXPECT_THAT(diagnostics.entries().at(0).message, HasSubstr("read as degrees"));
  storage.file_name = "run.sto";
  EXPECT_FALSE(angle_unit_check(storage, all_four, diagnostics).in_degrees);
  storage.file_name = "run.mot";
  storage.version = 3;
  const AngleUnit unit = angle_unit_check(storage, all_four, diagnostics);
  EXPECT_FALSE(unit.in_degrees);
  EXPECT_TRUE(unit.questioned);  // silent, read as radians, and the values speak against it
}

TEST(AngleUnitCheck, has_no_question_where_all_angles_are_zero_or_missing) {
  StorageTable storage = running(0.0);
  storage.table(0, 2) = std::nan("");
  storage.in_degrees = true;
  Diagnostics diagnostics;
  EXPECT_FALSE(angle_unit_check(storage, all_four, diagnostics).questioned);
  EXPECT_FALSE(angle_unit_check(storage, {}, diagnostics).questioned);
  EXPECT_TRUE(diagnostics.entries().empty());
}

TEST(ConvertDegreesToRadians, touches_only_the_columns_it_is_given) {
  TimeSeries table({0.0}, {"knee", "pelvis_tx"});
  table(0, 0) = 180.0;
  table(0, 1) = 1.5;
  convert_degrees_to_radians(table, std::vector<std::size_t>{0});
  EXPECT_NEAR(table(0, 0), std::numbers::pi, 1e-15);
  EXPECT_EQ(table(0, 1), 1.5);
}

/// Joint angles by the names that the shared models use; the dependent coordinates (…_beta) follow no header.
std::vector<std::size_t> angle_columns(const TimeSeries& table) {
  static const std::regex angles(
      "(pelvis_(tilt|list|rotation)|hip_(flexion|adduction|rotation)_[rl]|knee_angle_[rl]|ankle_angle_[rl]|"
      "subtalar_angle_[rl]|mtp_angle_[rl]|lumbar_(extension|bending|rotation)|arm_(flex|add|rot)_[rl]|"
      "elbow_flex_[rl]|pro_sup_[rl]|r_shoulder_elev|r_elbow_flex)");
  std::vector<std::size_t> columns;
  for (std::size_t c = 0; c < table.columns(); ++c) {
    const StorageColumnName name = coordinate_name_of(table.labels()[c]);
    if (name.kind == StorageColumnKind::value && std::regex_match(name.name, angles)) columns.push_back(c);
  }
  return columns;
}

bool is_motion(const StorageTable& storage, const std::vector<std::size_t>& columns) {
  if (columns.size() < 2 || storage.components > 1) return false;
  if (storage.title.ends_with("Forces")) return false;  // reserve actuators carry the names of coordinates
  return std::ranges::any_of(columns, [&](std::size_t c) {
    return std::ranges::any_of(storage.table.column(c), [](double v) { return v != 0.0; });
  });
}

/// The same motion with the other unit in its values, its header unchanged.
StorageTable mislabelled(StorageTable storage, const std::vector<std::size_t>& columns, bool in_degrees) {
  for (const std::size_t c : columns) {
    for (double& value : storage.table.column(c)) value *= in_degrees ? rad_per_deg : deg_per_rad;
  }
  return storage;
}

TEST(AngleUnitCheck, questions_no_honest_recording_and_every_mislabelled_copy) {
  HAMSTRING_NEEDS_DATA("opensim-reference");
  int motions = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::shared_data_folder())) {
    const std::string ending = entry.path().extension().string();
    if (ending != ".mot" && ending != ".sto") continue;
    Diagnostics ignored;
    const Result<StorageTable> storage = read_storage(entry.path(), ignored);
    ASSERT_TRUE(storage) << storage.error().text();
    const std::vector<std::size_t> columns = angle_columns(storage->table);
    if (!is_motion(*storage, columns)) continue;
    ++motions;
    Diagnostics diagnostics;
    const AngleUnit unit = angle_unit_check(*storage, columns, diagnostics);
    EXPECT_FALSE(unit.questioned) << entry.path() << diagnostics.entries().back().text();
    EXPECT_TRUE(
        angle_unit_check(mislabelled(*storage, columns, unit.in_degrees), columns, diagnostics).questioned)
        << entry.path();
  }
  EXPECT_GE(motions, 20);
}

}  // namespace
}  // namespace hamstring
