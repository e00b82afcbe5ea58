#include "signal/smooth_columns.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/time_series.h"
#include "signal/butterworth.h"
#include "signal/lane_width.h"
#include "signal/spline.h"

namespace hamstring {
namespace {

struct Recording {
  TimeSeries table;
  std::vector<std::span<const double>> columns;
};

/// Sums of sines; `jitter` moves the times by that share of an interval.
Recording recording(std::size_t rows, std::size_t columns, double jitter) {
  std::vector<double> time_s;
  for (std::size_t i = 0; i < rows; ++i) {
    const auto at = static_cast<double>(i);
    time_s.push_back(0.4 + 0.01 * (at + jitter * std::sin(7.0 * at)));
  }
  std::vector<std::string> labels;
  for (std::size_t c = 0; c < columns; ++c) labels.push_back("c" + std::to_string(c));
  Recording made{.table = TimeSeries(time_s, labels), .columns = {}};
  for (std::size_t c = 0; c < columns; ++c) {
    const double f = 1.0 + static_cast<double>(c);
    for (std::size_t i = 0; i < rows; ++i)
      made.table(i, c) =
          30.0 * std::sin(2.0 * f * time_s[i] + f) + 0.3 * std::sin(90.0 * time_s[i]) + 5.0 * f;
  }
  for (std::size_t c = 0; c < columns; ++c) made.columns.emplace_back(std::as_const(made.table).column(c));
  return made;
}

void expect_same_as_one_by_one(const Recording& input, const SmoothOptions& options) {
  Diagnostics diagnostics;
  const auto smoothed = smooth_columns(input.table.time_s(), input.columns, options, diagnostics);
  ASSERT_TRUE(smoothed) << smoothed.error().text();
  TimeSeries filtered = input.table;
  if (options.cutoff_hz) {
    const auto passed =
        lowpass(input.table, {.cutoff_hz = *options.cutoff_hz, .keep_padding = true}, diagnostics);
    ASSERT_TRUE(passed) << passed.error().text();
    filtered = *passed;
  }
  ASSERT_EQ(smoothed->rows(), filtered.rows());
  for (std::size_t c = 0; c < input.columns.size(); ++c) {
    const auto spline = NaturalSpline::fit(filtered.time_s(), filtered.column(c));
    ASSERT_TRUE(spline);
    for (std::size_t r = 0; r < filtered.rows(); ++r) {
      ASSERT_EQ(smoothed->time_s[r], filtered.time_s()[r]);
      const SplineSample expected = spline->at(filtered.time_s()[r]);
      const std::size_t at = c * smoothed->rows() + r;
      ASSERT_NEAR(smoothed->value[at], expected.value, 1e-11) << c << " " << r;
      ASSERT_NEAR(smoothed->first[at], expected.first, 1e-9) << c << " " << r;
      ASSERT_NEAR(smoothed->second[at], expected.second, 1e-6) << c << " " << r;
    }
  }
}

TEST(SmoothColumns, gives_the_numbers_of_the_filter_and_the_spline_that_take_one_column_after_the_other) {
  expect_same_as_one_by_one(recording(57, 11, 0.0), {.cutoff_hz = 6.0, .like_opensim = true});
  expect_same_as_one_by_one(recording(58, 3, 0.2), {.cutoff_hz = 15.0, .like_opensim = true});
  expect_same_as_one_by_one(recording(40, 9, 0.3), {});
}

TEST(SmoothColumns, gives_the_same_bits_whatever_the_width_of_the_machine) {
  const Recording input = recording(101, 13, 0.1);
  Diagnostics diagnostics;
  const auto narrow =
      smooth_columns(input.table.time_s(), input.columns, {.cutoff_hz = 8.0, .lanes = 2}, diagnostics);
  ASSERT_TRUE(narrow);
  for (const int lanes : {4, 8}) {
    if (lanes > lane_width())
      GTEST_SKIP() << "this machine computes with " << lane_width() << " numbers at once";
    const auto wide =
        smooth_columns(input.table.time_s(), input.columns, {.cutoff_hz = 8.0, .lanes = lanes}, diagnostics);
    ASSERT_TRUE(wide);
    EXPECT_EQ(wide->value, narrow->value) << lanes;
    EXPECT_EQ(wide->first, narrow->first) << lanes;
    EXPECT_EQ(wide->second, narrow->second) << lanes;
  }
}

TEST(SmoothColumns, keeps_the_rows_as_they_were_recorded_unless_told_to_be_like_opensim) {
  Recording input = recording(50, 2, 1e-5);  // even to the eye, not to the last bit
  Diagnostics diagnostics;
  const auto own = smooth_columns(input.table.time_s(), input.columns, {.cutoff_hz = 6.0}, diagnostics);
  ASSERT_TRUE(own);
  EXPECT_EQ(own->time_s, input.table.time_s());
  EXPECT_FALSE(own->resampled);
  const auto opensim = smooth_columns(input.table.time_s(), input.columns,
                                      {.cutoff_hz = 6.0, .like_opensim = true}, diagnostics);
  ASSERT_TRUE(opensim);
  EXPECT_TRUE(opensim->resampled);
  EXPECT_GT(opensim->rows(), 90u);  // with what padding added
}

TEST(SmoothColumns, refuses_what_has_no_second_derivative) {
  const Recording input = recording(50, 2, 0.0);
  Diagnostics diagnostics;
  const std::vector<double> few{0.0, 0.1, 0.2};
  EXPECT_FALSE(smooth_columns(few, {}, {}, diagnostics));
  EXPECT_FALSE(smooth_columns(input.table.time_s(), input.columns, {.cutoff_hz = 0.0}, diagnostics));
  std::vector<double> gap(50, 1.0);
  gap[7] = std::nan("");
  const std::vector<std::span<const double>> columns{gap};
  const auto refused = smooth_columns(input.table.time_s(), columns, {}, diagnostics);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("column 1"), std::string::npos) << refused.error().message;
}

}  // namespace
}  // namespace hamstring
