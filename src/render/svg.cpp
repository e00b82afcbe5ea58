#include "render/svg.h"

#include <fmt/format.h>

#include <cmath>

namespace hamstring::render {

std::string coordinate(double px) {
  constexpr double largest = 1e6;  // far outside of any drawing
  if (!std::isfinite(px) || std::abs(px) > largest) return "0";
  const double rounded = std::round(px * 10.0) / 10.0;
  if (rounded == 0.0) return "0";
  return fmt::format("{}", rounded);
}

std::vector<double> round_ticks(double min, double max, std::size_t wanted) {
  if (!std::isfinite(min) || !std::isfinite(max) || !(max > min) || wanted == 0) return {0.0, 1.0};
  const double rough = (max - min) / static_cast<double>(wanted);
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10.0 * power;
  for (const double factor : {5.0, 2.0, 1.0}) {
    if (factor * power >= rough * (1.0 - 1e-9)) step = factor * power;
  }
  // Rounding must not add a tick beyond a range that ends on a round number.
  const double first = std::floor(min / step + 1e-9);
  const double last = std::ceil(max / step - 1e-9);
  std::vector<double> ticks;
  for (double n = first; n <= last; ++n) ticks.push_back(n * step);
  return ticks;
}

int tick_decimals(const std::vector<double>& ticks) {
  if (ticks.size() < 2) return 0;
  const double step = ticks[1] - ticks[0];
  return static_cast<int>(std::max(0.0, std::ceil(-std::log10(step) - 1e-9)));
}

std::string line_path(std::span<const double> x, std::span<const double> y, const Scale& x_scale,
                      const Scale& y_scale) {
  std::string path;
  bool is_drawing = false;
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    const bool is_known = std::isfinite(x[i]) && std::isfinite(y[i]);
    if (is_known) {
      path += fmt::format("{}{} {}", is_drawing ? 'L' : 'M', coordinate(x_scale(x[i])),
                          coordinate(y_scale(y[i])));
    }
    is_drawing = is_known;
  }
  return path;
}

std::string band_path(std::span<const double> x, std::span<const double> y, std::span<const double> half,
                      const Scale& x_scale, const Scale& y_scale) {
  std::string path;
  const std::size_t count = std::min({x.size(), y.size(), half.size()});
  const auto is_known = [&](std::size_t i) {
    return std::isfinite(x[i]) && std::isfinite(y[i]) && std::isfinite(half[i]);
  };
  for (std::size_t start = 0; start < count; ++start) {
    if (!is_known(start)) continue;
    std::size_t end = start;
    while (end < count && is_known(end)) ++end;
    for (std::size_t i = start; i < end; ++i) {
      path += fmt::format("{}{} {}", i == start ? 'M' : 'L', coordinate(x_scale(x[i])),
                          coordinate(y_scale(y[i] + half[i])));
    }
    for (std::size_t i = end; i-- > start;) {
      path += fmt::format("L{} {}", coordinate(x_scale(x[i])), coordinate(y_scale(y[i] - half[i])));
    }
    path += 'Z';
    start = end;
  }
  return path;
}

}  // namespace hamstring::render
