// What tests of whole movements share: tables of angles in a folder of their own, analyzed with the built-in
// model.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/analyze_motion.h"
#include "formats/storage/storage_writer.h"
#include "tests/support/temp_folder.h"

namespace hamstring::analysis {

inline const std::filesystem::path data_folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data";

/// One column of a table, and how far it goes.
struct Bending {
  std::string name;
  double deepest_deg = 0.0;
};

class AnalyzesMotions : public ::testing::Test {
 protected:
  /// All columns go from zero as far as they are told and back, together, in two seconds.
  [[nodiscard]] std::filesystem::path bends(const std::string& title,
                                            const std::vector<Bending>& columns) const {
    std::vector<double> time_s;
    for (int i = 0; i <= 100; ++i) time_s.push_back(0.02 * i);
    std::vector<std::string> names;
    for (const Bending& column : columns) names.push_back(column.name);
    TimeSeries table(time_s, names);
    for (std::size_t row = 0; row < time_s.size(); ++row) {
      const double depth = 0.5 - 0.5 * std::cos(3.14159265 * time_s[row]);
      for (std::size_t c = 0; c < columns.size(); ++c) table(row, c) = columns[c].deepest_deg * depth;
    }
    const std::filesystem::path path = folder_ / (title + ".mot");
    EXPECT_TRUE(write_storage(path, table, {.title = title, .in_degrees = true, .description = {}}));
    return path;
  }

  Result<MotionAnalysis> analyze(MotionRequest request) {
    if (request.model.empty()) request.model = data_folder / "models" / "lower_body.osim";
    return analyze_motion(request, diagnostics_);
  }

  test::TempFolder folder_;
  Diagnostics diagnostics_;
};

}  // namespace hamstring::analysis
