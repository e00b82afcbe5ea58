#include "view/result_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "history/case_words.h"
#include "history/timeline.h"
#include "rehab/course/fold.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/judge.h"

namespace hamstring::service {
namespace {

using namespace rehab;

std::string of(const PictureReport& picture, std::string_view field) {
  return fmt::format("injury_type.{}.{}", picture.id, field);
}

std::vector<const PictureReport*> leading_of(const Assessment& assessment) {
  std::vector<const PictureReport*> leading;
  for (const PictureReport& picture : assessment.pictures)
    if (picture.leading) leading.push_back(&picture);
  return leading;
}

int balance_of(const PictureReport& picture) {
  int balance = 0;
  for (const ClueReport& clue : picture.speaks_for) balance += clue.weight;
  for (const ClueReport& clue : picture.speaks_against) balance -= clue.weight;
  return balance;
}

/// What it most likely is: one name, or two where the answers fit both alike, or that they do not say.
std::string name_of(const Words& words, InjuredSide hurt, const std::vector<const PictureReport*>& leading) {
  const std::map<std::string, Argument> side{
      {"thigh", fmt::format("result.thigh.{}", to_word(side_words, hurt))}};
  if (leading.empty()) return words(Message{.id = "result.open", .arguments = side});
  if (leading.size() == 1) return words(Message{.id = of(*leading[0], "result"), .arguments = side});
  std::map<std::string, Argument> both = side;
  both["first"] = of(*leading[0], "short");
  both["second"] = of(*leading[1], "short");
  return words(Message{.id = "result.either", .arguments = both});
}

/// How sure it is, as a count of the person's own answers: no probability, since none was ever measured for
/// these.
std::string sure_of(const Words& words, const std::vector<const PictureReport*>& leading) {
  if (leading.empty()) return words("result.sure.open");
  if (leading.size() > 1) return words("result.sure.either");
  const auto many = static_cast<long long>(leading[0]->speaks_for.size());
  const auto against = static_cast<long long>(leading[0]->speaks_against.size());
  return words(Message{.id = against > 0 ? "result.sure.mixed" : "result.sure.clear",
                       .arguments = {{"n", many}, {"against", against}}});
}

/// What else something speaks for, the likelier first.
Json others_json(const Words& words, const Assessment& assessment) {
  std::vector<const PictureReport*> others;
  for (const PictureReport& picture : assessment.pictures)
    if (!picture.leading && !picture.speaks_for.empty()) others.push_back(&picture);
  std::ranges::stable_sort(others, std::greater{}, [](const PictureReport* p) { return balance_of(*p); });
  Json list = Json::array();
  for (const PictureReport* picture : others)
    list.push_back(named_json(words, picture->id, of(*picture, "short")));
  return list;
}

/// In a sentence or two what this is, and what is known about it.
Json what_json(const Words& words, const std::vector<const PictureReport*>& leading,
               const PersonTraits& person) {
  Json list = Json::array();
  for (const PictureReport* picture : leading) {
    const auto type = words.knowledge().pictures.find(picture->id);
    if (type == words.knowledge().pictures.end()) continue;
    const Judgement leads{.truth = Truth::yes, .used = {"picture." + picture->id}, .unknown = {}};
    list.push_back(why_json(words, reason_of("injury_type." + picture->id, of(*picture, "what"), leads,
                                             type->second.evidence, person)));
    for (const InjuryType::Fact& fact : type->second.facts) {
      const std::string id = of(*picture, "fact." + fact.id);
      list.push_back(why_json(words, reason_of(id, id, leads, fact.evidence, person)));
    }
  }
  return list;
}

bool waits_for_somebody(const Plan& plan) {
  return plan.status == PlanStatus::clinician_first || plan.status == PlanStatus::suspended ||
         plan.status == PlanStatus::refused;
}

/// When one may run: as tests and the days after a session allow it, never on a date; and how long others
/// took until all of it was back. The middle half of the twenty dots, in whole weeks outwards.
Json run_json(const Words& words, const Plan& plan) {
  const bool runs = plan.run && plan.run->speed_of != rehab::OwnSpeed::none;
  Json needs = Json::array();
  // Under "now" nothing has to be shown first; what the next part asks for stands on its own page.
  if (!runs && (plan.status == PlanStatus::session || plan.status == PlanStatus::rest)) {
    for (const CriterionReport& criterion : plan.criteria)
      if (criterion.state != CriterionState::met) needs.push_back(words(criterion.text));
  }
  const char* id = waits_for_somebody(plan)               ? "result.run.seen"
                   : runs                                 ? "result.run.now"
                   : plan.status == PlanStatus::ask_first ? "result.run.answers"
                                                          : "result.run.tested";
  Json json{{"text", words(id)}, {"range", ""}, {"needs", std::move(needs)}, {"why", Json::array()}};
  const PrognosisReport& prognosis = plan.assessment.prognosis;
  if (!prognosis.known || waits_for_somebody(plan)) return json;
  const auto from = std::max(1LL, std::llround(std::floor(prognosis.dots_days[5] / 7.0)));
  const auto to = std::max(from + 1, std::llround(std::ceil(prognosis.dots_days[14] / 7.0)));
  json["range"] = words(Message{.id = "result.run.range", .arguments = {{"from", from}, {"to", to}}});
  json["why"] = list_json(words, prognosis.reasons, why_json);
  return json;
}

/// Whether everyday advice may be given at all: a sign that has to be seen, that nobody was sure of or
/// that nobody asked for yet comes alone.
bool may_advise(const Assessment& assessment) {
  return assessment.verdict <= Verdict::clinician_first && assessment.rescreen_positive.empty() &&
         std::ranges::none_of(assessment.flags,
                              [](const FlagReport& flag) {
                                return flag.state != FlagState::cleared &&
                                       flag.state != FlagState::cleared_by_clinician;
                              }) &&
         std::ranges::none_of(assessment.gates, [](const GateReport& gate) {
           return gate.refuse && (gate.state == GateState::raised || gate.state == GateState::holding);
         });
}

/// Topics in their order, each with what is told about it today.
Json daily_json(const Words& words, const Plan& plan, const CaseFacts& facts, const PersonTraits& person) {
  if (!may_advise(plan.assessment)) return Json::array();
  std::vector<const Daily*> told;
  for (const auto& [id, item] : words.knowledge().daily) {
    if (item.when && evaluate(*item.when, facts).truth != Truth::yes) continue;
    if (item.loads && waits_for_somebody(plan)) continue;
    told.push_back(&item);
  }
  std::ranges::sort(told, {}, [](const Daily* item) { return std::tuple(item->order, item->id); });
  Json topics = Json::array();
  std::map<std::string, std::size_t> at;
  for (const Daily* item : told) {
    if (const auto [place, first] = at.try_emplace(item->topic, topics.size()); first)
      topics.push_back(
          {{"id", item->topic}, {"title", words("daily.topic." + item->topic)}, {"items", Json::array()}});
    const Judgement judged = item->when ? evaluate(*item->when, facts) : Judgement{};
    const char* text = item->loads && plan.status != PlanStatus::session ? "not_today" : "text";
    topics[at[item->topic]]["items"].push_back(
        why_json(words, reason_of("daily." + item->id, fmt::format("daily.{}.{}", item->id, text), judged,
                                  item->evidence, person)));
  }
  return topics;
}

}  // namespace

Json result_json(const Words& words, const Case& history, const Plan& plan) {
  const Knowledge& knowledge = words.knowledge();
  const State state = fold(knowledge, timeline_of(history, plan.today), plan.today, nullptr);
  if (state.ledger.episodes.empty()) return nullptr;
  const CaseFacts facts(knowledge, state, plan.today);
  const PersonTraits person = traits_of(state, facts);
  const auto leading = leading_of(plan.assessment);
  return {{"name", name_of(words, state.ledger.episodes.back().side, leading)},
          {"sure", sure_of(words, leading)},
          {"others", others_json(words, plan.assessment)},
          {"what", what_json(words, leading, person)},
          {"run", run_json(words, plan)},
          {"daily", daily_json(words, plan, facts, person)}};
}

}  // namespace hamstring::service
