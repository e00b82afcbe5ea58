// Elements of XML files of watches, whatever prefix a program gave their names.
#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "core/diagnostics.h"
#include "formats/text/xml.h"

namespace hamstring {

/// "TPX" of "ns3:TPX".
[[nodiscard]] std::string_view local_name(const pugi::xml_node& node);

/// The first child of this local name; an empty node where there is none.
[[nodiscard]] pugi::xml_node local_child(const pugi::xml_node& node, std::string_view name);

/// The number an element holds; NaN where it holds none, which is warned of with its line.
[[nodiscard]] double xml_number(const XmlDocument& document, const pugi::xml_node& node,
                                Diagnostics& diagnostics);

/// Its time [s since 1970]; NaN as above. A time without a zone is taken for UTC, which is noted once.
[[nodiscard]] double xml_time(const XmlDocument& document, const pugi::xml_node& node,
                              Diagnostics& diagnostics);

}  // namespace hamstring
