#include "rehab/plan/plan.h"

#include <algorithm>
#include <utility>

#include "rehab/course/fold_memory.h"
#include "rehab/course/protocol_choice.h"
#include "rehab/plan/ask_first.h"
#include "rehab/plan/assessment.h"
#include "rehab/plan/day_ground.h"
#include "rehab/plan/day_plan.h"
#include "rehab/plan/needed.h"
#include "rehab/plan/planner.h"
#include "rehab/plan/rest_day.h"
#include "rehab/plan/training.h"
#include "rehab/standing/criteria.h"
#include "rehab/standing/done_today.h"
#include "rehab/standing/illness.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

void append(std::vector<Reason>& reasons, std::vector<Reason> more) {
  std::ranges::move(more, std::back_inserter(reasons));
}

/// Why the plan is the one it is, from the answers to the changes of this day.
std::vector<Reason> reasons_so_far(const DayGround& ground, const ProtocolChoice& choice,
                                   const Assessment& assessment) {
  const State& state = ground.state;
  std::vector<Reason> reasons = assessment.reasons;
  if (!choice.reason.rule.empty()) reasons.push_back(choice.reason);
  if (state.protocol == nullptr) return reasons;
  reasons.push_back(ground.say(ground.rule_of("pain"),
                               {.id = "status.pain_limit", .arguments = {{"limit", ground.pain_limit}}},
                               state.protocol->pain_evidence, About::pain_limit));
  append(reasons, state.entered);
  for (const Reason& change : state.changes) {
    if (std::ranges::find(reasons, change.rule, &Reason::rule) == reasons.end()) reasons.push_back(change);
  }
  return reasons;
}

DayState day_state(const State& state, Day today) {
  DayState result;
  result.day = today;
  result.changes = state.changes;
  if (state.protocol == nullptr) return result;
  result.rung = state.rung;
  for (const auto& [id, line] : state.lines) result.doses[id] = line.next;
  const Phase* phase = state.current_phase();
  if (phase == nullptr) return result;
  result.phase = phase->id;
  result.phase_since = state.phase_since;
  result.phases_passed = state.phases_passed;
  return result;
}

/// What is asked for before the next phase, the unknown first.
std::vector<CriterionReport> exit_criteria(const DayGround& ground, const Phase& phase) {
  std::vector<CriterionReport> criteria;
  const std::string owner = ground.state.protocol->id + "." + phase.id;
  for (const Criterion& criterion : phase.exit)
    criteria.push_back(judge_criterion(criterion, ground.knowledge, ground.state, ground.today, owner));
  std::ranges::stable_sort(criteria, {}, [](const CriterionReport& r) {
    return r.state == CriterionState::not_known ? 0 : r.state == CriterionState::not_met ? 1 : 2;
  });
  std::ranges::move(needed_beside(ground, phase, criteria), std::back_inserter(criteria));
  return criteria;
}

/// Where somebody stands on the day, with nothing decided about it yet.
Plan standing_of(const DayGround& ground, const ProtocolChoice& choice, Assessment assessment) {
  const State& state = ground.state;
  Plan plan;
  plan.today = ground.today;
  plan.reasons = reasons_so_far(ground, choice, assessment);
  plan.assessment = std::move(assessment);
  plan.state = day_state(state, ground.today);
  plan.illness = illness_on(state.ledger, ground.today);
  if (const Episode* episode = state.ledger.episode())
    plan.day_of_injury = days_between(episode->onset, ground.today);
  if (state.protocol == nullptr) return plan;
  plan.protocol = state.protocol->id;
  plan.pain_limit = ground.pain_limit;
  const Phase* phase = state.current_phase();
  if (phase == nullptr) return plan;
  plan.phase = phase->id;
  plan.day_in_phase = days_between(state.phase_since, ground.today);
  plan.criteria = exit_criteria(ground, *phase);
  return plan;
}

struct Decided {
  PlanStatus status;
  std::vector<Reason> reasons;
};

