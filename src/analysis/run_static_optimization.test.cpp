#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "analysis/run_tool.h"
#include "core/file.h"
#include "formats/storage/storage_writer.h"
#include "tests/support/temp_folder.h"

namespace hamstring::analysis {
namespace {

/// The built-in model swings a leg in the air; reserves at every coordinate and actuators at the pelvis.
class RunStaticOptimization : public ::testing::Test {
 protected:
  void SetUp() override {
    std::vector<double> time_s;
    for (int i = 0; i <= 20; ++i) time_s.push_back(0.05 * i);
    TimeSeries motion(time_s, {"pelvis_ty", "hip_flexion_r", "knee_angle_r"});
    for (std::size_t row = 0; row < motion.rows(); ++row) {
      motion(row, 0) = 0.95;
      motion(row, 1) = 30.0 * std::sin(3.0 * time_s[row]);
      motion(row, 2) = 30.0 + 20.0 * time_s[row];
    }
    ASSERT_TRUE(
        write_storage(folder_ / "motion.mot", motion, {.title = "m", .in_degrees = true, .description = {}}));
  }

  static std::string coordinate(const std::string& name, double force) {
    return fmt::format(
        "<CoordinateActuator "
        "name=\"{0}_reserve\"><coordinate>{0}</coordinate><optimal_force>{1}</optimal_force>"
        "</CoordinateActuator>",
        name, force);
  }

  static std::string reserves() {
    std::string all;
    for (const char* name : {"lumbar_extension", "lumbar_bending", "lumbar_rotation"})
      all += coordinate(name, 1000.0);
    for (const char* name :
         {"pelvis_tilt", "pelvis_list", "pelvis_rotation", "pelvis_tx", "pelvis_ty", "pelvis_tz"})
      all += coordinate(name, 1000.0);
    for (const char* side : {"r", "l"})
      for (const char* name : {"hip_flexion", "hip_adduction", "hip_rotation", "knee_angle", "ankle_angle",
                               "subtalar_angle", "mtp_angle"})
        all += coordinate(fmt::format("{}_{}", name, side), 1.0);
    return all;
  }

  Result<ToolResult> run(const std::string& actuators, Compatibility mode = Compatibility::opensim,
                         const std::string& settings = "") {
    EXPECT_TRUE(
        write_file(folder_ / "actuators.xml", "<OpenSimDocument Version=\"40000\"><ForceSet><objects>" +
                                                  actuators + "</objects></ForceSet></OpenSimDocument>"));
    const std::string model =
        (std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "models" / "lower_body.osim").string();
    EXPECT_TRUE(write_file(
        folder_ / "setup.xml",
        fmt::format(
            "<OpenSimDocument Version=\"40000\"><AnalyzeTool name=\"trial\"><model_file>{}</model_file>"
            "<force_set_files>actuators.xml</force_set_files><results_directory>results</results_directory>"
            "<initial_time>0.2</initial_time><final_time>0.8</final_time><AnalysisSet><objects>"
            "<StaticOptimization name=\"SO\"><on>true</on>{}</StaticOptimization></objects></AnalysisSet>"
            "<coordinates_file>motion.mot</coordinates_file></AnalyzeTool></OpenSimDocument>",
            model, settings)));
    diagnostics_ = {};
    return run_tool(folder_ / "setup.xml", mode, diagnostics_);
  }

  test::TempFolder folder_;
  Diagnostics diagnostics_;
};

TEST_F(RunStaticOptimization, writes_activations_forces_and_controls_by_openSims_names) {
  for (const Compatibility mode : {Compatibility::opensim, Compatibility::physics}) {
    const auto result = run(reserves(), mode);
    ASSERT_TRUE(result) << result.error().text();
    ASSERT_EQ(result->files.size(), 2u);
    ASSERT_EQ(result->texts.size(), 1u);
    EXPECT_EQ(result->files[0].path.filename(), "trial_SO_activation.sto");
    EXPECT_EQ(result->files[1].path.filename(), "trial_SO_force.sto");
    EXPECT_EQ(result->texts[0].path.filename(), "trial_SO_controls.xml");
    EXPECT_NE(result->texts[0].content.find("<ControlLinear name=\"bflh_r\">"), std::string::npos);
    const TimeSeries& activation = result->files[0].table;
    EXPECT_EQ(activation.rows(), 13u);
    EXPECT_EQ(activation.labels().back(), "mtp_angle_l_reserve") << "the file's order, after the model's";
    for (std::size_t c = 0; c < activation.columns(); ++c) {
      for (std::size_t f = 0; f < activation.rows(); ++f) ASSERT_TRUE(std::isfinite(activation(f, c))) << c;
    }
  }
}

TEST_F(RunStaticOptimization, names_frames_that_muscles_and_actuators_cannot_carry) {
  const auto result = run(coordinate("pelvis_ty", 1.0));  // the pelvis hangs in the air by nothing
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_TRUE(std::ranges::any_of(diagnostics_.entries(), [](const Diagnostic& d) {
    return d.element == "lumbar_extension" && d.message.find("acts on it") != std::string::npos;
  }));
}

TEST_F(RunStaticOptimization, refuses_by_name_what_it_cannot_do) {
  const auto refused = [&](const std::string& actuators, const std::string& settings, const char* says) {
    const auto result = run(actuators, Compatibility::opensim, settings);
    ASSERT_FALSE(result) << says;
    EXPECT_NE(result.error().text().find(says), std::string::npos) << result.error().text();
  };
  refused("<BodyActuator name=\"engine\"/>", "", "'engine' is a BodyActuator");
  refused(coordinate("elbow", 1.0), "", "'elbow'");
  refused("<Thelen2003Muscle name=\"spare\"/>", "", "'spare'");
  refused(reserves(), "<use_model_force_set>false</use_model_force_set>", "use_model_force_set");
  refused(reserves(), "<activation_exponent>1</activation_exponent>", "above 1");
}

}  // namespace
}  // namespace hamstring::analysis
