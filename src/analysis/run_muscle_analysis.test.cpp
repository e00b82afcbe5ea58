#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/run_tool.h"
#include "core/file.h"
#include "formats/storage/storage_writer.h"
#include "tests/support/temp_folder.h"

namespace hamstring::analysis {
namespace {

class RunMuscleAnalysis : public ::testing::Test {
 protected:
  void SetUp() override {
    TimeSeries motion(times(), {"hip_flexion_r", "knee_angle_r"});
    for (std::size_t row = 0; row < motion.rows(); ++row) {
      motion(row, 0) = 40.0 * std::sin(3.0 * motion.time_s()[row]);
      motion(row, 1) = 30.0 + 20.0 * motion.time_s()[row];
    }
    write("motion.mot", motion);
  }

  static std::vector<double> times() {
    std::vector<double> time_s;
    for (int i = 0; i <= 20; ++i) time_s.push_back(0.05 * i);
    return time_s;
  }

  void write(const std::string& name, const TimeSeries& table) const {
    ASSERT_TRUE(write_storage(folder_ / name, table, {.title = name, .in_degrees = true, .description = {}}));
  }

  /// Of the hamstrings of the right leg, about the hip.
  Result<ToolResult> run(Compatibility mode, bool solve, const std::string& states = "") {
    const std::string model =
        (std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "models" / "lower_body.osim").string();
    const std::string xml = fmt::format(
        "<OpenSimDocument Version=\"40000\"><AnalyzeTool name=\"trial\"><model_file>{}</model_file>"
        "<results_directory>results</results_directory><initial_time>0</initial_time><final_time>1</"
        "final_time>"
        "<solve_for_equilibrium_for_auxiliary_states>{}</solve_for_equilibrium_for_auxiliary_states>"
        "<AnalysisSet><objects><MuscleAnalysis name=\"MuscleAnalysis\"><on>true</on><muscle_list>bflh_r "
        "semiten_r"
        "</muscle_list><moment_arm_coordinate_list>hip_flexion_r</moment_arm_coordinate_list></"
        "MuscleAnalysis>"
        "</objects></AnalysisSet><states_file>{}</states_file><coordinates_file>motion.mot</coordinates_file>"
        "</AnalyzeTool></OpenSimDocument>",
        model, solve, states);
    EXPECT_TRUE(write_file(folder_ / "setup.xml", xml));
    diagnostics_ = {};
    return run_tool(folder_ / "setup.xml", mode, diagnostics_);
  }

  static const TimeSeries& table(const ToolResult& result, const std::string& what) {
    const auto found = std::ranges::find_if(result.files, [&](const ToolFile& file) {
      return file.path.filename() == "trial_MuscleAnalysis_" + what + ".sto";
    });
    if (found == result.files.end()) throw std::runtime_error("no file " + what);
    return found->table;
  }

  [[nodiscard]] bool warned(const std::string& element, const std::string& says) const {
    return std::ranges::any_of(diagnostics_.entries(), [&](const Diagnostic& d) {
      return d.severity == Severity::warning && d.element == element &&
             d.message.find(says) != std::string::npos;
    });
  }

