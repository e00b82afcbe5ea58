#include "report/charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/units.h"
#include "report/messages.h"
#include "report/muscle_summary.h"
#include "report/numbers.h"

namespace hamstring::report {

namespace {

// What one row of charts shows: which trace, in which unit.
struct RowSpec {
  std::string id;
  const Message& question;
  std::string y_label;
  std::string y_unit;
  int decimals;
  double factor;                                       ///< from SI to y_unit
  const Trace MuscleResult::* muscle_trace = nullptr;  ///< of every muscle in `muscles`
  const Trace SideResult::* joint_trace = nullptr;
  std::string joint;
  std::vector<Hamstring> muscles{};
};

std::size_t time_stride(std::size_t rows) {
  return (rows + most_time_points - 1) / most_time_points;
}

std::vector<double> thinned(const std::vector<double>& values, double factor) {
  std::vector<double> result;
  const std::size_t step = std::max<std::size_t>(1, time_stride(values.size()));
  for (std::size_t i = 0; i < values.size(); i += step) result.push_back(values[i] * factor);
  return result;
}

std::vector<double> scaled_curve(const exposure::CycleCurve& curve, double factor) {
  std::vector<double> result(curve.begin(), curve.end());
  for (double& value : result) value *= factor;
  return result;
}

// Evenly chosen, first and last included.
std::vector<std::vector<double>> chosen_strides(const exposure::CycleCurves& cycle, double factor) {
  std::vector<std::vector<double>> chosen;
  const std::size_t count = cycle.single.size();
  if (count < 2) return chosen;
  const std::size_t shown = std::min(count, most_single_strides);
  for (std::size_t i = 0; i < shown; ++i) {
    chosen.push_back(scaled_curve(cycle.single[i * (count - 1) / (shown - 1)], factor));
  }
  return chosen;
}

Series make_series(const Trace& trace, bool over_cycle, double factor) {
  if (!over_cycle) return {.mean = thinned(trace.values, factor)};
  return {.mean = scaled_curve(trace.cycle.mean, factor),
          .sd = scaled_curve(trace.cycle.sd, factor),
          .single = chosen_strides(trace.cycle, factor)};
}

bool has_values(const Series& series) {
  return std::ranges::any_of(series.mean, [](double value) { return std::isfinite(value); });
}

std::vector<Series> series_of(const SideResult& side, const RowSpec& row, bool over_cycle) {
  std::vector<Series> all;
  if (row.joint_trace != nullptr) {
    all.push_back(make_series(side.*row.joint_trace, over_cycle, row.factor));
    all.back().label = row.joint;
  }
  for (const Hamstring muscle : row.muscles) {
    const MuscleResult* result = find_muscle(side, muscle);
    if (result == nullptr) continue;
    Series series = make_series(result->*row.muscle_trace, over_cycle, row.factor);
    series.label = say(messages::words(muscle, result->is_lumped).short_name).text();
    series.code = hamstring_code(muscle);
    series.muscle = muscle;
    all.push_back(std::move(series));
  }
  std::erase_if(all, [](const Series& series) { return !has_values(series); });
  return all;
}

std::string series_name(const Series& series) {
  return series.code.empty() ? series.label : fmt::format("{} ({})", series.label, series.code);
}

// "Left leg: outer (BFlh) from −8.1 % at 61 to 4.9 % at 95 % of the cycle."
std::string describe(const Chart& chart) {
  std::string text = fmt::format("{}.", say(messages::leg_word(chart.side)).text());
  const int x_decimals = chart.over_cycle ? 0 : 2;
  const std::string_view x_unit = chart.over_cycle ? "% of the cycle" : "s";
  for (const Series& series : chart.series) {
    std::size_t low = 0;
    std::size_t high = 0;
    for (std::size_t i = 0; i < series.mean.size(); ++i) {
      if (!(series.mean[i] >= series.mean[low])) low = std::isnan(series.mean[i]) ? low : i;
      if (!(series.mean[i] <= series.mean[high])) high = std::isnan(series.mean[i]) ? high : i;
    }
    text += fmt::format(" {}: lowest {} at {}, highest {} at {}.", series_name(series),
                        quantity(series.mean[low], chart.decimals, chart.y_unit),
                        quantity(chart.x[low], x_decimals, x_unit),
                        quantity(series.mean[high], chart.decimals, chart.y_unit),
                        quantity(chart.x[high], x_decimals, x_unit));
  }
  return text;
}

Chart make_chart(const MotionReport& report, const SideResult& side, const RowSpec& row) {
  Chart chart{.id = fmt::format("{}-{}", row.id, side_name(side.side)),
              .side = side.side,
              .over_cycle = !side.strides.complete.empty(),
              .y_label = row.y_label,
              .y_unit = row.y_unit,
              .decimals = row.decimals};
  if (chart.over_cycle) {
    for (std::size_t i = 0; i < exposure::cycle_points; ++i) chart.x.push_back(static_cast<double>(i));
    const exposure::MeanSd toe_off = summarize(side.strides).toe_off_percent;
    chart.toe_off = Mark{.at = toe_off.mean, .sd = toe_off.sd};
    chart.x_label = "% of the cycle";
  } else {
    chart.x = thinned(report.time_s, 1.0);
    chart.x_label = "time, s";
  }
  chart.strides = side.strides.complete.size();
  chart.series = series_of(side, row, chart.over_cycle);
  chart.summary = describe(chart);
  return chart;
}

void widen(const std::vector<double>& values, const std::vector<double>& sd, double& low, double& high) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    const double around = i < sd.size() && std::isfinite(sd[i]) ? sd[i] : 0.0;
    low = std::min(low, values[i] - around);
    high = std::max(high, values[i] + around);
  }
}

