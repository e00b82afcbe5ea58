// Time of a frame of inverse dynamics: low-pass and two derivatives of all coordinates, padding included, and
// the recursion over the tree with loads on both feet; each alone and both together, by how many numbers at
// once. Models come from the shared data folder; those that are absent are left out with a message.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <memory>

#include "bench/known_models.h"
#include "bench/reference_kernel.h"
#include "dynamics/inverse_dynamics.h"
#include "kinematics/accelerations.h"
#include "signal/lane_width.h"

namespace hamstring::bench {
namespace {

constexpr std::size_t frames = 1000;  // ten seconds at 100 Hz

struct Case {
  model::Model model;
  JointMotion motion;
  CoordinateMotion smooth;
  std::vector<dynamics::BodyLoad> loads;
};

Case make_case(model::Model model) {
  Case made{.model = std::move(model), .motion = {}, .smooth = {}, .loads = {}};
  const std::size_t n = made.model.coordinates.size();
  made.motion.coordinates = n;
  made.motion.is_given.assign(n, true);
  for (std::size_t f = 0; f < frames; ++f) {
    made.motion.time_s.push_back(0.01 * static_cast<double>(f));
    for (std::size_t c = 0; c < n; ++c) {
      made.motion.values.push_back(
          0.3 * std::sin((2.0 + 0.1 * static_cast<double>(c)) * made.motion.time_s.back()));
      made.motion.speeds.push_back(0.0);
    }
  }
  Diagnostics diagnostics;
  made.smooth = *coordinate_motion(made.model, made.motion, {.lowpass_hz = 12.0}, diagnostics);
  for (const char* name : {"calcn_r", "calcn_l"}) {
    const BodyIndex body = made.model.find_body(name);
    if (body.is_valid())
      made.loads.push_back({.body = body, .wrench = std::vector<double>(6 * frames, 100.0)});
  }
  return made;
}

void smooth(benchmark::State& state, const Case& c, int lanes) {
  Diagnostics diagnostics;
  for ([[maybe_unused]] auto _ : state) {
    auto motion = coordinate_motion(c.model, c.motion, {.lowpass_hz = 12.0, .lanes = lanes}, diagnostics);
    benchmark::DoNotOptimize(motion->value.data());
  }
  count_frames(state, static_cast<double>(state.iterations()) * static_cast<double>(frames));
}

void solve(benchmark::State& state, const Case& c, int lanes) {
  for ([[maybe_unused]] auto _ : state) {
    auto result = dynamics::inverse_dynamics(c.model, c.smooth, c.loads, {.lanes = lanes});
    benchmark::DoNotOptimize(result->generalized.data());
  }
  count_frames(state, static_cast<double>(state.iterations()) * static_cast<double>(frames));
}

void both(benchmark::State& state, const Case& c, int lanes) {
  Diagnostics diagnostics;
  for ([[maybe_unused]] auto _ : state) {
    auto motion = coordinate_motion(c.model, c.motion, {.lowpass_hz = 12.0, .lanes = lanes}, diagnostics);
    auto result = dynamics::inverse_dynamics(c.model, *motion, c.loads, {.lanes = lanes});
    benchmark::DoNotOptimize(result->generalized.data());
  }
  count_frames(state, static_cast<double>(state.iterations()) * static_cast<double>(frames));
}

void register_model(const std::string& name, const std::filesystem::path& path) {
  auto model = known_model(path);
  if (!model) return;
  auto made = std::make_shared<const Case>(make_case(*std::move(model)));
  for (const int lanes : {2, 4, 8}) {
    if (lanes > lane_width()) continue;
    const std::string label = fmt::format("{}/{}_lanes/", name, lanes);
    benchmark::RegisterBenchmark((label + "filter_and_differentiate").c_str(),
                                 [=](benchmark::State& state) { smooth(state, *made, lanes); });
    benchmark::RegisterBenchmark((label + "recursion").c_str(),
                                 [=](benchmark::State& state) { solve(state, *made, lanes); });
    benchmark::RegisterBenchmark((label + "both").c_str(),
                                 [=](benchmark::State& state) { both(state, *made, lanes); });
  }
}

}  // namespace
}  // namespace hamstring::bench

int main(int argc, char** argv) {
  hamstring::bench::add_known_models(hamstring::bench::register_model);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
