// The ladder and what stands before return.
#include <fmt/format.h>

#include "view/course_view.h"
#include "view/plan_words.h"
#include "view/today_view.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

using namespace rehab;

Json rung_json(const Words& words, const RungReport& rung, const std::string& protocol) {
  constexpr const char* places[] = {"behind", "present", "ahead"};
  constexpr const char* speeds[] = {"effort", "easy_speed", "top_speed"};
  Json phases = Json::array();
  for (const std::string& phase : rung.phases)
    phases.push_back(named_json(words, phase, fmt::format("protocol.{}.phase.{}", protocol, phase)));
  Json json{{"id", rung.id},
            {"name", words(fmt::format("protocol.{}.rung.{}", protocol, rung.id))},
            {"order", rung.order},
            {"form", rung.form},
            {"repeats", rung.repeats},
            {"rest_s", rung.rest_s},
            {"percent", span_json(rung.percent)},
            {"speed_of", speeds[static_cast<int>(rung.speed_of)]},
            {"place", places[static_cast<int>(rung.place)]},
            {"tolerated", rung.tolerated},
            {"tolerated_needed", rung.tolerated_needed},
            {"fallback", rung.fallback},
            {"phases", std::move(phases)},
            {"needs", list_json(words, rung.needs, criterion_json)},
            {"why", why_json(words, rung.reason)}};
  if (rung.work_s) json["work_s"] = *rung.work_s;
  if (rung.work_m) json["work_m"] = *rung.work_m;
  if (rung.speed_m_s) json["speed_m_s"] = span_json(*rung.speed_m_s);
  return json;
}

Json settled_json(const Words& words, const std::string& ref) {
  const bool test = ref.starts_with("test.");
  const std::string id = ref.substr(ref.find('.') + 1);
  return {
      {"kind", test ? "test" : "question"}, {"id", id}, {"name", words(test ? ref + ".name" : ref + ".ask")}};
}

Json fact_json(const Words& words, const ReturnFactReport& fact) {
  constexpr const char* groups[] = {"experts", "no_consensus", "reinjury"};
  Json settled = Json::array();
  for (const std::string& ref : fact.settled_by) settled.push_back(settled_json(words, ref));
  return {
      {"id", fact.id},
      {"group", groups[static_cast<int>(fact.group)]},
      {"state", fact.state ? Json(word_of(*fact.state)) : Json(nullptr)},
      {"state_name", fact.state ? Json(words(fmt::format("state.{}", word_of(*fact.state)))) : Json(nullptr)},
      {"missing", list_json(words, fact.missing, unknown_json)},
      {"settled_by", std::move(settled)},
      {"why", why_json(words, fact.reason)}};
}

}  // namespace

Json return_json(const Words& words, const ReturnReport& report, Day today) {
  Json phases = Json::array(), ladder = Json::array();
  int met = 0, open = 0;
  constexpr const char* places[] = {"behind", "present", "ahead"};
  for (const PhaseReport& phase : report.phases) {
    phases.push_back({{"id", phase.id},
                      {"name", words(fmt::format("protocol.{}.phase.{}", report.protocol, phase.id))},
                      {"place", places[static_cast<int>(phase.place)]},
                      {"criteria", list_json(words, phase.criteria, criterion_json)}});
    for (const CriterionReport& criterion : phase.criteria)
      ++(criterion.state == CriterionState::met ? met : open);
  }
  for (const RungReport& rung : report.ladder) ladder.push_back(rung_json(words, rung, report.protocol));
  const bool any = !report.protocol.empty();
  return {{"today", day_text(today)},
          {"protocol", report.protocol},
          {"protocol_name", any ? words("protocol." + report.protocol + ".name") : std::string{}},
          {"phase", report.phase},
          {"returned", report.returned},
          {"pain_limit", report.pain_limit},
          {"run_before_max", report.run_before_max},
          {"pain_evidence", any ? evidence_json(words, report.pain_evidence) : Json(nullptr)},
          {"goal",
           report.goal ? named_json(words, report.goal->goal, "goal." + report.goal->goal) : Json(nullptr)},
          {"goal_rung", report.goal ? report.goal->rung : std::string{}},
          {"ladder", std::move(ladder)},
          {"phases", std::move(phases)},
          {"met", met},
          {"open", open},
          {"facts", list_json(words, report.facts, fact_json)},
          {"program", program_version},
          {"knowledge", words.knowledge().version}};
}

}  // namespace hamstring::service
