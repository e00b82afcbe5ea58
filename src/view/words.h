// Answers of rehab/ as JSON for the app: ids with their sentences in one language. api/openapi.json
// describes the shapes; tests/api/ holds the replies against it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "knowledge/knowledge.h"
#include "rehab/standing/assess.h"
#include "view/answer_text.h"

namespace hamstring::service {

using Json = nlohmann::json;

/// The words of one language over the knowledge they belong to; refers to both.
class Words {
 public:
  Words(const rehab::Knowledge& knowledge, const rehab::Catalog& catalog)
      : knowledge_(knowledge), catalog_(catalog) {}

  [[nodiscard]] std::string operator()(const std::string& id) const { return rehab::say(catalog_, id); }
  [[nodiscard]] std::string operator()(const rehab::Message& message) const {
    return rehab::say(catalog_, message);
  }
  /// Empty where the language has no such sentence.
  [[nodiscard]] std::string if_any(const std::string& id) const;
  [[nodiscard]] const rehab::Knowledge& knowledge() const { return knowledge_; }
  [[nodiscard]] const rehab::Catalog& catalog() const { return catalog_; }

 private:
  const rehab::Knowledge& knowledge_;
  const rehab::Catalog& catalog_;
};

/// The catalog of a language; English where there is none of it.
[[nodiscard]] const rehab::Catalog& catalog_of(const rehab::Knowledge& knowledge, std::string_view language);

// Named after the schemas in api/openapi.json.
[[nodiscard]] Json evidence_json(const Words& words, const rehab::Evidence& evidence,
                                 rehab::Fit fit = rehab::Fit::not_known);
[[nodiscard]] Json why_json(const Words& words, const rehab::Reason& reason);
/// What one can want back, each with its name.
[[nodiscard]] Json goals_json(const Words& words);
[[nodiscard]] Json named_json(const Words& words, const std::string& id, const std::string& key);
[[nodiscard]] Json unknown_json(const Words& words, const rehab::UnknownFact& fact);
[[nodiscard]] Json question_json(const Words& words, const rehab::Question& question);
[[nodiscard]] Json flag_json(const Words& words, const rehab::FlagReport& flag);
/// [red flags that are raised]
[[nodiscard]] Json raised_json(const Words& words, const rehab::Assessment& assessment);
/// [what has to be seen before anything else: red flags that are raised, then those that nobody is sure of]
[[nodiscard]] Json first_seen_json(const Words& words, const rehab::Assessment& assessment);
[[nodiscard]] Json span_json(const rehab::Range& range);
/// List of `make(words, x)`.
template <class T, class Make>
[[nodiscard]] Json list_json(const Words& words, const T& values, const Make& make) {
  Json list = Json::array();
  for (const auto& value : values) list.push_back(make(words, value));
  return list;
}

}  // namespace hamstring::service
