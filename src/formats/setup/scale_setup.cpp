#include "formats/setup/scale_setup.h"

#include <fmt/format.h>

#include <cmath>

#include "core/text.h"
#include "core/try.h"
#include "formats/setup/setup_file.h"

namespace hamstring {
namespace {

using osim::Properties;

constexpr std::string_view tool_tag = "ScaleTool";

void read_range(Properties& properties, const pugi::xml_node& owner, double& from_s, double& to_s) {
  const pugi::xml_node element = properties.find(owner, {"time_range"});
  if (!element) return;
  const auto times = parse_doubles(xml_text(element));
  if (times && times->empty()) return;
  if (!times || times->size() != 2 || !((*times)[1] >= (*times)[0])) {
    properties.refuse(element,
                      fmt::format("a time range is two times in seconds, the earlier one first; found '{}'",
                                  quote_for_message(xml_text(element))));
    return;
  }
  from_s = (*times)[0];
  to_s = (*times)[1];
}

ScaleMeasurement read_measurement(Properties& properties, const pugi::xml_node& node) {
  ScaleMeasurement measurement{.name = properties.name(node)};
  for (const pugi::xml_node& pair : properties.objects(properties.find(node, {"MarkerPairSet"}))) {
    const std::vector<std::string> names = properties.words(pair, {"markers"});
    if (names.size() != 2) {
      properties.refuse(pair, "a pair is one of two markers");
      continue;
    }
    measurement.pairs.emplace_back(names[0], names[1]);
  }
  for (const pugi::xml_node& body : properties.objects(properties.find(node, {"BodyScaleSet"}))) {
    ScaleMeasurement::Body scaled{.name = properties.name(body)};
    for (const std::string& axis : properties.words(body, {"axes"})) {
      const std::string letter = to_lower(axis);
      if (letter.size() != 1 || letter[0] < 'x' || letter[0] > 'z') {
        properties.refuse(body, fmt::format("'{}' is no axis", quote_for_message(axis)));
        continue;
      }
      scaled.axes[static_cast<std::size_t>(letter[0] - 'x')] = true;
    }
    measurement.bodies.push_back(std::move(scaled));
  }
  return measurement;
}

void read_scaler(Properties& properties, const pugi::xml_node& scaler, const std::filesystem::path& path,
                 ScaleSetup& setup) {
  setup.scales = properties.boolean(scaler, {"apply"}, true);
  setup.order = properties.words(scaler, {"scaling_order"});
  if (const pugi::xml_node set = properties.find(scaler, {"MeasurementSet"})) {
    for (const pugi::xml_node& node : properties.objects(set)) {
      if (properties.boolean(node, {"apply"}, true))
        setup.measurements.push_back(read_measurement(properties, node));
    }
  }
  if (const pugi::xml_node set = properties.find(scaler, {"ScaleSet"})) {
    for (const pugi::xml_node& node : properties.objects(set)) {
      ManualScale manual{.body = std::string(trim(properties.text(node, {"segment"}))),
                         .factors = properties.vector(node, {"scales"}, Vec3::Ones())};
      if (properties.boolean(node, {"apply"}, true)) setup.manual.push_back(std::move(manual));
    }
  }
  setup.marker_file = setup::resolve(path, properties.text(scaler, {"marker_file"}));
  setup.output_model = setup::resolve(path, properties.text(scaler, {"output_model_file"}));
  setup.output_scales = setup::resolve(path, properties.text(scaler, {"output_scale_file"}));
  read_range(properties, scaler, setup.from_s, setup.to_s);
  setup.preserves_mass_distribution = properties.boolean(scaler, {"preserve_mass_distribution"}, false);
}

void read_placer(Properties& properties, const pugi::xml_node& placer, const std::filesystem::path& path,
                 MarkerPlacement& placement) {
  placement.applies = properties.boolean(placer, {"apply"}, true);
  placement.tasks = setup::read_ik_tasks(properties, placer);
  placement.marker_file = setup::resolve(path, properties.text(placer, {"marker_file"}));
  placement.output_model = setup::resolve(path, properties.text(placer, {"output_model_file"}));
  placement.output_motion = setup::resolve(path, properties.text(placer, {"output_motion_file"}));
  placement.output_markers = setup::resolve(path, properties.text(placer, {"output_marker_file"}));
  placement.moves_markers = properties.boolean(placer, {"move_model_markers"}, true);
  read_range(properties, placer, placement.from_s, placement.to_s);
}

}  // namespace

Result<ScaleSetup> parse_scale_setup(std::string_view content, const std::filesystem::path& path,
                                     Diagnostics& diagnostics) {
  HAMSTRING_TRY(document, osim::open_document(content, path.string()));
  const pugi::xml_node& tool = document.object;
  if (std::string_view(tool.name()) != tool_tag) {
    const std::string kind = osim::describe_object(tool.name());
    return failure(document.xml.error(
        tool,
        kind.empty()
            ? fmt::format("this is not the setup of a tool: found <{}>", quote_for_message(tool.name()))
            : fmt::format("this is not the setup of the {} but {}", tool_tag, kind),
        "Choose the XML file with the <ScaleTool>."));
  }
  Diagnostics found;
  found.set_file(path.string());
  Properties properties(document, found);
  ScaleSetup setup{.tool_name = properties.name(tool), .file = path};
  setup.mass_kg = std::max(0.0, properties.number(tool, {"mass"}, 0.0));
  for (const std::string_view unused : {"height", "age", "notes"}) properties.find(tool, {unused});
  if (const pugi::xml_node maker = properties.find(tool, {"GenericModelMaker"})) {
    setup.model_file = setup::resolve(path, properties.text(maker, {"model_file"}));
    setup.marker_set_file = setup::resolve(path, properties.text(maker, {"marker_set_file"}));
  }
  if (const pugi::xml_node scaler = properties.find(tool, {"ModelScaler"})) {
    read_scaler(properties, scaler, path, setup);
  } else {
    setup.scales = false;
  }
  if (const pugi::xml_node placer = properties.find(tool, {"MarkerPlacer"})) {
    read_placer(properties, placer, path, setup.placement);
  } else {
    setup.placement.applies = false;
  }
  diagnostics.append(found);
  if (properties.first_error()) return failure(*properties.first_error());
  return setup;
}

Result<std::vector<model::MarkerSpecification>> parse_marker_set(std::string_view content,
                                                                 const std::filesystem::path& path,
                                                                 Diagnostics& diagnostics) {
  HAMSTRING_TRY(document, osim::open_document(content, path.string()));
  if (std::string_view(document.object.name()) != "MarkerSet")
    return failure(document.xml.error(document.object, "this is no set of markers",
                                      "Choose the file with the <MarkerSet>."));
  Diagnostics found;
  found.set_file(path.string());
  Properties properties(document, found);
  std::vector<model::MarkerSpecification> markers;
  for (const pugi::xml_node& node : properties.objects(document.object)) {
    model::MarkerSpecification marker{.name = properties.name(node), .origin = {properties.xml().line(node)}};
    std::string frame = properties.socket(node, "parent_frame");
    if (frame.empty()) frame = std::string(trim(properties.text(node, {"body"})));
    marker.frame = frame.substr(frame.rfind('/') + 1);  // "/bodyset/pelvis"
    marker.location_m = properties.vector(node, {"location"}, Vec3::Zero());
    marker.fixed = properties.boolean(node, {"fixed"}, false);
    markers.push_back(std::move(marker));
  }
  diagnostics.append(found);
  if (properties.first_error()) return failure(*properties.first_error());
  return markers;
}

}  // namespace hamstring
