#include "knowledge/vocabulary.h"

#include <algorithm>

namespace hamstring::rehab {
namespace {

using nlohmann::json;

FactType words(std::vector<std::string> list, FactType::Kind kind = FactType::Kind::word) {
  return {.kind = kind, .words = std::move(list), .min = {}, .max = {}};
}
FactType number(std::optional<double> min = {}, std::optional<double> max = {}) {
  return {.kind = FactType::Kind::number, .words = {}, .min = min, .max = max};
}
FactType yes_no() {
  return words({"yes", "no"});
}

constexpr double days_max = 40000;  // longer than a life
constexpr double pain_max = 10;

/// The facts of docs/rehab.md section 3 that no file defines.
std::map<FactName, FactType> fixed_facts() {
  return {{{"person", "age", ""}, number(0, 120)},
          {{"person", "sex", ""}, words({"male", "female", "other"})},
          {{"person", "sport", ""},
           words({"sprint", "distance_running", "football", "field_sport", "dance", "other", "none"},
                 FactType::Kind::words)},
          {{"person", "level", ""}, words({"elite", "amateur", "recreational"})},
          {{"injury", "day", ""}, number(0, days_max)},
          {{"injury", "open", ""}, yes_no()},
          {{"injury", "relapse", ""}, yes_no()},
          {{"injury", "days_since_return", ""}, number(0, days_max)},
          {{"injury", "again", ""}, yes_no()},
          {{"progress", "plan_day", ""}, number(0, days_max)},
          {{"progress", "active_days", ""}, number(0, days_max)},
          {{"progress", "phases", ""}, number(0, 99)},
          {{"progress", "most_phases", ""}, number(0, 99)},
          {{"progress", "sessions", ""}, number(0, days_max)},
          {{"progress", "gap_days", ""}, number(0, days_max)},
          {{"progress", "far_run_days", ""}, number(0, days_max)},
          {{"progress", "days_in_a_row", ""}, number(0, days_max)},
          {{"progress", "ill_days", ""}, number(0, days_max)},
          {{"progress", "ill", ""}, yes_no()},
          {{"progress", "pain_masked", ""}, yes_no()},
          {{"progress", "masked_days", ""}, number(0, days_max)},
          {{"progress", "ill_fever", ""}, yes_no()},
          {{"progress", "pain_48h", ""}, number(0, pain_max)},
          {{"progress", "sitting_pain", ""}, number(0, pain_max)},
          {{"plan", "protocol", ""}, words({})},
          {{"plan", "phase", ""}, words({})},
          {{"plan", "pain_limit", ""}, number(0, pain_max)},
          {{"plan", "has_exercises", ""}, yes_no()}};
}

void add_word(FactType& type, const std::string& word) {
  if (!word.empty() && std::ranges::find(type.words, word) == type.words.end()) type.words.push_back(word);
}

}  // namespace

KnowledgeVocabulary::KnowledgeVocabulary(const std::vector<ItemFile>& items) : types_(fixed_facts()) {
  Diagnostics unused;
  for (const ItemFile& item : items) {
    if (item.kind == "question") add_question(item);
    if (item.kind == "test") add_test(item);
    if (item.kind == "red_flag") types_[{"flag", item.id, ""}] = yes_no();
    if (item.kind == "gate") types_[{"gate", item.id, ""}] = yes_no();
    if (item.kind == "injury_type") types_[{"picture", item.id, ""}] = yes_no();
    if (item.kind != "protocol") continue;
    add_word(types_[{"plan", "protocol", ""}], item.id);
    for (const Part& phase : Part(item, unused).each("phase")) {
      add_word(types_[{"plan", "phase", ""}], phase.text("id"));
    }
  }
}

void KnowledgeVocabulary::add_question(const ItemFile& item) {
  Diagnostics unused;
  const Part answer = Part(item, unused)["answer"];
  const std::string type = answer.text("type");
  FactType& fact = types_[{"story", item.id, ""}];
  fact = yes_no();
  if (type == "choice") fact = words(answer.texts("options"));
  if (type == "number") fact = number(answer.number_if("min"), answer.number_if("max"));
  if (type == "day") fact = words({});  // a day can be known or not; rules compare days_since_return
}

void KnowledgeVocabulary::add_test(const ItemFile& item) {
  Diagnostics unused;
  const Part test(item, unused);
  const std::string measures = test.text("measures");
  if (measures != "pain_only" && measures != "result_only") {
    const Part plausible = test["plausible"];
    const auto low = plausible.number_if("min"), high = plausible.number_if("max");
    types_[{"test", item.id, "value"}] = number(low, high);
    if (test.truth("both_sides")) {
      const auto span = low && high ? std::optional(*high - *low) : std::nullopt;
      types_[{"test", item.id, "other"}] = number(low, high);
      types_[{"test", item.id, "difference"}] = number(span ? std::optional(-*span) : std::nullopt, span);
      types_[{"test", item.id, "ratio"}] = number(0);
    }
  }
  if (test.truth("records_pain")) types_[{"test", item.id, "pain"}] = number(0, pain_max);
  if (!test.texts("results").empty()) types_[{"test", item.id, "result"}] = words(test.texts("results"));
}

std::optional<FactType> KnowledgeVocabulary::type_of(const FactName& name) const {
  const auto found = types_.find(name);
  return found == types_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace hamstring::rehab
