#include "formats/setup/external_loads_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "core/try.h"
#include "formats/setup/setup_file.h"

namespace hamstring {
namespace {

using osim::Properties;

Result<void> require_external_loads(const osim::Document& document) {
  const std::string_view tag = document.object.name();
  if (tag == "ExternalLoads") return {};
  const std::string kind = osim::describe_object(tag);
  return failure(document.xml.error(
      document.object,
      kind.empty() ? fmt::format("this is not a file of external loads: found <{}>", quote_for_message(tag))
                   : fmt::format("this is not a file of external loads but {}", kind),
      "Choose the XML file with the <ExternalLoads>: it says which force acts on which body."));
}

/// The last part of a path to a body; ground, under any of its names, is "ground".
std::string body_named(std::string written) {
  if (const std::size_t slash = written.rfind('/'); slash != std::string::npos) written.erase(0, slash + 1);
  return to_lower(written) == "ground" ? "ground" : written;
}

std::string identifier(Properties& properties, const pugi::xml_node& node, std::string_view tag) {
  std::string written = properties.text(node, {tag});
  return to_lower(written) == "unassigned" ? std::string() : written;
}

bool acts(Properties& properties, const pugi::xml_node& node) {
  if (properties.find(node, {"isDisabled"})) return !properties.boolean(node, {"isDisabled"}, false);
  return properties.boolean(node, {"appliesForce"}, true);
}

LoadSource read_load(Properties& properties, const pugi::xml_node& node) {
  LoadSource load{.name = properties.name(node),
                  .applied_to_body = body_named(properties.text(node, {"applied_to_body"}))};
  load.line = properties.xml().line(node);
  const auto expressed = [&](std::string_view tag) {
    const std::string written = body_named(properties.text(node, {tag}));
    return written.empty() ? std::string("ground") : written;
  };
  load.force_expressed_in = expressed("force_expressed_in_body");
  load.point_expressed_in = expressed("point_expressed_in_body");
  load.force.identifier = identifier(properties, node, "force_identifier");
  load.point.identifier = identifier(properties, node, "point_identifier");
  load.torque.identifier = identifier(properties, node, "torque_identifier");
  load.applies = acts(properties, node);
  return load;
}

/// Before there were identifiers the functions were named after the columns: by their label, or by "#" and
/// their number with the time as 0. The three of a vector stand side by side; the first one tells.
LoadColumns columns_of_functions(const pugi::xml_node& force, std::string_view set_name) {
  for (const pugi::xml_node& set : xml_elements(force)) {
    if (std::string_view(set.name()) != "FunctionSet" ||
        std::string_view(set.attribute("name").value()) != set_name)
      continue;
    for (const pugi::xml_node& function : xml_elements(set.child("objects"))) {
      std::string name = function.attribute("name").value();
      if (name.size() > 1 && name.front() == '#') {
        const std::optional<long long> number = parse_integer(std::string_view(name).substr(1));
        if (number && *number >= 1 && *number <= 1'000'000)
          return {.first_column = static_cast<int>(*number)};
        return {};
      }
      if (!name.empty()) name.pop_back();
      return {.identifier = name};
    }
  }
  return {};
}

LoadSource read_old_load(Properties& properties, const pugi::xml_node& node) {
  LoadSource load{.name = properties.name(node),
                  .applied_to_body = body_named(properties.text(node, {"body"}))};
  load.line = properties.xml().line(node);
  if (!properties.boolean(node, {"pointIsGlobal"}, false)) load.point_expressed_in = load.applied_to_body;
  if (!properties.boolean(node, {"forceIsGlobal"}, true)) load.force_expressed_in = load.applied_to_body;
  load.force = columns_of_functions(node, "forceFunctions");
  load.point = columns_of_functions(node, "pointFunctions");
  load.torque = columns_of_functions(node, "torqueFunctions");
  load.applies = acts(properties, node);
  properties.mark_all(node);
  return load;
}

void read_loads(Properties& properties, const pugi::xml_node& set, LoadsFile& file) {
  for (const pugi::xml_node& node : xml_elements(set.child("objects"))) {
    properties.mark(node);
    const std::string_view tag = node.name();
    if (tag != "ExternalForce" && tag != "PrescribedForce") {
      properties.warn(node, "this is not an external force and is not read");
      continue;
    }
    LoadSource load = tag == "ExternalForce" ? read_load(properties, node) : read_old_load(properties, node);
    if (load.name.empty()) load.name = load.applied_to_body;
    if (load.applied_to_body.empty()) {
      properties.refuse(node, "the force names no body that it acts on", "Write <applied_to_body>.");
      continue;
    }
    if (!load.force.are_given() && !load.torque.are_given()) {
      properties.refuse(node, "the force names no columns, neither of a force nor of a torque",
                        "Write <force_identifier> or <torque_identifier>.");
      continue;
    }
    file.sources.push_back(std::move(load));
  }
}

/// The table of all loads, or the one that all of them name.
void find_table(Properties& properties, const pugi::xml_node& set, LoadsFile& file) {
  std::string written = properties.text(set, {"datafile"});
  if (to_lower(written) == "unassigned") written.clear();
  for (const pugi::xml_node& node : xml_elements(set.child("objects"))) {
    std::string own = properties.text(node, {"data_source_name"});
    if (own.empty() || to_lower(own) == "unassigned" || !properties.text(set, {"datafile"}).empty()) continue;
    if (!written.empty() && own != written) {
      properties.refuse(node,
                        fmt::format("its numbers stand in another table ('{}') than those before ('{}')",
                                    quote_for_message(own), quote_for_message(written)),
                        "Put all columns into one table and name it in <datafile>.");
      return;
    }
    written = own;
  }
  if (written.empty()) {
    properties.refuse(set, "no table of forces is named",
                      "Write the path of the .mot or .sto file into <datafile>.");
    return;
  }
  file.data_file = setup::resolve(file.file, written);
}

void note_kinematics(Properties& properties, const pugi::xml_node& set) {
  properties.find(set, {"lowpass_cutoff_frequency_for_load_kinematics"});
  const std::string kinematics = properties.text(set, {"external_loads_model_kinematics_file"});
  if (kinematics.empty() || to_lower(kinematics) == "unassigned") return;
  properties.note(
      fmt::format("the kinematics of another file, '{}', are not used to move the points: OpenSim itself "
                  "no longer reads them; the movement that is analyzed says where the bodies are",
                  quote_for_message(kinematics)));
}

}  // namespace

Result<LoadsFile> parse_external_loads(std::string_view content, const std::filesystem::path& path,
                                       Diagnostics& diagnostics) {
  HAMSTRING_TRY(document, osim::open_document(content, path.string()));
  HAMSTRING_TRY_DO(require_external_loads(document));
  const pugi::xml_node& set = document.object;
  Diagnostics found;
  found.set_file(path.string());
  Properties properties(document, found);
  properties.use_defaults(set.child("defaults"));
  LoadsFile file{.file = path, .data_file = {}, .sources = {}};
  properties.refuse_if_elsewhere(set);
  read_loads(properties, set, file);
  find_table(properties, set, file);
  note_kinematics(properties, set);
  if (file.sources.empty() && !properties.first_error()) properties.warn(set, "the file names no force");
  diagnostics.append(found);
  if (properties.first_error()) return failure(*properties.first_error());
  return file;
}

Result<LoadsFile> read_external_loads(const std::filesystem::path& path, Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, osim::read_document(path));
  return parse_external_loads(content, path, diagnostics);
}

}  // namespace hamstring
