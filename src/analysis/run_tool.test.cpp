#include "analysis/run_tool.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/file.h"
#include "formats/storage/storage_reader.h"
#include "formats/storage/storage_writer.h"
#include "tests/support/model_text.h"
#include "tests/support/temp_folder.h"

namespace hamstring::analysis {
namespace {

class RunTool : public ::testing::Test {
 protected:
  void SetUp() override { write_motion(0.0, 30.0, 20.0); }

  /// A second of it: the hip swings, the knee goes on evenly; every other row `late_s` later than evenly
  /// spaced.
  void write_motion(double late_s, double knee_deg, double knee_deg_per_s) const {
    std::vector<double> time_s;
    for (int i = 0; i <= 20; ++i) time_s.push_back(0.05 * i + (i % 2 == 0 ? 0.0 : late_s));
    TimeSeries table(time_s, {"hip_flexion_r", "knee_angle_r"});
    for (std::size_t row = 0; row < time_s.size(); ++row) {
      table(row, 0) = 40.0 * std::sin(3.0 * time_s[row]);
      table(row, 1) = knee_deg + knee_deg_per_s * time_s[row];
    }
    ASSERT_TRUE(write_storage(folder_ / "motion.mot", table,
                              {.title = "motion", .in_degrees = true, .description = {}}));
  }

  std::filesystem::path setup(const std::string& analyses, double from = 0.0, double to = 1.0,
                              const std::string& tool = "trial", const std::string& results = "results") {
    const std::string model =
        (std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "models" / "lower_body.osim").string();
    const std::string xml = fmt::format(
        "<OpenSimDocument Version=\"40000\"><AnalyzeTool name=\"{}\"><model_file>{}</model_file>"
        "<results_directory>{}</results_directory><output_precision>16</output_precision>"
        "<initial_time>{}</initial_time><final_time>{}</final_time><AnalysisSet><objects>{}</objects></"
        "AnalysisSet>"
        "<coordinates_file>motion.mot</coordinates_file></AnalyzeTool></OpenSimDocument>",
        tool, model, results, from, to, analyses);
    EXPECT_TRUE(write_file(folder_ / "setup.xml", xml));
    return folder_ / "setup.xml";
  }

