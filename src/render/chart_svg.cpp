#include "render/chart_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "render/palette.h"
#include "report/messages.h"
#include "report/numbers.h"

namespace hamstring::render {

namespace {

using report::Chart;
using report::Series;

// Line colors come from CSS, so that light, dark and print share one drawing.
std::string class_of(const Series& series) {
  return series.muscle ? std::string(muscle_style(*series.muscle).color) : "joint";
}

std::vector<Attribute> line_attributes(double x1, double y1, double x2, double y2,
                                       std::string_view css_class) {
  return {{"class", std::string(css_class)},
          {"x1", coordinate(x1)},
          {"y1", coordinate(y1)},
          {"x2", coordinate(x2)},
          {"y2", coordinate(y2)}};
}

Html line(double x1, double y1, double x2, double y2, std::string_view css_class) {
  return element("line", line_attributes(x1, y1, x2, y2, css_class));
}

Html words(double x, double y, std::string_view css_class, const std::string& text) {
  return element("text", {{"class", std::string(css_class)}, {"x", coordinate(x)}, {"y", coordinate(y)}},
                 {text});
}

Html path(const std::string& data, const std::string& css_class, const MuscleStyle* style = nullptr) {
  std::vector<Attribute> attributes{{"class", css_class}, {"d", data}};
  if (style != nullptr) {
    attributes.push_back({"stroke-width", coordinate(style->width)});
    if (!style->dash_array.empty())
      attributes.push_back({"stroke-dasharray", std::string(style->dash_array)});
  }
  return element("path", attributes);
}

Html y_axis(const ChartScales& scales, const ChartFrame& frame) {
  Html all;
  const int decimals = tick_decimals(scales.y_ticks);
  for (const double tick : scales.y_ticks) {
    const double y = scales.y(tick);
    all += line(frame.left, y, frame.right, y, tick == 0.0 ? "zero" : "grid");
    all += words(frame.left - 6.0, y + 3.6, "tick end", report::number(tick, decimals));
  }
  return all;
}

Html x_axis(const Chart& chart, const ChartScales& scales, const ChartFrame& frame) {
  Html all;
  const int decimals = tick_decimals(scales.x_ticks);
  for (const double tick : scales.x_ticks) {
    const double x = scales.x(tick);
    all += line(x, frame.bottom, x, frame.bottom + 3.0, "mark");
    all += words(x, frame.bottom + 14.0, "tick middle", report::number(tick, decimals));
  }
  const double middle = 0.5 * (frame.left + frame.right);
  const double below = chart.over_cycle ? 45.0 : 32.0;
  const std::string label =
      chart.over_cycle ? fmt::format("% of the {} leg\u2019s cycle", side_name(chart.side)) : chart.x_label;
  all += words(middle, frame.bottom + below, "axis-label middle", label);
  return all;
}

// A bar under the axis says in words what toe-off means.
Html toe_off(const Chart& chart, const ChartScales& scales, const ChartFrame& frame) {
  if (!chart.toe_off || !std::isfinite(chart.toe_off->at)) return {};
  const double x = scales.x(chart.toe_off->at);
  Html all;
  if (std::isfinite(chart.toe_off->sd)) {
    const double half = (scales.x(chart.toe_off->sd) - scales.x(0.0));
    all += element("rect", {{"class", "toe-off-band"},
                            {"x", coordinate(x - half)},
                            {"y", coordinate(frame.top)},
                            {"width", coordinate(2.0 * half)},
                            {"height", coordinate(frame.bottom - frame.top)}});
  }
  all += line(x, frame.top - 3.0, x, frame.bottom, "toe-off");
  all += words(x, frame.top - 7.0, "tick middle", "toe-off " + report::quantity(chart.toe_off->at, 0, "%"));
  const double bar = frame.bottom + 20.0;
  all += line(frame.left, bar, x - 1.0, bar, "stance");
  all += line(x + 1.0, bar, frame.right, bar, "swing");
  all += words(0.5 * (frame.left + x), bar + 11.0, "tick middle", "on the ground");
  all += words(0.5 * (x + frame.right), bar + 11.0, "tick middle", "leg swings");
  return all;
}

Html singles(const Chart& chart, const ChartScales& scales) {
  Html all;
  for (const Series& series : chart.series) {
    for (const std::vector<double>& single : series.single) {
      all += path(line_path(chart.x, single, scales.x, scales.y), "single " + class_of(series));
    }
  }
  return all;
}

Html bands(const Chart& chart, const ChartScales& scales) {
  Html all;
  for (const Series& series : chart.series) {
    const std::string data = band_path(chart.x, series.mean, series.sd, scales.x, scales.y);
    if (!data.empty()) all += path(data, "band " + class_of(series));
  }
  return all;
}

Html means(const Chart& chart, const ChartScales& scales) {
  Html all;
  for (const Series& series : chart.series) {
    const MuscleStyle style =
        series.muscle ? muscle_style(*series.muscle) : MuscleStyle{.dash_array = "", .width = 2.0};
    const std::string data = line_path(chart.x, series.mean, scales.x, scales.y);
    // The halo keeps dashes and dots open where single strides and bands lie beneath.
    all += path(data, "halo");
    all += path(data, "mean " + class_of(series), &style);
  }
  return all;
}

double last_known(const std::vector<double>& values) {
  const auto found = std::find_if(values.rbegin(), values.rend(), [](double v) { return std::isfinite(v); });
  return found == values.rend() ? 0.0 : *found;
}

Html labels(const Chart& chart, const ChartScales& scales, const ChartFrame& frame) {
  std::vector<double> ends;
  for (const Series& series : chart.series) ends.push_back(scales.y(last_known(series.mean)));
  const std::vector<double> places = spread_apart(ends, 15.0, frame.top, frame.bottom);
  Html all;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Series& series = chart.series[i];
    all += line(frame.right + 1.0, ends[i], frame.right + 9.0, places[i], "leader " + class_of(series));
    const Html code =
        series.code.empty() ? Html() : element("tspan", {{"class", "code"}}, {"\u00a0" + series.code});
    all += element(
        "text",
        {{"class", "label"}, {"x", coordinate(frame.right + 12.0)}, {"y", coordinate(places[i] + 3.8)}},
        {series.label, code});
  }
  return all;
}

// What the script needs to put its cursor where the lines are.
Html cursor(const Chart& chart, const ChartScales& scales, const ChartFrame& frame) {
  std::vector<Attribute> attributes{{"class", "cursor"},
                                    {"data-x0", coordinate(scales.x(chart.x.front()))},
                                    {"data-x1", coordinate(scales.x(chart.x.back()))},
                                    {"data-y0", coordinate(scales.y.px_min)},
                                    {"data-y1", coordinate(scales.y.px_max)},
                                    {"data-v0", fmt::format("{}", scales.y.value_min)},
                                    {"data-v1", fmt::format("{}", scales.y.value_max)}};
  std::vector<Html> parts{line(0.0, frame.top, 0.0, frame.bottom, "cursor-line")};
  for (const Series& series : chart.series) {
    parts.push_back(element("circle", {{"class", "cursor-dot " + class_of(series)}, {"r", "3.4"}}));
  }
  return element("g", attributes, parts);
}

}  // namespace

