#include "render/chart_html.h"

#include <fmt/format.h>

#include <cmath>

#include "render/chart_svg.h"
#include "render/marks.h"
#include "report/chart_csv.h"
#include "report/messages.h"
#include "report/numbers.h"

namespace hamstring::render {

namespace {

namespace messages = report::messages;
using report::Chart;
using report::Series;

std::string cell_text(const std::vector<double>& values, std::size_t i, int decimals) {
  return i < values.size() && std::isfinite(values[i]) ? report::number(values[i], decimals)
                                                       : std::string("–");
}

// The script reads name and unit of each line from the head, its values from the body.
Html value_table(const Chart& chart, const std::string& question) {
  const std::string x_name = chart.over_cycle ? "% of the cycle" : "time, s";
  std::vector<Html> head{element("th", {{"scope", "col"}}, {x_name})};
  for (const Series& series : chart.series) {
    const std::string name =
        series.code.empty() ? series.label : fmt::format("{} {}", series.label, series.code);
    head.push_back(element("th", {{"scope", "col"}, {"data-name", series.label}, {"data-unit", chart.y_unit}},
                           {fmt::format("{}, {}", name, chart.y_unit)}));
    if (chart.over_cycle) head.push_back(element("th", {{"scope", "col"}, {"data-sd", ""}}, {"± SD"}));
  }
  std::vector<Html> rows;
  for (std::size_t i = 0; i < chart.x.size(); ++i) {
    std::vector<Html> cells{
        element("th", {{"scope", "row"}}, {report::number(chart.x[i], chart.over_cycle ? 0 : 2)})};
    for (const Series& series : chart.series) {
      cells.push_back(element("td", {cell_text(series.mean, i, chart.decimals)}));
      if (chart.over_cycle) cells.push_back(element("td", {cell_text(series.sd, i, chart.decimals)}));
    }
    rows.push_back(element("tr", cells));
  }
  const std::string name = fmt::format("{} {}", question, say(messages::leg_word(chart.side)).text());
  return element("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", name}},
                 {element("table", {{"class", "values"}},
                          {element("caption", {name}), element("thead", {element("tr", head)}),
                           element("tbody", rows)})});
}

Html csv_link(const Chart& chart) {
  const std::string address = "data:text/csv;charset=utf-8," + percent_encode(report::chart_csv(chart));
  const std::string side = say(messages::leg_word(chart.side)).text();
  return element("a", {{"class", "csv"}, {"download", chart.id + ".csv"}, {"href", address}},
                 {say(messages::csv_label).text(),
                  element("span", {{"class", "unseen"}}, {fmt::format(": {}, {}", chart.y_label, side)})});
}

}  // namespace

Html chart_figure(const Chart& chart, const std::string& question) {
  const std::string strides =
      chart.strides == 0 ? std::string()
                         : ", " + report::counted(chart.strides, messages::one_stride, messages::strides);
  return element(
      "figure",
      {{"class", "chart"}, {"id", "chart-" + chart.id}, {"data-side", std::string(side_name(chart.side))}},
      {element("figcaption", {side_mark(chart.side),
                              element("strong", {say(messages::leg_word(chart.side)).text()}), strides}),
       element("div", {{"class", "plot"}}, {chart_svg(chart, question)}),
       element("p", {{"class", "readout"}, {"aria-hidden", "true"}}),
       element("div", {{"class", "tools"}},
               {element("details", {element("summary", {say(messages::values_label).text()}),
                                    value_table(chart, question)}),
                csv_link(chart)})});
}

Html chart_section(const report::ChartRow& row) {
  std::vector<Html> charts;
  for (const Chart& chart : row.charts) charts.push_back(chart_figure(chart, row.question));
  const std::string heading = "question-" + row.id;
  return element("section", {{"class", row.apart ? "row apart" : "row"}, {"aria-labelledby", heading}},
                 {element("h3", {{"id", heading}}, {row.question}),
                  element("p", {{"class", "explanation"}}, {row.explanation}),
                  element("div", {{"class", "sides"}}, charts)});
}

}  // namespace hamstring::render
