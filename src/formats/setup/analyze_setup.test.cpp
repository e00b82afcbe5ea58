#include "formats/setup/analyze_setup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* setup_text = R"(<?xml version="1.0"?>
<OpenSimDocument Version="20302">
  <AnalyzeTool name="trial 1">
    <defaults><Kinematics name="default"><step_interval>7</step_interval></Kinematics></defaults>
    <model_file> ../models/leg.osim </model_file>
    <replace_force_set> false </replace_force_set>
    <force_set_files> reserves.xml  more.xml </force_set_files>
    <results_directory> ./Results </results_directory>
    <output_precision> 12 </output_precision>
    <initial_time> 0.5 </initial_time>
    <final_time> Inf </final_time>
    <maximum_number_of_integrator_steps> 20000 </maximum_number_of_integrator_steps>
    <solve_for_equilibrium_for_auxiliary_states> true </solve_for_equilibrium_for_auxiliary_states>
    <AnalysisSet name="Analyses"><objects>
      <Kinematics name="Kin"><on> true </on><start_time> -infinity </start_time><coordinates> hip knee </coordinates></Kinematics>
      <MuscleAnalysis name="MuscleAnalysis">
        <on>false</on><start_time>0.6</start_time><end_time>1</end_time><step_interval>2</step_interval><in_degrees>false</in_degrees>
        <muscle_list>bflh semiten</muscle_list>
        <moment_arm_coordinate_list/>
        <compute_moments>false</compute_moments>
      </MuscleAnalysis>
      <StaticOptimization name="SO"><on>true</on><activation_exponent>2</activation_exponent></StaticOptimization>
    </objects><groups/></AnalysisSet>
    <ControllerSet name="Controllers"><objects/><groups/></ControllerSet>
    <external_loads_file>loads.xml</external_loads_file>
    <states_file/>
    <coordinates_file>C3D\walk.mot</coordinates_file>
    <speeds_file> Unassigned </speeds_file>
    <lowpass_cutoff_frequency_for_coordinates> 6 </lowpass_cutoff_frequency_for_coordinates>
  </AnalyzeTool>
</OpenSimDocument>
)";

Result<AnalyzeSetup> parse_setup(const std::string& text, Diagnostics& diagnostics) {
  return parse_analyze_setup(text, "/study/run/setup.xml", diagnostics);
}

