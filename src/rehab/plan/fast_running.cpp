#include "rehab/plan/fast_running.h"

#include <algorithm>

namespace hamstring::rehab {
namespace {

const Prevention* exposure_of(const Knowledge& knowledge) {
  const auto found = std::ranges::find_if(knowledge.prevention,
                                          [](const auto& named) { return named.second.fast.has_value(); });
  return found == knowledge.prevention.end() ? nullptr : &found->second;
}

/// An answer in m/s; nothing where it was not told, or no such question is named.
std::optional<double> told_speed(const DayGround& ground, const std::string& question) {
  if (question.empty()) return std::nullopt;
  const FactValue told = ground.facts.get({.space = "story", .item = question, .field = {}});
  const auto* speed = std::get_if<Measured>(&told);
  return speed == nullptr ? std::nullopt : std::optional(speed->value);
}

/// The person's own top speed [m/s].
std::optional<double> top_speed(const DayGround& ground) {
  const Question* asked = question_of(ground.knowledge, OwnSpeed::top);
  return asked == nullptr ? std::nullopt : told_speed(ground, asked->id);
}

/// By its rung, or by the speed that was told where that is more.
Pace pace_of_run(const DoneRun& run, const Protocol& protocol, const FastRunning& rule,
                 std::optional<double> top) {
  const Rung* rung = rung_named(protocol, run.rung);
  const Pace asked = rung == nullptr ? Pace::easy : pace_of(*rung, rule);
  if (!run.top_speed_m_s || !top || *top <= 0.0) return asked;
  const double percent = 100.0 * *run.top_speed_m_s / *top;
  const Pace told = percent >= rule.full_from   ? Pace::full
                    : percent >= rule.fast_from ? Pace::fast
                                                : Pace::easy;
  return std::max(asked, told);
}

/// A limit holds while it may hold: nobody is asked to sprint before it is known whether they wish to.
void limit(FastToday& fast, const DayGround& ground) {
  for (const FastRunning::Limit& one : fast.rule->limits) {
    const Judgement holds = evaluate(one.when, ground.facts);
    if (holds.truth == Truth::no) continue;
    fast.limits.push_back(&one);
    fast.most = std::min(fast.most, one.most);
    fast.missing.insert(fast.missing.end(), holds.unknown.begin(), holds.unknown.end());
    if (const auto speed = told_speed(ground, one.not_above)) {
      fast.not_above = std::min(fast.not_above.value_or(*speed), *speed);
    } else if (!one.not_above.empty() && holds.truth == Truth::yes) {
      fast.missing.push_back({.fact = "story." + one.not_above, .cause = UnknownCause::not_asked});
    }
  }
}

}  // namespace

std::vector<Reason> reasons_of(const FastToday& fast, const DayGround& ground) {
  std::vector<Reason> reasons;
  if (fast.rule == nullptr) return reasons;
  const std::string rule = "prevention." + fast.program->id;
  for (const FastRunning::Limit* one : fast.limits) {
    const std::string limit = rule + ".limit." + one->id;
    reasons.push_back(ground.say(limit, {.id = limit, .arguments = {}}, one->evidence, About::background));
  }
  Message last{.id = "exposure.never", .arguments = {}};
  if (fast.last_fast) {
    last = {.id = fast.last_full ? "exposure.last" : "exposure.last_not_full",
            .arguments = {{"fast", *fast.last_fast}}};
    if (fast.last_full) last.arguments["full"] = *fast.last_full;
  }
  reasons.push_back(ground.say(rule, std::move(last), fast.program->evidence, About::today));
  return reasons;
}

std::optional<int> below_what_hurt(const State& state) {
  const Rung* hurt = nullptr;
  const Day onset = state.onset_or(Day{});
  for (const SessionRecord& session : state.ledger.sessions) {
    if (session.body == nullptr || !session.body->run || session.day < onset) continue;
    if (session.tolerance == Tolerance::tolerated) hurt = nullptr;
    const Rung* done = rung_named(*state.protocol, session.body->run->rung);
    // Of several the lowest: more pain in a later, faster run must not open what an earlier one closed.
    if (session.tolerance == Tolerance::not_tolerated && done != nullptr)
      hurt = hurt == nullptr || done->order < hurt->order ? done : hurt;
  }
  if (hurt == nullptr || hurt == &state.protocol->rungs.front()) return std::nullopt;
  return (hurt - 1)->order;
}

Pace pace_of(const Rung& rung, const FastRunning& rule) {
  if (std::ranges::find(rule.easy, rung.form) != rule.easy.end()) return Pace::easy;
  return rung.percent.max >= rule.full_from ? Pace::full : Pace::fast;
}

FastToday fast_today(const DayGround& ground) {
  FastToday fast;
  const State& state = ground.state;
  const Prevention* exposure = exposure_of(ground.knowledge);
  if (exposure == nullptr || state.protocol == nullptr ||
      truth_of(exposure->not_when, ground.facts) == Truth::yes)
    return fast;
  const FastRunning& rule = *exposure->fast;
  fast.rule = &rule;
  fast.program = exposure;
  const std::optional<double> top = top_speed(ground);
  std::vector<Day> of_week;  // the days of the six before today and of today on which somebody ran fast
  for (const SessionRecord& session : state.ledger.sessions) {
    if (session.body == nullptr || !session.body->run || session.day > ground.today) continue;
    const Pace pace = pace_of_run(*session.body->run, *state.protocol, rule, top);
    if (pace == Pace::easy) continue;
    fast.last_fast = session.day;
    if (pace == Pace::full) fast.last_full = session.day;
    const bool counted = !of_week.empty() && of_week.back() == session.day;
    if (days_between(session.day, ground.today) < 7 && !counted) of_week.push_back(session.day);
  }
  const auto apart = [&](const std::optional<Day>& last, int days) {
    return !last || days_between(*last, ground.today) >= days;
  };
  fast.fast_is_due = apart(fast.last_fast, rule.days_apart) && std::ssize(of_week) < rule.days_per_week;
  fast.full_is_due = fast.fast_is_due && apart(fast.last_full, rule.full_days_apart);
  limit(fast, ground);
  return fast;
}

const Rung* within(const FastToday& fast, const Protocol& protocol, const Rung& rung) {
  if (fast.rule == nullptr) return &rung;
  const Rung* best = nullptr;
  for (const Rung& one : protocol.rungs) {
    if (one.order > rung.order) break;
    const Pace pace = pace_of(one, *fast.rule);
    const bool waits = pace == Pace::full && fast.fast_is_due && !fast.full_is_due;
    if (pace <= fast.most && !waits) best = &one;
  }
  const bool too_soon = best != nullptr && pace_of(*best, *fast.rule) != Pace::easy && !fast.fast_is_due;
  return too_soon ? nullptr : best;
}

}  // namespace hamstring::rehab
