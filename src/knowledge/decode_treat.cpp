#include "knowledge/decode.h"

namespace hamstring::rehab {
namespace {

std::vector<Range> decode_ranges(const std::vector<Part>& parts) {
  std::vector<Range> result;
  for (const Part& part : parts) result.push_back(decode_range(part));
  return result;
}

FastRunning decode_fast_running(const Part& part, const Vocabulary& words) {
  constexpr std::pair<std::string_view, Pace> paces[] = {{"easy", Pace::easy}, {"fast", Pace::fast}};
  FastRunning result{.days_apart = part.integer("days_apart"),
                     .days_per_week = part.integer("days_per_week"),
                     .full_days_apart = part.integer("full_days_apart"),
                     .fast_from = part.number("fast_from"),
                     .full_from = part.number("full_from"),
                     .easy = part.texts("easy"),
                     .limits = {}};
  for (const Part& limit : part.each("limit")) {
    result.limits.push_back({.id = limit.text("id"),
                             .most = choose(paces, limit.text("most")),
                             .when = condition(limit, words, "when", FactLayer::plan),
                             .not_above = limit.text("not_above"),
                             .evidence = decode_evidence(limit["evidence"])});
  }
  return result;
}

}  // namespace

Range decode_range(const Part& part) {
  return {.min = part.number("min"), .max = part.number("max")};
}

Exercise decode_exercise(const Part& item, const Vocabulary& words) {
  Exercise result{.id = item.text("id"),
                  .targets = item.texts("targets"),
                  .length = item.text("length"),
                  .contraction = item.text("contraction"),
                  .dose_unit = item.text("dose_unit"),
                  .range = item.text("range"),
                  .movement = item.text("movement"),
                  .loadable = item.truth("loadable"),
                  .one_side = item.truth("one_side"),
                  .demand = item.integer("demand"),
                  .equipment = item.texts("equipment"),
                  .easier = item.texts("easier"),
                  .harder = item.texts("harder"),
                  .loads = item.texts("loads"),
                  .tempo_s = item.numbers("tempo_s"),
                  .not_when = condition(item, words, "not_when", FactLayer::plan),
                  .loads_most = {},
                  .evidence = decode_evidence(item["evidence"])};
  for (const Part& load : item.each("loads_most")) {
    result.loads_most.push_back(
        {.muscle = load.text("muscle"), .evidence = decode_evidence(load["evidence"])});
  }
  return result;
}

Technique decode_technique(const Part& item, const Vocabulary& words) {
  using Phases = Technique::Phases;
  constexpr std::pair<std::string_view, Phases> phases[] = {
      {"any", Phases::any}, {"not_first", Phases::not_first}, {"late", Phases::late}};
  const Part dose = item["dose"];
  return {.id = item.text("id"),
          .sets = decode_range(dose["sets"]),
          .seconds = decode_range(dose["seconds"]),
          .per_week = decode_range(dose["per_week"]),
          .phases = choose(phases, item.text("phases")),
          .not_when = condition(item, words, "not_when", FactLayer::plan),
          .measure_with = item.texts("measure_with"),
          .equipment = item.texts("equipment"),
          .evidence = decode_evidence(item["evidence"])};
}

Treatment decode_treatment(const Part& item, const Vocabulary& words) {
  return {.id = item.text("id"),
          .order = item.integer("order"),
          .not_when = condition_if(item, words, "not_when", FactLayer::plan),
          .evidence = decode_evidence(item["evidence"])};
}

RestRule decode_rest_rule(const Part& item, const Vocabulary& words) {
  using Effect = RestRule::Effect;
  constexpr std::pair<std::string_view, Effect> effects[] = {{"no_session", Effect::no_session},
                                                             {"no_running", Effect::no_running},
                                                             {"no_progress", Effect::no_progress},
                                                             {"dose_back", Effect::dose_back},
                                                             {"phase_back", Effect::phase_back},
                                                             {"restart", Effect::restart},
                                                             {"retest", Effect::retest},
                                                             {"advice", Effect::advice},
                                                             {"gentle_start", Effect::gentle_start},
                                                             {"hold_back", Effect::hold_back}};
  return {.id = item.text("id"),
          .when = condition(item, words, "when", FactLayer::plan),
          .effect = choose(effects, item.text("effect")),
          .amount = item.number("amount"),
          .for_days = item.integer_if("for_days"),
          .order = item.integer("order"),
          .allowed = item.texts("allowed"),
          .evidence = decode_evidence(item["evidence"])};
}

Prevention decode_prevention(const Part& item, const Vocabulary& words) {
  using Sort = Prevention::Sort;
  constexpr std::pair<std::string_view, Sort> sorts[] = {{"watch", Sort::watch},
                                                         {"weekly_table", Sort::weekly_table},
                                                         {"upkeep", Sort::upkeep},
                                                         {"exposure", Sort::exposure}};
  Prevention result{.id = item.text("id"),
                    .sort = choose(sorts, item.text("sort")),
                    .exercise = item.text("exercise"),
                    .weeks = {},
                    .then = {},
                    .total_reps_source = item.integer_if("total_reps_source"),
                    .total_sessions_source = item.integer_if("total_sessions_source"),
                    .watch_days = item.integer_if("watch_days"),
                    .not_when = condition(item, words, "not_when", FactLayer::plan),
                    .after_warm_up = item.truth("after_warm_up"),
                    .fast = {},
                    .evidence = decode_evidence(item["evidence"])};
  for (const Part& week : item.each("week")) {
    result.weeks.push_back({.from = week.integer("from", 1),
                            .to = week.integer("to", 1),
                            .sessions = decode_range(week["sessions"]),
                            .sets = decode_ranges(week.each("sets"))});
  }
  if (item.has("then")) {
    const Part then = item["then"];
    result.then = {.from = 1,
                   .to = 1,
                   .sessions = decode_range(then["sessions_per_week"]),
                   .sets = decode_ranges(then.each("sets"))};
  }
  if (item.has("fast")) result.fast = decode_fast_running(item["fast"], words);
  return result;
}

double total_reps_at_midpoints(const Prevention& program) {
  const auto middle = [](const Range& range) { return 0.5 * (range.min + range.max); };
  double total = 0.0;
  for (const Prevention::Week& week : program.weeks) {
    double session = 0.0;
    for (const Range& set : week.sets) session += middle(set);
    total += session * middle(week.sessions) * (week.to - week.from + 1);
  }
  return total;
}

ReturnFact decode_return_fact(const Part& item, const Vocabulary& words) {
  using Group = ReturnFact::Group;
  constexpr std::pair<std::string_view, Group> groups[] = {
      {"experts", Group::experts}, {"no_consensus", Group::no_consensus}, {"reinjury", Group::reinjury}};
  return {.id = item.text("id"),
          .group = choose(groups, item.text("group")),
          .order = item.integer("order"),
          .met_when = condition_if(item, words, "met_when", FactLayer::plan),
          .settled_by = item.texts("settled_by"),
          .evidence = decode_evidence(item["evidence"])};
}

PrognosisItem decode_prognosis(const Part& item, const Vocabulary& words) {
  using Shape = PrognosisItem::Shape;
  constexpr std::pair<std::string_view, Shape> shapes[] = {{"center_only", Shape::center_only},
                                                           {"mean_sd", Shape::mean_sd},
                                                           {"median_range", Shape::median_range},
                                                           {"median_quartiles", Shape::median_quartiles}};
  const Part days = item["days"];
  PrognosisItem result{.id = item.text("id"),
                       .outcome = item.text("outcome"),
                       .match = condition(item, words, "match", FactLayer::plan),
                       .shape = choose(shapes, days.text("shape")),
                       .center_days = 0.0,
                       .sd_days = days.number("sd"),
                       .min_days = days.number_if("low").value_or(days.number("min")),
                       .max_days = days.number_if("high").value_or(days.number("max")),
                       .n = days.integer("n"),
                       .finding = {},
                       .evidence = decode_evidence(item["evidence"])};
  if (const Part finding = item["finding"]; !finding.text("fact").empty()) {
    result.finding = {
        .fact = fact_name(finding.text("fact")), .at = finding.number("at"), .word = finding.text("word")};
  }
  switch (result.shape) {
    case Shape::mean_sd:
      result.center_days = days.number("mean");
      break;
    case Shape::median_range:
    case Shape::median_quartiles:
      result.center_days = days.number("median");
      break;
    case Shape::center_only:
      result.center_days = 0.5 * (days.number("center_low") + days.number("center_high"));
      break;
  }
  return result;
}

}  // namespace hamstring::rehab
