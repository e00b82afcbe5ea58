#include "service/people_row.h"

#include <algorithm>
#include <optional>

#include "rehab/answer_json.h"
#include "rehab/plan.h"

namespace hamstring::service {
namespace {

using namespace rehab;

constexpr int silent_after_days = 3;  // the short set holds as long; our assumption
constexpr int pain_days = 28;

struct Look {
  int urgency;  ///< larger: sooner
  Message reason;
};

std::optional<PainEntry> pain_of(const Entry& entry) {
  if (const auto* pain = entry.as<PainEntry>()) return *pain;
  const auto* morning = entry.as<MorningEntry>();
  if (morning != nullptr) return PainEntry{.when = "next_morning", .value = morning->value, .rescreen = {}};
  const auto* session = entry.as<SessionEntry>();
  if (session != nullptr && session->worst)
    return PainEntry{.when = "other", .value = *session->worst, .rescreen = {}};
  return std::nullopt;
}

/// Days on which something was told, the settings of the app left out.
std::optional<Day> last_told(const Case& history) {
  std::optional<Day> last;
  for (const Entry& entry : history.entries) {
    if (entry.as<SettingEntry>() == nullptr) last = std::max(last.value_or(entry.day), entry.day);
  }
  return last;
}

Look look_at(const Plan& plan, std::optional<Day> last, const std::optional<double>& pain_today,
             bool clinical) {
  const auto say = [](const char* id) { return Message{.id = id, .arguments = {}}; };
  const bool raised = std::ranges::any_of(plan.assessment.flags,
                                          [](const FlagReport& f) { return f.state == FlagState::raised; });
  if (raised) return {.urgency = 100, .reason = say(clinical ? "reason.red_flag" : "reason.clinician")};
  if (plan.status == PlanStatus::suspended) return {.urgency = 100, .reason = say("reason.clinician")};
  if (plan.status == PlanStatus::clinician_first) return {.urgency = 90, .reason = say("reason.clinician")};
  if (plan.status == PlanStatus::refused) return {.urgency = 85, .reason = say("reason.refused")};
  if (pain_today && *pain_today > plan.pain_limit) return {.urgency = 80, .reason = say("reason.pain_up")};
  const int silent = last ? days_between(*last, plan.today) : 0;
  if (silent > silent_after_days) {
    return {.urgency = 60 + std::min(silent, 15),
            .reason = {.id = "reason.no_entry", .arguments = {{"days", static_cast<long long>(silent)}}}};
  }
  const bool ready =
      !plan.criteria.empty() && std::ranges::all_of(plan.criteria, [](const CriterionReport& c) {
        return c.state == CriterionState::met;
      });
  if (ready) return {.urgency = 55, .reason = say("reason.ready")};
  if (plan.status == PlanStatus::ask_first) return {.urgency = 50, .reason = say("reason.ask")};
  if (plan.follow_up.watch) return {.urgency = 30, .reason = say("reason.watch")};
  if (plan.status == PlanStatus::session) return {.urgency = 20, .reason = say("reason.session")};
  return {.urgency = 10, .reason = say("reason.rest")};
}

}  // namespace

Json person_row_json(const Words& words, const store::PersonRow& person, const Case& history, Day today,
                     bool clinical) {
  const Plan plan = rehab::plan(words.knowledge(), history, today);
  Json pain = Json::array();
  std::optional<double> pain_today;
  for (const Entry& entry : history.entries) {
    const auto told = pain_of(entry);
    if (!told || days_between(entry.day, today) > pain_days || entry.day > today) continue;
    pain.push_back({{"day", day_text(entry.day)}, {"value", told->value}});
    if (days_between(entry.day, today) <= 1) pain_today = told->value;
  }
  const std::optional<Day> last = last_told(history);
  const Look look = look_at(plan, last, pain_today, clinical);
  const std::string phase = "protocol." + plan.protocol + ".phase." + plan.phase;
  Json row{{"id", person.id},
           {"name", person.name},
           {"invented", person.invented},
           {"reason", words(look.reason)},
           {"urgency", look.urgency},
           {"status", word_of(plan.status)},
           {"phase_name", plan.phase.empty() ? std::string{} : words(phase)},
           {"day_of_injury", plan.day_of_injury},
           {"pain", clinical ? pain : Json::array()},
           {"criteria_met", std::ranges::count(plan.criteria, CriterionState::met, &CriterionReport::state)},
           {"criteria", plan.criteria.size()}};
  if (last) row["last_entry"] = day_text(*last);
  return row;
}

}  // namespace hamstring::service