ChartScales chart_scales(const Chart& chart, const ChartFrame& frame) {
  ChartScales scales;
  // A little air above and below, so that no line runs along the edge.
  const double air = 0.03 * (chart.y_max - chart.y_min);
  scales.y = {chart.y_min - air, chart.y_max + air, frame.bottom, frame.top};
  scales.y_ticks = round_ticks(scales.y.value_min, scales.y.value_max, 5);
  std::erase_if(scales.y_ticks, [&](double tick) { return !scales.y.holds(tick); });
  const bool has_range = chart.x.size() > 1 && chart.x.back() > chart.x.front();
  const double first = has_range ? chart.x.front() : 0.0;
  const double last = has_range ? chart.x.back() : 1.0;
  scales.x = {first, last, frame.left, frame.right};
  scales.x_ticks = round_ticks(first, last, 5);
  std::erase_if(scales.x_ticks, [&](double tick) { return !scales.x.holds(tick); });
  return scales;
}

Html chart_svg(const Chart& chart, const std::string& question) {
  const ChartFrame frame;
  const ChartScales scales = chart_scales(chart, frame);
  const std::string title = "title-" + chart.id;
  const std::string description = "description-" + chart.id;
  const std::string name = fmt::format("{} {}", question, say(report::messages::leg_word(chart.side)).text());
  return element(
      "svg",
      {{"viewBox", fmt::format("0 0 {} {}", coordinate(frame.width), coordinate(frame.height))},
       {"role", "img"},
       {"aria-labelledby", title + " " + description}},
      {element("title", {{"id", title}}, {name}), element("desc", {{"id", description}}, {chart.summary}),
       words(0.0, 11.0, "axis-label", fmt::format("{}, {}", chart.y_label, chart.y_unit)),
       y_axis(scales, frame), x_axis(chart, scales, frame), toe_off(chart, scales, frame),
       singles(chart, scales), bands(chart, scales), means(chart, scales), labels(chart, scales, frame),
       cursor(chart, scales, frame)});
}

std::vector<double> spread_apart(const std::vector<double>& values, double gap, double min, double max) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> places = values;
  double lowest = min;
  for (const std::size_t i : order) {
    places[i] = std::max(places[i], lowest);
    lowest = places[i] + gap;
  }
  double highest = max;
  for (auto it = order.rbegin(); it != order.rend(); ++it) {
    places[*it] = std::min(places[*it], highest);
    highest = places[*it] - gap;
  }
  return places;
}

}  // namespace hamstring::render
