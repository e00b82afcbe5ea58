#include "formats/gpx/gpx_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/text.h"
#include "formats/text/table_text.h"
#include "formats/text/xml.h"
#include "formats/text/xml_values.h"

namespace hamstring {
namespace {

constexpr int extension_depth_max = 4;  ///< extensions > TrackPointExtension > hr, and one to spare

struct Reading {
  const XmlDocument& document;
  Diagnostics& diagnostics;

  [[nodiscard]] double number(const pugi::xml_node& node) const {
    return xml_number(document, node, diagnostics);
  }
};

/// What programs add to a point: of Garmin, Cluetrust, Strava, Suunto, each in a name space of its own.
void take_extensions(const Reading& reading, const pugi::xml_node& extensions, int depth,
                     ActivitySample& sample) {
  if (depth > extension_depth_max) return;
  for (const pugi::xml_node field : extensions.children()) {
    const std::string name = to_lower(local_name(field));
    if (name == "hr" || name == "heartrate")
      sample.heart_rate_per_min = reading.number(field);
    else if (name == "cad" || name == "cadence" || name == "runcadence")
      sample.cadence_per_min = reading.number(field);
    else if (name == "speed")
      sample.speed_m_per_s = reading.number(field);
    else if (name == "distance")
      sample.distance_m = reading.number(field);
    else if (name == "power")
      sample.power_w = reading.number(field);
    else
      take_extensions(reading, field, depth + 1, sample);
  }
}

double attribute(const Reading& reading, const pugi::xml_node& point, const char* name) {
  const auto number = parse_double(point.attribute(name).value());
  const double limit = std::string_view(name) == "lat" ? 90.0 : 180.0;
  if (number && std::abs(*number) <= limit) return *number;
  if (reading.diagnostics.entries().size() < 20)
    reading.diagnostics.warn(fmt::format("a point whose {} is no place on earth; its place left out", name),
                             "trkpt", reading.document.line(point));
  return not_recorded;
}

ActivitySample sample_of(const Reading& reading, const pugi::xml_node& point) {
  ActivitySample sample{.latitude_deg = attribute(reading, point, "lat"),
                        .longitude_deg = attribute(reading, point, "lon")};
  for (const pugi::xml_node field : point.children()) {
    const std::string_view name = local_name(field);
    if (name == "ele") sample.altitude_m = reading.number(field);
    if (name == "time") sample.time_s = xml_time(reading.document, field, reading.diagnostics);
    if (name == "speed") sample.speed_m_per_s = reading.number(field);
    if (name == "extensions") take_extensions(reading, field, 1, sample);
  }
  return sample;
}

void take_segment(const Reading& reading, const pugi::xml_node& segment, Activity& activity) {
  const std::size_t before = activity.samples.size();
  for (const pugi::xml_node point : segment.children())
    if (local_name(point) == "trkpt") activity.samples.push_back(sample_of(reading, point));
  if (before == 0 || activity.samples.size() == before) return;
  const double stopped = activity.samples[before - 1].time_s, went_on = activity.samples[before].time_s;
  if (went_on > stopped) activity.pauses.push_back({stopped, went_on});
}

Activity activity_of(const Reading& reading, const pugi::xml_node& track) {
  Activity activity{.format = ActivityFormat::gpx};
  const std::string_view type = trim(local_child(track, "type").child_value());
  activity.sport_word = type;
  activity.sport = sport_of_word(type);
  // A number is a kind of Strava's own; 9 is a run there.
  if (type == "9") activity.sport = Sport::running;
  activity.device = trim(reading.document.root().attribute("creator").value());
  for (const pugi::xml_node segment : track.children())
    if (local_name(segment) == "trkseg") take_segment(reading, segment, activity);
  const auto timed = std::ranges::find_if(
      activity.samples, [](const ActivitySample& sample) { return std::isfinite(sample.time_s); });
  if (timed != activity.samples.end()) activity.start_s = timed->time_s;
  return activity;
}

void say_of_times(const Activity& activity, Diagnostics& diagnostics) {
  const auto without = std::ranges::count_if(
      activity.samples, [](const ActivitySample& sample) { return !std::isfinite(sample.time_s); });
  if (without == 0) return;
  const bool is_all = static_cast<std::size_t>(without) == activity.samples.size();
  diagnostics.warn(is_all ? std::string("no point has a time: the way is known, speed and day are not")
                          : counted(static_cast<std::size_t>(without), "point") + " without a time");
}

}  // namespace

Result<ActivityFile> parse_gpx(std::string_view content, std::string_view file_name,
                               Diagnostics& diagnostics) {
  const std::size_t begin = content.find('<');
  Result<XmlDocument> document = XmlDocument::parse(
      begin == std::string_view::npos ? content : content.substr(begin), std::string(file_name));
  if (!document) return failure(std::move(document).error());
  const pugi::xml_node root = document->root();
  if (local_name(root) != "gpx")
    return failure(document->error(root, "this is no GPX file: it does not begin with gpx",
                                   "Export the activity as FIT, TCX or GPX."));
  ActivityFile file;
  const Reading reading{.document = *document, .diagnostics = diagnostics};
  bool has_route = false, has_point = false;
  for (const pugi::xml_node node : root.children()) {
    has_route = has_route || local_name(node) == "rte";
    has_point = has_point || local_name(node) == "wpt";
    if (local_name(node) != "trk") continue;
    Activity activity = activity_of(reading, node);
    say_of_times(activity, diagnostics);
    if (activity.samples.empty())
      file.content.emplace_back("a track without a point");
    else
      file.activities.push_back(std::move(activity));
  }
  if (has_route) file.content.emplace_back("a route that was planned");
  if (has_point) file.content.emplace_back("way points");
  if (file.activities.empty() && file.content.empty()) file.content.emplace_back("no track");
  return file;
}

}  // namespace hamstring
