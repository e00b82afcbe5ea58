// Lengths and moment arms of every muscle against what OpenSim 4.6.1 wrote for the same setups, read and run
// as they are by run_tool(). The reference folder is not part of the project.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "analysis/load_model.h"
#include "analysis/run_tool.h"
#include "formats/storage/storage_reader.h"
#include "kinematics/joint_motion.h"
#include "muscle/muscle_history.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

struct Case {
  const char* name;
  std::size_t frames;
  /// Models without couplers agree to rounding. With couplers OpenSim assembles each frame and ends beside
  /// the pose of the file, in single frames by more: lengths then differ without either being wrong
  /// (docs/compatibility.md).
  double length_tolerance_m;
  double moment_arm_tolerance_m;
  double median_tolerance_m;
  /// The one frame whose pose OpenSim's assembly moved by 7e-5 rad; allowed 5e-6 m. NaN: none.
  double excepted_time_s;
};

constexpr double none = std::numeric_limits<double>::quiet_NaN();

constexpr Case cases[] = {
    {"gait2392-sweep", 121, 1e-13, 1e-13, 1e-15, none},
    {"gait2392-millard-sweep", 121, 1e-13, 1e-13, 1e-15, none},
    {"gait2392-walk-muscles", 67, 1e-13, 1e-13, 1e-15, none},
    {"hamner-run-muscles", 91, 1e-13, 1e-13, 1e-15, none},
    {"rajagopal2016-sweep", 121, 1e-6, 1e-6, 1e-9, none},
    {"example3dwalking-muscles", 101, 1e-6, 1e-6, 1e-9, none},
    {"sprinter-7ms-muscles", 151, 1e-6, 1e-6, 1e-9, 0.300},
};

class OpenSimPaths : public ::testing::TestWithParam<Case> {};

struct Comparison {
  double largest = 0.0;
  std::string where;
  std::vector<double> all;
};

Comparison compare(const TimeSeries& ours, const TimeSeries& theirs, double excepted_time_s) {
  Comparison comparison;
  for (std::size_t column = 0; column < theirs.columns(); ++column) {
    const auto own = ours.find(theirs.labels()[column]);
    if (!own) {
      ADD_FAILURE() << "no column " << theirs.labels()[column];
      continue;
    }
    for (std::size_t row = 0; row < theirs.rows(); ++row) {
      const double difference = std::abs(ours(row, *own) - theirs(row, column));
      comparison.all.push_back(difference);
      if (std::abs(theirs.time_s()[row] - excepted_time_s) < 1e-6) {
        EXPECT_LE(difference, 5e-6) << theirs.labels()[column] << " in the excepted frame";
        continue;
      }
      if (difference <= comparison.largest) continue;  // NaN is caught below
      comparison.largest = std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference;
      comparison.where = theirs.labels()[column] + " at " + std::to_string(theirs.time_s()[row]);
    }
  }
  std::ranges::sort(comparison.all);
  return comparison;
}

