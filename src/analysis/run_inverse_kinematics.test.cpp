#include "analysis/run_inverse_kinematics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/file.h"
#include "formats/trc/trc_writer.h"
#include "tests/support/temp_folder.h"

namespace hamstring::analysis {
namespace {

using ::testing::HasSubstr;

// A pin with three markers.
constexpr const char* model_text = R"(<?xml version="1.0"?><OpenSimDocument Version="40000"><Model name="arm">
<BodySet><objects><Body name="arm"><mass>1</mass><mass_center>0 0 0</mass_center><inertia>1 1 1 0 0 0</inertia></Body></objects></BodySet>
<JointSet><objects><PinJoint name="elbow"><socket_parent_frame>/ground</socket_parent_frame>
<socket_child_frame>/bodyset/arm</socket_child_frame>
<coordinates><Coordinate name="bend"><range>-3 3</range></Coordinate></coordinates></PinJoint></objects></JointSet>
<MarkerSet><objects>
<Marker name="A"><socket_parent_frame>/bodyset/arm</socket_parent_frame><location>0.3 0 0</location></Marker>
<Marker name="B"><socket_parent_frame>/bodyset/arm</socket_parent_frame><location>0 0.2 0.1</location></Marker>
</objects></MarkerSet></Model></OpenSimDocument>)";

constexpr const char* setup_text = R"(<OpenSimDocument Version="40000"><InverseKinematicsTool name="bend">
<results_directory>results</results_directory><model_file>arm.osim</model_file><marker_file>arm.trc</marker_file>
<report_marker_locations>true</report_marker_locations>
<IKTaskSet><objects><IKMarkerTask name="A"><weight>1</weight></IKMarkerTask><IKMarkerTask name="B"><weight>2</weight></IKMarkerTask></objects></IKTaskSet>
</InverseKinematicsTool></OpenSimDocument>)";

MarkerTrajectories bending() {
  MarkerTrajectories markers{.rate_hz = 100.0};
  markers.names = {"A", "B"};
  for (int f = 0; f < 5; ++f) {
    const double q = 0.1 * f, c = std::cos(q), s = std::sin(q);
    markers.time_s.push_back(0.01 * f);
    markers.positions_m.emplace_back(0.3 * c, 0.3 * s, 0.0);
    markers.positions_m.emplace_back(-0.2 * s, 0.2 * c, 0.1);
  }
  return markers;
}

struct Folder {
  hamstring::test::TempFolder folder;
  Folder() {
    EXPECT_TRUE(write_file(folder / "arm.osim", model_text));
    EXPECT_TRUE(write_file(folder / "setup.xml", setup_text));
    EXPECT_TRUE(write_trc(folder / "arm.trc", bending()));
  }
};

TEST(RunInverseKinematics, a_setup_writes_the_angles_and_how_well_they_fit) {
  const Folder f;
  Diagnostics diagnostics;
  const auto result = run_tool(f.folder / "setup.xml", Compatibility::opensim, diagnostics);
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_EQ(result->files.size(), 3U);
  EXPECT_EQ(result->files[0].path.filename(), "bend_ik.mot");
  EXPECT_EQ(result->files[1].path.filename(), "bend_ik_marker_errors.sto");
  EXPECT_NEAR(result->files[0].table(3, 0), 0.3 * 180.0 / 3.14159265358979, 1e-4);
  EXPECT_EQ(result->files[2].table.labels()[3], "B_tx");
  EXPECT_LT(result->files[1].table(3, 2), 1e-6);
}

TEST(RunInverseKinematics, people_need_no_setup) {
  const Folder f;
  Diagnostics diagnostics;
  const auto result =
      joint_angles_of({.capture = f.folder / "arm.trc", .model = f.folder / "arm.osim"}, diagnostics);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_THAT(result->sentences.front(), HasSubstr("as good as it should be"));
  EXPECT_EQ(result->files.front().path, "arm_ik.mot");
}

}  // namespace
}  // namespace hamstring::analysis
