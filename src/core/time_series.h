// A table of numbers against time: joint angles, ground reaction, muscle lengths.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hamstring {

/// Columns of equal length against one time column. Stored column by column, so that filters and splines
/// run over contiguous memory. Units are those of the reader's contract (SI and radians inside the program).
class TimeSeries {
 public:
  TimeSeries() = default;
  /// `rows` times × `labels.size()` columns, every value NaN until it is filled.
  TimeSeries(std::vector<double> time_s, std::vector<std::string> labels);

  [[nodiscard]] std::size_t rows() const { return time_s_.size(); }
  [[nodiscard]] std::size_t columns() const { return labels_.size(); }
  [[nodiscard]] const std::vector<double>& time_s() const { return time_s_; }  ///< [s], length rows()
  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }

  [[nodiscard]] std::span<const double> column(std::size_t c) const;
  [[nodiscard]] std::span<double> column(std::size_t c);
  [[nodiscard]] double operator()(std::size_t row, std::size_t c) const { return values_[c * rows() + row]; }
  double& operator()(std::size_t row, std::size_t c) { return values_[c * rows() + row]; }

  /// Position of the column with this label, if there is one.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view label) const;

  /// Appends a column of rows() values.
  void add_column(std::string label, std::span<const double> values);

  /// The rows first … last (inclusive) as a table of their own. Requires first <= last < rows().
  [[nodiscard]] TimeSeries slice(std::size_t first, std::size_t last) const;

 private:
  std::vector<double> time_s_;
  std::vector<std::string> labels_;
  std::vector<double> values_;  // column-major
};

}  // namespace hamstring
