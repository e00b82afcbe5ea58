#include "view/next_decision.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace hamstring::service {

using namespace rehab;

namespace {

constexpr int week_days = 7;
constexpr int spare_days = 7;  // a session that is missed or not tolerated; our assumption

Message say(const char* id) {
  return {.id = id, .arguments = {}};
}

/// Name of what settles a criterion; its own sentence where nothing has a name.
std::string settled_by_words(const Words& words, const Plan& plan, const CriterionReport& criterion) {
  const std::string& by = criterion.settled_by;
  if (by.starts_with("test.") || by.starts_with("exercise.")) return words(by + ".name");
  if (by.starts_with("rung.")) return words("protocol." + plan.protocol + "." + by);
  return words(criterion.text);
}

/// The criterion that is nearest to being known: one that only needs a test comes before one that needs time.
const CriterionReport* open_criterion(const Plan& plan) {
  const CriterionReport* best = nullptr;
  for (const CriterionReport& c : plan.criteria) {
    if (c.state == CriterionState::met) continue;
    const bool test = c.settled_by.starts_with("test.");
    if (best == nullptr || (test && !best->settled_by.starts_with("test."))) best = &c;
  }
  return best;
}

/// Days that `times` sessions take where each needs `every_days`, and `asked` a week are done.
int days_for(int times, int every_days, int asked) {
  const int a_week = std::max(1, asked);
  return std::max(times * every_days, (times * week_days + a_week - 1) / a_week);
}

struct DayRange {
  int min, max;
};

/// From the present rung over all between to the one that is asked for: every run tolerated at the soonest,
/// the present rung from its start and some days to spare at the latest. Nothing where no rung is asked for
/// or the present one is not known.
std::optional<DayRange> days_on_ladder(const Knowledge& knowledge, const Plan& plan,
                                       const CriterionReport& open, int asked) {
  const auto protocol = knowledge.protocols.find(plan.protocol);
  if (protocol == knowledge.protocols.end() || !open.settled_by.starts_with("rung.")) return std::nullopt;
  const auto& rungs = protocol->second.rungs;
  const auto at = std::ranges::find(rungs, plan.state.rung, &Rung::order);
  const auto goal = std::ranges::find(rungs, open.settled_by.substr(5), &Rung::id);
  if (at == rungs.end() || goal == rungs.end() || goal < at) return std::nullopt;
  const int runs = open.need - open.have;
  // One that is due today needs no day of waiting before it.
  if (goal == at)
    return DayRange{.min = (runs - 1) * goal->every_days + 1,
                    .max = days_for(runs, goal->every_days, asked) + spare_days};
  DayRange days{.min = 1, .max = days_for(at->tolerated_needed, at->every_days, asked) + spare_days};
  for (auto rung = at + 1; rung != goal; ++rung) {
    days.min += rung->tolerated_needed * rung->every_days;
    days.max += days_for(rung->tolerated_needed, rung->every_days, asked);
  }
  return DayRange{.min = days.min + runs * goal->every_days,
                  .max = days.max + days_for(runs, goal->every_days, asked)};
}

bool all_met(const Plan& plan) {
  // What stands beside the exit ends no phase.
  const bool has_exit = !std::ranges::all_of(plan.criteria, &CriterionReport::beside);
  return has_exit && std::ranges::all_of(plan.criteria, [](const CriterionReport& c) {
           return c.beside || c.state == CriterionState::met;
         });
}

}  // namespace

bool trains(const Plan& plan) {
  return plan.status == PlanStatus::session || plan.status == PlanStatus::rest;
}

bool is_ready(const Plan& plan) {
  return trains(plan) && all_met(plan) && plan.tests == TestsToday::all;
}

Json next_decision_json(const Words& words, const Plan& plan, int asked) {
  const auto made = [&](std::string what, const Message& when) {
    return Json{{"what", std::move(what)}, {"when", words(when)}};
  };
  const auto days = [](int from, int to) {
    return Message{.id = from == to ? "next.in_days_at_least" : "next.in_days",
                   .arguments = {{"from", static_cast<long long>(from)}, {"to", static_cast<long long>(to)}}};
  };
  if (plan.status == PlanStatus::refused) return made(words("next.led_elsewhere"), say("next.when_they_say"));
  if (plan.status == PlanStatus::ask_first) return made(words("next.questions"), say("next.when_answered"));
  if (!trains(plan)) return made(words("next.clinician"), say("next.first"));
  if (all_met(plan)) return made(words("next.phase"), say(is_ready(plan) ? "next.now" : "next.when_calm"));
  if (const CriterionReport* open = open_criterion(plan)) {
    const std::string what = settled_by_words(words, plan, *open);
    if (open->settled_by.starts_with("test.")) return made(what, say("next.when_tested"));
    if (open->settled_by == "clinician") return made(what, say("next.when_they_say"));
    if (open->settled_by == "injury.day" && open->value && open->target) {
      const int left = static_cast<int>(std::ceil(*open->target - *open->value));
      return made(what, days(left, left));
    }
    if (const auto left = days_on_ladder(words.knowledge(), plan, *open, asked))
      return made(what, days(left->min, left->max));
    if (open->need > open->have) {
      const int left = open->need - open->have;
      return made(what, days(left, days_for(left, 1, asked) + spare_days));
    }
    return made(what, say("next.when_answered"));
  }
  if (const auto& watch = plan.follow_up.watch)
    return made(words("next.watch"), days(watch->days - watch->day, watch->days - watch->day));
  return made(words("next.keep_going"), say("next.week_by_week"));
}

}  // namespace hamstring::service
