#include "dynamics/load_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "core/try.h"

namespace hamstring::dynamics {
namespace {

constexpr std::size_t labels_listed_max = 12;

std::string labels_of(const TimeSeries& table) {
  std::string text;
  for (std::size_t c = 0; c < std::min(table.columns(), labels_listed_max); ++c)
    text += fmt::format("{}{}", c == 0 ? "" : ", ", quote_for_message(table.labels()[c]));
  return table.columns() > labels_listed_max ? text + ", …" : text;
}

/// Positions of the three columns; empty where none are asked for.
Result<std::vector<std::size_t>> find_columns(const LoadSource& source, const LoadColumns& wanted,
                                              std::string_view what, const TimeSeries& table) {
  std::vector<std::size_t> found;
  if (!wanted.are_given()) return found;
  if (!wanted.identifier.empty()) {
    for (std::size_t c = 0; c < table.columns(); ++c) {
      if (table.labels()[c].starts_with(wanted.identifier)) found.push_back(c);
    }
  } else if (wanted.first_column >= 1 &&
             static_cast<std::size_t>(wanted.first_column) + 2 <= table.columns()) {
    for (std::size_t k = 0; k < 3; ++k)
      found.push_back(static_cast<std::size_t>(wanted.first_column) - 1 + k);
  }
  if (found.size() == 3) return found;
  return failure(
      {.message = fmt::format("its {} needs three columns whose names begin with '{}'; the table has {} "
                              "such columns",
                              what,
                              wanted.identifier.empty() ? fmt::format("#{}", wanted.first_column)
                                                        : quote_for_message(wanted.identifier),
                              found.size()),
       .line = source.line,
       .element = source.name,
       .advice = fmt::format("Correct the identifier; the table's columns are {}.", labels_of(table))});
}

Result<std::vector<Vec3>> read_vectors(const LoadSource& source, const LoadColumns& wanted,
                                       std::string_view what, const TimeSeries& table,
                                       Diagnostics& diagnostics) {
  HAMSTRING_TRY(columns, find_columns(source, wanted, what, table));
  std::vector<Vec3> vectors;
  if (columns.empty()) return vectors;
  vectors.reserve(table.rows());
  for (std::size_t r = 0; r < table.rows(); ++r)
    vectors.emplace_back(table(r, columns[0]), table(r, columns[1]), table(r, columns[2]));
  const auto missing = std::ranges::count_if(vectors, [](const Vec3& v) { return !v.allFinite(); });
  if (missing > 0) {
    diagnostics.warn(fmt::format("its {} holds no number in {} of {} rows", what, missing, table.rows()),
                     source.name, source.line);
  }
  return vectors;
}

}  // namespace

Result<ExternalLoads> loads_from_table(std::span<const LoadSource> sources, const StorageTable& table,
                                       Diagnostics& diagnostics) {
  if (!table.has_time) {
    return failure(Error{.message = "the table of forces has no column 'time'",
                         .advice = "Write one, in seconds, on the clock of the movement."});
  }
  ExternalLoads loads{.loads = {}, .file = table.file_name};
  for (const LoadSource& source : sources) {
    if (!source.applies) {
      diagnostics.note("is switched off in the file and does not act", source.name);
      continue;
    }
    ExternalLoad load{.name = source.name,
                      .applied_to_body = source.applied_to_body,
                      .force_expressed_in = source.force_expressed_in,
                      .point_expressed_in = source.point_expressed_in,
                      .time_s = table.table.time_s(),
                      .force_n = {},
                      .point_m = {},
                      .torque_n_m = {}};
    HAMSTRING_TRY(force, read_vectors(source, source.force, "force", table.table, diagnostics));
    HAMSTRING_TRY(point, read_vectors(source, source.point, "point", table.table, diagnostics));
    HAMSTRING_TRY(torque, read_vectors(source, source.torque, "torque", table.table, diagnostics));
    if (force.empty() && torque.empty()) {
      return failure(Error{.message = "names neither a force nor a torque",
                           .line = source.line,
                           .element = source.name,
                           .advice = "Write <force_identifier> or <torque_identifier>, or take it out."});
    }
    load.force_n = std::move(force);
    load.point_m = std::move(point);
    load.torque_n_m = std::move(torque);
    loads.loads.push_back(std::move(load));
  }
  return loads;
}

std::vector<LoadSource> plates_of(const StorageTable& table) {
  const TimeSeries& series = table.table;
  const auto has = [&](const std::string& stem) {
    return series.find(stem + "x") && series.find(stem + "y") && series.find(stem + "z");
  };
  std::vector<LoadSource> plates;
  for (const std::string& label : series.labels()) {
    if (!label.ends_with("vx")) continue;
    const std::string stem = label.substr(0, label.size() - 2);
    if (!has(stem + "v") || !has(stem + "p")) continue;
    LoadSource plate{.name = stem, .applied_to_body = {}};
    while (plate.name.size() > 1 && (plate.name.ends_with('_') || plate.name.ends_with('.')))
      plate.name.pop_back();
    plate.force.identifier = stem + "v";
    plate.point.identifier = stem + "p";
    std::string torque = stem;
    if (const std::size_t at = torque.rfind("force"); at != std::string::npos)
      torque.replace(at, 5, "torque");
    if (torque != stem && has(torque)) plate.torque.identifier = torque;
    plates.push_back(std::move(plate));
  }
  return plates;
}

}  // namespace hamstring::dynamics
