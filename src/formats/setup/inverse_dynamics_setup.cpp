#include "formats/setup/inverse_dynamics_setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "core/try.h"
#include "formats/setup/setup_file.h"

namespace hamstring {
namespace {

using osim::Properties;

constexpr std::string_view tool_tag = "InverseDynamicsTool";

Result<void> require_tool(const osim::Document& document) {
  const std::string_view tag = document.object.name();
  if (tag == tool_tag) return {};
  const std::string kind = osim::describe_object(tag);
  return failure(document.xml.error(
      document.object,
      kind.empty() ? fmt::format("this is not the setup of a tool: found <{}>", quote_for_message(tag))
                   : fmt::format("this is not the setup of the {} but {}", tool_tag, kind),
      "Choose the XML file with the <InverseDynamicsTool>."));
}

void read_range(Properties& properties, const pugi::xml_node& tool, InverseDynamicsSetup& setup) {
  const pugi::xml_node element = properties.find(tool, {"time_range"});
  if (!element) return;
  std::vector<double> times;
  for (const std::string& word : properties.words(tool, {"time_range"})) {
    const std::optional<double> value = parse_double(word);
    if (!value || std::isnan(*value)) {
      properties.refuse(
          element, fmt::format("a time range is two times in seconds; found '{}'", quote_for_message(word)));
      return;
    }
    times.push_back(*value);
  }
  if (times.empty()) return;
  if (times.size() != 2 || times[1] < times[0]) {
    properties.refuse(element,
                      fmt::format("a time range is two times in seconds, the earlier one first; found '{}'",
                                  quote_for_message(xml_text(element))));
    return;
  }
  setup.initial_time_s = times[0];
  setup.final_time_s = times[1];
}

/// A file name that stays in its folder, whatever separators it was written with: OpenSim takes '.\name' too.
std::string name_in_folder(Properties& properties, const pugi::xml_node& tool, const std::string& fallback) {
  std::string written = properties.text(tool, {"output_gen_force_file"});
  if (written.empty() || to_lower(written) == "unassigned") return fallback;
  std::ranges::replace(written, '\\', '/');
  std::string name = std::filesystem::path(written).lexically_normal().string();
  // OpenSim adds the ending where a name has none.
  if (std::filesystem::path(name).extension().empty()) name += ".sto";
  return name;
}

}  // namespace

std::string tool_of(std::string_view content) {
  const auto document = osim::open_document(content, "");
  return document ? std::string(document->object.name()) : std::string();
}

Result<InverseDynamicsSetup> parse_inverse_dynamics_setup(std::string_view content,
                                                          const std::filesystem::path& path,
                                                          Diagnostics& diagnostics) {
  HAMSTRING_TRY(document, osim::open_document(content, path.string()));
  HAMSTRING_TRY_DO(require_tool(document));
  const pugi::xml_node& tool = document.object;
  Diagnostics found;
  found.set_file(path.string());
  Properties properties(document, found);
  InverseDynamicsSetup setup{.tool_name = properties.name(tool), .file = path};
  const auto file = [&](std::string_view tag) { return setup::resolve(path, properties.text(tool, {tag})); };
  setup.model_file = file("model_file");
  setup.coordinates_file = file("coordinates_file");
  setup.external_loads_file = file("external_loads_file");
  setup.results_directory = file("results_directory");
  if (setup.results_directory.empty()) setup.results_directory = setup::resolve(path, ".");
  properties.find(tool, {"input_directory"});  // OpenSim's tool does not look at it either
  read_range(properties, tool, setup);
  setup.lowpass_cutoff_hz =
      properties.number(tool, {"lowpass_cutoff_frequency_for_coordinates"}, setup.lowpass_cutoff_hz);
  setup.forces_to_exclude = properties.words(tool, {"forces_to_exclude"});
  setup.output_file = name_in_folder(properties, tool, setup.output_file);
  setup.body_force_joints = properties.words(tool, {"joints_to_report_body_forces"});
  properties.find(tool, {"output_body_forces_file"});
  setup::note_unused(properties, tool);
  diagnostics.append(found);
  if (properties.first_error()) return failure(*properties.first_error());
  return setup;
}

}  // namespace hamstring
