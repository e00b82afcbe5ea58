#include "analysis/muscle_states.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/try.h"
#include "formats/storage/storage_labels.h"
#include "formats/storage/storage_reader.h"

namespace hamstring::analysis {
namespace {

// What solvers leave beside their bounds.
constexpr double grace = 0.01;

/// The value between rows; NaN beside a row without a number and beyond the ends.
double between(const std::vector<double>& at_s, std::span<const double> values, double t) {
  constexpr double same_s = 1e-7;  // times written with eight digits
  const auto next = std::ranges::lower_bound(at_s, t - same_s);
  if (next == at_s.end()) return std::numeric_limits<double>::quiet_NaN();
  const auto i = static_cast<std::size_t>(next - at_s.begin());
  if (std::abs(*next - t) <= same_s) return values[i];
  if (i == 0) return std::numeric_limits<double>::quiet_NaN();
  const double share = (t - at_s[i - 1]) / (at_s[i] - at_s[i - 1]);
  return (1.0 - share) * values[i - 1] + share * values[i];
}

void fill(TimeSeries& into, std::size_t column, const TimeSeries& from, std::size_t of) {
  for (std::size_t row = 0; row < into.rows(); ++row)
    into(row, column) = between(from.time_s(), from.column(of), into.time_s()[row]);
}

Result<void> check_activation(const std::filesystem::path& file, const TimeSeries& activation,
                              std::size_t column) {
  for (std::size_t row = 0; row < activation.rows(); ++row) {
    const double a = activation(row, column);
    if (std::isnan(a) || (a >= -grace && a <= 1.0 + grace)) continue;
    return failure({.message = fmt::format("the activation of '{}' is {:.4g} at {:.4g} s; expected 0 to 1",
                                           activation.labels()[column], a, activation.time_s()[row]),
                    .file = file.string(),
                    .element = activation.labels()[column],
                    .advice = "Is it in percent? Divide it by 100."});
  }
  return {};
}

}  // namespace

Result<MuscleStates> muscle_states(const std::filesystem::path& file, const model::Model& model,
                                   const std::vector<MuscleIndex>& muscles, const std::vector<double>& time_s,
                                   Diagnostics& diagnostics) {
  std::vector<std::string> labels;
  for (const MuscleIndex m : muscles) labels.push_back(model.muscles[m.value()].name);
  MuscleStates states{.activation = TimeSeries(time_s, labels), .fiber_state = TimeSeries(time_s, labels)};
  for (std::size_t c = 0; c < muscles.size(); ++c)
    std::ranges::fill(states.activation.column(c), model.muscles[muscles[c].value()].defaults.activation);
  if (file.empty()) return states;
  HAMSTRING_TRY(read, read_storage(file, diagnostics));
  const TimeSeries& table = read.table;
  for (std::size_t column = 0; column < table.columns(); ++column) {
    const StorageColumnName name = coordinate_name_of(table.labels()[column]);
    const auto found = std::ranges::find(labels, name.name);
    if (found == labels.end()) continue;
    const auto c = static_cast<std::size_t>(found - labels.begin());
    if (name.kind == StorageColumnKind::activation) {
      fill(states.activation, c, table, column);
      HAMSTRING_TRY_DO(check_activation(file, states.activation, c));
      ++states.from_file;
    } else if (name.kind == StorageColumnKind::fiber_length ||
               name.kind == StorageColumnKind::normalized_force) {
      fill(states.fiber_state, c, table, column);
    }
  }
  return states;
}

}  // namespace hamstring::analysis
