#include "view/library_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/anatomy.h"
#include "view/unit_words.h"

namespace hamstring::service {
namespace {

using namespace rehab;

Json names_json(const Words& words, const std::vector<std::string>& ids, const char* kind, const char* end) {
  Json list = Json::array();
  for (const std::string& id : ids)
    list.push_back(named_json(words, id, fmt::format("{}.{}{}", kind, id, end)));
  return list;
}

Json pose_json(const FigurePose& pose) {
  return {{"hip", pose.hip}, {"trunk", pose.trunk},       {"head", pose.head},      {"near", pose.near},
          {"far", pose.far}, {"near_arm", pose.near_arm}, {"far_arm", pose.far_arm}};
}

/// Adds the figure that shows an item, where one is drawn.
void add_figure(Json& item, const Words& words, const std::string& shows) {
  for (const auto& [id, figure] : words.knowledge().figures) {
    if (figure.shows != shows) continue;
    Json poses = Json::array(), props = Json::array();
    for (const FigurePose& pose : figure.poses) poses.push_back(pose_json(pose));
    for (const FigureProp& prop : figure.props)
      props.push_back(
          {{"kind", prop.kind}, {"on", prop.on}, {"at", prop.at}, {"size", prop.size}, {"turn", prop.turn}});
    item["figure"] = {{"leg", figure.leg}, {"arrow", figure.arrow}, {"poses", poses}, {"props", props}};
  }
}

/// The study behind an exercise in a few words ("randomized trial, n = 43"), the one read in its source
/// first; where there is none, our assumption.
Json chip_json(const Words& words, const Exercise& e) {
  std::vector<const Evidence*> all;
  for (const auto& load : e.loads_most) all.push_back(&load.evidence);
  all.push_back(&e.evidence);
  for (const Evidence* evidence : all) {
    if (evidence->status == Status::our_assumption || evidence->status == Status::blank) continue;
    const auto source = words.knowledge().sources.find(evidence->sources.front());
    if (source == words.knowledge().sources.end()) continue;
    std::string text = words("design." + source->second.design);
    const auto& people = evidence->population ? evidence->population : source->second.population;
    if (people && people->n) text += fmt::format(", n = {}", *people->n);
    return {{"text", text}, {"ours", false}, {"evidence", evidence_json(words, *evidence)}};
  }
  return {{"text", words("evidence.status.our_assumption")},
          {"ours", true},
          {"evidence", evidence_json(words, e.evidence)}};
}

Json exercise_json(const Words& words, const Exercise& e) {
  const std::string key = "exercise." + e.id;
  Json loads = Json::array();
  for (const auto& load : e.loads_most)
    loads.push_back({{"muscle", load.muscle}, {"evidence", evidence_json(words, load.evidence)}});
  Json json{{"id", e.id},
            {"name", words(key + ".name")},
            {"cue", words(key + ".cue")},
            {"stop", words(Message{.id = key + ".stop", .arguments = {{"limit", 4.0}}})},
            {"targets", e.targets},
            {"length", e.length},
            {"contraction", e.contraction},
            {"unit", e.dose_unit},
            {"demand", e.demand},
            {"equipment", names_json(words, e.equipment, "equipment", "")},
            {"easier", names_json(words, e.easier, "exercise", ".name")},
            {"harder", names_json(words, e.harder, "exercise", ".name")},
            {"tempo_s", e.tempo_s},
            {"movement", e.movement},
            {"loads_most", std::move(loads)},
            {"chip", chip_json(words, e)},
            {"evidence", evidence_json(words, e.evidence)}};
  add_figure(json, words, "exercise." + e.id);
  return json;
}

}  // namespace

Json test_json(const Words& words, const ClinicalTest& t) {
  const std::string key = "test." + t.id;
  Json results = Json::array();
  for (const std::string& result : t.results)
    results.push_back(named_json(words, result, fmt::format("{}.result.{}", key, result)));
  std::string error;
  // As wide as every other bar: what stands behind a value is the same ± that the test itself tells.
  if (t.error.from != ErrorModel::From::none)
    error = fmt::format(
        "± {:.1f}{} · {}", words.knowledge().policy.points.bar_z * t.error.value, unit_words(words, t.unit),
        words(fmt::format("evidence.status.{}",
                          t.error.from == ErrorModel::From::source ? "V" : "our_assumption")));
  Json json{{"id", t.id},
            {"name", words(key + ".name")},
            {"how", words(key + ".how")},
            {"unit", t.unit},
            {"both_sides", t.both_sides},
            {"repeats", t.repeats},
            {"records_pain", t.records_pain},
            {"results", std::move(results)},
            {"equipment", names_json(words, t.equipment, "equipment", "")},
            {"error_words", error},
            {"evidence", evidence_json(words, t.evidence)}};
  add_figure(json, words, "test." + t.id);
  if (t.plausible_min) json["min"] = *t.plausible_min;
  if (t.plausible_max) json["max"] = *t.plausible_max;
  return json;
}

namespace {

Json protocol_json(const Words& words, const Protocol& p) {
  Json phases = Json::array();
  for (const Phase& phase : p.phases)
    phases.push_back(named_json(words, phase.id, fmt::format("protocol.{}.phase.{}", p.id, phase.id)));
  return {{"id", p.id},
          {"name", words("protocol." + p.id + ".name")},
          {"phases", std::move(phases)},
          {"evidence", evidence_json(words, p.evidence)}};
}

Json technique_json(const Words& words, const Technique& t) {
  return {
      {"id", t.id},
      {"name", words("technique." + t.id + ".name")},
      {"dose", fmt::format("{:g}–{:g} × {:g}–{:g} s", t.sets.min, t.sets.max, t.seconds.min, t.seconds.max)},
      {"evidence", evidence_json(words, t.evidence)}};
}

Json alignment_json(const Words& words, const Alignment& a) {
  return {{"id", a.id},
          {"name", words("alignment." + a.id + ".name")},
          {"text", words.if_any("alignment." + a.id + ".text")},
          {"evidence", evidence_json(words, a.evidence)}};
}

template <class T, class Make>
Json all_json(const Words& words, const ById<T>& items, const Make& make) {
  Json list = Json::array();
  for (const auto& [id, item] : items) list.push_back(make(words, item));
  return list;
}

}  // namespace

Json program_json(const Words& words, const Prevention& p) {
  constexpr const char* sorts[] = {"weekly_table", "upkeep", "exposure", "watch"};
  Json weeks = Json::array();
  for (const auto& week : p.weeks) {
    Json sets = Json::array();
    for (const Range& set : week.sets) sets.push_back(span_json(set));
    weeks.push_back({{"from", week.from},
                     {"to", week.to},
                     {"sessions", span_json(week.sessions)},
                     {"sets", std::move(sets)}});
  }
  return {{"id", p.id},
          {"name", words("prevention." + p.id + ".name")},
          {"sort", sorts[static_cast<int>(p.sort)]},
          {"text", words.if_any("prevention." + p.id + ".text")},
          {"weeks", std::move(weeks)},
          {"evidence", evidence_json(words, p.evidence)}};
}

/// Who the plan is for and what an image said, in the order in which it is asked.
Json background_questions_json(const Words& words) {
  std::vector<const Question*> ordered;
  for (const auto& [id, question] : words.knowledge().questions) {
    // The year of birth stands with the person.
    if (is_background(question) && !question.birth_year) ordered.push_back(&question);
  }
  std::ranges::sort(ordered, {}, &Question::order);
  Json list = Json::array();
  for (const Question* question : ordered) list.push_back(question_json(words, *question));
  return list;
}

Json library_json(const Words& words) {
  const Knowledge& k = words.knowledge();
  return {{"exercises", all_json(words, k.exercises, exercise_json)},
          {"techniques", all_json(words, k.techniques, technique_json)},
          {"tests", all_json(words, k.tests, test_json)},
          {"programs", all_json(words, k.prevention, program_json)},
          {"alignment", all_json(words, k.alignment, alignment_json)},
          {"protocols", all_json(words, k.protocols, protocol_json)},
          {"goals", goals_json(words)},
          {"questions", background_questions_json(words)},
          {"label", words("technique.label")}};
}

Json roles_json(const Words& words) {
  std::vector<const HamstringRole*> ordered;
  for (const auto& [id, role] : words.knowledge().roles) ordered.push_back(&role);
  std::ranges::sort(ordered, {}, [](const HamstringRole* role) { return role->order; });
  Json list = Json::array();
  for (const HamstringRole* role : ordered) {
    const std::string key = "role." + role->id;
    Json muscles = Json::array();
    for (const Hamstring h : all_hamstrings) {
      const std::string code(hamstring_code(h));
      if (crosses_hip(h)) muscles.push_back({{"id", code}, {"text", words(fmt::format("{}.{}", key, code))}});
    }
    list.push_back({{"id", role->id},
                    {"name", words(key + ".name")},
                    {"text", words(key + ".text")},
                    {"muscles", std::move(muscles)},
                    {"evidence", evidence_json(words, role->evidence)}});
  }
  return list;
}

std::optional<Json> source_json(const Words& words, const std::string& id) {
  constexpr const char* statuses[] = {"V", "V2", "Vp", "M", "our_assumption", "blank"};
  constexpr const char* strengths[] = {"A", "B", "C", "D"};
  const auto found = words.knowledge().sources.find(id);
  if (found == words.knowledge().sources.end()) return std::nullopt;
  const Source& s = found->second;
  const char* status = statuses[static_cast<int>(s.status)];
  const std::string read = words(fmt::format("evidence.status.{}", status));
  Json json{{"id", s.id},       {"authors", s.authors}, {"year", s.year},       {"title", s.title},
            {"venue", s.venue}, {"doi", s.doi},         {"address", s.address}, {"design", s.design},
            {"status", status}, {"read", read},         {"words", read}};
  if (s.strength) {
    const char* strength = strengths[static_cast<int>(*s.strength)];
    json["strength"] = strength;
    json["words"] = fmt::format("{} · {}", words(fmt::format("evidence.strength.{}", strength)), read);
  }
  if (s.retracted)
    json["retracted"] = {
        {"notice", s.retracted->notice}, {"year", s.retracted->year}, {"address", s.retracted->address}};
  if (s.population) json["population"] = s.population->words(words.catalog().language);
  return json;
}

}  // namespace hamstring::service
