#include "record/marker_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

namespace hamstring {
namespace {

MarkerMeaning at(Landmark landmark, std::optional<Side> side = {}) {
  return {.segment = segment_of(landmark), .landmark = landmark, .side = side};
}

TEST(MarkerNames, the_same_place_is_known_by_the_names_of_every_set) {
  for (const char* name :
       {"RASI", "R.ASIS", "r.ASIS_study", "R_IAS", "R.EIAS", "RASIS", "Ada:RASI", "r_asis"})
    EXPECT_EQ(meaning_of_marker(name), at(Landmark::asis, Side::right)) << name;
  for (const char* name : {"LLFC", "LKNE", "L.Knee.Lat", "L_FLE", "LLEPI", "L_knee_study", "LKL", "L.Knee"})
    EXPECT_EQ(meaning_of_marker(name), at(Landmark::lateral_knee, Side::left)) << name;
  for (const char* name : {"LMMAL", "L.Ankle.Med", "L_TAM", "L_mankle", "L.Ankle.Medial", "LAM"})
    EXPECT_EQ(meaning_of_marker(name), at(Landmark::medial_ankle, Side::left)) << name;
  for (const char* name : {"RHEE", "RCAL", "R_FCC", "r_calc", "R.Heel", "RHEEL"})
    EXPECT_EQ(meaning_of_marker(name), at(Landmark::heel, Side::right)) << name;
  for (const char* name : {"SACR", "V.Sacral", "sacrum", "VSAC", "S2"})
    EXPECT_EQ(meaning_of_marker(name), at(Landmark::sacrum)) << name;
  EXPECT_EQ(meaning_of_marker("LEIAS"), at(Landmark::asis, Side::left));
}

TEST(MarkerNames, clusters_and_wands_ride_on_their_segment) {
  const auto on = [](Segment segment, Side side) {
    return MarkerMeaning{.segment = segment, .landmark = {}, .side = side};
  };
  for (const char* name : {"RTH1", "R.Thigh.Top.Lateral", "RTHI", "r_thigh3", "RTHAP", "RT3"})
    EXPECT_EQ(meaning_of_marker(name), on(Segment::thigh, Side::right)) << name;
  for (const char* name : {"LTB2", "L.Shank.Upper", "LTIB", "L_sh3", "LSK4", "LTIAP", "L.TT", "L_TTC"})
    EXPECT_EQ(meaning_of_marker(name), on(Segment::shank, Side::left)) << name;
  EXPECT_EQ(meaning_of_marker("pv4"), (MarkerMeaning{.segment = Segment::pelvis}));
  EXPECT_EQ(meaning_of_marker("RSH"), at(Landmark::shoulder, Side::right));
}

TEST(MarkerNames, tips_of_another_models_axes_are_no_markers) {
  for (const char* name : {"LFEO", "RTIP", "PELA", "CentreOfMass"}) {
    const auto meaning = meaning_of_marker(name);
    ASSERT_TRUE(meaning) << name;
    EXPECT_TRUE(meaning->is_computed) << name;
  }
}

TEST(MarkerNames, what_is_in_no_set_means_nothing) {
  for (const char* name : {"", "Channel101", "*52", "Marker_3", "P1", "x52", "Point____1", "StartG"})
    EXPECT_FALSE(meaning_of_marker(name)) << name;
}

TEST(MarkerNames, words_of_people_are_read_back) {
  for (const char* words :
       {"right asis", "left lateral knee", "sacrum", "right thigh", "trunk", "left foot"}) {
    const auto meaning = meaning_of_words(words);
    ASSERT_TRUE(meaning) << words;
    EXPECT_EQ(words_of(*meaning), words);
  }
  EXPECT_EQ(meaning_of_words("  Right   ASIS "), at(Landmark::asis, Side::right));
  EXPECT_FALSE(meaning_of_words("thigh")) << "a thigh has a side";
  EXPECT_FALSE(meaning_of_words("right nose"));
  EXPECT_EQ(subject_of_marker("Ada:LASI"), "Ada");
  EXPECT_EQ(subject_of_marker("LASI"), "");
}

}  // namespace
}  // namespace hamstring
