// Pieces of XML files of our own.
#pragma once

#include <cmath>
#include <string>
#include <string_view>

#include "core/text.h"

namespace hamstring {

/// With the five characters that mean something in XML written as entities; control characters left out.
[[nodiscard]] inline std::string xml_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&apos;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) escaped += c;
    }
  }
  return escaped;
}

/// "<name>number</name>", the shortest that reads back as the same; nothing where the number is not known.
inline void append_element(std::string& text, std::string_view name, double number) {
  if (!std::isfinite(number)) return;
  text.append("<").append(name).append(">").append(shortest_number(number));
  text.append("</").append(name).append(">");
}

}  // namespace hamstring
