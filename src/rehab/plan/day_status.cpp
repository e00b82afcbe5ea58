#include "rehab/plan/day_status.h"

#include <algorithm>

#include "history/timeline.h"
#include "knowledge/knowledge.h"
#include "rehab/plan/plan.h"

namespace hamstring::rehab {
namespace {

constexpr int morning_asked_for_days = 3;  // later nobody remembers it; our assumption

const SessionEntry* trained(const LiveEntry& live) {
  const auto* session = live.entry().as<SessionEntry>();
  return session != nullptr && session->done != Done::none ? session : nullptr;
}

/// Whether anything in force tells the morning after the sessions of `day`: it is one for all of them.
bool morning_is_told(const Timeline& timeline, Day day) {
  const auto is_of_day = [&](const std::string& session) {
    return std::ranges::any_of(timeline.entries, [&](const LiveEntry& live) {
      return live.day == day && trained(live) != nullptr && live.is_named(session);
    });
  };
  return std::ranges::any_of(timeline.entries, [&](const LiveEntry& live) {
    const Entry& entry = live.entry();
    if (const auto* morning = entry.as<MorningEntry>()) return is_of_day(morning->session);
    const auto* pain = entry.as<PainEntry>();
    if (pain != nullptr) return pain->when == PainWhen::next_morning && days_between(day, live.day) == 1;
    const SessionEntry* session = trained(live);
    return session != nullptr && live.day == day && session->next_morning.has_value();
  });
}

/// Of the last day with a session, where that is not long ago and its morning was not told.
std::optional<MorningQuestion> morning_to_ask(const Timeline& timeline, Day today, double pain_limit) {
  std::optional<MorningQuestion> last;
  for (const LiveEntry& live : timeline.entries) {
    if (trained(live) != nullptr && live.day < today && (!last || live.day >= last->day))
      last = MorningQuestion{.session = live.entry().id, .day = live.day};
  }
  if (!last || days_between(last->day, today) > morning_asked_for_days ||
      morning_is_told(timeline, last->day))
    return std::nullopt;
  last->rest_above = pain_limit;
  for (const LiveEntry& live : timeline.entries) {
    const SessionEntry* session = live.day == last->day ? trained(live) : nullptr;
    if (session != nullptr && session->before)
      last->rest_above = std::min(last->rest_above, *session->before);
  }
  return last;
}

/// The pain told last before today, where it was above the limit: no session begins on what nobody said has
/// passed.
std::optional<MorningQuestion> pain_to_ask(const Timeline& timeline, const Plan& plan) {
  std::optional<MorningQuestion> last;
  bool today = false;
  const auto told = [&](Day day, const std::optional<double>& value) {
    if (!value || day > plan.today) return;
    today |= day == plan.today;
    last.reset();
    if (*value > plan.pain_limit)
      last = MorningQuestion{.session = {}, .day = day, .rest_above = plan.pain_limit, .was = value};
  };
  for (const LiveEntry& live : timeline.entries) {
    const Entry& entry = live.entry();
    if (const auto* morning = entry.as<MorningEntry>()) told(live.day, morning->value);
    const auto* pain = entry.as<PainEntry>();
    if (pain != nullptr && (pain->when == PainWhen::now || pain->when == PainWhen::next_morning ||
                            pain->when == PainWhen::walking))
      told(live.day, pain->value);
    if (const SessionEntry* session = trained(live)) {
      told(live.day, session->before);
      told(live.day + std::chrono::days(1), session->next_morning);
    }
  }
  return today ? std::nullopt : last;
}

bool only_short_set(const Knowledge& knowledge, const Plan& plan) {
  return !plan.ask.empty() && std::ranges::all_of(plan.ask, [&](const std::string& id) {
    return std::ranges::find(knowledge.short_set, id) != knowledge.short_set.end();
  });
}

DayHead head_of(const Knowledge& knowledge, const Plan& plan, bool trained_today) {
  switch (plan.status) {
    case PlanStatus::suspended:
      return DayHead::suspended;
    case PlanStatus::refused:
      // That there is no plan must not stand above a doctor who has to be seen this week or today.
      return plan.assessment.verdict >= Verdict::urgent ? DayHead::clinician_first : DayHead::refused;
    case PlanStatus::clinician_first:
      return DayHead::clinician_first;
    case PlanStatus::ask_first:
      return only_short_set(knowledge, plan) ? DayHead::check : DayHead::ask_first;
    case PlanStatus::session:
      return trained_today ? DayHead::left : DayHead::session;
    case PlanStatus::rest:
      return trained_today ? DayHead::done : DayHead::rest;
  }
  return DayHead::ask_first;
}

}  // namespace

DayStatus day_status(const Knowledge& knowledge, const Plan& plan, const Timeline& timeline) {
  DayStatus status;
  status.trained = std::ranges::any_of(timeline.entries, [&](const LiveEntry& live) {
    return live.day == plan.today && trained(live) != nullptr;
  });
  status.morning = morning_to_ask(timeline, plan.today, plan.pain_limit);
  status.after_morning = head_of(knowledge, plan, status.trained);
  if (!status.morning && plan.status == PlanStatus::session) status.morning = pain_to_ask(timeline, plan);
  // What somebody has to see comes before any question.
  const bool somebody_first = status.after_morning <= DayHead::clinician_first;
  status.head = status.morning && !somebody_first ? DayHead::morning : status.after_morning;
  return status;
}

std::string_view word_of(DayHead head) {
  constexpr std::string_view words[] = {"suspended", "refused",   "clinician_first", "morning",
                                        "check",     "ask_first", "session",         "left",
                                        "done",      "rest"};
  return words[static_cast<std::size_t>(head)];
}

const std::vector<DayHead>& all_day_heads() {
  static const std::vector<DayHead> heads{DayHead::suspended, DayHead::refused, DayHead::clinician_first,
                                          DayHead::morning,   DayHead::check,   DayHead::ask_first,
                                          DayHead::session,   DayHead::left,    DayHead::done,
                                          DayHead::rest};
  return heads;
}

}  // namespace hamstring::rehab
