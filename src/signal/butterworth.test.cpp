#include "signal/butterworth.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace hamstring {
namespace {

constexpr double interval_s = 0.01;

TimeSeries table_of(double (*f)(double), int rows) {
  std::vector<double> times(static_cast<std::size_t>(rows));
  for (std::size_t i = 0; i < times.size(); ++i) times[i] = static_cast<double>(i) * interval_s;
  TimeSeries table(times, {"q"});
  for (std::size_t r = 0; r < table.rows(); ++r) table(r, 0) = f(times[r]);
  return table;
}

/// Amplitude of a sine of this frequency in the middle of a long filtered record, by projection on sine and
/// cosine.
double amplitude_after_filtering(double frequency_hz, double cutoff_hz) {
  std::vector<double> samples(4000);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    samples[i] = std::sin(2.0 * std::numbers::pi * frequency_hz * static_cast<double>(i) * interval_s);
  }
  filter_forward_and_back(butterworth_lowpass(cutoff_hz, interval_s), samples);
  double sine = 0.0;
  double cosine = 0.0;
  for (int i = 1000; i < 3000; ++i) {  // 20 s: whole periods for multiples of 0.05 Hz
    const double angle = 2.0 * std::numbers::pi * frequency_hz * i * interval_s;
    sine += samples[static_cast<std::size_t>(i)] * std::sin(angle) / 1000.0;
    cosine += samples[static_cast<std::size_t>(i)] * std::cos(angle) / 1000.0;
  }
  EXPECT_NEAR(cosine, 0.0, 1e-9) << "delayed";
  return sine;
}

TEST(ButterworthLowpass, passes_a_constant_unchanged) {
  const ButterworthCoefficients filter = butterworth_lowpass(6.0, interval_s);
  double gain = 0.0;
  for (const double a : filter.a) gain += a;
  double feedback = 1.0;
  for (const double b : filter.b) feedback += b;
  EXPECT_NEAR(gain / feedback, 1.0, 1e-13);
}

TEST(ButterworthLowpass, has_the_amplitude_and_phase_of_two_third_order_passes) {
  // |H|² of a third-order Butterworth filter by the bilinear transform: 1 / (1 + (tan πfT / tan πf_cT)⁶).
  for (const double frequency_hz : {0.5, 3.0, 6.0, 9.0, 20.0}) {
    const double ratio = std::tan(std::numbers::pi * frequency_hz * interval_s) /
                         std::tan(std::numbers::pi * 6.0 * interval_s);
    EXPECT_NEAR(amplitude_after_filtering(frequency_hz, 6.0), 1.0 / (1.0 + std::pow(ratio, 6.0)), 1e-9)
        << frequency_hz;
  }
}

TEST(Lowpass, leaves_a_straight_line_as_it_is) {
  const TimeSeries line = table_of([](double t) { return 2.0 - 5.0 * t; }, 101);
  Diagnostics diagnostics;
  const TimeSeries filtered = lowpass(line, {.cutoff_hz = 15.0}, diagnostics).value();
  ASSERT_EQ(filtered.rows(), line.rows());
  for (std::size_t r = 0; r < line.rows(); ++r) {
    EXPECT_NEAR(filtered.time_s()[r], line.time_s()[r], 1e-12);
    // Each pass starts with three copied samples; half a second of padding lets that die out to exp(-23).
    EXPECT_NEAR(filtered(r, 0), 2.0 - 5.0 * filtered.time_s()[r], 1e-9) << r;
  }
}

TEST(Lowpass, keeps_the_padded_rows_where_asked) {
  const TimeSeries line = table_of([](double t) { return t; }, 11);
  Diagnostics diagnostics;
  const TimeSeries filtered = lowpass(line, {.cutoff_hz = 6.0, .keep_padding = true}, diagnostics).value();
  EXPECT_NEAR(filtered.time_s().front(), -0.05, 1e-12);
  EXPECT_GE(filtered.rows(), 20U);
}

TEST(Lowpass, lowers_a_cutoff_above_half_the_rate_and_says_so) {
  const TimeSeries line = table_of([](double t) { return t; }, 11);
  Diagnostics diagnostics;
  EXPECT_TRUE(lowpass(line, {.cutoff_hz = 50.0}, diagnostics));
  EXPECT_EQ(diagnostics.count(Severity::warning), 1U);
}

TEST(Lowpass, refuses_gaps_and_names_the_column) {
  TimeSeries table = table_of([](double t) { return t; }, 11);
  table(4, 0) = std::numeric_limits<double>::quiet_NaN();
  Diagnostics diagnostics;
  const Result<TimeSeries> filtered = lowpass(table, {}, diagnostics);
  ASSERT_FALSE(filtered);
  EXPECT_EQ(filtered.error().element, "q");
}

TEST(Lowpass, refuses_too_few_samples_and_a_cutoff_that_is_not_positive) {
  Diagnostics diagnostics;
  EXPECT_FALSE(lowpass(table_of([](double t) { return t; }, 3), {}, diagnostics));
  EXPECT_FALSE(lowpass(table_of([](double t) { return t; }, 30), {.cutoff_hz = 0.0}, diagnostics));
  EXPECT_FALSE(lowpass(table_of([](double t) { return t; }, 30), {.cutoff_hz = std::nan("")}, diagnostics));
}

}  // namespace
}  // namespace hamstring
