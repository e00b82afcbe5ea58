#include "view/people_row.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "history/timeline.h"
#include "rehab/plan/plan.h"
#include "rehab/standing/strength.h"
#include "view/entry_line.h"
#include "view/next_decision.h"
#include "view/plan_words.h"

namespace hamstring::service {
namespace {

using namespace rehab;

constexpr int silent_after_days = 3;  // the short set holds as long; our assumption
constexpr int pain_days = 28;
constexpr int week_days = 7;

struct ShortLook {
  int urgency;  ///< larger: sooner
  Message reason;
};

std::optional<PainEntry> pain_of(const Entry& entry) {
  if (const auto* pain = entry.as<PainEntry>()) return *pain;
  const auto* morning = entry.as<MorningEntry>();
  if (morning != nullptr && morning->value)
    return PainEntry{.when = PainWhen::next_morning, .value = *morning->value, .rescreen = {}};
  if (morning != nullptr) return std::nullopt;
  const auto* session = entry.as<SessionEntry>();
  const std::optional<double> worst = session == nullptr ? std::nullopt : worst_told(*session);
  if (worst) return PainEntry{.when = PainWhen::other, .value = *worst, .rescreen = {}};
  return std::nullopt;
}

/// Days on which something was told, the settings of the app left out.
std::optional<Day> last_told(const Timeline& timeline) {
  std::optional<Day> last;
  for (const LiveEntry& live : timeline.entries) {
    if (live.entry().as<SettingEntry>() == nullptr) last = std::max(last.value_or(live.day), live.day);
  }
  return last;
}

Message say(const char* id) {
  return {.id = id, .arguments = {}};
}

/// Why a clinician has to look, by its name: the gravest first.
Message clinician_reason(const Plan& plan) {
  const Assessment& a = plan.assessment;
  for (const FlagReport& flag : a.flags)
    if (flag.state == FlagState::raised) return {.id = "red_flag." + flag.id + ".row", .arguments = {}};
  if (!a.rescreen_positive.empty()) return say("reason.danger_sign");
  for (const GateReport& gate : a.gates)
    if (gate.state == GateState::raised) return {.id = "gate." + gate.id + ".row", .arguments = {}};
  for (const FlagReport& flag : a.flags)
    if (flag.state == FlagState::unsure) return say("reason.unsure_flag");
  if (a.verdict < Verdict::clinician_first) return say("reason.supervision");
  return say("reason.clinician");
}

Message rest_reason(const Plan& plan) {
  for (const GateReport& gate : plan.assessment.gates)
    if (gate.state == GateState::raised) return {.id = "gate." + gate.id + ".row", .arguments = {}};
  static const std::map<About, const char*> words{{About::pain, "reason.pain_up"},
                                                  {About::after_setback, "reason.setback"},
                                                  {About::no_training_day, "reason.no_training_day"},
                                                  {About::spacing, "reason.spacing"}};
  for (const Reason& reason : plan.reasons)
    if (const auto found = words.find(reason.about); found != words.end()) return say(found->second);
  return say("reason.rest");
}

/// The day in the word that Today shows (plan.day.head). How much it is in a hurry is another thing: where
/// questions hold the plan they hold it on a morning that is asked first, too.
ShortLook look_of_day(const Plan& plan, bool clinical) {
  const auto asked = [&](const char* reason) { return say(clinical ? reason : "reason.check_in"); };
  const bool held = plan.status == PlanStatus::ask_first;
  switch (plan.day.head) {
    case DayHead::morning:
      return {.urgency = held ? 50 : 25, .reason = asked("reason.morning")};
    case DayHead::check:
    case DayHead::ask_first:
      return {.urgency = 50, .reason = asked("reason.ask")};
    case DayHead::session:
      return {.urgency = 20, .reason = say("reason.session")};
    case DayHead::left:
      return {.urgency = 15, .reason = say("reason.left")};
    case DayHead::done:
      return {.urgency = 5, .reason = say("reason.done")};
    case DayHead::suspended:
    case DayHead::refused:
    case DayHead::clinician_first:
    case DayHead::rest:
      break;
  }
  return {.urgency = 10, .reason = clinical ? rest_reason(plan) : say("reason.rest")};
}

struct Told {
  int silent = 0;  ///< days since anything was told
  std::optional<double> pain;
};

/// A coach hears that somebody is needed, in words that fit more than one cause.
ShortLook look_at(const Plan& plan, const Told& told, bool clinical) {
  const bool raised = std::ranges::any_of(plan.assessment.flags,
                                          [](const FlagReport& f) { return f.state == FlagState::raised; });
  const bool first = raised || plan.status == PlanStatus::suspended;
  if (!clinical && (first || plan.status == PlanStatus::clinician_first))
    return {.urgency = 90, .reason = say("reason.clinician")};
  if (first) return {.urgency = 100, .reason = clinician_reason(plan)};
  if (plan.status == PlanStatus::clinician_first) return {.urgency = 90, .reason = clinician_reason(plan)};
  if (plan.status == PlanStatus::refused) return {.urgency = 85, .reason = say("reason.refused")};
  if (told.pain && *told.pain > plan.pain_limit)
    return {.urgency = 80, .reason = say(clinical ? "reason.pain_up" : "reason.check_in")};
  if (told.silent > silent_after_days) {
    return {
        .urgency = 60 + std::min(told.silent, 15),
        .reason = {.id = "reason.no_entry", .arguments = {{"days", static_cast<long long>(told.silent)}}}};
  }
  if (is_ready(plan)) return {.urgency = 55, .reason = say("reason.ready")};
  if (plan.status != PlanStatus::ask_first && plan.follow_up.watch)
    return {.urgency = 30, .reason = say("reason.watch")};
  return look_of_day(plan, clinical);
}

/// Sessions a week that the plan asks for: a program's own number, else one on every training day.
int asked_a_week(const Plan& plan, const Timeline& timeline) {
  if (!trains(plan)) return 0;
  double asked = 0.0;
  for (const ComplianceReport& program : plan.follow_up.compliance) asked += program.asked / 4.0;
  if (asked > 0.0) return static_cast<int>(std::lround(asked));
  int days = week_days;
  for (const LiveEntry& live : timeline.entries) {
    const auto* setting = live.entry().as<SettingEntry>();
    if (setting == nullptr || setting->key != SettingKey::training_days) continue;
    const auto* chosen = std::get_if<std::vector<std::string>>(&setting->value);
    days = chosen == nullptr || chosen->empty() ? week_days : static_cast<int>(chosen->size());
  }
  return days;
}

Json week_json(const Plan& plan, const Timeline& timeline, Day today) {
  std::set<Day> done;
  for (const LiveEntry& live : timeline.entries) {
    const auto* session = live.entry().as<SessionEntry>();
    if (session != nullptr && session->done != Done::none && days_between(live.day, today) < week_days)
      done.insert(live.day);
  }
  return {{"done", done.size()}, {"asked", asked_a_week(plan, timeline)}};
}

Json pain_json(const Timeline& timeline, Day today) {
  std::map<Day, double> worst;  // one mark a day: the worst that was told
  for (const LiveEntry& live : timeline.entries) {
    const auto told = pain_of(live.entry());
    if (!told || days_between(live.day, today) >= pain_days) continue;
    const auto [at, first] = worst.try_emplace(live.day, told->value);
    if (!first) at->second = std::max(at->second, told->value);
  }
  Json list = Json::array();
  for (const auto& [day, value] : worst) list.push_back({{"day", day_text(day)}, {"value", value}});
  return list;
}

/// Which leg, and what probably happened to which muscle, in few words.
std::string muscle_text(const Words& words, const Plan& plan) {
  std::string text;
  for (const PictureReport& picture : plan.assessment.pictures) {
    const std::string row = picture.leading ? words.if_any("injury_type." + picture.id + ".row") : "";
    if (row.empty()) continue;
    text += (text.empty() ? "" : " / ") + row;
  }
  return text;
}

/// The last clearances by a clinician: what, by whom, when; the latest first.
Json cleared_json(const Words& words, const Timeline& timeline) {
  constexpr std::size_t shown = 3;
  Json list = Json::array();
  for (auto live = timeline.entries.rbegin(); live != timeline.entries.rend() && list.size() < shown;
       ++live) {
    const Entry& entry = live->entry();
    const auto* clearance = entry.as<ClearanceEntry>();
    if (clearance == nullptr || entry.by != Who::clinician || live->in_conflict()) continue;
    list.push_back(
        {{"text", entry_line(words, entry)}, {"by", clearance->clinician}, {"day", day_text(live->day)}});
  }
  return list;
}

/// The last pain told, today or yesterday.
std::optional<double> pain_now(const Timeline& timeline, Day today) {
  std::optional<double> last;
  for (const LiveEntry& live : timeline.entries) {
    const auto told = pain_of(live.entry());
    if (told && days_between(live.day, today) <= 1) last = told->value;
  }
  return last;
}

Json row_json(const Words& words, const store::PersonRow& person, const Plan& plan, const Timeline& timeline,
              Day today, bool clinical) {
  const std::optional<Day> last = last_told(timeline);
  const int silent = last ? days_between(*last, today) : 0;
  const ShortLook look = look_at(plan, {.silent = silent, .pain = pain_now(timeline, today)}, clinical);
  const Json week = week_json(plan, timeline, today);
  const auto count = [&](CriterionState state) {
    return clinical ? std::ranges::count(plan.criteria, state, &CriterionReport::state) : 0;
  };
  const std::string phase = "protocol." + plan.protocol + ".phase." + plan.phase;
  Json row{{"id", person.id},
           {"name", person.name},
           {"invented", person.invented},
           {"today", day_text(today)},
           {"reason", words(look.reason)},
           {"urgency", look.urgency},
           {"needs_a_look", look.urgency >= 80},
           {"ready", clinical && is_ready(plan)},
           {"silent", silent > silent_after_days},
           {"resting", plan.status == PlanStatus::rest},
           // Of whom nothing was told, no phase is known either.
           {"phase_name", plan.phase.empty() || !last ? std::string{} : words(phase)},
           {"day_of_injury", plan.day_of_injury},
           {"pain", clinical ? pain_json(timeline, today) : Json::array()},
           {"week", week},
           {"criteria_met", count(CriterionState::met)},
           {"criteria_not_met", count(CriterionState::not_met)},
           {"criteria_not_known", count(CriterionState::not_known)},
           {"next", clinical ? next_decision_json(words, plan, week["asked"].get<int>()) : Json(nullptr)}};
  if (clinical) row["status"] = word_of(plan.status);
  if (clinical) row["cleared"] = cleared_json(words, timeline);
  if (const HurtLeg hurt = hurt_leg(timeline, today); clinical && hurt.onset) {
    constexpr const char* sides[] = {"cli.left", "cli.right", "entry.both", "entry.side_not_known"};
    row["side"] = words(sides[static_cast<int>(hurt.side)]);
    row["muscle"] = muscle_text(words, plan);
  }
  if (clinical && plan.prescription) row["prescribed_by"] = plan.prescription->clinician;
  if (clinical) row["head"] = word_of(plan.day.head);
  if (last) row["last_entry"] = day_text(*last);
  return row;
}

}  // namespace

Json person_row_json(const Words& words, const store::PersonRow& person, const Case& history, Day today,
                     bool clinical) {
  return row_json(words, person, rehab::plan(words.knowledge(), history, today), timeline_of(history, today),
                  today, clinical);
}

std::string row_key(const Knowledge& knowledge, const std::string& language, bool clinical) {
  return catalog_of(knowledge, language).language + (clinical ? " clinical" : " neutral");
}

std::map<std::string, Json> person_rows_json(const Knowledge& knowledge, const store::PersonRow& person,
                                             const Case& history, const Plan& plan) {
  const Timeline timeline = timeline_of(history, plan.today);
  std::map<std::string, Json> rows;
  for (const auto& [language, catalog] : knowledge.catalogs) {
    for (const bool clinical : {true, false})
      rows[row_key(knowledge, language, clinical)] =
          row_json(Words(knowledge, catalog), person, plan, timeline, plan.today, clinical);
  }
  return rows;
}

}  // namespace hamstring::service