/// What the answers alone make of the day.
Decided by_answers(const DayGround& ground, const Assessment& assessment) {
  const State& state = ground.state;
  const bool raised =
      std::ranges::find(assessment.flags, FlagState::raised, &FlagReport::state) != assessment.flags.end();
  if (raised || !assessment.rescreen_positive.empty()) return {PlanStatus::suspended, {}};
  const bool refused = std::ranges::any_of(
      assessment.gates, [](const GateReport& g) { return g.refuse && g.state == GateState::raised; });
  if (refused) return {PlanStatus::refused, {}};
  if (assessment.verdict >= Verdict::clinician_first) return {PlanStatus::clinician_first, {}};
  if (assessment.verdict == Verdict::answer_first) {
    if (rescreen_is_current(ground.knowledge, state, ground.today)) return {PlanStatus::ask_first, {}};
    return {PlanStatus::ask_first, {ground.say("plan.rescreen", "status.rescreen_first", About::today)}};
  }
  if (state.protocol == nullptr || state.current_phase() == nullptr) return {PlanStatus::ask_first, {}};
  if (assessment.verdict == Verdict::day_plan)
    return {PlanStatus::rest, {ground.say("plan.day_plan", "status.rest_day_plan", About::day_plan)}};
  return {PlanStatus::session, {}};
}

/// What probably happened is named, but nothing may be followed alone: once no answer could change that,
/// somebody has to lead it.
bool left_to_clinician(const Plan& plan, const ProtocolChoice& choice) {
  const Assessment& a = plan.assessment;
  if (plan.status != PlanStatus::ask_first || a.verdict != Verdict::self_rehab || !a.led) return false;
  return choice.supervision_missing || plan.ask.empty();
}

/// Answers are missing and there is no question that would give them: somebody has to look. What two
/// people told otherwise is settled by saying which of them is right, and is no question.
bool nothing_left_to_ask(const Plan& plan, const State& state) {
  return plan.status == PlanStatus::ask_first && plan.ask.empty() && !state.ledger.unsettled;
}

bool may_train(PlanStatus status) {
  return status == PlanStatus::session || status == PlanStatus::rest;
}

/// What was clearly met once and is clearly not met now, with its numbers.
void hold(Plan& plan, const DayGround& ground) {
  append(plan.reasons, ground.held.failed);
  if (!ground.held.holds()) return;
  plan.held_to = ground.state.protocol->phases[*ground.held.phase].id;
  if (!may_train(plan.status)) return;
  plan.reasons.push_back(ground.say(
      "plan.held",
      {.id = "status.held_back", .arguments = {{"phase", ground.rule_of("phase." + plan.held_to)}}},
      ground.knowledge.policy.evidence, About::today));
}

/// A session or a day of rest, for somebody who may train.
void fill(Plan& plan, const DayGround& ground) {
  RestToday rest = rest_today(ground, plan.status == PlanStatus::rest, plan.reasons);
  append(plan.reasons, std::move(rest.reasons));
  if (rest.rests) {
    plan.status = PlanStatus::rest;
    plan.allowed = allowed_today(ground.knowledge, plan, rest.sore);
    return;
  }
  Training training = training_today(ground, rest);
  if (plan.prescription) prescribe(*plan.prescription, training, ground, rest);
  append(plan.reasons, std::move(training.reasons));
  if (training.empty()) {
    plan.status = PlanStatus::rest;
    // Who did what today asked is done, and does not have to be told to rest.
    if (!trained_on(ground.state, ground.today))
      plan.reasons.push_back(ground.say("plan.spacing", "status.rest_spacing", About::spacing));
    return;
  }
  plan.lines = std::move(training.lines);
  plan.run = std::move(training.run);
  plan.techniques = std::move(training.techniques);
}

}  // namespace

std::optional<Range> speed_of(const Knowledge& knowledge, const Rung& rung, const FactView& facts) {
  const Question* asked = question_of(knowledge, rung.speed_of);
  if (asked == nullptr) return std::nullopt;
  const FactValue own = facts.get({.space = "story", .item = asked->id, .field = {}});
  const auto* speed = std::get_if<Measured>(&own);
  if (speed == nullptr) return std::nullopt;
  return Range{.min = speed->value * rung.percent.min / 100.0,
               .max = speed->value * rung.percent.max / 100.0};
}

