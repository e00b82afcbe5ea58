#include "formats/setup/inverse_kinematics_setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "core/try.h"
#include "formats/setup/setup_file.h"

namespace hamstring {
namespace {

using osim::Properties;

constexpr std::string_view tool_tag = "InverseKinematicsTool";

Result<void> require_tool(const osim::Document& document) {
  const std::string_view tag = document.object.name();
  if (tag == tool_tag) return {};
  const std::string kind = osim::describe_object(tag);
  return failure(document.xml.error(
      document.object,
      kind.empty() ? fmt::format("this is not the setup of a tool: found <{}>", quote_for_message(tag))
                   : fmt::format("this is not the setup of the {} but {}", tool_tag, kind),
      "Choose the XML file with the <InverseKinematicsTool>."));
}

void read_range(Properties& properties, const pugi::xml_node& tool, InverseKinematicsSetup& setup) {
  const pugi::xml_node element = properties.find(tool, {"time_range"});
  if (!element) return;
  const auto times = parse_doubles(xml_text(element));
  if (times && times->empty()) return;
  if (!times || times->size() != 2 || !((*times)[1] >= (*times)[0])) {
    properties.refuse(element,
                      fmt::format("a time range is two times in seconds, the earlier one first; found '{}'",
                                  quote_for_message(xml_text(element))));
    return;
  }
  setup.initial_time_s = (*times)[0];
  setup.final_time_s = (*times)[1];
}

}  // namespace

Result<InverseKinematicsSetup> parse_inverse_kinematics_setup(std::string_view content,
                                                              const std::filesystem::path& path,
                                                              Diagnostics& diagnostics) {
  HAMSTRING_TRY(document, osim::open_document(content, path.string()));
  HAMSTRING_TRY_DO(require_tool(document));
  const pugi::xml_node& tool = document.object;
  Diagnostics found;
  found.set_file(path.string());
  Properties properties(document, found);
  InverseKinematicsSetup setup{.tool_name = properties.name(tool), .file = path};
  const auto file = [&](std::string_view tag) { return setup::resolve(path, properties.text(tool, {tag})); };
  setup.model_file = file("model_file");
  setup.marker_file = file("marker_file");
  setup.results_directory = file("results_directory");
  if (setup.results_directory.empty()) setup.results_directory = setup::resolve(path, ".");
  // OpenSim does not look at the first two (engine fact G: couplers are always held), and the coordinates'
  // file is of tasks that name it.
  for (const std::string_view unused : {"constraint_weight", "input_directory", "coordinate_file"})
    properties.find(tool, {unused});
  read_range(properties, tool, setup);
  setup.accuracy = properties.number(tool, {"accuracy"}, setup.accuracy, osim::positive);
  setup.report_errors = properties.boolean(tool, {"report_errors"}, setup.report_errors);
  setup.report_marker_locations =
      properties.boolean(tool, {"report_marker_locations"}, setup.report_marker_locations);
  std::string output = properties.text(tool, {"output_motion_file"});
  std::ranges::replace(output, '\\', '/');
  if (output.empty() || to_lower(output) == "unassigned") output = setup.tool_name + "_ik.mot";
  setup.output_motion_file = output;
  IkTasks tasks = setup::read_ik_tasks(properties, tool);
  setup.markers = std::move(tasks.markers);
  setup.coordinates = std::move(tasks.coordinates);
  setup::note_unused(properties, tool);
  diagnostics.append(found);
  if (properties.first_error()) return failure(*properties.first_error());
  return setup;
}

}  // namespace hamstring
