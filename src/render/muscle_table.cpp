#include "render/muscle_table.h"

#include <array>

#include "render/figure_html.h"
#include "render/marks.h"
#include "report/messages.h"

namespace hamstring::render {

namespace {

namespace messages = report::messages;
using report::FigureKind;
using report::MotionReport;

struct Column {
  FigureKind quantity;
  std::string_view heading;
};

constexpr std::array columns{Column{FigureKind::peak_stretch, "Stretched by"},
                             Column{FigureKind::peak_stretch_place, "at"},
                             Column{FigureKind::hip_at_peak_stretch, "hip bent"},
                             Column{FigureKind::knee_at_peak_stretch, "knee bent"},
                             Column{FigureKind::peak_lengthening_speed, "Lengthening"},
                             Column{FigureKind::peak_lengthening_speed_place, "at"},
                             Column{FigureKind::upright_length, "Upright length"}};

// Roles are spelled out, because a table that is laid out as cards loses them.
Html row_html(const report::SideResult& side, const report::MuscleResult& muscle,
              const std::vector<report::Figure>& figures) {
  std::vector<Html> cells{element("th", {{"scope", "row"}, {"role", "rowheader"}},
                                  {muscle_name(muscle.muscle, muscle.is_lumped)}),
                          element("td", {{"role", "cell"}, {"class", "side"}},
                                  {side_mark(side.side), say(messages::word(side.side)).text()})};
  for (const Column& column : columns) {
    const std::string id = figure_id(side.side, muscle.muscle, column.quantity);
    cells.push_back(
        element("td", {{"role", "cell"}, {"class", "number"}, {"data-label", std::string(column.heading)}},
                {opening_number(shown_quantity(muscle, column.quantity), id, figures)}));
  }
  return element("tr", {{"role", "row"}}, cells);
}

Html group(const MotionReport& report, const std::vector<report::Figure>& figures, bool long_ones) {
  std::vector<Html> rows;
  for (const Hamstring muscle : all_hamstrings) {
    if (crosses_hip(muscle) != long_ones) continue;
    for (const report::SideResult& side : report.sides) {
      const report::MuscleResult* result = find_muscle(side, muscle);
      if (result != nullptr) rows.push_back(row_html(side, *result, figures));
    }
  }
  if (rows.empty()) return {};
  if (!long_ones) {
    rows.insert(
        rows.begin(),
        element("tr", {{"role", "row"}, {"class", "apart"}},
                {element("td", {{"role", "cell"}, {"colspan", "9"}}, {say(messages::table_apart).text()})}));
  }
  return element("tbody", {{"role", "rowgroup"}}, rows);
}

}  // namespace

Html muscle_table(const MotionReport& report, const std::vector<report::Figure>& figures) {
  const Html body = joined({group(report, figures, true), group(report, figures, false)});
  if (body.is_empty()) return {};
  std::vector<Html> head{element("th", {{"scope", "col"}, {"role", "columnheader"}}, {"Muscle"}),
                         element("th", {{"scope", "col"}, {"role", "columnheader"}}, {"Side"})};
  for (const Column& column : columns) {
    head.push_back(
        element("th", {{"scope", "col"}, {"role", "columnheader"}, {"class", "number"}}, {column.heading}));
  }
  return element("table",
                 {{"class", "peaks"}, {"role", "table"}, {"aria-label", say(messages::head_table).text()}},
                 {element("thead", {{"role", "rowgroup"}}, {element("tr", {{"role", "row"}}, head)}), body});
}

}  // namespace hamstring::render
