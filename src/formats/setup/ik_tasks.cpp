#include "formats/setup/ik_tasks.h"

#include <fmt/format.h>

#include "core/text.h"

namespace hamstring::setup {

using osim::Properties;

namespace {

IkCoordinateTask read_coordinate_task(Properties& properties, const pugi::xml_node& task, double weight) {
  IkCoordinateTask read{.coordinate = properties.name(task), .weight = weight};
  const std::string source = properties.text(task, {"value_type"});
  read.value = properties.number(task, {"value"}, 0.0);
  if (source == "manual_value") read.source = IkCoordinateTask::Source::manual;
  if (source == "from_file") read.source = IkCoordinateTask::Source::file;
  return read;
}

}  // namespace

IkTasks read_ik_tasks(Properties& properties, const pugi::xml_node& owner) {
  IkTasks tasks;
  const pugi::xml_node set = properties.find(owner, {"IKTaskSet"});
  if (!set) return tasks;
  for (const pugi::xml_node& task : properties.objects(set)) {
    properties.mark_all(task);
    const bool applies = properties.boolean(task, {"apply"}, true);
    const double weight = properties.number(task, {"weight"}, 0.0, osim::not_negative);
    if (!applies) continue;
    const std::string_view kind = task.name();
    if (kind == "IKMarkerTask") {
      tasks.markers.push_back({.marker = properties.name(task), .weight = weight});
    } else if (kind == "IKCoordinateTask") {
      tasks.coordinates.push_back(read_coordinate_task(properties, task, weight));
    } else {
      properties.warn(task, fmt::format("a task of this kind is not known and does nothing: {}",
                                        quote_for_message(kind)));
    }
  }
  return tasks;
}

}  // namespace hamstring::setup
