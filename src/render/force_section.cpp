#include "render/force_section.h"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "render/marks.h"
#include "report/messages.h"

namespace hamstring::render {
namespace {

namespace messages = report::messages;
using report::BandedForce;
using report::ForceReport;
using report::ForceSummary;

std::string name_of(const ForceSummary& s) {
  if (s.what == "hamstrings") return say(messages::force_hamstrings).text();
  if (s.what == "lateral") return say(messages::force_lateral).text();
  if (s.what == "medial") return say(messages::force_medial).text();
  return s.what;
}

std::string newtons(const BandedForce& force) {
  if (!std::isfinite(force.force_n)) return say(messages::force_not_known).text();
  return fmt::format("{:.0f} N ({:.0f} to {:.0f})", force.force_n, force.low_n, force.high_n);
}

std::string per_kilogram(const BandedForce& force, double mass_kg) {
  if (!std::isfinite(force.force_n)) return say(messages::force_not_known).text();
  return fmt::format("{:.1f} ({:.1f} to {:.1f})", force.force_n / mass_kg, force.low_n / mass_kg,
                     force.high_n / mass_kg);
}

std::string known(double value, std::string text) {
  return std::isfinite(value) ? std::move(text) : say(messages::force_not_known).text();
}

/// Heading and cell of every column, so that both never part.
std::vector<std::pair<std::string, std::string>> cells_of(const ForceSummary& s, const ForceReport& forces) {
  const report::ForceNumbers& n = s.middle;
  const double mass = forces.mass_kg;
  std::vector<std::pair<std::string, std::string>> cells{
      {"Late in the swing", newtons(n.late_swing)},
      {"N/kg", per_kilogram(n.late_swing, mass)},
      {"Work taken in the swing",
       known(n.swing_negative_work_j, fmt::format("{:.1f} J, {:.2f} J/kg", -n.swing_negative_work_j,
                                                  -n.swing_negative_work_j / mass))}};
  if (forces.swing_only) return cells;
  cells.insert(cells.end(),
               {{"Largest of the stride", newtons(n.peak)},
                {"Work done", known(n.impulse_n_s, fmt::format("{:.1f} J, {:.2f} J/kg", n.positive_work_j,
                                                               n.positive_work_j / mass))},
                {"Work taken", known(n.impulse_n_s, fmt::format("{:.1f} J, {:.2f} J/kg", -n.negative_work_j,
                                                                -n.negative_work_j / mass))},
                {"Impulse", known(n.impulse_n_s, fmt::format("{:.0f} N s", n.impulse_n_s))},
                {"Tendon stretched",
                 known(n.most_tendon_strain, fmt::format("{:.1f} %", 100.0 * n.most_tendon_strain))},
                {"Of hip extension", known(n.hip_share, fmt::format("{:.0f} %", 100.0 * n.hip_share))},
                {"Of knee flexion", known(n.knee_share, fmt::format("{:.0f} %", 100.0 * n.knee_share))}});
  return cells;
}

Html row_html(const ForceSummary& s, const ForceReport& forces) {
  std::vector<Html> cells{element("th", {{"scope", "row"}, {"role", "rowheader"}}, {name_of(s)}),
                          element("td", {{"role", "cell"}, {"class", "side"}},
                                  {side_mark(s.side), say(messages::word(s.side)).text()})};
  for (const auto& [heading, text] : cells_of(s, forces))
    cells.push_back(element("td", {{"role", "cell"}, {"class", "number"}, {"data-label", heading}}, {text}));
  return element("tr", {{"role", "row"}}, cells);
}

}  // namespace

Html force_section(const ForceReport& forces) {
  if (forces.muscles.empty()) return {};
  std::vector<Html> head{element("th", {{"scope", "col"}, {"role", "columnheader"}}, {"Muscle"}),
                         element("th", {{"scope", "col"}, {"role", "columnheader"}}, {"Side"})};
  for (const auto& [heading, text] : cells_of(forces.muscles.front(), forces))
    head.push_back(
        element("th", {{"scope", "col"}, {"role", "columnheader"}, {"class", "number"}}, {heading}));
  std::vector<Html> rows, notes;
  for (const ForceSummary& s : forces.muscles) rows.push_back(row_html(s, forces));
  for (const std::string& note : forces.notes) notes.push_back(element("li", {note}));
  notes.push_back(element("li", {say(messages::force_settings, {{"settings", forces.settings}}).text()}));
  const std::string title = say(messages::head_forces).text();
  return element("section", {{"aria-labelledby", "forces-title"}},
                 {element("h2", {{"id", "forces-title"}}, {title}),
                  element("p", {{"class", "note"}}, {say(messages::force_note).text()}),
                  element("table", {{"class", "peaks forces"}, {"role", "table"}, {"aria-label", title}},
                          {element("thead", {{"role", "rowgroup"}}, {element("tr", {{"role", "row"}}, head)}),
                           element("tbody", {{"role", "rowgroup"}}, rows)}),
                  element("ul", {{"class", "note"}}, notes)});
}

}  // namespace hamstring::render
