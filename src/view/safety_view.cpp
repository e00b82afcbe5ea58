// One question that names the danger signs, so that nobody has to open a list to know what is meant.
#include <fmt/format.h>

#include <string>

#include "rehab/standing/pain_today.h"
#include "view/day_story.h"

namespace hamstring::service {
namespace {

using namespace rehab;

constexpr double whole_list_pain =
    7.0;  // told today or in the two days before: as strong pain keeps a day free; ours
constexpr int whole_list_after_days = 7;  // each sign by itself once a week; our assumption
constexpr int pain_days = 2;

constexpr const char* since_before = "safety.since.before";

std::string since(const DayFacts& facts) {
  const auto& last = facts.state.ledger.last_rescreen;
  constexpr int a_week = 7;
  const int ago = last ? days_between(last->first, facts.plan.today) : a_week;
  if (ago <= 0) return "safety.since.today";
  if (ago == 1) return "safety.since.yesterday";
  if (ago >= a_week) return since_before;
  return "safety.since." + weekday_named(last->first).substr(std::string_view("entry.weekday.").size());
}

/// Every one of the short set by its name: none is left out, whatever the data call it.
std::string signs(const DayFacts& facts) {
  const Knowledge& knowledge = facts.words.knowledge();
  std::string list;
  for (const std::string& id : knowledge.short_set) {
    std::string sign = facts.words.if_any("question." + id + ".sign");
    if (sign.empty()) sign = facts.words.if_any("question." + id + ".short");
    if (sign.empty()) sign = facts.words("question." + id + ".ask");
    list += (list.empty() ? "" : "; ") + sign;
  }
  return list;
}

}  // namespace

Json safety_json(const DayFacts& facts) {
  const Day today = facts.plan.today;
  const Ledger& ledger = facts.state.ledger;
  const double worst = worst_pain_of_days(ledger, today - std::chrono::days(pain_days), today);
  const auto& first = ledger.episode() != nullptr ? ledger.episode()->first_entry : ledger.first_entry;
  return {{"ask", facts.words(Message{.id = since(facts), .arguments = {{"signs", signs(facts)}}})},
          {"ask_later", facts.words(Message{.id = since_before, .arguments = {{"signs", signs(facts)}}})},
          {"whole", worst >= whole_list_pain},
          {"whole_pain", whole_list_pain},
          {"whole_after_days", whole_list_after_days},
          {"told_days_ago", first ? days_between(*first, today) : 0}};
}

}  // namespace hamstring::service
