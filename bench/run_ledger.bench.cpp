// How long files of watches take to become a ledger: one run, and forty people with three hundred runs each.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "analysis/run_ledger.h"
#include "bench/reference_kernel.h"
#include "core/file.h"
#include "tests/support/fit_bytes.h"
#include "tests/support/simulated_run.h"

namespace {

using namespace hamstring;

constexpr std::size_t people = 40, runs_each = 300;
/// Different runs; each is written again under other dates.
constexpr std::size_t different_runs = 24;

std::uint64_t unsigned_of(double value, double scale, double offset, std::uint64_t none) {
  return std::isfinite(value) ? static_cast<std::uint64_t>(std::llround((value + offset) * scale)) : none;
}

std::uint64_t semicircles(double degrees) {
  return std::isfinite(degrees) ? static_cast<std::uint32_t>(
                                      static_cast<std::int32_t>(std::lround(degrees * 2147483648.0 / 180.0)))
                                : 0x7FFFFFFFU;
}

/// As a watch writes it: time, place, distance, speed, cadence each second.
std::string fit_of(const Activity& run, double later_s) {
  static constexpr double fit_epoch_s = 631'065'600.0;
  FitBytesMaker made;
  made.activity();
  made.define(1, 20, {{253, 4, 0x86}, {0, 4, 0x85}, {1, 4, 0x85}, {5, 4, 0x86}, {6, 2, 0x84}, {4, 1, 0x02}});
  for (const ActivitySample& sample : run.samples)
    made.begin(1)
        .number(static_cast<std::uint64_t>(sample.time_s + later_s - fit_epoch_s), 4)
        .number(semicircles(sample.latitude_deg), 4)
        .number(semicircles(sample.longitude_deg), 4)
        .number(unsigned_of(sample.distance_m, 100.0, 0.0, 0xFFFFFFFFU), 4)
        .number(unsigned_of(sample.speed_m_per_s, 1000.0, 0.0, 0xFFFFU), 2)
        .number(unsigned_of(sample.cadence_per_min, 1.0, 0.0, 0xFFU), 1);
  return made.text();
}

const std::vector<Activity>& simulated_runs() {
  static const std::vector<Activity> runs = [] {
    std::vector<Activity> made;
    for (std::uint64_t seed = 0; seed < different_runs; ++seed)
      made.push_back(hamstring::testing::simulated_run(seed, hamstring::testing::SimulatedDevice::watch,
                                                       40.0 + static_cast<double>(seed))
                         .recorded);
    return made;
  }();
  return runs;
}

analysis::RunQuestion question() {
  return {.day_of = [](double utc_s) -> Result<Day> { return day_of(Activity{.start_s = utc_s}, 3600.0); },
          .today = parse_day("2026-01-01").value()};
}

std::array<exposure::StretchAtSpeed, 3> models() {
  std::array<exposure::StretchAtSpeed, 3> all;
  for (std::size_t m = 0; m < all.size(); ++m)
    all[m] = {.muscle = exposure::long_hamstrings[m],
              .steady = {{1.2, 0.04, 0.01, 0.0}, {2.8, 0.05, 0.01, 0.0}},
              .near_top = {0.0, 0.08, 0.01, 0.02}};
  return all;
}

double most_memory_mb() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024.0;
}

/// A year of one person; made once, as no time is to go into making.
const std::vector<analysis::RunFile>& a_year() {
  static const std::vector<analysis::RunFile> made = [] {
    std::vector<analysis::RunFile> files;
    for (std::size_t n = 0; n < runs_each; ++n)
      files.push_back({.name = std::to_string(n) + ".fit",
                       .content = fit_of(simulated_runs()[n % different_runs],
                                         86'400.0 * static_cast<double>(n) * 365.0 / runs_each)});
    return files;
  }();
  return made;
}

void read_a_year() {
  const auto all = models();
  benchmark::DoNotOptimize(analysis::run_ledger(a_year(), question(), all));
}

void a_year_of_one_person(benchmark::State& state) {
  benchmark::DoNotOptimize(a_year().size());
  for ([[maybe_unused]] auto _ : state) read_a_year();
  state.counters["peak_MB"] = most_memory_mb();
  state.counters["yardsticks"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * hamstring::bench::reference_kernel_seconds(),
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(a_year_of_one_person)->Unit(benchmark::kMillisecond);

/// Two at a time, as two cores do it.
void a_year_of_forty_people(benchmark::State& state) {
  benchmark::DoNotOptimize(a_year().size());
  for ([[maybe_unused]] auto _ : state) {
    std::array<std::jthread, 2> workers;
    for (std::size_t w = 0; w < workers.size(); ++w)
      workers[w] = std::jthread([w] {
        for (std::size_t person = w; person < people; person += 2) read_a_year();
      });
  }
  state.counters["peak_MB"] = most_memory_mb();
}
BENCHMARK(a_year_of_forty_people)
    ->Unit(benchmark::kSecond)
    ->Iterations(1)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

/// The fenix 2 run of 9007 m, where the shared recordings are (HAMSTRING_SHARED_DATA).
void a_recorded_run(benchmark::State& state) {
  const char* folder = std::getenv("HAMSTRING_SHARED_DATA");
  const auto path = std::filesystem::path(folder == nullptr ? "" : folder) /
                    "polyvertex+fitdecode/tests/files/activity-small-fenix2-run.fit";
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    state.SkipWithError("the recording is not here: set HAMSTRING_SHARED_DATA");
    return;
  }
  const std::vector<analysis::RunFile> files{
      {.name = "run.fit",
       .content = std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>())}};
  const auto all = models();
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(analysis::run_ledger(files, question(), all));
}
BENCHMARK(a_recorded_run)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
