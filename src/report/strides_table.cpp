#include "report/strides_table.h"

#include <algorithm>

#include "core/units.h"
#include "report/choices.h"
#include "report/force_columns.h"
#include "report/numbers.h"

namespace hamstring::report {

namespace {

using exposure::Exposure;
using exposure::Extreme;
using Row = std::vector<CsvCell>;

// The pose and place columns that follow every extreme.
void add_extreme_headers(std::vector<std::string>& headers, const std::string& name,
                         const std::string& unit) {
  headers.push_back(name + "_" + unit);
  headers.push_back(name + "_at_percent_of_cycle");
  headers.push_back("hip_flexion_at_" + name + "_deg");
  headers.push_back("knee_flexion_at_" + name + "_deg");
}

void add_extreme(Row& row, const Exposure& stride, const Extreme& extreme, double factor) {
  row.emplace_back(extreme.value * factor);
  row.emplace_back(exposure::percent_of_span(stride.span, extreme.time_s));
  row.emplace_back(extreme.hip_flexion_rad * deg_per_rad);
  row.emplace_back(extreme.knee_flexion_rad * deg_per_rad);
}

std::vector<std::string> make_headers() {
  std::vector<std::string> headers{"side",          "stride_number",   "muscle",
                                   "name_in_model", "stride_start_s",  "toe_off_s",
                                   "stride_end_s",  "toe_off_percent", "upright_length_m"};
  add_extreme_headers(headers, "peak_stretch", "percent");
  add_extreme_headers(headers, "least_stretch", "percent");
  add_extreme_headers(headers, "peak_lengthening_speed", "m_per_s");
  add_extreme_headers(headers, "peak_shortening_speed", "m_per_s");
  headers.emplace_back("stretch_at_foot_strike_percent");
  headers.emplace_back("filled_rows_1");
  headers.emplace_back("choices");
  return headers;
}

// Rows of the stride in which some coordinate was filled from the rows around.
long long filled_rows(const MotionReport& report, const Stride& stride) {
  return std::ranges::count_if(report.time_s, [&](double t) {
    return t >= stride.start_s && t <= stride.end_s &&
           std::ranges::any_of(report.filled,
                               [t](const FilledRows& rows) { return t >= rows.from_s && t <= rows.to_s; });
  });
}

// `muscle`: null where the model has no hamstring on this side; the stride itself is known all the
// same.
Row make_row(const MotionReport& report, const SideResult& side, const MuscleResult* muscle,
             std::size_t number) {
  const Stride& stride = side.strides.complete[number];
  const Exposure exposure = muscle == nullptr ? Exposure{} : muscle->strides[number];
  Row row{std::string(side_name(side.side)),
          static_cast<long long>(number + 1),
          std::string(muscle == nullptr ? "" : hamstring_code(muscle->muscle)),
          muscle == nullptr ? std::string() : muscle->name_in_model,
          stride.start_s,
          stride.toe_off_s,
          stride.end_s,
          stride.toe_off_percent(),
          muscle == nullptr ? unknown : muscle->upright_length_m};
  add_extreme(row, exposure, exposure.peak_stretch, percent_per_one);
  add_extreme(row, exposure, exposure.least_stretch, percent_per_one);
  add_extreme(row, exposure, exposure.peak_lengthening_speed, 1.0);
  add_extreme(row, exposure, exposure.peak_shortening_speed, 1.0);
  row.emplace_back(exposure.stretch_at_start * percent_per_one);
  row.emplace_back(filled_rows(report, stride));
  row.emplace_back(choices_line(report));
  if (report.forces) {
    add_force_columns(*report.forces, side.side,
                      muscle == nullptr ? std::string() : std::string(hamstring_code(muscle->muscle)), number,
                      row);
  }
  return row;
}

}  // namespace

CsvTable strides_table(const MotionReport& report) {
  CsvTable table{.headers = make_headers()};
  if (report.forces) add_force_headers(*report.forces, table.headers);
  for (const SideResult& side : report.sides) {
    for (std::size_t number = 0; number < side.strides.complete.size(); ++number) {
      if (side.muscles.empty()) table.rows.push_back(make_row(report, side, nullptr, number));
      for (const MuscleResult& muscle : side.muscles) {
        if (number < muscle.strides.size()) table.rows.push_back(make_row(report, side, &muscle, number));
      }
    }
  }
  return table;
}

std::string strides_csv(const MotionReport& report) {
  // Every row is made with the headers' length, which is all that format_csv can refuse.
  return format_csv(strides_table(report)).value_or(std::string());
}

}  // namespace hamstring::report
