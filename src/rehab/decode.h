// Checked trees → the values of the item headers. The schema has been checked; the conditions are compiled
// here.
#pragma once

#include "rehab/item_file.h"
#include "rehab/items_draw.h"
#include "rehab/items_measure.h"
#include "rehab/items_story.h"
#include "rehab/items_treat.h"
#include "rehab/policy.h"
#include "rehab/protocol.h"

namespace hamstring::rehab {

[[nodiscard]] std::optional<Status> status_from(std::string_view word);
[[nodiscard]] Evidence decode_evidence(const Part& part);
[[nodiscard]] Source decode_source(const Part& item);

[[nodiscard]] Question decode_question(const Part& item);
[[nodiscard]] RedFlag decode_red_flag(const Part& item);
[[nodiscard]] Gate decode_gate(const Part& item);
[[nodiscard]] InjuryType decode_injury_type(const Part& item);

[[nodiscard]] ClinicalTest decode_test(const Part& item);
[[nodiscard]] Questionnaire decode_questionnaire(const Part& item);
[[nodiscard]] Alignment decode_alignment(const Part& item);

[[nodiscard]] Range decode_range(const Part& part);
[[nodiscard]] Exercise decode_exercise(const Part& item);
[[nodiscard]] Technique decode_technique(const Part& item);
[[nodiscard]] RestRule decode_rest_rule(const Part& item);
[[nodiscard]] Prevention decode_prevention(const Part& item);
[[nodiscard]] ReturnFact decode_return_fact(const Part& item);
[[nodiscard]] PrognosisItem decode_prognosis(const Part& item);

[[nodiscard]] Figure decode_figure(const Part& item);
[[nodiscard]] Role decode_role(const Part& item);

[[nodiscard]] Protocol decode_protocol(const Part& item);
[[nodiscard]] Policy decode_policy(const Part& item);

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
