// Texts: every item speaks in every language, and both languages take the same arguments (docs/rehab.md, 15).
#include <fmt/format.h>

#include <algorithm>

#include "knowledge/knowledge_checks.h"

namespace hamstring::rehab {
namespace {

constexpr std::string_view languages[] = {"en", "de"};

/// Names of the arguments of a text, or nothing when its braces do not close or a slot is malformed.
std::optional<std::set<std::string>> arguments_of(std::string_view text) {
  std::set<std::string> result;
  while (!text.empty()) {
    const std::size_t brace = text.find_first_of("{}");
    if (brace == std::string_view::npos) break;
    const std::size_t close = text.find('}', brace);
    if (text[brace] == '}' || close == std::string_view::npos) return std::nullopt;
    const std::string_view slot = text.substr(brace + 1, close - brace - 1);
    const std::size_t hash = slot.find('#');
    const std::string_view name = slot.substr(0, hash);
    const auto in_name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    if (name.empty() || !std::ranges::all_of(name, in_name)) return std::nullopt;
    if (hash != std::string_view::npos && std::ranges::count(slot.substr(hash), '|') != 1)
      return std::nullopt;
    result.insert(std::string(name));
    text.remove_prefix(close + 1);
  }
  return result;
}

class KeyList {
 public:
  void add(std::string_view kind, std::string_view id, std::initializer_list<std::string_view> fields) {
    for (const std::string_view field : fields) keys_.insert(fmt::format("{}.{}.{}", kind, id, field));
  }
  void add(std::string_view kind, std::string_view id, std::string_view group, std::string_view name) {
    keys_.insert(fmt::format("{}.{}.{}.{}", kind, id, group, name));
  }
  [[nodiscard]] std::set<std::string> take() { return std::move(keys_); }

