// A run of which everything is known, and what a device would have written of it. Its errors are not those
// that record/activity_course.h assumes (independent of each other, of one size): they drift, jump, lag and
// drop out.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>
#include <utility>
#include <vector>

#include "record/activity.h"

namespace hamstring::testing {

enum class SimulatedDevice {
  watch,          ///< once a second: places, distance, speed, cadence of one leg
  thrifty_watch,  ///< the same at irregular times, up to 7 s apart
  places,         ///< once a second, places alone
  vest,           ///< ten times a second: places and speed
  pod,            ///< on a treadmill: a foot pod's speed and cadence
};
inline constexpr SimulatedDevice simulated_devices[] = {
    SimulatedDevice::watch, SimulatedDevice::thrifty_watch, SimulatedDevice::places, SimulatedDevice::vest,
    SimulatedDevice::pod};

/// Each stride of one leg, at its end.
struct TrueStride {
  double time_s = 0.0, speed_m_per_s = 0.0;
  bool is_accelerating = false;
};

struct SimulatedRun {
  Activity recorded;
  std::vector<double> speeds;  ///< as it was, each `simulated_step_s` from the start [m/s]
  std::vector<TrueStride> strides;
  double distance_m = 0.0, top_speed_m_per_s = 0.0;  ///< top: what the person can do, reached or not
  int accelerations = 0;
};

inline constexpr double simulated_step_s = 0.1;

/// Numbers that follow each other: `deviation` around 0, forgotten after `memory_s` (Ornstein-Uhlenbeck).
class Drift {
 public:
  Drift(double deviation, double memory_s, std::mt19937_64& random)
      : deviation_(deviation), keep_(std::exp(-simulated_step_s / memory_s)), random_(&random) {
    value_ = deviation * normal_(random);
  }
  double next() {
    value_ = keep_ * value_ + deviation_ * std::sqrt(1.0 - keep_ * keep_) * normal_(*random_);
    return value_;
  }

