// Any file OpenSim writes as XML: which version it is and what kind of thing it holds.
#pragma once

#include <filesystem>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "core/result.h"
#include "formats/text/xml.h"

namespace hamstring::osim {

/// Newest document version whose rules are known here (OpenSim 4.6).
inline constexpr int version_latest = 40600;
/// A document whose outermost element is not OpenSimDocument is as old as this.
inline constexpr int version_without_document = 10500;

struct Document {
  XmlDocument xml;
  pugi::xml_node object;  ///< `Model`, `AnalyzeTool` … inside OpenSimDocument, or the outermost element
  int version = 0;
};

/// Parses and finds the object. Errors: those of XmlDocument::parse; an OpenSimDocument without content or
/// with a version that is not a number.
[[nodiscard]] Result<Document> open_document(std::string_view content, std::string file_name);

/// The text of an XML file, if it is not larger than XmlLimits allow. Errors: unreadable, too large.
[[nodiscard]] Result<std::string> read_document(const std::filesystem::path& path);

/// "the setup of OpenSim's AnalyzeTool", "a set of markers" …; empty for an element OpenSim does not write.
[[nodiscard]] std::string describe_object(std::string_view tag);

/// True for the outermost objects that are runs of an OpenSim tool.
[[nodiscard]] bool is_tool(std::string_view tag);

}  // namespace hamstring::osim
