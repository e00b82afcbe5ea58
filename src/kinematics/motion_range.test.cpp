#include "kinematics/motion_range.h"

#include <gtest/gtest.h>

#include "core/units.h"
#include "tests/support/small_models.h"

namespace hamstring {
namespace {

using testing::compiled;
using testing::leg;

/// The leg with a knee that is clamped to 0 … 120 degrees, and a hip whose range of ±90 nothing enforces.
model::ModelSpecification ranged() {
  model::ModelSpecification s = leg();
  s.joints[0].coordinates[0].range = {-90.0 * rad_per_deg, 90.0 * rad_per_deg};
  s.joints[1].coordinates[0].range = {0.0, 120.0 * rad_per_deg};
  s.joints[1].coordinates[0].clamped = true;
  return s;
}

/// Three rows: within, beyond the upper and beyond the lower end of the knee's range.
JointMotion beyond(const model::Model& model) {
  const std::size_t n = model.coordinates.size();
  JointMotion motion{.time_s = {0.0, 0.1, 0.2},
                     .coordinates = n,
                     .values = std::vector<double>(3 * n, 0.0),
                     .speeds = std::vector<double>(3 * n, 7.0),
                     .is_given = {true, true, false}};
  const std::size_t knee = model.find_coordinate("knee").value();
  motion.values[0 * n + knee] = 1.0;
  motion.values[1 * n + knee] = 130.0 * rad_per_deg;
  motion.values[2 * n + knee] = -4.0 * rad_per_deg;
  return motion;
}

TEST(KeepToRanges, names_coordinate_size_and_rows_in_both_modes) {
  const model::Model model = compiled(ranged());
  for (const Compatibility mode : {Compatibility::physics, Compatibility::opensim}) {
    JointMotion motion = beyond(model);
    Diagnostics diagnostics;
    keep_to_ranges(model, mode, motion, diagnostics);
    ASSERT_EQ(diagnostics.entries().size(), 1U);
    const Diagnostic& said = diagnostics.entries()[0];
    EXPECT_EQ(said.element, "knee");
    EXPECT_EQ(said.severity, Severity::warning);
    EXPECT_NE(said.message.find("2 of 3 rows"), std::string::npos) << said.message;
    EXPECT_NE(said.message.find("0 to 120 degrees"), std::string::npos) << said.message;
    EXPECT_NE(said.message.find("by up to 10 degrees"), std::string::npos) << said.message;
    EXPECT_NE(said.message.find("at 0.1 s"), std::string::npos) << said.message;
  }
}

TEST(KeepToRanges, clamps_as_openSim_does_on_a_model_with_couplers_and_only_there) {
  const auto knee_after = [](const model::ModelSpecification& specification, Compatibility mode) {
    const model::Model model = compiled(specification);
    JointMotion motion = beyond(model);
    Diagnostics diagnostics;
    keep_to_ranges(model, mode, motion, diagnostics);
    EXPECT_EQ(motion.speeds, std::vector<double>(motion.speeds.size(), 7.0));
    const std::size_t knee = model.find_coordinate("knee").value();
    return std::vector<double>{motion.values_at(0)[knee], motion.values_at(1)[knee],
                               motion.values_at(2)[knee]};
  };
  const std::vector<double> recorded{1.0, 130.0 * rad_per_deg, -4.0 * rad_per_deg};
  const std::vector<double> kept{1.0, 120.0 * rad_per_deg, 0.0};
  model::ModelSpecification free = ranged();
  free.couplers.clear();
  model::ModelSpecification unclamped = ranged();
  unclamped.joints[1].coordinates[0].clamped = false;
  EXPECT_EQ(knee_after(ranged(), Compatibility::opensim), kept);
  EXPECT_EQ(knee_after(ranged(), Compatibility::physics), recorded);
  EXPECT_EQ(knee_after(free, Compatibility::opensim), recorded);
  EXPECT_EQ(knee_after(unclamped, Compatibility::opensim), recorded);
}

TEST(KeepToRanges, only_notes_what_a_range_that_nothing_enforces_says_and_is_silent_within_a_milliradian) {
  const model::Model model = compiled(ranged());
  JointMotion motion = beyond(model);
  const std::size_t n = motion.coordinates;
  const std::size_t hip = model.find_coordinate("hip").value(), knee = model.find_coordinate("knee").value();
  motion.values[n + knee] = 120.0 * rad_per_deg + 0.9e-3;
  motion.values[2 * n + knee] = -0.9e-3;
  motion.values[n + hip] = 100.0 * rad_per_deg;
  Diagnostics diagnostics;
  keep_to_ranges(model, Compatibility::physics, motion, diagnostics);
  ASSERT_EQ(diagnostics.entries().size(), 1U);
  EXPECT_EQ(diagnostics.entries()[0].element, "hip");
  EXPECT_EQ(diagnostics.entries()[0].severity, Severity::note);
}

}  // namespace
}  // namespace hamstring