TEST_P(OpenSimPaths, lengths_and_moment_arms_of_every_muscle_are_openSims) {
  const Case& c = GetParam();
  const std::string folder = std::string("opensim-reference/") + c.name;
  HAMSTRING_NEEDS_DATA(folder + "/setup.xml");
  Diagnostics diagnostics;
  const auto result =
      analysis::run_tool(testing::shared_data(folder) / "setup.xml", Compatibility::opensim, diagnostics);
  ASSERT_TRUE(result) << result.error().text();
  std::size_t files = 0;
  for (const analysis::ToolFile& file : result->files) {
    const std::filesystem::path reference = testing::shared_data(folder) / "opensim" / file.path.filename();
    const std::string name = file.path.filename().string();
    const bool is_length = name.ends_with("_Length.sto");
    // Fibers and forces have tolerances of their own: opensim_forces.
    if (!is_length && !name.contains("_MomentArm_")) continue;
    if (!std::filesystem::exists(reference)) continue;
    ++files;
    const auto theirs = read_storage(reference, diagnostics);
    ASSERT_TRUE(theirs) << theirs.error().text();
    ASSERT_EQ(file.table.rows(), c.frames);
    ASSERT_EQ(theirs->table.rows(), c.frames);
    for (std::size_t row = 0; row < c.frames; ++row)
      ASSERT_NEAR(file.table.time_s()[row], theirs->table.time_s()[row], 1e-9);
    const Comparison comparison = compare(file.table, theirs->table, c.excepted_time_s);
    EXPECT_LE(comparison.largest, is_length ? c.length_tolerance_m : c.moment_arm_tolerance_m)
        << file.path.filename() << ": " << comparison.where;
    EXPECT_LE(comparison.all[comparison.all.size() / 2], c.median_tolerance_m) << file.path.filename();
  }
  EXPECT_EQ(files, 9U);  // lengths, and moment arms about eight coordinates
}

INSTANTIATE_TEST_SUITE_P(Cases, OpenSimPaths, ::testing::ValuesIn(cases), [](const auto& param_info) {
  std::string name = param_info.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(OpenSimSpeeds, lengthening_speed_is_the_fiber_speed_of_rigid_tendon_muscles_along_the_tendon) {
  // With a rigid tendon the fiber takes all of the path's speed: v_fiber = speed · cos(pennation). This is
  // the only place where OpenSim's files hold path speeds. 34 muscles × 121 frames.
  const std::string folder = "opensim-reference/rajagopal2016-sweep";
  HAMSTRING_NEEDS_DATA(folder + "/setup.xml");
  Diagnostics diagnostics;
  const auto loaded = analysis::load_model(
      testing::shared_data("opensim-org+opensim-models/Models/Rajagopal/Rajagopal2016.osim"),
      Compatibility::opensim, {}, diagnostics);
  ASSERT_TRUE(loaded);
  const auto sweep = read_storage(testing::shared_data(folder + "/sweep.mot"), diagnostics);
  const auto speed = read_storage(
      testing::shared_data(folder + "/opensim/rajagopal2016-sweep_MuscleAnalysis_FiberVelocity.sto"),
      diagnostics);
  const auto pennation = read_storage(
      testing::shared_data(folder + "/opensim/rajagopal2016-sweep_MuscleAnalysis_PennationAngle.sto"),
      diagnostics);
  ASSERT_TRUE(sweep && speed && pennation);
  const auto motion =
      joint_motion_from_table(loaded->model, *sweep, {.mode = Compatibility::opensim}, diagnostics);
  ASSERT_TRUE(motion);
  const auto history = muscle::compute_muscle_history(loaded->model, muscle::all_muscles(loaded->model),
                                                      *motion, {.mode = Compatibility::opensim});
  std::vector<double> differences;
  int muscles = 0;
  for (std::size_t m = 0; m < loaded->model.muscles.size(); ++m) {
    if (!loaded->model.muscles[m].parameters.ignore_tendon_compliance) continue;
    ++muscles;
    const std::size_t column = *speed->table.find(loaded->model.muscles[m].name);
    for (std::size_t row = 0; row < speed->table.rows(); ++row) {
      const double fiber_speed = speed->table(row, column);
      if (fiber_speed == 0.0) continue;  // a buckled tendon
      differences.push_back(std::abs(
          history.lengthening_speed_m_per_s(row, m) * std::cos(pennation->table(row, column)) - fiber_speed));
    }
  }
  std::ranges::sort(differences);
  EXPECT_EQ(muscles, 34);
  EXPECT_GT(differences.size(), 3500U);
  EXPECT_LE(differences.back(), 2e-6);  // m/s; OpenSim's assembled pose again
  EXPECT_LE(differences[differences.size() / 2], 1e-9);
}

}  // namespace
}  // namespace hamstring
