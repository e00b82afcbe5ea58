#include "signal/resample.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "signal/spline.h"

namespace hamstring {
namespace {

std::vector<double> padded(std::span<const double> values, std::size_t pad) {
  std::vector<double> result;
  result.reserve(values.size() + 2 * pad);
  for (std::size_t i = pad; i >= 1; --i) result.push_back(2.0 * values.front() - values[i]);
  result.insert(result.end(), values.begin(), values.end());
  const std::size_t last = values.size() - 1;
  for (std::size_t i = 1; i <= pad; ++i) result.push_back(2.0 * values[last] - values[last - i]);
  return result;
}

}  // namespace

double smallest_interval(std::span<const double> time_s) {
  double smallest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < time_s.size(); ++i) smallest = std::min(smallest, time_s[i] - time_s[i - 1]);
  return smallest;
}

bool is_uniform(std::span<const double> time_s) {
  if (time_s.size() < 2) return true;
  const double mean = (time_s.back() - time_s.front()) / static_cast<double>(time_s.size() - 1);
  return mean - smallest_interval(time_s) <= std::numeric_limits<double>::epsilon();
}

Result<TimeSeries> resample_uniformly(const TimeSeries& table, double interval_s) {
  if (!(interval_s > 0.0))
    return failure(fmt::format("the interval must be positive, it is {} s", interval_s));
  if (table.rows() == 0) return failure("there are no rows to resample");
  const double first = table.time_s().front();
  const double last = table.time_s().back();
  interval_s = std::max(interval_s, (last - first) / static_cast<double>(resample_limit));
  std::vector<double> times;
  for (double time = first; time <= last && times.size() <= resample_limit; time += interval_s)
    times.push_back(time);
  TimeSeries result(std::move(times), table.labels());
  for (std::size_t c = 0; c < table.columns(); ++c) {
    const Result<NaturalSpline> spline = NaturalSpline::fit(table.time_s(), table.column(c));
    if (!spline) {
      Error error = spline.error();
      error.element = table.labels()[c];
      return failure(std::move(error));
    }
    for (std::size_t r = 0; r < result.rows(); ++r) result(r, c) = spline->value(result.time_s()[r]);
  }
  return result;
}

TimeSeries pad_by_reflection(const TimeSeries& table, std::size_t pad) {
  TimeSeries result(padded(table.time_s(), pad), table.labels());
  for (std::size_t c = 0; c < table.columns(); ++c) {
    std::ranges::copy(padded(table.column(c), pad), result.column(c).begin());
  }
  return result;
}

}  // namespace hamstring
