// The built-in run on the built-in model: a run that a runner and a biomechanist would believe.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "movement/movement.h"
#include "tests/data/built_in_model.h"

namespace hamstring {
namespace {

using testing::built_in_model;
using testing::Frame;
using testing::Named;

constexpr int samples = 200;  // of one cycle

const movement::Movement& run() {
  static const movement::Movement run = [] {
    Diagnostics diagnostics;
    auto read = movement::load_movement(HAMSTRING_PROJECT_DIR "/data/movements/run.toml", diagnostics);
    if (!read) throw std::runtime_error(read.error().text());
    return *read;
  }();
  return run;
}

/// The pose at sample i, counted from right foot strike.
Named pose(int i) {
  static const TimeSeries table = *movement::movement_as_table(
      run(), {.cycles = 2.0, .rate_hz = samples / run().cycle_time_s, .first_phase = 0.0});
  Named named;
  for (std::size_t c = 0; c < table.columns(); ++c)
    named[table.labels()[c]] = table(static_cast<std::size_t>(i), c);
  return named;
}

const std::vector<Frame>& frames() {
  static const std::vector<Frame> frames = [] {
    std::vector<Frame> list;
    for (int i = 0; i <= samples; ++i) list.emplace_back(pose(i));
    return list;
  }();
  return frames;
}

struct Peak {
  double stretch_percent = -100.0;
  double phase_percent = 0.0;
  double lengthening_m_per_s = 0.0;
};

Peak peak_of(const std::string& muscle) {
  const double upright_m = Frame{{}}.length_m(muscle);
  Peak peak;
  for (int i = 1; i <= samples; ++i) {
    const double length_m = frames()[static_cast<std::size_t>(i)].length_m(muscle);
    const double before_m = frames()[static_cast<std::size_t>(i) - 1].length_m(muscle);
    const double stretch = 100.0 * (length_m / upright_m - 1.0);
    if (stretch > peak.stretch_percent) peak = {stretch, 100.0 * i / samples, peak.lengthening_m_per_s};
    peak.lengthening_m_per_s =
        std::max(peak.lengthening_m_per_s, (length_m - before_m) * samples / run().cycle_time_s);
  }
  return peak;
}

/// Lowest point of a foot above ground: heel or ball, a sole of 20 mm under the origins of calcn and toes.
double foot_height_m(const Frame& frame, const std::string& side) {
  const auto height = [&](const std::string& body) {
    return frame.poses.X_WB[built_in_model().find_body(body).value()].p.y() - 0.02;
  };
  return std::min(height("calcn_" + side), height("toes_" + side));
}

double mass_center_height_m(const Frame& frame) {
  double moment = 0.0;
  double mass_kg = 0.0;
  for (const model::Body& body : built_in_model().bodies) {
    const Pose& X_WB = frame.poses.X_WB[built_in_model().find_body(body.name).value()];
    moment += body.mass_kg * (X_WB * body.mass_center_m).y();
    mass_kg += body.mass_kg;
  }
  return moment / mass_kg;
}

TEST(DemonstrationRun, moves_coordinates_of_the_built_in_model_within_their_ranges) {
  for (int i = 0; i <= samples; ++i) {
    for (const auto& [name, value] : pose(i)) {
      const CoordinateIndex index = built_in_model().find_coordinate(name);
      ASSERT_TRUE(index.is_valid()) << name;
      const model::Coordinate& coordinate = built_in_model().coordinates[index.value()];
      EXPECT_GE(value, coordinate.range[0]) << name;
      EXPECT_LE(value, coordinate.range[1]) << name;
    }
  }
}

// Published for running and sprinting: peak stretch in late swing, largest in the long head (Thelen 2005,
// Schache 2013), fastest lengthening in semitendinosus (Schache 2013). An easy run stays below the 9.5 % of
// sprinting.
TEST(DemonstrationRun, stretches_the_hamstrings_most_in_late_swing_as_published) {
  const Peak bflh = peak_of("bflh_r");
  const Peak semimem = peak_of("semimem_r");
  const Peak semiten = peak_of("semiten_r");
  for (const Peak& peak : {bflh, semimem, semiten}) {
    EXPECT_GT(peak.phase_percent, 80.0);
    EXPECT_LT(peak.phase_percent, 100.0);
    EXPECT_GT(peak.stretch_percent, 0.0);
    EXPECT_LT(peak.stretch_percent, 9.5);
  }
  EXPECT_GT(bflh.stretch_percent, semimem.stretch_percent);
  EXPECT_GT(bflh.stretch_percent, semiten.stretch_percent);
  EXPECT_GT(semiten.lengthening_m_per_s, bflh.lengthening_m_per_s);
  EXPECT_GT(semiten.lengthening_m_per_s, semimem.lengthening_m_per_s);
}

TEST(DemonstrationRun, does_the_same_on_the_left_half_a_cycle_later) {
  for (const char* muscle : {"bflh", "semimem", "semiten", "bfsh"}) {
    for (int i = 0; i < samples; ++i) {
      const auto later = static_cast<std::size_t>((i + samples / 2) % samples);
      EXPECT_NEAR(frames()[static_cast<std::size_t>(i)].length_m(std::string(muscle) + "_r"),
                  frames()[later].length_m(std::string(muscle) + "_l"), 1e-12);
    }
  }
}

TEST(DemonstrationRun, keeps_the_standing_foot_near_the_ground_and_both_off_it_in_flight) {
  for (int i = 0; i < samples / 2; ++i) {
    const double phase = static_cast<double>(i) / samples;
    const Frame& frame = frames()[static_cast<std::size_t>(i)];
    if (phase < run().contact_fraction) {
      EXPECT_NEAR(foot_height_m(frame, "r"), 0.0, 0.016) << phase;
      EXPECT_GT(foot_height_m(frame, "l"), 0.03) << phase;
    }
    if (phase > run().contact_fraction + 0.03 && phase < 0.48) {
      EXPECT_GT(foot_height_m(frame, "r"), 0.0) << phase;
      EXPECT_GT(foot_height_m(frame, "l"), 0.0) << phase;
    }
  }
}

TEST(DemonstrationRun, lets_the_mass_center_fall_about_freely_in_flight) {
  const double step_s = run().cycle_time_s / samples;
  double sum = 0.0;
  int count = 0;
  for (int i = 1; i < samples / 2; ++i) {
    const double phase = static_cast<double>(i) / samples;
    if (phase < run().contact_fraction + 0.01 || phase > 0.49) continue;
    const auto at = [](int k) { return mass_center_height_m(frames()[static_cast<std::size_t>(k)]); };
    sum += (at(i + 1) - 2.0 * at(i) + at(i - 1)) / (step_s * step_s);
    ++count;
  }
  EXPECT_NEAR(sum / count, -9.81, 2.0);
}

TEST(DemonstrationRun, advances_over_the_standing_foot) {
  const std::size_t toes = built_in_model().find_body("toes_r").value();
  const int first = static_cast<int>(0.25 * run().contact_fraction * samples);
  const int last = static_cast<int>(0.75 * run().contact_fraction * samples);
  const double slip_m = frames()[static_cast<std::size_t>(last)].poses.X_WB[toes].p.x() -
                        frames()[static_cast<std::size_t>(first)].poses.X_WB[toes].p.x();
  EXPECT_NEAR(slip_m, 0.0, 0.02);
}

}  // namespace
}  // namespace hamstring