 private:
  std::set<std::string> keys_;
};

void add_protocol(KeyList& keys, const Protocol& protocol) {
  const std::string& id = protocol.id;
  keys.add("protocol", id, {"name"});
  for (const Phase& phase : protocol.phases) {
    keys.add("protocol", id, "phase", phase.id);
    for (const Criterion& criterion : phase.exit) keys.add("protocol", id, "criterion", criterion.id);
    for (const Criterion& criterion : phase.hold) keys.add("protocol", id, "criterion", criterion.id);
    for (const ContentLine& line : phase.content) keys.add("protocol", id, "line", line.id);
  }
  for (const Rung& rung : protocol.rungs) {
    keys.add("protocol", id, "rung", rung.id);
    for (const Criterion& criterion : rung.needs) keys.add("protocol", id, "criterion", criterion.id);
  }
}

/// Whether somebody may follow a protocol for it without a clinician.
bool is_followed_alone(const Knowledge& k, const InjuryType& picture) {
  return std::ranges::any_of(k.protocols, [&](const auto& entry) {
    const Protocol& protocol = entry.second;
    return protocol.complete && protocol.unsupervised &&
           std::ranges::find(protocol.default_for, picture.id) != protocol.default_for.end();
  });
}

void add_picture(KeyList& keys, const Knowledge& k, const InjuryType& picture) {
  keys.add("injury_type", picture.id, {"name", "row"});
  for (const Clue& clue : picture.speaks_for) keys.add("injury_type", picture.id, "clue", clue.id);
  for (const Clue& clue : picture.speaks_against) keys.add("injury_type", picture.id, "clue", clue.id);
  for (const InjuryType::Fact& fact : picture.facts) keys.add("injury_type", picture.id, "fact", fact.id);
  keys.add("injury_type", picture.id, {"result", "short", "what"});
  if (!picture.advice.empty()) keys.add("injury_type", picture.id, {"likely", "likely_either", "led"});
  if (!picture.advice.empty() && is_followed_alone(k, picture))
    keys.add("injury_type", picture.id, {"alone", "alone_either"});
  for (const InjuryType::Advice& advice : picture.advice)
    keys.add("injury_type", picture.id, "advice", advice.id);
}

}  // namespace

std::set<std::string> required_texts(const Knowledge& k) {
  KeyList keys;
  for (const auto& [id, question] : k.questions) {
    keys.add("question", id, {"ask", "short", "why"});
    // The short set is asked in one sentence that names each sign.
    if (question.rescreen) keys.add("question", id, {"sign"});
    for (const std::string& option : question.options) keys.add("question", id, "option", option);
  }
  for (const auto& [id, item] : k.flags) keys.add("red_flag", id, {"name", "do", "row", "until"});
  for (const auto& [id, item] : k.gates) {
    keys.add("gate", id, {"name", "do", "row"});
    for (const GateStage& stage : item.stages) keys.add("gate", id, "stage", stage.id);
  }
  for (const auto& [id, test] : k.tests) {
    keys.add("test", id, {"name", "how"});
    for (const std::string& result : test.results) keys.add("test", id, "result", result);
  }
  for (const auto& [id, item] : k.questionnaires) {
    keys.add("questionnaire", id, {"name"});
    for (const Questionnaire::Domain& domain : item.domains)
      keys.add("questionnaire", id, "domain", domain.id);
  }
  for (const auto& [id, picture] : k.pictures) add_picture(keys, k, picture);
  for (const auto& [id, item] : k.exercises) keys.add("exercise", id, {"name", "cue", "stop"});
  for (const auto& [id, item] : k.techniques) {
    keys.add("technique", id, {"name", "how"});
    // What speaks against it is said in a sentence; that an injury is open speaks against nothing by itself.
    for (const FactName& fact : facts_of(item.not_when))
      if (fact.text() != "injury.open") keys.add("technique", "against", {fact.text()});
  }
  for (const auto& [id, item] : k.treatments) {
    keys.add("treatment", id, {"name"});
    if (item.not_when) keys.add("treatment", id, {"not"});
  }
  for (const auto& [id, item] : k.alignment) {
    keys.add("alignment", id, {"name"});
    if (item.offer_when) keys.add("alignment", id, {"why"});
    if (item.breaks) keys.add("alignment", id, {"break"});
    for (const Alignment::Beside& fact : item.beside_it) keys.add("alignment", id, "beside", fact.id);
  }
  for (const auto& [id, item] : k.rest_rules) keys.add("rest_rule", id, {"name", "do"});
  for (const auto& [id, protocol] : k.protocols) add_protocol(keys, protocol);
  for (const auto& [id, item] : k.prevention) {
    keys.add("prevention", id, {"name"});
    if (!item.fast) continue;
    for (const FastRunning::Limit& limit : item.fast->limits) keys.add("prevention", id, "limit", limit.id);
  }
  for (const auto& [id, item] : k.return_facts) keys.add("return_fact", id, {"text"});
  for (const auto& [id, item] : k.daily) {
    keys.add("daily", id, {"text"});
    keys.add("daily", "topic", {item.topic});
    if (item.loads) keys.add("daily", id, {"not_today"});
  }
  if (!k.prognosis.empty()) keys.add("prognosis", "until", {"each"});  // where the outcomes differ
  for (const auto& [id, item] : k.prognosis) {
    keys.add("prognosis", id, {"name"});
    keys.add("prognosis", "until", {item.outcome});
  }
  for (const auto& [id, item] : k.roles) keys.add("role", id, {"name", "text", "BFlh", "ST", "SM"});
  return keys.take();
}

void check_catalogs(const Knowledge& knowledge, const Findings& findings) {
  const std::set<std::string> required = required_texts(knowledge);
  for (const std::string_view language : languages) {
    const auto catalog = knowledge.catalogs.find(language);
    const std::string id(language);
    if (catalog == knowledge.catalogs.end()) {
      findings.error("messages", id, "", fmt::format("there is no catalog messages/{}.toml", id));
      continue;
    }
    for (const std::string& key : required) {
      const bool somewhere = std::ranges::any_of(
          knowledge.catalogs, [&](const auto& any) { return any.second.text.contains(key); });
      if (!somewhere) findings.error("messages", id, "", fmt::format("the text '{}' is missing", key));
    }
    for (const auto& [key, text] : catalog->second.text) {
      const auto own = arguments_of(text);
      if (!own)
        findings.error("messages", id, "text." + key,
                       fmt::format("'{}' has braces that are no {{argument}}", key));
      for (const auto& [other_language, other] : knowledge.catalogs) {
        const auto same = other.text.find(key);
        if (same == other.text.end()) {
          findings.error("messages", id, "text." + key,
                         fmt::format("the text '{}' is missing in '{}'", key, other_language));
        } else if (own && arguments_of(same->second) != own && other_language > id) {
          findings.error("messages", id, "text." + key,
                         fmt::format("'{}' takes other arguments in '{}'", key, other_language));
        }
      }
    }
  }
}

}  // namespace hamstring::rehab
