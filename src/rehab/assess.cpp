#include "rehab/assess.h"

#include <algorithm>
#include <utility>

#include "rehab/judge.h"
#include "rehab/prognosis.h"

namespace hamstring::rehab {
namespace {

std::string_view verdict_word(Verdict verdict) {
  constexpr std::string_view words[] = {"self_rehab", "answer_first", "clinician_first",
                                        "urgent",     "same_day",     "emergency"};
  return words[static_cast<std::size_t>(verdict)];
}

}  // namespace

Assessment assessment_of(const Knowledge& knowledge, const State& state, const Timeline& timeline, Day as_of,
                         bool with_prognosis) {
  Assessment result;
  result.as_of = as_of;
  result.flags = flag_reports(knowledge, state, as_of);
  for (const auto& [question, at] : state.ledger.alarms) result.rescreen_positive.push_back(question);
  result.gates = gate_reports(knowledge, state, as_of);
  result.pictures = picture_reports(knowledge, state, as_of);
  result.verdict = verdict_of(result.flags, result.gates, knowledge, state, as_of);
  if (with_prognosis) result.prognosis = prognosis_of(knowledge, state, as_of);
  const CaseFacts facts(knowledge, state, as_of);
  const PersonTraits person = traits_of(state, facts);
  for (const FlagReport& flag : result.flags) {
    if (flag.state == FlagState::raised || flag.state == FlagState::unsure)
      result.reasons.push_back(flag.reason);
  }
  for (const std::string& question : result.rescreen_positive) {
    const auto item = knowledge.questions.find(question);
    if (item == knowledge.questions.end()) continue;
    const Judgement said{.truth = Truth::yes, .used = {"story." + question}, .unknown = {}};
    result.reasons.push_back(
        reason_of("rescreen." + question, "verdict.clinician_first", said, item->second.evidence, person));
  }
  for (const GateReport& gate : result.gates) {
    if (gate.state == GateState::raised || gate.state == GateState::holding)
      result.reasons.push_back(gate.reason);
  }
  if (result.reasons.empty()) {
    result.reasons.push_back(reason_of("verdict." + std::string(verdict_word(result.verdict)),
                                       "verdict." + std::string(verdict_word(result.verdict)), {},
                                       knowledge.policy.evidence, person));
  }
  result.notes.append(timeline.notes);
  return result;
}

}  // namespace hamstring::rehab
