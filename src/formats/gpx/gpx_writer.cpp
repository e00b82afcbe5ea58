#include "formats/gpx/gpx_writer.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "core/text.h"
#include "formats/text/iso_time.h"
#include "formats/text/table_text.h"
#include "formats/text/xml_writer.h"

namespace hamstring {
namespace {

void append_point(std::string& text, const ActivitySample& sample) {
  text += "<trkpt lat=\"" + shortest_number(sample.latitude_deg) + "\" lon=\"" +
          shortest_number(sample.longitude_deg) + "\">";
  append_element(text, "ele", sample.altitude_m);
  if (std::isfinite(sample.time_s)) text += "<time>" + iso_time_text(sample.time_s) + "</time>";
  std::string garmin, other;
  append_element(garmin, "gpxtpx:hr", sample.heart_rate_per_min);
  append_element(garmin, "gpxtpx:cad", sample.cadence_per_min);
  append_element(garmin, "gpxtpx:speed", sample.speed_m_per_s);
  append_element(other, "gpxdata:distance", sample.distance_m);
  append_element(other, "gpxdata:power", sample.power_w);
  if (!garmin.empty()) garmin = "<gpxtpx:TrackPointExtension>" + garmin + "</gpxtpx:TrackPointExtension>";
  if (!garmin.empty() || !other.empty()) text += "<extensions>" + garmin + other + "</extensions>";
  text += "</trkpt>\n";
}

/// Whether a pause lies between two times.
bool is_paused_between(const Activity& activity, double from_s, double to_s) {
  return std::ranges::any_of(activity.pauses, [&](const ActivityPause& pause) {
    return from_s <= pause.from_s && to_s >= pause.to_s;
  });
}

}  // namespace

std::string write_gpx(std::span<const Activity> activities, Diagnostics& diagnostics) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"Hamstring\" "
      "xmlns=\"http://www.topografix.com/GPX/1/1\" "
      "xmlns:gpxtpx=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v2\" "
      "xmlns:gpxdata=\"http://www.cluetrust.com/XML/GPXDATA/1/0\">\n";
  std::size_t without_place = 0;
  for (const Activity& activity : activities) {
    text += "<trk><type>" +
            xml_escaped(activity.sport_word.empty() ? to_word(sport_words, activity.sport)
                                                    : activity.sport_word) +
            "</type><trkseg>\n";
    double last_s = not_recorded;
    for (const ActivitySample& sample : activity.samples) {
      if (!sample.has_position()) {
        ++without_place;
        continue;
      }
      if (is_paused_between(activity, last_s, sample.time_s)) text += "</trkseg><trkseg>\n";
      append_point(text, sample);
      last_s = sample.time_s;
    }
    text += "</trkseg></trk>\n";
  }
  if (without_place > 0)
    diagnostics.warn(counted(without_place, "record") + " without a place left out: GPX holds none of these");
  return text + "</gpx>\n";
}

}  // namespace hamstring
