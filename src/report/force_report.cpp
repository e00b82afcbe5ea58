#include "report/force_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace hamstring::report {
namespace {

std::string per_cent(const Banded& share, const char* of) {
  if (!std::isfinite(share.value)) return fmt::format("share of {} not known", of);
  return fmt::format("{:.0f} % of {} ({:.0f} to {:.0f})", 100.0 * share.value, of, 100.0 * share.low,
                     100.0 * share.high);
}

/// "14.7 J taken (2.4 to 22.1; 0.22 J/kg, 0.04 to 0.33)": `sign` −1 for work that muscles take.
std::string work_text(const Banded& work, double sign, const char* what, double mass_kg) {
  if (!std::isfinite(work.value))
    return fmt::format("work {} not known (frames within have no result)", what);
  const Banded w = times(work, sign), kg = times(work, sign / mass_kg);
  return fmt::format("{:.1f} J {} ({:.1f} to {:.1f}; {:.2f} J/kg, {:.2f} to {:.2f})", w.value, what, w.low,
                     w.high, kg.value, kg.low, kg.high);
}

std::string at_text(const BandedForce& force) {
  return std::isfinite(force.at_percent) ? fmt::format(" at {:.0f} % of the stride", force.at_percent)
                                         : std::string();
}

std::string stride_lines(const ForceNumbers& n, double mass_kg) {
  std::string text = banded_text(n.peak, mass_kg) + at_text(n.peak);
  if (!std::isfinite(n.peak.force_n)) return text + "\n";
  if (n.late_swing.force_n == n.peak.force_n && n.late_swing.high_n == n.peak.high_n) {
    text += ", late in the swing\n";
  } else {
    text += "\n";
    if (std::isfinite(n.late_swing.force_n))
      text += "    late in the swing " + banded_text(n.late_swing, mass_kg) + at_text(n.late_swing) + "\n";
  }
  text += "    " + work_text(n.positive_work_j, 1.0, "done", mass_kg) + ",\n    " +
          work_text(n.negative_work_j, -1.0, "taken", mass_kg) + "\n    ";
  if (std::isfinite(n.impulse_n_s.value))
    text += fmt::format("impulse {:.0f} N s ({:.0f} to {:.0f}); ", n.impulse_n_s.value, n.impulse_n_s.low,
                        n.impulse_n_s.high);
  text += per_cent(n.hip_share, "hip extension") + ", " + per_cent(n.knee_share, "knee flexion") + "\n";
  if (std::isfinite(n.longest_fiber.value))
    text += fmt::format(
        "    fiber up to {:.2f} optimal lengths ({:.2f} to {:.2f}), tendon stretched up to {:.1f} % "
        "({:.1f} to {:.1f})\n",
        n.longest_fiber.value, n.longest_fiber.low, n.longest_fiber.high, 100.0 * n.most_tendon_strain.value,
        100.0 * n.most_tendon_strain.low, 100.0 * n.most_tendon_strain.high);
  return text;
}

std::string muscle_lines(const ForceSummary& s, double mass_kg, bool swing_only) {
  const ForceNumbers& n = s.middle;
  const std::string head = fmt::format("  {} {}: ", s.what, side_name(s.side));
  if (!swing_only) return head + stride_lines(n, mass_kg);
  std::string text = head + banded_text(n.late_swing, mass_kg) + at_text(n.late_swing) + "\n";
  if (std::isfinite(n.swing_negative_work_j.value))
    text += "    " + work_text(n.swing_negative_work_j, -1.0, "taken in the swing", mass_kg) + "\n";
  return text;
}

}  // namespace

Banded times(const Banded& quantity, double factor) {
  const auto [low, high] = std::minmax({factor * quantity.low, factor * quantity.high});
  return {.value = factor * quantity.value, .low = low, .high = high};
}

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
  for (const std::string& caution : forces.cautions) text += caution + "\n";
  for (const std::string& note : forces.notes) text += note + "\n";
  return text;
}

}  // namespace hamstring::report
