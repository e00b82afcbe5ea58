#include "kinematics/joint_motion.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "core/text.h"
#include "core/try.h"
#include "formats/storage/storage_angle_unit.h"
#include "formats/storage/storage_labels.h"
#include "kinematics/motion_gaps.h"
#include "kinematics/motion_range.h"
#include "signal/butterworth.h"
#include "signal/spline.h"

namespace hamstring {
namespace {

using model::Coordinate;
using model::Model;
using model::MotionType;

constexpr std::size_t no_column = std::numeric_limits<std::size_t>::max();

/// Which column of the table holds the value and the speed of each coordinate.
struct ColumnMap {
  std::vector<std::size_t> value;
  std::vector<std::size_t> speed;
};

/// The coordinate that a label names: by its bare name, or by joint and name where two joints have one of the
/// same name and the model calls the later one "joint/name".
CoordinateIndex coordinate_of(const Model& model, const std::string& label, const std::string& name) {
  const std::size_t at = label.find("/" + name + "/");
  if (at != std::string::npos && at > 0) {
    const std::size_t joint = label.rfind('/', at - 1) + 1;  // npos + 1 is the beginning
    const CoordinateIndex of_joint = model.find_coordinate(label.substr(joint, at - joint) + "/" + name);
    if (of_joint.is_valid()) return of_joint;
  }
  return model.find_coordinate(name);
}

ColumnMap map_columns(const Model& model, const TimeSeries& table, Diagnostics& diagnostics) {
  ColumnMap map{.value = std::vector<std::size_t>(model.coordinates.size(), no_column),
                .speed = std::vector<std::size_t>(model.coordinates.size(), no_column)};
  std::vector<std::string> unused;
  for (std::size_t column = 0; column < table.columns(); ++column) {
    const StorageColumnName name = coordinate_name_of(table.labels()[column]);
    const CoordinateIndex c = coordinate_of(model, table.labels()[column], name.name);
    const bool is_value = name.kind == StorageColumnKind::value;
    if (!c.is_valid() || (!is_value && name.kind != StorageColumnKind::speed)) {
      unused.push_back(table.labels()[column]);
      continue;
    }
    std::size_t& slot = (is_value ? map.value : map.speed)[c.value()];
    if (slot == no_column) {
      slot = column;
    } else {
      diagnostics.warn("a second column for the same coordinate; the first is used", table.labels()[column]);
    }
  }
  if (!unused.empty()) {
    diagnostics.note(fmt::format("{} columns are no coordinates of the model and are not used ({}{})",
                                 unused.size(), unused.front(), unused.size() > 1 ? ", …" : ""));
  }
  return map;
}

void report_missing(const Model& model, const ColumnMap& map, const JointMotionOptions& options,
                    Diagnostics& diagnostics) {
  // A coordinate that the model locks stays where it is, column or not.
  const bool opensim = options.mode == Compatibility::opensim;
  std::vector<std::string> names, locked;
  for (std::size_t c = 0; c < model.coordinates.size(); ++c) {
    const model::Coordinate& coordinate = model.coordinates[c];
    if (map.value[c] != no_column || coordinate.coupler >= 0) continue;
    const bool stays = coordinate.locked && (!opensim || coordinate.default_value == 0.0);
    (stays ? locked : names).push_back(coordinate.name);
  }
  if (!locked.empty()) {
    diagnostics.note(fmt::format("the motion has no column for {} coordinates that the model locks: {}",
                                 locked.size(), fmt::join(locked, ", ")));
  }
  if (names.empty()) return;
  diagnostics.add(
      {.severity = options.partial_by_design ? Severity::note : Severity::warning,
       .message = fmt::format("the motion has no column for {} coordinates of the model: {}; taken as {}",
                              names.size(), fmt::join(names, ", "),
                              opensim ? "0, as OpenSim does" : "the model's default value")});
}

/// Derivative of a column at its own times; rows without a number stay NaN and are left out of the spline.
std::vector<double> slope(std::span<const double> time_s, std::span<const double> values) {
  std::vector<double> t;
  std::vector<double> y;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    t.push_back(time_s[i]);
    y.push_back(values[i]);
  }
  std::vector<double> result(values.size(), std::numeric_limits<double>::quiet_NaN());
  const Result<NaturalSpline> spline = NaturalSpline::fit(t, y);
  if (!spline) return result;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isfinite(values[i])) result[i] = spline->at(time_s[i]).first;
  }
  return result;
}

void report_gaps(const TimeSeries& table, std::size_t column, Diagnostics& diagnostics) {
  const auto gaps = std::ranges::count_if(table.column(column), [](double v) { return !std::isfinite(v); });
  if (gaps == 0) return;
  diagnostics.warn(
      fmt::format("{} of {} rows hold no number; nothing is computed in them", gaps, table.rows()),
      table.labels()[column]);
}