  test::TempFolder folder_;
  Diagnostics diagnostics_;
};

const std::string muscle_analysis =
    "<MuscleAnalysis "
    "name=\"MuscleAnalysis\"><on>true</on><step_interval>1</step_interval><muscle_list>bflh_r "
    "semiten_r</muscle_list>"
    "<moment_arm_coordinate_list>hip_flexion_r</moment_arm_coordinate_list></MuscleAnalysis>";

TEST_F(RunTool, writes_the_files_openSim_writes_by_name_and_form) {
  auto result = run_tool(setup(muscle_analysis), Compatibility::opensim, diagnostics_);
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_TRUE(write_tool_result(*result));
  const std::filesystem::path lengths = folder_ / "results" / "trial_MuscleAnalysis_Length.sto";
  const auto table = read_storage(lengths, diagnostics_);
  ASSERT_TRUE(table) << table.error().text();
  EXPECT_EQ(table->table.labels(), (std::vector<std::string>{"bflh_r", "semiten_r"}));
  EXPECT_EQ(table->table.rows(), 21U);
  EXPECT_TRUE(
      std::filesystem::exists(folder_ / "results" / "trial_MuscleAnalysis_MomentArm_hip_flexion_r.sto"));
}

/// Whether a warning about this element says this.
bool warned(const Diagnostics& diagnostics, const std::string& element, const std::string& says) {
  return std::ranges::any_of(diagnostics.entries(), [&](const Diagnostic& entry) {
    return entry.severity == Severity::warning && entry.element == element &&
           entry.message.find(says) != std::string::npos;
  });
}

TEST_F(RunTool, names_a_length_that_jumps_and_physics_takes_the_short_way_round) {
  // A hip that is flexed, adducted and turned: OpenSim's gluteus maximus goes the long way round its
  // cylinder.
  std::vector<double> time_s;
  for (int i = 0; i <= 60; ++i) time_s.push_back(0.05 * i);
  TimeSeries table(time_s, {"hip_flexion_r", "hip_adduction_r", "hip_rotation_r"});
  for (std::size_t row = 0; row < time_s.size(); ++row) {
    const double t = 85.0 + time_s[row];
    table(row, 0) = 45.0 + 75.0 * std::sin(0.33 * t);
    table(row, 1) = -10.0 + 35.0 * std::sin(0.111 * t + 1.0);
    table(row, 2) = 35.0 * std::sin(0.213 * t + 2.0);
  }
  ASSERT_TRUE(write_storage(folder_ / "motion.mot", table,
                            {.title = "motion", .in_degrees = true, .description = {}}));
  const std::string gluteus =
      "<MuscleAnalysis name=\"M\"><on>true</on><muscle_list>glmax1_r</muscle_list>"
      "<moment_arm_coordinate_list>hip_flexion_r</moment_arm_coordinate_list></MuscleAnalysis>";
  const auto largest_step = [&](Compatibility mode, Diagnostics& diagnostics) {
    const auto result = run_tool(setup(gluteus, 0.0, 3.0), mode, diagnostics);
    EXPECT_TRUE(result) << (result ? "" : result.error().text());
    double largest = 0.0;
    for (std::size_t row = 1; result && row < result->files[0].table.rows(); ++row)
      largest =
          std::max(largest, std::abs(result->files[0].table(row, 0) - result->files[0].table(row - 1, 0)));
    return largest;
  };
  Diagnostics theirs, ours;
  EXPECT_GT(largest_step(Compatibility::opensim, theirs), 0.15);
  EXPECT_TRUE(warned(theirs, "glmax1_r", "its length jumps"));
  EXPECT_LT(largest_step(Compatibility::physics, ours), 0.005);
}

TEST_F(RunTool, says_which_rows_are_padding_of_the_filter_and_writes_the_cutoff_down) {
  const std::string xml = read_file(setup(muscle_analysis, -0.4, 1.3)).value();
  ASSERT_TRUE(write_file(folder_ / "setup.xml",
                         testing::replaced(xml, "<coordinates_file>",
                                           "<lowpass_cutoff_frequency_for_coordinates>6"
                                           "</lowpass_cutoff_frequency_for_coordinates><coordinates_file>")));
  const auto result = run_tool(folder_ / "setup.xml", Compatibility::opensim, diagnostics_);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_LT(result->files[0].table.time_s().front(), -0.3);
  EXPECT_TRUE(
      warned(diagnostics_, "lowpass_cutoff_frequency_for_coordinates", "8 rows before 0 s and 6 after 1 s"));
  EXPECT_EQ(result->settings, "coordinates low-passed at 6 Hz");
  ASSERT_FALSE(result->remarks.empty());
  EXPECT_NE(result->remarks[0].find("8 rows before 0 s"), std::string::npos)
      << "for the header of every file";
  Diagnostics plain;
  const auto unfiltered = run_tool(setup(muscle_analysis), Compatibility::opensim, plain);
  ASSERT_TRUE(unfiltered);
  EXPECT_EQ(unfiltered->settings, "no low-pass");
  ASSERT_EQ(unfiltered->remarks.size(), 1U);
  EXPECT_NE(unfiltered->remarks[0].find("activation"), std::string::npos);
  EXPECT_FALSE(warned(plain, "lowpass_cutoff_frequency_for_coordinates", "padding"));
}

TEST_F(RunTool, says_how_many_rows_the_filter_put_between_those_that_were_recorded) {
  write_motion(0.004, 30.0, 20.0);
  const std::string xml = read_file(setup(muscle_analysis)).value();
  ASSERT_TRUE(write_file(folder_ / "setup.xml",
                         testing::replaced(xml, "<coordinates_file>",
                                           "<lowpass_cutoff_frequency_for_coordinates>6"
                                           "</lowpass_cutoff_frequency_for_coordinates><coordinates_file>")));
  const auto result = run_tool(folder_ / "setup.xml", Compatibility::opensim, diagnostics_);
  ASSERT_TRUE(result) << result.error().text();
  const auto resampled = std::ranges::count_if(result->remarks, [](const std::string& remark) {
    return remark.find("rows stand at times that were not recorded") != std::string::npos;
  });
  EXPECT_EQ(resampled, 1);
}

TEST_F(RunTool, says_that_knees_bend_the_wrong_way_and_runs_all_the_same) {
  write_motion(0.0, 0.0, -90.0);
  // Not in opensim mode, which sets the knees of this model to the end of their range, and says that.
  const auto result = run_tool(setup(muscle_analysis), Compatibility::physics, diagnostics_);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_TRUE(warned(diagnostics_, "knee_angle_r", "would bend the wrong way"));
}

TEST_F(RunTool, takes_a_model_and_a_motion_by_hand_where_the_setup_has_none_and_says_so) {
  const std::filesystem::path model =
      std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "models" / "lower_body.osim";
  const auto with_all = run_tool(setup(muscle_analysis), Compatibility::opensim, diagnostics_);
  ASSERT_TRUE(with_all);
  std::string xml = read_file(setup(muscle_analysis)).value();
  xml = testing::replaced(xml, model.string(), "Unassigned");
  xml = testing::replaced(xml, ">motion.mot<", "><");
  ASSERT_TRUE(write_file(folder_ / "setup.xml", xml));
  const auto said = [&](const GivenFiles& given) {
    const auto result = run_tool(folder_ / "setup.xml", Compatibility::opensim, diagnostics_, given);
    return result ? std::string("run") : result.error().text();
  };
  EXPECT_NE(said({}).find("--model FILE"), std::string::npos) << said({});
  EXPECT_NE(said({.model = model}).find("--motion FILE"), std::string::npos) << said({.model = model});
  const auto given = run_tool(folder_ / "setup.xml", Compatibility::opensim, diagnostics_,
                              {.model = model, .motion = folder_ / "motion.mot"});
  ASSERT_TRUE(given) << given.error().text();
  EXPECT_EQ(given->files[0].table(7, 1), with_all->files[0].table(7, 1));
  ASSERT_EQ(given->remarks.size(), 3U);
  EXPECT_EQ(given->remarks[0], "model lower_body.osim given with --model");
  EXPECT_EQ(given->remarks[1], "motion motion.mot given with --motion");
}

TEST_F(RunTool, keeps_openSims_rule_for_the_ends_of_the_interval) {
  // The last frame at or before each time: 0.12 s starts at 0.10 s, 0.49 s ends at 0.45 s.
  const auto result = run_tool(setup(muscle_analysis, 0.12, 0.49), Compatibility::opensim, diagnostics_);
  ASSERT_TRUE(result);
  EXPECT_NEAR(result->files[0].table.time_s().front(), 0.10, 1e-9);
  EXPECT_NEAR(result->files[0].table.time_s().back(), 0.45, 1e-9);
}

TEST_F(RunTool, writes_coordinates_and_speeds_in_degrees_if_asked) {
  const auto result =
      run_tool(setup("<Kinematics name=\"Kinematics\"><on>true</on><in_degrees>true</in_degrees>"
                     "<coordinates>hip_flexion_r knee_angle_r</coordinates></Kinematics>"),
               Compatibility::opensim, diagnostics_);
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_EQ(result->files.size(), 2U);
  EXPECT_NEAR(result->files[0].table(10, 1), 40.0, 1e-9);
  // The derivative of 30 + 20 t, in degrees a second; a natural spline of degree 5 keeps a straight line.
  EXPECT_NEAR(result->files[1].table(10, 1), 20.0, 1e-6);
  EXPECT_NEAR(result->files[1].table(10, 0), 120.0 * std::cos(1.5),
              0.01);  // 20 samples a second of a 0.5 Hz sine
}

TEST_F(RunTool, names_a_muscle_or_coordinate_the_model_does_not_have) {
  const auto muscle = run_tool(
      setup("<MuscleAnalysis name=\"M\"><on>true</on><muscle_list>biceps</muscle_list></MuscleAnalysis>"),
      Compatibility::opensim, diagnostics_);
  ASSERT_FALSE(muscle);
  EXPECT_NE(muscle.error().message.find("'biceps'"), std::string::npos);
  const auto coordinate =
      run_tool(setup("<Kinematics name=\"K\"><on>true</on><coordinates>elbow</coordinates></Kinematics>"),
               Compatibility::opensim, diagnostics_);
  ASSERT_FALSE(coordinate);
  EXPECT_NE(coordinate.error().message.find("'elbow'"), std::string::npos);
}

TEST_F(RunTool, says_which_other_analyses_are_not_computed) {
  const auto result =
      run_tool(setup(muscle_analysis + "<JointReaction name=\"JR\"><on>true</on></JointReaction>"),
               Compatibility::opensim, diagnostics_);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->files.size(), 20U);
  EXPECT_NE(result->not_computed.back().find("JointReaction"), std::string::npos);
}

TEST_F(RunTool, that_would_write_nothing_fails_and_says_why) {
  const std::string only_unknown = "<JointReaction name=\"JR\"><on>true</on></JointReaction>";
  const std::string off = "<Kinematics name=\"K\"><on>false</on></Kinematics>";
  const std::string later =
      "<Kinematics name=\"K\"><on>true</on><start_time>7</start_time><end_time>8</end_time></Kinematics>";
  struct Case {
    std::string analyses;
    double from, to;
    Compatibility mode;
    const char* says;
  };
  for (const auto& [analyses, from, to, mode, says] :
       {Case{only_unknown, 0, 1, Compatibility::opensim, "JointReaction"},
        Case{off, 0, 1, Compatibility::opensim, "switched on"},
        Case{muscle_analysis, 5, 6, Compatibility::opensim, "outside the motion"},
        Case{muscle_analysis, -6, -5, Compatibility::opensim, "outside the motion"},
        Case{later, 0, 1, Compatibility::physics, "start_time"}}) {
    const auto result = run_tool(setup(analyses, from, to), mode, diagnostics_);
    ASSERT_FALSE(result) << says;
    EXPECT_NE(result.error().text().find(says), std::string::npos) << result.error().text();
  }
}

TEST_F(RunTool, a_setup_that_names_another_place_of_this_machine_writes_nothing_there) {
  const std::string climbing = "<Kinematics name=\"../../x\"><on>true</on></Kinematics>";
  struct Case {
    std::string analyses, tool, results;
    const char* says;
  };
  for (const auto& [analyses, tool, results, says] :
       {Case{muscle_analysis, "../../x", "results", "../../x"},
        Case{muscle_analysis, "/tmp/x", "results", "outside the results"},
        Case{muscle_analysis, "trial", "../x", "/x'"}, Case{muscle_analysis, "trial", "/tmp/x", "/tmp/x"},
        Case{muscle_analysis, "trial", "results/../../x", "/x'"}}) {
    const auto result = run_tool(setup(analyses, 0, 1, tool, results), Compatibility::opensim, diagnostics_);
    ASSERT_FALSE(result) << says;
    EXPECT_NE(result.error().text().find(says), std::string::npos) << result.error().text();
  }
  // The name of an analysis of positions is no part of a file's name.
  const auto named =
      run_tool(setup(climbing, 0, 1, "trial", "results"), Compatibility::opensim, diagnostics_);
  ASSERT_TRUE(named);
  EXPECT_FALSE(named->files.empty());
  for (const ToolFile& file : named->files)
    EXPECT_EQ(file.path.lexically_normal().parent_path().filename(), "results") << file.path;
  std::filesystem::create_directory_symlink("/tmp", folder_ / "link");
  EXPECT_FALSE(
      run_tool(setup(muscle_analysis, 0, 1, "trial", "link/x"), Compatibility::opensim, diagnostics_));
  EXPECT_TRUE(
      run_tool(setup(muscle_analysis, 0, 1, "trial", "a/b/../c"), Compatibility::opensim, diagnostics_));
}

}  // namespace
}  // namespace hamstring::analysis
