#include "rehab/plan/return_decision.h"

#include <algorithm>
#include <tuple>
#include <variant>

#include "rehab/course/protocol_choice.h"
#include "rehab/plan/planner.h"
#include "rehab/standing/criteria.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

/// What every part of the report reads.
struct Asked {
  const Knowledge& knowledge;
  const State& state;
  const Protocol& protocol;
  Day today;
  const CaseFacts& facts;
  const PersonTraits& person;
};

std::vector<CriterionReport> judged(const Asked& asked, const std::vector<Criterion>& criteria,
                                    const std::string& owner) {
  std::vector<CriterionReport> result;
  for (const Criterion& criterion : criteria)
    result.push_back(judge_criterion(criterion, asked.knowledge, asked.state, asked.today,
                                     asked.protocol.id + "." + owner));
  const auto rank = [](const CriterionReport& c) {
    return c.state == CriterionState::not_known ? 0 : c.state == CriterionState::not_met ? 1 : 2;
  };
  std::ranges::stable_sort(result, {}, rank);
  return result;
}

RungReport rung_report(const Asked& asked, const Rung& rung) {
  using Place = RungReport::Place;
  const std::string rule = "protocol." + asked.protocol.id + ".rung." + rung.id;
  RungReport result{.id = rung.id,
                    .form = rung.form,
                    .order = rung.order,
                    .repeats = rung.repeats,
                    .work_s = rung.work_s,
                    .work_m = rung.work_m,
                    .rest_s = rung.rest_s,
                    .percent = rung.percent,
                    .speed_of = rung.speed_of,
                    .speed_m_s = speed_of(asked.knowledge, rung, asked.facts),
                    .place = rung.order == asked.state.rung  ? Place::present
                             : rung.order < asked.state.rung ? Place::behind
                                                             : Place::ahead,
                    .tolerated_needed = rung.tolerated_needed,
                    .fallback = rung.fallback,
                    .phases = {},
                    .needs = {},
                    .reason = reason_of(rule, rule, {}, rung.evidence, asked.person)};
  if (result.place == Place::present) result.tolerated = asked.state.rung_tolerated;
  for (const Phase& phase : asked.protocol.phases) {
    if (std::ranges::find(phase.rungs, rung.id) != phase.rungs.end()) result.phases.push_back(phase.id);
  }
  result.needs = judged(asked, rung.needs, rung.id);
  return result;
}

/// A phase that was passed keeps what it asked: looks grow old and its sessions were counted while it lasted,
/// and neither takes back that it was met. Only what is clearly not met any more does.
std::vector<CriterionReport> judged_behind(const Asked& asked, const Phase& phase) {
  std::vector<CriterionReport> reports = judged(asked, phase.exit, phase.id);
  for (CriterionReport& report : reports) {
    const auto criterion = std::ranges::find(phase.exit, report.id, &Criterion::id);
    if (clearly_not_met(*criterion, asked.knowledge, asked.state, asked.today,
                        asked.protocol.id + "." + phase.id, true)) {
      report.state = CriterionState::not_met;
      continue;
    }
    report.state = CriterionState::met;
    report.settled_by.clear();
  }
  return reports;
}

/// The sessions of a phase that has not begun are not those of the present one.
std::vector<CriterionReport> judged_ahead(const Asked& asked, const Phase& phase) {
  std::vector<CriterionReport> reports = judged(asked, phase.exit, phase.id);
  for (CriterionReport& report : reports) {
    const auto* tolerated = std::get_if<ToleratedCriterion>(&report.rule);
    if (tolerated == nullptr || tolerated->what != ToleratedCriterion::What::phase_sessions) continue;
    report.have = 0;
    report.state = CriterionState::not_known;
    report.settled_by = "session";
  }
  return reports;
}

std::vector<PhaseReport> phases_to_return(const Asked& asked) {
  using Place = PhaseReport::Place;
  std::vector<PhaseReport> out;
  const auto& phases = asked.protocol.phases;
  const auto count =
      static_cast<std::size_t>(std::ranges::find_if(phases, &Phase::is_return) - phases.begin());
  for (std::size_t i = 0; i < count; ++i) {
    const Phase& phase = phases[i];
    const auto& here = asked.state.phase;
    const Place place = !here || i > *here ? Place::ahead : i == *here ? Place::present : Place::behind;
    out.push_back({.id = phase.id,
                   .place = place,
                   .criteria = place == Place::behind  ? judged_behind(asked, phase)
                               : place == Place::ahead ? judged_ahead(asked, phase)
                                                       : judged(asked, phase.exit, phase.id)});
  }
  return out;
}

std::vector<ReturnFactReport> fact_reports(const Asked& asked) {
  std::vector<ReturnFactReport> out;
  for (const auto& [id, fact] : asked.knowledge.return_facts) {
    ReturnFactReport report{.id = id,
                            .group = fact.group,
                            .state = {},
                            .missing = {},
                            .settled_by = fact.settled_by,
                            .reason = {}};
    Judgement judgement;
    if (fact.met_when) {
      judgement = evaluate(*fact.met_when, asked.facts);
      report.state = judgement.truth == Truth::yes  ? CriterionState::met
                     : judgement.truth == Truth::no ? CriterionState::not_met
                                                    : CriterionState::not_known;
      report.missing = judgement.unknown;
    }
    const std::string rule = "return_fact." + id;
    report.reason = reason_of(rule, rule + ".text", judgement, fact.evidence, asked.person);
    out.push_back(std::move(report));
  }
  std::ranges::sort(out, {}, [&](const ReturnFactReport& r) {
    return std::tuple(r.group, asked.knowledge.return_facts.find(r.id)->second.order, r.id);
  });
  return out;
}

ReturnReport report_of(const Asked& asked) {
  const Phase* here = asked.state.current_phase();
  ReturnReport result{.protocol = asked.protocol.id,
                      .phase = here == nullptr ? "" : here->id,
                      .returned = here != nullptr && here->is_return,
                      .pain_limit = pain_limit_of(settings_of(asked.state.ledger), asked.protocol),
                      .run_before_max = asked.protocol.run_before_max,
                      .pain_evidence = asked.protocol.pain_evidence,
                      .goal = goal_ahead(asked.state),
                      .ladder = {},
                      .phases = phases_to_return(asked),
                      .facts = fact_reports(asked)};
  for (const Rung& rung : asked.protocol.rungs) result.ladder.push_back(rung_report(asked, rung));
  return result;
}

}  // namespace

ReturnReport return_report(const Knowledge& knowledge, const Case& history, Day today,
                           const std::string& protocol) {
  const Timeline timeline = timeline_of(history, today);
  const State without = fold(knowledge, timeline, today, nullptr);
  const ProtocolChoice choice = chosen(knowledge, without, today, protocol);
  if (choice.protocol == nullptr) return {};
  const State state = fold(knowledge, timeline, today, choice.protocol);
  const CaseFacts facts(knowledge, state, today);
  const PersonTraits person = traits_of(state, facts);
  return report_of({.knowledge = knowledge,
                    .state = state,
                    .protocol = *choice.protocol,
                    .today = today,
                    .facts = facts,
                    .person = person});
}

}  // namespace hamstring::rehab
