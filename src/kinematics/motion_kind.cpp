#include "kinematics/motion_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text.h"
#include "core/units.h"
#include "formats/storage/storage_angle_unit.h"
#include "formats/storage/storage_labels.h"

namespace hamstring {
namespace {

using model::Coordinate;
using model::Model;
using model::MotionType;

// Titles that OpenSim 3 and 4 give to results (Kinematics, Actuation, ForceReporter, StaticOptimization, RRA
// and CMC, InverseDynamicsTool): the whole title, since a recording may well be called "top speed".
constexpr std::array<std::pair<std::string_view, const char*>, 22> titles{{
    {"speeds", "speeds"},
    {"accelerations", "accelerations"},
    {"actuatorforces", "actuator forces"},
    {"actuatorspeeds", "actuator speeds"},
    {"actuatorpowers", "actuator powers"},
    {"modelforces", "forces"},
    {"static optimization", "controls or activations"},
    {"inverse dynamics", "joint moments and forces"},
    {"inverse dynamics generalized forces", "joint moments and forces"},
    {"inverse dynamics body forces at joints", "joint moments and forces"},
    {"generalized forces", "joint moments and forces"},
    {"joint reaction loads", "joint reaction loads"},
    {"positionerrors", "tracking errors"},
    {"velocityerrors", "tracking errors"},
    {"position errors", "tracking errors"},
    {"velocity errors", "tracking errors"},
    {"stresstermweight", "weights of tracking"},
    {"stresstermweights", "weights of tracking"},
    {"controls", "controls"},
    {"modelcontrols", "controls"},
    {"activations", "activations"},
    {"model marker errors from ik", "marker errors"},
}};

// Endings that make of a coordinate's name one of its results.
constexpr std::array<std::pair<std::string_view, const char*>, 7> endings{{
    {"_moment", "joint moments and forces"},
    {"_force", "joint moments and forces"},
    {"_torque", "joint moments and forces"},
    {"_reserve", "actuator forces"},
    {"_residual", "actuator forces"},
    {"_power", "powers"},
    {"_error", "tracking errors"},
}};

constexpr std::array<std::string_view, 6> residuals{"fx", "fy", "fz", "mx", "my", "mz"};

// No hip, knee or ankle turns further, in degrees; the same bound as in storage_angle_unit.cpp.
constexpr double leg_turns_deg_max = 200.0;
constexpr double share_of_rows_max = 0.02;  // a few bad frames are bad frames
// A knee bends one way; this much the other way is no knee. All three are our assumption, checked on every
// real recording (tests/validation/motion_kind.test.cpp).
constexpr double knee_other_way_deg = 20.0, knee_other_way_share = 0.35;
// A knee that bends as far forwards as backwards is none, however little: controls and small errors do.
constexpr double knee_alike_deg = 8.0, knee_alike_share = 0.7;
// Smaller than any pose that stands: tracking errors are some millimeters and a degree or two.
constexpr double pelvis_height_m_min = 0.1, still_deg = 5.0;
// Above any roof: centimeters or millimeters.
constexpr double pelvis_height_m_max = 10.0;
// The fastest leg joint of all real recordings turns with 1700 degrees a second, and 98 of 100 rows stay
// below 1400 (sprints, drop jumps): twice that in one row of twenty is no leg.
constexpr double leg_speed_deg_per_s_max = 3000.0, share_of_fast_rows_max = 0.05;
constexpr double row_distance_s_max = 0.5;
constexpr std::size_t muscles_named_min = 3;

/// A column that would be taken for the values of a coordinate.
struct Column {
  const Coordinate* coordinate;
  std::span<const double> values;
};

std::vector<Column> columns_of_coordinates(const StorageTable& table, const Model& model) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < table.table.columns(); ++i) {
    const StorageColumnName name = coordinate_name_of(table.table.labels()[i]);
    const CoordinateIndex c = model.find_coordinate(name.name);
    if (c.is_valid() && name.kind == StorageColumnKind::value)
      columns.push_back({.coordinate = &model.coordinates[c.value()], .values = table.table.column(i)});
  }
  return columns;
}

