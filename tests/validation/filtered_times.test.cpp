// Padding and resampling against OpenSim: the rows of an inverse dynamics file stand at the times to which
// OpenSim's tool padded and resampled the coordinates. Motion files carry times of eight decimals, so they
// are never uniform.
#include <gtest/gtest.h>

#include <algorithm>

#include "formats/storage/storage_reader.h"
#include "signal/butterworth.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

struct Case {
  const char* motion;
  const char* result;
  double cutoff_hz;
};

class FilteredTimes : public ::testing::TestWithParam<Case> {};

TEST_P(FilteredTimes, are_those_of_opensims_inverse_dynamics) {
  const auto& [motion_file, result_file, cutoff_hz] = GetParam();
  HAMSTRING_NEEDS_DATA(motion_file);
  HAMSTRING_NEEDS_DATA(result_file);
  Diagnostics diagnostics;
  const Result<StorageTable> motion = read_storage(testing::shared_data(motion_file), diagnostics);
  const Result<StorageTable> dynamics = read_storage(testing::shared_data(result_file), diagnostics);
  ASSERT_TRUE(motion && dynamics);
  const Result<TimeSeries> filtered =
      lowpass(motion->table, {.cutoff_hz = cutoff_hz, .keep_padding = true}, diagnostics);
  ASSERT_TRUE(filtered) << filtered.error().text();
  const std::vector<double>& ours = filtered->time_s();
  const std::vector<double>& theirs = dynamics->table.time_s();
  const auto first = std::ranges::lower_bound(ours, theirs.front() - 1e-6);
  ASSERT_GE(ours.end() - first, static_cast<std::ptrdiff_t>(theirs.size()));
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    EXPECT_NEAR(first[static_cast<std::ptrdiff_t>(i)], theirs[i], 5.1e-9)
        << i;  // the file has eight decimals
  }
}

INSTANTIATE_TEST_SUITE_P(
    OfOpenSim, FilteredTimes,
    ::testing::Values(
        Case{"opensim-org+opensim-models/Pipelines/Gait2392_Simbody/subject01_walk1_ik.mot",
             "opensim-reference/gait2392-walk-id/opensim/inverse_dynamics.sto", 6.0},
        Case{"opensim-org+opensim-models/Pipelines/Hamner/outputReference/ResultsIK/subject02_running_ik.mot",
             "opensim-reference/hamner-run-id/opensim/inverse_dynamics.sto", 15.0},
        Case{"opensim-org+opensim-models/Pipelines/Gait10dof18musc/OutputReference/IK/subject01_walk_IK.mot",
             "opensim-org+opensim-models/Pipelines/Gait10dof18musc/OutputReference/ID/Results/"
             "subject01_walk_ID.sto",
             6.0}));

}  // namespace
}  // namespace hamstring
