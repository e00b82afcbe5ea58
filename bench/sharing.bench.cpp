// Time of a frame of sharing: the moments of both legs and the trunk among all muscles of a model,
// multipliers warm from the frame before, certificates on. Forces and moment arms are made beforehand. Models
// come from the shared data folder; those that are absent are left out with a message.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <memory>

#include "bench/known_models.h"
#include "bench/reference_kernel.h"
#include "muscle/moment_sharing.h"
#include "muscle/muscle_history.h"

namespace hamstring::bench {
namespace {

constexpr std::size_t frames = 200;

struct Part {
  std::size_t rows = 0, unknowns = 0;
  std::vector<double> effect, demand;  ///< [frame][row, unknown], [frame][row]
  std::vector<double> lower, upper;
};

/// Joints that swing, moments of muscles that become active and rest in turn; a reserve of 1 N m a row.
std::vector<Part> make_parts(const model::Model& model) {
  JointMotion motion;
  motion.coordinates = model.coordinates.size();
  motion.is_given.assign(motion.coordinates, true);
  for (std::size_t f = 0; f < frames; ++f) {
    const double t = 0.01 * static_cast<double>(f);
    motion.time_s.push_back(t);
    for (std::size_t c = 0; c < motion.coordinates; ++c) {
      motion.values.push_back(0.3 * std::sin((2.0 + 0.1 * static_cast<double>(c)) * t));
      motion.speeds.push_back(0.0);
    }
  }
  const std::vector<CoordinateIndex> rows = muscle::free_coordinates(model);
  const auto history = muscle::compute_muscle_history(model, muscle::all_muscles(model), motion,
                                                      {.moment_arm_coordinates = rows});
  const std::size_t n = model.muscles.size();
  std::vector<bool> acts(rows.size() * n);
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t j = 0; j < n; ++j) acts[r * n + j] = history.moment_arm_m[r](0, j) != 0.0;
  std::vector<Part> parts;
  for (const muscle::SharingPart& of : muscle::independent_parts(rows.size(), n, acts)) {
    if (of.unknowns.empty()) continue;
    Part part{
        .rows = of.rows.size(), .unknowns = of.unknowns.size() + of.rows.size(), .effect = {}, .demand = {}};
    part.lower.assign(of.unknowns.size(), 0.01);
    part.upper.assign(of.unknowns.size(), 1.0);
    part.lower.resize(part.unknowns, -std::numeric_limits<double>::infinity());
    part.upper.resize(part.unknowns, std::numeric_limits<double>::infinity());
    for (std::size_t f = 0; f < frames; ++f) {
      for (std::size_t r = 0; r < part.rows; ++r) {
        double sum = 0.0;
        for (std::size_t j = 0; j < of.unknowns.size(); ++j) {
          const std::size_t m = of.unknowns[j];
          const double moment =
              history.moment_arm_m[of.rows[r]](f, m) * model.muscles[m].parameters.max_isometric_force_n;
          part.effect.push_back(moment);
          sum +=
              moment * std::max(0.0, 0.3 * std::sin(0.05 * static_cast<double>(f) + static_cast<double>(m)));
        }
        for (std::size_t k = 0; k < part.rows; ++k) part.effect.push_back(k == r ? 1.0 : 0.0);
        part.demand.push_back(sum);
      }
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

void solve(benchmark::State& state, const std::vector<Part>& parts, double exponent) {
  std::vector<muscle::SharingWorkspace> workspaces(parts.size());
  std::vector<double> x(1000);
  std::size_t steps = 0, solved = 0, asked = 0;
  for ([[maybe_unused]] auto _ : state) {
    for (std::size_t f = 0; f < frames; ++f) {
      for (std::size_t k = 0; k < parts.size(); ++k) {
        const Part& p = parts[k];
        const auto outcome = muscle::share(
            {.rows = p.rows,
             .unknowns = p.unknowns,
             .effect = std::span(p.effect).subspan(f * p.rows * p.unknowns, p.rows * p.unknowns),
             .demand = std::span(p.demand).subspan(f * p.rows, p.rows),
             .lower = p.lower,
             .upper = p.upper},
            {.exponent = exponent}, workspaces[k], std::span(x).first(p.unknowns));
        steps += static_cast<std::size_t>(outcome.steps);
        ++asked;
        solved += outcome.status == muscle::SharingStatus::solved ? 1 : 0;
        benchmark::DoNotOptimize(x.data());
      }
    }
  }
  state.counters["parts"] = static_cast<double>(parts.size());
  state.counters["steps"] = static_cast<double>(steps) / static_cast<double>(asked);
  state.counters["not_solved"] = static_cast<double>(asked - solved);
  count_frames(state, static_cast<double>(state.iterations()) * static_cast<double>(frames));
}

void register_model(const std::string& name, const std::filesystem::path& path) {
  const auto model = known_model(path);
  if (!model) return;
  auto parts = std::make_shared<const std::vector<Part>>(make_parts(*model));
  for (const double exponent : {2.0, 3.0}) {
    benchmark::RegisterBenchmark(fmt::format("{}/exponent_{}", name, exponent).c_str(),
                                 [=](benchmark::State& state) { solve(state, *parts, exponent); });
  }
}

}  // namespace
}  // namespace hamstring::bench

int main(int argc, char** argv) {
  using namespace hamstring::bench;
  add_known_models(register_model);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
