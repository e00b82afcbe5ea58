#include "formats/setup/inverse_kinematics_setup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring {
namespace {

using ::testing::HasSubstr;

constexpr const char* text = R"(<?xml version="1.0" encoding="UTF-8"?>
<OpenSimDocument Version="40000"><InverseKinematicsTool name="walk">
<model_file>m.osim</model_file><marker_file>sub\a.trc</marker_file><time_range> 0.5 1.5 </time_range>
<accuracy>1e-9</accuracy><report_marker_locations>true</report_marker_locations>
<IKTaskSet><objects>
<IKMarkerTask name="LASI"><apply>true</apply><weight> 10.0 </weight></IKMarkerTask>
<IKMarkerTask name="HEAD"><apply>false</apply><weight>1</weight></IKMarkerTask>
<IKMarkerTask name="RASI"/>
<IKCoordinateTask name="knee"><weight>5</weight><value_type>manual_value</value_type><value>0.3</value></IKCoordinateTask>
</objects></IKTaskSet></InverseKinematicsTool></OpenSimDocument>)";

TEST(InverseKinematicsSetup, reads_files_times_and_the_tasks_that_apply) {
  Diagnostics diagnostics;
  const auto setup = parse_inverse_kinematics_setup(text, "folder/setup.xml", diagnostics);
  ASSERT_TRUE(setup) << setup.error().text();
  EXPECT_EQ(setup->marker_file, "folder/sub/a.trc");
  EXPECT_EQ(setup->initial_time_s, 0.5);
  EXPECT_EQ(setup->final_time_s, 1.5);
  EXPECT_EQ(setup->output_motion_file, "walk_ik.mot");
  ASSERT_EQ(setup->markers.size(), 2U);
  EXPECT_EQ(setup->markers[0].weight, 10.0);
  EXPECT_EQ(setup->markers[1].weight, 0.0) << "a task without a weight weighs nothing in OpenSim";
  ASSERT_EQ(setup->coordinates.size(), 1U);
  EXPECT_EQ(setup->coordinates[0].source, IkCoordinateTask::Source::manual);
  EXPECT_EQ(setup->coordinates[0].value, 0.3);
}

TEST(InverseKinematicsSetup, refuses_other_tools_and_ranges_that_are_none) {
  Diagnostics diagnostics;
  std::string other = text;
  other.replace(other.find(" 0.5 1.5 "), 9, "1.5 0.5");
  EXPECT_THAT(parse_inverse_kinematics_setup(other, "s.xml", diagnostics).error().message,
              HasSubstr("two times in seconds"));
  const auto analyze = parse_inverse_kinematics_setup(
      "<OpenSimDocument Version=\"40000\"><AnalyzeTool name=\"a\"/></OpenSimDocument>", "s.xml", diagnostics);
  ASSERT_FALSE(analyze);
  EXPECT_THAT(analyze.error().message, HasSubstr("not the setup of the InverseKinematicsTool"));
}

}  // namespace
}  // namespace hamstring
