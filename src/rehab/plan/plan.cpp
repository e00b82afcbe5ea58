#include "rehab/plan/plan.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "rehab/course/program.h"
#include "rehab/course/protocol_choice.h"
#include "rehab/plan/ask_first.h"
#include "rehab/plan/assessment.h"
#include "rehab/plan/day_plan.h"
#include "rehab/plan/planner.h"
#include "rehab/standing/criteria.h"
#include "rehab/standing/done_today.h"
#include "rehab/standing/dose.h"
#include "rehab/standing/growth.h"
#include "rehab/standing/held.h"
#include "rehab/standing/illness.h"
#include "rehab/standing/judge.h"
#include "rehab/standing/pain_today.h"

namespace hamstring::rehab {
namespace {

bool has_equipment(const std::vector<std::string>& needed, const std::vector<std::string>& there) {
  return std::ranges::all_of(
      needed, [&](const std::string& word) { return std::ranges::find(there, word) != there.end(); });
}

std::string weekday_word(Day day) {
  constexpr std::string_view words[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  return std::string(words[std::chrono::weekday(day).c_encoding()]);
}

/// Builds the plan of one day from the folded state.
class Planning {
 public:
  Planning(const Knowledge& knowledge, const State& state, const ProtocolChoice& choice, Day today)
      : knowledge_(knowledge),
        state_(state),
        choice_(choice),
        today_(today),
        facts_(knowledge, state, today),
        person_(traits_of(state, facts_)),
        settings_(settings_of(state.ledger)) {
    if (state.protocol == nullptr || !state.phase) return;
    setback_ = unsettled_setback(state);
    held_back_ = held_back(knowledge, state, today, *state.phase);
  }

  Plan build(Assessment assessment) {
    plan_.today = today_;
    plan_.assessment = std::move(assessment);
    describe();
    plan_.status = status();
    plan_.ask = questions_first(knowledge_, state_, plan_, facts_);
    leave_to_clinician();
    plan_.ask_again = function_questions(knowledge_, plan_.assessment);
    plan_.illness = illness_on(state_.ledger, today_);
    plan_.unsure = unsure_questions(knowledge_, state_, plan_.assessment);
    if (plan_.status != PlanStatus::suspended && plan_.status != PlanStatus::refused) hold();
    if (plan_.status == PlanStatus::session || plan_.status == PlanStatus::rest) apply_rest();
    if (plan_.status == PlanStatus::rest) plan_.allowed = allowed_today(knowledge_, plan_, sore_);
    if (plan_.status == PlanStatus::session) {
      fill_session();
      if (plan_.lines.empty() && !plan_.run) {
        plan_.status = PlanStatus::rest;
        plan_.techniques.clear();
        // Who did what today asked is done, and does not have to be told to rest.
        if (!trained_on(state_, today_)) give("plan.spacing", "status.rest_spacing", policy_evidence());
      }
    }
    return std::move(plan_);
  }

 private:
  [[nodiscard]] const Evidence& policy_evidence() const { return knowledge_.policy.evidence; }

  void give(std::string rule, std::string message, const Evidence& evidence,
            const Judgement& judgement = {}) {
    plan_.reasons.push_back(reason_of(std::move(rule), std::move(message), judgement, evidence, person_));
  }

  void give(std::string rule, Message message, const Evidence& evidence) {
    give(std::move(rule), message.id, evidence);
    plan_.reasons.back().text.arguments = std::move(message.arguments);
  }

  void describe() {
    const Protocol* protocol = state_.protocol;
    const Episode* episode = state_.ledger.episode();
    if (episode != nullptr) plan_.day_of_injury = days_between(episode->onset, today_);
    plan_.reasons = plan_.assessment.reasons;
    if (!choice_.reason.rule.empty()) plan_.reasons.push_back(choice_.reason);
    plan_.state.day = today_;
    plan_.state.changes = state_.changes;
    if (protocol == nullptr) return;
    plan_.protocol = protocol->id;
    plan_.pain_limit = pain_limit_of(settings_, *protocol);
    give("protocol." + protocol->id + ".pain", "status.pain_limit", protocol->pain_evidence);
    plan_.reasons.back().text.arguments["limit"] = plan_.pain_limit;
    plan_.reasons.insert(plan_.reasons.end(), state_.entered.begin(), state_.entered.end());
    for (const Reason& change : state_.changes) {
      const bool told =
          std::ranges::any_of(plan_.reasons, [&](const Reason& r) { return r.rule == change.rule; });
      if (!told) plan_.reasons.push_back(change);
    }
    plan_.state.rung = state_.rung;
    for (const auto& [id, line] : state_.lines) plan_.state.doses[id] = line.next;
    const Phase* phase = state_.current_phase();
    if (phase == nullptr) return;
    plan_.phase = plan_.state.phase = phase->id;
    plan_.state.phase_since = state_.phase_since;
    plan_.state.phases_passed = state_.phases_passed;
    plan_.day_in_phase = days_between(state_.phase_since, today_);
    for (const Criterion& criterion : phase->exit) {
      plan_.criteria.push_back(
          judge_criterion(criterion, knowledge_, state_, today_, protocol->id + "." + phase->id));
    }
    std::ranges::stable_sort(plan_.criteria, {}, [](const CriterionReport& r) {
      return r.state == CriterionState::not_known ? 0 : r.state == CriterionState::not_met ? 1 : 2;
    });
  }

  [[nodiscard]] PlanStatus status() {
    const Assessment& a = plan_.assessment;
    const bool raised =
        std::ranges::any_of(a.flags, [](const FlagReport& f) { return f.state == FlagState::raised; });
    if (raised || !a.rescreen_positive.empty()) return PlanStatus::suspended;
    const bool refused = std::ranges::any_of(
        a.gates, [](const GateReport& g) { return g.refuse && g.state == GateState::raised; });
    if (refused) return PlanStatus::refused;
    if (a.verdict >= Verdict::clinician_first) return PlanStatus::clinician_first;
    if (a.verdict == Verdict::answer_first) {
      if (!rescreen_is_current(knowledge_, state_, today_))
        give("plan.rescreen", "status.rescreen_first", policy_evidence());
      return PlanStatus::ask_first;
    }
    if (state_.protocol == nullptr || state_.current_phase() == nullptr) return PlanStatus::ask_first;
    if (a.verdict == Verdict::day_plan) {
      give("plan.day_plan", "status.rest_day_plan", policy_evidence());
      return PlanStatus::rest;
    }
    return PlanStatus::session;
  }

  /// What probably happened is named, but nothing may be followed alone: once no answer could change that,
  /// somebody has to lead it.
  void leave_to_clinician() {
    const auto& led = plan_.assessment.led;
    if (plan_.status != PlanStatus::ask_first || plan_.assessment.verdict != Verdict::self_rehab || !led)
      return;
    if (!choice_.supervision_missing && !plan_.ask.empty()) return;
    plan_.status = PlanStatus::clinician_first;
    plan_.ask.clear();
  }

  /// What was clearly met once and is clearly not met now, with its numbers.
  void hold() {
    plan_.reasons.insert(plan_.reasons.end(), held_back_.failed.begin(), held_back_.failed.end());
    if (!held_back_.holds()) return;
    plan_.held_to = state_.protocol->phases[*held_back_.phase].id;
    if (plan_.status != PlanStatus::session && plan_.status != PlanStatus::rest) return;
    give("plan.held", "status.held_back", policy_evidence());
    plan_.reasons.back().text.arguments["phase"] =
        "protocol." + state_.protocol->id + ".phase." + plan_.held_to;
  }

  void rest_because(std::string rule, std::string message, const Evidence& evidence,
                    const Judgement& judgement = {}) {
    plan_.status = PlanStatus::rest;
    give(std::move(rule), std::move(message), evidence, judgement);
  }

  void apply_rest() {
    for (const auto& [id, rule] : knowledge_.rest_rules) {
      const Judgement judgement = evaluate(rule.when, facts_);
      if (judgement.truth != Truth::yes) continue;
      if (rule.effect == RestRule::Effect::no_session) {
        rest_because("rest_rule." + id, "rest_rule." + id + ".do", rule.evidence, judgement);
      } else {
        const bool told =
            std::ranges::any_of(plan_.reasons, [&](const Reason& r) { return r.rule == "rest_rule." + id; });
        if (!told) give("rest_rule." + id, "rest_rule." + id + ".do", rule.evidence, judgement);
        no_running_ |= rule.effect == RestRule::Effect::no_running;
        held_ |= rule.effect == RestRule::Effect::no_progress;
      }
    }
    const Evidence& progress = state_.protocol->progress_evidence;
    const std::string rule = "protocol." + state_.protocol->id + ".progress";
    const bool too_much = std::ranges::any_of(state_.ledger.sessions, [&](const SessionRecord& s) {
      return s.tolerance == Tolerance::not_tolerated && s.day <= today_ && days_between(s.day, today_) <= 1;
    });
    sore_ = too_much || state_.rest_on == today_;
    const bool today_too_much = std::ranges::any_of(state_.ledger.sessions, [&](const SessionRecord& s) {
      return s.tolerance == Tolerance::not_tolerated && s.day == today_;
    });
    if (sore_)
      rest_because(rule, today_too_much ? "status.rest_too_much_today" : "status.rest_after_setback",
                   progress);
    const auto too_much_of =
        setback_ == nullptr ? std::nullopt : setback_message(*setback_, plan_.pain_limit);
    if (too_much_of) give(rule, *too_much_of, progress);
    const auto& days = settings_.training_days;
    if (!days.empty() && std::ranges::find(days, weekday_word(today_)) == days.end()) {
      rest_because("setting.training_days", "status.rest_no_training_day", policy_evidence());
    }
    pain_now_ = pain_of_today(state_, today_, plan_.pain_limit);
    if (pain_now_ && *pain_now_ > plan_.pain_limit) {
      sore_ = true;
      rest_because("protocol." + state_.protocol->id + ".pain", "status.rest_pain",
                   state_.protocol->pain_evidence);
    }
    for (auto& [test, text] : tests_that_hurt(state_, today_, plan_.pain_limit)) {
      give("protocol." + state_.protocol->id + ".pain", std::move(text), state_.protocol->pain_evidence);
      plan_.reasons.back().facts.push_back("test." + test);
    }
    held_ |= !pain_now_ || *pain_now_ > state_.protocol->progress_before_max;
    if (!pain_now_ && plan_.status == PlanStatus::session) give(rule, "status.held_pain_unknown", progress);
  }

  void fill_session() {
    const Phase& phase =
        held_back_.holds() ? state_.protocol->phases[*held_back_.phase] : phase_of_day(state_, today_);
    if (day_is_over(state_, today_)) return;
    if (setback_ != nullptr) {
      fill_light_day(phase);
    } else {
      add_lines(phase, static_cast<std::size_t>(phase.max_lines), false);
    }
    if (!held_back_.holds()) add_run(phase);
    if (phase.techniques) add_techniques();
  }

  /// Up to `most` of the phase's lines a day, those counted that were done today and do not come again.
  void add_lines(const Phase& phase, std::size_t most, bool only_known) {
    const std::size_t done = lines_done_on(state_, phase, today_);
    for (const bool optional : {false, true}) {
      for (const ContentLine& line : phase.content) {
        if (line.optional == optional && plan_.lines.size() + done < most) add_line(line, phase, only_known);
      }
    }
  }

  /// Until a session is tolerated again: fewer exercises, nothing new, each clearly less; a run below what
  /// was borne.
  void fill_light_day(const Phase& phase) {
    const std::size_t most = lines_of_light_day(state_, phase, today_);
    add_lines(phase, most, true);
    // Where nobody ever told which exercises were done, the phase's first ones are as well known as any.
    if (plan_.lines.empty() && lines_done_on(state_, phase, today_) == 0)
      add_lines(phase, state_.exercises.empty() ? most : 1, false);
    if (plan_.lines.empty()) return;
    give("protocol." + state_.protocol->id + ".progress", "status.light_after_setback",
         state_.protocol->progress_evidence);
  }

  const Exercise* choose_exercise(const ContentLine& line, const std::string& rule) {
    for (const std::string& id : line.options) {
      const auto exercise = knowledge_.exercises.find(id);
      if (exercise == knowledge_.exercises.end() ||
          !has_equipment(exercise->second.equipment, settings_.equipment))
        continue;
      const Judgement not_when = evaluate(exercise->second.not_when, facts_);
      if (not_when.truth == Truth::no) return &exercise->second;
      if (not_when.truth == Truth::unknown) {
        Judgement open = not_when;
        for (const UnknownFact& fact : not_when.unknown) open.used.push_back(fact.fact);
        give(rule, "status.exercise_not_known", exercise->second.evidence, open);
      }
    }
    return nullptr;
  }

  void add_line(const ContentLine& line, const Phase& phase, bool only_known) {
    const std::string rule = "protocol." + state_.protocol->id + "." + phase.id + ".content." + line.id;
    if (line.when && truth_of(*line.when, facts_) == Truth::no) return;
    if (line_is_done(state_, line, today_)) return;
    const Exercise* exercise = choose_exercise(line, rule);
    if (exercise == nullptr) return;
    const ExerciseMemory* done = memory_of_exercise(state_, exercise->id);
    if (only_known && done == nullptr) return;
    SessionLine result{.line = line.id,
                       .exercise = exercise->id,
                       .dose = first_dose(line),
                       .per_day = line.per_day,
                       .rest_s = line.rest_s,
                       .tempo_s = exercise->tempo_s,
                       .stop_above_pain = plan_.pain_limit,
                       .change = DoseChange::first,
                       .reasons = {}};
    const LineState* known = held_back_.holds() ? nullptr : line_memory(state_, line, exercise->id);
    if (line.progress == ContentLine::Progress::table) {
      if (!table_dose(line, known, result)) return;
    } else if (known != nullptr) {
      result.dose = known->next;
    }
    result.dose = dose_allowed(state_, line, exercise->id, result.dose, setback_ != nullptr);
    if (held_) result.dose = dose_held(state_, line, exercise->id, result.dose);
    clip(result.dose, line);
    const DoseChange change = change_of(result.dose, done);
    if (line.progress != ContentLine::Progress::table || change == DoseChange::lighter)
      result.change = change;
    result.reasons.push_back(
        reason_of(rule, "protocol." + state_.protocol->id + ".line." + line.id, {}, line.evidence, person_));
    plan_.lines.push_back(std::move(result));
  }

  /// Checked where it leaves: whatever happened before, no line is above its own bounds.
  static void clip(Dose& dose, const ContentLine& line) {
    if (line.progress == ContentLine::Progress::table) return;
    const auto most = static_cast<std::size_t>(std::max(1.0, line.sets.max));
    if (dose.amounts.size() > most) dose.amounts.resize(most);
    for (double& amount : dose.amounts) amount = std::min(amount, line.reps.max);
  }

  bool table_dose(const ContentLine& line, const LineState* known, SessionLine& result) const {
    const Prevention* program = program_of(knowledge_, state_.ledger, line);
    if (program == nullptr) return false;
    const Prevention::Week* week = week_of(*program, known == nullptr ? 1 : known->week);
    if (week == nullptr || truth_of(program->not_when, facts_) != Truth::no) return false;
    // Whatever phase it was done in: a week holds no more of it than the table says.
    const Day monday = today_ - (std::chrono::weekday(today_) - std::chrono::Monday);
    const auto done = std::ranges::count_if(state_.ledger.sessions, [&](const SessionRecord& s) {
      return s.body != nullptr && s.day >= monday &&
             std::ranges::any_of(s.body->lines,
                                 [&](const DoneLine& d) { return d.exercise == result.exercise; });
    });
    if (static_cast<double>(done) >= week->sessions.max) return false;
    result.dose.amounts.clear();
    for (const Range& set : week->sets) result.dose.amounts.push_back(set.min);
    result.change = DoseChange::table;
    return true;
  }

  void add_run(const Phase& phase) {
    if (no_running_ || state_.rung == 0 || phase.rungs.empty()) return;
    int order = state_.rung;
    if (held_ && state_.rung_last_run > 0) order = std::min(order, state_.rung_last_run);
    if (held_back_.rung_at_most) order = std::min(order, *held_back_.rung_at_most);
    if (setback_ != nullptr) order = std::min(order, rung_of_light_day(state_));
    const Rung* rung = rung_of(*state_.protocol, order);
    if (rung == nullptr || !opens(*state_.protocol, phase, order)) return;
    if (pain_now_ && *pain_now_ > state_.protocol->run_before_max) {
      give("protocol." + state_.protocol->id + ".pain", "status.no_run_pain", state_.protocol->pain_evidence);
      return;
    }
    for (auto it = state_.ledger.sessions.rbegin(); it != state_.ledger.sessions.rend(); ++it) {
      if (it->body == nullptr || !it->body->run) continue;
      if (days_between(it->day, today_) < rung->every_days) return;
      break;
    }
    RunLine run{.rung = rung->id,
                .form = rung->form,
                .repeats = rung->repeats,
                .work_s = rung->work_s,
                .work_m = rung->work_m,
                .rest_s = rung->rest_s,
                .speed_m_s = {},
                .percent = rung->percent,
                .stop_above_pain = plan_.pain_limit,
                .reasons = {}};
    run.speed_m_s = speed_of(*rung, facts_);
    const std::string rule = "protocol." + state_.protocol->id + ".rung." + rung->id;
    run.reasons.push_back(reason_of(rule, rule, {}, rung->evidence, person_));
    plan_.run = std::move(run);
  }

  void add_techniques() {
    for (const auto& [id, technique] : knowledge_.techniques) {
      const std::size_t count = state_.protocol->phases.size();
      if (technique.phases == "not_first" && *state_.phase == 0) continue;
      if (technique.phases == "late" && 2 * *state_.phase < count) continue;
      if (!has_equipment(technique.equipment, settings_.equipment)) continue;
      if (truth_of(technique.not_when, facts_) == Truth::no) plan_.techniques.push_back(id);
    }
  }

  const Knowledge& knowledge_;
  const State& state_;
  const ProtocolChoice& choice_;
  Day today_;
  CaseFacts facts_;
  PersonTraits person_;
  Settings settings_;
  Plan plan_;
  std::optional<double> pain_now_;
  const SessionRecord* setback_ = nullptr;  ///< makes this a light day
  Held held_back_;
  bool held_ = false, no_running_ = false, sore_ = false;
};

}  // namespace

std::optional<Range> speed_of(const Rung& rung, const FactView& facts) {
  if (rung.speed_of == Rung::SpeedOf::effort) return std::nullopt;
  const char* question = rung.speed_of == Rung::SpeedOf::easy_speed ? "easy_speed_m_s" : "top_speed_m_s";
  const FactValue own = facts.get({.space = "story", .item = question, .field = {}});
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

Plan plan_of(const Knowledge& knowledge, const State& state, const Timeline& timeline,
             const ProtocolChoice& choice, Day today, bool with_prognosis) {
  Planning planning(knowledge, state, choice, today);
  Plan result = planning.build(assessment_of(knowledge, state, timeline, choice, today, with_prognosis));
  result.follow_up = follow_up(knowledge, state, today);
  if (result.follow_up.watch && result.follow_up.watch->pain_above_limit) ask_for_relapse(knowledge, result);
  result.day = day_status(knowledge, result, timeline);
  return result;
}

Plan plan(const Knowledge& knowledge, const Case& history, Day today, const std::string& protocol) {
  const Timeline timeline = timeline_of(history, today);
  State state = fold(knowledge, timeline, today, nullptr);
  const ProtocolChoice choice = chosen(knowledge, state, today, protocol);
  if (choice.protocol != nullptr) state = fold(knowledge, timeline, today, choice.protocol);
  return plan_of(knowledge, state, timeline, choice, today);
}

std::vector<DayState> run_history(const Knowledge& knowledge, const Case& history, Day today,
                                  const std::string& protocol) {
  const Timeline timeline = timeline_of(history, today);
  const State without = fold(knowledge, timeline, today, nullptr);
  return fold(knowledge, timeline, today, chosen(knowledge, without, today, protocol).protocol).days;
}

}  // namespace hamstring::rehab
