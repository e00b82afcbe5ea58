#include "view/day_story.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "rehab/course/fold_memory.h"
#include "rehab/standing/illness.h"
#include "rehab/standing/strength.h"
#include "view/plan_words.h"

namespace hamstring::service {
namespace {

using namespace rehab;

constexpr int days_of_week = 7;
constexpr int least_ahead = 2;         // the next session after a day of rest is one of these
constexpr std::size_t trend_of = 3;    // sessions: fewer are no trend; our assumption
constexpr int trend_within_days = 21;  // longer ago says nothing of now; our assumption

DayFacts facts_of(const Words& words, const Case& history, const Plan& plan, FoldMemory* memory) {
  const Knowledge& knowledge = words.knowledge();
  const auto protocol = knowledge.protocols.find(plan.protocol);
  Timeline timeline = timeline_of(history, plan.today);
  State state = fold(knowledge, timeline, plan.today,
                     protocol == knowledge.protocols.end() ? nullptr : &protocol->second, memory);
  const int to_sunday = days_of_week - 1 - days_between(monday_of(plan.today), plan.today);
  return {.words = words,
          .plan = plan,
          .timeline = std::move(timeline),
          .state = std::move(state),
          .ahead = foresee(knowledge, history, plan, std::max(to_sunday, least_ahead), memory)};
}

std::string together(const Words& words, const std::vector<Message>& sentences) {
  std::string text;
  for (const Message& sentence : sentences) text += (text.empty() ? "" : " ") + words(sentence);
  return text;
}

/// A word on the day on which a phase is reached; nothing where somebody fell back, or only began.
std::optional<Message> reached(const DayFacts& facts) {
  const State& state = facts.state;
  if (state.phases_passed == 0 || state.phase_since != facts.plan.today) return std::nullopt;
  const bool passed = std::ranges::any_of(
      state.changes, [](const Reason& change) { return change.rule.find(".exit.") != std::string::npos; });
  if (!passed) return std::nullopt;
  return Message{.id = "lead.reached",
                 .arguments = {{"phase", "protocol." + facts.plan.protocol + ".phase." + facts.plan.phase}}};
}

/// The worst pain of the last three sessions beside each other, and which way it goes.
std::optional<Message> trend(const DayFacts& facts) {
  std::vector<double> worst;
  std::vector<bool> too_much;
  const Day onset = facts.state.onset_or(Day{});
  for (const SessionRecord& session : facts.state.ledger.sessions) {
    if (session.done && session.worst && session.day >= onset &&
        days_between(session.day, facts.plan.today) <= trend_within_days) {
      worst.push_back(*session.worst);
      // Too much on the morning after: the numbers of the sessions themselves do not show it.
      too_much.push_back(session.tolerance == Tolerance::not_tolerated &&
                         *session.worst <= facts.plan.pain_limit);
    }
  }
  if (worst.size() < trend_of) return std::nullopt;
  const std::vector<double> last(worst.end() - trend_of, worst.end());
  const auto [least, most] = std::ranges::minmax(last);
  // Beside a morning that holds the plan, or after one of these that was too much, "steady" would speak of
  // another pain than the one that decides.
  const bool held = std::ranges::any_of(facts.plan.reasons, [](const Reason& reason) {
    return reason.about == About::held || reason.about == About::pain;
  });
  const bool flared = std::ranges::find(too_much.end() - trend_of, too_much.end(), true) != too_much.end();
  if (held && most - least <= 1.0) return std::nullopt;
  const bool each = std::ranges::adjacent_find(last) == last.end();  // no two alike
  const char* id = "lead.trend.varies";
  if (most - least <= 1.0)  // a point is within the noise of a rating
    id = "lead.trend.steady";
  else if (std::ranges::is_sorted(last, std::greater{}))
    id = each ? "lead.trend.falls" : "lead.trend.lower";
  else if (std::ranges::is_sorted(last))
    id = each ? "lead.trend.rises" : "lead.trend.higher";
  const std::string_view good[] = {"lead.trend.steady", "lead.trend.falls", "lead.trend.lower"};
  if (flared && std::ranges::find(good, id) != std::ranges::end(good)) return std::nullopt;
  return Message{.id = id, .arguments = {{"a", last[0]}, {"b", last[1]}, {"c", last[2]}}};
}

/// What a day of this week is, in one word of data/messages.
std::string_view state_of(const DayFacts& facts, Day day) {
  const Ledger& ledger = facts.state.ledger;
  const Day today = facts.plan.today;
  if (day > today) {
    const auto found = std::ranges::find(facts.ahead, day, &ForeseenDay::day);
    if (found == facts.ahead.end()) return "open";
    return found->session ? "planned" : "free";
  }
  const bool done = std::ranges::any_of(
      ledger.sessions, [&](const SessionRecord& session) { return session.done && session.day == day; });
  if (done) return "done";
  if (illness_lying_on(ledger, day) != nullptr) return "ill";
  if (day < today) return ledger.first_entry && day < *ledger.first_entry ? "before" : "none";
  switch (facts.plan.status) {
    case PlanStatus::session:
      return "due";
    case PlanStatus::rest:
      return "rest";
    default:
      return "open";
  }
}

Json week_json(const DayFacts& facts) {
  Json week = Json::array();
  const Day monday = monday_of(facts.plan.today);
  for (int i = 0; i < days_of_week; ++i) {
    const Day day = monday + std::chrono::days(i);
    const std::string_view state = state_of(facts, day);
    const std::string weekday = weekday_named(day);
    week.push_back({{"day", day_text(day)},
                    {"weekday", facts.words(weekday)},
                    {"state", state},
                    {"state_name", facts.words(fmt::format("week.{}", state))},
                    {"today", day == facts.plan.today}});
  }
  return week;
}

/// What stands with the lead on a day with a session: what it probably is, or how much it may hurt.
std::string beside_lead(const DayFacts& facts) {
  const Plan& plan = facts.plan;
  if (plan.day.after_morning != DayHead::session) return {};
  const LedPicture* told = picture_to_tell(plan);
  if (told != nullptr &&
      std::ranges::find(plan.reasons, told->likely.rule, &Reason::rule) != plan.reasons.end())
    return facts.words(told->likely.text);
  const auto limit = std::ranges::find(plan.reasons, About::pain_limit, &Reason::about);
  if (limit == plan.reasons.end() || facts.state.ledger.episode() == nullptr) return {};
  return facts.words(limit->text);
}

/// The leg that goes first; empty where it is not one.
std::string hurt_side(const DayFacts& facts) {
  switch (hurt_leg(facts.timeline, facts.plan.today).side) {
    case InjuredSide::left:
      return "left";
    case InjuredSide::right:
      return "right";
    default:
      return {};
  }
}

}  // namespace

Json day_story_json(const Words& words, const Case& history, const Plan& plan, FoldMemory* memory) {
  const DayFacts facts = facts_of(words, history, plan, memory);
  const auto one = [&](const std::optional<Message>& message) {
    return message ? words(*message) : std::string{};
  };
  const std::optional<Message> word_of_joy = reached(facts);
  std::vector<Message> lead = lead_of(facts);
  // Said once: where the page congratulates on the new part, its sentence goes on with what opened it.
  if (word_of_joy) std::erase_if(lead, [](const Message& said) { return said.id == "lead.phase_begins"; });
  return {{"head", word_of(plan.day.after_morning)},
          {"lead", together(words, lead)},
          {"since", one(since_of(facts))},
          {"beside", beside_lead(facts)},
          {"reached", one(word_of_joy)},
          {"next", together(words, next_of(facts))},
          {"trend", one(trend(facts))},
          {"week", week_json(facts)},
          {"side", hurt_side(facts)},
          {"safety", safety_json(facts)}};
}

}  // namespace hamstring::service