Result<void> check_times(const TimeSeries& table) {
  if (table.rows() < 2)
    return failure(Error{.message = fmt::format("a movement needs at least 2 rows; found {}", table.rows())});
  for (std::size_t i = 1; i < table.rows(); ++i) {
    if (!(table.time_s()[i] > table.time_s()[i - 1])) {
      return failure(
          Error{.message = fmt::format("times must increase; row {} ({} s) does not come after row {} ({} s)",
                                       i + 1, table.time_s()[i], i, table.time_s()[i - 1]),
                .advice = "Remove the repeated rows."});
    }
  }
  return {};
}

void fill_coordinate(const Model& model, const TimeSeries& table, const ColumnMap& map, std::size_t c,
                     const JointMotionOptions& options, JointMotion& motion) {
  const Coordinate& coordinate = model.coordinates[c];
  const std::size_t n = model.coordinates.size();
  if (map.value[c] == no_column) {
    const double held = options.mode == Compatibility::opensim ? 0.0 : coordinate.default_value;
    for (std::size_t f = 0; f < motion.frames(); ++f) {
      motion.values[f * n + c] = held;
      motion.speeds[f * n + c] = 0.0;
    }
    return;
  }
  const std::span<const double> values = table.column(map.value[c]);
  const std::vector<double> fitted =
      map.speed[c] == no_column ? slope(table.time_s(), values) : std::vector<double>{};
  const std::span<const double> speeds =
      fitted.empty() ? table.column(map.speed[c]) : std::span<const double>(fitted);
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    motion.values[f * n + c] = values[f];
    motion.speeds[f * n + c] = speeds[f];
  }
}

/// Only the columns that are coordinates of the model: others (muscles, forces) may hold gaps that would
/// spoil a filter.
TimeSeries coordinate_columns(const Model& model, const TimeSeries& table) {
  TimeSeries kept(table.time_s(), {});
  for (std::size_t column = 0; column < table.columns(); ++column) {
    if (model.find_coordinate(coordinate_name_of(table.labels()[column]).name).is_valid())
      kept.add_column(table.labels()[column], table.column(column));
  }
  return kept;
}

bool is_value(const Model& model, const std::string& label) {
  const StorageColumnName name = coordinate_name_of(label);
  return name.kind == StorageColumnKind::value && model.find_coordinate(name.name).is_valid();
}

bool has_gaps(const Model& model, const TimeSeries& table) {
  for (std::size_t column = 0; column < table.columns(); ++column) {
    if (is_value(model, table.labels()[column]) &&
        std::ranges::any_of(table.column(column), [](double v) { return !std::isfinite(v); }))
      return true;
  }
  return false;
}

/// Fills what is short, and says so.
std::vector<FilledGap> filled_gaps(const Model& model, TimeSeries& table, Diagnostics& diagnostics) {
  std::vector<FilledGap> filled;
  for (std::size_t column = 0; column < table.columns(); ++column) {
    const std::string& label = table.labels()[column];
    if (!is_value(model, label)) continue;
    const std::vector<TimeSpan> spans = fill_short_gaps(table.time_s(), table.column(column));
    if (spans.empty()) continue;
    const CoordinateIndex c = coordinate_of(model, label, coordinate_name_of(label).name);
    for (const TimeSpan& span : spans)
      filled.push_back({.coordinate = c.value(), .from_s = span.start_s, .to_s = span.end_s});
    diagnostics.warn(
        fmt::format("rows without numbers were filled from those around, where they last no longer "
                    "than {} s: {} gap{}, the first at {:.4g} s",
                    filled_gap_s_max, spans.size(), spans.size() == 1 ? "" : "s", spans.front().start_s),
        label);
  }
  return filled;
}

Result<TimeSeries> filtered(const Model& model, const TimeSeries& table, const JointMotionOptions& options,
                            Diagnostics& diagnostics) {
  const bool opensim = options.mode == Compatibility::opensim;
  const double cutoff_hz = opensim ? *options.lowpass_hz : *options.lowpass_hz / two_pass_share;
  return lowpass(coordinate_columns(model, table), {.cutoff_hz = cutoff_hz, .keep_padding = opensim},
                 diagnostics);
}

