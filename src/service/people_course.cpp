// What lies before and behind a person, read from their history.
#include <fmt/format.h>

#include "core/try.h"
#include "rehab/plan/prevention_report.h"
#include "rehab/plan/return_decision.h"
#include "rehab/plan/run_fit.h"
#include "service/people.h"
#include "view/course_view.h"
#include "view/moment.h"

namespace hamstring::service {

struct People::Opened {
  store::PersonRow who;
  std::shared_ptr<const rehab::Case> history;
  std::vector<Damaged> damaged;
  Day today{};
  std::string language;
};

Outcome<People::Opened> People::open(const std::string& person, const std::string& language,
                                     std::int64_t now) {
  HAMSTRING_TRY(who, find(person));
  HAMSTRING_TRY(found, read_or_remembered(person));
  const auto today = local_day(now, who.zone);
  if (!today) return refuse(Code::bad_input, today.error());
  std::string reader = language.empty() ? who.language : language;
  return Opened{.who = std::move(who),
                .history = std::move(found.history),
                .damaged = std::move(found.damaged),
                .today = *today,
                .language = std::move(reader)};
}

Outcome<Json> People::course(const std::string& person, const std::string& language, std::int64_t now) {
  HAMSTRING_TRY(opened, open(person, language, now));
  const Words words(knowledge_, catalog_of(knowledge_, opened.language));
  return course_json(words, *opened.history, opened.today);
}

Outcome<Json> People::side_by_side(const std::string& person, const std::string& a, const std::string& b,
                                   const std::string& language, std::int64_t now) {
  HAMSTRING_TRY(opened, open(person, language, now));
  const Words words(knowledge_, catalog_of(knowledge_, opened.language));
  auto made = side_by_side_json(words, *opened.history, a, b, opened.today);
  if (!made) return refuse(Code::bad_input, made.error());
  return *made;
}

Outcome<Json> People::before_return(const std::string& person, const std::string& protocol,
                                    const std::string& language, std::int64_t now) {
  HAMSTRING_TRY(opened, open(person, language, now));
  if (!opened.damaged.empty()) return refuse_damaged();
  if (!protocol.empty() && !knowledge_.protocols.contains(protocol))
    return refuse(Code::bad_input, Error{.message = "there is no such protocol", .element = "protocol"});
  const Words words(knowledge_, catalog_of(knowledge_, opened.language));
  return return_json(words, rehab::return_report(knowledge_, *opened.history, opened.today, protocol),
                     opened.today);
}

Outcome<Json> People::prevention(const std::string& person, const std::string& language, std::int64_t now) {
  HAMSTRING_TRY(opened, open(person, language, now));
  const Words words(knowledge_, catalog_of(knowledge_, opened.language));
  return prevention_json(words, rehab::prevention_report(knowledge_, *opened.history, opened.today),
                         opened.today);
}

Outcome<Json> People::runs(const std::string& person, const std::string& week_start,
                           const std::string& language, std::int64_t now) {
  if (!week_start.empty() && week_start != "monday" && week_start != "sunday")
    return refuse(Code::bad_input,
                  Error{.message = "monday or sunday was expected", .element = "week_start"});
  HAMSTRING_TRY(opened, open(person, language, now));
  const Words words(knowledge_, catalog_of(knowledge_, opened.language));
  return runs_json(words, *opened.history, opened.today, week_start == "sunday");
}

Outcome<Json> People::run_fit(const std::string& person, const std::string& day, const rehab::DoneRun& told,
                              const std::string& language, std::int64_t now) {
  HAMSTRING_TRY(opened, open(person, language, now));
  if (!day.empty() && !parse_day(day))
    return refuse(Code::bad_input,
                  Error{.message = "a day such as 2026-03-09 was expected", .element = "day"});
  Json none{{"rung", nullptr}};
  if (!opened.damaged.empty()) return none;
  // Which rung another day asked for is not looked up: what is offered is the run of today.
  if (!day.empty() && day != day_text(opened.today)) return none;
  const auto plan = plan_of(person, opened.history, opened.today);
  if (!plan->run || !rehab::fits(told, *plan->run, knowledge_.policy.run_fit)) return none;
  const Words words(knowledge_, catalog_of(knowledge_, opened.language));
  return Json{{"rung",
               {{"id", plan->run->rung},
                {"name", words(fmt::format("protocol.{}.rung.{}", plan->protocol, plan->run->rung))}}}};
}

}  // namespace hamstring::service
