#include "rehab/plan/told_beside.h"

#include <algorithm>
#include <variant>

namespace hamstring::rehab {
namespace {

bool is_yes(const CaseFacts& facts, const char* item) {
  const FactValue value = facts.get({.space = "injury", .item = item, .field = {}});
  const auto* word = std::get_if<std::string>(&value);
  return word != nullptr && *word == "yes";
}

/// The thigh of the present injury was hurt in an earlier episode.
bool same_thigh(const Ledger& ledger) {
  if (ledger.episodes.size() < 2) return false;
  const InjuredSide now = ledger.episodes.back().side;
  return std::any_of(ledger.episodes.begin(), ledger.episodes.end() - 1, [&](const Episode& before) {
    return before.side == now || before.side == InjuredSide::both || now == InjuredSide::both;
  });
}

}  // namespace

std::optional<HurtAgain> hurt_again(const DayGround& ground) {
  const CaseFacts& facts = ground.facts;
  if (!is_yes(facts, "open")) return std::nullopt;
  if (is_yes(facts, "again")) return HurtAgain{.when = HurtAgain::When::never_back, .days_back = {}};
  if (!is_yes(facts, "relapse") && !same_thigh(ground.state.ledger)) return std::nullopt;
  const FactValue back = facts.get({.space = "injury", .item = "days_since_return", .field = {}});
  const auto* days = std::get_if<Measured>(&back);
  if (days == nullptr) return HurtAgain{};
  const bool soon = days->value <= ground.knowledge.policy.watch_days;
  return HurtAgain{.when = soon ? HurtAgain::When::soon : HurtAgain::When::later,
                   .days_back = static_cast<int>(days->value)};
}

NotNow not_for_now(const DayGround& ground) {
  NotNow result;
  for (const auto& [id, technique] : ground.knowledge.techniques) {
    const Judgement against = evaluate(technique.not_when, ground.facts);
    if (against.truth != Truth::yes) continue;
    result.techniques.push_back(id);
    for (const std::string& fact : against.used) {
      // That an injury is open speaks against nothing by itself.
      if (fact != "injury.open" && std::ranges::find(result.facts, fact) == result.facts.end())
        result.facts.push_back(fact);
    }
  }
  return result;
}

}  // namespace hamstring::rehab
