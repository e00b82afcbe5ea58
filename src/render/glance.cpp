#include "render/glance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "render/figure_html.h"
#include "render/marks.h"
#include "render/palette.h"
#include "render/svg.h"
#include "report/messages.h"
#include "report/muscle_summary.h"
#include "report/numbers.h"

namespace hamstring::render {

namespace {

namespace messages = report::messages;
using report::MotionReport;
using report::MuscleResult;

constexpr double plot_width = 110.0;
constexpr double plot_height = 32.0;
constexpr double margin = 10.0;

// Peak and spread in percent.
struct Peak {
  double value = report::unknown;
  double sd = report::unknown;
};

Peak peak_of(const MuscleResult& muscle) {
  return {.value = report::shown_peak_stretch(muscle) * report::percent_per_one,
          .sd = report::summarize(muscle).peak_stretch.value.sd * report::percent_per_one};
}

std::vector<Hamstring> rows_of(const MotionReport& report) {
  std::vector<Hamstring> rows;
  for (const Hamstring muscle : all_hamstrings) {
    if (!crosses_hip(muscle)) continue;
    for (const report::SideResult& side : report.sides) {
      const MuscleResult* result = find_muscle(side, muscle);
      if (result == nullptr || std::isnan(report::shown_peak_stretch(*result))) continue;
      rows.push_back(muscle);
      break;
    }
  }
  return rows;
}

Scale common_axis(const MotionReport& report, std::vector<double>& ticks) {
  double low = 0.0;
  double high = 0.0;
  for (const report::SideResult& side : report.sides) {
    for (const MuscleResult& muscle : side.muscles) {
      const Peak peak = peak_of(muscle);
      if (!crosses_hip(muscle.muscle) || std::isnan(peak.value)) continue;
      const double sd = std::isnan(peak.sd) ? 0.0 : peak.sd;
      low = std::min(low, peak.value - sd);
      high = std::max(high, peak.value + sd);
    }
  }
  const double air = high > low ? 0.04 * (high - low) : 1.0;
  const Scale scale{low, high + air, margin, plot_width - margin};
  ticks = round_ticks(low, high + air, 3);
  std::erase_if(ticks, [&](double tick) { return !scale.holds(tick); });
  return scale;
}

Html axis(const Scale& scale, const std::vector<double>& ticks) {
  std::vector<Html> parts;
  const int decimals = tick_decimals(ticks);
  for (const double tick : ticks) {
    const std::string unit = tick == ticks.back() ? " %" : "";
    parts.push_back(element("text", {{"class", "tick middle"}, {"x", coordinate(scale(tick))}, {"y", "11"}},
                            {report::number(tick, decimals) + unit}));
  }
  return element("svg", {{"class", "mini"}, {"viewBox", "0 0 110 14"}, {"aria-hidden", "true"}}, parts);
}

// Left above right, so that equal values do not hide each other.
Html mark(Side side, const Peak& peak, const Scale& scale, std::string_view color) {
  if (std::isnan(peak.value)) return {};
  const double x = scale(peak.value);
  const double y = side == Side::left ? 10.0 : 22.0;
  Html all;
  if (!std::isnan(peak.sd)) {
    all += element("line", {{"class", fmt::format("spread {}", color)},
                            {"x1", coordinate(scale(peak.value - peak.sd))},
                            {"y1", coordinate(y)},
                            {"x2", coordinate(scale(peak.value + peak.sd))},
                            {"y2", coordinate(y)}});
  }
  const double tip = side == Side::left ? -5.0 : 5.0;
  const std::string points =
      fmt::format("{},{} {},{} {},{}", coordinate(x - tip), coordinate(y - 5.0), coordinate(x - tip),
                  coordinate(y + 5.0), coordinate(x + tip), coordinate(y));
  all +=
      element("polygon", {{"class", fmt::format("dot {} {}", side_name(side), color)}, {"points", points}});
  return all;
}

Html plot(const MotionReport& report, Hamstring muscle, const Scale& scale,
          const std::vector<double>& ticks) {
  std::vector<Html> parts;
  for (const double tick : ticks) {
    parts.push_back(element("line", {{"class", tick == 0.0 ? "zero" : "grid"},
                                     {"x1", coordinate(scale(tick))},
                                     {"y1", "0"},
                                     {"x2", coordinate(scale(tick))},
                                     {"y2", coordinate(plot_height)}}));
  }
  for (const report::SideResult& side : report.sides) {
    const MuscleResult* result = find_muscle(side, muscle);
    if (result == nullptr) continue;
    parts.push_back(mark(side.side, peak_of(*result), scale, muscle_style(muscle).color));
  }
  return element("svg",
                 {{"class", "mini"},
                  {"viewBox", fmt::format("0 0 {} {}", coordinate(plot_width), coordinate(plot_height))},
                  {"aria-hidden", "true"}},
                 parts);
}

Html number_cell(const report::SideResult& side, Hamstring muscle,
                 const std::vector<report::Figure>& figures) {
  const MuscleResult* result = find_muscle(side, muscle);
  if (result == nullptr) return element("td", {{"class", "number"}}, {"not known"});
  const auto quantity = report::FigureKind::peak_stretch;
  return element(
      "td", {{"class", "number"}},
      {opening_number(shown_quantity(*result, quantity), figure_id(side.side, muscle, quantity), figures)});
}

}  // namespace

Html glance_table(const MotionReport& report, const std::vector<report::Figure>& figures) {
  const std::vector<Hamstring> muscles = rows_of(report);
  if (muscles.empty()) return {};
  std::vector<double> ticks;
  const Scale scale = common_axis(report, ticks);
  std::vector<Html> head{element("th", {{"scope", "col"}}, {say(messages::ask_most).text()}),
                         element("td", {{"class", "plot-cell"}}, {axis(scale, ticks)})};
  for (const report::SideResult& side : report.sides) {
    head.push_back(element("th", {{"scope", "col"}, {"class", "number"}},
                           {side_mark(side.side), say(messages::word(side.side)).text()}));
  }
  std::vector<Html> rows;
  for (const Hamstring muscle : muscles) {
    std::vector<Html> cells{
        element("th", {{"scope", "row"}}, {muscle_name(muscle, is_lumped(report, muscle))}),
        element("td", {{"class", "plot-cell"}}, {plot(report, muscle, scale, ticks)})};
    for (const report::SideResult& side : report.sides) cells.push_back(number_cell(side, muscle, figures));
    rows.push_back(element("tr", cells));
  }
  return element("table", {{"class", "glance"}},
                 {element("thead", {element("tr", head)}), element("tbody", rows)});
}

}  // namespace hamstring::render
