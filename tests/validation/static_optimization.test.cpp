// Activations and forces against what OpenSim's static optimization wrote for the same recording, and the
// sharing of every recording against its own moments. The recordings are not part of the project.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "analysis/run_tool.h"
#include "formats/storage/storage_reader.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

using hamstring::testing::shared_data;

TimeSeries reference(const std::filesystem::path& path) {
  Diagnostics diagnostics;
  auto table = read_storage(path, diagnostics);
  EXPECT_TRUE(table);
  return table ? std::move(table->table) : TimeSeries{};
}

const TimeSeries& table_of(const analysis::ToolResult& result, const std::string& ending) {
  const auto found = std::ranges::find_if(result.files, [&](const analysis::ToolFile& file) {
    return file.path.stem().string().ends_with(ending);
  });
  if (found == result.files.end()) throw std::runtime_error("no file " + ending);
  return found->table;
}

class StaticOptimization : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string folder = "opensim-reference/gait2392-walk-so";
    if (!std::filesystem::exists(shared_data(folder))) GTEST_SKIP() << folder << " is not here";
    const std::string stem = "opensim/gait2392-walk-so_StaticOptimization_";
    Diagnostics diagnostics;
    auto run = analysis::run_tool(shared_data(folder) / "setup.xml", Compatibility::opensim, diagnostics);
    ASSERT_TRUE(run) << run.error().text();
    result = std::move(*run);
    their_activation = reference(shared_data(folder) / (stem + "activation.sto"));
    their_force = reference(shared_data(folder) / (stem + "force.sto"));
  }

  analysis::ToolResult result;
  TimeSeries their_activation, their_force;
};

TEST_F(StaticOptimization, of_a_walk_has_openSims_rows_and_columns) {
  EXPECT_EQ(table_of(result, "activation").labels(), their_activation.labels());
  EXPECT_EQ(table_of(result, "force").labels(), their_force.labels());
  ASSERT_EQ(table_of(result, "activation").rows(), their_activation.rows());
  for (std::size_t f = 0; f < their_activation.rows(); ++f)
    EXPECT_NEAR(table_of(result, "activation").time_s()[f], their_activation.time_s()[f], 1e-9);
}

TEST_F(StaticOptimization, of_a_walk_costs_no_more_than_openSims_in_any_frame) {
  const TimeSeries& ours = table_of(result, "activation");
  for (std::size_t f = 0; f < ours.rows(); ++f) {
    double difference = 0.0;
    for (std::size_t c = 0; c < ours.columns(); ++c)
      difference += ours(f, c) * ours(f, c) - their_activation(f, c) * their_activation(f, c);
    EXPECT_LT(difference, 0.0) << ours.time_s()[f];
    EXPECT_GT(difference, -1e-4) << "OpenSim's own search ends 1e-5 above the minimum";
  }
}

/// OpenSim stops at 1e-6 of its own criterion: its activations lie up to 5e-4 beside the minimum.
TEST_F(StaticOptimization, of_a_walk_gives_openSims_forces) {
  const TimeSeries& ours = table_of(result, "force");
  double largest = 0.0;
  for (std::size_t c = 0; c < ours.columns(); ++c) {
    double square = 0.0, peak = 0.0;
    for (std::size_t f = 0; f < ours.rows(); ++f) {
      const double d = ours(f, c) - their_force(f, c);
      square += d * d;
      peak = std::max(peak, std::abs(their_force(f, c)));
      largest = std::max(largest, std::abs(d));
    }
    EXPECT_LT(std::sqrt(square / static_cast<double>(ours.rows())), std::max(1.0, 0.01 * peak))
        << ours.labels()[c];
  }
  std::printf("    largest difference of a force %.3g N\n", largest);
  EXPECT_LT(largest, 1.0);
}

TEST_F(StaticOptimization, of_a_walk_meets_the_conditions_of_an_optimum) {
  const auto remark = std::ranges::find_if(
      result.remarks, [](const std::string& text) { return text.find("KKT residual") != std::string::npos; });
  ASSERT_NE(remark, result.remarks.end());
  EXPECT_NE(remark->find("49 of 49 frames solved"), std::string::npos) << *remark;
  EXPECT_LE(std::stod(remark->substr(remark->find("KKT residual") + 13)), 1e-8) << *remark;
}

}  // namespace
}  // namespace hamstring
