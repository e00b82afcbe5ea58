// HTML and SVG built from values: text and attributes are escaped where they enter, so that no name from a
// file can become markup.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace hamstring::render {

/// Text as it may stand between tags or in a quoted attribute: & < > " ' become entities, bytes that are not
/// UTF-8 and control characters become U+FFFD (line feed and tab stay).
[[nodiscard]] std::string escape(std::string_view text);

/// The text as a quoted CSS string; everything but letters, digits and blanks is written as a code point.
[[nodiscard]] std::string css_string(std::string_view text);

/// Percent-encoded for a data: address; letters, digits and -._~ stay.
[[nodiscard]] std::string percent_encode(std::string_view bytes);

/// Markup that is safe to stand in a page.
class Html {
 public:
  Html() = default;
  /// Escapes `text`. Implicit, so that a list of children can mix words and elements. A template, so that a
  /// pair of strings, which is an attribute, is never taken for the two ends of one text.
  template <std::convertible_to<std::string_view> Text>
  Html(const Text& text) : markup_(escape(text)) {}  // NOLINT(google-explicit-constructor)

  /// Markup written in this program. Never for anything that came from a file.
  [[nodiscard]] static Html trusted(std::string markup);

  Html& operator+=(const Html& other);
  [[nodiscard]] const std::string& markup() const { return markup_; }
  [[nodiscard]] bool is_empty() const { return markup_.empty(); }

 private:
  std::string markup_;
};

/// An attribute whose value is escaped. `name` is written in this program.
struct Attribute {
  std::string_view name;
  std::string value;
};

/// <tag a="…">children</tag>; the elements that HTML leaves open (meta, br, …) get no end tag.
[[nodiscard]] Html element(std::string_view tag, const std::vector<Attribute>& attributes,
                           const std::vector<Html>& children = {});

/// The same without attributes.
[[nodiscard]] Html element(std::string_view tag, const std::vector<Html>& children);

/// All parts one after another.
[[nodiscard]] Html joined(const std::vector<Html>& parts);

}  // namespace hamstring::render
