// Prevention: the programs, the chosen one's week, what was done of it, the watch after return.
#include <fmt/format.h>

#include "rehab/course/fold.h"
#include "rehab/plan/prevention_report.h"
#include "view/course_view.h"
#include "view/library_view.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

using namespace rehab;

Json week_row(const Prevention::Week& week) {
  Json sets = Json::array();
  for (const Range& set : week.sets) sets.push_back(span_json(set));
  return {{"from", week.from},
          {"to", week.to},
          {"sessions", span_json(week.sessions)},
          {"sets", std::move(sets)}};
}

Json program_row(const Words& words, const ProgramReport& report) {
  constexpr const char* offered[] = {"no", "yes", "not_known"};
  const Prevention& p = *report.program;
  Json weeks = Json::array();
  int done = 0;
  double asked_from = 0.0, asked_to = 0.0;
  for (const ProgramWeek& week : report.weeks) {
    done += week.done;
    asked_from += week.asked ? week.asked->min : 0.0;
    asked_to += week.asked ? week.asked->max : 0.0;
    weeks.push_back({{"from", day_text(week.from)},
                     {"to", day_text(week.to)},
                     {"days_told", week.days_told},
                     {"done", week.done},
                     {"asked", week.asked ? span_json(*week.asked) : Json(nullptr)}});
  }
  const Prevention::Week* now = p.weeks.empty() ? nullptr : week_of(p, std::max(report.week, 1));
  return {
      {"program", program_json(words, p)},
      {"exercise", p.exercise.empty() ? Json(nullptr)
                                      : named_json(words, p.exercise, "exercise." + p.exercise + ".name")},
      {"missing",
       list_json(words, report.missing,
                 [](const Words& w, const std::string& id) { return named_json(w, id, "equipment." + id); })},
      {"offered", offered[static_cast<int>(report.offered)]},
      {"chosen", report.chosen},
      {"followed", report.followed},
      {"week", report.week},
      {"this_week", now == nullptr ? Json(nullptr) : week_row(*now)},
      {"upkeep", p.then ? week_row(*p.then) : Json(nullptr)},
      {"done_this_week", report.done_this_week},
      {"weeks", std::move(weeks)},
      {"done", done},
      {"asked", {{"min", asked_from}, {"max", asked_to}}}};
}

}  // namespace

Json prevention_json(const Words& words, const PreventionReport& report, Day today) {
  Json watch = nullptr;
  if (report.watch) {
    watch = {{"day", report.watch->day},
             {"days", report.watch->days},
             {"until", day_text(today + std::chrono::days(report.watch->days - report.watch->day))},
             {"pain_above_limit", report.watch->pain_above_limit},
             {"text", report.watch->pain_above_limit ? words("follow_up.watch_pain") : std::string{}}};
    const auto item = words.knowledge().prevention.find(report.watch->id);
    if (item != words.knowledge().prevention.end())
      watch["evidence"] = evidence_json(words, item->second.evidence);
  }
  return {{"today", day_text(today)},
          {"programs", list_json(words, report.programs, program_row)},
          {"watch", std::move(watch)},
          {"program", program_version},
          {"knowledge", words.knowledge().version}};
}

}  // namespace hamstring::service
