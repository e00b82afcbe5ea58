#include "rehab/plan/assessment.h"

#include <algorithm>
#include <utility>

#include "rehab/course/fold.h"
#include "rehab/course/protocol_choice.h"
#include "rehab/plan/day_plan.h"
#include "rehab/standing/judge.h"
#include "rehab/standing/prognosis.h"

namespace hamstring::rehab {
namespace {

std::string_view verdict_word(Verdict verdict) {
  constexpr std::string_view words[] = {"self_rehab", "day_plan", "answer_first", "clinician_first",
                                        "urgent",     "same_day", "emergency"};
  return words[static_cast<std::size_t>(verdict)];
}

/// A picture by its name, with what is to be told about it on this day.
LedPicture with_advice(const InjuryType& picture, const std::string& by, const std::string& text,
                       const CaseFacts& facts, const PersonTraits& person) {
  const std::string rule = "injury_type." + picture.id;
  const Judgement leads{.truth = Truth::yes, .used = {"picture." + picture.id}, .unknown = {}};
  LedPicture result{.id = picture.id,
                    .likely = reason_of(by, rule + text, leads, call_for_care(picture.evidence), person),
                    .advice = {}};
  for (const InjuryType::Advice& advice : picture.advice) {
    if (advice.when && truth_of(*advice.when, facts) != Truth::yes) continue;
    const bool care = advice.kind == InjuryType::Advice::Kind::see;
    const std::string name = rule + ".advice." + advice.id;
    result.advice.push_back(
        {.kind = advice.kind,
         .reason =
             reason_of(name, name, leads, care ? call_for_care(advice.evidence) : advice.evidence, person)});
  }
  return result;
}

/// The picture that nobody may follow alone; nothing where a protocol was chosen.
std::optional<LedPicture> led_picture(const Knowledge& knowledge, const State& state,
                                      const ProtocolChoice& choice, const CaseFacts& facts,
                                      const PersonTraits& person) {
  const auto picture = knowledge.pictures.find(choice.led_picture);
  if (state.protocol != nullptr || picture == knowledge.pictures.end() || picture->second.advice.empty())
    return std::nullopt;
  const std::string by = choice.reason.rule.empty() ? "injury_type." + picture->first : choice.reason.rule;
  return with_advice(picture->second, by + ".supervision", ".led", facts, person);
}

/// What stands beside the plan that was chosen for what leads, until the return. Who has nobody beside them
/// is told that somebody should look as well.
std::optional<LedPicture> guide_of(const Knowledge& knowledge, const State& state, const CaseFacts& facts,
                                   const PersonTraits& person) {
  const Phase* phase = state.current_phase();
  if (phase == nullptr || phase->is_return) return std::nullopt;
  const std::vector<std::string>& made_for = state.protocol->default_for;
  for (const std::string& id : facts.leading()) {
    const auto picture = knowledge.pictures.find(id);
    if (picture == knowledge.pictures.end() || picture->second.advice.empty() ||
        std::ranges::find(made_for, id) == made_for.end())
      continue;
    // What fits as well as something else is not the most likely one.
    const std::string text = std::string(settings_of(state.ledger).supervised ? ".likely" : ".alone") +
                             (facts.leading().size() > 1 ? "_either" : "");
    return with_advice(picture->second, "injury_type." + id + text, text, facts, person);
  }
  return std::nullopt;
}

/// Raised flags, a yes in the short set, gates about anything but what somebody can do today.
bool only_a_clinician_lifts(const Knowledge& knowledge, const State& state, const Assessment& assessment) {
  const std::vector<std::string> unsure = unsure_questions(knowledge, state, assessment);
  const auto by_gate = [&](const GateReport& gate) {
    const bool told = std::ranges::any_of(
        gate.missing, [](const UnknownFact& f) { return f.cause != UnknownCause::not_asked; });
    if (gate.state != GateState::raised && !(gate.state == GateState::holding && told)) return false;
    return function_questions(knowledge, Assessment{.gates = {gate}}).empty();
  };
  return std::ranges::any_of(assessment.flags,
                             [](const FlagReport& f) { return f.state == FlagState::raised; }) ||
         std::ranges::any_of(
             assessment.rescreen_positive,
             [&](const std::string& q) { return std::ranges::find(unsure, q) == unsure.end(); }) ||
         std::ranges::any_of(assessment.gates, by_gate);
}

/// Its flag says more of it than that it is new.
bool is_told_by_a_flag(const std::vector<FlagReport>& flags, const std::string& question) {
  const std::string fact = "story." + question;
  return std::ranges::any_of(flags, [&](const FlagReport& flag) {
    if (flag.state == FlagState::raised)
      return std::ranges::find(flag.reason.facts, fact) != flag.reason.facts.end();
    return flag.state == FlagState::unsure &&
           std::ranges::find(flag.missing, fact, &UnknownFact::fact) != flag.missing.end();
  });
}

}  // namespace

Assessment assessment_of(const Knowledge& knowledge, const State& state, const Timeline& timeline,
                         const ProtocolChoice& choice, Day as_of, bool with_prognosis) {
  Assessment result;
  result.as_of = as_of;
  result.flags = flag_reports(knowledge, state, as_of);
  for (const auto& [question, at] : state.ledger.alarms) result.rescreen_positive.push_back(question);
  result.gates = gate_reports(knowledge, state, as_of);
  result.pictures = picture_reports(knowledge, state, as_of);
  result.only_a_clinician_lifts = only_a_clinician_lifts(knowledge, state, result);
  result.verdict = verdict_of(result.flags, result.gates, knowledge, state, as_of);
  if (with_prognosis) result.prognosis = prognosis_of(knowledge, state, as_of);
  const CaseFacts facts(knowledge, state, as_of);
  const PersonTraits person = traits_of(state, facts);
  result.led = led_picture(knowledge, state, choice, facts, person);
  result.guide = guide_of(knowledge, state, facts, person);
  for (const FlagReport& flag : result.flags) {
    if (flag.state == FlagState::raised || flag.state == FlagState::unsure)
      result.reasons.push_back(flag.reason);
  }
  for (const std::string& question : result.rescreen_positive) {
    const auto item = knowledge.questions.find(question);
    if (item == knowledge.questions.end()) continue;
    const Judgement said{.truth = Truth::yes, .used = {"story." + question}, .unknown = {}};
    // How soon is said once: where its flag says it, there.
    const char* text = is_told_by_a_flag(result.flags, question) ? "rescreen.named" : "rescreen.told";
    Reason reason = reason_of("rescreen." + question, text, said, item->second.evidence, person);
    reason.text.arguments = {{"sign", "question." + question + ".short"}};
    result.reasons.push_back(std::move(reason));
  }
  for (const GateReport& gate : result.gates) {
    if (gate.state != GateState::raised && gate.state != GateState::holding) continue;
    // What one may do meanwhile does not stand beside somebody who has to be seen first.
    if (gate.state == GateState::raised && gate.action == Verdict::day_plan &&
        result.verdict > Verdict::answer_first)
      continue;
    result.reasons.push_back(gate.reason);
    if (!gate.told_otherwise) continue;
    result.reasons.push_back(gate.reason);
    result.reasons.back().text = {.id = "gate.told_otherwise", .arguments = {}};
  }
  // "You can begin" is true of the answers, not of what they lead to where somebody has to lead it.
  if (result.reasons.empty() && result.verdict == Verdict::self_rehab && result.led) {
    result.reasons.push_back(result.led->likely);
  } else if (result.reasons.empty() && result.verdict == Verdict::self_rehab && result.guide) {
    result.reasons.push_back(result.guide->likely);
  } else if (result.reasons.empty()) {
    result.reasons.push_back(reason_of("verdict." + std::string(verdict_word(result.verdict)),
                                       "verdict." + std::string(verdict_word(result.verdict)), {},
                                       knowledge.policy.evidence, person));
  }
  result.notes.append(timeline.notes);
  return result;
}

Assessment assess(const Knowledge& knowledge, const Case& history, Day as_of) {
  const Timeline timeline = timeline_of(history, as_of);
  State state = fold(knowledge, timeline, as_of, nullptr);
  const ProtocolChoice choice = choose_protocol(knowledge, state, as_of);
  if (choice.protocol != nullptr) state = fold(knowledge, timeline, as_of, choice.protocol);
  return assessment_of(knowledge, state, timeline, choice, as_of);
}

}  // namespace hamstring::rehab
