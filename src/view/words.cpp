#include "view/words.h"

#include <fmt/format.h>

#include "knowledge/fact.h"
#include "rehab/plan/goal.h"
#include "rehab/standing/judge.h"
#include "view/plan_words.h"

namespace hamstring::service {

using namespace rehab;

std::string Words::if_any(const std::string& id) const {
  return catalog_.text.contains(id) ? (*this)(id) : std::string{};
}

const Catalog& catalog_of(const Knowledge& knowledge, std::string_view language) {
  const auto found = knowledge.catalogs.find(language);
  if (found != knowledge.catalogs.end()) return found->second;
  const auto english = knowledge.catalogs.find("en");
  return english != knowledge.catalogs.end() ? english->second : knowledge.catalogs.begin()->second;
}

Json evidence_json(const Words& words, const Evidence& evidence, Fit fit) {
  constexpr const char* statuses[] = {"V", "V2", "Vp", "M", "our_assumption", "blank"};
  constexpr const char* strengths[] = {"A", "B", "C", "D"};
  constexpr const char* fits[] = {"like_you", "not_like_you", "not_known"};
  constexpr const char* fit_words[] = {"evidence.like_you", "evidence.not_in_people_like_you",
                                       "evidence.fit_not_known"};
  const char* status = statuses[static_cast<int>(evidence.status)];
  std::string said = words(fmt::format("evidence.status.{}", status));
  Json json{{"status", status}, {"sources", evidence.sources}, {"fit", fits[static_cast<int>(fit)]}};
  if (evidence.strength) {
    const char* strength = strengths[static_cast<int>(*evidence.strength)];
    json["strength"] = strength;
    said = fmt::format("{} · {}", words(fmt::format("evidence.strength.{}", strength)), said);
  }
  json["words"] = std::move(said);
  if (evidence.population) {
    const std::string& population = evidence.population->words(words.catalog().language);
    json["population"] = population;
    json["fit_words"] =
        words(Message{.id = fit_words[static_cast<int>(fit)], .arguments = {{"population", population}}});
  }
  if (!evidence.note.empty()) json["note"] = evidence.note;
  return json;
}

Json why_json(const Words& words, const Reason& reason) {
  return {{"rule", reason.rule},
          {"text", words(reason.text)},
          {"facts", reason.facts},
          {"evidence", evidence_json(words, reason.evidence, reason.fit)}};
}

Json named_json(const Words& words, const std::string& id, const std::string& key) {
  const std::string name = words.if_any(key);
  return {{"id", id}, {"name", name.empty() ? id : name}};
}

Json unknown_json(const Words& words, const UnknownFact& fact) {
  constexpr const char* causes[] = {"not_asked", "unsure", "within_error", "conflict"};
  const Result<FactName> name = parse_fact_name(fact.fact);
  std::string text = fact.fact;
  if (name && name->space == "story") text = words("question." + name->item + ".ask");
  if (name && name->space == "test") text = words("test." + name->item + ".name");
  return {{"fact", fact.fact}, {"text", text}, {"cause", causes[static_cast<int>(fact.cause)]}};
}

Json goals_json(const Words& words) {
  Json goals = Json::array();
  for (const std::string_view word : goal_words)
    goals.push_back(named_json(words, std::string(word), fmt::format("goal.{}", word)));
  return goals;
}

Json question_json(const Words& words, const Question& question) {
  constexpr const char* answers[] = {"yes_no", "choice", "number", "day"};
  constexpr const char* sets[] = {"red_flag", "story", "history", "person", "imaging", "check_in"};
  const std::string key = "question." + question.id;
  Json options = Json::array();
  for (const std::string& option : question.options)
    options.push_back({{"id", option}, {"name", words(fmt::format("{}.option.{}", key, option))}});
  Json zones = Json::array();
  for (const Question::Zone& zone : question.zones)
    zones.push_back({{"option", zone.option},
                     {"at", {zone.x, zone.y}},
                     {"size", {zone.half_width, zone.half_height}},
                     {"also", zone.also}});
  const std::string brief = words.if_any(key + ".short");
  return {{"id", question.id},
          {"set", sets[static_cast<int>(question.set)]},
          {"ask", words(key + ".ask")},
          {"short", brief.empty() ? words(key + ".ask") : brief},
          {"why", words.if_any(key + ".why")},
          {"answer", answers[static_cast<int>(question.answer)]},
          {"options", std::move(options)},
          {"zones", std::move(zones)},
          {"few", question.few},
          {"unit", question.unit},
          {"min", question.min},
          {"max", question.max},
          {"status", evidence_json(words, question.evidence)}};
}

/// What a flag asks for: of one that nobody is sure of, what that asks for.
Verdict asked_by(const Words& words, const FlagReport& flag) {
  const auto found = words.knowledge().flags.find(flag.id);
  if (found == words.knowledge().flags.end()) return Verdict::clinician_first;
  return flag.state == FlagState::unsure ? action_unsure(found->second) : found->second.action;
}

/// What to do: of a flag that nobody is sure of and that then asks for less, not in the words of the flag
/// itself, or two urgencies stand on one page.
std::string told_with(const Words& words, const FlagReport& flag) {
  const auto found = words.knowledge().flags.find(flag.id);
  const bool less = flag.state == FlagState::unsure && found != words.knowledge().flags.end() &&
                    asked_by(words, flag) != found->second.action;
  return less ? "verdict.not_sure_do" : "red_flag." + flag.id + ".do";
}

Json flag_json(const Words& words, const FlagReport& flag) {
  const std::string_view action = word_of(asked_by(words, flag));
  Json json{{"id", flag.id},
            {"name", words("red_flag." + flag.id + ".name")},
            {"state", word_of(flag.state)},
            {"state_name", words(fmt::format("state.{}", word_of(flag.state)))},
            {"action", action},
            {"order", words(fmt::format("verdict.{}", action))},
            {"todo", words(told_with(words, flag))},
            {"until", words("red_flag." + flag.id + ".until")},
            {"missing", list_json(words, flag.missing, unknown_json)},
            {"why", why_json(words, flag.reason)}};
  if (flag.state == FlagState::raised) json["since"] = day_text(flag.since);
  return json;
}

Json raised_json(const Words& words, const Assessment& assessment) {
  Json list = Json::array();
  for (const FlagReport& flag : assessment.flags) {
    if (flag.state == FlagState::raised) list.push_back(flag_json(words, flag));
  }
  return list;
}

Json first_seen_json(const Words& words, const Assessment& assessment) {
  Json list = raised_json(words, assessment);
  for (const FlagReport& flag : assessment.flags) {
    if (flag.state == FlagState::unsure) list.push_back(flag_json(words, flag));
  }
  return list;
}

Json span_json(const Range& range) {
  return {{"min", range.min}, {"max", range.max}};
}

}  // namespace hamstring::service
