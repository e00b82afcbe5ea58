// Time of one plan over a 200-day history (goal: 5 ms) and of a plan for a thousand people (goal: 5 s).
#include <benchmark/benchmark.h>

#include "rehab/next_test.h"
#include "rehab/plan.h"
#include "tests/rehab/random_history.h"

namespace hamstring::rehab {
namespace {

void plan_of_200_days(benchmark::State& state) {
  RandomHistory random(1);
  const Case history = random.make(200);
  const Day today = latest_day(history).value();
  for (auto _ : state) benchmark::DoNotOptimize(plan(shared_knowledge(), history, today));
  state.counters["entries"] = static_cast<double>(history.entries.size());
}
BENCHMARK(plan_of_200_days)->Unit(benchmark::kMillisecond);

void plans_of_1000_people(benchmark::State& state) {
  std::vector<Case> people;
  for (std::uint64_t i = 0; i < 1000; ++i) people.push_back(RandomHistory(i).make(60));
  for (auto _ : state) {
    for (const Case& person : people)
      benchmark::DoNotOptimize(plan(shared_knowledge(), person, latest_day(person).value()));
  }
}
BENCHMARK(plans_of_1000_people)->Unit(benchmark::kSecond)->Iterations(1);

void next_test_of_20_days(benchmark::State& state) {
  const Case history = RandomHistory(1).make(20);
  for (auto _ : state)
    benchmark::DoNotOptimize(next_test(shared_knowledge(), history, latest_day(history).value()));
}
BENCHMARK(next_test_of_20_days)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hamstring::rehab

BENCHMARK_MAIN();
