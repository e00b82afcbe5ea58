// Time of one frame: poses, then lengths, lengthening speeds and moment arms of all muscles about all
// coordinates they cross; the same for the eight hamstrings alone; and reading a model. Recordings come from
// the shared data folder; benchmarks whose model is absent are left out with a message.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <memory>
#include <random>

#include "bench/allocations.h"
#include "bench/known_models.h"
#include "bench/reference_kernel.h"
#include "formats/osim/osim_reader.h"
#include "model/compile.h"
#include "muscle/hamstrings.h"
#include "muscle/muscle_paths.h"

namespace hamstring::bench {
namespace {

model::Model load(const std::filesystem::path& path) {
  Diagnostics diagnostics;
  const auto specification = read_osim(path, {}, diagnostics);
  if (!specification) return {};
  auto compiled = model::compile(*specification, diagnostics);
  return compiled ? std::move(*compiled) : model::Model{};
}

/// Poses within the coordinates' ranges, so that every branch of a path is taken now and then.
std::vector<std::vector<double>> random_poses(const model::Model& model, std::size_t count) {
  std::mt19937 random(1);
  std::vector<std::vector<double>> poses;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<double> q;
    for (const model::Coordinate& coordinate : model.coordinates) {
      const double low = std::max(coordinate.range[0], -2.0);
      const double high = std::min(coordinate.range[1], 2.0);
      q.push_back(low < high ? std::uniform_real_distribution<double>(low, high)(random)
                             : coordinate.default_value);
    }
    poses.push_back(std::move(q));
  }
  return poses;
}

void run_frames(benchmark::State& state, const model::Model& model,
                const muscle::MuscleSelection& selection) {
  const auto poses_q = random_poses(model, 256);
  const std::vector<double> speeds(model.coordinates.size(), 0.5);
  kinematics::Poses poses(model);
  muscle::MusclePathWorkspace workspace(model);
  muscle::MusclePaths paths(model);
  std::size_t frame = 0;
  const std::size_t before = allocation_count();
  for ([[maybe_unused]] auto _ : state) {
    compute_poses(model, selection.joints, poses_q[frame++ % poses_q.size()], poses);
    compute_muscle_paths(model, selection, poses, speeds, Compatibility::physics, workspace, paths);
    benchmark::DoNotOptimize(paths.length_m.data());
    benchmark::ClobberMemory();
  }
  const auto frames = static_cast<double>(state.iterations());
  state.counters["allocations_per_frame"] = static_cast<double>(allocation_count() - before) / frames;
  state.counters["muscles"] = static_cast<double>(selection.muscles.size());
  // Frames per reference kernel; its inverse is the ratio reported in docs/performance.md.
  state.counters["kernels_per_frame"] = benchmark::Counter(
      frames * reference_kernel_seconds(), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

muscle::MuscleSelection hamstrings_of(const model::Model& model) {
  Diagnostics diagnostics;
  const auto map = muscle::find_hamstrings(model, {}, diagnostics);
  std::vector<MuscleIndex> muscles;
  if (map) {
    for (const muscle::Leg& leg : map->legs) {
      for (const MuscleIndex m : leg.muscles) {
        if (m.is_valid()) muscles.push_back(m);
      }
    }
  }
  return muscle::select_muscles(model, std::move(muscles));
}

void register_model(const std::string& name, const std::filesystem::path& path) {
  auto known = known_model(path);
  if (!known) return;
  auto model = std::make_shared<const model::Model>(*std::move(known));
  benchmark::RegisterBenchmark((name + "/all_muscles").c_str(), [model](benchmark::State& state) {
    run_frames(state, *model, muscle::all_muscles(*model));
  });
  benchmark::RegisterBenchmark((name + "/hamstrings").c_str(), [model](benchmark::State& state) {
    run_frames(state, *model, hamstrings_of(*model));
  });
  benchmark::RegisterBenchmark((name + "/read_and_compile").c_str(), [path](benchmark::State& state) {
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(load(path));
  })->Unit(benchmark::kMillisecond);
}

void run_reference(benchmark::State& state) {
  using Matrix = Eigen::Matrix<double, 64, 64>;
  const Matrix a = Matrix::Random();
  const Matrix b = Matrix::Random();
  Matrix c;
  for ([[maybe_unused]] auto _ : state) {
    c.noalias() = a * b;
    benchmark::DoNotOptimize(c.data());
    benchmark::ClobberMemory();
  }
}

}  // namespace
}  // namespace hamstring::bench

int main(int argc, char** argv) {
  benchmark::RegisterBenchmark("eigen_64x64_product", hamstring::bench::run_reference);
  hamstring::bench::add_known_models(hamstring::bench::register_model);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
