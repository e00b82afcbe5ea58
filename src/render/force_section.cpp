#include "render/force_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "render/marks.h"
#include "render/palette.h"
#include "render/svg.h"
#include "report/messages.h"
#include "report/numbers.h"

namespace hamstring::render {
namespace {

namespace messages = report::messages;
using report::Banded;
using report::BandedForce;
using report::ForceNumbers;
using report::ForceReport;
using report::ForceSummary;

constexpr double plot_width = 160.0;
constexpr double plot_height = 16.0;
constexpr double margin = 8.0;

const Hamstring* hamstring_of(const ForceSummary& s) {
  const auto found =
      std::ranges::find_if(all_hamstrings, [&](Hamstring h) { return hamstring_code(h) == s.what; });
  return found == all_hamstrings.end() ? nullptr : &*found;
}

Html name_of(const ForceSummary& s) {
  if (const Hamstring* muscle = hamstring_of(s)) return muscle_name(*muscle);
  const auto both = [](const report::Message& plain, const report::Message& members) {
    return element("span", {{"class", "names"}},
                   {element("span", {say(plain).text()}), element("small", {say(members).text()})});
  };
  if (s.what == "lateral") return both(messages::force_lateral, messages::force_lateral_members);
  if (s.what == "medial") return both(messages::force_medial, messages::force_medial_members);
  return both(messages::force_hamstrings, messages::force_hamstrings_members);
}

/// A number with its band below. A number whose band is not known is not known.
Html cell_text(const Banded& q, int decimals, std::string_view unit) {
  if (!std::isfinite(q.value + q.low + q.high)) return Html(say(messages::force_not_known).text());
  return element("span", {{"class", "banded"}},
                 {element("span", {report::quantity(q.value, decimals, unit)}),
                  element("small", {say(messages::force_band, {{"low", report::number(q.low, decimals)},
                                                               {"high", report::number(q.high, decimals)}})
                                        .text()})});
}

Banded banded(const BandedForce& force) {
  return {.value = force.force_n, .low = force.low_n, .high = force.high_n};
}

struct Cell {
  std::string heading;
  Html content;
  std::string label{};  ///< where the row is a card and no column stands above it; empty: the heading
};

void add_force(std::vector<Cell>& cells, const std::string& heading, const BandedForce& force,
               double mass_kg) {
  cells.push_back({heading, cell_text(banded(force), 0, "N")});
  cells.push_back({"N/kg", cell_text(times(banded(force), 1.0 / mass_kg), 1, ""), heading + ", N/kg"});
  cells.push_back({"at", Html(report::quantity(force.at_percent, 0, "%")), "at, of the cycle"});
}

void add_work(std::vector<Cell>& cells, const std::string& heading, const Banded& work_j, double sign,
              double mass_kg) {
  cells.push_back({heading, cell_text(times(work_j, sign), 1, "J")});
  cells.push_back({"J/kg", cell_text(times(work_j, sign / mass_kg), 2, ""), heading + ", J/kg"});
}

std::vector<Cell> force_cells(const ForceSummary& s, const ForceReport& forces) {
  const ForceNumbers& n = s.middle;
  std::vector<Cell> cells;
  if (!s.strides.empty()) add_force(cells, "Late in the swing", n.late_swing, forces.mass_kg);
  if (forces.swing_only) {
    add_work(cells, "Work taken in the swing", n.swing_negative_work_j, -1.0, forces.mass_kg);
  } else {
    add_force(cells, s.strides.empty() ? "Largest" : "Largest of the stride", n.peak, forces.mass_kg);
  }
  return cells;
}

std::vector<Cell> work_cells(const ForceSummary& s, const ForceReport& forces) {
  const ForceNumbers& n = s.middle;
  std::vector<Cell> cells;
  if (!s.strides.empty())
    add_work(cells, "Taken in the swing", n.swing_negative_work_j, -1.0, forces.mass_kg);
  add_work(cells, "Taken", n.negative_work_j, -1.0, forces.mass_kg);
  add_work(cells, "Done", n.positive_work_j, 1.0, forces.mass_kg);
  cells.push_back({"Impulse", cell_text(n.impulse_n_s, 0, "N s")});
  return cells;
}

std::vector<Cell> share_cells(const ForceSummary& s, const ForceReport&) {
  const ForceNumbers& n = s.middle;
  std::vector<Cell> cells{{"Of hip extension", cell_text(times(n.hip_share, 100.0), 0, "%")},
                          {"Of knee flexion", cell_text(times(n.knee_share, 100.0), 0, "%")}};
  if (!s.is_single) {
    cells.push_back({"Tendon stretched", Html("–")});
    cells.push_back({"Fiber, of its best length", Html("–")});
  } else {
    cells.push_back({"Tendon stretched", cell_text(times(n.most_tendon_strain, 100.0), 1, "%")});
    cells.push_back({"Fiber, of its best length", cell_text(n.longest_fiber, 2, "")});
  }
  return cells;
}

const BandedForce& drawn(const ForceSummary& s) {
  return s.strides.empty() ? s.middle.peak : s.middle.late_swing;
}

/// From nothing to the highest end of a band, the same for all.
Scale common_axis(const ForceReport& forces) {
  double high = 0.0;
  for (const ForceSummary& s : forces.muscles) {
    if (std::isfinite(drawn(s).high_n)) high = std::max(high, drawn(s).high_n);
  }
  return {0.0, high > 0.0 ? 1.04 * high : 1.0, margin, plot_width - margin};
}

/// The band as a line, the force on it as the mark of its side: how well it is known is seen before it is
/// read.
Html plot(const ForceSummary& s, const Scale& scale) {
  const BandedForce& force = drawn(s);
  const Hamstring* muscle = hamstring_of(s);
  const std::string color(muscle != nullptr ? muscle_style(*muscle).color : "together");
  std::vector<Html> parts{element("line", {{"class", "zero"},
                                           {"x1", coordinate(scale(0.0))},
                                           {"y1", "0"},
                                           {"x2", coordinate(scale(0.0))},
                                           {"y2", coordinate(plot_height)}})};
  if (std::isfinite(force.force_n + force.low_n + force.high_n)) {
    const double y = 0.5 * plot_height, x = scale(force.force_n);
    const double tip = s.side == Side::left ? -5.0 : 5.0;
    parts.push_back(element("line", {{"class", "spread wide " + color},
                                     {"x1", coordinate(scale(force.low_n))},
                                     {"y1", coordinate(y)},
                                     {"x2", coordinate(scale(force.high_n))},
                                     {"y2", coordinate(y)}}));
    parts.push_back(element(
        "polygon", {{"class", fmt::format("dot {} {}", side_name(s.side), color)},
                    {"points", fmt::format("{},{} {},{} {},{}", coordinate(x - tip), coordinate(y - 5.0),
                                           coordinate(x - tip), coordinate(y + 5.0), coordinate(x + tip),
                                           coordinate(y))}}));
  }
  return element("svg",
                 {{"class", "mini"},
                  {"viewBox", fmt::format("0 0 {} {}", coordinate(plot_width), coordinate(plot_height))},
                  {"aria-hidden", "true"}},
                 parts);
}

/// A muscle's sides stand one below the other.
std::vector<const ForceSummary*> ordered(const ForceReport& forces) {
  std::vector<const ForceSummary*> rows;
  for (const ForceSummary& first : forces.muscles) {
    if (std::ranges::any_of(rows, [&](const auto* s) { return s->what == first.what; })) continue;
    for (const ForceSummary& s : forces.muscles) {
      if (s.what == first.what) rows.push_back(&s);
    }
  }
  return rows;
}

using CellsOf = std::vector<Cell> (*)(const ForceSummary&, const ForceReport&);

// Roles are spelled out, because a table that is laid out as cards loses them.
Html table(const ForceReport& forces, CellsOf cells_of, const std::string& label, bool with_plot) {
  const auto heading = [](std::string_view text, const char* style) {
    return element("th", {{"scope", "col"}, {"role", "columnheader"}, {"class", style}}, {text});
  };
  std::vector<Html> head{heading("Muscle", "name"), heading("Side", "side")};
  if (with_plot) head.push_back(element("td", {{"role", "cell"}, {"class", "plot-cell"}}));
  for (const Cell& cell : cells_of(forces.muscles.front(), forces))
    head.push_back(heading(cell.heading, "number"));
  const Scale scale = common_axis(forces);
  std::vector<Html> rows;
  for (const ForceSummary* s : ordered(forces)) {
    std::vector<Html> cells{element("th", {{"scope", "row"}, {"role", "rowheader"}}, {name_of(*s)}),
                            element("td", {{"role", "cell"}, {"class", "side"}},
                                    {side_mark(s->side), say(messages::word(s->side)).text()})};
    if (with_plot)
      cells.push_back(element("td", {{"role", "cell"}, {"class", "plot-cell"}}, {plot(*s, scale)}));
    for (const Cell& cell : cells_of(*s, forces))
      cells.push_back(element("td",
                              {{"role", "cell"},
                               {"class", "number"},
                               {"data-label", cell.label.empty() ? cell.heading : cell.label}},
                              {cell.content}));
    rows.push_back(element("tr", {{"role", "row"}}, cells));
  }
  return element("table", {{"class", "peaks forces"}, {"role", "table"}, {"aria-label", label}},
                 {element("thead", {{"role", "rowgroup"}}, {element("tr", {{"role", "row"}}, head)}),
                  element("tbody", {{"role", "rowgroup"}}, rows)});
}

Html more(const ForceReport& forces, CellsOf cells_of, const report::Message& summary,
          const report::Message& note) {
  const std::string title = say(summary).text();
  return element("details", {{"class", "forces-more"}},
                 {element("summary", {title}), element("p", {{"class", "note"}}, {say(note).text()}),
                  table(forces, cells_of, title, false)});
}

Html sentences(const ForceReport& forces) {
  std::vector<Html> lines;
  for (const std::string& caution : forces.cautions)
    lines.push_back(element("li", {{"class", "warning"}}, {caution}));
  for (const std::string& note : forces.notes) lines.push_back(element("li", {note}));
  lines.push_back(element("li", {say(messages::force_settings, {{"settings", forces.settings}}).text()}));
  return element("ul", {{"class", "diagnostics"}}, lines);
}

}  // namespace

Html force_section(const ForceReport& forces) {
  if (forces.muscles.empty()) return {};
  const std::string title = say(messages::head_forces).text();
  std::vector<Html> parts{element("h2", {{"id", "forces-title"}}, {title}),
                          element("p", {{"class", "note"}}, {say(messages::force_note).text()}),
                          table(forces, force_cells, title, true)};
  if (!forces.swing_only) {
    parts.push_back(more(forces, work_cells, messages::force_work, messages::force_work_note));
    parts.push_back(more(forces, share_cells, messages::force_shares, messages::force_shares_note));
  }
  parts.push_back(sentences(forces));
  return element("section", {{"aria-labelledby", "forces-title"}}, parts);
}

}  // namespace hamstring::render
