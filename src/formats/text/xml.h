// XML documents from strangers: parsed with limits, never expanding entities, every element with its line.
#pragma once

#include <cstddef>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace hamstring {

/// What a document may cost. Real models stay below 5 MB, 60 000 tags and 20 levels.
struct XmlLimits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t tags = 2'000'000;        ///< occurrences of '<'
  std::size_t attributes = 2'000'000;  ///< occurrences of '='
  int depth = 100;                     ///< elements inside one another
};

/// A parsed document that knows where each element stood. Movable; nodes stay valid when it moves.
class XmlDocument {
 public:
  /// Parses UTF-8 text. The parser knows only the five built-in entities and never looks at other files.
  /// Errors (with line where there is one): empty, larger than the limits, binary or UTF-16, not well formed,
  /// cut off, nested deeper than the limit, declaring entities of its own.
  [[nodiscard]] static Result<XmlDocument> parse(std::string_view content, std::string file_name,
                                                 const XmlLimits& limits = {});

  /// The outermost element.
  [[nodiscard]] pugi::xml_node root() const { return state_->document.document_element(); }
  [[nodiscard]] const std::string& file() const { return state_->file; }
  /// Length of the text [bytes]; every offset() is below it.
  [[nodiscard]] std::size_t size() const { return state_->buffer.size(); }

  /// 1-based line of an element's tag; 0 for an empty node.
  [[nodiscard]] int line(const pugi::xml_node& node) const;

  /// An Error about `node`, with file, line and path filled in.
  [[nodiscard]] Error error(const pugi::xml_node& node, std::string message, std::string advice = {}) const;

 private:
  struct State {
    std::string file;
    std::vector<char> buffer;  ///< parsed in place: the nodes point into it
    std::vector<std::size_t> line_starts;
    pugi::xml_document document;
  };
  explicit XmlDocument(std::unique_ptr<State> state) : state_(std::move(state)) {}

  std::unique_ptr<State> state_;
};

/// Position of an element's tag in the text [bytes].
[[nodiscard]] std::size_t xml_offset(const pugi::xml_node& node);

/// "Model[leg]/BodySet/Body[femur_r]/mass", without the outermost `OpenSimDocument` and `objects` lists.
[[nodiscard]] std::string xml_path(pugi::xml_node node);

/// All text directly inside an element, without surrounding blanks; comments between do not matter.
[[nodiscard]] std::string xml_text(const pugi::xml_node& node);

/// The child elements, without comments and text.
[[nodiscard]] std::vector<pugi::xml_node> xml_elements(const pugi::xml_node& node);

}  // namespace hamstring