bool names_a(const Coordinate& coordinate, std::initializer_list<std::string_view> parts) {
  const std::string name = to_lower(coordinate.name);
  return std::ranges::any_of(parts,
                             [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

/// Of a table without a single coordinate: forces of plates (…_vx, …_vy, …_vz with …_px, …_py, …_pz), or
/// points that are markers (…_tx, …_ty, …_tz), three columns each.
std::optional<OtherKind> by_triples(const StorageTable& table) {
  const std::set<std::string> labels(table.table.labels().begin(), table.table.labels().end());
  const auto has_triple = [&](const std::string& label, std::string_view axis) {
    if (!label.ends_with(fmt::format("_{}x", axis)) || label == "pelvis_tx") return false;
    const std::string stem = label.substr(0, label.size() - 1);
    return labels.contains(stem + "y") && labels.contains(stem + "z");
  };
  const std::string advice =
      "Give the joint angles of the same trial: OpenSim's inverse kinematics writes them as NAME_ik.mot.";
  for (const auto& [axis, what] : {std::pair("v", "forces of the ground"), {"t", "positions of points"}}) {
    const auto found =
        std::ranges::find_if(labels, [&](const std::string& label) { return has_triple(label, axis); });
    if (found == labels.end()) continue;
    return OtherKind{.what = what,
                     .because = fmt::format("it has columns '{}' and no coordinate of the model",
                                            quote_for_message(*found)),
                     .advice = advice};
  }
  return std::nullopt;
}

std::optional<OtherKind> by_title(const StorageTable& table) {
  const std::string title = to_lower(trim(table.title));
  for (const auto& [known, what] : titles) {
    if (title == known)
      return OtherKind{.what = what, .because = fmt::format("its title is '{}'", trim(table.title))};
  }
  return std::nullopt;
}

std::optional<OtherKind> by_columns(const StorageTable& table, const Model& model) {
  std::vector<std::string> muscles;
  std::set<std::string> found_residuals;
  for (const std::string& label : table.table.labels()) {
    if (model.find_muscle(label).is_valid()) muscles.push_back(label);
    if (std::ranges::find(residuals, to_lower(label)) != residuals.end())
      found_residuals.insert(to_lower(label));
    for (const auto& [ending, what] : endings) {
      if (label.size() > ending.size() && label.ends_with(ending) &&
          model.find_coordinate(label.substr(0, label.size() - ending.size())).is_valid())
        return OtherKind{.what = what,
                         .because = fmt::format("it has a column '{}'", quote_for_message(label))};
    }
  }
  if (muscles.size() >= muscles_named_min) {
    return OtherKind{
        .what = "forces, controls or activations of actuators",
        .because = fmt::format("{} of its columns are muscles ({}, …)", muscles.size(), muscles.front())};
  }
  if (found_residuals.size() == residuals.size())
    return OtherKind{.what = "actuator forces", .because = "it has columns of residual forces (FX … MZ)"};
  return std::nullopt;
}

struct Extent {
  double low = 0.0, high = 0.0;
  [[nodiscard]] double largest() const { return std::max(std::abs(low), std::abs(high)); }
  [[nodiscard]] double other_way() const { return std::max(0.0, std::min(-low, high)); }
};

Extent extent_of(std::span<const double> values) {
  Extent extent;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    extent.low = std::min(extent.low, value);
    extent.high = std::max(extent.high, value);
  }
  return extent;
}

/// The middle magnitude, which a few bad rows do not move.
double median_magnitude(std::span<const double> values) {
  std::vector<double> known;
  for (const double value : values) {
    if (std::isfinite(value)) known.push_back(std::abs(value));
  }
  if (known.empty()) return 0.0;
  const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
  std::ranges::nth_element(known, middle);
  return *middle;
}

double share_beyond(std::span<const double> values, double limit) {
  const auto beyond =
      std::ranges::count_if(values, [limit](double v) { return std::isfinite(v) && std::abs(v) > limit; });
  return values.empty() ? 0.0 : static_cast<double>(beyond) / static_cast<double>(values.size());
}

/// Share of the steps from row to row in which a column changes faster than a leg turns. A poor recording's
/// single frames are not enough; rows that are poses without a movement between them are, and so are times
/// that are no seconds.
double share_too_fast(std::span<const double> values, std::span<const double> time_s, double per_degree) {
  std::size_t fast = 0, steps = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    const double change = std::abs(values[i] - values[i - 1]), dt = time_s[i] - time_s[i - 1];
    if (!std::isfinite(change) || !(dt > 0.0)) continue;
    ++steps;
    if (change > leg_speed_deg_per_s_max * per_degree * dt) ++fast;
  }
  return steps == 0 ? 0.0 : static_cast<double>(fast) / static_cast<double>(steps);
}

/// Of one rotational column of the leg; nothing where nothing speaks against an angle. `per_degree`: how much
/// of the column's unit a degree is.
std::optional<OtherKind> not_an_angle(const Column& column, std::span<const double> time_s,
                                      double per_degree) {
  const char* const results = "speeds, accelerations or forces";
  const std::string& name = column.coordinate->name;
  const Extent extent = extent_of(column.values);
  const bool is_knee = names_a(*column.coordinate, {"knee"});
  // Scale-free where the unit may be the other one: what bends both ways alike does so in degrees and
  // radians.
  const double share = extent.other_way() / std::max(extent.largest(), 1e-12);
  if (is_knee && ((extent.other_way() > knee_other_way_deg * per_degree && share > knee_other_way_share) ||
                  (extent.other_way() > knee_alike_deg * per_degree && share > knee_alike_share)))
    return OtherKind{.what = results,
                     .because = fmt::format("'{}' would bend both ways, from {:.3g} to {:.3g}", name,
                                            extent.low, extent.high)};
  // Degrees under a header that says radians are still angles; what is too much for degrees is none.
  if (share_beyond(column.values, leg_turns_deg_max) > share_of_rows_max)
    return OtherKind{
        .what = results,
        .because = fmt::format("'{}' reaches {:.4g}, more than a leg can turn", name, extent.largest())};
  // Under the wrong unit nothing can be said of speeds: degrees called radians are the unit's question.
  if (extent.largest() > leg_turns_deg_max * per_degree) return std::nullopt;
  const double too_fast = share_too_fast(column.values, time_s, per_degree);
  if (too_fast <= share_of_fast_rows_max) return std::nullopt;
  return OtherKind{
      .what = "poses without a movement between them, results, or times that are no seconds",
      .because =
          fmt::format("'{}' would turn faster than {} degrees a second in {:.0f} % of the rows, which no "
                      "leg does",
                      name, leg_speed_deg_per_s_max, 100.0 * too_fast),
      .advice =
          "Correct the times, in seconds. Rows that are single poses get times a second apart: their lengths "
          "are right then, and nobody takes them for a run."};
}

/// What the values of all columns together say.
struct Stillness {
  bool all_zero = true;
  double largest_deg = 0.0;     ///< of all angles
  bool has_height = false;      ///< there is a column of the pelvis' height
  double largest_height = 0.0;  ///< in it, whatever its sign
};

std::optional<OtherKind> not_a_movement(const Stillness& still, bool in_degrees) {
  if (still.all_zero)
    return OtherKind{.what = "a table without movement", .because = "every coordinate is zero in every row"};
  // Radians called degrees are small as well: they are the unit's question.
  const bool seem_radians = in_degrees && still.largest_deg <= std::numbers::pi;
  const bool lies = still.has_height
                        ? still.largest_height > 0.0 && still.largest_height < pelvis_height_m_min
                        : !seem_radians;
  if (still.largest_deg < still_deg && lies) {
    return OtherKind{
        .what = "tracking errors or controls",
        .because = fmt::format("no angle exceeds {} degrees and the pelvis has no height", still_deg)};
  }
  if (still.largest_height > pelvis_height_m_max) {
    return OtherKind{.what = "lengths in centimeters or millimeters",
                     .because = fmt::format("the pelvis would be {:.3g} m high", still.largest_height),
                     .advice = "Write lengths in meters into the file, as OpenSim does."};
  }
  return std::nullopt;
}

std::optional<OtherKind> by_values(const StorageTable& table, const std::vector<Column>& columns,
                                   bool in_degrees) {
  if (columns.empty()) return std::nullopt;
  const double per_degree = in_degrees ? 1.0 : rad_per_deg;
  Stillness still;
  for (const Column& column : columns) {
    const Extent extent = extent_of(column.values);
    still.all_zero &= extent.largest() == 0.0;
    if (column.coordinate->motion_type == MotionType::translational) {
      if (to_lower(column.coordinate->name) != "pelvis_ty") continue;
      still.has_height = true;
      still.largest_height = median_magnitude(column.values);
      continue;
    }
    still.largest_deg = std::max(still.largest_deg, extent.largest() / per_degree);
    if (column.coordinate->coupler >= 0 || !names_a(*column.coordinate, {"hip", "knee", "ankle"})) continue;
    if (auto other = not_an_angle(column, table.table.time_s(), per_degree)) return other;
  }
  return not_a_movement(still, in_degrees);
}

}  // namespace

std::optional<OtherKind> other_kind_of(const StorageTable& table, const Model& model,
                                       std::optional<bool> in_degrees) {
  if (auto found = by_title(table)) return found;
  if (auto found = by_columns(table, model)) return found;
  const std::vector<Column> columns = columns_of_coordinates(table, model);
  if (columns.empty()) return by_triples(table);
  const bool degrees = in_degrees.value_or(reads_as_degrees(table));
  return by_values(table, columns, degrees);
}

std::string strange_times(const StorageTable& table) {
  const std::vector<double>& t = table.table.time_s();
  if (t.size() < 3 || !table.has_time) return {};
  const double apart = (t.back() - t.front()) / static_cast<double>(t.size() - 1);
  if (apart < row_distance_s_max) return {};
  return fmt::format(
      "its rows lie {:.3g} s apart: are the times seconds? Milliseconds, frame numbers or percent of a cycle "
      "give wrong speeds, and no strides are found",
      apart);
}

}  // namespace hamstring
