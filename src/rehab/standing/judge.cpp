#include "rehab/standing/judge.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace hamstring::rehab {
namespace {

constexpr int another_injury_after_days = 14;  // ours

bool is_unsure(const Judgement& judgement) {
  return judgement.has_cause(UnknownCause::unsure) || judgement.has_cause(UnknownCause::within_error) ||
         judgement.has_cause(UnknownCause::conflict);
}

/// What holds back: good news from a day on which pain may have been hidden does not undo it, bad news of
/// such a day counts as on any other.
struct HeldBy {
  Judgement judgement;
  bool only_unmasked = false;  ///< it holds by what was told before the hidden day
};
HeldBy held_by(const Condition& when, const CaseFacts& facts) {
  HeldBy all{.judgement = evaluate(when, facts)};
  if (all.judgement.truth == Truth::yes || !facts.any_masked()) return all;
  HeldBy before{.judgement = evaluate(when, facts.unmasked()), .only_unmasked = true};
  return before.judgement.truth == Truth::yes ? before : all;
}

/// A clearance of this thing by a clinician within the present episode.
const ClearanceRecord* clearance_of(const State& state, Cleared of, std::string_view ref) {
  const Ledger& ledger = state.ledger;
  for (auto it = ledger.clearances.rbegin(); it != ledger.clearances.rend(); ++it) {
    if (it->of == of && it->ref == ref && it->at.first >= state.onset_or(it->at.first)) return &*it;
  }
  return nullptr;
}

bool needs_injury(const Condition& condition) {
  return std::ranges::any_of(condition.nodes, [](const ConditionNode& node) {
    return node.fact.space == "injury" || node.fact.space == "picture";
  });
}

/// A fact that this rests on was told after the moment.
bool told_since(const std::vector<std::string>& names, const CaseFacts& facts, const Moment& moment) {
  return std::ranges::any_of(names, [&](const std::string& fact) {
    const auto at = facts.answered(fact);
    return at && *at > moment;
  });
}

std::vector<std::string> names_of(const std::vector<UnknownFact>& facts) {
  std::vector<std::string> names;
  for (const UnknownFact& fact : facts) {
    if (fact.cause != UnknownCause::not_asked) names.push_back(fact.fact);
  }
  return names;
}

int score_of(const InjuryType& picture, const CaseFacts& facts) {
  int score = 0;
  for (const Clue& clue : picture.speaks_for) {
    if (truth_of(clue.when, facts) == Truth::yes) score += clue.weight;
  }
  for (const Clue& clue : picture.speaks_against) {
    if (truth_of(clue.when, facts) == Truth::yes) score -= clue.weight;
  }
  return score;
}

std::vector<const InjuryType*> by_order(const Knowledge& knowledge) {
  std::vector<const InjuryType*> result;
  for (const auto& [id, picture] : knowledge.pictures) result.push_back(&picture);
  std::ranges::stable_sort(result, {}, &InjuryType::order);
  return result;
}

void latch_one(const RedFlag& flag, const State& state, FlagLatch& latch, const CaseFacts& facts, Day today) {
  const Truth truth = truth_of(flag.when, facts);
  const ClearanceRecord* clearance = clearance_of(state, Cleared::flag, flag.id);
  if (clearance != nullptr && (!latch.counted || clearance->at > *latch.counted)) {
    latch.counted = latch.cleared = clearance->at;
    latch.raised = false;
  }
  // Another day of injury soon after is the same injury, told anew: a sign is not undone by moving its
  // beginning.
  const bool new_episode =
      days_between(latch.since, state.onset_or(latch.since)) >= another_injury_after_days;
  if (new_episode && latch.cleared && latch.cleared->first < state.onset_or(latch.since))
    latch.cleared.reset();
  if (truth == Truth::yes && !latch.raised) {
    Judgement judgement = evaluate(flag.when, facts);
    // After a clearance only something said later can raise it again.
    if (latch.cleared && !told_since(judgement.used, facts, *latch.cleared)) return;
    latch.raised = true;
    latch.since = today;
    latch.cleared.reset();
    latch.why = std::move(judgement);
  } else if (latch.raised && new_episode && truth == Truth::no) {
    latch.raised = false;
  }
}

/// What was told of those, and when the latest of it was.
std::pair<std::vector<std::string>, std::optional<Moment>> what_was_told(
    const std::vector<std::string>& names, const CaseFacts& facts) {
  std::pair<std::vector<std::string>, std::optional<Moment>> told;
  for (const std::string& fact : names) {
    const auto at = facts.answered(fact);
    if (!at) continue;
    told.first.push_back(fact);
    if (!told.second || *at > *told.second) told.second = at;
  }
  return told;
}

void latch_one(const Gate& gate, GateLatch& latch, const CaseFacts& facts) {
  Judgement now = evaluate(gate.when, facts);
  if (now.truth == Truth::yes) {
    latch.raised = true;
    std::tie(latch.told, latch.last_told) = what_was_told(now.used, facts);
    latch.why = std::move(now);
  } else if (latch.raised && now.truth == Truth::no && latch.last_told) {
    // Not said otherwise: a year that is over, or one more question that says what was meant.
    latch.raised = told_since(latch.told, facts, *latch.last_told);
  }
}

}  // namespace

