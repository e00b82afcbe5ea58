#include "knowledge/decode.h"

namespace hamstring::rehab {
namespace {

ErrorModel decode_error(const Part& part) {
  using From = ErrorModel::From;
  constexpr std::pair<std::string_view, From> froms[] = {
      {"none", From::none}, {"source", From::source}, {"wide_assumption", From::wide_assumption}};
  ErrorModel result{.from = choose(froms, part.text("from")),
                    .value = part.number("value"),
                    .own_repeats = part.truth("own_repeats"),
                    .evidence = {}};
  if (result.from == From::source) {
    result.evidence = decode_evidence(part["evidence"]);
  } else if (result.from == From::wide_assumption) {
    result.evidence = {.status = Status::our_assumption,
                       .strength = Strength::D,
                       .sources = {"ours"},
                       .population = {},
                       .note = {}};
  }
  return result;
}

}  // namespace

ClinicalTest decode_test(const Part& item, const Vocabulary& words) {
  using Better = ClinicalTest::Better;
  constexpr std::pair<std::string_view, Better> betters[] = {
      {"neither", Better::neither}, {"higher", Better::higher}, {"lower", Better::lower}};
  const Part plausible = item["plausible"];
  ClinicalTest result{
      .id = item.text("id"),
      .measures =
          from_word(measures_words, item.text("measures")).value_or(ClinicalTest::Measures::result_only),
      .unit = item.text("unit"),
      .better = choose(betters, item.text("better")),
      .plausible_min = plausible.number_if("min"),
      .plausible_max = plausible.number_if("max"),
      .both_sides = item.truth("both_sides"),
      .records_pain = item.truth("records_pain"),
      .use_best = item.text("use") == "best",
      .not_a_cause = item.truth("not_a_cause"),
      .light = item.truth("light"),
      .results = item.texts("results"),
      .answers = {},
      .repeats = item.integer("repeats", 1),
      .resolution = item.number("resolution"),
      .error = decode_error(item["error"]),
      .normal = {},
      .by = item.texts("by"),
      .equipment = item.texts("equipment"),
      .burden = item.integer("burden", 1),
      .allowed_when = condition(item, words, "allowed_when", FactLayer::plan),
      .min_days_between = item.integer("min_days_between"),
      .valid_days = item.integer("valid_days", 21),
      .outcomes = {},
      .evidence = decode_evidence(item["evidence"])};
  if (item.has("answers")) {
    const Part answers = item["answers"];
    result.answers = AnswersQuestion{.question = answers.text("question"), .words = {}};
    for (const Part& word : answers.each("words"))
      result.answers->words.emplace_back(word.text("result"), word.text("answer"));
  }
  for (const Part& normal : item.each("normal")) {
    result.normal.push_back({.sex = normal.text("sex"),
                             .mean = normal.number_if("mean"),
                             .sd = normal.number_if("sd"),
                             .short_above = normal.number_if("short_above"),
                             .long_below = normal.number_if("long_below"),
                             .evidence = decode_evidence(normal["evidence"])});
  }
  for (const Part& outcome : item.each("outcomes")) {
    result.outcomes.push_back({.id = outcome.text("id"),
                               .values = outcome.numbers("values"),
                               .pain = outcome.number_if("pain"),
                               .result = outcome.text("result"),
                               .says_all = outcome.truth("says_all")});
  }
  return result;
}

Questionnaire decode_questionnaire(const Part& item) {
  Questionnaire result{.id = item.text("id"),
                       .min = item["range"].number("min"),
                       .max = item["range"].number("max"),
                       .higher_is_better = item.text("better") != "lower",
                       .total_entered = item.text("total") != "not_kept",
                       .domains = {},
                       .for_pictures = item.texts("for"),
                       .change_beyond_noise = item["change_beyond_noise"].number_if("value"),
                       .evidence = decode_evidence(item["evidence"])};
  for (const Part& domain : item.each("domains")) {
    result.domains.push_back(
        {.id = domain.text("id"), .min = domain.number("min"), .max = domain.number("max")});
  }
  return result;
}

Alignment decode_alignment(const Part& item, const Vocabulary& words) {
  Alignment result{.id = item.text("id"),
                   .is_program = item.text("sort") == "program",
                   .test = item.text("test"),
                   .repeats = item.integer("repeats", 3),
                   .content = {},
                   .remeasure_after_days = item.integer("remeasure_after_days", 42),
                   .measures = item.texts("measures"),
                   .offer_when = condition_if(item, words, "offer_when", FactLayer::plan),
                   .not_when = condition_if(item, words, "not_when", FactLayer::plan),
                   .breaks = {},
                   .beside_it = {},
                   .evidence = decode_evidence(item["evidence"])};
  for (const Part& line : item.each("content")) {
    const Range sets = decode_range(line["sets"]);
    const Range amount = decode_range(line[line.has("seconds") ? "seconds" : "reps"]);
    result.content.push_back({.exercise = line.text("exercise"),
                              .sets_min = static_cast<int>(sets.min),
                              .sets_max = static_cast<int>(sets.max),
                              .amount_min = amount.min,
                              .amount_max = amount.max,
                              .every_days = line.integer("every_days", 1)});
  }
  if (item.has("breaks")) {
    const Part breaks = item["breaks"];
    result.breaks = {.question = breaks.text("question"),
                     .share = breaks.number("share"),
                     .least_min = breaks.integer("least_min"),
                     .most_min = breaks.integer("most_min"),
                     .ask_after_days = breaks.integer("ask_after_days")};
  }
  for (const Part& fact : item.each("beside_it")) {
    result.beside_it.push_back({.id = fact.text("id"), .evidence = decode_evidence(fact["evidence"])});
  }
  return result;
}

}  // namespace hamstring::rehab
