// How long it has been: a day that was told exactly is counted, one that was only about told is not.
#include <algorithm>
#include <cmath>

#include "view/day_story.h"

namespace hamstring::service {

using namespace rehab;

namespace {

constexpr int in_days = 14, in_weeks = 60;  // below: told in days, in weeks; ours
constexpr double days_a_week = 7.0, days_a_month = 30.4;

/// The injury that was told last.
const InjuryEntry* injury_of(const Timeline& timeline) {
  const InjuryEntry* last = nullptr;
  for (const LiveEntry& live : timeline.entries)
    if (const auto* injury = live.entry().as<InjuryEntry>()) last = injury;
  return last;
}

}  // namespace

bool day_is_counted(const Timeline& timeline) {
  const InjuryEntry* injury = injury_of(timeline);
  return injury == nullptr || injury->onset_known.value_or(OnsetKnown::exact) == OnsetKnown::exact;
}

std::optional<Message> since_of(const DayFacts& facts) {
  if (injury_of(facts.timeline) == nullptr) return std::nullopt;
  const int days = facts.plan.day_of_injury;
  const auto said = [](const char* id, double n) {
    return Message{.id = id, .arguments = {{"n", std::max(1LL, std::llround(n))}}};
  };
  if (day_is_counted(facts.timeline))
    return Message{.id = "since.day", .arguments = {{"n", static_cast<long long>(days)}}};
  if (days < in_days) return said("since.days", days);
  if (days < in_weeks) return said("since.weeks", days / days_a_week);
  return said("since.months", days / days_a_month);
}

}  // namespace hamstring::service
