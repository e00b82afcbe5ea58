#include "report/chart_csv.h"

#include <gtest/gtest.h>

namespace hamstring::report {
namespace {

TEST(ChartCsv, has_mean_and_spread_with_units_for_every_series) {
  Chart chart{.x = {0.0, 1.0}, .y_label = "lengthening speed", .y_unit = "m/s"};
  chart.series.push_back(
      {.label = "outer", .code = "BFlh", .mean = {0.25, 0.33333333}, .sd = {0.01, unknown}});
  EXPECT_EQ(chart_csv(chart),
            "percent_of_cycle,BFlh_lengthening_speed_m_per_s_mean,BFlh_lengthening_speed_m_per_s_sd\r\n"
            "0,0.25,0.01\r\n1,0.3333,\r\n");
}

TEST(ChartCsv, over_time_has_no_spread) {
  Chart chart{.over_cycle = false, .x = {0.5}, .y_label = "hip flexion", .y_unit = "°"};
  chart.series.push_back({.label = "hip", .mean = {12.0}});
  EXPECT_EQ(chart_csv(chart), "time_s,hip_flexion_deg\r\n0.5,12\r\n");
}

}  // namespace
}  // namespace hamstring::report