  test::TempFolder folder_;
  Diagnostics diagnostics_;
};

TEST_F(RunMuscleAnalysis, writes_every_file_of_openSims_analysis_and_no_other) {
  const auto result = run(Compatibility::opensim, true);
  ASSERT_TRUE(result) << result.error().text();
  std::set<std::string> names;
  for (const ToolFile& file : result->files) {
    names.insert(file.title);
    EXPECT_EQ(file.table.labels(), (std::vector<std::string>{"bflh_r", "semiten_r"})) << file.title;
  }
  EXPECT_EQ(names, (std::set<std::string>{"Length",
                                          "MomentArm_hip_flexion_r",
                                          "Moment_hip_flexion_r",
                                          "PennationAngle",
                                          "FiberLength",
                                          "NormalizedFiberLength",
                                          "TendonLength",
                                          "FiberVelocity",
                                          "NormFiberVelocity",
                                          "PennationAngularVelocity",
                                          "TendonForce",
                                          "FiberForce",
                                          "ActiveFiberForce",
                                          "PassiveFiberForce",
                                          "ActiveFiberForceAlongTendon",
                                          "PassiveFiberForceAlongTendon",
                                          "FiberActivePower",
                                          "FiberPassivePower",
                                          "TendonPower",
                                          "MuscleActuatorPower"}));
  EXPECT_TRUE(result->not_computed.empty());
}

TEST_F(RunMuscleAnalysis, forces_lengths_and_moments_belong_together) {
  for (const Compatibility mode : {Compatibility::opensim, Compatibility::physics}) {
    const auto result = run(mode, true);
    ASSERT_TRUE(result);
    for (std::size_t row = 0; row < 21; ++row) {
      const double force = table(*result, "TendonForce")(row, 0);
      const double along = table(*result, "ActiveFiberForceAlongTendon")(row, 0) +
                           table(*result, "PassiveFiberForceAlongTendon")(row, 0);
      EXPECT_NEAR(force, along, 2e-5);
      EXPECT_NEAR(table(*result, "Moment_hip_flexion_r")(row, 0),
                  force * table(*result, "MomentArm_hip_flexion_r")(row, 0), 1e-12);
      EXPECT_NEAR(
          table(*result, "TendonLength")(row, 0) +
              table(*result, "FiberLength")(row, 0) * std::cos(table(*result, "PennationAngle")(row, 0)),
          table(*result, "Length")(row, 0), 1e-12);
    }
  }
}

TEST_F(RunMuscleAnalysis, activation_comes_from_the_states_file_or_is_the_models_default_and_is_said) {
  const auto plain = run(Compatibility::physics, true);
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->remarks.back(), "activation: the model's default of every muscle, in every frame");
  TimeSeries states(times(), {"/forceset/bflh_r/activation"});
  for (std::size_t row = 0; row < states.rows(); ++row) states(row, 0) = 0.8;
  write("states.sto", states);
  const auto active = run(Compatibility::physics, true, "states.sto");
  ASSERT_TRUE(active) << active.error().text();
  EXPECT_NE(active->remarks.back().find("of 1 muscles from the states file"), std::string::npos);
  EXPECT_GT(table(*active, "TendonForce")(10, 0), 5.0 * table(*plain, "TendonForce")(10, 0));
  EXPECT_EQ(table(*active, "TendonForce")(10, 1), table(*plain, "TendonForce")(10, 1));
}

TEST_F(RunMuscleAnalysis, a_fiber_that_openSim_leaves_at_its_default_length_is_named) {
  const auto result = run(Compatibility::opensim, false);
  ASSERT_TRUE(result);
  EXPECT_TRUE(warned("solve_for_equilibrium_for_auxiliary_states", "no result of the movement"));
  EXPECT_EQ(table(*result, "FiberLength")(3, 1), table(*result, "FiberLength")(17, 1));
  // A states file may hold it.
  TimeSeries states(times(), {"/forceset/semiten_r/fiber_length"});
  for (std::size_t row = 0; row < states.rows(); ++row)
    states(row, 0) = 0.15 + 0.001 * static_cast<double>(row);
  write("states.sto", states);
  const auto given = run(Compatibility::opensim, false, "states.sto");
  ASSERT_TRUE(given);
  EXPECT_NEAR(table(*given, "FiberLength")(7, 1), 0.157, 1e-12);
  // Mechanics solves it all the same.
  const auto solved = run(Compatibility::physics, false);
  ASSERT_TRUE(solved);
  EXPECT_NE(table(*solved, "FiberLength")(3, 1), table(*solved, "FiberLength")(17, 1));
}

}  // namespace
}  // namespace hamstring::analysis
