#include "exposure/side_exposure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace hamstring::exposure {
namespace {

// Length swings by 5 % around 0.4 m, once a second; the second stride's peak is larger than the first's.
struct Recording {
  std::vector<double> time_s, length_m, speed_m_per_s, hip_rad;

  Recording() {
    for (std::size_t i = 0; i <= 400; ++i) {
      const double t = 0.01 * static_cast<double>(i);
      const double gain = t < 1.0 ? 0.04 : (t < 2.0 ? 0.06 : 0.05);
      time_s.push_back(t);
      length_m.push_back(0.4 * (1.0 + gain * std::sin(2.0 * std::numbers::pi * t)));
      speed_m_per_s.push_back(0.4 * gain * 2.0 * std::numbers::pi * std::cos(2.0 * std::numbers::pi * t));
      hip_rad.push_back(0.1 * t);
    }
  }
  [[nodiscard]] SideSeries series(Hamstring muscle = Hamstring::semitendinosus) const {
    return {.side = Side::right,
            .time_s = time_s,
            .hip_flexion_rad = hip_rad,
            .muscles = {{muscle, "m_r", 0.4, length_m, speed_m_per_s}}};
  }
};

const std::vector<Stride> three_strides{{0.0, 0.4, 1.0}, {1.0, 1.4, 2.0}, {2.0, 2.4, 3.0}};

TEST(SideExposureTest, gives_every_stride_its_own_peak_and_curve) {
  const SideExposure side = side_exposure(Recording{}.series(), {.complete = three_strides});
  ASSERT_EQ(side.muscles.size(), 1u);
  const MuscleExposure& muscle = side.muscles[0];
  ASSERT_EQ(muscle.strides.size(), 3u);
  EXPECT_NEAR(muscle.strides[0].peak_stretch.value, 0.04, 1e-6);
  EXPECT_NEAR(muscle.strides[1].peak_stretch.value, 0.06, 1e-6);
  EXPECT_NEAR(muscle.stretch.cycle.mean[25], 0.05, 1e-6);
  EXPECT_NEAR(muscle.recording.peak_stretch.value, 0.06, 1e-6);
  EXPECT_EQ(side.hip_flexion.cycle.averaged, 3u);
}

TEST(SideExposureTest, leaves_an_unknown_joint_empty) {
  const SideExposure side = side_exposure(Recording{}.series(), {.complete = three_strides});
  EXPECT_TRUE(side.knee_flexion.values.empty());
  EXPECT_TRUE(std::isnan(side.muscles[0].strides[0].peak_stretch.knee_flexion_rad));
  EXPECT_EQ(side.knee_flexion.cycle.averaged, 0u);
}

TEST(SideExposureTest, works_without_strides_and_without_frames) {
  const SideExposure still = side_exposure(Recording{}.series(), {});
  EXPECT_TRUE(still.muscles[0].strides.empty());
  EXPECT_TRUE(still.muscles[0].stretch.cycle.single.empty());
  EXPECT_NEAR(still.muscles[0].recording.peak_stretch.time_s, 1.25, 1e-3);
  const SideExposure empty = side_exposure({.muscles = {{}}}, {});
  EXPECT_TRUE(std::isnan(empty.muscles[0].recording.peak_stretch.value));
}

TEST(PeakInstant, is_the_peak_of_the_stride_nearest_to_the_mean_peak) {
  const PeakInstant instant = peak_instant(side_exposure(Recording{}.series(), {.complete = three_strides}));
  EXPECT_NEAR(instant.time_s, 2.25, 1e-3);
  EXPECT_NEAR(instant.percent_of_cycle, 25.0, 0.1);
  EXPECT_EQ(instant.stride, 2U);  // its peak, 5 %, is the mean of 4, 6 and 5 %
  EXPECT_EQ(instant.muscle, Hamstring::semitendinosus);
}

TEST(PeakInstant, ignores_the_short_head_and_knows_when_nothing_is_known) {
  const Recording recording;
  const SideSeries series = recording.series(Hamstring::biceps_femoris_short_head);
  EXPECT_TRUE(std::isnan(peak_instant(side_exposure(series, {})).time_s));
  EXPECT_TRUE(std::isnan(peak_instant({}).time_s));
}

TEST(PeakInstant, without_strides_is_the_peak_of_the_recording) {
  const PeakInstant instant = peak_instant(side_exposure(Recording{}.series(), {}));
  EXPECT_NEAR(instant.time_s, 1.25, 1e-3);
  EXPECT_TRUE(std::isnan(instant.percent_of_cycle));
}

}  // namespace
}  // namespace hamstring::exposure
