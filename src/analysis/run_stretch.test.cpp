#include "analysis/run_stretch.h"

#include <gtest/gtest.h>

namespace hamstring::analysis {
namespace {

TEST(RunStretch, RisesWithSpeedAndHasTheAnchorsOfTheLiteratureWithinItsBounds) {
  Diagnostics diagnostics;
  const auto stretch = run_stretch(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data", diagnostics);
  ASSERT_TRUE(stretch) << stretch.error().text();
  EXPECT_EQ(stretch->model_sha256.size(), 64U);
  for (const exposure::StretchAtSpeed& model : stretch->models) {
    ASSERT_EQ(model.steady.size(), 2U);
    EXPECT_LT(model.steady[0].speed_m_per_s, model.steady[1].speed_m_per_s);
    for (const exposure::StretchKnot& knot : model.steady) {
      EXPECT_GT(knot.stretch, 0.0);
      EXPECT_LT(knot.stretch, 0.12);
      EXPECT_GT(knot.common, 0.002);
      EXPECT_LT(knot.common, 0.04);
    }
  }
  // BFlh of the Hamner runner at 4 m/s by OpenSim: 4.6 to 5.0 % of upright.
  const exposure::StretchAtSpeed& bflh = stretch->models[0];
  EXPECT_LT(bflh.steady[1].stretch - bflh.steady[1].common, 0.050);
  EXPECT_GT(bflh.near_top.stretch + bflh.near_top.own, 0.050);
}

}  // namespace
}  // namespace hamstring::analysis
