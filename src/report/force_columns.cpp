#include "report/force_columns.h"

#include "core/units.h"

namespace hamstring::report {
namespace {

void add_band(const BandedForce& force, double mass_kg, std::vector<CsvCell>& row) {
  for (const double n : {force.force_n, force.low_n, force.high_n}) row.emplace_back(n);
  for (const double n : {force.force_n, force.low_n, force.high_n}) row.emplace_back(n / mass_kg);
  row.emplace_back(force.at_percent);
}

/// A column of a table and where it comes from.
struct Column {
  const char* name;
  const char* unit;
  Banded ForceNumbers::* quantity;
  double factor = 1.0;
};

/// Those of the swing first, which are known without plates.
std::vector<Column> columns_of(const ForceReport& forces) {
  const double per_kg = 1.0 / forces.mass_kg;
  using N = ForceNumbers;
  std::vector<Column> columns{{"swing_negative_work", "_J", &N::swing_negative_work_j},
                              {"swing_negative_work", "_J_per_kg", &N::swing_negative_work_j, per_kg}};
  if (forces.swing_only) return columns;
  columns.insert(columns.end(), {{"positive_work", "_J", &N::positive_work_j},
                                 {"positive_work", "_J_per_kg", &N::positive_work_j, per_kg},
                                 {"negative_work", "_J", &N::negative_work_j},
                                 {"negative_work", "_J_per_kg", &N::negative_work_j, per_kg},
                                 {"impulse", "_Ns", &N::impulse_n_s},
                                 {"longest_fiber", "_optimal_lengths", &N::longest_fiber},
                                 {"most_tendon_strain", "_percent", &N::most_tendon_strain, percent_per_one},
                                 {"share_of_hip_extension_moment", "_1", &N::hip_share},
                                 {"share_of_knee_flexion_moment", "_1", &N::knee_share}});
  return columns;
}

}  // namespace

void add_force_headers(const ForceReport& forces, std::vector<std::string>& headers) {
  const auto band = [&](const std::string& name) {
    for (const char* end :
         {"_N", "_low_N", "_high_N", "_N_per_kg", "_low_N_per_kg", "_high_N_per_kg", "_at_percent_of_cycle"})
      headers.push_back(name + end);
  };
  band("late_swing_force");
  if (!forces.swing_only) band("peak_force");
  for (const Column& column : columns_of(forces)) {
    for (const char* end : {"", "_low", "_high"})
      headers.push_back(std::string(column.name) + end + column.unit);
  }
}

void add_force_columns(const ForceReport& forces, Side side, const std::string& muscle, std::size_t stride,
                       std::vector<CsvCell>& row) {
  const ForceSummary* summary = find_force(forces, side, muscle);
  const ForceNumbers n =
      summary != nullptr && stride < summary->strides.size() ? summary->strides[stride] : ForceNumbers{};
  add_band(n.late_swing, forces.mass_kg, row);
  if (!forces.swing_only) add_band(n.peak, forces.mass_kg, row);
  for (const Column& column : columns_of(forces)) {
    const Banded q = times(n.*column.quantity, column.factor);
    for (const double value : {q.value, q.low, q.high}) row.emplace_back(value);
  }
}

}  // namespace hamstring::report
