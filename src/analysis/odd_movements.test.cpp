// Recordings that are less, or other, than they look like: knees counted the other way, a single step, one
// muscle for three.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "analysis/analyze_motion.h"
#include "core/file.h"
#include "formats/storage/storage_writer.h"
#include "report/summary_json.h"
#include "report/summary_text.h"
#include "tests/support/analyzes_motions.h"

namespace hamstring::analysis {
namespace {

std::string all_text(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& entry : diagnostics.entries()) text += entry.text() + "\n";
  return text;
}

/// Words on the terminal are broken into lines.
std::string in_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

class AnalyzeOddMovements : public AnalyzesMotions {
 protected:
  /// One bend of the right hip and knee and back in two seconds; the knee's column as far as `knee_deg`.
  std::filesystem::path bend(double knee_deg) const {
    return bends("knees", {{"hip_flexion_r", 80.0}, {"knee_angle_r", knee_deg}});
  }
};

TEST_F(AnalyzeOddMovements, refuses_knees_that_are_counted_with_the_other_sign_than_the_model_counts_them) {
  const auto with_knees = [&](double sign, double deepest_deg) {
    return analyze({.motion = bend(sign * deepest_deg)});
  };
  EXPECT_TRUE(with_knees(1.0, 80.0));
  EXPECT_TRUE(with_knees(-1.0, 18.0)) << "a knee that gives way backwards is one";
  const auto questioned = with_knees(-1.0, 40.0);
  ASSERT_TRUE(questioned);
  EXPECT_NE(all_text(questioned->report.diagnostics).find("bends the wrong way"), std::string::npos);
  const auto refused = with_knees(-1.0, 80.0);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("other sign than the model"), std::string::npos)
      << refused.error().text();
  EXPECT_EQ(refused.error().element, "knee_angle_r");
  EXPECT_NE(refused.error().file.find("knees.mot"), std::string::npos);
  EXPECT_NE(refused.error().advice.find("--model"), std::string::npos);
}

TEST_F(AnalyzeOddMovements, a_single_step_is_analyzed_as_what_it_is_and_called_no_stride) {
  const auto whole = analyze({.motion = data_folder / "movements" / "run.toml"});
  ASSERT_TRUE(whole);
  const double strike = report::find_side(whole->report, Side::right)->strides.complete[1].start_s;
  const std::vector<double>& left = whole->report.left_events.foot_strike_s;
  const double next = *std::ranges::upper_bound(left, strike);
  // The same movement as a file that somebody cut around one step.
  const JointMotion& motion = whole->motion;
  std::vector<double> time_s;
  std::vector<std::size_t> rows;
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    if (motion.time_s[f] < strike - 0.04 || motion.time_s[f] > next + 0.04) continue;
    time_s.push_back(motion.time_s[f]);
    rows.push_back(f);
  }
  std::vector<std::string> names;
  for (const model::Coordinate& c : whole->model.model.coordinates) names.push_back(c.name);
  TimeSeries table(time_s, names);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t c = 0; c < names.size(); ++c) table(row, c) = motion.values_at(rows[row])[c];
  }
  ASSERT_TRUE(write_storage(folder_ / "step.sto", table,
                            {.title = "Coordinates", .in_degrees = false, .description = {}}));
  const auto step = analyze({.motion = folder_ / "step.sto"});
  ASSERT_TRUE(step) << step.error().text();
  EXPECT_EQ(step->report.gait, GaitKind::running);
  EXPECT_EQ(report::stride_count(step->report), 0U);
  ASSERT_EQ(step->report.steps.size(), 1U);
  EXPECT_EQ(step->report.steps[0].side, Side::right);
  EXPECT_NEAR(step->report.steps[0].start_s, strike, 0.03);
  EXPECT_NEAR(step->report.steps[0].end_s, next, 0.03);
  EXPECT_NE(step->report.no_strides_reason.find("it holds one step, from the right foot strike"),
            std::string::npos);
  const std::string said = in_one_line(report::summary_text(step->report));
  EXPECT_NE(said.find("In this recording"), std::string::npos) << said;
  EXPECT_NE(said.find("no whole stride"), std::string::npos) << said;
  const report::MuscleResult& muscle = step->report.sides[0].muscles[0];
  EXPECT_TRUE(muscle.strides.empty());
  EXPECT_TRUE(std::isfinite(muscle.recording.peak_stretch.value));
}

