#include "apps/cli/log_visit.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/text.h"
#include "history/case_words.h"
#include "history/timeline.h"
#include "rehab/plan/plan.h"
#include "rehab/plan/stand_in.h"
#include "view/answer_text.h"

namespace hamstring::cli {
namespace {

using namespace rehab;

/// Numbers of a list from 1 on, with commas between them; false where one is none of it.
bool read_numbers(const std::string& text, std::size_t most, std::vector<std::size_t>& chosen) {
  chosen.clear();
  for (const std::string_view part : split_fields(text, ',')) {
    const auto number = parse_integer(trim(part));
    if (!number || *number < 1 || *number > static_cast<long long>(most)) return false;
    chosen.push_back(static_cast<std::size_t>(*number - 1));
  }
  return !chosen.empty();
}

void show_list(Prompt& prompt, const std::vector<std::string>& keys) {
  for (std::size_t i = 0; i < keys.size(); ++i)
    prompt.show(fmt::format("  {}  {}", i + 1, say(prompt.catalog(), keys[i])));
}

bool ask_therapist(Prompt& prompt, VisitEntry& visit) {
  std::vector<std::string> keys;
  for (const auto& [word, therapist] : therapist_words)
    keys.push_back(fmt::format("entry.therapist.{}", word));
  show_list(prompt, keys);
  std::vector<std::size_t> chosen;
  if (!prompt.until("cli.log_visit_who", [&](const std::string& text) {
        return read_numbers(text, keys.size(), chosen) && chosen.size() == 1;
      }))
    return false;
  visit.therapist = therapist_words[chosen.front()].second;
  return true;
}

std::vector<const Treatment*> in_order(const Knowledge& knowledge) {
  std::vector<const Treatment*> all;
  for (const auto& [id, item] : knowledge.treatments) all.push_back(&item);
  std::ranges::stable_sort(all, {}, &Treatment::order);
  return all;
}

/// Those chosen; false at the end of the input.
bool ask_treatments(Prompt& prompt, const Knowledge& knowledge, VisitEntry& visit) {
  const std::vector<const Treatment*> all = in_order(knowledge);
  std::vector<std::string> keys;
  for (const Treatment* item : all) keys.push_back("treatment." + item->id + ".name");
  show_list(prompt, keys);
  std::vector<std::size_t> chosen;
  if (!prompt.until("cli.log_visit_what",
                    [&](const std::string& text) { return read_numbers(text, all.size(), chosen); }))
    return false;
  for (const std::size_t i : chosen) visit.treatments.push_back(all[i]->id);
  return true;
}

/// Says what is not for this person, and whether it was done all the same.
bool confirm_treatments(Prompt& prompt, const Knowledge& knowledge, const Case& history, Day today,
                        VisitEntry& visit) {
  const Plan now = plan(knowledge, history, today);
  const Offers offers(knowledge, history, now);
  bool any = false;
  for (const std::string& id : visit.treatments) {
    if (offers.not_now(knowledge.treatments.at(id)) != Truth::yes) continue;
    prompt.tell("treatment." + id + ".not");
    any = true;
  }
  if (!any) return true;
  std::string reply;
  const bool answered = prompt.until("cli.log_visit_done", [&](const std::string& text) {
    reply = read_yes_no(text).value_or("");
    return !reply.empty();
  });
  visit.confirmed = answered && reply == "yes";
  return visit.confirmed;
}

}  // namespace

std::optional<VisitEntry> ask_visit(Prompt& prompt, const Knowledge& knowledge, const Case& history,
                                    Day today) {
  std::string reply;
  const bool answered = prompt.until("cli.log_visit", [&](const std::string& text) {
    reply = text.empty() ? "no" : read_yes_no(text).value_or("");
    return !reply.empty();
  });
  if (!answered || reply != "yes") return std::nullopt;
  VisitEntry visit;
  if (!ask_therapist(prompt, visit) || !ask_treatments(prompt, knowledge, visit) ||
      !confirm_treatments(prompt, knowledge, history, today, visit))
    return std::nullopt;
  // What it was told without is kept all the same.
  if (prompt.pain("cli.log_visit_before", visit.before))
    (void)prompt.pain("cli.log_visit_after", visit.after);
  return visit;
}

std::optional<std::pair<VisitEntry, std::string>> ask_morning_after_visit(Prompt& prompt, const Case& history,
                                                                          Day today) {
  const Timeline timeline = timeline_of(history, today);
  for (auto live = timeline.entries.rbegin(); live != timeline.entries.rend(); ++live) {
    const auto* visit = live->entry().as<VisitEntry>();
    if (visit == nullptr || live->in_conflict() || visit->next_morning || days_between(live->day, today) != 1)
      continue;
    VisitEntry whole = *visit;
    if (!prompt.pain("cli.log_visit_morning", whole.next_morning) || !whole.next_morning) return std::nullopt;
    return std::pair(std::move(whole), live->entry().id);
  }
  return std::nullopt;
}

}  // namespace hamstring::cli
