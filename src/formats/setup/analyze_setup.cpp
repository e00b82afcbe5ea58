#include "formats/setup/analyze_setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "core/try.h"
#include "formats/osim/osim_document.h"
#include "formats/osim/osim_properties.h"
#include "formats/setup/setup_file.h"

namespace hamstring {
namespace {

using osim::Properties;
using osim::Tags;
using setup::note_unused;
using setup::resolve;

constexpr osim::Allowed any_time{.infinite = true, .expected = "a time in seconds"};

Result<void> require_analyze_tool(const osim::Document& document) {
  const std::string_view tag = document.object.name();
  if (tag == "AnalyzeTool") return {};
  const std::string kind = osim::describe_object(tag);
  if (osim::is_tool(tag)) {
    return failure(
        document.xml.error(document.object, fmt::format("this is {}, which is not run yet", kind),
                           "The setups of the AnalyzeTool and the InverseDynamicsTool can be run."));
  }
  return failure(document.xml.error(
      document.object,
      kind.empty() ? fmt::format("this is not the setup of a tool: found <{}>", quote_for_message(tag))
                   : fmt::format("this is not the setup of a tool but {}", kind),
      "Choose the XML file with the <AnalyzeTool>."));
}

int whole_number(Properties& properties, const pugi::xml_node& object, Tags tags, int fallback, int low,
                 int high) {
  const pugi::xml_node element = properties.find(object, tags);
  if (!element) return fallback;
  const std::string written = xml_text(element);
  const std::optional<double> value = parse_double(written);
  if (value && *value == std::floor(*value) && *value >= low && *value <= high)
    return static_cast<int>(*value);
  properties.refuse(element, fmt::format("expected a whole number from {} to {}; found '{}'", low, high,
                                         quote_for_message(written)));
  return fallback;
}

/// A list of names; an absent one keeps the default, an empty one is empty.
void read_list(Properties& properties, const pugi::xml_node& node, std::string_view tag,
               std::vector<std::string>& list) {
  if (properties.find(node, {tag})) list = properties.words(node, {tag});
}

AnalysisRequest read_analysis(Properties& properties, const pugi::xml_node& node) {
  AnalysisRequest request{
      .class_name = node.name(), .name = properties.name(node), .line = properties.xml().line(node)};
  if (request.name.empty()) request.name = request.class_name;
  request.on = properties.boolean(node, {"on"}, request.on);
  request.start_time_s = properties.number(node, {"start_time"}, request.start_time_s, any_time);
  request.end_time_s = properties.number(node, {"end_time"}, request.end_time_s, any_time);
  request.step_interval =
      whole_number(properties, node, {"step_interval"}, request.step_interval, 1, 1'000'000'000);
  request.in_degrees = properties.boolean(node, {"in_degrees"}, request.in_degrees);
  if (request.class_name == "MuscleAnalysis") {
    read_list(properties, node, "muscle_list", request.muscles);
    read_list(properties, node, "moment_arm_coordinate_list", request.moment_arm_coordinates);
    request.compute_moments = properties.boolean(node, {"compute_moments"}, request.compute_moments);
  } else if (request.class_name == "Kinematics") {
    read_list(properties, node, "coordinates", request.coordinates);
  } else if (request.class_name == "StaticOptimization") {
    request.use_model_forces = properties.boolean(node, {"use_model_force_set"}, true);
    request.activation_exponent = properties.number(node, {"activation_exponent"}, 2.0);
    request.use_muscle_physiology = properties.boolean(node, {"use_muscle_physiology"}, true);
    properties.mark_all(node);  // what steers OpenSim's own search
  } else {
    properties.mark_all(node);  // run-tool says that it is not computed
  }
  return request;
}

void read_files(Properties& properties, const pugi::xml_node& tool, AnalyzeSetup& setup) {
  const auto file = [&](std::string_view tag) { return resolve(setup.file, properties.text(tool, {tag})); };
  setup.model_file = file("model_file");
  setup.coordinates_file = file("coordinates_file");
  setup.states_file = file("states_file");
  setup.speeds_file = file("speeds_file");
  setup.external_loads_file = file("external_loads_file");
  setup.results_directory = file("results_directory");
  if (setup.results_directory.empty()) setup.results_directory = resolve(setup.file, ".");
  for (std::string& word : properties.words(tool, {"force_set_files", "actuator_set_files"})) {
    setup.force_set_files.push_back(resolve(setup.file, std::move(word)));
  }
  setup.replace_force_set = properties.boolean(tool, {"replace_force_set", "replace_actuator_set"}, false);
  if (setup.model_file.empty()) {
    properties.warn(
        tool, "the setup names no model in <model_file>, as OpenSim's window writes it: name one yourself");
  }
  if (setup.coordinates_file.empty() && setup.states_file.empty()) {
    properties.warn(tool,
                    "the setup names no motion in <coordinates_file> or <states_file>: name one yourself");
  }
}

void read_settings(Properties& properties, const pugi::xml_node& tool, AnalyzeSetup& setup) {
  setup.initial_time_s = properties.number(tool, {"initial_time"}, setup.initial_time_s, any_time);
  setup.final_time_s = properties.number(tool, {"final_time"}, setup.final_time_s, any_time);
  if (setup.final_time_s < setup.initial_time_s) {
    properties.refuse(tool, fmt::format("final_time {} s lies before initial_time {} s", setup.final_time_s,
                                        setup.initial_time_s));
  }
  setup.lowpass_cutoff_hz =
      properties.number(tool, {"lowpass_cutoff_frequency_for_coordinates"}, setup.lowpass_cutoff_hz);
  setup.output_precision =
      whole_number(properties, tool, {"output_precision"}, setup.output_precision, 1, 30);
  setup.solve_for_equilibrium =
      properties.boolean(tool, {"solve_for_equilibrium_for_auxiliary_states"}, false);
}

}  // namespace

Result<AnalyzeSetup> parse_analyze_setup(std::string_view content, const std::filesystem::path& path,
                                         Diagnostics& diagnostics) {
  HAMSTRING_TRY(document, osim::open_document(content, path.string()));
  HAMSTRING_TRY_DO(require_analyze_tool(document));
  const pugi::xml_node& tool = document.object;
  Diagnostics found;
  found.set_file(path.string());
  Properties properties(document, found);
  properties.use_defaults(tool.child("defaults"));
  AnalyzeSetup setup{.tool_name = properties.name(tool), .file = path};
  read_files(properties, tool, setup);
  read_settings(properties, tool, setup);
  for (const pugi::xml_node& node : properties.objects(properties.find(tool, {"AnalysisSet"}))) {
    setup.analyses.push_back(read_analysis(properties, node));
  }
  if (setup.analyses.empty()) properties.warn(tool, "the setup asks for no analysis");
  note_unused(properties, tool);
  diagnostics.append(found);
  if (properties.first_error()) return failure(*properties.first_error());
  return setup;
}

Result<AnalyzeSetup> read_analyze_setup(const std::filesystem::path& path, Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, osim::read_document(path));
  return parse_analyze_setup(content, path, diagnostics);
}

}  // namespace hamstring
