// Joint angles and what only looks like them: every table among the real recordings, and what OpenSim would
// have computed from each of them.
#include "kinematics/motion_kind.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "analysis/load_model.h"
#include "core/text.h"
#include "formats/storage/storage_angle_unit.h"
#include "formats/storage/storage_labels.h"
#include "formats/storage/storage_reader.h"
#include "kinematics/joint_motion.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

const model::Model& built_in() {
  static const analysis::LoadedModel loaded = [] {
    Diagnostics diagnostics;
    return analysis::load_model(
               std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "models" / "lower_body.osim",
               Compatibility::physics, {}, diagnostics)
        .value();
  }();
  return loaded.model;
}

bool is_value_of_coordinate(const std::string& label) {
  const StorageColumnName name = coordinate_name_of(label);
  return name.kind == StorageColumnKind::value && built_in().find_coordinate(name.name).is_valid();
}

std::size_t coordinates_in(const StorageTable& table) {
  return static_cast<std::size_t>(std::ranges::count_if(table.table.labels(), is_value_of_coordinate));
}

/// Every table among the recordings that has columns with names of the built-in model's coordinates, by its
/// path.
std::map<std::string, StorageTable> tables_with_coordinates() {
  std::map<std::string, StorageTable> tables;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::shared_data_folder())) {
    const std::string ending = to_lower(entry.path().extension().string());
    if (ending != ".mot" && ending != ".sto") continue;
    Diagnostics ignored;
    auto table = read_storage(entry.path(), ignored);
    if (table && coordinates_in(*table) > 0)
      tables.emplace(std::filesystem::relative(entry.path(), testing::shared_data_folder()).string(),
                     std::move(*table));
  }
  return tables;
}

/// The results among them; everything else that has such columns is joint angles.
const std::set<std::string> results{
    // Reserve actuators under the names of their coordinates, beside the muscles.
    "BMClab+BMC/data/opensim/Mod&Sim2018/SO/results/subject_so_StaticOptimization_force.sto",
    // Ground forces beside coordinates that are zero in every row.
    "opensim-org+opensim-models/Pipelines/Hamner/subject02_running_grf.mot"};

TEST(MotionKind, every_real_file_of_joint_angles_is_taken_and_every_file_of_results_is_refused) {
  HAMSTRING_NEEDS_DATA("opensim-reference");
  std::size_t taken = 0, refused = 0;
  for (const auto& [path, table] : tables_with_coordinates()) {
    const auto other = other_kind_of(table, built_in());
    if (results.contains(path)) {
      ++refused;
      EXPECT_TRUE(other) << path;
    } else {
      ++taken;
      EXPECT_FALSE(other) << path << ": " << other->what << ", " << other->because;
    }
  }
  EXPECT_GE(taken, 110U);
  EXPECT_EQ(refused, results.size());
}

/// The coordinate columns changed row by row, everything else and every word in the header gone.
StorageTable computed_from(
    const StorageTable& table,
    const std::function<double(const TimeSeries&, std::size_t column, std::size_t row)>& value) {
  StorageTable made = table;
  made.title.clear();
  made.table = TimeSeries(table.table.time_s(), {});
  for (std::size_t c = 0; c < table.table.columns(); ++c) {
    if (!is_value_of_coordinate(table.table.labels()[c])) continue;
    std::vector<double> column(table.table.rows());
    for (std::size_t row = 0; row < column.size(); ++row) column[row] = value(table.table, c, row);
    made.table.add_column(table.table.labels()[c], column);
  }
  return made;
}

double slope(const TimeSeries& t, std::size_t column, std::size_t row) {
  const std::size_t a = row == 0 ? 0 : row - 1, b = std::min(row + 1, t.rows() - 1);
  return (t(b, column) - t(a, column)) / (t.time_s()[b] - t.time_s()[a]);
}

double curvature(const TimeSeries& t, std::size_t column, std::size_t row) {
  const std::size_t at = std::clamp<std::size_t>(row, 1, t.rows() - 2);
  const double h = 0.5 * (t.time_s()[at + 1] - t.time_s()[at - 1]);
  return (t(at + 1, column) - 2.0 * t(at, column) + t(at - 1, column)) / (h * h);
}

