// Item files, conditions and schemas on any bytes: a value or an error with a message; never a crash or a
// hang.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "items/item_file.h"
#include "items/json_schema.h"
#include "knowledge/condition.h"
#include "knowledge/decode.h"
#include "knowledge/vocabulary.h"

namespace {

using namespace hamstring::rehab;

void require(bool condition) {
  if (!condition) std::abort();
}

class NoFacts final : public FactView {
 public:
  [[nodiscard]] FactValue get(const FactName&) const override { return UnknownCause::not_asked; }
};

void try_condition(std::string_view text) {
  const auto condition = parse_condition(text);
  if (!condition) return require(!condition.error().message.empty());
  require(!condition->nodes.empty());
  for (std::size_t i = 0; i < condition->nodes.size(); ++i) {
    for (const std::size_t child : condition->nodes[i].children)
      require(child > i && child < condition->nodes.size());
  }
  const Judgement judgement = evaluate(*condition, NoFacts());
  require((judgement.truth == Truth::unknown) == !judgement.unknown.empty());
}

/// The schema this item would have to fit, as small as it can be and still have every kind of rule.
const JsonSchema& schema() {
  static const auto read = JsonSchema::parse(
      R"({"$ref":"#/$defs/tree","$defs":{"id":{"type":"string","pattern":"^[a-z][a-z0-9_]*$"},
          "tree":{"type":"object","required":["id"],"additionalProperties":false,"properties":{
            "id":{"$ref":"#/$defs/id"},
            "list":{"type":"array","uniqueItems":true,"minItems":1,"items":{"type":"number","minimum":0}},
            "choice":{"oneOf":[{"const":1},{"enum":["a","b"]},
                               {"type":"object","properties":{"x":{"$ref":"#/$defs/tree"}}}]}}}}})",
      "schema");
  if (!read) std::abort();
  return *read;
}

void try_item(std::string_view text) {
  const auto item = parse_item_file(text, "fuzz.toml");
  if (!item) return require(!item.error().message.empty());
  for (const SchemaError& error : schema().check(item->root)) {
    require(!error.message.empty());
    require(item->line_of(error.pointer) >= 0);
  }
  const KnowledgeVocabulary vocabulary({*item});
  hamstring::Diagnostics diagnostics;
  const Part part(*item, diagnostics);
  // Decoding is total: what has the wrong type counts as missing.
  require(decode_protocol(part, vocabulary).id == decode_question(part, vocabulary).id);
  require(decode_test(part, vocabulary).id == decode_prevention(part, vocabulary).id);
  require(decode_policy(part, vocabulary).own_repeats.at_least ==
          decode_policy(part, vocabulary).own_repeats.at_least);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  if (content.starts_with('?')) {
    try_condition(content.substr(1));
  } else if (content.starts_with('{')) {
    const auto any = JsonSchema::parse(content, "fuzz.json");
    if (!any) require(!any.error().message.empty());
  } else {
    try_item(content);
  }
  return 0;
}
