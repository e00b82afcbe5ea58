#include "analysis/force_curves.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/support/run_with_forces.h"

namespace hamstring::analysis {
namespace {

using hamstring::testing::run_with_forces;

const ForceCurve& curve_of(const ForcesAnalysis& run, const char* what) {
  return *std::ranges::find_if(run.curves,
                               [&](const ForceCurve& c) { return c.side == Side::right && c.what == what; });
}

TEST(ForceCurves, lie_within_their_bands_in_every_quantity) {
  const auto& run = run_with_forces();
  ASSERT_TRUE(run) << run.error().text();
  std::size_t known = 0;
  for (const ForceCurve& c : run->curves) {
    for (const BandedSeries* s :
         {&c.force_n, &c.power_w, &c.hip_moment, &c.knee_moment, &c.fiber_length, &c.tendon_strain}) {
      ASSERT_EQ(s->low.size(), s->value.size());
      ASSERT_EQ(s->high.size(), s->value.size());
      for (std::size_t f = 0; f < s->value.size(); ++f) {
        EXPECT_EQ(std::isfinite(s->value[f]), std::isfinite(s->low[f]));
        if (!std::isfinite(s->value[f])) continue;
        ++known;
        EXPECT_LE(s->low[f], s->value[f]) << c.what;
        EXPECT_GE(s->high[f], s->value[f]) << c.what;
      }
    }
  }
  EXPECT_GT(known, 1000u);
}

TEST(ForceCurves, of_a_single_muscle_do_work_as_uncertain_as_its_force) {
  const auto& run = run_with_forces();
  ASSERT_TRUE(run) << run.error().text();
  const ForceCurve& c = curve_of(*run, "BFlh");
  std::size_t compared = 0;
  for (std::size_t f = 0; f < c.force_n.value.size(); ++f) {
    if (!(c.force_n.value[f] > 10.0)) continue;
    ++compared;
    const double speed = -c.power_w.value[f] / c.force_n.value[f];  // the same whatever it pulls
    const auto [low, high] = std::minmax({-speed * c.force_n.low[f], -speed * c.force_n.high[f]});
    EXPECT_NEAR(c.power_w.low[f], low, 1e-6);
    EXPECT_NEAR(c.power_w.high[f], high, 1e-6);
  }
  EXPECT_GT(compared, 50u);
}

TEST(ForceCurves, together_are_known_better_than_the_single_ones_add_up_to) {
  const auto& run = run_with_forces();
  ASSERT_TRUE(run) << run.error().text();
  const ForceCurve& all = curve_of(*run, "hamstrings");
  const std::array<const ForceCurve*, 3> singles{&curve_of(*run, "BFlh"), &curve_of(*run, "ST"),
                                                 &curve_of(*run, "SM")};
  double together = 0.0, added = 0.0;
  for (std::size_t f = 0; f < all.force_n.value.size(); ++f) {
    if (!std::isfinite(all.force_n.value[f])) continue;
    together += all.force_n.high[f] - all.force_n.low[f];
    for (const ForceCurve* one : singles) added += one->force_n.high[f] - one->force_n.low[f];
  }
  EXPECT_LT(together, 0.5 * added);
}

}  // namespace
}  // namespace hamstring::analysis
