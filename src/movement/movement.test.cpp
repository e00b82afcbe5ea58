#include "movement/movement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/units.h"

namespace hamstring::movement {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr double pi = std::numbers::pi;

const std::string head = R"(id = "test"
kind = "movement"
schema_version = 1
name = "Test"
description = "A test"
origin = "our_assumption"
sources = ["ours"]
cycle_time_s = 2.0
speed_m_per_s = 3.0
contact_fraction = 0.4
left_lag_cycles = 0.25
)";
const std::string advance = R"(
[[curve]]
coordinate = "pelvis_tx"
symmetry = "same_each_step"
unit = "m"
mean = 0.5
cos = []
sin = []
)";
const std::string hip = R"(
[[curve]]
coordinate = "hip_flexion"
symmetry = "legs"
unit = "deg"
mean = 10
cos = [30.0, 0.0]
sin = [0.0, 2.0]
)";

Movement parsed(const std::string& text) {
  Diagnostics diagnostics;
  auto movement = parse_movement(text, "test.toml", diagnostics);
  EXPECT_TRUE(movement) << movement.error().text();
  EXPECT_TRUE(diagnostics.entries().empty());
  return movement.value_or(Movement{});
}

std::string refusal(const std::string& text) {
  Diagnostics diagnostics;
  const auto movement = parse_movement(text, "test.toml", diagnostics);
  return movement ? "accepted" : movement.error().text();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(FourierSeries, of_one_cosine_and_one_sine_has_their_values) {
  const FourierSeries series{.mean = 1.0, .cos = {2.0, 0.0}, .sin = {0.0, 3.0}};
  EXPECT_NEAR(value_at(series, 0.0), 3.0, 1e-15);
  EXPECT_NEAR(value_at(series, 0.125), 1.0 + std::sqrt(2.0) + 3.0, 1e-14);
  EXPECT_NEAR(value_at(series, 0.5), -1.0, 1e-14);
}

TEST(FourierSeries, repeats_with_every_cycle_also_before_zero) {
  const FourierSeries series{.mean = 0.2, .cos = {0.3, 0.1, 0.7}, .sin = {0.5, -0.4, 0.2}};
  EXPECT_NEAR(value_at(series, 0.3), value_at(series, 5.3), 1e-13);
  EXPECT_NEAR(value_at(series, 0.3), value_at(series, -1.7), 1e-13);
}

TEST(MovementReader, turns_degrees_into_radians_and_leaves_meters) {
  const Movement movement = parsed(head + advance + hip);
  ASSERT_EQ(movement.curves.size(), 2u);
  EXPECT_DOUBLE_EQ(movement.curves[0].series.mean, 0.5);
  EXPECT_DOUBLE_EQ(movement.curves[1].series.mean, 10.0 * rad_per_deg);
  EXPECT_DOUBLE_EQ(movement.curves[1].series.cos[0], 30.0 * rad_per_deg);
  EXPECT_DOUBLE_EQ(movement.curves[1].series.sin[1], 2.0 * rad_per_deg);
  EXPECT_EQ(movement.cycle_time_s, 2.0);
  EXPECT_THAT(movement.sources, ElementsAre("ours"));
}

TEST(MovementReader, names_the_line_of_what_is_wrong) {
  EXPECT_THAT(refusal(replaced(head, "cycle_time_s = 2.0", "cycle_time_s = -2.0") + advance),
              HasSubstr("test.toml:8"));
  EXPECT_THAT(refusal(head + "x = ["), HasSubstr("not a TOML file"));
}

TEST(MovementReader, refuses_missing_and_wrong_values) {
  EXPECT_THAT(refusal(""), HasSubstr("'kind' is missing"));
  EXPECT_THAT(refusal(replaced(head, "\"movement\"", "\"exercise\"") + advance), HasSubstr("'kind' must be"));
  EXPECT_THAT(refusal(replaced(head, "schema_version = 1", "schema_version = 2") + advance),
              HasSubstr("'schema_version'"));
  EXPECT_THAT(refusal(head), HasSubstr("'curve' is missing"));
  EXPECT_THAT(refusal(head + hip), HasSubstr("needs a curve of pelvis_tx"));
  EXPECT_THAT(refusal(head + advance + hip + hip), HasSubstr("'hip_flexion' is described twice"));
  EXPECT_THAT(refusal(head + advance + replaced(hip, "\"deg\"", "\"rad\"")), HasSubstr("'unit' must be"));
  EXPECT_THAT(refusal(head + advance + replaced(hip, "\"legs\"", "\"both\"")),
              HasSubstr("'symmetry' must be"));
  EXPECT_THAT(refusal(head + advance + replaced(hip, "[30.0, 0.0]", "[30.0]")), HasSubstr("as many numbers"));
  EXPECT_THAT(refusal(head + advance + replaced(hip, "[30.0, 0.0]", "[nan, 0.0]")),
              HasSubstr("finite numbers"));
  EXPECT_THAT(refusal(head + advance + replaced(hip, "mean = 10", "mean = \"10\"")),
              HasSubstr("'mean' must be"));
}

TEST(MovementReader, refuses_a_series_that_breaks_its_own_symmetry) {
  EXPECT_THAT(refusal(head + advance + replaced(hip, "\"legs\"", "\"same_each_step\"")),
              HasSubstr("does not hold"));
  EXPECT_THAT(refusal(head + advance + replaced(hip, "\"legs\"", "\"mirrored_each_step\"")),
              HasSubstr("does not hold"));
}

TEST(MovementReader, warns_of_unknown_keys) {
  Diagnostics diagnostics;
  ASSERT_TRUE(parse_movement(head + "colour = 1\n" + advance, "test.toml", diagnostics));
  ASSERT_EQ(diagnostics.entries().size(), 1u);
  EXPECT_THAT(diagnostics.entries()[0].message, HasSubstr("'colour'"));
}

TEST(MovementReader, says_which_file_is_missing) {
  Diagnostics diagnostics;
  const auto movement = load_movement("no/such/movement.toml", diagnostics);
  ASSERT_FALSE(movement);
  EXPECT_THAT(movement.error().text(), HasSubstr("movement.toml"));
}

TEST(MovementTable, has_both_legs_the_left_one_later) {
  const Movement movement = parsed(head + advance + hip);
  const auto table = movement_as_table(movement, {.cycles = 2.0, .rate_hz = 10.0});
  ASSERT_TRUE(table);
  EXPECT_THAT(table->labels(), ElementsAre("pelvis_tx", "hip_flexion_r", "hip_flexion_l"));
  ASSERT_EQ(table->rows(), 41u);
  EXPECT_DOUBLE_EQ(table->time_s().back(), 4.0);
  // Closed form: 10 + 30 cos(2 pi t / 2) + 2 sin(4 pi t / 2) degrees; a quarter of a cycle is 5 rows.
  EXPECT_NEAR((*table)(3, 1), rad_per_deg * (10 + 30 * std::cos(0.3 * pi) + 2 * std::sin(0.6 * pi)), 1e-13);
  for (std::size_t row = 5; row < table->rows(); ++row)
    EXPECT_NEAR((*table)(row, 2), (*table)(row - 5, 1), 1e-13);
}

TEST(MovementTable, advances_steadily) {
  const auto table = movement_as_table(parsed(head + advance), {.cycles = 1.0, .rate_hz = 10.0});
  ASSERT_TRUE(table);
  for (std::size_t row = 0; row < table->rows(); ++row) {
    EXPECT_NEAR((*table)(row, 0), 0.5 + 3.0 * table->time_s()[row], 1e-13);
  }
}

TEST(MovementTable, can_start_within_the_cycle) {
  const Movement movement = parsed(head + advance + hip);
  const auto from_zero = movement_as_table(movement, {.cycles = 2.0, .rate_hz = 10.0});
  const auto from_half = movement_as_table(movement, {.cycles = 1.0, .rate_hz = 10.0, .first_phase = 0.5});
  ASSERT_TRUE(from_zero && from_half);
  for (std::size_t row = 0; row < from_half->rows(); ++row) {
    EXPECT_NEAR((*from_half)(row, 1), (*from_zero)(row + 10, 1), 1e-13);
  }
}

TEST(MovementTable, refuses_what_is_no_sampling) {
  const Movement movement = parsed(head + advance);
  EXPECT_FALSE(movement_as_table(movement, {.cycles = 0.0, .rate_hz = 100.0}));
  EXPECT_FALSE(movement_as_table(movement, {.cycles = 1.0, .rate_hz = std::nan("")}));
  EXPECT_FALSE(movement_as_table(movement, {.cycles = 1e9, .rate_hz = 1e4}));
}

TEST(BuiltInRun, is_an_easy_run_with_a_flight_phase) {
  Diagnostics diagnostics;
  const auto run = load_movement(HAMSTRING_PROJECT_DIR "/data/movements/run.toml", diagnostics);
  ASSERT_TRUE(run) << run.error().text();
  EXPECT_TRUE(diagnostics.entries().empty());
  EXPECT_EQ(run->id, "run");
  EXPECT_LT(run->contact_fraction, 0.5);  // both feet leave the ground: that is what makes it a run
  EXPECT_EQ(run->left_lag_cycles, 0.5);
  // Step rates of easy running lie between 150 and 190 a minute.
  EXPECT_GT(120.0 / run->cycle_time_s, 150.0);
  EXPECT_LT(120.0 / run->cycle_time_s, 190.0);
}

}  // namespace
}  // namespace hamstring::movement