Reason reason_of(std::string rule, std::string message, const Judgement& judgement, const Evidence& evidence,
                 const PersonTraits& person) {
  Reason reason{.rule = std::move(rule),
                .facts = judgement.used,
                .text = {.id = std::move(message), .arguments = {}},
                .evidence = evidence};
  if (evidence.population) reason.fit = fit_of(*evidence.population, person);
  return reason;
}

PersonTraits traits_of(const State& state, const CaseFacts& facts) {
  const PersonEntry& p = state.ledger.person;
  return {.age_years = facts.age_years(),
          .sex = p.sex,
          .sports = p.sports,
          .level = p.level,
          .injured = !state.ledger.episodes.empty()};
}

void latch_signs(const Knowledge& knowledge, State& state, Day today) {
  const CaseFacts facts(knowledge, state, today, true), as_told(knowledge, state, today);
  for (const auto& [id, flag] : knowledge.flags) latch_one(flag, state, state.flags[id], facts, today);
  for (const auto& [id, gate] : knowledge.gates)
    if (gate.latched) latch_one(gate, state.gates[id], as_told);
}

std::vector<FlagReport> flag_reports(const Knowledge& knowledge, const State& state, Day today) {
  const CaseFacts facts(knowledge, state, today, true);
  const PersonTraits person = traits_of(state, facts);
  std::vector<FlagReport> result;
  for (const auto& [id, flag] : knowledge.flags) {
    const Judgement now = evaluate(flag.when, facts);
    const auto latch = state.flags.find(id);
    FlagReport report{.id = id, .state = FlagState::open, .since = {}, .missing = now.unknown, .reason = {}};
    const Judgement* why = &now;
    if (latch != state.flags.end() && latch->second.raised) {
      report.state = FlagState::raised;
      report.since = latch->second.since;
      why = &latch->second.why;
    } else if (latch != state.flags.end() && latch->second.cleared &&
               !(is_unsure(now) && told_since(names_of(now.unknown), facts, *latch->second.cleared))) {
      report.state = FlagState::cleared_by_clinician;
    } else if (now.truth == Truth::no) {
      report.state = FlagState::cleared;
    } else if (now.truth == Truth::unknown) {
      report.state = is_unsure(now) ? FlagState::unsure : FlagState::open;
    }
    // Not sure of an emergency: its order would say 'now' beside a verdict of today.
    const bool perhaps = report.state == FlagState::unsure && flag.action == Verdict::emergency;
    report.reason = reason_of("red_flag." + id, perhaps ? "red_flag.perhaps" : "red_flag." + id + ".do", *why,
                              flag.evidence, person);
    result.push_back(std::move(report));
  }
  const auto rank = [](FlagState s) {
    constexpr int order[] = {4, 0, 1, 2, 3};  // cleared, raised, unsure, open, cleared_by_clinician
    return order[static_cast<int>(s)];
  };
  std::ranges::stable_sort(result, {}, [&](const FlagReport& r) {
    return std::pair(rank(r.state), knowledge.flags.find(r.id)->second.rank);
  });
  return result;
}

