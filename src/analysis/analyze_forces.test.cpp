#include "analysis/analyze_forces.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/run_with_forces.h"

namespace hamstring::analysis {
namespace {

using hamstring::testing::run_with_forces;

TEST(AnalyzeForces, of_a_run_without_plates_knows_every_hamstring_late_in_the_swing) {
  const auto& run = run_with_forces();
  ASSERT_TRUE(run) << run.error().text();
  EXPECT_LE(run->kkt_residual, 1e-8);
  std::size_t singles = 0;
  for (const ForceSummary& s : run->summaries) {
    ASSERT_FALSE(s.strides.empty()) << s.what;
    const report::BandedForce& late = s.middle.late_swing;
    EXPECT_GT(late.force_n, 0.0) << s.what;
    EXPECT_LE(late.low_n, late.force_n) << s.what;
    EXPECT_GE(late.high_n, late.force_n) << s.what;
    if (!s.is_single) continue;
    ++singles;
    EXPECT_LE(late.low_n, (other_method_share + 1e-9) * late.force_n) << s.what << ": its split is not known";
  }
  EXPECT_EQ(singles, 8u);
}

TEST(AnalyzeForces, together_are_what_the_single_ones_add_up_to) {
  const auto& run = run_with_forces();
  ASSERT_TRUE(run) << run.error().text();
  const auto curve = [&](const char* what) -> const ForceCurve& {
    return *std::ranges::find_if(run->curves,
                                 [&](const ForceCurve& c) { return c.side == Side::left && c.what == what; });
  };
  std::size_t known = 0;
  for (std::size_t f = 0; f < run->shared.frames.size(); ++f) {
    const double sum =
        curve("BFlh").force_n.value[f] + curve("ST").force_n.value[f] + curve("SM").force_n.value[f];
    if (!std::isfinite(sum)) continue;
    ++known;
    EXPECT_NEAR(curve("hamstrings").force_n.value[f], sum, 1e-9);
  }
  EXPECT_GT(known, 100u);
}

TEST(AnalyzeForces, of_a_swinging_leg_do_not_ask_what_the_ground_does) {
  const auto& run = run_with_forces();
  ASSERT_TRUE(run) << run.error().text();
  DynamicsRequest in_the_air = hamstring::testing::run_without_plates();
  in_the_air.without_plates = false;
  Diagnostics diagnostics;
  const auto nothing = analyze_dynamics(in_the_air, diagnostics);
  ASSERT_TRUE(nothing);
  const muscle::Leg& leg = run->dynamics.model.hamstrings.leg(Side::left);
  std::size_t compared = 0;
  for (std::size_t f = 0; f < nothing->result.frames(); ++f) {
    if (run->dynamics.ground->support[f] != dynamics::Support::right) continue;
    ++compared;
    for (const CoordinateIndex c : {leg.hip.coordinate, leg.knee.coordinate})
      EXPECT_NEAR(run->dynamics.result.of(c.value())[f], nothing->result.of(c.value())[f], 1e-8);
  }
  EXPECT_GT(compared, 10u);
}

TEST(AnalyzeForces, say_how_far_they_are_off_without_plates) {
  const auto& run = run_with_forces();
  ASSERT_TRUE(run) << run.error().text();
  const report::ForceReport report = force_report(*run);
  EXPECT_TRUE(report.swing_only);
  ASSERT_FALSE(report.cautions.empty());
  EXPECT_NE(report.cautions.front().find("No force plate"), std::string::npos);
  EXPECT_NE(report.cautions.front().find("Measured against plates"), std::string::npos);
}

TEST(AnalyzeForces, without_plates_need_somebody_who_walks_or_runs) {
  DynamicsRequest squat = hamstring::testing::run_without_plates();
  squat.motion.motion = hamstring::testing::project_data / "movements" / "squat.toml";
  squat.motion.from_s.reset();
  squat.motion.to_s.reset();
  Diagnostics diagnostics;
  const auto refused = analyze_forces({.dynamics = squat}, diagnostics);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("neither walking nor running"), std::string::npos);
}

}  // namespace
}  // namespace hamstring::analysis
