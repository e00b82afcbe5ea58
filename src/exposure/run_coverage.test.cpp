// Of simulated runs everything is known: how often do the stated intervals hold it?
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <string>

#include "exposure/run_exposure.h"
#include "tests/support/simulated_run.h"

namespace hamstring::exposure {
namespace {

using hamstring::testing::simulated_devices;
using hamstring::testing::simulated_run;
using hamstring::testing::simulated_step_s;
using hamstring::testing::SimulatedDevice;
using hamstring::testing::SimulatedRun;
using hamstring::testing::TrueStride;

// The first forty served while the estimator was mended; these did not.
constexpr std::uint64_t first_seed = 1000, runs_of_a_device = 40;

/// How often an interval held the truth, and of how wide a part of it the truth made use.
class Coverage {
 public:
  void add(const load::Interval& interval, double truth) {
    ++all_;
    const double middle = 0.5 * (interval.low + interval.high), half = 0.5 * (interval.high - interval.low);
    const bool is_held = std::abs(truth - middle) <= half + 1e-9;
    (truth < middle ? below_ : above_) += is_held ? 0.0 : 1.0;
    held_ += is_held ? 1.0 : 0.0;
    if (half > 0.0) used_.push_back(std::abs(truth - middle) / half);
  }
  void add(const Coverage& other) {
    all_ += other.all_;
    held_ += other.held_;
  }
  [[nodiscard]] double share() const { return held_ / all_; }
  /// Width against that of an interval around the same middle that holds nine of ten.
  [[nodiscard]] double times_as_wide() {
    if (used_.empty()) return 1.0;
    const auto at = used_.begin() + static_cast<std::ptrdiff_t>(0.9 * static_cast<double>(used_.size()));
    std::ranges::nth_element(used_, at);
    return 1.0 / std::max(*at, 1e-9);
  }
  void print(const std::string& name) {
    fmt::print("{:34} {:6.0f} held {:.3f} (below {:.0f}, above {:.0f}), {:.1f} times a 90 % interval\n", name,
               all_, share(), below_, above_, times_as_wide());
  }

 private:
  double all_ = 0.0, held_ = 0.0, below_ = 0.0, above_ = 0.0;
  std::vector<double> used_;
};

std::string_view device_name(SimulatedDevice device) {
  switch (device) {
    case SimulatedDevice::watch:
      return "watch";
    case SimulatedDevice::thrifty_watch:
      return "thrifty watch";
    case SimulatedDevice::places:
      return "places";
    case SimulatedDevice::vest:
      return "vest";
    case SimulatedDevice::pod:
      return "pod";
  }
  return {};
}

std::array<StretchAtSpeed, 3> models() {
  std::array<StretchAtSpeed, 3> all;
  for (std::size_t m = 0; m < 3; ++m)
    all[m] = {.muscle = long_hamstrings[m],
              .steady = {{1.2, 0.04, 0.01, 0.0}, {2.8, 0.05, 0.01, 0.0}},
              .near_top = {0.0, 0.08, 0.01, 0.02}};
  return all;
}

double true_speed(const SimulatedRun& run, double time_s) {
  const auto at = static_cast<std::size_t>(std::lround((time_s - run.recorded.start_s) / simulated_step_s));
  return run.speeds[std::min(at, run.speeds.size() - 1)];
}

double strides_between(const SimulatedRun& run, double from, double to) {
  return static_cast<double>(std::ranges::count_if(run.strides, [&](const TrueStride& stride) {
    const double fraction = stride.speed_m_per_s / run.top_speed_m_per_s;
    return fraction >= from && fraction < to;
  }));
}

/// A top speed as somebody timed it.
OwnSpeeds timed(const SimulatedRun& run) {
  return {.top = {.low = run.top_speed_m_per_s * 0.97, .high = run.top_speed_m_per_s * 1.03},
          .easy_m_per_s = 2.8,
          .is_top_told = true};
}

TEST(RunCoverage, NineOfTenTrueSpeedsLieWithinTheStatedError) {
  Coverage all;
  for (const SimulatedDevice device : simulated_devices) {
    Coverage of_device;
    for (std::uint64_t seed = first_seed; seed < first_seed + runs_of_a_device; ++seed) {
      const SimulatedRun run = simulated_run(seed, device, 20.0);
      const Course course = course_of(run.recorded);
      // One value in ten seconds of each, so that no device counts more than another.
      double next = 0.0;
      for (const CoursePoint& point : course.points) {
        if (point.time_s < next || !std::isfinite(point.speed_m_per_s)) continue;
        next = point.time_s + 10.0;
        const double reach = speed_reach * course.seen_speed_error_m_per_s, speed = point.speed_m_per_s;
        of_device.add({.low = speed - reach, .high = speed + reach}, true_speed(run, point.time_s));
      }
    }
    of_device.print("speed, " + std::string(device_name(device)));
    // Of records that lie far apart a course does not show its error: what is assumed holds more.
    EXPECT_GE(of_device.share(), 0.87) << device_name(device);
    if (device != SimulatedDevice::thrifty_watch) {
      EXPECT_LE(of_device.share(), 0.93) << device_name(device);
      all.add(of_device);
    }
  }
  EXPECT_NEAR(all.share(), 0.90, 0.03);
}

TEST(RunCoverage, BoundsHoldTheTruth) {
  std::map<std::string, Coverage> held;
  const auto all_models = models();
  for (const SimulatedDevice device : simulated_devices) {
    const std::string of = ", " + std::string(device_name(device));
    std::vector<double> ratios;
    for (std::uint64_t seed = first_seed; seed < first_seed + runs_of_a_device; ++seed) {
      const SimulatedRun run = simulated_run(seed, device, 20.0);
      const Course course = course_of(run.recorded);
      const RunExposure exposure = run_exposure(course, run.recorded.said_moving_s, timed(run), all_models);
      ratios.push_back(course.distance_m / run.distance_m);
      held["strides" + of].add(exposure.strides, static_cast<double>(run.strides.size()));
      for (std::size_t b = 0; b < band_starts.size(); ++b) {
        const bool is_last = b + 1 == band_starts.size();
        const double to = is_last ? std::numeric_limits<double>::infinity() : band_starts[b + 1];
        held["band " + std::to_string(b) + of].add(exposure.strides_in_band[b],
                                                   strides_between(run, band_starts[b], to));
      }
      const double high =
          static_cast<double>(std::ranges::count_if(run.strides, [&](const TrueStride& stride) {
            const double fraction = stride.speed_m_per_s / run.top_speed_m_per_s;
            return fraction >= near_top_fraction ||
                   (stride.is_accelerating && fraction >= accelerating_from_fraction);
          }));
      held["high stretch" + of].add(exposure.high_stretch_strides, high);
      held["accelerations" + of].add(exposure.accelerations, run.accelerations);
      const std::array history{course};
      held["own top speed" + of].add(own_speeds(history).top, run.top_speed_m_per_s);
    }
    std::ranges::sort(ratios);
    fmt::print("{:34} {:.3f} to {:.3f} of the true distance (nine of ten)\n", device_name(device),
               ratios[ratios.size() / 20], ratios[ratios.size() - 1 - ratios.size() / 20]);
  }
  for (auto& [name, coverage] : held) {
    coverage.print(name);
    EXPECT_GE(coverage.share(), 0.87) << name;
  }
}

}  // namespace
}  // namespace hamstring::exposure