namespace {

/// What a raised gate asks for: its stage, if one holds.
void raise(GateReport& report, const Gate& gate, const State& state, const CaseFacts& facts) {
  report.state = GateState::raised;
  for (const GateStage& stage : gate.stages) {
    const Judgement judgement = evaluate(stage.when, facts);
    if (judgement.truth != Truth::yes) continue;
    report.action = stage.action;
    report.allowed = stage.allowed;
    Reason reason = reason_of("gate." + gate.id + "." + stage.id, "gate." + gate.id + ".stage." + stage.id,
                              judgement, stage.evidence, traits_of(state, facts));
    for (const std::string& fact : report.reason.facts) {
      if (std::ranges::find(reason.facts, fact) == reason.facts.end()) reason.facts.push_back(fact);
    }
    // The rule stays the gate's: it is the gate that holds, the stage says what that means now.
    reason.rule = report.reason.rule;
    report.reason = std::move(reason);
    return;
  }
}

/// What raised the gate and was told otherwise since.
const GateLatch* told_otherwise(const Gate& gate, const State& state, const Judgement& now) {
  const auto latch = state.gates.find(gate.id);
  const bool holds = latch != state.gates.end() && latch->second.raised && now.truth == Truth::no;
  return holds ? &latch->second : nullptr;
}

/// The stage that holds now asks for a doctor at once.
bool asks_for_today(const Gate& gate, const CaseFacts& facts) {
  const auto stage = std::ranges::find_if(
      gate.stages, [&](const GateStage& s) { return truth_of(s.when, facts) == Truth::yes; });
  return stage != gate.stages.end() && stage->action >= Verdict::same_day;
}

/// What a clinician looked at is no answer to something that asks for a doctor at once and was told later.
bool stands_against(const ClearanceRecord& clearance, const Gate& gate, const CaseFacts& facts) {
  return std::ranges::none_of(gate.stages, [&](const GateStage& stage) {
    if (stage.action < Verdict::urgent) return false;
    const Judgement judgement = evaluate(stage.when, facts);
    return judgement.truth == Truth::yes && told_since(judgement.used, facts, clearance.at);
  });
}

}  // namespace

std::optional<Judgement> applies(const RestRule& rule, const CaseFacts& facts) {
  const bool holds = rule.effect == RestRule::Effect::hold_back;
  Judgement judgement = holds ? held_by(rule.when, facts).judgement : evaluate(rule.when, facts);
  const bool perhaps = holds && judgement.truth == Truth::unknown && is_unsure(judgement);
  if (judgement.truth != Truth::yes && !perhaps) return std::nullopt;
  return judgement;
}

GateReport judge_gate(const Gate& gate, const State& state, const CaseFacts& facts) {
  const auto [judgement, only_unmasked] = held_by(gate.when, facts);
  GateReport report{.id = gate.id,
                    .state = GateState::passed,
                    .refuse = gate.refuse,
                    .action = Verdict::clinician_first,
                    .allowed = {},
                    .missing = judgement.unknown,
                    .reason = {}};
  report.reason = reason_of("gate." + gate.id, "gate." + gate.id + ".do", judgement, gate.evidence,
                            traits_of(state, facts));
  if (state.ledger.episodes.empty() && needs_injury(gate.when)) {
    report.missing.clear();
    return report;
  }
  const ClearanceRecord* clearance = gate.refuse ? nullptr : clearance_of(state, Cleared::gate, gate.id);
  if (clearance != nullptr && (judgement.truth != Truth::yes || stands_against(*clearance, gate, facts))) {
    report.state = GateState::cleared_by_clinician;
  } else if (const GateLatch* latch = told_otherwise(gate, state, judgement)) {
    report.told_otherwise = true;
    report.reason = reason_of(report.reason.rule, "gate." + gate.id + ".do", latch->why, gate.evidence,
                              traits_of(state, facts));
    raise(report, gate, state, facts);
  } else if (judgement.truth == Truth::yes) {
    raise(report, gate, state, only_unmasked ? facts.unmasked() : facts);
  } else if (judgement.truth == Truth::unknown) {
    // Not being sure of what asks for a doctor at once asks for one today.
    if (is_unsure(judgement) && asks_for_today(gate, facts)) raise(report, gate, state, facts);
    report.state = is_unsure(judgement) || gate.hold_if_not_asked ? GateState::holding : GateState::open;
  }
  return report;
}

std::vector<GateReport> gate_reports(const Knowledge& knowledge, const State& state, Day today) {
  const CaseFacts facts(knowledge, state, today);
  std::vector<GateReport> result;
  for (const auto& [id, gate] : knowledge.gates) result.push_back(judge_gate(gate, state, facts));
  std::ranges::stable_sort(result, {},
                           [&](const GateReport& r) { return knowledge.gates.find(r.id)->second.order; });
  return result;
}

