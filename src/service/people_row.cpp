#include "service/people_row.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "rehab/answer_json.h"
#include "rehab/plan.h"
#include "rehab/timeline.h"

namespace hamstring::service {
namespace {

using namespace rehab;

constexpr int silent_after_days = 3;  // the short set holds as long; our assumption
constexpr int pain_days = 28;
constexpr int week_days = 7;
constexpr int spare_days = 7;  // a session that is missed or not tolerated; our assumption

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
std::optional<Day> last_told(const Timeline& timeline) {
  std::optional<Day> last;
  for (const LiveEntry& live : timeline.entries) {
    if (live.entry().as<SettingEntry>() == nullptr) last = std::max(last.value_or(live.day), live.day);
  }
  return last;
}

bool trains(const Plan& plan) {
  return plan.status == PlanStatus::session || plan.status == PlanStatus::rest;
}

/// Every criterion of the phase is met and nothing holds the plan back.
bool is_ready(const Plan& plan) {
  return trains(plan) && !plan.criteria.empty() &&
         std::ranges::all_of(plan.criteria,
                             [](const CriterionReport& c) { return c.state == CriterionState::met; });
}

Message say(const char* id) {
  return {.id = id, .arguments = {}};
}

/// A coach hears that somebody is needed, in words that fit more than one cause.
Look look_at(const Plan& plan, int silent, const std::optional<double>& pain_today, bool clinical) {
  const bool raised = std::ranges::any_of(plan.assessment.flags,
                                          [](const FlagReport& f) { return f.state == FlagState::raised; });
  const bool first = raised || plan.status == PlanStatus::suspended;
  if (!clinical && (first || plan.status == PlanStatus::clinician_first))
    return {.urgency = 90, .reason = say("reason.clinician")};
  if (raised) return {.urgency = 100, .reason = say("reason.red_flag")};
  if (first) return {.urgency = 100, .reason = say("reason.clinician")};
  if (plan.status == PlanStatus::clinician_first) return {.urgency = 90, .reason = say("reason.clinician")};
  if (plan.status == PlanStatus::refused) return {.urgency = 85, .reason = say("reason.refused")};
  if (pain_today && *pain_today > plan.pain_limit)
    return {.urgency = 80, .reason = say(clinical ? "reason.pain_up" : "reason.check_in")};
  if (silent > silent_after_days) {
    return {.urgency = 60 + std::min(silent, 15),
            .reason = {.id = "reason.no_entry", .arguments = {{"days", static_cast<long long>(silent)}}}};
  }
  if (is_ready(plan)) return {.urgency = 55, .reason = say("reason.ready")};
  if (plan.status == PlanStatus::ask_first)
    return {.urgency = 50, .reason = say(clinical ? "reason.ask" : "reason.check_in")};
  if (plan.follow_up.watch) return {.urgency = 30, .reason = say("reason.watch")};
  if (plan.status == PlanStatus::session) return {.urgency = 20, .reason = say("reason.session")};
  return {.urgency = 10, .reason = say("reason.rest")};
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
    if (setting == nullptr || setting->key != "training_days") continue;
    const auto* chosen = std::get_if<std::vector<std::string>>(&setting->value);
    days = chosen == nullptr || chosen->empty() ? week_days : static_cast<int>(chosen->size());
  }
  return days;
}

Json week_json(const Plan& plan, const Timeline& timeline, Day today) {
  std::set<Day> done;
  for (const LiveEntry& live : timeline.entries) {
    const auto* session = live.entry().as<SessionEntry>();
    if (session != nullptr && session->done != "none" && days_between(live.day, today) < week_days)
      done.insert(live.day);
  }
  return {{"done", done.size()}, {"asked", asked_a_week(plan, timeline)}};
}

/// Name of what settles a criterion; its own sentence where nothing has a name.
std::string settled_by_words(const Words& words, const Plan& plan, const CriterionReport& criterion) {
  const std::string& by = criterion.settled_by;
  if (by.starts_with("test.") || by.starts_with("exercise.")) return words(by + ".name");
  if (by.starts_with("rung.")) return words("protocol." + plan.protocol + "." + by);
  return words(criterion.text);
}

/// The criterion that is nearest to being known: one that only needs a test comes before one that needs time.
const CriterionReport* open_criterion(const Plan& plan) {
  const CriterionReport* best = nullptr;
  for (const CriterionReport& c : plan.criteria) {
    if (c.state == CriterionState::met) continue;
    const bool test = c.settled_by.starts_with("test.");
    if (best == nullptr || (test && !best->settled_by.starts_with("test."))) best = &c;
  }
  return best;
}

/// What is decided next and when: as a range of days, or when something is tested or answered.
Json next_json(const Words& words, const Plan& plan, int asked) {
  const auto made = [&](std::string what, const Message& when) {
    return Json{{"what", std::move(what)}, {"when", words(when)}};
  };
  const auto days = [](int from, int to) {
    return Message{.id = from == to ? "next.in_days_at_least" : "next.in_days",
                   .arguments = {{"from", static_cast<long long>(from)}, {"to", static_cast<long long>(to)}}};
  };
  if (plan.status == PlanStatus::refused) return made(words("next.led_elsewhere"), say("next.when_they_say"));
  if (plan.status == PlanStatus::ask_first) return made(words("next.questions"), say("next.when_answered"));
  if (!trains(plan)) return made(words("next.clinician"), say("next.first"));
  if (is_ready(plan)) return made(words("next.phase"), say("next.now"));
  if (const CriterionReport* open = open_criterion(plan)) {
    const std::string what = settled_by_words(words, plan, *open);
    if (open->settled_by.starts_with("test.")) return made(what, say("next.when_tested"));
    if (open->settled_by == "clinician") return made(what, say("next.when_they_say"));
    if (open->settled_by == "injury.day" && open->value && open->target) {
      const int left = static_cast<int>(std::ceil(*open->target - *open->value));
      return made(what, days(left, left));
    }
    if (open->need > open->have) {
      const int left = open->need - open->have;
      const int longest = (left * week_days + std::max(1, asked) - 1) / std::max(1, asked) + spare_days;
      return made(what, days(left, longest));
    }
    return made(what, say("next.when_answered"));
  }
  if (const auto& watch = plan.follow_up.watch)
    return made(words("next.watch"), days(watch->days - watch->day, watch->days - watch->day));
  return made(words("next.keep_going"), say("next.week_by_week"));
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
  const Look look = look_at(plan, silent, pain_now(timeline, today), clinical);
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
           {"phase_name", plan.phase.empty() ? std::string{} : words(phase)},
           {"day_of_injury", plan.day_of_injury},
           {"pain", clinical ? pain_json(timeline, today) : Json::array()},
           {"week", week},
           {"criteria_met", count(CriterionState::met)},
           {"criteria_not_met", count(CriterionState::not_met)},
           {"criteria_not_known", count(CriterionState::not_known)},
           {"next", clinical ? next_json(words, plan, week["asked"].get<int>()) : Json(nullptr)}};
  if (clinical) row["status"] = word_of(plan.status);
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
                                             const Case& history, Day today) {
  const Plan plan = rehab::plan(knowledge, history, today);
  const Timeline timeline = timeline_of(history, today);
  std::map<std::string, Json> rows;
  for (const auto& [language, catalog] : knowledge.catalogs) {
    for (const bool clinical : {true, false})
      rows[row_key(knowledge, language, clinical)] =
          row_json(Words(knowledge, catalog), person, plan, timeline, today, clinical);
  }
  return rows;
}

}  // namespace hamstring::service
