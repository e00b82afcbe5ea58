// Time of a frame of fiber equilibrium: every muscle of a model, from lengths and speeds of its paths to all
// that is written, one array a quantity. Models come from the shared data folder; those that are absent are
// left out with a message.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "bench/known_models.h"
#include "bench/reference_kernel.h"
#include "muscle/fiber_history.h"
#include "muscle/muscle_history.h"

namespace hamstring::bench {
namespace {

constexpr std::size_t frames = 200;

struct Case {
  model::Model model;
  std::vector<MuscleIndex> muscles;
  TimeSeries length_m, speed_m_per_s, activation;
};

/// Joints that swing by a sixth of a turn to both sides, muscles that become active and rest in turn.
Case make_case(model::Model model) {
  Case made{.model = std::move(model), .muscles = {}, .length_m = {}, .speed_m_per_s = {}, .activation = {}};
  JointMotion motion;
  motion.coordinates = made.model.coordinates.size();
  motion.is_given.assign(motion.coordinates, true);
  for (std::size_t f = 0; f < frames; ++f) {
    const double t = 0.01 * static_cast<double>(f);
    motion.time_s.push_back(t);
    for (std::size_t c = 0; c < motion.coordinates; ++c) {
      const double rate = 2.0 + 0.1 * static_cast<double>(c);
      motion.values.push_back(0.3 * std::sin(rate * t));
      motion.speeds.push_back(0.3 * rate * std::cos(rate * t));
    }
  }
  for (std::size_t m = 0; m < made.model.muscles.size(); ++m) made.muscles.emplace_back(m);
  auto history = muscle::compute_muscle_history(made.model, muscle::all_muscles(made.model), motion, {});
  made.length_m = std::move(history.length_m);
  made.speed_m_per_s = std::move(history.lengthening_speed_m_per_s);
  made.activation = TimeSeries(motion.time_s, made.length_m.labels());
  for (std::size_t c = 0; c < made.muscles.size(); ++c) {
    for (std::size_t f = 0; f < frames; ++f)
      made.activation(f, c) = 0.5 + 0.49 * std::sin(0.05 * static_cast<double>(f) + static_cast<double>(c));
  }
  return made;
}

void solve(benchmark::State& state, const Case& c, Compatibility mode) {
  std::size_t outcomes = 0;
  for ([[maybe_unused]] auto _ : state) {
    auto history = muscle::compute_fiber_history(
        c.model, c.muscles,
        {.length_m = &c.length_m, .lengthening_speed_m_per_s = &c.speed_m_per_s, .activation = &c.activation},
        mode);
    outcomes = 0;
    for (const auto& outcome : history.outcomes) outcomes += outcome.frames;
    benchmark::DoNotOptimize(history.tables.data());
  }
  state.counters["muscles"] = static_cast<double>(c.muscles.size());
  state.counters["not_solved"] = static_cast<double>(outcomes);
  count_frames(state, static_cast<double>(state.iterations()) * static_cast<double>(frames));
}

void register_model(const std::string& name, const std::filesystem::path& path) {
  auto model = known_model(path);
  if (!model) return;
  auto made = std::make_shared<const Case>(make_case(*std::move(model)));
  for (const Compatibility mode : {Compatibility::physics, Compatibility::opensim}) {
    benchmark::RegisterBenchmark(fmt::format("{}/{}", name, compatibility_name(mode)).c_str(),
                                 [=](benchmark::State& state) { solve(state, *made, mode); });
  }
}

}  // namespace
}  // namespace hamstring::bench

int main(int argc, char** argv) {
  using namespace hamstring::bench;
  add_known_models(register_model);
  register_model(
      "Gait2392_Millard",
      data_folder() / "opensim-org+opensim-models/Models/Gait2392_Simbody/gait2392_millard2012muscle.osim");
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