std::vector<std::string> leading_pictures(const Knowledge& knowledge, const State& state, Day today) {
  std::vector<std::string> result;
  if (state.ledger.episodes.empty()) return result;
  const CaseFacts facts(knowledge, state, today);
  int best = 0;
  std::vector<std::pair<const InjuryType*, int>> scores;
  for (const InjuryType* picture : by_order(knowledge)) {
    scores.emplace_back(picture, score_of(*picture, facts));
    best = std::max(best, scores.back().second);
  }
  for (const auto& [picture, score] : scores) {
    if (score > 0 && best - score < knowledge.policy.picture_lead_margin) result.push_back(picture->id);
  }
  return result;
}

std::vector<PictureReport> picture_reports(const Knowledge& knowledge, const State& state, Day today) {
  const CaseFacts facts(knowledge, state, today);
  const PersonTraits person = traits_of(state, facts);
  const std::vector<std::string> leading = leading_pictures(knowledge, state, today);
  std::vector<PictureReport> result;
  for (const InjuryType* picture : by_order(knowledge)) {
    PictureReport report{.id = picture->id,
                         .group = picture->group,
                         .stretched = picture->stretched,
                         .speaks_for = {},
                         .speaks_against = {},
                         .missing = {},
                         .missing_clues = {}};
    report.leading = std::ranges::find(leading, picture->id) != leading.end();
    const auto look = [&](const std::vector<Clue>& clues, std::vector<ClueReport>& to) {
      for (const Clue& clue : clues) {
        const Judgement judgement = evaluate(clue.when, facts);
        const std::string rule = "injury_type." + picture->id;
        if (judgement.truth == Truth::yes) {
          to.push_back({.id = clue.id,
                        .weight = clue.weight,
                        .reason = reason_of(rule + "." + clue.id, rule + ".clue." + clue.id, judgement,
                                            clue.evidence, person)});
        }
        if (judgement.truth == Truth::unknown) report.missing_clues.push_back(clue.id);
        report.missing.insert(report.missing.end(), judgement.unknown.begin(), judgement.unknown.end());
      }
    };
    look(picture->speaks_for, report.speaks_for);
    look(picture->speaks_against, report.speaks_against);
    std::ranges::sort(report.missing);
    const auto rest = std::ranges::unique(report.missing);
    report.missing.erase(rest.begin(), rest.end());
    result.push_back(std::move(report));
  }
  return result;
}

bool rescreen_is_current(const Knowledge& knowledge, const State& state, Day today) {
  const Ledger& ledger = state.ledger;
  if (!ledger.last_rescreen) return false;
  if (days_between(ledger.last_rescreen->first, today) > knowledge.policy.rescreen_max_age_days) return false;
  return !ledger.last_log || *ledger.last_log <= *ledger.last_rescreen;
}

/// Not being sure of a sign that asks for a doctor at once asks for one today.
Verdict action_unsure(const RedFlag& flag) {
  return flag.action >= Verdict::same_day ? Verdict::same_day : Verdict::clinician_first;
}

Verdict verdict_of(const std::vector<FlagReport>& flags, const std::vector<GateReport>& gates,
                   const Knowledge& knowledge, const State& state, Day today) {
  Verdict verdict = Verdict::self_rehab;
  const auto at_least = [&](Verdict other) { verdict = std::max(verdict, other); };
  for (const FlagReport& flag : flags) {
    if (flag.state == FlagState::raised) at_least(knowledge.flags.find(flag.id)->second.action);
    if (flag.state == FlagState::unsure) at_least(action_unsure(knowledge.flags.find(flag.id)->second));
    if (flag.state == FlagState::open) at_least(Verdict::answer_first);
  }
  if (!state.ledger.alarms.empty()) at_least(Verdict::clinician_first);
  for (const GateReport& gate : gates) {
    if (gate.state == GateState::raised) at_least(gate.action);
    if (gate.state != GateState::holding) continue;
    const bool asked = std::ranges::any_of(
        gate.missing, [](const UnknownFact& f) { return f.cause != UnknownCause::not_asked; });
    at_least(asked ? std::max(Verdict::clinician_first, gate.action) : Verdict::answer_first);
  }
  if (state.ledger.unsettled || !rescreen_is_current(knowledge, state, today))
    at_least(Verdict::answer_first);
  return verdict;
}

}  // namespace hamstring::rehab
