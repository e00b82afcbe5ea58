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

/// A quantity, its low and its high, each with `unit` at the end of its name.
void put(Json& json, const std::string& name, const Banded& quantity, const std::string& unit) {
  json[name + unit] = number(quantity.value);
  json[name + "_low" + unit] = number(quantity.low);
  json[name + "_high" + unit] = number(quantity.high);
}

void put_work(Json& json, const std::string& name, const Banded& work_j, double mass_kg) {
  put(json, name, work_j, "_J");
  put(json, name, times(work_j, 1.0 / mass_kg), "_J_per_kg");
}

}  // namespace

nlohmann::ordered_json force_json(const ForceSummary& s, double mass_kg, bool swing_only) {
  const ForceNumbers& n = s.middle;
  Json json{{"side", side_name(s.side)}, {"what", s.what}, {"strides", s.strides.size()}};
  put_band(json, "late_swing_peak", n.late_swing, mass_kg);
  put_work(json, "swing_negative_work", n.swing_negative_work_j, mass_kg);
  if (swing_only) return json;
  put_band(json, "peak", n.peak, mass_kg);
  put(json, "longest_fiber", n.longest_fiber, "_optimal_lengths");
  put(json, "most_tendon_strain", times(n.most_tendon_strain, 100.0), "_percent");
  put(json, "peak_power", n.peak_power_w, "_W");
  put(json, "least_power", n.least_power_w, "_W");
  put_work(json, "positive_work", n.positive_work_j, mass_kg);
  put_work(json, "negative_work", n.negative_work_j, mass_kg);
  put(json, "impulse", n.impulse_n_s, "_Ns");
  put(json, "share_of_hip_extension_moment", n.hip_share, "");
  put(json, "share_of_knee_flexion_moment", n.knee_share, "");
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
            {"cautions", forces.cautions},
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
