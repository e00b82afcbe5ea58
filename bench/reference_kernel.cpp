#include "bench/reference_kernel.h"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <ctime>

namespace hamstring::bench {
namespace {

double measure() {
  using Matrix = Eigen::Matrix<double, 64, 64>;
  static Matrix a = Matrix::Random();
  static Matrix b = Matrix::Random();
  static Matrix c;
  constexpr int products = 400;
  std::array<double, 15> seconds{};
  for (double& s : seconds) {
    const std::clock_t start = std::clock();
    for (int i = 0; i < products; ++i) {
      c.noalias() = a * b;
      benchmark::DoNotOptimize(c.data());
    }
    s = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / products;
  }
  std::ranges::sort(seconds);
  return seconds[seconds.size() / 2];
}

}  // namespace

double reference_kernel_seconds() {
  static const double seconds = measure();
  return seconds;
}

void count_frames(benchmark::State& state, double done) {
  state.counters["yardsticks_per_frame"] = benchmark::Counter(
      done * reference_kernel_seconds(), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["us_per_frame"] =
      benchmark::Counter(done * 1e-6, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

}  // namespace hamstring::bench
