#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;
using ::testing::HasSubstr;

TEST(OsimMarkers, reads_markers_and_keeps_the_first_of_two_with_one_name) {
  const std::string twin =
      "<Marker name=\"knee\"><socket_parent_frame>/ground</socket_parent_frame></Marker>";
  Diagnostics diagnostics;
  const auto leg =
      parse(replaced(leg_model(), "</objects></MarkerSet>", twin + "</objects></MarkerSet>"), diagnostics);
  ASSERT_TRUE(leg.has_value());
  ASSERT_EQ(leg->markers.size(), 1U);
  EXPECT_EQ(leg->markers[0].frame, "thigh");
  EXPECT_EQ(leg->markers[0].location_m, Vec3(0, -0.4, 0.05));
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("second marker is named 'knee'"));
}

TEST(OsimMarkers, are_found_in_the_set_on_the_model_and_on_a_body_in_this_order) {
  std::string text = replaced(
      leg_model(), "<mass>3.5</mass>",
      "<mass>3.5</mass><components><Marker name=\"on_shank\"><socket_parent_frame>..</socket_parent_frame>"
      "<location>1 0 0</location><fixed>true</fixed></Marker></components>");
  text = replaced(text, "<Ground name=\"ground\"/>",
                  "<Ground name=\"ground\"/><components><Marker "
                  "name=\"on_model\"><socket_parent_frame>/ground</socket_parent_frame>"
                  "</Marker></components>");
  const std::vector<model::MarkerSpecification> markers = parse_good(text).markers;
  ASSERT_EQ(markers.size(), 3U);
  EXPECT_EQ(markers[0].name + " on " + markers[0].frame, "knee on thigh");
  EXPECT_EQ(markers[1].name + " on " + markers[1].frame, "on_model on ground");
  EXPECT_EQ(markers[1].location_m, Vec3(0, 0, 0)) << "none is written";
  EXPECT_EQ(markers[2].name + " on " + markers[2].frame, "on_shank on shank");
  EXPECT_TRUE(markers[2].fixed);
  EXPECT_FALSE(markers[0].fixed);
}

TEST(OsimMarkers, on_a_body_that_is_not_there_are_refused) {
  const Error error =
      parse_bad(replaced(leg_model(), "<Marker name=\"knee\"><socket_parent_frame>/bodyset/thigh",
                         "<Marker name=\"knee\"><socket_parent_frame>/bodyset/tail"));
  EXPECT_THAT(error.message, HasSubstr("'/bodyset/tail', which the model does not have"));
}

}  // namespace
}  // namespace hamstring
