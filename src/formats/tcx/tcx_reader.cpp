#include "formats/tcx/tcx_reader.h"

#include <cmath>
#include <string>
#include <utility>

#include "core/text.h"
#include "formats/text/xml.h"
#include "formats/text/xml_values.h"

namespace hamstring {
namespace {

struct Reading {
  const XmlDocument& document;
  Diagnostics& diagnostics;

  [[nodiscard]] double number(const pugi::xml_node& node) const {
    return xml_number(document, node, diagnostics);
  }
};

/// Speed and cadence of a runner stand in an extension, TPX.
void take_extensions(const Reading& reading, const pugi::xml_node& extensions, ActivitySample& sample) {
  for (const pugi::xml_node tpx : extensions.children()) {
    if (local_name(tpx) != "TPX") continue;
    for (const pugi::xml_node field : tpx.children()) {
      const std::string_view name = local_name(field);
      if (name == "Speed") sample.speed_m_per_s = reading.number(field);
      if (name == "RunCadence") sample.cadence_per_min = reading.number(field);
      if (name == "Watts") sample.power_w = reading.number(field);
    }
  }
}

ActivitySample sample_of(const Reading& reading, const pugi::xml_node& point) {
  ActivitySample sample;
  for (const pugi::xml_node field : point.children()) {
    const std::string_view name = local_name(field);
    if (name == "Time") sample.time_s = xml_time(reading.document, field, reading.diagnostics);
    if (name == "AltitudeMeters") sample.altitude_m = reading.number(field);
    if (name == "DistanceMeters") sample.distance_m = reading.number(field);
    if (name == "HeartRateBpm") sample.heart_rate_per_min = reading.number(local_child(field, "Value"));
    if (name == "Cadence" && !std::isfinite(sample.cadence_per_min))
      sample.cadence_per_min = reading.number(field);
    if (name == "Position") {
      sample.latitude_deg = reading.number(local_child(field, "LatitudeDegrees"));
      sample.longitude_deg = reading.number(local_child(field, "LongitudeDegrees"));
    }
    if (name == "Extensions") take_extensions(reading, field, sample);
  }
  return sample;
}

void take_lap(const Reading& reading, const pugi::xml_node& lap, Activity& activity) {
  ActivityLap said{.moving_s = reading.number(local_child(lap, "TotalTimeSeconds")),
                   .distance_m = reading.number(local_child(lap, "DistanceMeters"))};
  for (const pugi::xml_node track : lap.children()) {
    if (local_name(track) != "Track") continue;
    for (const pugi::xml_node point : track.children())
      if (local_name(point) == "Trackpoint") activity.samples.push_back(sample_of(reading, point));
  }
  pugi::xml_document holder;  // the start is an attribute; what reads elements reads it from one
  holder.append_child("StartTime").text().set(lap.attribute("StartTime").value());
  said.start_s = xml_time(reading.document, holder.first_child(), reading.diagnostics);
  activity.laps.push_back(said);
}

double sum_of(const std::vector<ActivityLap>& laps, double ActivityLap::* field) {
  double sum = 0.0;
  for (const ActivityLap& lap : laps) sum += lap.*field;
  return laps.empty() ? not_recorded : sum;
}

Activity activity_of(const Reading& reading, const pugi::xml_node& node) {
  Activity activity{.format = ActivityFormat::tcx};
  activity.sport_word = node.attribute("Sport").value();
  activity.sport = sport_of_word(activity.sport_word);
  activity.device = trim(local_child(local_child(node, "Creator"), "Name").child_value());
  for (const pugi::xml_node lap : node.children())
    if (local_name(lap) == "Lap") take_lap(reading, lap, activity);
  activity.said_moving_s = sum_of(activity.laps, &ActivityLap::moving_s);
  activity.said_distance_m = sum_of(activity.laps, &ActivityLap::distance_m);
  activity.start_s = activity.laps.empty() ? not_recorded : activity.laps.front().start_s;
  if (!std::isfinite(activity.start_s) && !activity.samples.empty())
    activity.start_s = activity.samples.front().time_s;
  return activity;
}

void take_activities(const Reading& reading, const pugi::xml_node& list, ActivityFile& file) {
  for (const pugi::xml_node node : list.children()) {
    if (local_name(node) == "MultiSportSession") {
      take_activities(reading, node, file);
    } else if (local_name(node) == "FirstSport" || local_name(node) == "NextSport") {
      take_activities(reading, node, file);
    } else if (local_name(node) == "Activity") {
      Activity activity = activity_of(reading, node);
      if (activity.samples.empty())
        file.content.emplace_back("an activity without a single record");
      else
        file.activities.push_back(std::move(activity));
    }
  }
}

}  // namespace

Result<ActivityFile> parse_tcx(std::string_view content, std::string_view file_name,
                               Diagnostics& diagnostics) {
  // Some programs write blanks before the declaration, which XML does not allow and everybody reads.
  const std::size_t begin = content.find('<');
  Result<XmlDocument> document = XmlDocument::parse(
      begin == std::string_view::npos ? content : content.substr(begin), std::string(file_name));
  if (!document) return failure(std::move(document).error());
  const pugi::xml_node root = document->root();
  if (local_name(root) != "TrainingCenterDatabase")
    return failure(document->error(root, "this is no TCX file: it does not begin with TrainingCenterDatabase",
                                   "Export the activity as FIT, TCX or GPX."));
  ActivityFile file;
  const Reading reading{.document = *document, .diagnostics = diagnostics};
  take_activities(reading, local_child(root, "Activities"), file);
  for (const pugi::xml_node other : root.children()) {
    if (local_name(other) == "Courses") file.content.emplace_back("a course");
    if (local_name(other) == "Workouts") file.content.emplace_back("a workout plan");
  }
  if (file.activities.empty() && file.content.empty()) file.content.emplace_back("no activity");
  return file;
}

}  // namespace hamstring
