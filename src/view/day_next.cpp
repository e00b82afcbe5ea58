// What comes next, what it still needs, and when the next session is.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "view/day_story.h"
#include "view/next_decision.h"

namespace hamstring::service {
namespace {

using namespace rehab;

constexpr std::size_t named_at_most = 3;  // more than these is a list, and stands on Progress

/// The phase that the present one opens; empty where it is the last.
std::string phase_after(const DayFacts& facts) {
  const Phase* phase = facts.state.current_phase();
  return phase == nullptr || phase->next.empty()
             ? std::string{}
             : fmt::format("protocol.{}.phase.{}", facts.plan.protocol, phase->next);
}

std::string name_of(const DayFacts& facts, const CriterionReport& criterion) {
  const std::string& by = criterion.settled_by;
  if (by.starts_with("rung.")) return facts.words("protocol." + facts.plan.protocol + "." + by);
  if (by.starts_with("exercise.")) return facts.words(by + ".name");
  return facts.words(criterion.text);
}

/// One thing that is still needed, as part of a sentence.
std::string needed(const DayFacts& facts, const CriterionReport& criterion) {
  if (criterion.settled_by.starts_with("test."))
    return facts.words(
        Message{.id = "next_step.test", .arguments = {{"test", criterion.settled_by + ".name"}}});
  const std::string name = name_of(facts, criterion);
  if (criterion.settled_by.starts_with("rung.") || criterion.settled_by.starts_with("exercise.")) {
    return facts.words(Message{.id = criterion.need > 1 ? "next_step.times" : "next_step.once",
                               .arguments = {{"what", name},
                                             {"have", static_cast<long long>(criterion.have)},
                                             {"need", static_cast<long long>(criterion.need)}}});
  }
  return facts.words(Message{.id = "next_step.quoted", .arguments = {{"what", name}}});
}

/// "a, b and c"
std::string listed(const Words& words, const std::vector<std::string>& parts) {
  std::string text = parts.front();
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) text += ", " + parts[i];
  if (parts.size() < 2) return text;
  return words(Message{.id = "next_step.and", .arguments = {{"a", text}, {"b", parts.back()}}});
}

/// What opens the next phase.
void say_phase(const DayFacts& facts, std::vector<Message>& said) {
  const std::string phase = phase_after(facts);
  if (phase.empty()) return;
  std::vector<std::string> open;
  for (const CriterionReport& criterion : facts.plan.criteria) {
    if (criterion.beside || criterion.state == CriterionState::met) continue;
    std::string part = needed(facts, criterion);
    if (std::ranges::find(open, part) == open.end()) open.push_back(std::move(part));
  }
  if (open.empty()) {
    if (is_ready(facts.plan)) said.push_back({.id = "next_step.ready", .arguments = {{"phase", phase}}});
    return;
  }
  const bool more = open.size() > named_at_most;
  if (more) open.resize(named_at_most);
  said.push_back({.id = more ? "next_step.before_and_more" : "next_step.before",
                  .arguments = {{"phase", phase}, {"list", listed(facts.words, open)}}});
}

/// On a day without anything left to do.
void say_session(const DayFacts& facts, std::vector<Message>& said) {
  const auto next = std::ranges::find(facts.ahead, true, &ForeseenDay::session);
  if (next == facts.ahead.end()) return;
  if (days_between(facts.plan.today, next->day) == 1)
    said.push_back({.id = "next_step.session_tomorrow", .arguments = {}});
  else
    said.push_back({.id = "next_step.session_on", .arguments = {{"weekday", weekday_named(next->day)}}});
}

/// How far what somebody wants back lies up the ladder.
void say_goal(const DayFacts& facts, std::vector<Message>& said) {
  if (!facts.plan.goal) return;
  const GoalAhead& goal = *facts.plan.goal;
  said.push_back(
      {.id = goal.behind           ? "next_step.goal_here"
             : goal.rungs_left > 0 ? "next_step.goal"
                                   : "next_step.goal_on",
       .arguments = {{"goal", "goal." + goal.goal + ".in"},
                     {"n", static_cast<long long>(goal.rungs_left)},
                     {"rung", fmt::format("protocol.{}.rung.{}", facts.plan.protocol, goal.rung)}}});
}

}  // namespace

std::vector<Message> next_of(const DayFacts& facts) {
  std::vector<Message> said;
  if (!trains(facts.plan)) return said;
  if (facts.plan.status == PlanStatus::rest) say_session(facts, said);
  say_phase(facts, said);
  say_goal(facts, said);
  if (const auto& watch = facts.plan.follow_up.watch)
    said.push_back({.id = "next_step.watch",
                    .arguments = {{"n", static_cast<long long>(watch->day)},
                                  {"of", static_cast<long long>(watch->days)}}});
  return said;
}

}  // namespace hamstring::service