// One range for all charts of a row, zero included: sides can be compared at a glance.
void share_range(ChartRow& row) {
  double low = 0.0;
  double high = 0.0;
  for (const Chart& chart : row.charts) {
    for (const Series& series : chart.series) {
      widen(series.mean, series.sd, low, high);
      for (const std::vector<double>& single : series.single) widen(single, {}, low, high);
    }
  }
  for (Chart& chart : row.charts) {
    chart.y_min = low;
    chart.y_max = high > low ? high : low + 1.0;
  }
}

std::vector<RowSpec> row_specs() {
  const std::vector<Hamstring> long_ones{Hamstring::biceps_femoris_long_head, Hamstring::semitendinosus,
                                         Hamstring::semimembranosus};
  const std::vector<Hamstring> short_head{Hamstring::biceps_femoris_short_head};
  return {{.id = "stretch",
           .question = messages::ask_stretch,
           .y_label = "stretch",
           .y_unit = "%",
           .decimals = 1,
           .factor = percent_per_one,
           .muscle_trace = &MuscleResult::stretch,
           .muscles = long_ones},
          {.id = "speed",
           .question = messages::ask_speed,
           .y_label = "lengthening speed",
           .y_unit = "m/s",
           .decimals = 2,
           .factor = 1.0,
           .muscle_trace = &MuscleResult::lengthening_speed,
           .muscles = long_ones},
          {.id = "hip",
           .question = messages::ask_hip,
           .y_label = "hip flexion",
           .y_unit = "°",
           .decimals = 0,
           .factor = deg_per_rad,
           .joint_trace = &SideResult::hip_flexion,
           .joint = "hip"},
          {.id = "knee",
           .question = messages::ask_knee,
           .y_label = "knee flexion",
           .y_unit = "°",
           .decimals = 0,
           .factor = deg_per_rad,
           .joint_trace = &SideResult::knee_flexion,
           .joint = "knee"},
          {.id = "short-head",
           .question = messages::ask_short_head,
           .y_label = "stretch",
           .y_unit = "%",
           .decimals = 1,
           .factor = percent_per_one,
           .muscle_trace = &MuscleResult::stretch,
           .muscles = short_head}};
}

std::string explanation_of(const RowSpec& row, const MotionReport& report) {
  if (row.id == "speed") return say(messages::explain_speed).text();
  if (row.id == "short-head") return say(messages::explain_short_head).text();
  if (row.joint_trace != nullptr) return say(messages::explain_joint).text();
  const bool is_running = report.gait == GaitKind::running;
  return say(is_running ? messages::explain_stretch_running : messages::explain_stretch).text();
}

}  // namespace

std::vector<ChartRow> motion_charts(const MotionReport& report) {
  std::vector<ChartRow> rows;
  for (const RowSpec& spec : row_specs()) {
    ChartRow row{.id = spec.id,
                 .question = say(spec.question).text(),
                 .explanation = explanation_of(spec, report),
                 .apart = spec.id == "short-head"};
    for (const SideResult& side : report.sides) row.charts.push_back(make_chart(report, side, spec));
    std::erase_if(row.charts, [](const Chart& chart) { return chart.series.empty(); });
    if (row.charts.empty()) continue;
    share_range(row);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string chart_legend(const MotionReport& report) {
  std::size_t most = 0;
  for (const SideResult& side : report.sides) most = std::max(most, side.strides.complete.size());
  if (most == 0) {
    std::string text = say(messages::chart_legend_time).text();
    const std::size_t step = time_stride(report.time_s.size());
    if (step > 1)
      text += fmt::format(" {}", say(messages::chart_thinned, {{"n", fmt::format("{}", step)}}).text());
    return text;
  }
  if (most == 1) return say(messages::chart_legend_one).text();
  std::string text = say(messages::chart_legend_strides).text();
  if (most > most_single_strides) {
    const Sentence thinned =
        say(messages::strides_thinned,
            {{"shown", fmt::format("{}", most_single_strides)}, {"n", fmt::format("{}", most)}});
    text += fmt::format(" {}", thinned.text());
  }
  return text;
}

}  // namespace hamstring::report
