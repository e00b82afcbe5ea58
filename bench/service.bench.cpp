// How long the app's answers take for somebody who told something on most days of two years.
#include <benchmark/benchmark.h>

#include "bench/reference_kernel.h"
#include "knowledge/knowledge.h"
#include "rehab/plan/plan.h"
#include "store/packed.h"
#include "tests/rehab/random_history.h"
#include "view/course_view.h"
#include "view/people_row.h"
#include "view/today_view.h"

namespace {

using namespace hamstring;

const rehab::Case& two_years() {
  static const rehab::Case history = rehab::RandomHistory(7).make(730);
  return history;
}

Day last_day() {
  return rehab::latest_day(two_years()).value();
}

const service::Words& english() {
  static const service::Words words(rehab::shared_knowledge(),
                                    service::catalog_of(rehab::shared_knowledge(), "en"));
  return words;
}

/// Time of one iteration in yardsticks: compare these, machines differ.
void count_yardsticks(benchmark::State& state) {
  state.counters["yardsticks"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * bench::reference_kernel_seconds(),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void today_of_two_years(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(service::today_json(english(), two_years(), last_day(), {}));
  count_yardsticks(state);
  state.counters["entries"] = static_cast<double>(two_years().entries.size());
}
BENCHMARK(today_of_two_years)->Unit(benchmark::kMillisecond);

void row_of_two_years(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(
        service::person_row_json(english(), {.id = "p", .name = "P"}, two_years(), last_day(), true));
  count_yardsticks(state);
}
BENCHMARK(row_of_two_years)->Unit(benchmark::kMillisecond);

void timeline_of_two_years(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(service::course_json(english(), two_years(), last_day()));
  count_yardsticks(state);
}
BENCHMARK(timeline_of_two_years)->Unit(benchmark::kMillisecond);

/// What is written down of a day: how much room it takes, and how long that takes.
void pack_what_was_shown(benchmark::State& state) {
  const std::string text = service::today_json(english(), two_years(), last_day(), {}).dump();
  std::size_t packed = 0;
  for ([[maybe_unused]] auto _ : state) packed = store::pack(text).size();
  count_yardsticks(state);
  state.counters["bytes"] = static_cast<double>(text.size());
  state.counters["packed"] = static_cast<double>(packed);
}
BENCHMARK(pack_what_was_shown)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
