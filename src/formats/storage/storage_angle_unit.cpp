#include "formats/storage/storage_angle_unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/text.h"
#include "core/units.h"
#include "formats/storage/storage_labels.h"
#include "formats/text/table_text.h"

namespace hamstring {
namespace {

constexpr double largest_leg_angle_rad = 200.0 * rad_per_deg;    // no hip, knee or ankle turns further
constexpr double largest_joint_angle_rad = 540.0 * rad_per_deg;  // one and a half turns
constexpr double small_degrees = std::numbers::pi;               // half a turn, if it were radians
constexpr double share_of_rows_max = 0.02;                       // fewer rows are bad frames

struct ColumnPeak {
  std::string name;
  double magnitude = 0.0;  ///< largest absolute value
  std::span<const double> values{};
};

double largest_magnitude(std::span<const double> values) {
  double largest = 0.0;
  for (const double value : values) {
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  }
  return largest;
}

std::vector<ColumnPeak> peaks_of_joints(const StorageTable& storage, std::span<const std::size_t> columns) {
  std::vector<ColumnPeak> all;
  std::vector<ColumnPeak> joints;
  for (const std::size_t c : columns) {
    ColumnPeak peak{coordinate_name_of(storage.table.labels()[c]).name,
                    largest_magnitude(storage.table.column(c)), storage.table.column(c)};
    const bool is_root = to_lower(peak.name).find("pelvis") != std::string::npos;
    if (!is_root) joints.push_back(peak);
    all.push_back(std::move(peak));
  }
  return joints.empty() ? all : joints;
}

bool is_of_the_leg(std::string_view name) {
  const std::string word = to_lower(name);
  return std::ranges::any_of(std::array<std::string_view, 3>{"hip", "knee", "ankle"},
                             [&](std::string_view leg) { return word.find(leg) != std::string::npos; });
}

double largest_plausible_rad(std::string_view name) {
  return is_of_the_leg(name) ? largest_leg_angle_rad : largest_joint_angle_rad;
}

/// Whether more rows than a few bad frames show what no leg can turn in radians.
bool is_beyond_in_many_rows(const ColumnPeak& peak) {
  if (!is_of_the_leg(peak.name)) return false;
  const auto beyond = std::ranges::count_if(
      peak.values, [](double v) { return std::isfinite(v) && std::abs(v) > largest_leg_angle_rad; });
  return static_cast<double>(beyond) > share_of_rows_max * static_cast<double>(peak.values.size());
}

void question_degrees(const std::vector<ColumnPeak>& peaks, AngleUnit& unit, Diagnostics& diagnostics) {
  const double largest = std::ranges::max(peaks, {}, &ColumnPeak::magnitude).magnitude;
  if (largest == 0.0 || largest > small_degrees) return;
  unit.questioned = true;
  unit.contradiction =
      fmt::format("they are read as degrees, but none exceeds {:.3g}: they seem to be radians", largest);
  diagnostics.warn(
      fmt::format("angles are read as degrees, but none exceeds {:.3g}: are they radians? If so, write "
                  "inDegrees=no into the header",
                  largest),
      "inDegrees");
}

void question_radians(const std::vector<ColumnPeak>& peaks, AngleUnit& unit, Diagnostics& diagnostics) {
  const ColumnPeak* worst = nullptr;
  std::size_t moving = 0;
  for (const ColumnPeak& peak : peaks) {
    if (peak.magnitude > 0.0) ++moving;
    if (peak.magnitude <= largest_plausible_rad(peak.name)) continue;
    unit.doubtful_columns.push_back(peak.name);
    if (unit.contradiction.empty() && is_beyond_in_many_rows(peak)) {
      unit.contradiction = fmt::format(
          "they are read as radians, but '{}' reaches {:.4g}, more than a leg can turn: they seem "
          "to be degrees",
          peak.name, peak.magnitude);
    }
    if (worst == nullptr || peak.magnitude > worst->magnitude) worst = &peak;
  }
  if (worst == nullptr) return;
  unit.questioned = true;
  diagnostics.warn(
      fmt::format("angles are read as radians, but {} of {} that are not zero {} more than a joint can turn "
                  "({} reaches {:.4g}): are they degrees? If so, write inDegrees=yes into the header",
                  unit.doubtful_columns.size(), counted(moving, "column"),
                  unit.doubtful_columns.size() == 1 ? "shows" : "show", worst->name, worst->magnitude),
      worst->name);
}

}  // namespace

bool reads_as_degrees(const StorageTable& storage) {
  return storage.in_degrees.value_or(storage.version == 0 && to_lower(storage.file_name).ends_with(".mot"));
}

AngleUnit angle_unit_check(const StorageTable& storage, std::span<const std::size_t> rotational_columns,
                           Diagnostics& diagnostics) {
  AngleUnit unit{.in_degrees = reads_as_degrees(storage), .stated = storage.in_degrees.has_value()};
  const std::vector<ColumnPeak> peaks = peaks_of_joints(storage, rotational_columns);
  if (std::ranges::none_of(peaks, [](const ColumnPeak& peak) { return peak.magnitude > 0.0; })) return unit;
  Diagnostics found;
  found.set_file(storage.file_name);
  if (!unit.stated) {
    found.warn(
        fmt::format(
            "the header does not say whether angles are in degrees; read as {}, as OpenSim reads such a "
            "file. To be sure, write inDegrees=yes or inDegrees=no into the header",
            unit.in_degrees ? "degrees" : "radians"),
        "inDegrees");
  }
  if (unit.in_degrees) {
    question_degrees(peaks, unit, found);
  } else {
    question_radians(peaks, unit, found);
  }
  diagnostics.append(found);
  return unit;
}

void convert_degrees_to_radians(TimeSeries& table, std::span<const std::size_t> columns) {
  for (const std::size_t c : columns) {
    for (double& value : table.column(c)) value *= rad_per_deg;
  }
}

}  // namespace hamstring
