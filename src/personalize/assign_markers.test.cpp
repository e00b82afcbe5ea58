#include "personalize/assign_markers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/walker_model.h"

namespace hamstring::personalize {
namespace {

using ::testing::HasSubstr;

/// Two legs, a trunk and arms, and one marker of its own on the right shank.
model::Model two_legs() {
  model::ModelSpecification specification = testing::WalkerModel({}).specification();
  specification.markers.push_back({.name = "own", .frame = "tibia_r", .location_m = {0.05, -0.1, 0.0}});
  return testing::compiled(specification);
}

std::vector<MarkerAssignment> assigned(const std::vector<std::string>& names,
                                       const std::vector<NamedMarker>& by_hand = {}) {
  auto assignments = assign_markers(two_legs(), names, by_hand);
  EXPECT_TRUE(assignments) << assignments.error().text();
  return std::move(*assignments);
}

TEST(AssignMarkers, names_of_a_set_find_their_body_and_place) {
  const auto a = assigned({"L.ASIS", "RKNE", "R.Thigh.Top.Lateral", "LHEE", "LWRA", "Channel7", "LFEO"});
  EXPECT_EQ(a[0].body, "pelvis");
  EXPECT_LT(a[0].site_m->z(), 0.0) << "left";
  EXPECT_EQ(a[1].body, "femur_r");
  EXPECT_GT(a[1].site_m->z(), 0.0);
  EXPECT_EQ(a[2].body, "femur_r");
  EXPECT_FALSE(a[2].site_m) << "somewhere on the thigh";
  EXPECT_EQ(a[3].body, "calcn_l");
  for (const std::size_t i : {4U, 5U, 6U}) EXPECT_FALSE(a[i].is_used()) << a[i].name;
  EXPECT_THAT(a[4].why, HasSubstr("arm"));
  EXPECT_THAT(a[5].why, HasSubstr("no marker set"));
  EXPECT_THAT(a[6].why, HasSubstr("computed"));
}

TEST(AssignMarkers, a_name_of_the_model_comes_before_the_table_and_a_hand_before_both) {
  const auto a = assigned({"own", "RKNE"}, {{.theirs = "RKNE", .ours = "left medial knee"}});
  EXPECT_EQ(a[0].by, AssignedBy::model);
  EXPECT_EQ(a[0].body, "tibia_r");
  EXPECT_EQ(*a[0].site_m, Vec3(0.05, -0.1, 0.0));
  EXPECT_EQ(a[1].by, AssignedBy::hand);
  EXPECT_EQ(a[1].body, "femur_l");
  const auto out = assigned({"RKNE"}, {{.theirs = "RKNE", .ours = "-"}});
  EXPECT_FALSE(out[0].is_used());
}

TEST(AssignMarkers, a_place_belongs_to_the_first_that_claims_it) {
  const auto a = assigned({"RKNE", "R.Knee", "RHJC", "R_HJC_reg"});
  EXPECT_TRUE(a[0].site_m);
  EXPECT_TRUE(a[1].is_used());
  EXPECT_FALSE(a[1].site_m);
  EXPECT_FALSE(a[3].is_used()) << "a joint has one center";
}

TEST(AssignMarkers, a_video_calls_the_middle_of_a_joint_by_its_name) {
  const auto a = assigned({"Neck", "midHip", "RBigToe", "RKnee"});
  EXPECT_EQ(a[3].meaning->landmark, Landmark::knee_center);
  const auto both = assigned({"Neck", "midHip", "RBigToe", "RKnee", "r_knee_study"});
  EXPECT_FALSE(both[3].is_used());
  EXPECT_EQ(both[4].meaning->landmark, Landmark::lateral_knee);
}

TEST(AssignMarkers, what_a_hand_writes_wrongly_is_refused_with_its_line) {
  const model::Model model = two_legs();
  const auto unknown = assign_markers(model, {"A"}, {{.theirs = "A", .ours = "right nose", .line = 3}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().line, 3);
  EXPECT_FALSE(assign_markers(model, {"A"}, {{.theirs = "B", .ours = "sacrum"}}));
}

TEST(MarkerNamesFile, lines_comments_and_mistakes) {
  const auto lines =
      parse_marker_names("# theirs = ours\nknee outside R = right lateral knee\r\n\nM1=-\n", "n");
  ASSERT_TRUE(lines);
  ASSERT_EQ(lines->size(), 2U);
  EXPECT_EQ((*lines)[0].theirs, "knee outside R");
  EXPECT_EQ((*lines)[0].ours, "right lateral knee");
  EXPECT_EQ((*lines)[1].line, 4);
  for (const char* wrong : {"RKNE right knee", "= sacrum", "A =", "A = sacrum\nA = sacrum"}) {
    const auto refused = parse_marker_names(wrong, "names.txt");
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().file, "names.txt");
    EXPECT_GT(refused.error().line, 0);
  }
}

}  // namespace
}  // namespace hamstring::personalize
