#include "rehab/standing/held.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <utility>

#include "rehab/standing/criteria.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

/// Whose criteria are looked at again, as of when.
struct Again {
  const Knowledge& knowledge;
  const State& state;
  Day today;
  const CaseFacts& facts;
};

/// A criterion that does not hold now: clearly, or short of its line within the error of its test.
struct Failing {
  Reason reason;
  std::string asked;  ///< what it asks for, whichever phase asks
  bool clearly = false;
};

/// A look at one criterion that somebody passed, by its place in the protocol.
struct Passed {
  const Criterion& criterion;
  std::string owner;
  std::string_view part;  ///< ".exit.", ".hold." or ".needs."
  bool while_valid = false;
  int at_most = 0;  ///< the phase, or the rung, that is left where it fails
};

std::string message_of(const Criterion& criterion, const CriterionReport& report) {
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

Reason held_reason(const Again& again, std::string rule, std::string message, const CriterionReport& report) {
  Reason reason = reason_of(std::move(rule), std::move(message), {}, report.evidence,
                            traits_of(again.state, again.facts));
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
  return reason;
}

std::optional<Failing> failing(const Again& again, const Passed& passed) {
  const Criterion& criterion = passed.criterion;
  const std::string rule = "protocol." + passed.owner + std::string(passed.part) + criterion.id;
  const auto failed = [&](const CriterionReport& report, std::string message, bool clearly) {
    return Failing{.reason = held_reason(again, rule, std::move(message), report),
                   .asked = asked_by(report),
                   .clearly = clearly};
  };
  const auto report =
      clearly_not_met(criterion, again.knowledge, again.state, again.today, passed.owner, passed.while_valid);
  if (report) return failed(*report, message_of(criterion, *report), true);
  const auto* measure = std::get_if<MeasureCriterion>(&criterion.rule);
  if (measure == nullptr) return std::nullopt;
  const CriterionReport look =
      judge_criterion(criterion, again.knowledge, again.state, again.today, passed.owner);
  const bool wrong_side =
      look.value && (measure->at_least ? *look.value < measure->target : *look.value > measure->target);
  if (!wrong_side) return std::nullopt;
  return failed(look, "held.within_error", false);
}

/// An answer on a scale moves by itself from day to day; below which one a phase is closed stands in its
/// `hold`.
bool answered_on_a_scale(const Criterion& criterion) {
  const auto* observed = std::get_if<ObservedCriterion>(&criterion.rule);
  return observed != nullptr && !observed->question.empty();
}

/// What let somebody into the phase `at`: exits of all before it, what closes those up to it.
std::vector<Passed> passed_on_the_way(const Protocol& protocol, std::size_t at) {
  std::vector<Passed> list;
  for (std::size_t i = 0; i <= at && i < protocol.phases.size(); ++i) {
    const Phase& phase = protocol.phases[i];
    const std::string owner = protocol.id + "." + phase.id;
    for (const Criterion& criterion : phase.hold) {
      if (i == 0) continue;
      list.push_back({.criterion = criterion,
                      .owner = owner,
                      .part = ".hold.",
                      .while_valid = true,
                      .at_most = static_cast<int>(i) - 1});
    }
    if (i == at) break;
    for (const Criterion& criterion : phase.exit) {
      if (answered_on_a_scale(criterion)) continue;
      list.push_back(
          {.criterion = criterion, .owner = owner, .part = ".exit.", .at_most = static_cast<int>(i)});
    }
  }
  return list;
}

/// What the rungs up to the present one need.
std::vector<Passed> passed_by_running(const Protocol& protocol, int order) {
  std::vector<Passed> list;
  for (const Rung& rung : protocol.rungs) {
    if (rung.order > order) break;
    for (const Criterion& need : rung.needs)
      list.push_back({.criterion = need,
                      .owner = protocol.id + ".rung." + rung.id,
                      .part = ".needs.",
                      .at_most = rung.order - 1});
  }
  return list;
}

/// What of it fails, and the least that any of it that fails clearly leaves.
struct Looked {
  std::vector<Failing> failing;
  std::optional<int> at_most;
};
/// `first_alone`: what lies above the first that fails is not looked at.
Looked look_at(const Again& again, const std::vector<Passed>& all, bool first_alone) {
  Looked looked;
  for (const Passed& passed : all) {
    if (first_alone && looked.at_most && passed.at_most > *looked.at_most) break;
    std::optional<Failing> one = failing(again, passed);
    if (!one) continue;
    if (one->clearly) looked.at_most = std::min(looked.at_most.value_or(passed.at_most), passed.at_most);
    looked.failing.push_back(*std::move(one));
  }
  return looked;
}

/// Rules that allow only the phase before, while they stand.
std::vector<Failing> rules_that_hold(const Again& again) {
  std::vector<Failing> rules;
  for (const auto& [id, rule] : again.knowledge.rest_rules) {
    if (rule.effect != RestRule::Effect::hold_back) continue;
    const std::optional<Judgement> judgement = applies(rule, again.facts);
    if (!judgement) continue;
    Reason reason = reason_of("rest_rule." + id, "rest_rule." + id + ".do", *judgement, rule.evidence,
                              traits_of(again.state, again.facts));
    reason.about = About::held;
    rules.push_back({.reason = std::move(reason), .asked = {}, .clearly = true});
  }
  return rules;
}

/// Two phases may ask for the same thing; it is named once.
std::vector<Failing> each_once(std::vector<Failing> all) {
  std::vector<Failing> once;
  for (Failing& one : all) {
    if (one.asked.empty() || std::ranges::find(once, one.asked, &Failing::asked) == once.end())
      once.push_back(std::move(one));
  }
  return once;
}

}  // namespace

Held held_back(const Knowledge& knowledge, const State& state, Day today, std::size_t at) {
  if (state.protocol == nullptr) return {};
  const CaseFacts facts(knowledge, state, today);
  const Again again{.knowledge = knowledge, .state = state, .today = today, .facts = facts};
  Looked phases = look_at(again, passed_on_the_way(*state.protocol, at), false);
  std::vector<Failing> rules = at == 0 ? std::vector<Failing>{} : rules_that_hold(again);
  Looked rungs = look_at(again, passed_by_running(*state.protocol, state.rung), true);

  Held held{.failed = {}, .phase = {}, .rung_at_most = rungs.at_most};
  if (phases.at_most) held.phase = static_cast<std::size_t>(*phases.at_most);
  if (!rules.empty()) held.phase = std::min(held.phase.value_or(at - 1), at - 1);

  std::vector<Failing> all = std::move(phases.failing);
  std::ranges::move(rules, std::back_inserter(all));
  std::ranges::move(rungs.failing, std::back_inserter(all));
  std::vector<Failing> once = each_once(std::move(all));
  // What alone would hold nothing is named beside what does.
  const auto within_error = std::ranges::stable_partition(once, &Failing::clearly);
  if (!held.holds()) once.erase(within_error.begin(), within_error.end());
  for (Failing& one : once) held.failed.push_back(std::move(one.reason));
  return held;
}

}  // namespace hamstring::rehab
