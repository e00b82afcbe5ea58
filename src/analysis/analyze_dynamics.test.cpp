#include "analysis/analyze_dynamics.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numbers>

#include "analysis/run_inverse_dynamics.h"
#include "core/file.h"
#include "formats/storage/storage_reader.h"
#include "formats/storage/storage_writer.h"
#include "kinematics/poses.h"
#include "tests/support/model_text.h"
#include "tests/support/temp_folder.h"

namespace hamstring::analysis {
namespace {

using ::testing::HasSubstr;

const std::filesystem::path model_file =
    std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "models" / "lower_body.osim";

/// The built-in model stands still for a second on two force plates that bear its weight under its mass
/// center.
class Dynamics : public ::testing::Test {
 protected:
  void SetUp() override {
    Diagnostics diagnostics;
    auto loaded = load_model(model_file, Compatibility::physics, {}, diagnostics);
    ASSERT_TRUE(loaded);
    model_ = std::move(loaded->model);
    std::vector<std::string> labels;
    for (const model::Coordinate& c : model_.coordinates) labels.push_back(c.name);
    TimeSeries motion(times(0.0, 101, 0.01), labels);
    for (std::size_t c = 0; c < labels.size(); ++c) {
      const bool bent =
          labels[c] == "knee_angle_r" || labels[c] == "knee_angle_l";  // degrees, so that it says so
      std::ranges::fill(motion.column(c), bent ? 10.0 : labels[c] == "pelvis_ty" ? 0.95 : 0.0);
    }
    ASSERT_TRUE(write_storage(folder_ / "stand.mot", motion, {.title = "stand", .in_degrees = true}));
    request_ = {.motion = {.motion = folder_ / "stand.mot", .model = model_file, .lowpass_hz = 12.0}};
    place_mass_center();
  }

  static std::vector<double> times(double from, std::size_t count, double interval) {
    std::vector<double> time_s;
    for (std::size_t i = 0; i < count; ++i) time_s.push_back(from + interval * static_cast<double>(i));
    return time_s;
  }

  void place_mass_center() {
    std::vector<double> q(model_.coordinates.size(), 0.0);
    q[model_.find_coordinate("pelvis_ty").value()] = 0.95;
    for (const char* name : {"knee_angle_r", "knee_angle_l"})
      q[model_.find_coordinate(name).value()] = 10.0 * std::numbers::pi / 180.0;
    kinematics::Poses poses(model_);
    compute_poses(model_, kinematics::all_joints(model_), q, poses);
    Vec3 moment = Vec3::Zero();
    for (std::size_t b = 1; b < model_.bodies.size(); ++b)
      moment += model_.bodies[b].mass_kg * (poses.X_WB[b] * model_.bodies[b].mass_center_m);
    weight_n_ = dynamics::moving_mass_kg(model_) * model_.gravity_m_per_s2.norm();
    center_ = moment / dynamics::moving_mass_kg(model_);
    floor_ = poses.X_WB[model_.find_body("calcn_r").value()].p;
  }

  /// Half the weight on each plate, under each foot, below the mass center.
  TimeSeries plates(double from = -0.5, std::size_t count = 2001) {
    std::vector<std::string> labels;
    for (const char* side : {"r_", "l_"}) {
      for (const char* what : {"force_v", "force_p", "torque_"}) {
        for (const char* axis : {"x", "y", "z"}) labels.push_back(std::string(side) + what + axis);
      }
    }
    TimeSeries table(times(from, count, 0.001), labels);
    for (std::size_t r = 0; r < table.rows(); ++r) {
      for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
        const double values[] = {0.0,        0.5 * weight_n_,
                                 0.0,        center_.x(),
                                 floor_.y(), side == 0 ? floor_.z() : -floor_.z(),
                                 0.0,        0.0,
                                 0.0};
        for (std::size_t k = 0; k < 9; ++k) table(r, 9 * side + k) = values[k];
      }
    }
    return table;
  }

  void write_forces(const TimeSeries& table) {
    ASSERT_TRUE(write_storage(folder_ / "grf.mot", table, {.title = "forces"}));
  }

  void write_loads(const std::string& right_foot, const std::string& left_foot) {
    std::string xml = "<OpenSimDocument Version=\"40000\"><ExternalLoads><objects>";
    for (const auto& [side, body] : {std::pair("r", right_foot), {"l", left_foot}}) {
      xml += fmt::format(
          "<ExternalForce name=\"{0}\"><applied_to_body>{1}</applied_to_body><force_identifier>{0}_force_v"
          "</force_identifier><point_identifier>{0}_force_p</point_identifier><torque_identifier>{0}_torque_"
          "</torque_identifier></ExternalForce>",
          side, body);
    }
    ASSERT_TRUE(write_file(folder_ / "loads.xml", xml +
                                                      "</objects><datafile>grf.mot</datafile></ExternalLoads>"
                                                      "</OpenSimDocument>"));
    request_.loads = folder_ / "loads.xml";
  }

