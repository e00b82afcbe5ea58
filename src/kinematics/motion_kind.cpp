#include "kinematics/motion_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text.h"
#include "core/units.h"
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
// Smaller than any pose that stands: tracking errors are some millimeters and a degree or two.
constexpr double pelvis_height_m_min = 0.1, still_deg = 5.0;
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

double share_beyond(std::span<const double> values, double limit) {
  const auto beyond =
      std::ranges::count_if(values, [limit](double v) { return std::isfinite(v) && std::abs(v) > limit; });
  return values.empty() ? 0.0 : static_cast<double>(beyond) / static_cast<double>(values.size());
}

/// Of one rotational column of the leg; empty where nothing speaks against an angle. `per_degree`: how much
/// of the column's unit a degree is.
std::string not_an_angle(const Column& column, double per_degree) {
  const std::string& name = column.coordinate->name;
  const Extent extent = extent_of(column.values);
  // Scale-free where the unit may be the other one: what bends both ways alike does so in degrees and
  // radians.
  if (names_a(*column.coordinate, {"knee"}) && extent.other_way() > knee_other_way_deg * per_degree &&
      extent.other_way() > knee_other_way_share * extent.largest())
    return fmt::format("'{}' would bend both ways, from {:.3g} to {:.3g}", name, extent.low, extent.high);
  // Degrees under a header that says radians are still angles; what is too much for degrees is none.
  if (share_beyond(column.values, leg_turns_deg_max) > share_of_rows_max)
    return fmt::format("'{}' reaches {:.4g}, more than a leg can turn", name, extent.largest());
  return {};
}

std::optional<OtherKind> by_values(const StorageTable& table, const std::vector<Column>& columns) {
  const double per_degree = table.in_degrees.value_or(true) ? 1.0 : rad_per_deg;
  bool all_zero = true, all_still = true, lies = false;
  for (const Column& column : columns) {
    const Extent extent = extent_of(column.values);
    all_zero &= extent.largest() == 0.0;
    if (column.coordinate->motion_type == MotionType::translational) {
      const bool height = to_lower(column.coordinate->name) == "pelvis_ty";
      lies |= height && extent.largest() > 0.0 && extent.largest() < pelvis_height_m_min;
      continue;
    }
    all_still &= extent.largest() < still_deg * per_degree;
    if (column.coordinate->coupler >= 0 || !names_a(*column.coordinate, {"hip", "knee", "ankle"})) continue;
    if (std::string because = not_an_angle(column, per_degree); !because.empty())
      return OtherKind{.what = "speeds, accelerations or forces", .because = std::move(because)};
  }
  if (columns.empty()) return std::nullopt;
  if (all_zero)
    return OtherKind{.what = "a table without movement", .because = "every coordinate is zero in every row"};
  if (all_still && lies) {
    return OtherKind{
        .what = "tracking errors or controls",
        .because = fmt::format("no angle exceeds {} degrees and the pelvis has no height", still_deg)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<OtherKind> other_kind_of(const StorageTable& table, const Model& model) {
  if (auto found = by_title(table)) return found;
  if (auto found = by_columns(table, model)) return found;
  return by_values(table, columns_of_coordinates(table, model));
}

}  // namespace hamstring
