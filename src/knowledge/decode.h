// Checked trees → the values of the item headers. The schema has been checked; the conditions are compiled
// here.
#pragma once

#include "items/item_file.h"
#include "knowledge/condition.h"
#include "knowledge/items_draw.h"
#include "knowledge/items_measure.h"
#include "knowledge/items_story.h"
#include "knowledge/items_treat.h"
#include "knowledge/policy.h"
#include "knowledge/protocol.h"

namespace hamstring::rehab {

/// Compiles the condition under the key; what is wrong with it is added to the part's diagnostics.
[[nodiscard]] Condition condition(const Part& part, const Vocabulary& words, std::string_view key,
                                  FactLayer layer, std::string_view otherwise = "never");
/// Nothing where there is no such key.
[[nodiscard]] std::optional<Condition> condition_if(const Part& part, const Vocabulary& words,
                                                    std::string_view key, FactLayer layer);

[[nodiscard]] std::optional<Status> status_from(std::string_view word);
[[nodiscard]] Evidence decode_evidence(const Part& part);
[[nodiscard]] Source decode_source(const Part& item);

[[nodiscard]] Question decode_question(const Part& item, const Vocabulary& words);
[[nodiscard]] RedFlag decode_red_flag(const Part& item, const Vocabulary& words);
[[nodiscard]] Gate decode_gate(const Part& item, const Vocabulary& words);
[[nodiscard]] InjuryType decode_injury_type(const Part& item, const Vocabulary& words);

[[nodiscard]] ClinicalTest decode_test(const Part& item, const Vocabulary& words);
[[nodiscard]] Questionnaire decode_questionnaire(const Part& item);
[[nodiscard]] Alignment decode_alignment(const Part& item, const Vocabulary& words);

[[nodiscard]] Range decode_range(const Part& part);
[[nodiscard]] Exercise decode_exercise(const Part& item, const Vocabulary& words);
[[nodiscard]] Technique decode_technique(const Part& item, const Vocabulary& words);
[[nodiscard]] Treatment decode_treatment(const Part& item, const Vocabulary& words);
[[nodiscard]] RestRule decode_rest_rule(const Part& item, const Vocabulary& words);
[[nodiscard]] Prevention decode_prevention(const Part& item, const Vocabulary& words);
[[nodiscard]] Daily decode_daily(const Part& item, const Vocabulary& words);
[[nodiscard]] ReturnFact decode_return_fact(const Part& item, const Vocabulary& words);
[[nodiscard]] PrognosisItem decode_prognosis(const Part& item, const Vocabulary& words);

[[nodiscard]] Figure decode_figure(const Part& item);
[[nodiscard]] HamstringRole decode_role(const Part& item);

[[nodiscard]] Protocol decode_protocol(const Part& item, const Vocabulary& words);
[[nodiscard]] Policy decode_policy(const Part& item, const Vocabulary& words);

/// A name that the schema has checked; whether there is such a fact is checked with the references.
[[nodiscard]] inline FactName fact_name(std::string_view text) {
  return parse_fact_name(text).value_or(FactName{});
}

/// The value that stands beside a word; the first one where the word is none of them (the schema refuses
/// that).
template <class E, std::size_t N>
[[nodiscard]] E choose(const std::pair<std::string_view, E> (&words)[N], std::string_view word) {
  for (const auto& [name, value] : words) {
    if (name == word) return value;
  }
  return words[0].second;
}

}  // namespace hamstring::rehab
