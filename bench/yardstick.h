// What speed is stated in: the time of one 64 × 64 product of doubles on the same machine in the same run.
#pragma once

#include <benchmark/benchmark.h>

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <ctime>

namespace hamstring::bench {

/// The yardstick in processor time, as the counters are: a machine that others use as well stretches both
/// alike.
inline double yardstick_seconds() {
  using Matrix = Eigen::Matrix<double, 64, 64>;
  static const double seconds = [] {
    const Matrix a = Matrix::Random();
    const Matrix b = Matrix::Random();
    Matrix c;
    constexpr int products = 400;
    std::array<double, 15> measured{};
    for (double& s : measured) {
      const std::clock_t start = std::clock();
      for (int i = 0; i < products; ++i) {
        c.noalias() = a * b;
        benchmark::DoNotOptimize(c.data());
      }
      s = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / products;
    }
    std::ranges::sort(measured);
    return measured[measured.size() / 2];
  }();
  return seconds;
}

}  // namespace hamstring::bench
