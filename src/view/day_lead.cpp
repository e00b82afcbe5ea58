// The sentence that is about today: what was, with its number, and what follows for today.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rehab/plan/day_plan.h"
#include "rehab/standing/done_today.h"
#include "rehab/standing/growth.h"
#include "rehab/standing/illness.h"
#include "rehab/standing/pain_today.h"
#include "view/day_story.h"

namespace hamstring::service {
namespace {

using namespace rehab;

constexpr int long_ago_days =
    4;  // from here on days off say more of today than the session before them; as gap_4

using Sentences = std::vector<Message>;

long long whole(auto number) {
  return static_cast<long long>(number);
}

const Reason* reason_about(const Plan& plan, About about) {
  const auto found = std::ranges::find(plan.reasons, about, &Reason::about);
  return found == plan.reasons.end() ? nullptr : &*found;
}

const Reason* reason_saying(const Plan& plan, std::string_view text) {
  const auto found = std::ranges::find(plan.reasons, text, [](const Reason& r) { return r.text.id; });
  return found == plan.reasons.end() ? nullptr : &*found;
}

/// The last session of before today, in this episode.
const SessionRecord* last_session(const DayFacts& facts) {
  const Day onset = facts.state.onset_or(Day{});
  for (auto it = facts.state.ledger.sessions.rbegin(); it != facts.state.ledger.sessions.rend(); ++it) {
    if (it->done && it->day < facts.plan.today && it->day >= onset) return &*it;
  }
  return nullptr;
}

/// The test that a criterion goes by; empty where it goes by none.
std::string test_of(const Criterion& criterion) {
  if (const auto* seen = std::get_if<ObservedCriterion>(&criterion.rule)) return seen->test;
  if (const auto* measured = std::get_if<MeasureCriterion>(&criterion.rule)) return measured->test;
  return {};
}

/// The tests that had to be met for the present phase to open.
std::vector<std::string> tests_of_entry(const State& state) {
  std::vector<std::string> tests;
  for (const Phase& phase : state.protocol->phases) {
    for (const Criterion& criterion : phase.exit) {
      const std::string rule =
          fmt::format("protocol.{}.{}.exit.{}", state.protocol->id, phase.id, criterion.id);
      const std::string test = test_of(criterion);
      if (!test.empty() && std::ranges::find(state.entered, rule, &Reason::rule) != state.entered.end())
        tests.push_back(test);
    }
  }
  return tests;
}

/// The test whose result opened the present phase: the last one of those that had to be met, done when it
/// opened or on the day before. Empty where none was: what was met long before did not open it.
std::string opened_by(const State& state) {
  if (state.protocol == nullptr) return {};
  std::string opener;
  std::optional<Moment> latest;
  for (const std::string& test : tests_of_entry(state)) {
    const auto done = state.ledger.tests.find(test);
    if (done == state.ledger.tests.end()) continue;
    for (const TestRecord& record : done->second) {
      if (record.at.first > state.phase_since || (latest && record.at <= *latest)) continue;
      latest = record.at;
      opener = test;
    }
  }
  const bool near = latest && days_between(latest->first, state.phase_since) <= 1;
  return near ? opener : std::string();
}

/// Gone up into, not fallen back.
bool went_up(const State& state) {
  return std::ranges::any_of(state.entered, [](const Reason& reason) {
    return reason.rule.find(".exit.") != std::string::npos || reason.text.id == "status.begins_further_on";
  });
}

void say_phase_begins(const DayFacts& facts, Sentences& said) {
  said.push_back(
      {.id = "lead.phase_begins",
       .arguments = {{"phase", "protocol." + facts.plan.protocol + ".phase." + facts.plan.phase}}});
  if (const std::string test = opened_by(facts.state); !test.empty())
    said.push_back({.id = "lead.opened_by", .arguments = {{"test", "test." + test + ".name"}}});
}

/// What the last session has to do with today.
void say_last_session(const DayFacts& facts, const SessionRecord& last, Sentences& said) {
  const std::string named = session_named(last.day, facts.plan.today);
  const int ago = days_between(last.day, facts.plan.today);
  if (ago >= long_ago_days) {
    said.push_back({.id = "lead.gap", .arguments = {{"n", whole(ago)}}});
  } else if (last.tolerance == Tolerance::tolerated && last.worst && last.morning) {
    said.push_back({.id = "lead.borne",
                    .arguments = {{"session", named}, {"worst", *last.worst}, {"morning", *last.morning}}});
  } else if (last.tolerance == Tolerance::not_known && !last.morning) {
    said.push_back({.id = "lead.morning_not_told", .arguments = {{"session", named}}});
  } else {
    said.push_back({.id = "lead.after", .arguments = {{"session", named}}});
  }
}

/// A run that was far more than was allowed, with both numbers; `named`: the session, empty where it is
/// today's.
Message far_run_message(const DayFacts& facts, const FarRun& far, const std::string& named) {
  const char* by = far.by == FarRun::By::distance   ? "distance"
                   : far.by == FarRun::By::duration ? "duration"
                                                    : "speed";
  const double shown = far.by == FarRun::By::distance   ? std::round(far.told / 100.0) / 10.0
                       : far.by == FarRun::By::duration ? std::round(far.told / 60.0)
                                                        : std::round(far.told * 36.0) / 10.0;
  Message amount{
      .id = fmt::format("lead.far.{}{}", by, named.empty() ? "_today" : ""),
      .arguments = {{"n", shown},
                    {"rung", far.allowed.empty() ? std::string("lead.far.no_running")
                                                 : fmt::format("protocol.{}.rung.{}",
                                                               facts.state.protocol->id, far.allowed)}}};
  if (!named.empty()) amount.arguments["session"] = named;
  return amount;
}

/// Where the last session's run was far more than was allowed, and not long ago: that, before anything else.
bool say_far_run(const DayFacts& facts, Sentences& said) {
  const SessionRecord* last = last_session(facts);
  if (last == nullptr || days_between(last->day, facts.plan.today) >= long_ago_days) return false;
  for (const SessionRecord& session : facts.state.ledger.sessions) {
    if (session.day != last->day || !session.far) continue;
    said.push_back(far_run_message(facts, *session.far, session_named(session.day, facts.plan.today)));
    return true;
  }
  return false;
}

/// Whether the sessions of that day were of the phase that is present now, not of the one that it followed.
bool is_of_present_phase(const State& state, Day day) {
  return day > state.phase_since ||
         (day == state.phase_since && state.phase && &phase_of_day(state, day) == state.current_phase());
}

/// What was.
Sentences before_today(const DayFacts& facts) {
  Sentences said;
  const Plan& plan = facts.plan;
  if (const Reason* held = reason_about(plan, About::held)) {
    said.push_back(held->text);
    return said;
  }
  if (say_far_run(facts, said)) return said;
  const SessionRecord* last = last_session(facts);
  // It begins on the day after it was reached; who waits longer is told what else is true of the day, and so
  // is who has begun it already: it opened before that day's session.
  const bool new_phase = plan.state.phases_passed > 0 && went_up(facts.state) &&
                         days_between(facts.state.phase_since, plan.today) <= 1 &&
                         (last == nullptr || !is_of_present_phase(facts.state, last->day));
  if (new_phase) {
    say_phase_begins(facts, said);
  } else if (last != nullptr) {
    say_last_session(facts, *last, said);
  } else if (plan.day_of_injury > 0 && day_is_counted(facts.timeline)) {
    said.push_back({.id = "lead.first_session_on", .arguments = {{"n", whole(plan.day_of_injury)}}});
  } else {
    said.push_back({.id = "lead.first_session", .arguments = {}});
  }
  return said;
}

/// Order of the rung that was run last; 0 where none was.
int last_rung(const DayFacts& facts) {
  for (auto it = facts.state.ledger.sessions.rbegin(); it != facts.state.ledger.sessions.rend(); ++it) {
    if (it->day >= facts.plan.today || it->day < facts.state.onset_or(Day{})) continue;
    if (it->body == nullptr || !it->body->run || facts.state.protocol == nullptr) continue;
    // What went far beyond a rung is followed by that one again, and is no step up from the one before.
    const Rung* rung = rung_named(*facts.state.protocol, it->far ? it->far->allowed : it->body->run->rung);
    if (rung != nullptr) return rung->order;
  }
  return 0;
}

Message of_run(const DayFacts& facts) {
  const Plan& plan = facts.plan;
  const Rung* rung =
      facts.state.protocol == nullptr ? nullptr : rung_named(*facts.state.protocol, plan.run->rung);
  const int before = last_rung(facts), now = rung == nullptr ? 0 : rung->order;
  const char* id = before == 0    ? "lead.so.run_new"
                   : now > before ? "lead.so.run_up"
                   : now < before ? "lead.so.run_down"
                                  : "lead.so.run_again";
  return {.id = id,
          .arguments = {{"rung", fmt::format("protocol.{}.rung.{}", plan.protocol, plan.run->rung)}}};
}

Message of_exercises(const Plan& plan) {
  const auto count = [&](DoseChange change) {
    return std::ranges::count(plan.lines, change, &SessionLine::change);
  };
  const std::map<std::string, Argument> all{{"n", whole(plan.lines.size())}};
  const auto heavier = std::ranges::find(plan.lines, DoseChange::heavier, &SessionLine::change);
  if (heavier != plan.lines.end())
    return {.id = "lead.so.heavier", .arguments = {{"exercise", "exercise." + heavier->exercise + ".name"}}};
  if (count(DoseChange::lighter) > 0) return {.id = "lead.so.lighter", .arguments = all};
  if (count(DoseChange::held) == whole(plan.lines.size())) return {.id = "lead.so.held", .arguments = all};
  return {.id = "lead.so.exercises", .arguments = all};
}

Sentences of_session(const DayFacts& facts) {
  const Plan& plan = facts.plan;
  Sentences said = before_today(facts);
  if (reason_saying(plan, "status.light_after_setback") != nullptr) {
    // As last time is not less than before: what was light already stays so.
    const bool still = !plan.lines.empty() && std::ranges::all_of(plan.lines, [](const SessionLine& line) {
      return line.change == DoseChange::held;
    });
    said.push_back({.id = still ? "lead.so.light_still" : "lead.so.light",
                    .arguments = {{"n", whole(plan.lines.size())}}});
  } else if (const Reason* held = reason_saying(plan, "status.held_back")) {
    said.push_back(held->text);
  } else if (plan.run) {
    said.push_back(of_run(facts));
  } else if (!plan.lines.empty()) {
    said.push_back(of_exercises(plan));
  }
  return said;
}

struct DoneToday {
  std::set<std::string, std::less<>> exercises;  ///< one that was done twice is one
  std::string rung;
  std::optional<double> worst;
  std::optional<FarRun> far;
  bool too_much = false;
};

DoneToday done_today(const DayFacts& facts) {
  DoneToday done;
  for (const SessionRecord& session : facts.state.ledger.sessions) {
    if (session.day != facts.plan.today || !session.done) continue;
    if (session.worst) done.worst = std::max(done.worst.value_or(0.0), *session.worst);
    done.too_much |= session.tolerance == Tolerance::not_tolerated;
    if (session.far) done.far = session.far;
    if (session.body == nullptr) continue;
    for (const DoneLine& line : session.body->lines) {
      if (line.sets > 0) done.exercises.insert(line.exercise);
    }
    if (!session.body->run || facts.state.protocol == nullptr) continue;
    // By the name that it has today; a run of another program has none here.
    const Rung* rung = rung_named(*facts.state.protocol, session.body->run->rung);
    if (rung != nullptr) done.rung = rung->id;
  }
  return done;
}

/// The sum of what was done today.
Sentences sum_of(const DayFacts& facts) {
  const DoneToday done = done_today(facts);
  Message sum{.id = "lead.done", .arguments = {{"n", whole(done.exercises.size())}}};
  if (!done.rung.empty()) {
    sum.id = !done.exercises.empty() ? "lead.done_and_run" : "lead.done_run";
    sum.arguments["rung"] = fmt::format("protocol.{}.rung.{}", facts.plan.protocol, done.rung);
  } else if (done.exercises.empty()) {
    sum.id = "lead.done_something";
  }
  Sentences said{std::move(sum)};
  if (done.far) said.push_back(far_run_message(facts, *done.far, {}));
  if (done.too_much && done.worst && *done.worst > facts.plan.pain_limit) {
    said.push_back(
        {.id = "lead.too_much", .arguments = {{"worst", *done.worst}, {"limit", facts.plan.pain_limit}}});
  } else if (done.too_much) {
    said.push_back({.id = "status.rest_too_much_today", .arguments = {}});
  } else {
    if (done.worst) said.push_back({.id = "lead.worst", .arguments = {{"worst", *done.worst}}});
    said.push_back({.id = done.far ? "lead.far.counts" : "lead.counts_tomorrow", .arguments = {}});
  }
  return said;
}

Sentences of_left(const DayFacts& facts) {
  Sentences said = sum_of(facts);
  said.pop_back();
  const Plan& plan = facts.plan;
  if (!plan.lines.empty())
    said.push_back(
        {.id = plan.run ? "lead.left_and_run" : "lead.left", .arguments = {{"n", whole(plan.lines.size())}}});
  else
    said.push_back({.id = "lead.left_run", .arguments = {}});
  return said;
}

/// The first reason that keeps this day free, in its own words, with the day that it is.
Sentences by_its_reason(const DayFacts& facts) {
  const Plan& plan = facts.plan;
  Sentences said;
  const auto keeps = [&](const Reason& reason) {
    return is_rest(reason.about) || keeps_free(facts.words.knowledge(), reason);
  };
  auto reason = std::ranges::find_if(plan.reasons, keeps);
  if (reason == plan.reasons.end())
    reason = std::ranges::find(plan.reasons, About::rest_rule, &Reason::about);
  if (reason == plan.reasons.end()) return said;
  if (plan.day_of_injury > 0 && facts.state.ledger.episode() != nullptr && !facts.state.returned_on &&
      day_is_counted(facts.timeline))
    said.push_back({.id = "lead.day", .arguments = {{"n", whole(plan.day_of_injury)}}});
  said.push_back(reason->text);
  return said;
}

Sentences of_rest(const DayFacts& facts) {
  const Plan& plan = facts.plan;
  if (plan.illness) {
    const int day = days_between(plan.illness->from, plan.today) + 1;
    return {{.id = "lead.ill", .arguments = {{"n", whole(day)}}}};
  }
  if (reason_about(plan, About::pain) != nullptr) {
    if (const auto pain = pain_of_today(facts.state, plan.today, plan.pain_limit))
      return {{.id = "lead.rest_pain", .arguments = {{"pain", *pain}, {"limit", plan.pain_limit}}}};
  }
  const SessionRecord* setback = unsettled_setback(facts.state);
  if (reason_about(plan, About::after_setback) != nullptr && setback != nullptr) {
    if (auto text = setback_message(*setback, plan.pain_limit))
      return {*std::move(text), {.id = "lead.so.rest", .arguments = {}}};
  }
  Sentences said;
  const SessionRecord* last = last_session(facts);
  if (reason_about(plan, About::no_training_day) != nullptr) {
    said.push_back({.id = "lead.no_training_day", .arguments = {{"weekday", weekday_named(plan.today)}}});
  } else if (say_far_run(facts, said)) {
    said.push_back({.id = "lead.so.rest", .arguments = {}});
    return said;
  } else if (reason_about(plan, About::spacing) != nullptr && last != nullptr) {
    said.push_back({.id = "lead.spacing", .arguments = {{"session", session_named(last->day, plan.today)}}});
  } else {
    said = by_its_reason(facts);
  }
  // Whoever was never hurt runs anyway: the day is free of what the plan adds, not of their own running.
  if (plan.status == PlanStatus::rest && facts.state.ledger.episodes.empty())
    said.push_back({.id = "lead.own_running", .arguments = {}});
  return said;
}

/// How long the short set was not answered.
Sentences of_check(const DayFacts& facts) {
  const auto& last = facts.state.ledger.last_rescreen;
  const int ago = last ? days_between(last->first, facts.plan.today) : 0;
  if (ago < 1) return {};
  // They would hold on; what was told since was told without all of them.
  if (ago <= facts.words.knowledge().policy.rescreen_max_age_days)
    return {{.id = "lead.check_told", .arguments = {}}};
  return {{.id = "lead.check", .arguments = {{"n", whole(ago)}}}};
}

}  // namespace

std::string session_named(Day of, Day today) {
  const int ago = days_between(of, today);
  constexpr int a_week = 7;
  if (ago == 1) return "session_of.yesterday";
  if (ago < 1 || ago >= a_week) return "session_of.before";
  return "session_of." + weekday_named(of).substr(std::string_view("entry.weekday.").size());
}

std::string weekday_named(Day day) {
  constexpr const char* words[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  return fmt::format("entry.weekday.{}", words[std::chrono::weekday(day).c_encoding()]);
}

std::vector<Message> lead_of(const DayFacts& facts) {
  switch (facts.plan.day.after_morning) {
    case DayHead::session:
      return of_session(facts);
    case DayHead::left:
      return of_left(facts);
    case DayHead::done:
      return sum_of(facts);
    case DayHead::rest:
      return of_rest(facts);
    case DayHead::check:
      return of_check(facts);
    case DayHead::ask_first:
      return {{.id = "lead.ask", .arguments = {{"n", whole(facts.plan.ask.size())}}}};
    case DayHead::suspended:
    case DayHead::refused:
    case DayHead::clinician_first:
    case DayHead::morning:
      break;
  }
  return {};
}

}  // namespace hamstring::service