  [[nodiscard]] std::span<const double> moment(const DynamicsAnalysis& analysis,
                                               const std::string& name) const {
    return analysis.result.of(model_.find_coordinate(name).value());
  }

  [[nodiscard]] bool said(const std::string& words) const {
    return std::ranges::any_of(diagnostics_.entries(), [&](const Diagnostic& d) {
      return d.message.find(words) != std::string::npos;
    });
  }

  test::TempFolder folder_;
  model::Model model_;
  DynamicsRequest request_;
  Diagnostics diagnostics_;
  double weight_n_ = 0.0;
  Vec3 center_, floor_;
};

TEST_F(Dynamics, of_standing_leave_nothing_over_at_the_root_and_say_that_this_is_acceptable) {
  write_forces(plates());
  write_loads("calcn_r", "calcn_l");
  const auto analysis = analyze_dynamics(request_, diagnostics_);
  ASSERT_TRUE(analysis) << analysis.error().text();
  ASSERT_TRUE(analysis->residuals);
  EXPECT_LT(analysis->residuals->force_peak_n, 1e-6);
  EXPECT_LT(analysis->residuals->moment_peak_n_m, 1e-3);  // its sides weigh the same to five digits
  EXPECT_TRUE(analysis->residuals->are_acceptable());
  EXPECT_NEAR(moment(*analysis, "knee_angle_r")[50], moment(*analysis, "knee_angle_l")[50], 1e-3);
  EXPECT_THAT(dynamics_text(*analysis), HasSubstr("acceptable"));
  EXPECT_THAT(analysis->settings,
              HasSubstr("low-passed at 12 Hz and the forces with them, contact from 20 N"));
}

TEST_F(Dynamics, find_the_feet_on_plates_alone_and_write_who_stands_where) {
  write_forces(plates());
  write_loads("calcn_r", "calcn_l");
  const auto described = analyze_dynamics(request_, diagnostics_);
  request_.loads.reset();
  request_.forces = folder_ / "grf.mot";
  const auto found = analyze_dynamics(request_, diagnostics_);
  ASSERT_TRUE(described && found) << found.error().text();
  EXPECT_EQ(found->result.of(3)[40], described->result.of(3)[40]);
  ASSERT_EQ(found->contacts.size(), 2u);
  EXPECT_EQ(found->contacts[0].body, "calcn_r");
  ASSERT_TRUE(write_dynamics_analysis(folder_ / "out", *found));
  EXPECT_THAT(*read_file(folder_ / "out" / "plates.csv"), HasSubstr("calcn_l"));
  const auto summary = nlohmann::json::parse(*read_file(folder_ / "out" / "summary.json"));
  EXPECT_EQ(summary["schema"], "hamstring/id");
  EXPECT_EQ(summary["inputs"].size(), 3u);
  const auto table = read_storage(folder_ / "out" / "inverse_dynamics.sto", diagnostics_);
  ASSERT_TRUE(table);
  EXPECT_TRUE(table->table.find("hip_flexion_r_moment"));
  EXPECT_FALSE(table->table.find("knee_angle_r_beta_moment"));  // the knee has what the patella needs
}

TEST_F(Dynamics, with_plates_on_the_wrong_foot_know_the_trunk_and_not_the_legs) {
  write_forces(plates());
  write_loads("calcn_l", "calcn_r");
  const auto analysis = analyze_dynamics(request_, diagnostics_);
  ASSERT_TRUE(analysis);
  EXPECT_TRUE(said("plates on the wrong foot?"));
  EXPECT_TRUE(std::isnan(moment(*analysis, "hip_flexion_r")[50]));
  EXPECT_TRUE(std::isnan(moment(*analysis, "ankle_angle_l")[50]));
  EXPECT_TRUE(std::isfinite(moment(*analysis, "lumbar_extension")[50]));
  EXPECT_LT(analysis->residuals->force_peak_n, 1e-6);
  EXPECT_THAT(dynamics_text(*analysis), HasSubstr("not known in any frame"));
}

TEST_F(Dynamics, with_a_hole_in_a_force_know_the_other_leg_and_the_other_frames) {
  TimeSeries forces = plates();
  for (std::size_t r = 900; r < 1000; ++r)
    forces(r, 1) = std::numeric_limits<double>::quiet_NaN();  // 0.4 to 0.5 s
  write_forces(forces);
  write_loads("calcn_r", "calcn_l");
  const auto analysis = analyze_dynamics(request_, diagnostics_);
  ASSERT_TRUE(analysis) << analysis.error().text();
  EXPECT_TRUE(std::isnan(moment(*analysis, "knee_angle_r")[45]));
  EXPECT_TRUE(std::isfinite(moment(*analysis, "knee_angle_r")[60]));
  EXPECT_TRUE(std::isfinite(moment(*analysis, "knee_angle_l")[45]));
  EXPECT_TRUE(said("no number in 100 of 2001 rows"));
  EXPECT_LT(analysis->residuals->frames, 101u);
}

TEST_F(Dynamics, with_forces_that_end_early_say_nothing_of_what_comes_after) {
  write_forces(plates(-0.2, 701));  // until 0.5 s
  write_loads("calcn_r", "calcn_l");
  const auto analysis = analyze_dynamics(request_, diagnostics_);
  ASSERT_TRUE(analysis);
  EXPECT_TRUE(std::isfinite(moment(*analysis, "hip_flexion_r")[45]));
  EXPECT_TRUE(std::isnan(moment(*analysis, "hip_flexion_r")[60]));
  EXPECT_TRUE(std::isfinite(moment(*analysis, "lumbar_extension")[60]));
}

TEST_F(Dynamics, of_another_trials_forces_or_a_model_without_mass_are_refused) {
  write_forces(plates(20.0, 500));
  write_loads("calcn_r", "calcn_l");
  const auto other_trial = analyze_dynamics(request_, diagnostics_);
  ASSERT_FALSE(other_trial);
  EXPECT_THAT(other_trial.error().message, HasSubstr("no force is known in the time"));
  write_forces(plates());
  std::string text = *read_file(model_file);
  for (std::size_t at = text.find("<mass>"); at != std::string::npos; at = text.find("<mass>", at + 6))
    text.replace(at, text.find("</mass>", at) - at, "<mass>0");
  ASSERT_TRUE(write_file(folder_ / "light.osim", text));
  request_.motion.model = folder_ / "light.osim";
  const auto no_mass = analyze_dynamics(request_, diagnostics_);
  ASSERT_FALSE(no_mass);
  EXPECT_THAT(no_mass.error().message, HasSubstr("no mass"));
}

TEST_F(Dynamics, run_as_openSims_tool_write_its_file_by_name_and_form) {
  write_forces(plates());
  write_loads("calcn_r", "calcn_l");
  const std::string setup = fmt::format(
      "<OpenSimDocument Version=\"40000\"><InverseDynamicsTool name=\"stand\"><results_directory>results"
      "</results_directory><model_file>{}</model_file><time_range>0.2 "
      "0.6</time_range><forces_to_exclude>Muscles"
      "</forces_to_exclude><external_loads_file>Loads.XML</external_loads_file><coordinates_file>stand.mot"
      "</coordinates_file></InverseDynamicsTool></OpenSimDocument>",
      model_file.string());
  ASSERT_TRUE(write_file(folder_ / "setup.xml", setup));
  auto result = run_tool(folder_ / "setup.xml", Compatibility::opensim, diagnostics_);
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_TRUE(write_tool_result(*result));
  const auto written = read_storage(folder_ / "results" / "inverse_dynamics.sto", diagnostics_);
  ASSERT_TRUE(written);
  EXPECT_EQ(written->title, "Inverse Dynamics Generalized Forces");
  EXPECT_EQ(written->table.rows(), 41u);
  EXPECT_EQ(written->table.columns(), model_.coordinates.size());
  EXPECT_EQ(written->table.labels()[0], "pelvis_tilt_moment");
  EXPECT_EQ(written->table.labels()[3], "pelvis_tx_force");
  EXPECT_TRUE(said("'Loads.XML' is called 'loads.xml' here"));
}

TEST_F(Dynamics, of_a_setup_keep_to_its_folder) {
  const std::string setup = fmt::format(
      "<OpenSimDocument Version=\"40000\"><InverseDynamicsTool name=\"stand\"><model_file>{}</model_file>"
      "<coordinates_file>stand.mot</coordinates_file><output_gen_force_file>../../elsewhere.sto"
      "</output_gen_force_file></InverseDynamicsTool></OpenSimDocument>",
      model_file.string());
  ASSERT_TRUE(write_file(folder_ / "setup.xml", setup));
  const auto refused = run_tool(folder_ / "setup.xml", Compatibility::opensim, diagnostics_);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("not below the folder of the setup"));
}

}  // namespace
}  // namespace hamstring::analysis
