#include "analysis/scale_person.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "formats/osim/osim_reader.h"
#include "formats/trc/trc_writer.h"
#include "tests/support/temp_folder.h"

namespace hamstring::analysis {
namespace {

using ::testing::HasSubstr;

constexpr const char* model_text = R"(<?xml version="1.0"?><OpenSimDocument Version="40000"><Model name="arm">
<BodySet><objects><Body name="arm"><mass>2</mass><mass_center>0.1 0 0</mass_center><inertia>1 1 1 0 0 0</inertia></Body></objects></BodySet>
<JointSet><objects><PinJoint name="elbow"><socket_parent_frame>/ground</socket_parent_frame>
<socket_child_frame>/bodyset/arm</socket_child_frame>
<coordinates><Coordinate name="bend"><range>-3 3</range></Coordinate></coordinates></PinJoint></objects></JointSet>
<MarkerSet><objects>
<Marker name="A"><socket_parent_frame>/bodyset/arm</socket_parent_frame><location>0.3 0 0</location></Marker>
<Marker name="B"><socket_parent_frame>/bodyset/arm</socket_parent_frame><location>0 0.4 0</location></Marker>
</objects></MarkerSet></Model></OpenSimDocument>)";

constexpr const char* setup_text = R"(<OpenSimDocument Version="40000"><ScaleTool name="ada"><mass>3</mass>
<GenericModelMaker><model_file>arm.osim</model_file></GenericModelMaker>
<ModelScaler><scaling_order>measurements</scaling_order><MeasurementSet><objects><Measurement name="arm">
<MarkerPairSet><objects><MarkerPair><markers>A B</markers></MarkerPair></objects></MarkerPairSet>
<BodyScaleSet><objects><BodyScale name="arm"><axes>X Y Z</axes></BodyScale></objects></BodyScaleSet></Measurement></objects></MeasurementSet>
<marker_file>static.trc</marker_file><time_range>0 0</time_range><preserve_mass_distribution>true</preserve_mass_distribution></ModelScaler>
<MarkerPlacer><IKTaskSet><objects><IKMarkerTask name="A"><weight>1</weight></IKMarkerTask><IKMarkerTask name="B"><weight>1</weight></IKMarkerTask></objects></IKTaskSet>
<marker_file>static.trc</marker_file><time_range>0 0</time_range></MarkerPlacer></ScaleTool></OpenSimDocument>)";

TEST(ScalePerson, a_setup_gives_models_that_read_back_also_from_a_trial_of_one_frame) {
  const hamstring::test::TempFolder folder;
  MarkerTrajectories trial{.rate_hz = 100.0, .time_s = {0.0}, .names = {"A", "B"}};
  trial.positions_m = {Vec3(0.36, 0.0, 0.0), Vec3(0.0, 0.48, 0.0)};  // larger by a fifth
  ASSERT_TRUE(write_file(folder / "arm.osim", model_text));
  ASSERT_TRUE(write_file(folder / "setup.xml", setup_text));
  ASSERT_TRUE(write_trc(folder / "static.trc", trial));
  Diagnostics diagnostics;
  const auto person = scale_person(folder / "setup.xml", diagnostics);
  ASSERT_TRUE(person) << person.error().text();
  ASSERT_EQ(person->files.size(), 3U);
  EXPECT_EQ(person->files.back().name, "ada.osim");
  const auto model = parse_osim(person->files.back().text, "ada.osim", {}, diagnostics);
  ASSERT_TRUE(model) << model.error().text();
  EXPECT_DOUBLE_EQ(model->bodies[0].mass_kg, 3.0);
  EXPECT_NEAR(model->bodies[0].mass_center_m.x(), 0.12, 1e-9);
  EXPECT_LT((model->markers[1].location_m - Vec3(0.0, 0.48, 0.0)).norm(), 1e-7);
  EXPECT_THAT(person->sentences.front(), HasSubstr("arm: 1.2000"));
}

TEST(ScalePerson, as_a_tool_it_writes_what_the_setup_names) {
  const hamstring::test::TempFolder folder;
  MarkerTrajectories trial{.rate_hz = 100.0, .time_s = {0.0}, .names = {"A", "B"}};
  trial.positions_m = {Vec3(0.36, 0.0, 0.0), Vec3(0.0, 0.48, 0.0)};
  std::string text = setup_text;
  const auto insert = [&](const std::string& before, const std::string& what) {
    text.insert(text.find(before), what);
  };
  insert("</ModelScaler>",
         "<output_model_file>only.osim</output_model_file>"
         "<output_scale_file>set.xml</output_scale_file>");
  insert("</MarkerPlacer>",
         "<output_model_file>ada.osim</output_model_file>"
         "<output_motion_file>stands.mot</output_motion_file>");
  ASSERT_TRUE(write_file(folder / "arm.osim", model_text));
  ASSERT_TRUE(write_file(folder / "setup.xml", text));
  ASSERT_TRUE(write_trc(folder / "static.trc", trial));
  Diagnostics diagnostics;
  const auto result = run_tool(folder / "setup.xml", Compatibility::opensim, diagnostics);
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_TRUE(write_tool_result(*result));
  ASSERT_EQ(result->texts.size(), 3U);
  ASSERT_EQ(result->files.size(), 1U);
  const auto model = read_osim(folder / "ada.osim", {}, diagnostics);
  ASSERT_TRUE(model);
  EXPECT_LT((model->markers[1].location_m - Vec3(0.0, 0.48, 0.0)).norm(), 1e-7);
  EXPECT_THAT(*read_file(folder / "set.xml"), HasSubstr("<segment>arm</segment>"));
  EXPECT_TRUE(std::filesystem::exists(folder / "stands.mot"));
  ASSERT_TRUE(write_file(folder / "setup.xml", setup_text));
  EXPECT_FALSE(run_tool(folder / "setup.xml", Compatibility::opensim, diagnostics)) << "it names no file";
}

}  // namespace
}  // namespace hamstring::analysis
