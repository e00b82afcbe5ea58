#include "formats/osim/osim_document.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "core/file.h"
#include "core/text.h"
#include "core/try.h"

namespace hamstring::osim {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kinds_of_object{{
    {"Model", "a model"},
    {"ExternalLoads", "a list of external loads (which force acts on which body)"},
    {"ForceSet", "a set of forces or actuators to be added to a model"},
    {"ActuatorSet", "a set of forces or actuators to be added to a model"},
    {"MarkerSet", "a set of markers"},
    {"IKTaskSet", "the weights of an inverse kinematics run"},
    {"CMC_TaskSet", "the tasks of a computed muscle control run"},
    {"ControlSet", "a set of controls"},
    {"ScaleSet", "a set of scale factors"},
    {"MeasurementSet", "the measurements of a scaling run"},
    {"ControllerSet", "a set of controllers"},
    {"ContactGeometrySet", "a set of contact shapes"},
    {"MocoStudy", "a study of OpenSim Moco"},
    {"BodySet", "a set of bodies"},
}};

}  // namespace

bool is_tool(std::string_view tag) {
  return tag.ends_with("Tool") || tag == "GenericModelMaker" || tag == "ModelScaler" || tag == "MarkerPlacer";
}

std::string describe_object(std::string_view tag) {
  if (is_tool(tag)) return fmt::format("the setup of OpenSim's {}", quote_for_message(tag));
  for (const auto& [known, description] : kinds_of_object) {
    if (tag == known) return std::string(description);
  }
  return {};
}

Result<std::string> read_document(const std::filesystem::path& path) {
  constexpr std::size_t limit = XmlLimits{}.bytes;
  std::error_code code;
  if (const std::uintmax_t size = std::filesystem::file_size(path, code); !code && size > limit) {
    return failure(
        {.message = fmt::format("the file has {} MB; at most {} MB are read", size >> 20U, limit >> 20U),
         .file = path.string(),
         .advice = "Check that this is a model or setup and not a recording."});
  }
  return read_file(path, limit);
}

Result<Document> open_document(std::string_view content, std::string file_name) {
  HAMSTRING_TRY(xml, XmlDocument::parse(content, std::move(file_name)));
  Document document{.xml = std::move(xml), .object = {}, .version = version_without_document};
  const pugi::xml_node root = document.xml.root();
  if (std::string_view(root.name()) != "OpenSimDocument") {
    document.object = root;
    return document;
  }
  const std::string_view written = root.attribute("Version").value();
  const std::optional<long long> version = parse_integer(written);
  if (!version || *version < 0 || *version > 1'000'000) {
    return failure(
        document.xml.error(root,
                           fmt::format("the Version of an OpenSimDocument is a number like 40000; found '{}'",
                                       quote_for_message(written)),
                           "Open and save the file in OpenSim."));
  }
  document.version = static_cast<int>(*version);
  for (const pugi::xml_node& element : xml_elements(root)) {
    if (std::string_view(element.name()) == "defaults") continue;
    document.object = element;
    return document;
  }
  return failure(
      document.xml.error(root, "the OpenSimDocument is empty; expected a Model or the setup of a tool"));
}

}  // namespace hamstring::osim