std::string with(const std::string& from, const std::string& to) {
  std::string text = setup_text;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

Error refuse(const std::string& text) {
  Diagnostics diagnostics;
  const auto setup = parse_setup(text, diagnostics);
  EXPECT_FALSE(setup.has_value());
  return setup ? Error{} : setup.error();
}

TEST(AnalyzeSetup, resolves_files_from_the_folder_of_the_setup) {
  Diagnostics diagnostics;
  const auto setup = parse_setup(setup_text, diagnostics);
  ASSERT_TRUE(setup.has_value()) << setup.error().text();
  EXPECT_EQ(setup->model_file, "/study/models/leg.osim");
  EXPECT_EQ(setup->coordinates_file, "/study/run/C3D/walk.mot");
  EXPECT_EQ(setup->external_loads_file, "/study/run/loads.xml");
  EXPECT_EQ(setup->results_directory, "/study/run/Results");
  EXPECT_THAT(setup->force_set_files, ElementsAre("/study/run/reserves.xml", "/study/run/more.xml"));
  EXPECT_TRUE(setup->states_file.empty());
  EXPECT_TRUE(setup->speeds_file.empty());
}

TEST(AnalyzeSetup, reads_times_filter_and_precision) {
  Diagnostics diagnostics;
  const auto setup = parse_setup(setup_text, diagnostics);
  ASSERT_TRUE(setup.has_value());
  EXPECT_EQ(setup->tool_name, "trial1");  // before version 30500 names lose their blanks
  EXPECT_EQ(setup->initial_time_s, 0.5);
  EXPECT_EQ(setup->final_time_s, std::numeric_limits<double>::infinity());
  EXPECT_EQ(setup->lowpass_cutoff_hz, 6.0);
  EXPECT_EQ(setup->output_precision, 12);
  EXPECT_TRUE(setup->solve_for_equilibrium);
  EXPECT_FALSE(setup->replace_force_set);
}

TEST(AnalyzeSetup, reads_analyses_with_their_class_defaults) {
  Diagnostics diagnostics;
  const auto setup = parse_setup(setup_text, diagnostics);
  ASSERT_TRUE(setup.has_value());
  ASSERT_EQ(setup->analyses.size(), 3U);
  const AnalysisRequest& kinematics = setup->analyses[0];
  EXPECT_EQ(kinematics.class_name, "Kinematics");
  EXPECT_EQ(kinematics.name, "Kin");
  EXPECT_EQ(kinematics.step_interval, 7);
  EXPECT_THAT(kinematics.coordinates, ElementsAre("hip", "knee"));
  EXPECT_EQ(kinematics.start_time_s, -std::numeric_limits<double>::infinity());
  const AnalysisRequest& muscles = setup->analyses[1];
  EXPECT_FALSE(muscles.on);
  EXPECT_EQ(muscles.end_time_s, 1.0);
  EXPECT_EQ(muscles.step_interval, 2);
  EXPECT_FALSE(muscles.in_degrees);
  EXPECT_THAT(muscles.muscles, ElementsAre("bflh", "semiten"));
  EXPECT_THAT(muscles.moment_arm_coordinates, IsEmpty());
  EXPECT_FALSE(muscles.compute_moments);
  EXPECT_EQ(setup->analyses[2].class_name, "StaticOptimization");
  EXPECT_EQ(setup->analyses[2].name, "SO");
}

TEST(AnalyzeSetup, names_settings_it_does_not_use_once) {
  Diagnostics diagnostics;
  ASSERT_TRUE(parse_setup(setup_text, diagnostics).has_value());
  ASSERT_EQ(diagnostics.entries().size(), 1U);
  EXPECT_THAT(diagnostics.entries()[0].text(),
              HasSubstr("not used from the setup: maximum_number_of_integrator_steps"));
}

TEST(AnalyzeSetup, refuses_setups_of_other_tools_by_name) {
  const std::string text =
      "<OpenSimDocument Version=\"40000\">\n<InverseKinematicsTool name=\"ik\"/></OpenSimDocument>";
  const Error error = refuse(text);
  EXPECT_THAT(error.message, HasSubstr("the setup of OpenSim's InverseKinematicsTool, which is not run yet"));
  EXPECT_EQ(error.line, 2);
  EXPECT_THAT(refuse("<ScaleTool name=\"s\"/>").message, HasSubstr("ScaleTool"));
  EXPECT_THAT(refuse("<OpenSimDocument Version=\"40000\"><Model/></OpenSimDocument>").message,
              HasSubstr("a model"));
  EXPECT_THAT(refuse("<project/>").message, HasSubstr("<project>"));
}

TEST(AnalyzeSetup, leaves_model_and_motion_open_where_OpenSim_wrote_none) {
  Diagnostics diagnostics;
  const auto setup = parse_setup(with(" ../models/leg.osim ", ""), diagnostics);
  ASSERT_TRUE(setup.has_value());
  EXPECT_TRUE(setup->model_file.empty());
  EXPECT_THAT(diagnostics.entries()[0].text(), HasSubstr("names no model"));
  Diagnostics of_motion;
  const auto still = parse_setup(with("C3D\\walk.mot", " "), of_motion);
  ASSERT_TRUE(still.has_value());
  EXPECT_TRUE(still->coordinates_file.empty() && still->states_file.empty());
  EXPECT_THAT(of_motion.entries()[0].text(), HasSubstr("names no motion"));
}

TEST(AnalyzeSetup, refuses_values_that_make_no_run) {
  EXPECT_THAT(refuse(with(" Inf ", " 0.1 ")).message, HasSubstr("before initial_time"));
  EXPECT_THAT(refuse(with(" 0.5 ", " soon ")).message, HasSubstr("a time in seconds; found 'soon'"));
  EXPECT_THAT(refuse(with("<step_interval>2<", "<step_interval>0<")).message,
              HasSubstr("whole number from 1"));
  EXPECT_THAT(refuse(with(" 12 ", " 1e9 ")).message, HasSubstr("whole number from 1 to 30"));
}

TEST(AnalyzeSetup, reads_every_setup_of_the_shared_recordings_or_names_its_tool) {
  HAMSTRING_NEEDS_DATA("opensim-reference");
  int read = 0;
  int of_other_tools = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::shared_data_folder())) {
    if (entry.path().extension() != ".xml") continue;
    Diagnostics diagnostics;
    const auto setup = read_analyze_setup(entry.path(), diagnostics);
    const bool analyzes = read_file(entry.path()).value().find("<AnalyzeTool") != std::string::npos;
    EXPECT_EQ(setup.has_value(), analyzes) << entry.path();
    if (setup) {
      ++read;
      EXPECT_FALSE(setup->analyses.empty()) << entry.path();
      if (entry.path().string().find("opensim-reference") != std::string::npos) {
        EXPECT_TRUE(std::filesystem::exists(setup->model_file)) << setup->model_file;
        EXPECT_TRUE(std::filesystem::exists(setup->coordinates_file)) << setup->coordinates_file;
      }
    } else {
      ++of_other_tools;
      EXPECT_THAT(setup.error().message, ::testing::StartsWith("this is ")) << setup.error().text();
    }
  }
  EXPECT_GE(read, 15);
  EXPECT_GE(of_other_tools, 27);
}

}  // namespace
}  // namespace hamstring
