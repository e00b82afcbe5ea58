#include "rehab/standing/held.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

#include "rehab/standing/criteria.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

class Holding {
 public:
  Holding(const Knowledge& knowledge, const State& state, Day today)
      : knowledge_(knowledge), state_(state), today_(today), facts_(knowledge, state, today) {}

  Held up_to(std::size_t at) {
    const auto& phases = state_.protocol->phases;
    for (std::size_t i = 0; i <= at && i < phases.size(); ++i) {
      const std::string owner = state_.protocol->id + "." + phases[i].id;
      for (const Criterion& criterion : phases[i].hold) {
        if (i > 0 && fails(criterion, owner, ".hold.", true)) allow_only(i - 1);
      }
      if (i == at) break;
      for (const Criterion& criterion : phases[i].exit) {
        // An answer on a scale moves by itself from day to day; below which one a phase is closed stands in
        // its `hold`.
        const auto* observed = std::get_if<ObservedCriterion>(&criterion.rule);
        if (observed != nullptr && !observed->question.empty()) continue;
        if (fails(criterion, owner, ".exit.", false)) allow_only(i);
      }
    }
    look_at_rules(at);
    look_at_rungs();
    // What alone would hold nothing is named beside what does.
    if (held_.holds()) std::ranges::move(short_, std::back_inserter(held_.failed));
    return std::move(held_);
  }

 private:
  void allow_only(std::size_t phase) { held_.phase = held_.phase ? std::min(*held_.phase, phase) : phase; }

  /// Rules that allow only the phase before, while they stand.
  void look_at_rules(std::size_t at) {
    if (at == 0) return;
    for (const auto& [id, rule] : knowledge_.rest_rules) {
      if (rule.effect != RestRule::Effect::hold_back || !applies(rule, facts_)) continue;
      allow_only(at - 1);
      Reason reason = reason_of("rest_rule." + id, "rest_rule." + id + ".do", evaluate(rule.when, facts_),
                                rule.evidence, traits_of(state_, facts_));
      reason.about = About::held;
      held_.failed.push_back(std::move(reason));
    }
  }

  void look_at_rungs() {
    for (const Rung& rung : state_.protocol->rungs) {
      if (rung.order > state_.rung || held_.rung_at_most) break;
      const std::string owner = state_.protocol->id + ".rung." + rung.id;
      for (const Criterion& need : rung.needs) {
        if (fails(need, owner, ".needs.", false)) held_.rung_at_most = rung.order - 1;
      }
    }
  }

  bool fails(const Criterion& criterion, const std::string& owner, std::string_view part, bool while_valid) {
    const auto report = clearly_not_met(criterion, knowledge_, state_, today_, owner, while_valid);
    const std::string rule = "protocol." + owner + std::string(part) + criterion.id;
    if (report) {
      name(held_.failed, rule, *report, message_of(criterion, *report));
      return true;
    }
    if (const auto* measure = std::get_if<MeasureCriterion>(&criterion.rule)) {
      const CriterionReport look = judge_criterion(criterion, knowledge_, state_, today_, owner);
      const bool wrong_side =
          look.value && (measure->at_least ? *look.value < measure->target : *look.value > measure->target);
      if (wrong_side) name(short_, rule, look, "held.within_error");
    }
    return false;
  }

  static std::string message_of(const Criterion& criterion, const CriterionReport& report) {
    if (const auto* measure = std::get_if<MeasureCriterion>(&criterion.rule))
      return measure->at_least ? "held.measure_at_least" : "held.measure_at_most";
    const auto& observed = std::get<ObservedCriterion>(criterion.rule);
    if (observed.field == ObservedCriterion::Field::pain) return "held.pain";
    if (!report.value) return "held.seen";
    if (!report.target) return "held.seen_value";
    const bool at_most = observed.comparison == Comparison::less_equal;
    if (!observed.test.empty()) return at_most ? "held.measure_at_most" : "held.measure_at_least";
    return at_most ? "held.answer_at_most" : "held.answer_at_least";
  }

  /// Two phases may ask for the same thing; it is named once.
  void name(std::vector<Reason>& list, std::string rule, const CriterionReport& report, std::string message) {
    const std::string key = asked_by(report);
    if (std::ranges::find(named_, key) != named_.end()) return;
    named_.push_back(key);
    Reason reason =
        reason_of(std::move(rule), std::move(message), {}, report.evidence, traits_of(state_, facts_));
    reason.about = About::held;
    reason.facts.push_back(report.settled_by);
    auto& arguments = reason.text.arguments;
    arguments["criterion"] = report.text.id;
    if (report.value) arguments["value"] = std::round(*report.value * 10.0) / 10.0;
    if (report.target) arguments["target"] = *report.target;
    if (report.measured_on) arguments["day"] = *report.measured_on;
    std::string unit = report.unit.empty() ? std::string("none") : report.unit;
    std::ranges::transform(unit, unit.begin(), [](unsigned char c) {
      return std::isalnum(c) != 0 ? static_cast<char>(std::tolower(c)) : '_';
    });
    arguments["unit"] = "unit." + unit;
    list.push_back(std::move(reason));
  }

  const Knowledge& knowledge_;
  const State& state_;
  Day today_;
  CaseFacts facts_;
  Held held_;
  std::vector<Reason> short_;
  std::vector<std::string> named_;
};

}  // namespace

Held held_back(const Knowledge& knowledge, const State& state, Day today, std::size_t at) {
  if (state.protocol == nullptr) return {};
  return Holding(knowledge, state, today).up_to(at);
}

}  // namespace hamstring::rehab
