#include "analysis/analyze_capture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "core/file.h"
#include "formats/osim/osim_reader.h"
#include "formats/storage/storage_reader.h"
#include "formats/trc/trc_writer.h"
#include "kinematics/poses.h"
#include "model/compile.h"
#include "personalize/scale_model.h"
#include "tests/support/temp_folder.h"

namespace hamstring::analysis {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

const std::filesystem::path built_in =
    std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "models" / "lower_body.osim";

/// What another laboratory calls the built-in model's markers.
std::string their_name(const std::string& ours) {
  static const std::map<std::string, std::string> names{
      {"ASI", "ASIS"},       {"PSI", "PSIS"},          {"LFC", "Knee"},        {"MFC", "Knee.Medial"},
      {"LMAL", "Ankle"},     {"MMAL", "Ankle.Medial"}, {"CAL", "Heel"},        {"TOE", "Toe"},
      {"MT5", "MT5"},        {"ACR", "Acromium"},      {"TH1", "Thigh.Upper"}, {"TH2", "Thigh.Front"},
      {"TH3", "Thigh.Rear"}, {"TB1", "Shank.Upper"},   {"TB2", "Shank.Front"}, {"TB3", "Shank.Rear"}};
  const auto found = names.find(ours.substr(1));
  return found == names.end() ? ours : ours.substr(0, 1) + "." + found->second;
}

/// A person of known size, made of the built-in model, who stands for a second and then strides on the spot;
/// every recording is our own.
class AnalyzeCapture : public ::testing::Test {
 protected:
  AnalyzeCapture() {
    Diagnostics diagnostics;
    model::ModelSpecification generic = *read_osim(built_in, {}, diagnostics);
    personalize::BodyScales scales;
    for (const model::BodySpecification& body : generic.bodies) {
      const bool is_thigh = body.name.starts_with("femur") || body.name.starts_with("patella");
      scales[body.name] = Vec3::Constant(is_thigh ? 1.05 : 0.97);
    }
    model_ = *model::compile(*personalize::scale_model(generic, scales, {}, diagnostics), diagnostics);
    standing_ = recorded(60, [](double) { return 0.0; });
    moving_ = recorded(200, [](double t) { return std::sin(2.0 * 3.14159265 * t); });
  }

  [[nodiscard]] double angle_deg(const std::string& coordinate, double swing) const {
    if (coordinate == "hip_flexion_r") return 10.0 + 30.0 * swing;
    if (coordinate == "hip_flexion_l") return 10.0 - 30.0 * swing;
    if (coordinate == "knee_angle_r") return 45.0 + 40.0 * swing;
    if (coordinate == "knee_angle_l") return 45.0 - 40.0 * swing;
    if (coordinate == "ankle_angle_r") return 10.0 * swing;
    return 0.0;
  }

  template <class Swing>
  [[nodiscard]] MarkerTrajectories recorded(std::size_t frames, Swing swing) const {
    MarkerTrajectories markers{.rate_hz = 100.0};
    for (const model::Marker& marker : model_.markers) markers.names.push_back(their_name(marker.name));
    kinematics::Poses poses(model_);
    for (std::size_t f = 0; f < frames; ++f) {
      const double t = 0.01 * static_cast<double>(f);
      std::vector<double> q = model_.default_values();
      for (std::size_t c = 0; swing(0.3) != 0.0 && c < q.size(); ++c) {
        const double angle = angle_deg(model_.coordinates[c].name, swing(t));
        if (angle != 0.0) q[c] = angle * 3.14159265358979 / 180.0;
      }
      compute_poses(model_, kinematics::all_joints(model_), q, poses);
      markers.time_s.push_back(t);
      for (const model::Marker& marker : model_.markers)
        markers.positions_m.push_back(poses.X_WB[marker.body.value()] * marker.p_B);
    }
    return markers;
  }

  [[nodiscard]] Result<CaptureAnalysis> analyzed(const MarkerTrajectories& moving, bool with_static = true,
                                                 const std::string& names = {}) {
    EXPECT_TRUE(write_file(folder_.path() / "moving.trc", *format_trc(moving, "moving.trc")));
    EXPECT_TRUE(write_file(folder_.path() / "standing.trc", *format_trc(standing_, "standing.trc")));
    PersonRequest person{
        .capture = folder_.path() / "moving.trc", .model = built_in, .model_is_generic = true};
    if (with_static) person.static_trial = folder_.path() / "standing.trc";
    if (!names.empty()) {
      EXPECT_TRUE(write_file(folder_.path() / "names.txt", names));
      person.marker_names = folder_.path() / "names.txt";
    }
    diagnostics_ = {};
    return analyze_capture(person, {}, diagnostics_);
  }

