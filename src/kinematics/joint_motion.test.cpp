#include "kinematics/joint_motion.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/units.h"
#include "formats/storage/storage_reader.h"
#include "tests/support/small_models.h"

namespace hamstring {
namespace {

using testing::compiled;
using testing::leg;

/// Hip swings as a sine of 1 Hz and 30 degrees at 100 Hz; `unit` scales what stands in the file.
StorageTable swinging(double unit, std::optional<bool> in_degrees) {
  std::vector<double> time_s;
  std::vector<double> hip;
  for (int i = 0; i <= 200; ++i) {
    time_s.push_back(0.01 * i);
    hip.push_back(30.0 * unit * std::sin(2.0 * std::numbers::pi * time_s.back()));
  }
  StorageTable table{
      .table = TimeSeries(time_s, {}), .in_degrees = in_degrees, .version = 1, .file_name = "swing.mot"};
  table.table.add_column("/jointset/hip/hip/value", hip);
  return table;
}

TEST(JointMotion, turns_degrees_into_radians_and_finds_the_speed) {
  const model::Model model = compiled(leg());
  Diagnostics diagnostics;
  const Result<JointMotion> motion = joint_motion_from_table(model, swinging(1.0, true), {}, diagnostics);
  ASSERT_TRUE(motion);
  // At 0.25 s the sine is at its top: 30 degrees, at rest; at 0.5 s it falls with 2 pi times 30 degrees a
  // second. A quintic spline at 100 samples a cycle follows to 1e-6 away from the ends.
  EXPECT_NEAR(motion->values_at(25)[0], 30.0 * rad_per_deg, 1e-15);
  EXPECT_NEAR(motion->speeds_at(25)[0], 0.0, 1e-6);
  EXPECT_NEAR(motion->speeds_at(50)[0], -2.0 * std::numbers::pi * 30.0 * rad_per_deg, 1e-6);
}

TEST(JointMotion, leaves_radians_as_they_are) {
  const model::Model model = compiled(leg());
  Diagnostics diagnostics;
  const Result<JointMotion> motion =
      joint_motion_from_table(model, swinging(rad_per_deg, false), {}, diagnostics);
  ASSERT_TRUE(motion);
  EXPECT_NEAR(motion->values_at(25)[0], 30.0 * rad_per_deg, 1e-15);
}

TEST(JointMotion, a_missing_coordinate_that_the_model_locks_changes_nothing_and_is_no_warning) {
  model::ModelSpecification s = leg();
  s.joints[1].coordinates[0].default_value = 0.4;
  s.joints[1].coordinates[0].locked = true;
  for (const auto& [mode, warnings] :
       {std::pair{Compatibility::physics, 0U}, std::pair{Compatibility::opensim, 1U}}) {
    Diagnostics diagnostics;  // OpenSim puts it to zero, wherever the model locks it
    ASSERT_TRUE(joint_motion_from_table(compiled(s), swinging(1.0, true), {.mode = mode}, diagnostics));
    EXPECT_EQ(diagnostics.count(Severity::warning), warnings) << compatibility_name(mode);
  }
}

TEST(JointMotion, holds_missing_coordinates_at_the_default_or_at_zero_as_openSim_does_and_says_so) {
  model::ModelSpecification s = leg();
  s.joints[1].coordinates[0].default_value = 0.4;
  const model::Model model = compiled(s);
  for (const auto& [mode, expected] :
       {std::pair{Compatibility::physics, 0.4}, std::pair{Compatibility::opensim, 0.0}}) {
    Diagnostics diagnostics;
    const Result<JointMotion> motion =
        joint_motion_from_table(model, swinging(1.0, true), {.mode = mode}, diagnostics);
    ASSERT_TRUE(motion);
    EXPECT_EQ(motion->values_at(10)[1], expected);
    EXPECT_FALSE(motion->is_given[1]);
    EXPECT_EQ(diagnostics.count(Severity::warning), 1U);  // names the knee; the patella follows its coupler
  }
}

TEST(JointMotion, keeps_long_gaps_as_gaps_and_counts_them) {
  const model::Model model = compiled(leg());
  StorageTable table = swinging(1.0, true);
  for (std::size_t row = 50; row < 60; ++row) table.table(row, 0) = std::nan("");  // 0.11 s
  Diagnostics diagnostics;
  const Result<JointMotion> motion = joint_motion_from_table(model, table, {}, diagnostics);
  ASSERT_TRUE(motion);
  EXPECT_TRUE(std::isnan(motion->values_at(50)[0]));
  EXPECT_TRUE(std::isfinite(motion->speeds_at(49)[0]));
  EXPECT_TRUE(motion->filled.empty());
  EXPECT_EQ(diagnostics.count(Severity::warning), 2U);  // the gap and the missing knee
}

TEST(JointMotion, fills_short_gaps_and_marks_them_but_invents_nothing_where_openSims_numbers_are_asked) {
  const model::Model model = compiled(leg());
  StorageTable table = swinging(1.0, true);
  for (std::size_t row = 50; row < 55; ++row) table.table(row, 0) = std::nan("");
  Diagnostics diagnostics;
  const Result<JointMotion> motion = joint_motion_from_table(model, table, {}, diagnostics);
  ASSERT_TRUE(motion);
  for (std::size_t row = 50; row < 55; ++row) {
    const double expected =
        30.0 * rad_per_deg * std::sin(2.0 * std::numbers::pi * 0.01 * static_cast<double>(row));
    EXPECT_NEAR(motion->values_at(row)[0], expected, 5e-5);
    EXPECT_TRUE(std::isfinite(motion->speeds_at(row)[0]));
  }
  ASSERT_EQ(motion->filled.size(), 1U);
  EXPECT_EQ(motion->filled[0].coordinate, 0U);
  EXPECT_EQ(motion->filled[0].from_s, 0.5);
  EXPECT_EQ(motion->filled[0].to_s, 0.54);
  EXPECT_EQ(diagnostics.count(Severity::warning), 2U);  // what was filled and the missing knee
  EXPECT_TRUE(slice(*motion, 60, 70).filled.empty());
  EXPECT_EQ(slice(*motion, 52, 70).filled.size(), 1U);
  const Result<JointMotion> theirs =
      joint_motion_from_table(model, table, {.mode = Compatibility::opensim}, diagnostics);
  ASSERT_TRUE(theirs);
  EXPECT_TRUE(std::isnan(theirs->values_at(52)[0]));
}

TEST(JointMotion, the_unit_given_by_hand_comes_before_the_header_and_a_contradiction_can_be_refused) {
  const model::Model model = compiled(leg());
  const double top = 30.0 * rad_per_deg;
  // Radians under a header that says degrees, and degrees ten times as large under one that says radians.
  const StorageTable radians = swinging(rad_per_deg, true), degrees = swinging(3.0, false);
  Diagnostics diagnostics;
  const auto read = [&](const StorageTable& table, const JointMotionOptions& options) {
    return joint_motion_from_table(model, table, options, diagnostics);
  };
  EXPECT_NEAR(read(radians, {.in_degrees = false})->values_at(25)[0], top, 1e-15);
  EXPECT_NEAR(read(degrees, {.in_degrees = true})->values_at(25)[0], 3.0 * top, 1e-15);
  for (const auto& [table, unit] : {std::pair{&radians, "no"}, std::pair{&degrees, "yes"}}) {
    EXPECT_TRUE(read(*table, {})) << "a warning where nobody asked for more";
    const auto refused = read(*table, {.refuse_other_unit = true});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().advice.find("--degrees"), std::string::npos);
    EXPECT_NE(refused.error().advice.find(std::string("inDegrees=") + unit), std::string::npos);
    EXPECT_TRUE(read(*table, {.in_degrees = table == &degrees, .refuse_other_unit = true}));
  }
}

TEST(JointMotion, refuses_a_table_without_any_coordinate_of_the_model) {
  const model::Model model = compiled(leg());
  StorageTable table = swinging(1.0, true);
  StorageTable forces{.table = TimeSeries(table.table.time_s(), {"ground_force_vx"}), .file_name = "grf.mot"};
  Diagnostics diagnostics;
  const Result<JointMotion> motion = joint_motion_from_table(model, forces, {}, diagnostics);
  ASSERT_FALSE(motion);
  EXPECT_FALSE(motion.error().advice.empty());
}

TEST(JointMotion, refuses_one_row_and_repeated_times) {
  const model::Model model = compiled(leg());
  Diagnostics diagnostics;
  EXPECT_FALSE(joint_motion_from_series(model, TimeSeries({0.0}, {"hip"}), {}, diagnostics));
  EXPECT_FALSE(joint_motion_from_series(model, TimeSeries({0.0, 0.0, 0.1}, {"hip"}), {}, diagnostics));
}

TEST(JointMotion, physics_low_pass_is_corrected_for_its_two_passes_and_openSims_is_not) {
  // A sine of 1 Hz under a cutoff of 1 Hz: physics leaves 1/sqrt(2) of its amplitude, OpenSim's two passes
  // leave 1/2.
  const model::Model model = compiled(leg());
  for (const auto& [mode, share] :
       {std::pair{Compatibility::physics, std::sqrt(0.5)}, std::pair{Compatibility::opensim, 0.5}}) {
    std::vector<double> time_s;
    std::vector<double> hip;
    for (int i = 0; i <= 2000; ++i) {
      time_s.push_back(0.01 * i);
      hip.push_back(std::sin(2.0 * std::numbers::pi * time_s.back()));
    }
    TimeSeries series(time_s, {});
    series.add_column("hip", hip);
    Diagnostics diagnostics;
    const Result<JointMotion> motion =
        joint_motion_from_series(model, series, {.mode = mode, .lowpass_hz = 1.0}, diagnostics);
    ASSERT_TRUE(motion);
    double top = 0.0;
    for (std::size_t f = 0; f < motion->frames(); ++f) {
      if (motion->time_s[f] > 8.0 && motion->time_s[f] < 12.0) top = std::max(top, motion->values_at(f)[0]);
    }
    EXPECT_NEAR(top, share,
                2e-3);  // sampling finds the top to 5e-4; the filter's warping at 100 Hz is smaller
  }
}

TEST(Slice, keeps_both_ends) {
  const JointMotion motion{.time_s = {0, 1, 2, 3},
                           .coordinates = 1,
                           .values = {5, 6, 7, 8},
                           .speeds = {1, 2, 3, 4},
                           .is_given = {true}};
  const JointMotion part = slice(motion, 1, 2);
  EXPECT_EQ(part.values, (std::vector<double>{6, 7}));
  EXPECT_EQ(part.time_s, (std::vector<double>{1, 2}));
}

}  // namespace
}  // namespace hamstring
