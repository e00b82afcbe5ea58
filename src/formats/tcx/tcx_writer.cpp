#include "formats/tcx/tcx_writer.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "formats/text/iso_time.h"
#include "formats/text/table_text.h"
#include "formats/text/xml_writer.h"

namespace hamstring {
namespace {

void append_point(std::string& text, const ActivitySample& sample) {
  text += "<Trackpoint><Time>" + iso_time_text(sample.time_s) + "</Time>";
  if (sample.has_position()) {
    text += "<Position>";
    append_element(text, "LatitudeDegrees", sample.latitude_deg);
    append_element(text, "LongitudeDegrees", sample.longitude_deg);
    text += "</Position>";
  }
  append_element(text, "AltitudeMeters", sample.altitude_m);
  append_element(text, "DistanceMeters", sample.distance_m);
  std::string rate, more;
  append_element(rate, "Value", sample.heart_rate_per_min);
  if (!rate.empty()) text += "<HeartRateBpm>" + rate + "</HeartRateBpm>";
  append_element(more, "Speed", sample.speed_m_per_s);
  append_element(more, "RunCadence", sample.cadence_per_min);
  append_element(more, "Watts", sample.power_w);
  if (!more.empty())
    text += "<Extensions><TPX xmlns=\"http://www.garmin.com/xmlschemas/ActivityExtension/v2\">" + more +
            "</TPX></Extensions>";
  text += "</Trackpoint>\n";
}

std::string_view sport_word(Sport sport) {
  return sport == Sport::running ? "Running" : sport == Sport::cycling ? "Biking" : "Other";
}

/// The laps, or one of the whole where there is none.
std::vector<ActivityLap> laps_of(const Activity& activity) {
  if (!activity.laps.empty()) return activity.laps;
  const double time =
      std::isfinite(activity.said_moving_s) ? activity.said_moving_s : recorded_span_s(activity);
  const double distance =
      std::isfinite(activity.said_distance_m) ? activity.said_distance_m : recorded_distance_m(activity);
  return {{.start_s = activity.start_s, .elapsed_s = time, .moving_s = time, .distance_m = distance}};
}

void append_lap_head(std::string& text, const ActivityLap& lap) {
  text +=
      "<Lap StartTime=\"" + (std::isfinite(lap.start_s) ? iso_time_text(lap.start_s) : std::string()) + "\">";
  append_element(text, "TotalTimeSeconds", std::isfinite(lap.moving_s) ? lap.moving_s : lap.elapsed_s);
  append_element(text, "DistanceMeters", lap.distance_m);
  text += "<Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod><Track>\n";
}

std::size_t append_activity(std::string& text, const Activity& activity) {
  std::size_t without_time = 0;
  text += "<Activity Sport=\"" + std::string(sport_word(activity.sport)) + "\">";
  if (std::isfinite(activity.start_s)) text += "<Id>" + iso_time_text(activity.start_s) + "</Id>\n";
  const std::vector<ActivityLap> laps = laps_of(activity);
  append_lap_head(text, laps.front());
  std::size_t lap = 0;
  for (const ActivitySample& sample : activity.samples) {
    if (!std::isfinite(sample.time_s)) {
      ++without_time;
      continue;
    }
    while (lap + 1 < laps.size() && laps[lap + 1].start_s <= sample.time_s) {
      text += "</Track></Lap>\n";
      append_lap_head(text, laps[++lap]);
    }
    append_point(text, sample);
  }
  text += "</Track></Lap>\n";
  while (++lap < laps.size()) {
    append_lap_head(text, laps[lap]);
    text += "</Track></Lap>\n";
  }
  if (!activity.device.empty())
    text += "<Creator><Name>" + xml_escaped(activity.device) + "</Name></Creator>";
  text += "</Activity>\n";
  return without_time;
}

}  // namespace

std::string write_tcx(std::span<const Activity> activities, Diagnostics& diagnostics) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TrainingCenterDatabase "
      "xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\"><Activities>\n";
  std::size_t without_time = 0;
  for (const Activity& activity : activities) without_time += append_activity(text, activity);
  if (without_time > 0)
    diagnostics.warn(counted(without_time, "record") + " without a time left out: TCX holds none of these");
  return text + "</Activities></TrainingCenterDatabase>\n";
}

}  // namespace hamstring
