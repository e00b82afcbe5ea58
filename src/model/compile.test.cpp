#include "model/compile.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_models.h"

namespace hamstring::model {
namespace {

using testing::compiled;
using testing::fixed_point;
using testing::leg;
using testing::linear;
using testing::muscle;

Error refusal(const ModelSpecification& specification) {
  Diagnostics diagnostics;
  const Result<Model> model = compile(specification, diagnostics);
  EXPECT_FALSE(model) << "compile() accepted a broken model";
  return model ? Error{} : model.error();
}

TEST(Compile, puts_every_joint_after_the_one_that_moves_its_parent) {
  ModelSpecification s = leg();
  std::swap(s.joints[0], s.joints[2]);  // patella first
  const Model model = compiled(s);
  for (std::size_t j = 0; j < model.joints.size(); ++j) {
    const JointIndex inboard = model.bodies[model.joints[j].parent.value()].inboard_joint;
    if (inboard.is_valid()) {
      EXPECT_LT(inboard.value(), j);
    }
  }
}

TEST(Compile, finds_motion_types_as_openSim_does) {
  const Model model = compiled(leg());
  EXPECT_EQ(model.coordinates[model.find_coordinate("hip").value()].motion_type, MotionType::rotational);
  EXPECT_EQ(model.coordinates[model.find_coordinate("knee").value()].motion_type,
            MotionType::rotational);  // slope -1
  ModelSpecification s = leg();
  s.joints[1].axes[0].function = linear(0.5);
  const Model scaled = compiled(s);
  EXPECT_EQ(scaled.coordinates[scaled.find_coordinate("knee").value()].motion_type, MotionType::coupled);
}

TEST(Compile, knows_the_coordinates_between_two_bodies_and_their_sides) {
  const Model model = compiled(leg());
  std::vector<std::pair<CoordinateIndex, double>> between;
  model.for_each_crossed(model.find_body("patella"), model.find_body("tibia"),
                         [&](CoordinateIndex c, double sign) { between.emplace_back(c, sign); });
  ASSERT_EQ(between.size(), 2U);
  EXPECT_EQ(between[0], std::pair(model.find_coordinate("knee"), 1.0));
  EXPECT_EQ(between[1], std::pair(model.find_coordinate("beta"), -1.0));
}

TEST(Compile, takes_parts_of_a_path_on_one_body_as_constant) {
  ModelSpecification s = leg();
  s.muscles = {muscle("m", {fixed_point("ground", {0, 1, 0}), fixed_point("ground", {0.3, 1.4, 0}),
                            fixed_point("femur", {0, 0, 0})})};
  const Model model = compiled(s);
  EXPECT_TRUE(model.muscles[0].is_static);
  EXPECT_DOUBLE_EQ(model.muscles[0].constant_length_m, 0.5);
  EXPECT_EQ(model.muscles[0].segments.size(), 1U);
}

TEST(Compile, gives_a_muscle_over_the_patella_moment_arms_about_the_knee_as_well) {
  ModelSpecification s = leg();
  s.muscles = {muscle("m", {fixed_point("femur", {0, -0.1, 0}), fixed_point("patella", {0, 0, 0})})};
  const Model model = compiled(s);
  EXPECT_EQ(model.muscles[0].direct.size(), 1U);
  EXPECT_EQ(model.muscles[0].moment_arms.size(), 2U);
}

TEST(Compile, marks_a_muscle_that_wraps_over_what_is_not_computed) {
  ModelSpecification s = leg();
  s.wrap_objects = {{.name = "ball", .kind = WrapKind::sphere, .frame = "femur", .radius_m = 0.03}};
  s.muscles = {muscle("m", {fixed_point("ground", {0, 1, 0}), fixed_point("tibia", {0, 0, 0})})};
  s.muscles[0].wraps = {{.wrap_object = "ball"}};
  Diagnostics diagnostics;
  const Result<Model> model = compile(s, diagnostics);
  ASSERT_TRUE(model);
  EXPECT_FALSE(model->muscles[0].is_computed);
  EXPECT_NE(model->muscles[0].not_computed.find("sphere 'ball'"), std::string::npos);
  EXPECT_EQ(diagnostics.count(Severity::warning), 1U);
}

TEST(Compile, refuses_duplicate_names) {
  for (auto change : std::vector<void (*)(ModelSpecification&)>{
           [](ModelSpecification& s) { s.bodies.push_back(s.bodies[0]); },
           [](ModelSpecification& s) { s.joints[1].name = "hip"; },
           [](ModelSpecification& s) { s.joints[1].coordinates[0].name = "hip"; },
           [](ModelSpecification& s) { s.frames.push_back(s.frames[0]); },
           [](ModelSpecification& s) { s.bodies[0].name = "ground"; }}) {
    ModelSpecification s = leg();
    change(s);
    EXPECT_FALSE(refusal(s).message.empty());
  }
}

TEST(Compile, refuses_unknown_references_and_names_who_refers) {
  ModelSpecification s = leg();
  s.muscles = {muscle("bflh_r", {fixed_point("pelvis", {0, 1, 0}), fixed_point("tibia", {0, 0, 0})})};
  s.muscles[0].points[0].origin.line = 42;
  const Error error = refusal(s);
  EXPECT_NE(error.message.find("'pelvis'"), std::string::npos);
  EXPECT_NE(error.element.find("bflh_r"), std::string::npos);
  EXPECT_EQ(error.line, 42);
}

TEST(Compile, refuses_frames_in_a_circle_and_loops_of_joints) {
  ModelSpecification circle = leg();
  circle.frames[0].parent = "knee/parent";
  circle.frames[1].parent = "hip/parent";
  EXPECT_NE(refusal(circle).message.find("circle"), std::string::npos);
  ModelSpecification loop = leg();
  loop.joints[0].parent_frame = "tibia";  // femur on tibia on femur
  EXPECT_NE(refusal(loop).message.find("loop"), std::string::npos);
  ModelSpecification twice = leg();
  twice.joints[2].child_frame = "tibia";
  EXPECT_NE(refusal(twice).message.find("two joints"), std::string::npos);
}

TEST(Compile, hangs_bodies_on_joints_written_from_the_outside_in) {
  ModelSpecification s = leg();
  std::swap(s.joints[1].parent_frame, s.joints[1].child_frame);
  const Model model = compiled(s);
  const JointIndex knee = model.bodies[model.find_body("tibia").value()].inboard_joint;
  ASSERT_TRUE(knee.is_valid());
  EXPECT_EQ(model.joints[knee.value()].parent, model.find_body("femur"));
  EXPECT_TRUE(model.joints[knee.value()].is_reversed);
  // Both ways at once close no loop where a body would else be moved by two joints.
  std::swap(s.joints[0].parent_frame, s.joints[0].child_frame);
  s.joints[2].parent_frame = "patella";
  s.joints[2].child_frame = "tibia";
  EXPECT_EQ(compiled(s).joints.size(), 3U);
  s.joints[2].parent_frame = "femur";  // and here they do: patella is left, tibia held twice
  EXPECT_NE(refusal(s).message.find("body 'tibia' would be moved by two joints"), std::string::npos)
      << refusal(s).message;
}

TEST(Compile, refuses_functions_of_another_number_of_coordinates) {
  ModelSpecification s = leg();
  s.joints[1].axes[0].function = {.kind = *make_multivariate_polynomial(std::vector<double>(6, 1.0), 2, 2)};
  EXPECT_NE(refusal(s).message.find("function of 2 coordinates"), std::string::npos);
  ModelSpecification c = leg();
  c.couplers[0].function = {.kind = *make_multivariate_polynomial(std::vector<double>(6, 1.0), 2, 2)};
  EXPECT_NE(refusal(c).message.find("takes 2 coordinates"), std::string::npos);
}

TEST(Compile, refuses_couplers_in_a_circle) {
  ModelSpecification s = leg();
  s.couplers.push_back({.name = "back",
                        .independent_coordinates = {"beta"},
                        .dependent_coordinate = "knee",
                        .function = linear(1.0)});
  EXPECT_NE(refusal(s).message.find("circle"), std::string::npos);
}

TEST(Compile, refuses_parallel_axes_and_values_that_are_not_numbers) {
  ModelSpecification parallel = leg();
  parallel.joints[1].axes[1].axis = {0, 0, 2};
  EXPECT_NE(refusal(parallel).message.find("parallel"), std::string::npos);
  ModelSpecification mass = leg();
  mass.bodies[0].mass_kg = -1.0;
  EXPECT_NE(refusal(mass).message.find("mass"), std::string::npos);
  ModelSpecification nan = leg();
  nan.bodies[0].mass_kg = std::nan("");
  EXPECT_FALSE(refusal(nan).message.empty());
}

TEST(Compile, refuses_a_path_of_one_point) {
  ModelSpecification s = leg();
  s.muscles = {muscle("m", {fixed_point("ground", {0, 1, 0})})};
  EXPECT_NE(refusal(s).message.find("2 points"), std::string::npos);
}

TEST(Compile, warns_of_a_body_that_no_joint_moves) {
  ModelSpecification s = leg();
  s.bodies.push_back({.name = "torso"});
  Diagnostics diagnostics;
  ASSERT_TRUE(compile(s, diagnostics));
  EXPECT_EQ(diagnostics.count(Severity::warning), 1U);
}

/// A chain of pin joints, each on the one before.
ModelSpecification chain_of(std::size_t bodies, bool backwards) {
  ModelSpecification s;
  for (std::size_t i = 0; i < bodies; ++i) {
    const std::string name = "b" + std::to_string(i);
    s.bodies.push_back({.name = name});
    s.joints.push_back({.name = "j" + std::to_string(i),
                        .kind = JointKind::pin,
                        .parent_frame = i == 0 ? "ground" : "b" + std::to_string(i - 1),
                        .child_frame = name,
                        .coordinates = {{.name = "q" + std::to_string(i)}}});
  }
  if (backwards) std::ranges::reverse(s.joints);
  s.muscles = {muscle("m", {fixed_point("b0", {0, 0, 0}), fixed_point("b9", {0, 1, 0})})};
  return s;
}

/// Everything that a model holds, counted.
std::size_t entries_of(const Model& model) {
  return model.bodies.size() + model.joints.size() + model.coordinates.size() + model.tree.size() +
         model.joint_coordinates.size() + model.moment_arm_coordinates.size() +
         model.direct_coordinates.size() + model.path_points.size() + model.crossing_segments.size();
}

TEST(Compile, holds_a_model_in_proportion_to_its_bodies) {
  for (const bool backwards : {false, true}) {
    const std::size_t small = entries_of(compiled(chain_of(100, backwards)));
    const std::size_t large = entries_of(compiled(chain_of(800, backwards)));
    EXPECT_LE(large, 8 * small);
    EXPECT_GE(large, 7 * small);
  }
}

TEST(Compile, walks_between_two_bodies_over_the_joints_that_lie_between_them_and_no_others) {
  const Model model = compiled(chain_of(800, true));
  std::vector<CoordinateIndex> crossed;
  model.for_each_crossed(model.find_body("b790"), model.find_body("b799"),
                         [&](CoordinateIndex c, double sign) {
                           crossed.push_back(c);
                           EXPECT_EQ(sign, 1.0);
                         });
  ASSERT_EQ(crossed.size(), 9U);
  EXPECT_EQ(crossed.front(), model.find_coordinate("q799"));
  EXPECT_EQ(crossed.back(), model.find_coordinate("q791"));
  model.for_each_crossed(model.find_body("b3"), model.find_body("b3"), [](CoordinateIndex, double) {
    ADD_FAILURE() << "nothing lies between a body and itself";
  });
  EXPECT_EQ(model.muscles[0].direct.size(), 9U);
}

}  // namespace
}  // namespace hamstring::model