const LedPicture* led_by_clinician(const Plan& plan) {
  const bool led =
      plan.status == PlanStatus::clinician_first && plan.assessment.verdict < Verdict::clinician_first;
  return led && plan.assessment.led ? &*plan.assessment.led : nullptr;
}

const LedPicture* picture_to_tell(const Plan& plan) {
  if (const LedPicture* led = led_by_clinician(plan)) return led;
  return may_train(plan.status) && plan.assessment.guide ? &*plan.assessment.guide : nullptr;
}

Plan plan_of(const Knowledge& knowledge, const State& state, const Timeline& timeline,
             const ProtocolChoice& choice, Day today, bool with_prognosis) {
  const CaseFacts facts(knowledge, state, today);
  const DayGround ground = ground_of(knowledge, state, facts, today);
  Plan plan =
      standing_of(ground, choice, assessment_of(knowledge, state, timeline, choice, today, with_prognosis));
  Decided decided = by_answers(ground, plan.assessment);
  plan.status = decided.status;
  append(plan.reasons, std::move(decided.reasons));
  plan.ask = questions_first(knowledge, state, plan, facts);
  // Whom somebody has to see first is not undone by how they walk.
  if (!plan.assessment.only_a_clinician_lifts)
    plan.ask_again = asked_again(knowledge, state, plan.assessment, today);
  plan.unsure = unsure_questions(knowledge, state, plan.assessment);
  if (left_to_clinician(plan, choice)) {
    plan.status = PlanStatus::clinician_first;
    plan.ask.clear();
  } else if (nothing_left_to_ask(plan, state)) {
    plan.status = PlanStatus::clinician_first;
    plan.reasons.push_back(ground.say("plan.nothing_left", "status.nothing_left_to_ask", About::today));
  }
  if (plan.status != PlanStatus::suspended && plan.status != PlanStatus::refused) hold(plan, ground);
  plan.prescription = prescription_on(ground);
  if (may_train(plan.status)) fill(plan, ground);
  plan.beside_pain = beside_pain(knowledge, state, today, facts);
  for (const auto& [id, question] : knowledge.questions) {
    const AnswerRecord* told = is_background(question) ? facts.answer(question) : nullptr;
    if (told != nullptr) plan.background[id] = told->value;
  }
  plan.follow_up = follow_up(knowledge, state, today);
  std::erase_if(plan.techniques, [&](const std::string& id) { return did_not_help(plan.follow_up, id); });
  if (may_train(plan.status)) plan.care = care_today(knowledge, state, facts, plan.follow_up, today);
  if (plan.follow_up.watch && plan.follow_up.watch->pain_above_limit) {
    ask_for_relapse(knowledge, plan);
    if (plan.prescription) plan.prescription = prescription_on(ground);  // it waits, as everything does
  }
  // How much an exercise may hurt says nothing to whoever shall do none; what one may do on a day of rest is
  // easy.
  const bool exercises =
      plan.status == PlanStatus::session || (plan.status != PlanStatus::rest && !plan.allowed.empty());
  if (!exercises) std::erase_if(plan.reasons, [](const Reason& r) { return r.about == About::pain_limit; });
  let_tests_wait(knowledge, plan);
  let_care_wait(knowledge, plan, ground.setback != nullptr);
  plan.again = hurt_again(ground);
  plan.not_now = not_for_now(ground);
  plan.goal = goal_ahead(state);
  plan.day = day_status(knowledge, plan, timeline);
  return plan;
}

Plan plan(const Knowledge& knowledge, const Case& history, Day today, const std::string& protocol,
          FoldMemory* memory) {
  const Timeline timeline = timeline_of(history, today);
  State state = fold(knowledge, timeline, today, nullptr, memory);
  const ProtocolChoice choice = chosen(knowledge, state, today, protocol);
  if (choice.protocol != nullptr) state = fold(knowledge, timeline, today, choice.protocol, memory);
  return plan_of(knowledge, state, timeline, choice, today);
}

}  // namespace hamstring::rehab
