// What is put into a short gap of a recording against what was recorded there.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <vector>

#include "core/units.h"
#include "formats/storage/storage_angle_unit.h"
#include "formats/storage/storage_reader.h"
#include "kinematics/motion_gaps.h"
#include "movement/movement_library.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

struct Errors {
  std::vector<double> degrees;
  [[nodiscard]] double at(double share) {
    const auto k =
        degrees.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(degrees.size() - 1));
    std::ranges::nth_element(degrees, k);
    return *k;
  }
};

/// Takes the longest gap that is filled out of a column at every third row and puts it back. `unit`: degrees
/// a unit of the column.
void take_out_and_fill(const TimeSeries& table, std::size_t column, double unit, Errors& errors) {
  const std::vector<double>& time_s = table.time_s();
  const std::span<const double> truth = table.column(column);
  const double dt = (time_s.back() - time_s.front()) / static_cast<double>(time_s.size() - 1);
  const auto rows = static_cast<std::size_t>(filled_gap_s_max / dt + 1e-3) - 1;
  constexpr std::size_t around = 30;  // the spline hardly looks further
  for (std::size_t first = around; first + rows + around < time_s.size(); first += 3) {
    const std::size_t begin = first - around, count = rows + 2 * around;
    std::vector<double> values(truth.begin() + static_cast<std::ptrdiff_t>(begin),
                               truth.begin() + static_cast<std::ptrdiff_t>(begin + count));
    std::fill_n(values.begin() + around, rows, std::nan(""));
    const std::span<const double> times(time_s.data() + begin, count);
    ASSERT_EQ(fill_short_gaps(times, values).size(), 1U);
    double worst = 0.0;
    for (std::size_t i = 0; i < rows; ++i)
      worst = std::max(worst, std::abs(values[around + i] - truth[first + i]) * unit);
    errors.degrees.push_back(worst);
  }
}

TEST(FilledGaps, of_the_library_movements_are_what_was_taken_out) {
  // Needs no recording: curves of a few harmonics at 100 Hz, which a spline follows to a tenth of a degree.
  Diagnostics ignored;
  const auto library = movement::load_movement_library(
      std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "movements", ignored);
  ASSERT_TRUE(library) << library.error().text();
  std::size_t columns = 0;
  for (const movement::LibraryMovement& one : *library) {
    const auto table = movement::movement_as_table(one.movement, {.cycles = 4.0, .rate_hz = 100.0});
    ASSERT_TRUE(table);
    Errors errors;
    for (const char* label : {"hip_flexion_r", "hip_flexion_l", "knee_angle_r", "knee_angle_l"}) {
      const auto column = table->find(label);
      if (!column) continue;
      take_out_and_fill(*table, *column, deg_per_rad, errors);
      ++columns;
    }
    ASSERT_GE(errors.degrees.size(), 50U) << one.movement.id;
    EXPECT_LT(errors.at(0.95), 0.3) << one.movement.id;
  }
  EXPECT_GE(columns, 16U);
}

TEST(FilledGaps, are_off_by_less_than_the_angles_themselves) {
  const struct {
    std::string file;
    double median_deg, tail_deg;  ///< worst row of a gap: of half of the gaps, of 95 %
  } recordings[] = {
      {"opensim-org+opensim-models/Pipelines/Hamner/outputReference/ResultsIK/subject02_running_ik.mot", 1.2,
       3.5},
      {"opensim-org+opensim-models/Pipelines/Gait2392_Simbody/subject01_walk1_ik.mot", 0.3, 0.7},
      {"keenon+nimblephysics/data/osim/Sprinter/run0700cms.mot", 1.2, 3.5},
      {"keenon+nimblephysics/data/osim/Sprinter/run0350cms.mot", 0.6, 2.0}};
  for (const auto& [file, median_deg, tail_deg] : recordings) {
    HAMSTRING_NEEDS_DATA(file);
    Diagnostics ignored;
    const auto table = read_storage(testing::shared_data(file), ignored);
    ASSERT_TRUE(table);
    Errors errors;
    for (const char* label : {"hip_flexion_r", "hip_flexion_l", "knee_angle_r", "knee_angle_l"}) {
      const auto column = table->table.find(label);
      ASSERT_TRUE(column) << file << label;
      take_out_and_fill(table->table, *column, reads_as_degrees(*table) ? 1.0 : deg_per_rad, errors);
    }
    EXPECT_GE(errors.degrees.size(), 150U) << file;
    EXPECT_LT(errors.at(0.5), median_deg) << file;
    EXPECT_LT(errors.at(0.95), tail_deg) << file;
  }
}

}  // namespace
}  // namespace hamstring
