#include "formats/gps_csv/gps_csv_writer.h"

#include <array>
#include <cmath>
#include <string_view>

#include "formats/text/iso_time.h"

namespace hamstring {
namespace {

struct Column {
  std::string_view header;
  double ActivitySample::* value;
};

constexpr std::array columns{Column{"latitude_deg", &ActivitySample::latitude_deg},
                             Column{"longitude_deg", &ActivitySample::longitude_deg},
                             Column{"altitude_m", &ActivitySample::altitude_m},
                             Column{"distance_m", &ActivitySample::distance_m},
                             Column{"speed_m_per_s", &ActivitySample::speed_m_per_s},
                             Column{"second_speed_m_per_s", &ActivitySample::second_speed_m_per_s},
                             Column{"heart_rate_per_min", &ActivitySample::heart_rate_per_min},
                             Column{"cadence_per_min", &ActivitySample::cadence_per_min},
                             Column{"power_w", &ActivitySample::power_w},
                             Column{"vertical_oscillation_m", &ActivitySample::vertical_oscillation_m},
                             Column{"contact_time_s", &ActivitySample::contact_time_s},
                             Column{"contact_left_fraction", &ActivitySample::contact_left_fraction},
                             Column{"step_length_m", &ActivitySample::step_length_m}};

}  // namespace

CsvTable activity_table(const Activity& activity) {
  CsvTable table{.headers = {"time"}};
  for (const Column& column : columns) table.headers.emplace_back(column.header);
  for (const ActivitySample& sample : activity.samples) {
    std::vector<CsvCell>& row = table.rows.emplace_back();
    if (activity.is_date_known && std::isfinite(sample.time_s))
      row.emplace_back(iso_time_text(sample.time_s));
    else
      row.emplace_back(sample.time_s - activity.start_s);
    for (const Column& column : columns) row.emplace_back(sample.*(column.value));
  }
  return table;
}

}  // namespace hamstring