TEST_F(AnalyzeOddMovements, a_long_hamstring_that_is_alone_is_called_that_in_every_result) {
  std::string model = read_file(data_folder / "models" / "lower_body.osim").value();
  for (const auto& [name, other] : {std::pair("semiten", "muscle_a"), std::pair("semimem", "muscle_b")}) {
    for (std::size_t at = model.find(name); at != std::string::npos; at = model.find(name))
      model.replace(at, 7, other);
  }
  const auto alone = analyze({.motion = bend(80.0), .model = "one.osim", .model_content = model});
  ASSERT_TRUE(alone) << alone.error().text();
  const std::string said = in_one_line(report::summary_text(alone->report));
  EXPECT_NE(said.find("hamstring (the only long one of this model)"), std::string::npos) << said;
  EXPECT_EQ(said.find("outer hamstring (biceps"), std::string::npos) << said;
  EXPECT_NE(said.find("bflh_"), std::string::npos) << said;
  EXPECT_TRUE(report::summary_json(alone->report)["sides"][1]["muscles"][0]["is_only_long_hamstring"]);
  ASSERT_EQ(alone->report.sides[1].missing.size(), 2U);
  for (const exposure::MissingMuscle& missing : alone->report.sides[1].missing)
    EXPECT_NE(missing.reason.find("may stand for all three"), std::string::npos) << missing.reason;
  const auto three = analyze({.motion = bend(80.0)});
  ASSERT_TRUE(three);
  EXPECT_FALSE(report::summary_json(three->report)["sides"][1]["muscles"][0]["is_only_long_hamstring"]);
}

TEST_F(AnalyzeOddMovements, a_leg_that_the_motion_has_no_angle_of_has_no_numbers) {
  const auto analysis = analyze({.motion = bend(80.0)});
  ASSERT_TRUE(analysis) << analysis.error().text();
  const report::SideResult& left = analysis->report.sides[0];
  ASSERT_EQ(left.side, Side::left);
  EXPECT_TRUE(left.muscles.empty()) << "it stands at the model's default pose";
  ASSERT_EQ(left.missing.size(), 4U);
  EXPECT_NE(left.missing[0].reason.find("no angle of the hip or knee"), std::string::npos);
  EXPECT_TRUE(left.hip_flexion.values.empty());
  EXPECT_EQ(analysis->report.sides[1].muscles.size(), 4U);
  EXPECT_NE(
      in_one_line(report::summary_text(analysis->report)).find("no angle of the hip or knee of this leg"),
      std::string::npos);
}

TEST_F(AnalyzeOddMovements, speeds_that_no_hamstring_reaches_are_questioned) {
  std::vector<double> time_s;
  for (int i = 0; i <= 400; ++i) time_s.push_back(0.005 * i);
  TimeSeries table(time_s, {"hip_flexion_r", "knee_angle_r"});
  for (std::size_t row = 0; row < time_s.size(); ++row) {
    table(row, 0) = 30.0 + (row % 2 == 0 ? 6.0 : -6.0);  // trembling markers
    table(row, 1) = 40.0;
  }
  ASSERT_TRUE(
      write_storage(folder_ / "noisy.mot", table, {.title = "noisy", .in_degrees = true, .description = {}}));
  const auto noisy = analyze({.motion = folder_ / "noisy.mot"});
  ASSERT_TRUE(noisy) << noisy.error().text();
  EXPECT_NE(all_text(noisy->report.diagnostics).find("faster than in any sprint"), std::string::npos);
  const auto quiet = analyze({.motion = bend(80.0)});
  ASSERT_TRUE(quiet);
  EXPECT_EQ(all_text(quiet->report.diagnostics).find("faster than in any sprint"), std::string::npos);
}

}  // namespace
}  // namespace hamstring::analysis
