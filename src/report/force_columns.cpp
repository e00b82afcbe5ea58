#include "report/force_columns.h"

#include "core/units.h"

namespace hamstring::report {
namespace {

void add_band(const BandedForce& force, double mass_kg, std::vector<CsvCell>& row) {
  for (const double n : {force.force_n, force.low_n, force.high_n}) row.emplace_back(n);
  for (const double n : {force.force_n, force.low_n, force.high_n}) row.emplace_back(n / mass_kg);
  row.emplace_back(force.at_percent);
}

}  // namespace

void add_force_headers(const ForceReport& forces, std::vector<std::string>& headers) {
  const auto band = [&](const std::string& name) {
    for (const char* end :
         {"_N", "_low_N", "_high_N", "_N_per_kg", "_low_N_per_kg", "_high_N_per_kg", "_at_percent_of_cycle"})
      headers.push_back(name + end);
  };
  band("late_swing_force");
  headers.emplace_back("swing_negative_work_J");
  headers.emplace_back("swing_negative_work_J_per_kg");
  if (forces.swing_only) return;
  band("peak_force");
  for (const char* name :
       {"positive_work_J", "negative_work_J", "positive_work_J_per_kg", "negative_work_J_per_kg",
        "impulse_Ns", "longest_fiber_optimal_lengths", "most_tendon_strain_percent",
        "share_of_hip_extension_moment_1", "share_of_knee_flexion_moment_1"})
    headers.emplace_back(name);
}

void add_force_columns(const ForceReport& forces, Side side, const std::string& muscle, std::size_t stride,
                       std::vector<CsvCell>& row) {
  const ForceSummary* summary = find_force(forces, side, muscle);
  ForceNumbers n;
  n.positive_work_j = n.negative_work_j = n.impulse_n_s = std::numeric_limits<double>::quiet_NaN();
  if (summary != nullptr && stride < summary->strides.size()) n = summary->strides[stride];
  const double mass = forces.mass_kg;
  add_band(n.late_swing, mass, row);
  row.emplace_back(n.swing_negative_work_j);
  row.emplace_back(n.swing_negative_work_j / mass);
  if (forces.swing_only) return;
  add_band(n.peak, mass, row);
  for (const double value :
       {n.positive_work_j, n.negative_work_j, n.positive_work_j / mass, n.negative_work_j / mass,
        n.impulse_n_s, n.longest_fiber, n.most_tendon_strain * percent_per_one, n.hip_share, n.knee_share})
    row.emplace_back(value);
}

}  // namespace hamstring::report
