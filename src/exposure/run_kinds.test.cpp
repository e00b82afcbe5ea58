#include "exposure/run_kinds.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>

namespace hamstring::exposure {
namespace {

Course course(int seconds, const std::function<double(int)>& speed, double error = 0.1) {
  Course made{.speed_source = SpeedSource::recorded, .speed_error_m_per_s = error};
  double way = 0.0;
  for (int t = 0; t <= seconds; ++t) {
    made.points.push_back({.time_s = 1e9 + t, .distance_m = way, .speed_m_per_s = speed(t)});
    way += speed(t);
  }
  made.elapsed_s = made.moving_s = seconds;
  made.distance_m = way;
  return made;
}

std::array<StretchAtSpeed, 3> models() {
  const StretchAtSpeed model{.steady = {{2.8, 0.05, 0.01, 0.0}}, .near_top = {0.0, 0.09, 0.01, 0.01}};
  return {model, model, model};
}

constexpr OwnSpeeds own{.top = {.low = 7.8, .high = 8.2}, .easy_m_per_s = 2.8, .is_top_told = true};

TEST(RunKinds, an_easy_run_is_easy_and_nothing_else) {
  const auto kinds = run_kinds(course(600, [](int) { return 2.8; }), not_recorded, own, models());
  EXPECT_GT(kinds[0].strides.low, 600.0);
  EXPECT_EQ(kinds[1].strides.high, 0.0);
  EXPECT_EQ(kinds[2].strides.high, 0.0);
  // Ten minutes of own easy running are worth about as many strides as they have.
  EXPECT_LE(kinds[0].easy_strides[0].low, kinds[0].strides.high);
  EXPECT_GE(kinds[0].easy_strides[0].high, kinds[0].strides.low);
}

TEST(RunKinds, a_fast_steady_stretch_counts_as_fast_and_its_beginning_as_accelerating) {
  const auto kinds =
      run_kinds(course(400, [](int t) { return t < 200 ? 2.8 : 7.0; }), not_recorded, own, models());
  EXPECT_GT(kinds[0].strides.low, 200.0);
  EXPECT_GT(kinds[1].strides.low, 200.0);
  EXPECT_GT(kinds[2].strides.low, 0.0);
  EXPECT_LT(kinds[2].strides.high, 15.0);
  // A fast stride is worth more than an easy one: 0.09 against 0.05 to the sixth.
  EXPECT_GT(kinds[1].easy_strides[0].low, kinds[1].strides.high);
}

TEST(RunKinds, what_was_not_recorded_may_be_of_any_kind_and_is_surely_of_none) {
  Course with_gap = course(600, [](int) { return 2.8; });
  const auto before = run_kinds(with_gap, not_recorded, own, models());
  std::erase_if(with_gap.points,
                [](const CoursePoint& p) { return p.time_s > 1e9 + 200 && p.time_s < 1e9 + 300; });
  const auto after = run_kinds(with_gap, not_recorded, own, models());
  for (std::size_t k = 0; k < before.size(); ++k) {
    EXPECT_LE(after[k].strides.low, before[k].strides.low) << k;
    EXPECT_GE(after[k].strides.high, before[k].strides.high) << k;
    EXPECT_LE(after[k].easy_strides[1].low, before[k].easy_strides[1].low) << k;
    EXPECT_GE(after[k].easy_strides[1].high, before[k].easy_strides[1].high) << k;
  }
  EXPECT_GT(after[1].strides.high, 100.0);
}

TEST(RunKinds, of_nothing_are_not_known_and_not_zero) {
  const auto kinds = run_kinds(Course{}, not_recorded, own, models());
  EXPECT_FALSE(kinds[0].strides.is_known());
  EXPECT_FALSE(kinds[2].easy_strides[0].is_known());
}

}  // namespace
}  // namespace hamstring::exposure
