#include "exposure/sampling.h"

#include <algorithm>
#include <cmath>

namespace hamstring::exposure {

SampleRange samples_within(std::span<const double> time_s, const TimeSpan& span) {
  const auto first = std::ranges::lower_bound(time_s, span.start_s);
  const auto end = std::ranges::upper_bound(time_s, span.end_s);
  const auto position = [&](auto it) { return static_cast<std::size_t>(it - time_s.begin()); };
  return {position(first), std::max(position(first), position(end))};
}

double sample_at(std::span<const double> time_s, std::span<const double> values, double at_s) {
  if (time_s.empty() || values.size() != time_s.size()) return unknown_value;
  if (!(at_s >= time_s.front() && at_s <= time_s.back())) return unknown_value;
  const auto after = static_cast<std::size_t>(std::ranges::lower_bound(time_s, at_s) - time_s.begin());
  if (time_s[after] == at_s) return values[after];
  const double share = (at_s - time_s[after - 1]) / (time_s[after] - time_s[after - 1]);
  return std::lerp(values[after - 1], values[after], share);
}

bool is_covered(std::span<const double> time_s, std::span<const double> values, const TimeSpan& span) {
  if (!(span.start_s < span.end_s)) return false;
  if (std::isnan(sample_at(time_s, values, span.start_s))) return false;
  if (std::isnan(sample_at(time_s, values, span.end_s))) return false;
  const SampleRange inside = samples_within(time_s, span);
  if (inside.first == inside.end) return false;
  return std::ranges::none_of(values.subspan(inside.first, inside.end - inside.first),
                              [](double value) { return std::isnan(value); });
}

}  // namespace hamstring::exposure
