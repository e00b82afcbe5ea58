// How long a plan takes: one person's 200 days, a thousand people, and reading what the program knows.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <vector>

#include "bench/reference_kernel.h"
#include "knowledge/knowledge.h"
#include "rehab/plan/next_test.h"
#include "rehab/plan/plan.h"
#include "tests/rehab/random_history.h"

namespace {

using namespace hamstring;
using namespace hamstring::rehab;

/// Time of one iteration in yardsticks: compare these, machines differ.
void count_yardsticks(benchmark::State& state) {
  state.counters["yardsticks"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * hamstring::bench::reference_kernel_seconds(),
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void plan_after_200_days(benchmark::State& state) {
  const Case history = RandomHistory(7).make(200);
  const Day today = latest_day(history).value();
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(plan(shared_knowledge(), history, today));
  count_yardsticks(state);
  state.counters["entries"] = static_cast<double>(history.entries.size());
}
BENCHMARK(plan_after_200_days)->Unit(benchmark::kMillisecond);

void plans_of_1000_people(benchmark::State& state) {
  std::vector<Case> people;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) people.push_back(RandomHistory(seed).make(200));
  for ([[maybe_unused]] auto _ : state) {
    for (const Case& person : people)
      benchmark::DoNotOptimize(plan(shared_knowledge(), person, latest_day(person).value()));
  }
  count_yardsticks(state);
}
BENCHMARK(plans_of_1000_people)->Unit(benchmark::kMillisecond)->Iterations(1);

void next_test_after_30_days(benchmark::State& state) {
  const Case history = RandomHistory(7).make(30);
  const Day today = latest_day(history).value();
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(next_test(shared_knowledge(), history, today));
  count_yardsticks(state);
}
BENCHMARK(next_test_after_30_days)->Unit(benchmark::kMillisecond);

void load_everything_known(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) {
    hamstring::Diagnostics diagnostics;
    benchmark::DoNotOptimize(
        load_knowledge(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data", diagnostics));
  }
}
BENCHMARK(load_everything_known)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
