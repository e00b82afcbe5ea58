// How quick this machine is, and how free: one product of two 64 × 64 matrices of doubles again and again, on
// every core at once, for half a second. Prints the shortest and the mean of the times [µs]: on a machine
// that is free they are much the same.
#include <Eigen/Dense>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Matrix = Eigen::Matrix<double, 64, 64>;

struct Times {
  double shortest_us = 1e9, sum_us = 0.0, kept = 0.0;
  long products = 0;
};

Times measure(Clock::time_point end) {
  Times times;
  const Matrix a = Matrix::Random(), b = Matrix::Random();
  Matrix c;
  while (Clock::now() < end) {
    constexpr int together = 20;
    const auto begin = Clock::now();
    for (int i = 0; i < together; ++i) {
      c.noalias() = a * b;
      times.kept += c(i, i);
    }
    const double took = std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
    times.shortest_us = std::min(times.shortest_us, took / together);
    times.sum_us += took;
    times.products += together;
  }
  return times;
}

}  // namespace

int main() {
  std::vector<Times> all(std::max(1U, std::thread::hardware_concurrency()));
  const auto end = Clock::now() + std::chrono::milliseconds(500);
  {
    std::vector<std::jthread> threads;
    for (Times& times : all) threads.emplace_back([&times, end] { times = measure(end); });
  }
  Times sum;
  for (const Times& times : all) {
    sum.shortest_us = std::min(sum.shortest_us, times.shortest_us);
    sum.sum_us += times.sum_us;
    sum.products += times.products;
    sum.kept += times.kept;
  }
  if (sum.products == 0 || sum.kept != sum.kept) return 1;
  std::printf("%.1f %.1f\n", sum.shortest_us, sum.sum_us / static_cast<double>(sum.products));
  return 0;
}
