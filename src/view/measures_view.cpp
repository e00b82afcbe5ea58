#include "view/measures_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "history/case_words.h"
#include "rehab/plan/plan.h"
#include "rehab/plan/stand_in.h"
#include "view/library_view.h"
#include "view/plan_words.h"

namespace hamstring::service {
namespace {

using namespace rehab;

const char* truth_word(Truth truth) {
  constexpr const char* text[] = {"no", "yes", "not_known"};
  return text[static_cast<int>(truth)];
}

/// Criteria of the present phase that wait for this test.
Json settles_json(const Words& words, const Plan& plan, const std::string& test) {
  Json list = Json::array();
  for (const CriterionReport& criterion : plan.criteria) {
    if (criterion.settled_by == "test." + test) list.push_back(words(criterion.text));
  }
  return list;
}

Json offered_test_json(const Words& words, const ClinicalTest& test, const Plan& plan, const Offers& offers) {
  const TestOffer offer = offers.test(test);
  Json json = test_json(words, test);
  json["measures"] = to_word(measures_words, test.measures);
  json["by"] = test.by;
  json["described_only"] = test.not_a_cause;
  json["allowed"] = truth_word(offer.allowed.truth);
  json["missing"] = list_json(words, offer.allowed.unknown, unknown_json);
  json["equipped"] = offer.equipped;
  json["waits"] = offer.waits;
  json["settles"] = settles_json(words, plan, test.id);
  if (offer.last) json["last"] = day_text(*offer.last);
  if (offer.again_on) json["again_on"] = day_text(*offer.again_on);
  if (const TestEntry* entry = offers.latest(test)) {
    json["last_left"] = entry->left;
    json["last_right"] = entry->right;
  }
  return json;
}

Json questionnaire_json(const Words& words, const Questionnaire& questionnaire) {
  Json domains = Json::array();
  for (const Questionnaire::Domain& domain : questionnaire.domains) {
    Json named =
        named_json(words, domain.id, fmt::format("questionnaire.{}.domain.{}", questionnaire.id, domain.id));
    named["min"] = domain.min;
    named["max"] = domain.max;
    domains.push_back(std::move(named));
  }
  return {{"id", questionnaire.id},        {"name", words("questionnaire." + questionnaire.id + ".name")},
          {"min", questionnaire.min},      {"max", questionnaire.max},
          {"domains", std::move(domains)}, {"evidence", evidence_json(words, questionnaire.evidence)}};
}

Json content_json(const Words& words, const Alignment::Line& line) {
  const auto found = words.knowledge().exercises.find(line.exercise);
  const std::string unit = found == words.knowledge().exercises.end() ? "reps" : found->second.dose_unit;
  return {{"id", line.exercise},
          {"name", words("exercise." + line.exercise + ".name")},
          {"cue", words("exercise." + line.exercise + ".cue")},
          {"dose", fmt::format("{}–{} × {:g}–{:g} {}", line.sets_min, line.sets_max, line.amount_min,
                               line.amount_max, words("cli.unit." + unit))},
          {"every_days", line.every_days}};
}

Json alignment_json(const Words& words, const Alignment& alignment) {
  Json beside = Json::array();
  for (const Alignment::Beside& said : alignment.beside_it)
    beside.push_back({{"text", words(fmt::format("alignment.{}.beside.{}", alignment.id, said.id))},
                      {"evidence", evidence_json(words, said.evidence)}});
  return {{"id", alignment.id},
          {"name", words("alignment." + alignment.id + ".name")},
          {"program", alignment.is_program},
          {"test", alignment.test},
          {"again_after_days", alignment.remeasure_after_days},
          {"content", list_json(words, alignment.content, content_json)},
          {"beside", std::move(beside)},
          {"evidence", evidence_json(words, alignment.evidence)}};
}

/// In the order of the form.
Json treatments_json(const Words& words, const Offers& offers) {
  std::vector<const Treatment*> all;
  for (const auto& [id, item] : words.knowledge().treatments) all.push_back(&item);
  std::ranges::stable_sort(all, {}, &Treatment::order);
  Json list = Json::array();
  for (const Treatment* item : all) {
    const std::string key = "treatment." + item->id;
    list.push_back({{"id", item->id},
                    {"name", words(key + ".name")},
                    {"not_text", item->not_when ? words(key + ".not") : std::string()},
                    {"not_now", truth_word(offers.not_now(*item))}});
  }
  return list;
}

Json therapists_json(const Words& words) {
  Json list = Json::array();
  for (const auto& [word, therapist] : therapist_words)
    list.push_back(named_json(words, std::string(word), fmt::format("entry.therapist.{}", word)));
  return list;
}

}  // namespace

Json measures_json(const Words& words, const Case& history, Day today) {
  const Knowledge& k = words.knowledge();
  const Plan plan = rehab::plan(k, history, today);
  const Offers offers(k, history, plan);
  Json tests = Json::array(), questionnaires = Json::array(), alignment = Json::array();
  for (const auto& [id, test] : k.tests) tests.push_back(offered_test_json(words, test, plan, offers));
  for (const auto& [id, item] : k.questionnaires) questionnaires.push_back(questionnaire_json(words, item));
  for (const auto& [id, item] : k.alignment) alignment.push_back(alignment_json(words, item));
  return {{"today", day_text(today)},
          {"waits_text", plan.tests == TestsToday::all ? std::string() : words("measures.wait")},
          {"short_set", list_json(words, k.short_set,
                                  [](const Words& w, const std::string& question) {
                                    return question_json(w, w.knowledge().questions.at(question));
                                  })},
          {"tests", std::move(tests)},
          {"questionnaires", std::move(questionnaires)},
          {"alignment", std::move(alignment)},
          {"treatments", treatments_json(words, offers)},
          {"therapists", therapists_json(words)},
          {"alignment_label", words("alignment.label")},
          {"alignment_note", words("follow_up.alignment_note")}};
}

}  // namespace hamstring::service
