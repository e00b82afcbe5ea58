#include "bench/reference_kernel.h"

#include <benchmark/benchmark.h>

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <chrono>

namespace hamstring::bench {
namespace {

double measure() {
  using Matrix = Eigen::Matrix<double, 64, 64>;
  static Matrix a = Matrix::Random();
  static Matrix b = Matrix::Random();
  static Matrix c;
  constexpr int products = 200;
  std::array<double, 15> seconds{};
  for (double& s : seconds) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < products; ++i) {
      c.noalias() = a * b;
      benchmark::DoNotOptimize(c.data());
    }
    s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / products;
  }
  std::ranges::sort(seconds);
  return seconds[seconds.size() / 2];
}

}  // namespace

double reference_kernel_seconds() {
  static const double seconds = measure();
  return seconds;
}

}  // namespace hamstring::bench
