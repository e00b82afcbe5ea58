#include "muscle/hamstrings.h"

#include <gtest/gtest.h>

#include "tests/support/small_models.h"

namespace hamstring::muscle {
namespace {

using testing::compiled;
using testing::fixed_point;

TEST(HamstringFromName, knows_the_names_of_public_models) {
  for (const char* name : {"bifemlh_r", "bflh_r", "bflh140_l", "BFLH_R", "bicfem_long_r",
                           "biceps_femoris_long_head_left", "r_bflh"}) {
    EXPECT_EQ(hamstring_from_name(name), Hamstring::biceps_femoris_long_head) << name;
  }
  for (const char* name : {"bifemsh_r", "bfsh_l", "bfsh140_r", "biceps_femoris_short_r"}) {
    EXPECT_EQ(hamstring_from_name(name), Hamstring::biceps_femoris_short_head) << name;
  }
  for (const char* name : {"semiten_r", "semitend_l", "semitendinosus_r"})
    EXPECT_EQ(hamstring_from_name(name), Hamstring::semitendinosus) << name;
  for (const char* name : {"semimem_r", "semimembranosus_l"})
    EXPECT_EQ(hamstring_from_name(name), Hamstring::semimembranosus) << name;
}

TEST(HamstringFromName, does_not_take_arm_and_other_thigh_muscles) {
  for (const char* name : {"BIClong", "BICshort", "biceps_brachii_long_r", "rect_fem_r", "quad_fem_r",
                           "grac_r", "sart_r", "gasmed_r", "hamstrings_r"}) {
    EXPECT_FALSE(hamstring_from_name(name)) << name;
  }
}

/// A pelvis at rest and a right leg: hip flexion and adduction, knee; four muscles with the given names.
/// `knee_sign` -1 counts knee flexion negative, as Gait2392 does.
model::ModelSpecification right_leg(const std::array<const char*, 4>& names, double knee_sign = 1.0) {
  model::ModelSpecification s;
  s.bodies = {{.name = "pelvis"}, {.name = "femur_r"}, {.name = "tibia_r"}, {.name = "talus_r"}};
  s.frames = {{.name = "hip/p", .parent = "pelvis", .translation_m = {-0.07, -0.07, 0.08}},
              {.name = "knee/p", .parent = "femur_r", .translation_m = {0.0, -0.4, 0.0}},
              {.name = "ankle/p", .parent = "tibia_r", .translation_m = {0.0, -0.4, 0.0}}};
  s.joints = {
      {.name = "root", .kind = model::JointKind::weld, .parent_frame = "ground", .child_frame = "pelvis"},
      {.name = "hip",
       .kind = model::JointKind::custom,
       .parent_frame = "hip/p",
       .child_frame = "femur_r",
       .coordinates = {{.name = "hf", .range = {-2, 2}}, {.name = "ha", .range = {-1, 1}}},
       .axes = {testing::axis({0, 0, 1}, {"hf"}, testing::linear(1.0)),
                testing::axis({1, 0, 0}, {"ha"}, testing::linear(1.0)), testing::axis({0, 1, 0}),
                testing::axis({1, 0, 0}), testing::axis({0, 1, 0}), testing::axis({0, 0, 1})}},
      {.name = "knee",
       .kind = model::JointKind::custom,
       .parent_frame = "knee/p",
       .child_frame = "tibia_r",
       .coordinates = {{.name = "kn", .range = {knee_sign > 0 ? 0.0 : -2.0, knee_sign > 0 ? 2.0 : 0.0}}},
       .axes = {testing::axis({0, 0, 1}, {"kn"}, testing::linear(-knee_sign)), testing::axis({1, 0, 0}),
                testing::axis({0, 1, 0}), testing::axis({1, 0, 0}), testing::axis({0, 1, 0}),
                testing::axis({0, 0, 1})}},
      {.name = "ankle",
       .kind = model::JointKind::pin,
       .parent_frame = "ankle/p",
       .child_frame = "talus_r",
       .coordinates = {{.name = "an"}}}};
  const auto two_joint = [](const char* name, double z, double fiber) {
    model::MuscleSpecification m = testing::muscle(
        name, {fixed_point("pelvis", {-0.12, -0.10, 0.07}), fixed_point("tibia_r", {-0.03, -0.04, z})});
    m.optimal_fiber_length_m = fiber;
    return m;
  };
  s.muscles = {two_joint(names[0], 0.04, 0.10), two_joint(names[1], -0.02, 0.20),
               two_joint(names[2], -0.02, 0.07),
               testing::muscle(names[3], {fixed_point("femur_r", {0.0, -0.2, 0.02}),
                                          fixed_point("tibia_r", {-0.03, -0.04, 0.04})})};
  return s;
}

HamstringMap found_in(const model::Model& model, Diagnostics& diagnostics,
                      const HamstringChoices& choices = {}) {
  const Result<HamstringMap> map = find_hamstrings(model, choices, diagnostics);
  EXPECT_TRUE(map);
  return map.value_or(HamstringMap{});
}

TEST(FindHamstrings, by_name_with_flexion_positive_whatever_the_models_sign) {
  for (const double sign : {1.0, -1.0}) {
    const model::Model model = compiled(right_leg({"bflh_r", "semiten_r", "semimem_r", "bfsh_r"}, sign));
    Diagnostics diagnostics;
    const Leg leg = found_in(model, diagnostics).leg(Side::right);
    EXPECT_EQ(leg.muscle(Hamstring::semimembranosus), MuscleIndex(2));
    EXPECT_EQ(leg.hip.coordinate, model.find_coordinate("hf"));
    EXPECT_EQ(leg.hip.sign, 1.0);
    EXPECT_EQ(leg.knee.coordinate, model.find_coordinate("kn"));
    EXPECT_EQ(leg.knee.sign, sign);
    EXPECT_EQ(leg.talus, model.find_body("talus_r"));
    EXPECT_EQ(diagnostics.count(Severity::warning), 0U);
  }
}

TEST(FindHamstrings, by_path_when_names_say_nothing_and_says_so) {
  const model::Model model = compiled(right_leg({"m1", "m2", "m3", "m4"}));
  Diagnostics diagnostics;
  const Leg leg = found_in(model, diagnostics).leg(Side::right);
  EXPECT_EQ(leg.muscle(Hamstring::biceps_femoris_long_head), MuscleIndex(0));
  EXPECT_EQ(leg.muscle(Hamstring::semitendinosus), MuscleIndex(1));
  EXPECT_EQ(leg.muscle(Hamstring::semimembranosus), MuscleIndex(2));
  EXPECT_EQ(diagnostics.count(Severity::warning), 3U);
}

/// The right leg hanging on its foot: ground, talus, tibia, femur, pelvis.
model::ModelSpecification rooted_at_the_foot() {
  model::ModelSpecification s = right_leg({"bflh_r", "semiten_r", "semimem_r", "bfsh_r"});
  s.frames = {{.name = "ankle/c", .parent = "tibia_r", .translation_m = {0.0, -0.4, 0.0}},
              {.name = "knee/c", .parent = "femur_r", .translation_m = {0.0, -0.4, 0.0}},
              {.name = "hip/c", .parent = "pelvis", .translation_m = {-0.07, -0.07, 0.08}}};
  s.joints[0].child_frame = "talus_r";
  const auto hang = [](model::JointSpecification& joint, const char* parent, const char* child) {
    joint.parent_frame = parent;
    joint.child_frame = child;
  };
  hang(s.joints[3], "talus_r", "ankle/c");
  hang(s.joints[2], "tibia_r", "knee/c");
  hang(s.joints[1], "femur_r", "hip/c");
  // Seen from the shank the thigh turns the other way.
  s.joints[2].axes[0].function = testing::linear(1.0);
  s.joints[1].axes[0].function = testing::linear(-1.0);
  s.joints = {s.joints[0], s.joints[3], s.joints[2], s.joints[1]};
  return s;
}

TEST(FindHamstrings, judges_by_moment_arms_and_not_by_where_the_model_is_rooted) {
  const model::Model model = compiled(rooted_at_the_foot());
  Diagnostics diagnostics;
  const HamstringMap map = found_in(model, diagnostics);
  for (std::size_t m = 0; m < 3; ++m) {
    const Hamstring hamstring = *hamstring_from_name(model.muscles[m].name);
    EXPECT_EQ(map.leg(Side::right).muscle(hamstring), MuscleIndex(m)) << model.muscles[m].name;
  }
  EXPECT_EQ(map.leg(Side::right).muscle(Hamstring::biceps_femoris_short_head), MuscleIndex(3));
  for (const Diagnostic& entry : diagnostics.entries())
    EXPECT_EQ(entry.message.find("does not cross"), std::string::npos) << entry.text();
}

TEST(FindHamstrings, take_the_joints_of_one_knee_for_one_knee) {
  // A condyle that tilts between shank and hinge: the short head crosses two joints and one knee.
  model::ModelSpecification s = right_leg({"bflh_r", "semiten_r", "semimem_r", "bfsh_r"});
  s.bodies.push_back({.name = "hinge_r"});
  s.frames.push_back({.name = "condyle/p", .parent = "hinge_r", .translation_m = {0.0, -0.03, 0.02}});
  s.joints[2].child_frame = "hinge_r";
  s.joints.insert(s.joints.begin() + 3, {.name = "condyle",
                                         .kind = model::JointKind::pin,
                                         .parent_frame = "condyle/p",
                                         .child_frame = "tibia_r",
                                         .coordinates = {{.name = "tilt", .range = {-0.3, 0.3}}}});
  const model::Model model = compiled(s);
  Diagnostics diagnostics;
  const Leg leg = found_in(model, diagnostics).leg(Side::right);
  EXPECT_EQ(leg.muscle(Hamstring::biceps_femoris_short_head), MuscleIndex(3));
  EXPECT_EQ(leg.muscle(Hamstring::biceps_femoris_long_head), MuscleIndex(0));
  EXPECT_EQ(leg.knee.coordinate, model.find_coordinate("kn"));
}

TEST(FindHamstrings, says_that_a_long_head_alone_may_stand_for_all_three) {
  model::ModelSpecification s = right_leg({"bifemlh_r", "x", "y", "bifemsh_r"});
  s.muscles.erase(s.muscles.begin() + 1, s.muscles.begin() + 3);
  const model::Model model = compiled(s);
  Diagnostics diagnostics;
  const Leg leg = found_in(model, diagnostics).leg(Side::right);
  EXPECT_TRUE(leg.muscle(Hamstring::biceps_femoris_long_head).is_valid());
  ASSERT_EQ(diagnostics.count(Severity::warning), 1U);
  EXPECT_EQ(diagnostics.entries()[0].element, "bifemlh_r");
  EXPECT_NE(diagnostics.entries()[0].message.find("all three"), std::string::npos);
  EXPECT_TRUE(leg.is_lumped);
}

TEST(FindHamstrings, marks_a_long_head_that_is_alone_however_it_was_found) {
  model::ModelSpecification s = right_leg({"hamstrings_r", "x", "y", "bifemsh_r"});
  s.muscles.erase(s.muscles.begin() + 1, s.muscles.begin() + 3);
  Diagnostics chosen;
  EXPECT_TRUE(found_in(compiled(s), chosen, {{"BFlh_r", "hamstrings_r"}}).leg(Side::right).is_lumped);
  ASSERT_EQ(chosen.count(Severity::warning), 1U) << "and not told again to choose it";
  EXPECT_NE(chosen.entries()[0].message.find("all three"), std::string::npos);
  // A model that has the other two: whoever leaves them out makes no lump of the third.
  Diagnostics whole;
  const model::Model three = compiled(right_leg({"bflh_r", "semiten_r", "semimem_r", "bfsh_r"}));
  EXPECT_FALSE(found_in(three, whole).leg(Side::right).is_lumped);
  EXPECT_FALSE(found_in(three, whole, {{"ST_r", ""}, {"SM_r", ""}}).leg(Side::right).is_lumped);
}

TEST(FindHamstrings, refuses_a_name_whose_path_does_not_fit) {
  const model::Model model =
      compiled(right_leg({"m1", "semiten_r", "semimem_r", "bflh_r"}));  // bflh_r crosses the knee only
  Diagnostics diagnostics;
  const Leg leg = found_in(model, diagnostics).leg(Side::right);
  EXPECT_FALSE(leg.muscle(Hamstring::biceps_femoris_long_head).is_valid());
  EXPECT_EQ(diagnostics.count(Severity::warning), 1U);
}

TEST(FindHamstrings, says_when_one_muscle_stands_for_all_and_does_not_pass_it_off_as_one_of_them) {
  model::ModelSpecification s = right_leg({"hamstrings_r", "x", "y", "bifemsh_r"});
  s.muscles.erase(s.muscles.begin() + 1, s.muscles.begin() + 3);
  const model::Model model = compiled(s);
  Diagnostics diagnostics;
  const Leg leg = found_in(model, diagnostics).leg(Side::right);
  EXPECT_FALSE(leg.muscle(Hamstring::biceps_femoris_long_head).is_valid());
  EXPECT_TRUE(leg.muscle(Hamstring::biceps_femoris_short_head).is_valid());
  ASSERT_EQ(diagnostics.count(Severity::warning), 1U);
  EXPECT_EQ(diagnostics.entries()[0].element, "hamstrings_r");
}

TEST(FindHamstrings, takes_the_users_word_and_refuses_unknown_ones) {
  const model::Model model = compiled(right_leg({"x", "semiten_r", "semimem_r", "bfsh_r"}));
  Diagnostics diagnostics;
  EXPECT_EQ(found_in(model, diagnostics, {{"BFlh_r", "x"}})
                .leg(Side::right)
                .muscle(Hamstring::biceps_femoris_long_head),
            MuscleIndex(0));
  EXPECT_FALSE(find_hamstrings(model, {{"BFlh_r", "nobody"}}, diagnostics));
  EXPECT_FALSE(find_hamstrings(model, {{"gluteus_r", "x"}}, diagnostics));
}

}  // namespace
}  // namespace hamstring::muscle
