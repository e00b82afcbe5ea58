#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "movement/movement.h"

namespace hamstring::movement {
namespace {

constexpr double rows_max = 1e7;
constexpr std::string_view advancing_coordinate = "pelvis_tx";

std::vector<double> sample(const Curve& curve, const Movement& movement, const std::vector<double>& time_s,
                           double first_phase) {
  std::vector<double> values(time_s.size());
  const bool advances = curve.coordinate == advancing_coordinate;
  for (std::size_t row = 0; row < time_s.size(); ++row) {
    values[row] = value_at(curve.series, first_phase + time_s[row] / movement.cycle_time_s);
    if (advances) values[row] += movement.speed_m_per_s * time_s[row];
  }
  return values;
}

}  // namespace

double value_at(const FourierSeries& series, double phase) {
  const double turn = 2.0 * std::numbers::pi * (phase - std::floor(phase));
  double value = series.mean;
  for (std::size_t k = 0; k < series.cos.size(); ++k) {
    const double angle = turn * static_cast<double>(k + 1);
    value += series.cos[k] * std::cos(angle) + series.sin[k] * std::sin(angle);
  }
  return value;
}

Result<TimeSeries> movement_as_table(const Movement& movement, const Sampling& sampling) {
  const double duration_s = sampling.cycles * movement.cycle_time_s;
  if (!(sampling.cycles > 0.0) || !(sampling.rate_hz > 0.0) ||
      !std::isfinite(duration_s * sampling.rate_hz)) {
    return failure(
        fmt::format("a movement needs a positive number of cycles and a positive rate; got {} and {} Hz",
                    sampling.cycles, sampling.rate_hz));
  }
  // A hair more than the quotient, so that a last sample that falls on the end is not lost to rounding.
  const double rows = std::floor(duration_s * sampling.rate_hz + 1e-6) + 1.0;
  if (rows > rows_max) {
    return failure(
        fmt::format("{} cycles at {} Hz are more than {} rows", sampling.cycles, sampling.rate_hz, rows_max));
  }
  std::vector<double> time_s(static_cast<std::size_t>(rows));
  for (std::size_t row = 0; row < time_s.size(); ++row)
    time_s[row] = static_cast<double>(row) / sampling.rate_hz;

  TimeSeries table(time_s, {});
  for (const Curve& curve : movement.curves) {
    const bool two_sided = curve.symmetry == Symmetry::legs;
    table.add_column(two_sided ? curve.coordinate + "_r" : curve.coordinate,
                     sample(curve, movement, time_s, sampling.first_phase));
    if (two_sided) {
      table.add_column(curve.coordinate + "_l",
                       sample(curve, movement, time_s, sampling.first_phase - movement.left_lag_cycles));
    }
  }
  return table;
}

}  // namespace hamstring::movement
