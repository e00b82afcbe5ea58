#include "rehab/plan/day_ground.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rehab/standing/growth.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {

Reason DayGround::say(std::string rule, Message text, const Evidence& evidence, About about,
                      const Judgement& judgement) const {
  Reason reason = reason_of(std::move(rule), std::move(text.id), judgement, evidence, person);
  reason.text.arguments = std::move(text.arguments);
  reason.about = about;
  return reason;
}

Reason DayGround::say(std::string rule, std::string text, About about) const {
  return say(std::move(rule), Message{.id = std::move(text), .arguments = {}}, knowledge.policy.evidence,
             about);
}

std::string DayGround::rule_of(std::string_view what) const {
  return fmt::format("protocol.{}.{}", state.protocol->id, what);
}

DayGround ground_of(const Knowledge& knowledge, const State& state, const CaseFacts& facts, Day today) {
  DayGround ground{.knowledge = knowledge,
                   .state = state,
                   .facts = facts,
                   .today = today,
                   .person = traits_of(state, facts),
                   .settings = settings_of(state.ledger),
                   .held = {}};
  if (state.protocol == nullptr) return ground;
  ground.pain_limit = pain_limit_of(ground.settings, *state.protocol);
  if (!state.phase) return ground;
  ground.setback = unsettled_setback(state);
  ground.held = held_back(knowledge, state, today, *state.phase);
  return ground;
}

bool has_equipment(const std::vector<std::string>& needed, const std::vector<std::string>& there) {
  return std::ranges::all_of(
      needed, [&](const std::string& word) { return std::ranges::find(there, word) != there.end(); });
}

bool has_somebody_for(const ClinicalTest& test, const Settings& settings) {
  return std::ranges::any_of(
      test.by, [&](const std::string& who) { return who != "clinician" || settings.supervised; });
}

}  // namespace hamstring::rehab
