#include "rehab/plan/day_plan.h"

#include <algorithm>
#include <set>

#include "rehab/standing/masked.h"

namespace hamstring::rehab {
namespace {

constexpr std::string_view story_space = "story.";

std::vector<std::string> in_order(const Knowledge& knowledge, const std::set<std::string>& ids) {
  std::vector<std::string> result;
  for (const std::string& id : ids) {
    if (knowledge.questions.contains(id)) result.push_back(id);
  }
  std::ranges::stable_sort(result, {},
                           [&](const std::string& id) { return knowledge.questions.find(id)->second.order; });
  return result;
}

/// The rule that keeps the day free of a session; null where the reason is another one.
const RestRule* rule_without_session(const Knowledge& knowledge, const Reason& reason) {
  constexpr std::string_view space = "rest_rule.";
  if (!reason.rule.starts_with(space)) return nullptr;
  const auto rule = knowledge.rest_rules.find(reason.rule.substr(space.size()));
  const bool ends = rule != knowledge.rest_rules.end() && rule->second.effect == RestRule::Effect::no_session;
  return ends ? &rule->second : nullptr;
}

/// A gate that holds by what was told, not by what nobody was asked.
bool holds(const GateReport& gate) {
  return gate.state == GateState::raised || gate.state == GateState::holding;
}

}  // namespace

std::vector<std::string> allowed_today(const Knowledge& knowledge, const Plan& plan, bool sore) {
  std::vector<const std::vector<std::string>*> lists;
  for (const Reason& reason : plan.reasons) {
    if (const RestRule* rule = rule_without_session(knowledge, reason)) lists.push_back(&rule->allowed);
  }
  const bool by_rule = !lists.empty();
  for (const GateReport& gate : plan.assessment.gates) {
    if (gate.state == GateState::raised) lists.push_back(&gate.allowed);
  }
  if (lists.empty() || (sore && !by_rule)) return {};
  std::vector<std::string> result = *lists.front();
  for (const auto* list : lists)
    std::erase_if(result, [&](const std::string& id) { return std::ranges::find(*list, id) == list->end(); });
  return result;
}

bool keeps_free(const Knowledge& knowledge, const Reason& reason) {
  return rule_without_session(knowledge, reason) != nullptr;
}

namespace {

/// A day of rest on which nothing else is allowed either: ill, in pain, or after a session that was too much.
bool rests_alone(const Knowledge& knowledge, const Plan& plan) {
  return plan.status == PlanStatus::rest && plan.allowed.empty() &&
         std::ranges::any_of(plan.reasons, [&](const Reason& reason) {
           return is_rest(reason.about) || keeps_free(knowledge, reason);
         });
}

/// No session because something is the matter, or because a rule keeps the day free.
bool spares_the_leg(const Knowledge& knowledge, const Plan& plan) {
  return std::ranges::any_of(plan.reasons, [&](const Reason& reason) {
    return is_rest(reason.about) || keeps_free(knowledge, reason);
  });
}

}  // namespace

TestsToday tests_today(const Knowledge& knowledge, const Plan& plan) {
  switch (plan.status) {
    case PlanStatus::suspended:
    case PlanStatus::refused:
      return TestsToday::none;
    case PlanStatus::clinician_first:
      if (led_by_clinician(plan) != nullptr) return TestsToday::all;
      return plan.assessment.verdict >= Verdict::same_day ? TestsToday::none : TestsToday::light;
    case PlanStatus::rest:
      if (rests_alone(knowledge, plan)) return TestsToday::none;
      return spares_the_leg(knowledge, plan) ? TestsToday::light : TestsToday::all;
    case PlanStatus::ask_first:
    case PlanStatus::session:
      return TestsToday::all;
  }
  return TestsToday::none;
}

bool waits(TestsToday tests, const ClinicalTest& test) {
  return tests == TestsToday::none || (tests == TestsToday::light && !test.light);
}

void let_tests_wait(const Knowledge& knowledge, Plan& plan) {
  constexpr std::string_view space = "test.";
  plan.tests = tests_today(knowledge, plan);
  for (CriterionReport& criterion : plan.criteria) {
    if (!criterion.settled_by.starts_with(space)) continue;
    const auto test = knowledge.tests.find(criterion.settled_by.substr(space.size()));
    criterion.waits = test != knowledge.tests.end() && waits(plan.tests, test->second);
  }
  std::erase_if(plan.criteria, [](const CriterionReport& c) { return c.waits && c.only_to_begin; });
}

void let_care_wait(const Knowledge& knowledge, Plan& plan, bool light) {
  for (Care& care : plan.care) {
    std::erase_if(care.measure, [&](const std::string& id) {
      const auto test = knowledge.tests.find(id);
      return test != knowledge.tests.end() && waits(plan.tests, test->second);
    });
    if (care.lines.empty() || (plan.tests == TestsToday::all && !light)) continue;
    care.lines.clear();
    care.minutes = 0;
    care.day_off = true;
  }
}

std::vector<std::string> function_questions(const Knowledge& knowledge, const Assessment& assessment) {
  std::set<std::string> ids;
  const auto add = [&](const std::string& fact) {
    if (!fact.starts_with(story_space)) return;
    const auto question = knowledge.questions.find(fact.substr(story_space.size()));
    if (question == knowledge.questions.end()) return;
    // Whether anything is odd is their own to say as well: the gate that waits for it asks for it again.
    if (question->second.function || !question->second.stands_for.empty()) ids.insert(question->first);
  };
  for (const GateReport& gate : assessment.gates) {
    if (!holds(gate)) continue;
    if (gate.state == GateState::raised) std::ranges::for_each(gate.reason.facts, add);
    for (const UnknownFact& fact : gate.missing) {
      if (fact.cause == UnknownCause::unsure) add(fact.fact);
    }
  }
  return in_order(knowledge, ids);
}

std::vector<std::string> asked_again(const Knowledge& knowledge, const State& state,
                                     const Assessment& assessment, Day today) {
  std::vector<std::string> ids = function_questions(knowledge, assessment);
  if (!pain_was_masked(knowledge, state.ledger, today)) return ids;
  std::erase_if(ids, [&](const std::string& id) {
    const auto told = state.ledger.answers.find(id);
    return told != state.ledger.answers.end() && told->second.back().at.first == today;
  });
  return ids;
}

std::vector<std::string> unsure_questions(const Knowledge& knowledge, const State& state,
                                          const Assessment& assessment) {
  std::set<std::string> ids;
  for (const FlagReport& flag : assessment.flags) {
    if (flag.state != FlagState::unsure) continue;
    for (const UnknownFact& fact : flag.missing) {
      if (fact.cause == UnknownCause::unsure && fact.fact.starts_with(story_space))
        ids.insert(fact.fact.substr(story_space.size()));
    }
  }
  for (const auto& [question, alarm] : state.ledger.alarms) {
    if (!alarm.yes) ids.insert(question);
  }
  return in_order(knowledge, ids);
}

}  // namespace hamstring::rehab
