#include "formats/text/xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/text.h"
#include "core/try.h"

namespace hamstring {
namespace {

constexpr std::size_t name_length_max = 40;  // of one step of a path in a message

Error refusal(const std::string& file, std::string message, std::string advice, int line = 0) {
  return {.message = std::move(message), .file = file, .line = line, .advice = std::move(advice)};
}

std::vector<std::size_t> find_line_starts(std::string_view content) {
  std::vector<std::size_t> starts{0};
  for (std::size_t i = content.find('\n'); i != std::string_view::npos; i = content.find('\n', i + 1)) {
    starts.push_back(i + 1);
  }
  return starts;
}

int line_at(const std::vector<std::size_t>& starts, std::size_t offset) {
  return static_cast<int>(std::ranges::upper_bound(starts, offset) - starts.begin());
}

/// What can be said before parsing: the cheap checks that bound what parsing may cost.
Result<void> check_before_parsing(std::string_view content, const std::string& file,
                                  const XmlLimits& limits) {
  if (trim(content).empty())
    return failure(refusal(file, "the file is empty", "Check that it was saved or copied whole."));
  if (content.size() > limits.bytes) {
    return failure(refusal(
        file,
        fmt::format("the file has {} MB; at most {} MB are read", content.size() >> 20, limits.bytes >> 20),
        "Check that this is a model or setup and not a recording."));
  }
  if (const std::size_t zero = content.find('\0'); zero != std::string_view::npos) {
    return failure(refusal(
        file, fmt::format("the file holds binary data or UTF-16 text (a zero byte at position {})", zero),
        "Save it as UTF-8 XML."));
  }
  if (content.find('<') == std::string_view::npos) {
    return failure(refusal(file,
                           fmt::format("not XML: the text has no element; it begins with '{}'",
                                       quote_for_message(trim(content), 30)),
                           "Choose an OpenSim .osim or setup .xml file."));
  }
  const auto count = [content](char c) { return static_cast<std::size_t>(std::ranges::count(content, c)); };
  if (count('<') > limits.tags || count('=') > limits.attributes) {
    return failure(refusal(file,
                           fmt::format("more than {} tags or attributes; no model has so many", limits.tags),
                           "Check where this file comes from."));
  }
  return {};
}

/// The element that was open where parsing stopped: the last child of the last child …
pugi::xml_node innermost_last(pugi::xml_node node) {
  pugi::xml_node element = node;
  while (pugi::xml_node last = element.last_child()) {
    if (last.type() != pugi::node_element) break;
    element = last;
  }
  return element;
}

Error parse_failure(const pugi::xml_parse_result& result, const pugi::xml_document& document,
                    const std::string& file, const std::vector<std::size_t>& line_starts, std::size_t size) {
  const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0));
  Error error = refusal(file, "", "", line_at(line_starts, std::min(offset, size)));
  error.element = xml_path(innermost_last(document));
  const bool at_end = offset + 2 >= size;
  if (result.status == pugi::status_out_of_memory || result.status == pugi::status_internal_error) {
    error.message = "too large for the memory of this computer";
  } else if (result.status == pugi::status_no_document_element) {
    error.message = "not XML: there is no element";
  } else if (at_end) {
    error.message = "the file ends before all its elements are closed: it is probably cut off";
    error.advice = "Copy or export it again.";
  } else {
    error.message = fmt::format("not well-formed XML: {}", to_lower(result.description()));
    error.advice = "Open it in an XML editor or a browser, which show the place, or export it again.";
  }
  return error;
}

bool declares_entities(const pugi::xml_document& document) {
  return std::ranges::any_of(document.children(), [](const pugi::xml_node& node) {
    return node.type() == pugi::node_doctype &&
           std::string_view(node.value()).find("<!ENTITY") != std::string_view::npos;
  });
}

/// Goes through the whole tree without recursion; returns an element that lies deeper than `limit`, if any.
pugi::xml_node find_too_deep(const pugi::xml_node& root, int limit) {
  int depth = 1;
  pugi::xml_node node = root;
  while (node) {
    if (depth > limit) return node;
    if (const pugi::xml_node child = node.first_child()) {
      node = child;
      ++depth;
      continue;
    }
    while (node && node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    node = node == root ? pugi::xml_node() : node.next_sibling();
  }
  return {};
}

}  // namespace

Result<XmlDocument> XmlDocument::parse(std::string_view content, std::string file_name,
                                       const XmlLimits& limits) {
  HAMSTRING_TRY_DO(check_before_parsing(content, file_name, limits));
  auto state = std::make_unique<State>();
  state->file = std::move(file_name);
  state->buffer.assign(content.begin(), content.end());
  state->line_starts = find_line_starts(content);
  const pugi::xml_parse_result result =
      state->document.load_buffer_inplace(state->buffer.data(), state->buffer.size(),
                                          pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
  if (!result) {
    return failure(parse_failure(result, state->document, state->file, state->line_starts, content.size()));
  }
  if (declares_entities(state->document)) {
    return failure(
        refusal(state->file, "the document declares entities of its own; they are never expanded here",
                "OpenSim files have none: remove the DOCTYPE, or check where this file comes from."));
  }
  XmlDocument document(std::move(state));
  if (const pugi::xml_node deep = find_too_deep(document.root(), limits.depth)) {
    return failure(document.error(deep, fmt::format("elements are nested more than {} deep", limits.depth),
                                  "OpenSim files stay below 20: check where this file comes from."));
  }
  return document;
}

int XmlDocument::line(const pugi::xml_node& node) const {
  return node ? line_at(state_->line_starts, xml_offset(node)) : 0;
}

Error XmlDocument::error(const pugi::xml_node& node, std::string message, std::string advice) const {
  return {.message = std::move(message),
          .file = state_->file,
          .line = line(node),
          .element = xml_path(node),
          .advice = std::move(advice)};
}

std::size_t xml_offset(const pugi::xml_node& node) {
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
}

std::string xml_path(pugi::xml_node node) {
  std::vector<std::string> steps;
  for (; node && node.type() == pugi::node_element; node = node.parent()) {
    const std::string_view tag = node.name();
    if (tag == "objects" || (tag == "OpenSimDocument" && !steps.empty())) continue;
    std::string step = quote_for_message(tag, name_length_max);
    if (const std::string_view name = node.attribute("name").value(); !name.empty()) {
      step += fmt::format("[{}]", quote_for_message(name, name_length_max));
    }
    steps.push_back(std::move(step));
  }
  // The innermost steps say most; a hostile document may have thousands.
  constexpr std::size_t steps_max = 12;
  if (steps.size() > steps_max) {
    steps.resize(steps_max);
    steps.emplace_back("…");
  }
  std::ranges::reverse(steps);
  return fmt::format("{}", fmt::join(steps, "/"));
}

std::string xml_text(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) continue;
    if (!text.empty()) text += ' ';
    text += child.value();
  }
  return std::string(trim(text));
}

std::vector<pugi::xml_node> xml_elements(const pugi::xml_node& node) {
  std::vector<pugi::xml_node> elements;
  std::ranges::copy_if(node.children(), std::back_inserter(elements),
                       [](const pugi::xml_node& child) { return child.type() == pugi::node_element; });
  return elements;
}

}  // namespace hamstring
