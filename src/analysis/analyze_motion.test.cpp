#include "analysis/analyze_motion.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cmath>

#include "core/file.h"
#include "formats/storage/storage_writer.h"

namespace hamstring::analysis {
namespace {

const std::filesystem::path data_folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data";

class AnalyzeMotion : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("hamstring_analyze_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// Both knees bend and hips flex together, once: a squat, no gait.
  std::filesystem::path squat() const {
    std::vector<double> time_s;
    for (int i = 0; i <= 100; ++i) time_s.push_back(0.02 * i);
    TimeSeries table(time_s, {"hip_flexion_r", "hip_flexion_l", "knee_angle_r", "knee_angle_l"});
    for (std::size_t row = 0; row < time_s.size(); ++row) {
      const double depth = 0.5 - 0.5 * std::cos(3.14159265 * time_s[row]);
      for (std::size_t c = 0; c < 4; ++c) table(row, c) = 80.0 * depth;
    }
    EXPECT_TRUE(write_storage(folder_ / "squat.mot", table,
                              {.title = "squat", .in_degrees = true, .description = {}}));
    return folder_ / "squat.mot";
  }

  Result<MotionAnalysis> analyze(MotionRequest request) {
    if (request.model.empty()) request.model = data_folder / "models" / "lower_body.osim";
    return analyze_motion(request, diagnostics_);
  }

  std::filesystem::path folder_;
  Diagnostics diagnostics_;
};

TEST_F(AnalyzeMotion, of_a_squat_says_why_there_are_no_strides_and_still_gives_stretch_against_time) {
  const auto analysis = analyze({.motion = squat()});
  ASSERT_TRUE(analysis) << analysis.error().text();
  EXPECT_EQ(analysis->report.gait, GaitKind::none);
  EXPECT_FALSE(analysis->report.no_strides_reason.empty());
  ASSERT_EQ(analysis->report.sides.size(), 2U);
  const report::MuscleResult* bflh =
      report::find_muscle(analysis->report.sides[0], Hamstring::biceps_femoris_long_head);
  ASSERT_NE(bflh, nullptr);
  EXPECT_TRUE(bflh->strides.empty());
  EXPECT_TRUE(std::isfinite(bflh->recording.peak_stretch.value));
  EXPECT_TRUE(analysis->report.sides[0].pose.has_value());
}

TEST_F(AnalyzeMotion, keeps_to_the_time_range_asked_for) {
  const auto analysis = analyze({.motion = squat(), .from_s = 0.5, .to_s = 1.0});
  ASSERT_TRUE(analysis);
  EXPECT_NEAR(analysis->report.time_s.front(), 0.5, 1e-9);
  EXPECT_NEAR(analysis->report.time_s.back(), 1.0, 1e-9);
  EXPECT_EQ(analysis->report.time_s.size(), 26U);
}

TEST_F(AnalyzeMotion,
       a_time_range_keeps_the_strides_that_lie_within_it_where_they_are_in_the_whole_recording) {
  const auto whole = analyze({.motion = data_folder / "movements" / "run.toml"});
  ASSERT_TRUE(whole);
  const std::vector<Stride>& strides = report::find_side(whole->report, Side::right)->strides.complete;
  ASSERT_EQ(strides.size(), 3U);
  const auto part = analyze({.motion = data_folder / "movements" / "run.toml",
                             .from_s = strides[1].start_s - 0.01,
                             .to_s = strides[1].end_s + 0.01});
  ASSERT_TRUE(part);
  const std::vector<Stride>& kept = report::find_side(part->report, Side::right)->strides.complete;
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].start_s, strides[1].start_s);
  EXPECT_EQ(kept[0].toe_off_s, strides[1].toe_off_s);
}

TEST_F(AnalyzeMotion, refuses_a_time_range_without_frames_and_names_the_file) {
  const auto analysis = analyze({.motion = squat(), .from_s = 50.0});
  ASSERT_FALSE(analysis);
  EXPECT_NE(analysis.error().file.find("squat.mot"), std::string::npos);
  EXPECT_NE(analysis.error().advice.find("--from"), std::string::npos);
}

TEST_F(AnalyzeMotion, names_a_missing_model_a_missing_motion_and_a_motion_of_something_else) {
  EXPECT_NE(analyze({.motion = squat(), .model = folder_ / "none.osim"}).error().file.find("none.osim"),
            std::string::npos);
  EXPECT_NE(analyze({.motion = folder_ / "none.mot"}).error().file.find("none.mot"), std::string::npos);
  TimeSeries forces({0.0, 0.1, 0.2}, {"ground_force_vy"});
  for (std::size_t row = 0; row < 3; ++row) forces(row, 0) = 700.0;
  ASSERT_TRUE(write_storage(folder_ / "grf.mot", forces,
                            {.title = "forces", .in_degrees = false, .description = {}}));
  const auto analysis = analyze({.motion = folder_ / "grf.mot"});
  ASSERT_FALSE(analysis);
  EXPECT_NE(analysis.error().message.find("coordinate"), std::string::npos);
}

TEST_F(AnalyzeMotion, records_where_everything_came_from_without_folders) {
  const auto analysis = analyze({.motion = squat(), .generated_on = "2026-01-02", .program_version = "9.9"});
  ASSERT_TRUE(analysis);
  ASSERT_EQ(analysis->report.provenance.inputs.size(), 2U);
  EXPECT_EQ(analysis->report.provenance.inputs[0].name, "squat.mot");
  EXPECT_EQ(analysis->report.provenance.inputs[0].sha256, sha256_hex(*read_file(squat())));
  EXPECT_EQ(analysis->report.provenance.program_version, "9.9");
  for (const Diagnostic& diagnostic : analysis->report.diagnostics.entries()) {
    EXPECT_EQ(diagnostic.text().find(folder_.string()), std::string::npos) << diagnostic.text();
  }
}

TEST_F(AnalyzeMotion, the_two_modes_agree_where_nothing_deviates_and_name_themselves) {
  const auto physics = analyze({.motion = squat(), .mode = Compatibility::physics});
  const auto opensim = analyze({.motion = squat(), .mode = Compatibility::opensim});
  ASSERT_TRUE(physics && opensim);
  EXPECT_EQ(opensim->report.provenance.mode, Compatibility::opensim);
  // The long head has no wrap: to rounding the same. Semitendinosus wraps: OpenSim's path is not quite the
  // shortest.
  const auto peak = [](const MotionAnalysis& a, Hamstring h) {
    return report::find_muscle(a.report.sides[1], h)->recording.peak_stretch.value;
  };
  EXPECT_NEAR(peak(*physics, Hamstring::biceps_femoris_long_head),
              peak(*opensim, Hamstring::biceps_femoris_long_head), 1e-12);
  EXPECT_NEAR(peak(*physics, Hamstring::semitendinosus), peak(*opensim, Hamstring::semitendinosus), 1e-3);
}

}  // namespace
}  // namespace hamstring::analysis
