#include "report/force_json.h"

#include <cmath>
#include <string>

namespace hamstring::report {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

void put_band(Json& json, const std::string& name, const BandedForce& force, double mass_kg) {
  json[name + "_N"] = number(force.force_n);
  json[name + "_low_N"] = number(force.low_n);
  json[name + "_high_N"] = number(force.high_n);
  json[name + "_N_per_kg"] = number(force.force_n / mass_kg);
  json[name + "_low_N_per_kg"] = number(force.low_n / mass_kg);
  json[name + "_high_N_per_kg"] = number(force.high_n / mass_kg);
  json[name + "_at_percent"] = number(force.at_percent);
  json[name + "_at_s"] = number(force.at_s);
}

}  // namespace

nlohmann::ordered_json force_json(const ForceSummary& s, double mass_kg, bool swing_only) {
  const ForceNumbers& n = s.middle;
  Json json{{"side", side_name(s.side)}, {"what", s.what}, {"strides", s.strides.size()}};
  put_band(json, "late_swing_peak", n.late_swing, mass_kg);
  json["swing_negative_work_J"] = number(n.swing_negative_work_j);
  json["swing_negative_work_J_per_kg"] = number(n.swing_negative_work_j / mass_kg);
  if (swing_only) return json;
  put_band(json, "peak", n.peak, mass_kg);
  json["longest_fiber_optimal_lengths"] = number(n.longest_fiber);
  json["most_tendon_strain_percent"] = number(100.0 * n.most_tendon_strain);
  json["peak_power_W"] = number(n.peak_power_w);
  json["least_power_W"] = number(n.least_power_w);
  json["positive_work_J"] = number(n.positive_work_j);
  json["negative_work_J"] = number(n.negative_work_j);
  json["positive_work_J_per_kg"] = number(n.positive_work_j / mass_kg);
  json["negative_work_J_per_kg"] = number(n.negative_work_j / mass_kg);
  json["impulse_Ns"] = number(n.impulse_n_s);
  json["share_of_hip_extension_moment"] = number(n.hip_share);
  json["share_of_knee_flexion_moment"] = number(n.knee_share);
  return json;
}

nlohmann::ordered_json forces_json(const ForceReport& forces) {
  Json json{{"settings", forces.settings},
            {"mass_kg", forces.mass_kg},
            {"frames", forces.frames},
            {"solved_frames", forces.solved},
            {"marked_frames", forces.marked},
            {"kkt_residual", forces.kkt_residual},
            {"only_of_the_swinging_leg", forces.swing_only},
            {"notes", forces.notes},
            {"reserves", Json::array()},
            {"hamstrings", Json::array()}};
  for (const ReserveMark& mark : forces.reserves) {
    json["reserves"].push_back({{"coordinate", mark.coordinate},
                                {"marked_frames", mark.frames},
                                {"known_frames", mark.known},
                                {"largest_share", mark.worst_share},
                                {"largest_share_at_s", mark.worst_s}});
  }
  for (const ForceSummary& s : forces.muscles)
    json["hamstrings"].push_back(force_json(s, forces.mass_kg, forces.swing_only));
  return json;
}

}  // namespace hamstring::report