/// Whether a knee moves to and fro, faster than it would in a slow sweep.
bool knee_swings(const StorageTable& table) {
  const double degree = table.in_degrees.value_or(true) ? 1.0 : 3.14159 / 180.0;
  for (std::size_t c = 0; c < table.table.columns(); ++c) {
    const StorageColumnName name = coordinate_name_of(table.table.labels()[c]);
    if (name.kind != StorageColumnKind::value || !name.name.starts_with("knee_angle_") ||
        name.name.ends_with("beta"))
      continue;
    double low = 0.0, high = 0.0;
    for (std::size_t row = 0; row < table.table.rows(); ++row) {
      low = std::min(low, slope(table.table, c, row));
      high = std::max(high, slope(table.table, c, row));
    }
    if (low < -100.0 * degree && high > 100.0 * degree) return true;
  }
  return false;
}

Result<JointMotion> read_strictly(const StorageTable& table) {
  Diagnostics ignored;
  return joint_motion_from_table(built_in(), table, {.refuse_other_unit = true}, ignored);
}

TEST(MotionKind, no_real_file_contradicts_its_unit_and_every_one_does_in_the_other) {
  HAMSTRING_NEEDS_DATA("opensim-reference");
  std::size_t visited = 0;
  for (const auto& [path, table] : tables_with_coordinates()) {
    if (results.contains(path) || table.table.rows() < 10) continue;
    const auto honest = read_strictly(table);
    EXPECT_TRUE(honest) << path << ": " << honest.error().text();
    if (coordinates_in(table) < 2 || !knee_swings(table)) continue;
    StorageTable other = table;
    other.in_degrees = !reads_as_degrees(table);
    const auto refused = read_strictly(other);
    EXPECT_FALSE(refused) << path;
    ++visited;
  }
  EXPECT_GE(visited, 80U);
}

TEST(MotionKind, what_would_be_computed_from_a_real_recording_is_refused_by_its_values_alone) {
  HAMSTRING_NEEDS_DATA("opensim-reference");
  std::size_t visited = 0;
  for (const auto& [path, table] : tables_with_coordinates()) {
    if (results.contains(path) || table.table.rows() < 10 || coordinates_in(table) < 2 || !knee_swings(table))
      continue;
    ++visited;
    const double degree = table.in_degrees.value_or(true) ? 1.0 : 3.14159 / 180.0;
    EXPECT_TRUE(other_kind_of(computed_from(table, slope), built_in())) << "speeds of " << path;
    EXPECT_TRUE(other_kind_of(computed_from(table, curvature), built_in())) << "accelerations of " << path;
    const auto error = [&](const TimeSeries& t, std::size_t column, std::size_t row) {
      const bool length = t.labels()[column].find("_t") != std::string::npos &&
                          t.labels()[column].find("tilt") == std::string::npos;
      return std::sin(0.3 * static_cast<double>(row + 3 * column)) * (length ? 0.004 : 1.5 * degree);
    };
    if (coordinates_in(table) > 10) {
      EXPECT_TRUE(other_kind_of(computed_from(table, error), built_in())) << "tracking errors of " << path;
    }
    // What reserve actuators carry: noise of a hundredth to some ten N·m, and their controls of at most 1.
    for (const double size : {0.3, 1.0, 40.0}) {
      const auto noise = [size](const TimeSeries&, std::size_t column, std::size_t row) {
        return size * std::sin(2.1 * static_cast<double>(row) + static_cast<double>(column));
      };
      EXPECT_TRUE(other_kind_of(computed_from(table, noise), built_in()) ||
                  !read_strictly(computed_from(table, noise)))
          << size << " for " << path;
    }
    const auto nothing = [](const TimeSeries&, std::size_t, std::size_t) { return 0.0; };
    EXPECT_TRUE(other_kind_of(computed_from(table, nothing), built_in())) << "zeros for " << path;
  }
  EXPECT_GE(visited, 80U);
}

}  // namespace
}  // namespace hamstring
