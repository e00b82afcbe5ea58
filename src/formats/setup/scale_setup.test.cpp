#include "formats/setup/scale_setup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring {
namespace {

using ::testing::HasSubstr;

constexpr const char* text = R"(<OpenSimDocument Version="20302"><ScaleTool name="ada"><mass> 72.6 </mass>
<GenericModelMaker name=""><model_file>m.osim</model_file><marker_set_file>set.xml</marker_set_file></GenericModelMaker>
<ModelScaler name=""><apply>true</apply><scaling_order> measurements manualScale </scaling_order>
<MeasurementSet><objects><Measurement name="torso"><apply>true</apply>
<MarkerPairSet><objects><MarkerPair name=""><markers> A B </markers></MarkerPair></objects></MarkerPairSet>
<BodyScaleSet><objects><BodyScale name="torso"><axes> X Z </axes></BodyScale></objects></BodyScaleSet></Measurement></objects></MeasurementSet>
<ScaleSet><objects><Scale name=""><scales>1.1 1.2 1.3</scales><segment> femur_r </segment><apply>true</apply></Scale></objects></ScaleSet>
<marker_file>static.trc</marker_file><time_range> 1 2 </time_range><preserve_mass_distribution>true</preserve_mass_distribution></ModelScaler>
<MarkerPlacer name=""><IKTaskSet><objects><IKMarkerTask name="A"><weight>3</weight></IKMarkerTask></objects></IKTaskSet>
<marker_file>static.trc</marker_file><time_range> 1 2 </time_range></MarkerPlacer></ScaleTool></OpenSimDocument>)";

TEST(ScaleSetup, reads_measurements_manual_factors_and_the_placement) {
  Diagnostics diagnostics;
  const auto setup = parse_scale_setup(text, "f/setup.xml", diagnostics);
  ASSERT_TRUE(setup) << setup.error().text();
  EXPECT_EQ(setup->mass_kg, 72.6);
  EXPECT_EQ(setup->marker_set_file, "f/set.xml");
  EXPECT_EQ(setup->order, (std::vector<std::string>{"measurements", "manualScale"}));
  ASSERT_EQ(setup->measurements.size(), 1U);
  EXPECT_EQ(setup->measurements[0].pairs[0].second, "B");
  EXPECT_EQ(setup->measurements[0].bodies[0].axes, (std::array<bool, 3>{true, false, true}));
  EXPECT_EQ(setup->manual[0].body, "femur_r");
  EXPECT_EQ(setup->manual[0].factors, Vec3(1.1, 1.2, 1.3));
  EXPECT_TRUE(setup->preserves_mass_distribution);
  EXPECT_TRUE(setup->placement.applies);
  EXPECT_EQ(setup->placement.tasks.markers[0].weight, 3.0);
}

TEST(ScaleSetup, refuses_pairs_that_are_none_and_other_files) {
  Diagnostics diagnostics;
  std::string three = text;
  three.replace(three.find(" A B "), 5, " A B C ");
  EXPECT_THAT(parse_scale_setup(three, "s.xml", diagnostics).error().message, HasSubstr("two markers"));
  EXPECT_FALSE(parse_scale_setup("<OpenSimDocument Version=\"40000\"><Model/></OpenSimDocument>", "s.xml",
                                 diagnostics));
}

TEST(ScaleSetup, reads_sets_of_markers_of_both_layouts) {
  Diagnostics diagnostics;
  const auto markers = parse_marker_set(
      "<OpenSimDocument Version=\"20302\"><MarkerSet><objects><Marker name=\"S\"><body> torso </body>"
      "<location>0.1 0.2 0.3</location><fixed>true</fixed></Marker></objects></MarkerSet></OpenSimDocument>",
      "set.xml", diagnostics);
  ASSERT_TRUE(markers) << markers.error().text();
  EXPECT_EQ(markers->front().frame, "torso");
  EXPECT_TRUE(markers->front().fixed);
  EXPECT_EQ(markers->front().location_m, Vec3(0.1, 0.2, 0.3));
}

}  // namespace
}  // namespace hamstring
