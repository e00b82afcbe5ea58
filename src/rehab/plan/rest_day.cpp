#include "rehab/plan/rest_day.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "rehab/standing/judge.h"
#include "rehab/standing/pain_today.h"

namespace hamstring::rehab {
namespace {

std::string_view weekday_word(Day day) {
  constexpr std::string_view words[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  return words[std::chrono::weekday(day).c_encoding()];
}

Message plain(std::string id) {
  return {.id = std::move(id), .arguments = {}};
}

void add(RestToday& rest, RestToday part) {
  rest.rests |= part.rests;
  rest.sore |= part.sore;
  rest.no_running |= part.no_running;
  rest.no_more |= part.no_more;
  if (part.pain) rest.pain = part.pain;
  std::ranges::move(part.reasons, std::back_inserter(rest.reasons));
}

/// Advice and a gentle start are true on every day and head none.
bool of_this_day(const RestRule& rule) {
  return rule.effect != RestRule::Effect::advice && rule.effect != RestRule::Effect::gentle_start;
}

RestToday by_rules(const DayGround& ground, const std::vector<Reason>& told) {
  using Effect = RestRule::Effect;
  RestToday rest;
  for (const auto& [id, rule] : ground.knowledge.rest_rules) {
    const std::optional<Judgement> judgement = applies(rule, ground.facts);
    if (!judgement) continue;
    const std::string name = "rest_rule." + id;
    const bool ends = rule.effect == Effect::no_session;
    if (ends || std::ranges::find(told, name, &Reason::rule) == told.end())
      rest.reasons.push_back(ground.say(name, plain(name + ".do"), rule.evidence,
                                        of_this_day(rule) ? About::rest_rule : About::background,
                                        *judgement));
    rest.rests |= ends;
    rest.no_running |= rule.effect == Effect::no_running;
    rest.no_more |= rule.effect == Effect::no_progress || rule.effect == Effect::hold_back;
  }
  return rest;
}

bool too_much_from(const State& state, Day first, Day last) {
  return std::ranges::any_of(state.ledger.sessions, [&](const SessionRecord& s) {
    return s.tolerance == Tolerance::not_tolerated && s.day >= first && s.day <= last;
  });
}

RestToday by_setback(const DayGround& ground) {
  const State& state = ground.state;
  const Evidence& evidence = state.protocol->progress_evidence;
  RestToday rest;
  rest.sore = rest.rests = too_much_from(state, ground.today - std::chrono::days(1), ground.today) ||
                           state.rest_on == ground.today;
  if (rest.sore) {
    const bool today = too_much_from(state, ground.today, ground.today);
    rest.reasons.push_back(ground.say(
        ground.rule_of("progress"), plain(today ? "status.rest_too_much_today" : "status.rest_after_setback"),
        evidence, today ? About::too_much_today : About::after_setback));
  }
  if (const auto& sessions = state.ledger.sessions; !sessions.empty()) {
    if (auto text = noise_message(sessions.back()))
      rest.reasons.push_back(ground.say(ground.rule_of("progress"), *std::move(text), evidence, About::held));
  }
  if (ground.setback == nullptr) return rest;
  if (auto text = setback_message(*ground.setback, ground.pain_limit))
    rest.reasons.push_back(ground.say(ground.rule_of("progress"), *std::move(text), evidence, About::held));
  return rest;
}

RestToday by_weekday(const DayGround& ground) {
  RestToday rest;
  const auto& days = ground.settings.training_days;
  rest.rests = !days.empty() && std::ranges::find(days, weekday_word(ground.today)) == days.end();
  if (rest.rests)
    rest.reasons.push_back(
        ground.say("setting.training_days", "status.rest_no_training_day", About::no_training_day));
  return rest;
}

RestToday by_pain(const DayGround& ground) {
  const State& state = ground.state;
  const Evidence& evidence = state.protocol->pain_evidence;
  RestToday rest;
  rest.pain = pain_of_today(state, ground.today, ground.pain_limit);
  if (rest.pain && *rest.pain > ground.pain_limit) {
    rest.sore = rest.rests = true;
    rest.reasons.push_back(
        ground.say(ground.rule_of("pain"), plain("status.rest_pain"), evidence, About::pain));
  }
  for (auto& [test, text] : tests_that_hurt(state, ground.today, ground.pain_limit)) {
    rest.reasons.push_back(ground.say(ground.rule_of("pain"), std::move(text), evidence, About::held));
    rest.reasons.back().facts.push_back("test." + test);
  }
  rest.no_more = !rest.pain || *rest.pain > state.protocol->progress_before_max;
  return rest;
}

}  // namespace

RestToday rest_today(const DayGround& ground, bool rests, const std::vector<Reason>& told) {
  RestToday rest;
  rest.rests = rests;
  add(rest, by_rules(ground, told));
  add(rest, by_setback(ground));
  add(rest, by_weekday(ground));
  add(rest, by_pain(ground));
  if (!rest.pain && !rest.rests)
    rest.reasons.push_back(ground.say(ground.rule_of("progress"), plain("status.held_pain_unknown"),
                                      ground.state.protocol->progress_evidence, About::today));
  return rest;
}

}  // namespace hamstring::rehab
