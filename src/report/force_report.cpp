#include "report/force_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace hamstring::report {
namespace {

std::string per_cent(double share) {
  return std::isfinite(share) ? fmt::format("{:.0f} %", 100.0 * share) : std::string("not known");
}

std::string work_line(const ForceNumbers& n, double mass_kg) {
  std::string text = "    ";
  if (std::isfinite(n.impulse_n_s)) {
    text += fmt::format("work {:.1f} J done, {:.1f} J taken ({:.2f} and {:.2f} J/kg); impulse {:.0f} N s; ",
                        n.positive_work_j, -n.negative_work_j, n.positive_work_j / mass_kg,
                        -n.negative_work_j / mass_kg, n.impulse_n_s);
  } else {
    text += "work and impulse not known (frames within have no result); ";
  }
  return text + fmt::format("{} of hip extension, {} of knee flexion\n", per_cent(n.hip_share),
                            per_cent(n.knee_share));
}

std::string at_text(const BandedForce& force) {
  return std::isfinite(force.at_percent) ? fmt::format(" at {:.0f} % of the stride", force.at_percent)
                                         : std::string();
}

std::string muscle_lines(const ForceSummary& s, double mass_kg, bool swing_only) {
  const ForceNumbers& n = s.middle;
  std::string text = fmt::format("  {} {}: ", s.what, side_name(s.side));
  if (swing_only) {
    text += banded_text(n.late_swing, mass_kg) + at_text(n.late_swing) + "\n";
    if (std::isfinite(n.swing_negative_work_j))
      text += fmt::format("    work taken in the swing {:.1f} J ({:.2f} J/kg)\n", -n.swing_negative_work_j,
                          -n.swing_negative_work_j / mass_kg);
    return text;
  }
  text += banded_text(n.peak, mass_kg) + at_text(n.peak) + "\n";
  if (!std::isfinite(n.peak.force_n)) return text;
  if (std::isfinite(n.late_swing.force_n))
    text += "    late in the swing " + banded_text(n.late_swing, mass_kg) + at_text(n.late_swing) + "\n";
  text += work_line(n, mass_kg);
  if (std::isfinite(n.longest_fiber))
    text += fmt::format("    fiber up to {:.2f} optimal lengths, tendon stretched up to {:.1f} %\n",
                        n.longest_fiber, 100.0 * n.most_tendon_strain);
  return text;
}

}  // namespace

const ForceSummary* find_force(const ForceReport& forces, Side side, const std::string& what) {
  const auto found = std::ranges::find_if(
      forces.muscles, [&](const ForceSummary& s) { return s.side == side && s.what == what; });
  return found == forces.muscles.end() ? nullptr : &*found;
}

std::string banded_text(const BandedForce& force, double mass_kg) {
  if (!std::isfinite(force.force_n)) return "not known";
  return fmt::format("{:.0f} N, between {:.0f} and {:.0f} ({:.1f} N/kg, {:.1f} to {:.1f})", force.force_n,
                     force.low_n, force.high_n, force.force_n / mass_kg, force.low_n / mass_kg,
                     force.high_n / mass_kg);
}

std::string forces_lines(const ForceReport& forces) {
  if (forces.muscles.empty()) return {};
  const bool has_strides = !forces.muscles.front().strides.empty();
  std::string text = forces.swing_only ? "Largest force late in the swing (medians of strides):\n"
                     : has_strides     ? "Largest force of a stride, and over it (medians of strides):\n"
                                   : "Largest force, and over the whole recording (no stride was found):\n";
  for (const ForceSummary& s : forces.muscles) text += muscle_lines(s, forces.mass_kg, forces.swing_only);
  for (const std::string& note : forces.notes) text += note + "\n";
  return text;
}

}  // namespace hamstring::report
