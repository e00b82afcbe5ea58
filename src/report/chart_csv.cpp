#include "report/chart_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "formats/text/csv_writer.h"

namespace hamstring::report {

namespace {

std::string_view unit_word(std::string_view unit) {
  if (unit == "%") return "percent";
  if (unit == "°") return "deg";
  return "m_per_s";
}

// Four decimals are finer than anything drawn and keep the page small.
double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

double value_at(const std::vector<double>& values, std::size_t i) {
  return i < values.size() ? rounded(values[i]) : unknown;
}

}  // namespace

std::string column_name(const Chart& chart, const Series& series) {
  std::string name = series.code.empty() ? chart.y_label : fmt::format("{} {}", series.code, chart.y_label);
  std::ranges::replace(name, ' ', '_');
  return fmt::format("{}_{}", name, unit_word(chart.y_unit));
}

std::string chart_csv(const Chart& chart) {
  CsvTable table{.headers = {chart.over_cycle ? "percent_of_cycle" : "time_s"}};
  for (const Series& series : chart.series) {
    const std::string name = column_name(chart, series);
    table.headers.push_back(chart.over_cycle ? name + "_mean" : name);
    if (chart.over_cycle) table.headers.push_back(name + "_sd");
  }
  for (std::size_t i = 0; i < chart.x.size(); ++i) {
    std::vector<CsvCell> row{rounded(chart.x[i])};
    for (const Series& series : chart.series) {
      row.emplace_back(value_at(series.mean, i));
      if (chart.over_cycle) row.emplace_back(value_at(series.sd, i));
    }
    table.rows.push_back(std::move(row));
  }
  // Every row has the headers' length, which is all that format_csv can refuse.
  return format_csv(table).value_or(std::string());
}

}  // namespace hamstring::report
