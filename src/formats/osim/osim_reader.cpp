#include "formats/osim/osim_reader.h"

#include <fmt/format.h>

#include "core/text.h"
#include "core/try.h"
#include "formats/osim/osim_parts.h"

namespace hamstring {
namespace {

using osim::Reading;

Result<void> require_model(const osim::Document& document) {
  const std::string_view tag = document.object.name();
  if (tag == "Model") return {};
  const std::string kind = osim::describe_object(tag);
  if (osim::is_tool(tag)) {
    return failure(document.xml.error(document.object, fmt::format("this is not a model but {}", kind),
                                      "Use it with 'run-tool'; a model is an .osim file with a <Model>."));
  }
  if (!kind.empty()) {
    return failure(document.xml.error(document.object, fmt::format("this is not a model but {}", kind),
                                      "Choose the .osim file of the model."));
  }
  return failure(document.xml.error(
      document.object,
      fmt::format("this is not an OpenSim file: expected <OpenSimDocument> with a <Model>, "
                  "found <{}>",
                  quote_for_message(tag)),
      "Choose the .osim file of the model."));
}

void read_header(Reading& reading) {
  osim::Properties& properties = reading.properties;
  const pugi::xml_node& element = reading.model_element;
  reading.model.name = std::string(trim(element.attribute("name").value()));
  reading.model.file = properties.xml().file();
  reading.model.file_version = properties.version();
  reading.model.credits = properties.text(element, {"credits"});
  reading.model.gravity_m_per_s2 = properties.vector(element, {"gravity"}, reading.model.gravity_m_per_s2);
  const std::string length = to_lower(properties.text(element, {"length_units"}));
  if (!length.empty() && length != "meters" && length != "m" && length != "unassigned") {
    properties.warn(
        element, fmt::format("the model says its lengths are in '{}'; OpenSim computes in meters whatever is "
                             "written here, and so is done here. Check that they are meters",
                             quote_for_message(length)));
  }
  const std::string force = to_lower(properties.text(element, {"force_units"}));
  if (!force.empty() && force != "n" && force != "newtons" && force != "newton" && force != "unassigned") {
    properties.warn(element, fmt::format("the model says its forces are in '{}'; they are taken as newtons",
                                         quote_for_message(force)));
  }
  if (properties.version() > osim::version_latest) {
    properties.note(fmt::format("the file is of version {}, newer than {}: what is new in it may be ignored",
                                properties.version(), osim::version_latest));
  }
}

}  // namespace

Result<model::ModelSpecification> parse_osim(std::string_view content, std::string file_name,
                                             const OsimOptions& options, Diagnostics& diagnostics) {
  HAMSTRING_TRY(document, osim::open_document(content, file_name));
  HAMSTRING_TRY_DO(require_model(document));
  Diagnostics found;
  found.set_file(std::move(file_name));
  osim::Properties properties(document, found);
  properties.use_defaults(document.object.child("defaults"));
  Reading reading{.properties = properties, .options = options, .model_element = document.object};
  read_header(reading);
  using Part = void (*)(Reading&);
  for (const Part part :
       {&osim::find_bodies_and_frames, &osim::read_bodies, &osim::read_frames, &osim::read_joints,
        &osim::read_couplers, &osim::read_wrap_objects, &osim::read_muscles, &osim::read_markers}) {
    part(reading);
  }
  if (!properties.first_error()) osim::report_ignored(reading);
  diagnostics.append(found);
  if (properties.first_error()) return failure(*properties.first_error());
  return std::move(reading.model);
}

Result<model::ModelSpecification> read_osim(const std::filesystem::path& path, const OsimOptions& options,
                                            Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, osim::read_document(path));
  return parse_osim(content, path.string(), options, diagnostics);
}

}  // namespace hamstring
