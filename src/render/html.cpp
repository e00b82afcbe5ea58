#include "render/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "core/utf8.h"

namespace hamstring::render {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_control(std::uint32_t value) {
  return (value < 0x20 && value != '\n' && value != '\t') || (value >= 0x7F && value < 0xA0);
}

std::string_view entity_of(std::uint32_t value) {
  switch (value) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

bool is_letter_or_digit(std::uint32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_void(std::string_view tag) {
  constexpr std::array<std::string_view, 4> tags{"meta", "br", "col", "hr"};
  return std::ranges::find(tags, tag) != tags.end();
}

}  // namespace

std::string escape(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const std::string_view entity = entity_of(point.value);
    if (!point.is_valid || is_control(point.value)) {
      result += replacement;
    } else if (!entity.empty()) {
      result += entity;
    } else {
      result += text.substr(at, point.length);
    }
    at += point.length;
  }
  return result;
}

std::string css_string(std::string_view text) {
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (point.is_valid && (is_letter_or_digit(point.value) || point.value == ' ')) {
      result += static_cast<char>(point.value);
    } else {
      const std::uint32_t shown = point.is_valid && point.value != 0 ? point.value : 0xFFFD;
      result += fmt::format("\\{:06x}", shown);
    }
    at += point.length;
  }
  result += '"';
  return result;
}

std::string percent_encode(std::string_view bytes) {
  constexpr std::string_view kept = "-._~";
  std::string result;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_letter_or_digit(byte) || kept.find(c) != std::string_view::npos) {
      result += c;
    } else {
      result += fmt::format("%{:02X}", byte);
    }
  }
  return result;
}

Html Html::trusted(std::string markup) {
  Html html;
  html.markup_ = std::move(markup);
  return html;
}

Html& Html::operator+=(const Html& other) {
  markup_ += other.markup_;
  return *this;
}

Html element(std::string_view tag, const std::vector<Attribute>& attributes,
             const std::vector<Html>& children) {
  std::string markup = fmt::format("<{}", tag);
  for (const Attribute& attribute : attributes) {
    markup += fmt::format(" {}=\"{}\"", attribute.name, escape(attribute.value));
  }
  markup += '>';
  if (is_void(tag)) return Html::trusted(std::move(markup));
  for (const Html& child : children) markup += child.markup();
  markup += fmt::format("</{}>", tag);
  return Html::trusted(std::move(markup));
}

Html element(std::string_view tag, const std::vector<Html>& children) {
  return element(tag, std::vector<Attribute>{}, children);
}

Html joined(const std::vector<Html>& parts) {
  Html all;
  for (const Html& part : parts) all += part;
  return all;
}

}  // namespace hamstring::render