 private:
  double deviation_, keep_, value_ = 0.0;
  std::mt19937_64* random_;
  std::normal_distribution<double> normal_;
};

namespace simulated {

inline double uniform(std::mt19937_64& random, double from, double to) {
  return std::uniform_real_distribution<double>(from, to)(random);
}

/// Speeds of a run of `minutes`: easy running with its own sway, and one of: nothing, tempo, sprints, walks.
inline void make_speeds(SimulatedRun& run, double minutes, std::mt19937_64& random) {
  const double easy = uniform(random, 2.4, 3.8), top = uniform(random, 6.5, 9.3);
  run.top_speed_m_per_s = top;
  const auto kind = random() % 4;
  Drift sway(0.08, 8.0, random);
  double steady = 0.0, wanted = easy, until = uniform(random, 60.0, 180.0);
  bool is_easy = true;
  const auto steps = static_cast<std::size_t>(minutes * 60.0 / simulated_step_s);
  for (std::size_t i = 0; i < steps; ++i) {
    const double time = static_cast<double>(i) * simulated_step_s;
    if (time >= until && kind != 0) {
      is_easy = !is_easy;
      const double other = kind == 1   ? std::min(uniform(random, 1.2, 1.5) * easy, 0.75 * top)
                           : kind == 2 ? uniform(random, 0.82, 1.0) * top
                                       : uniform(random, 1.1, 1.6);
      wanted = is_easy ? easy : other;
      until = time + (is_easy     ? uniform(random, 45.0, 120.0)
                      : kind == 2 ? uniform(random, 4.0, 9.0)
                                  : uniform(random, 40.0, 200.0));
    }
    // A sprinter nears the speed that is wanted with a time of about 1.2 s (Morin & Samozino 2016).
    steady += (wanted - steady) * simulated_step_s / 1.2;
    run.speeds.push_back(std::clamp(steady + (steady > 1.0 ? sway.next() : 0.0), 0.0, top));
    run.distance_m += run.speeds.back() * simulated_step_s;
  }
}

/// Strides a minute grow with a root of the speed and differ from person to person: no straight line.
inline void make_strides(SimulatedRun& run, std::mt19937_64& random) {
  const double rate = uniform(random, 58.0, 66.0);
  const auto reach = static_cast<std::size_t>(3.0 / simulated_step_s);
  const auto& v = run.speeds;
  std::vector<char> accelerating(v.size(), 0);
  for (std::size_t i = 0; i + reach < v.size(); ++i)
    if (v[i + reach] - v[i] >= 1.5)
      std::fill_n(accelerating.begin() + static_cast<std::ptrdiff_t>(i), reach, 1);
  double phase = 0.0;
  for (std::size_t i = 0; i < v.size(); ++i) {
    if (accelerating[i] != 0 && (i == 0 || accelerating[i - 1] == 0)) ++run.accelerations;
    if (v[i] < 0.7) continue;
    phase += rate * std::pow(v[i], 0.25) / 60.0 * simulated_step_s;
    if (phase < 1.0) continue;
    phase -= 1.0;
    run.strides.push_back({static_cast<double>(i) * simulated_step_s, v[i], accelerating[i] != 0});
  }
  run.recorded.samples.clear();
  run.recorded.said_moving_s = static_cast<double>(v.size()) * simulated_step_s;
  // What the watch will say of the cadence is made of it below.
  double smooth = rate * std::pow(std::max(v.front(), 1.0), 0.25);
  for (std::size_t i = 0; i < v.size(); ++i) {
    const double now = v[i] < 0.7 ? 0.0 : rate * std::pow(v[i], 0.25);
    smooth += (now - smooth) * simulated_step_s / 3.0;
    run.recorded.samples.push_back(
        {.time_s = static_cast<double>(i) * simulated_step_s, .cadence_per_min = std::round(smooth)});
  }
}

/// Stretches of trouble: [from, to) in steps, about one in `every_s`.
inline std::vector<char> episodes(std::size_t steps, double every_s, double from_s, double to_s,
                                  std::mt19937_64& random) {
  std::vector<char> is_in(steps, 0);
  std::exponential_distribution<double> wait(1.0 / every_s);
  double time = wait(random);
  while (time < static_cast<double>(steps) * simulated_step_s) {
    const double length = uniform(random, from_s, to_s);
    const auto first = static_cast<std::size_t>(time / simulated_step_s);
    const auto last = std::min(steps, static_cast<std::size_t>((time + length) / simulated_step_s));
    std::fill(is_in.begin() + static_cast<std::ptrdiff_t>(first),
              is_in.begin() + static_cast<std::ptrdiff_t>(last), 1);
    time += length + wait(random);
  }
  return is_in;
}

/// What the device makes of it, every step: places drift by `drift_m`, and jump; speeds lag.
inline void measure(SimulatedRun& run, SimulatedDevice device, double drift_m, std::mt19937_64& random) {
  auto& samples = run.recorded.samples;
  const auto jumping = episodes(samples.size(), 400.0, 3.0, 15.0, random);
  std::normal_distribution<double> normal;
  Drift east(drift_m, 60.0, random), north(drift_m, 60.0, random), path_east(0.4, 6.0, random),
      path_north(0.4, 6.0, random), doppler(0.12 * drift_m / 3.0, 4.0, random);
  const double scale = 1.0 + (device == SimulatedDevice::pod ? 0.02 : 0.005) * normal(random);
  const double lag_s = device == SimulatedDevice::vest ? 0.4 : device == SimulatedDevice::pod ? 0.8 : 1.5;
  double x = 0.0, y = 0.0, heading = uniform(random, 0.0, 6.28), seen = run.speeds.front(), way = 0.0;
  double jump_east = 0.0, jump_north = 0.0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    heading += 0.01 * normal(random);
    x += run.speeds[i] * simulated_step_s * std::cos(heading);
    y += run.speeds[i] * simulated_step_s * std::sin(heading);
    seen += (run.speeds[i] - seen) * simulated_step_s / lag_s;
    if (jumping[i] == 0) jump_east = jump_north = 0.0;
    if (jumping[i] != 0 && (i == 0 || jumping[i - 1] == 0)) {
      jump_east = 20.0 * normal(random);
      jump_north = 20.0 * normal(random);
    }
    const double error = doppler.next() * (jumping[i] != 0 ? 4.0 : 1.0);
    const double speed = std::max(0.0, scale * seen + (device == SimulatedDevice::pod ? 0.5 * error : error));
    way += speed * simulated_step_s;
    static constexpr double degree_m = 111'195.0;  // a sphere will do: errors are far larger
    const double at_x = x + east.next() + path_east.next() + jump_east;
    const double at_y = y + north.next() + path_north.next() + jump_north;
    if (device != SimulatedDevice::pod) {
      samples[i].latitude_deg = std::round((48.0 + at_y / degree_m) * 1e7) / 1e7;
      samples[i].longitude_deg =
          std::round((11.0 + at_x / (degree_m * std::cos(48.0 * std::numbers::pi / 180.0))) * 1e7) / 1e7;
    }
    if (device == SimulatedDevice::places) continue;
    (device == SimulatedDevice::pod ? samples[i].second_speed_m_per_s : samples[i].speed_m_per_s) =
        std::round(speed * 1000.0) / 1000.0;
    samples[i].distance_m = std::round(way * 100.0) / 100.0;
  }
}

/// The records that the device writes, and those that it loses.
inline void write(SimulatedRun& run, SimulatedDevice device, double start_s, std::mt19937_64& random) {
  const auto lost = episodes(run.recorded.samples.size(), 500.0, 2.0, 40.0, random);
  const bool has_cadence = device != SimulatedDevice::places && device != SimulatedDevice::vest;
  std::vector<ActivitySample> written;
  std::size_t next = 0;
  for (std::size_t i = 0; i < run.recorded.samples.size(); ++i) {
    if (i < next) continue;
    next = i + (device == SimulatedDevice::vest            ? 1
                : device == SimulatedDevice::thrifty_watch ? 10 * (1 + random() % 7)
                                                           : 10);
    if (lost[i] != 0) continue;
    ActivitySample sample = run.recorded.samples[i];
    sample.time_s += start_s;
    if (!has_cadence) sample.cadence_per_min = not_recorded;
    written.push_back(sample);
  }
  run.recorded.samples = std::move(written);
}

}  // namespace simulated

/// `seed` makes the run and its errors. Places drift by 1 m (open sky) to 5 m (between houses); recorded
/// speeds by 0.04 to 0.2 m/s. Of the size that is told of watches; our assumption.
inline SimulatedRun simulated_run(std::uint64_t seed, SimulatedDevice device, double minutes = 30.0,
                                  double start_s = 1'600'000'000.0) {
  std::mt19937_64 random(seed * 0x9E3779B97F4A7C15U + static_cast<std::uint64_t>(device));
  SimulatedRun run;
  run.recorded.sport = Sport::running;
  run.recorded.start_s = start_s;
  run.recorded.is_date_known = true;
  simulated::make_speeds(run, minutes, random);
  simulated::make_strides(run, random);
  simulated::measure(run, device, simulated::uniform(random, 1.0, 5.0), random);
  simulated::write(run, device, start_s, random);
  return run;
}

}  // namespace hamstring::testing
