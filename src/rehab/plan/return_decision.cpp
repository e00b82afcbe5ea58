#include "rehab/plan/return_decision.h"

#include <algorithm>
#include <tuple>

#include "rehab/course/protocol_choice.h"
#include "rehab/plan/planner.h"
#include "rehab/standing/criteria.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

constexpr std::size_t last_phases = 2;

class Reporting {
 public:
  Reporting(const Knowledge& knowledge, const State& state, Day today)
      : knowledge_(knowledge),
        state_(state),
        protocol_(*state.protocol),
        today_(today),
        facts_(knowledge, state, today),
        person_(traits_of(state, facts_)) {}

  ReturnReport report() {
    const Phase* here = state_.current_phase();
    ReturnReport result{.protocol = protocol_.id,
                        .phase = here == nullptr ? "" : here->id,
                        .returned = here != nullptr && here->is_return,
                        .pain_limit = pain_limit_of(settings_of(state_.ledger), protocol_),
                        .run_before_max = protocol_.run_before_max,
                        .pain_evidence = protocol_.pain_evidence,
                        .ladder = {},
                        .phases = {},
                        .facts = {}};
    for (const Rung& rung : protocol_.rungs) result.ladder.push_back(rung_report(rung));
    add_phases(result.phases);
    add_facts(result.facts);
    return result;
  }

 private:
  [[nodiscard]] RungReport rung_report(const Rung& rung) const {
    using Place = RungReport::Place;
    const std::string rule = "protocol." + protocol_.id + ".rung." + rung.id;
    RungReport result{.id = rung.id,
                      .form = rung.form,
                      .order = rung.order,
                      .repeats = rung.repeats,
                      .work_s = rung.work_s,
                      .work_m = rung.work_m,
                      .rest_s = rung.rest_s,
                      .percent = rung.percent,
                      .speed_of = rung.speed_of,
                      .speed_m_s = speed_of(knowledge_, rung, facts_),
                      .place = rung.order == state_.rung  ? Place::present
                               : rung.order < state_.rung ? Place::behind
                                                          : Place::ahead,
                      .tolerated_needed = rung.tolerated_needed,
                      .fallback = rung.fallback,
                      .phases = {},
                      .needs = {},
                      .reason = reason_of(rule, rule, {}, rung.evidence, person_)};
    if (result.place == Place::present) result.tolerated = state_.rung_tolerated;
    for (const Phase& phase : protocol_.phases) {
      if (std::ranges::find(phase.rungs, rung.id) != phase.rungs.end()) result.phases.push_back(phase.id);
    }
    result.needs = judged(rung.needs, rung.id);
    return result;
  }

  [[nodiscard]] std::vector<CriterionReport> judged(const std::vector<Criterion>& criteria,
                                                    const std::string& owner) const {
    std::vector<CriterionReport> result;
    for (const Criterion& criterion : criteria)
      result.push_back(judge_criterion(criterion, knowledge_, state_, today_, protocol_.id + "." + owner));
    const auto rank = [](const CriterionReport& c) {
      return c.state == CriterionState::not_known ? 0 : c.state == CriterionState::not_met ? 1 : 2;
    };
    std::ranges::stable_sort(result, {}, rank);
    return result;
  }

  void add_phases(std::vector<PhaseReport>& out) const {
    const auto& phases = protocol_.phases;
    const auto returning = std::ranges::find_if(phases, &Phase::is_return);
    const auto count = static_cast<std::size_t>(returning - phases.begin());
    const std::size_t last = count < last_phases ? 0 : count - last_phases;
    for (std::size_t i = std::min(state_.phase.value_or(0), last); i < count; ++i) {
      const Phase& phase = phases[i];
      out.push_back({.id = phase.id, .present = state_.phase == i, .criteria = judged(phase.exit, phase.id)});
    }
  }

  void add_facts(std::vector<ReturnFactReport>& out) const {
    for (const auto& [id, fact] : knowledge_.return_facts) {
      ReturnFactReport report{.id = id,
                              .group = fact.group,
                              .state = {},
                              .missing = {},
                              .settled_by = fact.settled_by,
                              .reason = {}};
      Judgement judgement;
      if (fact.met_when) {
        judgement = evaluate(*fact.met_when, facts_);
        report.state = judgement.truth == Truth::yes  ? CriterionState::met
                       : judgement.truth == Truth::no ? CriterionState::not_met
                                                      : CriterionState::not_known;
        report.missing = judgement.unknown;
      }
      const std::string rule = "return_fact." + id;
      report.reason = reason_of(rule, rule + ".text", judgement, fact.evidence, person_);
      out.push_back(std::move(report));
    }
    std::ranges::sort(out, {}, [this](const ReturnFactReport& r) {
      return std::tuple(r.group, knowledge_.return_facts.find(r.id)->second.order, r.id);
    });
  }

  const Knowledge& knowledge_;
  const State& state_;
  const Protocol& protocol_;
  Day today_;
  CaseFacts facts_;
  PersonTraits person_;
};

}  // namespace

ReturnReport return_report(const Knowledge& knowledge, const Case& history, Day today,
                           const std::string& protocol) {
  const Timeline timeline = timeline_of(history, today);
  const State without = fold(knowledge, timeline, today, nullptr);
  const ProtocolChoice choice = chosen(knowledge, without, today, protocol);
  if (choice.protocol == nullptr) return {};
  return Reporting(knowledge, fold(knowledge, timeline, today, choice.protocol), today).report();
}

}  // namespace hamstring::rehab
