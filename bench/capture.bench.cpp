// Bytes a second of the C3D reader, in all six encodings, and time of a frame of inverse kinematics.
// Recordings come from the shared data folder; those that are absent are left out with a message.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "bench/known_models.h"
#include "bench/reference_kernel.h"
#include "core/file.h"
#include "formats/c3d/c3d_reader.h"
#include "formats/setup/inverse_kinematics_setup.h"
#include "formats/trc/trc_reader.h"
#include "kinematics/inverse_kinematics.h"
#include "tests/support/c3d_writer.h"

namespace hamstring::bench {
namespace {

/// 60 markers at 250 Hz and 60 signals at 1500 Hz for 24 seconds.
std::string recording(testing::C3dProcessor processor, bool real) {
  constexpr std::size_t frames = 6000, points = 60, channels = 60;
  constexpr int samples = 6;
  testing::C3dSketch sketch{
      .processor = processor, .real = real, .rate_hz = 250.0, .samples_per_frame = samples};
  for (std::size_t p = 0; p < points; ++p) sketch.labels.push_back(fmt::format("M{}", p));
  for (std::size_t f = 0; f < frames; ++f) {
    std::vector<Vec3>& frame = sketch.frames.emplace_back();
    for (std::size_t p = 0; p < points; ++p)
      frame.emplace_back(1000.0 * std::sin(0.01 * static_cast<double>(f + p)), 3.0 * static_cast<double>(p),
                         900.0);
  }
  for (std::size_t c = 0; c < channels; ++c) {
    std::vector<double>& signal = sketch.signals.emplace_back(frames * samples);
    for (std::size_t s = 0; s < signal.size(); ++s)
      signal[s] = std::round(1000.0 * std::sin(0.02 * static_cast<double>(s + c)));
  }
  sketch.parameters = {{"ANALOG", "SCALE", std::vector<double>(channels, 1.0)}};
  return write_c3d(sketch);
}

void read(benchmark::State& state, const std::string& text) {
  for ([[maybe_unused]] auto _ : state) {
    Diagnostics diagnostics;
    auto capture = parse_c3d(text, "bench.c3d", {}, diagnostics);
    benchmark::DoNotOptimize(capture);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}

struct Trial {
  model::Model model;
  MarkerTrajectories markers;
  kinematics::FitTasks tasks;
  kinematics::InverseKinematicsOptions options;
};

std::shared_ptr<const Trial> trial_of(const std::filesystem::path& path) {
  Diagnostics diagnostics;
  const auto content = read_file(path);
  const auto setup = content ? parse_inverse_kinematics_setup(*content, path, diagnostics)
                             : Result<InverseKinematicsSetup>(failure("absent"));
  if (!setup) {
    fmt::print(stderr, "left out: {} (not here)\n", path.string());
    return nullptr;
  }
  auto model = known_model(setup->model_file);
  auto markers = read_trc(setup->marker_file, diagnostics);
  if (!model || !markers) return nullptr;
  Trial trial{.model = *std::move(model),
              .markers = *std::move(markers),
              .tasks = {},
              .options = {.from_s = setup->initial_time_s, .to_s = setup->final_time_s}};
  for (const IkMarkerTask& task : setup->markers) trial.tasks.markers.push_back({task.marker, task.weight});
  for (const IkCoordinateTask& task : setup->coordinates)
    trial.tasks.coordinates.push_back({.coordinate = task.coordinate, .weight = task.weight});
  return std::make_shared<const Trial>(std::move(trial));
}

void fit(benchmark::State& state, const Trial& trial) {
  double frames = 0.0, steps = 0.0;
  for ([[maybe_unused]] auto _ : state) {
    Diagnostics diagnostics;
    const auto fitted = fit_markers(trial.model, trial.markers, trial.tasks, trial.options, diagnostics);
    frames += static_cast<double>(fitted->frames.size());
    for (const auto& frame : fitted->frames) steps += frame.iterations;
  }
  state.counters["steps_a_frame"] = steps / frames;
  count_frames(state, frames);
}

}  // namespace
}  // namespace hamstring::bench

int main(int argc, char** argv) {
  using namespace hamstring::bench;
  using hamstring::testing::C3dProcessor;
  for (const auto& [name, processor] :
       {std::pair("intel", C3dProcessor::intel), {"dec", C3dProcessor::dec}, {"sgi", C3dProcessor::sgi}}) {
    for (const bool real : {true, false}) {
      auto text = std::make_shared<const std::string>(recording(processor, real));
      benchmark::RegisterBenchmark(fmt::format("c3d/{}_{}", name, real ? "reals" : "words").c_str(),
                                   [=](benchmark::State& state) { read(state, *text); });
    }
  }
  for (const char* name : {"gait2392-walk-ik", "hamner-run-ik"}) {
    if (const auto trial = trial_of(data_folder() / "opensim-reference" / name / "setup.xml"))
      benchmark::RegisterBenchmark(name, [=](benchmark::State& state) { fit(state, *trial); });
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