  [[nodiscard]] double off_by_deg(const CapturedPerson& person, const std::string& coordinate) const {
    const std::size_t c = person.model.find_coordinate(coordinate).value();
    double sum = 0.0;
    for (std::size_t f = 0; f < person.fitting.motion.frames(); ++f) {
      const double truth =
          angle_deg(coordinate, std::sin(2.0 * 3.14159265 * person.fitting.motion.time_s[f]));
      sum += std::pow(person.fitting.motion.values_at(f)[c] * 180.0 / 3.14159265358979 - truth, 2.0);
    }
    return std::sqrt(sum / static_cast<double>(person.fitting.motion.frames()));
  }

  static std::string all_said(const MotionAnalysis& analysis) {
    std::string text;
    for (const Diagnostic& entry : analysis.report.diagnostics.entries()) text += entry.text() + "\n";
    return text;
  }

  hamstring::test::TempFolder folder_;
  model::Model model_;
  MarkerTrajectories standing_, moving_;
  Diagnostics diagnostics_;
};

TEST_F(AnalyzeCapture, finds_the_angles_of_a_person_whose_angles_are_known) {
  const auto capture = analyzed(moving_);
  ASSERT_TRUE(capture) << capture.error().text();
  EXPECT_LT(capture->person.quality.rms_m, 0.002);
  EXPECT_TRUE(capture->person.culprits.empty()) << capture->person.culprits.front();
  for (const char* coordinate : {"hip_flexion_r", "hip_flexion_l", "knee_angle_r", "knee_angle_l"})
    EXPECT_LT(off_by_deg(capture->person, coordinate), 1.0) << coordinate;
  EXPECT_NEAR(capture->person.scales.at("femur_r").y(), 1.05, 0.015);
  ASSERT_EQ(capture->motion.report.sides.size(), 2U);
  EXPECT_FALSE(capture->motion.report.sides[0].muscles.empty());
  EXPECT_THAT(capture->motion.report.choices.capture, HasSubstr("off by"));
  EXPECT_EQ(capture->motion.report.provenance.inputs.size(), 3U);
}

TEST_F(AnalyzeCapture, without_a_static_trial_the_movement_tells_the_size) {
  const auto capture = analyzed(moving_, false);
  ASSERT_TRUE(capture) << capture.error().text();
  for (const char* coordinate : {"hip_flexion_r", "knee_angle_l"})
    EXPECT_LT(off_by_deg(capture->person, coordinate), 4.0) << coordinate;
}

TEST_F(AnalyzeCapture, gives_forces_the_longest_part_that_has_no_gap_as_the_markers_gave_it) {
  MarkerTrajectories moving = moving_;
  for (std::size_t f = 40; f < 60; ++f) {
    for (std::size_t m = 0; m < moving.names.size(); ++m)
      moving.positions_m[f * moving.names.size() + m] = Vec3::Constant(std::nan(""));
  }
  const auto capture = analyzed(moving);
  ASSERT_TRUE(capture) << capture.error().text();
  ASSERT_TRUE(capture->movement.motion_content);
  Diagnostics diagnostics;
  const auto table = parse_storage(*capture->movement.motion_content, "part", diagnostics);
  ASSERT_TRUE(table) << table.error().text();
  EXPECT_NEAR(table->table.time_s().front(), 0.6, 1e-9);
  EXPECT_NEAR(table->table.time_s().back(), 1.99, 1e-9);
  EXPECT_EQ(capture->movement.lowpass_hz, capture->motion.report.choices.lowpass_hz);
  EXPECT_FALSE(table->table.find("lumbar_extension")) << "nobody sees the trunk: its markers are frozen";
  EXPECT_FALSE(capture->plates) << "a .trc file has none";
}

TEST_F(AnalyzeCapture, its_list_of_names_gives_the_same_when_it_is_given_back) {
  const auto first = analyzed(moving_);
  ASSERT_TRUE(first);
  const auto again = analyzed(moving_, true, marker_names_text(first->person));
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_NEAR(again->person.quality.rms_m, first->person.quality.rms_m, 1e-4);
}

TEST_F(AnalyzeCapture, a_name_with_a_blank_is_a_name) {
  moving_.names[*moving_.find("R.Shank.Front")] = "r shank front";
  const auto capture = analyzed(moving_);
  ASSERT_TRUE(capture) << capture.error().text();
}

TEST_F(AnalyzeCapture, swapped_labels_are_named) {
  std::swap(moving_.names[*moving_.find("R.Toe")], moving_.names[*moving_.find("R.MT5")]);
  const auto capture = analyzed(moving_);
  ASSERT_TRUE(capture) << capture.error().text();
  EXPECT_THAT(capture->person.culprits, Contains(HasSubstr("swapped")));
  EXPECT_THAT(capture->person.culprits.front(), HasSubstr("R.Toe"));
  EXPECT_THAT(all_said(capture->motion), HasSubstr("R.Toe"));
  EXPECT_THAT(capture->motion.report.choices.capture, HasSubstr("swapped"));
}

TEST_F(AnalyzeCapture, a_frozen_marker_is_named) {
  const std::size_t n = moving_.markers(), m = *moving_.find("R.Shank.Front");
  for (std::size_t f = 40; f < 80; ++f) moving_.positions_m[f * n + m] = moving_.positions_m[40 * n + m];
  const auto capture = analyzed(moving_);
  ASSERT_TRUE(capture);
  EXPECT_THAT(all_said(capture->motion), HasSubstr("R.Shank.Front: stands still from 0.4 s to 0.79 s"));
  EXPECT_LT(off_by_deg(capture->person, "knee_angle_r"), 1.0);
}

TEST_F(AnalyzeCapture, a_marker_that_cannot_be_there_is_left_out_and_named) {
  const std::size_t n = moving_.markers(), m = *moving_.find("L.Knee");
  for (std::size_t f = 0; f < moving_.frames(); ++f) moving_.positions_m[f * n + m] += Vec3(0.5, 0.5, 0.0);
  const auto capture = analyzed(moving_);
  ASSERT_TRUE(capture);
  EXPECT_THAT(all_said(capture->motion), HasSubstr("L.Knee: left out"));
  EXPECT_LT(off_by_deg(capture->person, "knee_angle_l"), 1.5);
}

TEST_F(AnalyzeCapture, another_unit_and_another_axis_are_mended_and_said) {
  for (Vec3& p : moving_.positions_m) p *= 1000.0;
  const auto large = analyzed(moving_);
  ASSERT_TRUE(large) << large.error().text();
  EXPECT_THAT(all_said(large->motion), HasSubstr("mm called m"));
  EXPECT_LT(off_by_deg(large->person, "knee_angle_r"), 1.0);
  for (Vec3& p : moving_.positions_m) p = Vec3(p.x(), -p.z(), p.y()) / 1000.0;
  const auto turned = analyzed(moving_);
  ASSERT_TRUE(turned) << turned.error().text();
  EXPECT_LT(off_by_deg(turned->person, "knee_angle_r"), 1.0);
  EXPECT_THAT(turned->person.sentences, Contains(HasSubstr("+z is up")));
}

TEST_F(AnalyzeCapture, left_for_right_is_refused_by_that_name) {
  for (std::string& name : moving_.names) {
    if (name.starts_with("R.")) {
      name[0] = 'L';
    } else if (name.starts_with("L.")) {
      name[0] = 'R';
    }
  }
  const auto capture = analyzed(moving_);
  ASSERT_FALSE(capture);
  EXPECT_THAT(capture.error().message, HasSubstr("left and right are exchanged"));
}

TEST_F(AnalyzeCapture, of_two_people_one_is_taken_and_both_are_named) {
  MarkerTrajectories two{.rate_hz = 100.0, .time_s = moving_.time_s};
  const std::size_t n = moving_.markers();
  for (const std::string& name : moving_.names) two.names.push_back("Ada:" + name);
  for (std::size_t m = 0; m < 10; ++m) two.names.push_back("Bo:" + moving_.names[m]);
  for (std::size_t f = 0; f < moving_.frames(); ++f) {
    for (std::size_t m = 0; m < n; ++m) two.positions_m.push_back(moving_.position_m(f, m));
    for (std::size_t m = 0; m < 10; ++m)
      two.positions_m.push_back(moving_.position_m(f, m) + Vec3(0.0, 0.0, 2.0));
  }
  const auto capture = analyzed(two);
  ASSERT_TRUE(capture) << capture.error().text();
  EXPECT_THAT(all_said(capture->motion), HasSubstr("several people"));
  EXPECT_LT(off_by_deg(capture->person, "knee_angle_r"), 1.0);
}

TEST_F(AnalyzeCapture, half_a_second_without_a_leg_has_no_angles_and_is_named) {
  const std::size_t n = moving_.markers();
  for (std::size_t m = 0; m < n; ++m) {
    const std::string& name = moving_.names[m];
    const bool is_left_leg =
        name.starts_with("L.") && name != "L.ASIS" && name != "L.PSIS" && name != "L.Acromium";
    for (std::size_t f = 60; is_left_leg && f < 110; ++f)
      moving_.positions_m[f * n + m] = Vec3::Constant(std::nan(""));
  }
  const auto capture = analyzed(moving_);
  ASSERT_TRUE(capture) << capture.error().text();
  EXPECT_THAT(all_said(capture->motion), HasSubstr("knee_angle_l: no marker sees it in 50 of 200 frames"));
}

}  // namespace
}  // namespace hamstring::analysis
