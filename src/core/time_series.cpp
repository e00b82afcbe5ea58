#include "core/time_series.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace hamstring {

TimeSeries::TimeSeries(std::vector<double> time_s, std::vector<std::string> labels)
    : time_s_(std::move(time_s)),
      labels_(std::move(labels)),
      values_(time_s_.size() * labels_.size(), std::numeric_limits<double>::quiet_NaN()) {}

std::span<const double> TimeSeries::column(std::size_t c) const {
  return std::span(values_).subspan(c * rows(), rows());
}

std::span<double> TimeSeries::column(std::size_t c) {
  return std::span(values_).subspan(c * rows(), rows());
}

std::optional<std::size_t> TimeSeries::find(std::string_view label) const {
  const auto found = std::ranges::find(labels_, label);
  if (found == labels_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - labels_.begin());
}

void TimeSeries::add_column(std::string label, std::span<const double> values) {
  labels_.push_back(std::move(label));
  values_.insert(values_.end(), values.begin(), values.end());
  values_.resize(labels_.size() * rows(), std::numeric_limits<double>::quiet_NaN());
}

TimeSeries TimeSeries::slice(std::size_t first, std::size_t last) const {
  const auto begin = static_cast<std::ptrdiff_t>(first);
  const auto end = static_cast<std::ptrdiff_t>(last) + 1;
  TimeSeries part(std::vector<double>(time_s_.begin() + begin, time_s_.begin() + end), labels_);
  for (std::size_t c = 0; c < columns(); ++c) {
    std::ranges::copy(column(c).subspan(first, last - first + 1), part.column(c).begin());
  }
  return part;
}

}  // namespace hamstring
