// Legs found from joints and bodies alone, on every model that is here: against the names their authors gave,
// against what the models' own hamstrings do, and with names or muscles taken away.
#include "kinematics/legs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "analysis/analyze_motion.h"
#include "core/file.h"
#include "tests/support/model_text.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

const std::string hamner = "opensim-org+opensim-models/Pipelines/Hamner/outputReference/";
const std::string hamner_model = hamner + "subject02_registered.osim";
const std::string rajagopal_model = "opensim-org+opensim-models/Models/Rajagopal/Rajagopal2016.osim";

std::vector<std::filesystem::path> all_models() {
  std::vector<std::filesystem::path> models;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::shared_data_folder())) {
    if (entry.path().extension() == ".osim" && entry.file_size() > 1000) models.push_back(entry.path());
  }
  std::ranges::sort(models);
  return models;
}

TEST(RealLegs, are_those_that_their_authors_named_and_bend_as_their_hamstrings_pull) {
  HAMSTRING_NEEDS_DATA(hamner_model);
  int models = 0;
  int legs = 0;
  int pulls = 0;
  for (const std::filesystem::path& file : all_models()) {
    Diagnostics diagnostics;
    const auto loaded = analysis::load_model(file, Compatibility::physics, {}, diagnostics);
    if (!loaded) continue;
    const model::Model& model = loaded->model;
    ++models;
    for (const Diagnostic& entry : diagnostics.entries())
      EXPECT_FALSE(entry.message.contains("as no hamstring does")) << file << entry.text();
    for (const muscle::Leg& leg : loaded->hamstrings.legs) {
      const std::string mark = leg.side == Side::right ? "_r" : "_l";
      if (!model.find_body("femur" + mark).is_valid()) {
        EXPECT_FALSE(leg.is_known()) << file;
        continue;
      }
      ++legs;
      EXPECT_EQ(leg.pelvis, model.find_body("pelvis")) << file;
      EXPECT_EQ(leg.femur, model.find_body("femur" + mark)) << file;
      EXPECT_EQ(leg.tibia, model.find_body("tibia" + mark)) << file;
      EXPECT_EQ(leg.talus, model.find_body("talus" + mark)) << file;
      EXPECT_EQ(leg.calcaneus, model.find_body("calcn" + mark)) << file;
      EXPECT_EQ(leg.toes, model.find_body("toes" + mark)) << file;
      EXPECT_EQ(leg.hip.coordinate, model.find_coordinate("hip_flexion" + mark)) << file;
      EXPECT_EQ(leg.knee.coordinate, model.find_coordinate("knee_angle" + mark)) << file;
      pulls +=
          static_cast<int>(std::ranges::count_if(leg.muscles, [](MuscleIndex m) { return m.is_valid(); }));
    }
  }
  EXPECT_GE(models, 45);
  EXPECT_GE(legs, 90);
  EXPECT_GE(pulls, 200);
}

analysis::MotionAnalysis analyzed(const std::string& motion, std::string model_text) {
  Diagnostics diagnostics;
  auto analysis = analysis::analyze_motion({.motion = testing::shared_data(motion),
                                            .model = "changed.osim",
                                            .model_content = std::move(model_text)},
                                           diagnostics);
  EXPECT_TRUE(analysis) << (analysis ? "" : analysis.error().text());
  return std::move(*analysis);
}

std::size_t expect_same_strides(const analysis::MotionAnalysis& a, const analysis::MotionAnalysis& b) {
  std::size_t compared = 0;
  for (const Side side : both_sides) {
    const report::SideResult* one = report::find_side(a.report, side);
    const report::SideResult* other = report::find_side(b.report, side);
    if (one == nullptr || other == nullptr) {
      ADD_FAILURE() << side_name(side) << " is gone";
      continue;
    }
    EXPECT_EQ(one->strides.complete.size(), other->strides.complete.size());
    EXPECT_EQ(one->hip_flexion.values, other->hip_flexion.values);
    EXPECT_EQ(one->knee_flexion.values, other->knee_flexion.values);
    const std::size_t n = std::min(one->strides.complete.size(), other->strides.complete.size());
    for (std::size_t i = 0; i < n; ++i, ++compared) {
      EXPECT_EQ(one->strides.complete[i].start_s, other->strides.complete[i].start_s);
      EXPECT_EQ(one->strides.complete[i].toe_off_s, other->strides.complete[i].toe_off_s);
    }
  }
  return compared;
}

TEST(RealLegs, walk_and_run_without_a_single_muscle) {
  const struct {
    std::string motion, model;
    std::size_t strides;
  } cases[] = {{hamner + "ResultsIK/subject02_running_ik.mot", hamner_model, 26},
               {"keenon+nimblephysics/data/osim/HamnerMultipleTrials/run300_ik.mot",
                "keenon+nimblephysics/data/osim/HamnerMultipleTrials/final.osim", 2},
               {"BMClab+BMC/data/opensim/Mod&Sim2018/IK/results/ik_output_run.mot",
                "BMClab+BMC/data/opensim/Mod&Sim2018/Scale/Rajagopal2015_scaled2.osim", 1}};
  for (const auto& [motion, model, strides] : cases) {
    HAMSTRING_NEEDS_DATA(model);
    const std::string text = read_file(testing::shared_data(model)).value();
    const std::string bare = testing::without_muscles(text);
    ASSERT_FALSE(bare.empty());
    const analysis::MotionAnalysis with = analyzed(motion, text);
    const analysis::MotionAnalysis without = analyzed(motion, bare);
    EXPECT_TRUE(without.model.model.muscles.empty());
    EXPECT_GE(expect_same_strides(with, without), strides) << motion;
    EXPECT_EQ(with.report.speed_m_per_s, without.report.speed_m_per_s);
  }
}

TEST(RealLegs, are_found_by_what_they_are_where_their_bodies_have_other_names) {
  HAMSTRING_NEEDS_DATA(hamner_model);
  std::string text = read_file(testing::shared_data(hamner_model)).value();
  const std::string motion = hamner + "ResultsIK/subject02_running_ik.mot";
  const analysis::MotionAnalysis with = analyzed(motion, text);
  int n = 0;
  for (const char* body : {"femur", "tibia", "talus", "calcn", "toes"}) {
    for (const char* side : {"_r", "_l"})
      text = testing::replaced(std::move(text), std::string(body) + side, "segment" + std::to_string(++n));
  }
  text = testing::replaced(std::move(text), "pelvis<", "middle<");
  text = testing::replaced(std::move(text), "\"pelvis\"", "\"middle\"");
  const analysis::MotionAnalysis renamed = analyzed(motion, text);
  EXPECT_FALSE(renamed.model.model.find_body("femur_r").is_valid());
  EXPECT_GE(expect_same_strides(with, renamed), 26U);
  const analysis::MotionAnalysis bare = analyzed(motion, testing::without_muscles(text));
  EXPECT_GE(expect_same_strides(with, bare), 26U);
}

}  // namespace
}  // namespace hamstring