std::vector<std::size_t> rotational_columns(const Model& model, const TimeSeries& table) {
  std::vector<std::size_t> columns;
  for (std::size_t column = 0; column < table.columns(); ++column) {
    const StorageColumnName name = coordinate_name_of(table.labels()[column]);
    if (name.kind != StorageColumnKind::value && name.kind != StorageColumnKind::speed) continue;
    const CoordinateIndex c = coordinate_of(model, table.labels()[column], name.name);
    // Coupled coordinates (patellae) are never in degrees for OpenSim, whatever the header says.
    if (c.is_valid() && model.coordinates[c.value()].motion_type == MotionType::rotational)
      columns.push_back(column);
  }
  return columns;
}

Result<AngleUnit> unit_of_angles(const StorageTable& table, std::span<const std::size_t> columns,
                                 const JointMotionOptions& options, Diagnostics& diagnostics) {
  if (options.in_degrees) return angle_unit_given(*options.in_degrees);
  Diagnostics found;
  AngleUnit unit = angle_unit_check(table, columns, found);
  if (options.refuse_other_unit && !unit.contradiction.empty()) {
    return failure(Error{.message = "the unit of the angles contradicts their values: " + unit.contradiction,
                         .advice = fmt::format("Give the unit with --degrees or --radians, or write "
                                               "inDegrees={} into the header.",
                                               unit.in_degrees ? "no" : "yes")});
  }
  diagnostics.append(found);
  return unit;
}

}  // namespace

Result<JointMotion> joint_motion_from_table(const Model& model, StorageTable table,
                                            const JointMotionOptions& options, Diagnostics& diagnostics) {
  const std::vector<std::size_t> rotational = rotational_columns(model, table.table);
  HAMSTRING_TRY(unit, unit_of_angles(table, rotational, options, diagnostics));
  if (unit.in_degrees) convert_degrees_to_radians(table.table, rotational);
  return joint_motion_from_series(model, table.table, options, diagnostics);
}

Result<JointMotion> joint_motion_from_series(const Model& model, const TimeSeries& table,
                                             const JointMotionOptions& options, Diagnostics& diagnostics) {
  HAMSTRING_TRY_DO(check_times(table));
  std::optional<TimeSeries> changed;
  std::vector<FilledGap> gaps;
  if (options.mode == Compatibility::physics && has_gaps(model, table)) {
    changed = coordinate_columns(model, table);
    gaps = filled_gaps(model, *changed, diagnostics);
  }
  if (options.lowpass_hz) {
    HAMSTRING_TRY(passed, filtered(model, changed ? *changed : table, options, diagnostics));
    changed = std::move(passed);
  }
  const TimeSeries& series = changed ? *changed : table;
  const ColumnMap map = map_columns(model, series, diagnostics);
  if (std::ranges::all_of(map.value, [](std::size_t column) { return column == no_column; })) {
    constexpr std::size_t named_max = 3;
    std::vector<std::string> first;
    for (const std::string& label : series.labels())
      if (first.size() < named_max) first.push_back(quote_for_message(label));
    return failure(
        Error{.message = fmt::format("no column is a coordinate of the model: found '{}'{}",
                                     fmt::join(first, "', '"), series.columns() > first.size() ? ", …" : ""),
              .advice = "Is this a file of joint angles (.mot, .sto) made with the same model? "
                        "List the model's coordinates with: hamstring model FILE"});
  }
  report_missing(model, map, options, diagnostics);
  const std::size_t n = model.coordinates.size();
  JointMotion motion{.time_s = series.time_s(),
                     .coordinates = n,
                     .values = std::vector<double>(series.rows() * n),
                     .speeds = std::vector<double>(series.rows() * n),
                     .is_given = std::vector<bool>(n, false),
                     .filled = std::move(gaps)};
  for (std::size_t c = 0; c < n; ++c) {
    motion.is_given[c] = map.value[c] != no_column;
    if (motion.is_given[c]) report_gaps(series, map.value[c], diagnostics);
    fill_coordinate(model, series, map, c, options, motion);
  }
  keep_to_ranges(model, options.mode, motion, diagnostics);
  return motion;
}

JointMotion slice(const JointMotion& motion, std::size_t first, std::size_t last) {
  const auto rows = [&](const std::vector<double>& all, std::size_t width) {
    return std::vector<double>(all.begin() + static_cast<std::ptrdiff_t>(first * width),
                               all.begin() + static_cast<std::ptrdiff_t>((last + 1) * width));
  };
  std::vector<FilledGap> gaps = motion.filled;
  std::erase_if(gaps, [&](const FilledGap& gap) {
    return gap.to_s < motion.time_s[first] || gap.from_s > motion.time_s[last];
  });
  return {.time_s = rows(motion.time_s, 1),
          .coordinates = motion.coordinates,
          .values = rows(motion.values, motion.coordinates),
          .speeds = rows(motion.speeds, motion.coordinates),
          .is_given = motion.is_given,
          .filled = gaps};
}

}  // namespace hamstring
