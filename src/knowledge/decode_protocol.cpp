#include <algorithm>

#include "knowledge/decode.h"

namespace hamstring::rehab {
namespace {

Comparison decode_comparison(const std::string& op) {
  if (op == "<=") return Comparison::less_equal;
  return op == ">=" ? Comparison::greater_equal : Comparison::equal;
}

MeasureCriterion decode_measure(const Part& part) {
  using Metric = MeasureCriterion::Metric;
  constexpr std::pair<std::string_view, Metric> metrics[] = {
      {"value", Metric::value}, {"difference", Metric::difference}, {"ratio", Metric::ratio}};
  return {.test = part.text("test"),
          .metric = choose(metrics, part.text("metric")),
          .at_least = part.text("op") != "<=",
          .target = part.number("target")};
}

ObservedCriterion decode_observed(const Part& part) {
  using Field = ObservedCriterion::Field;
  constexpr std::pair<std::string_view, Field> fields[] = {
      {"", Field::none}, {"pain", Field::pain}, {"result", Field::result}, {"value", Field::value}};
  ObservedCriterion result{.test = part.text("test"),
                           .question = part.text("question"),
                           .field = choose(fields, part.text("field")),
                           .comparison = decode_comparison(part.text("op")),
                           .target = part.text("target"),
                           .target_is_pain_limit = false,
                           .times = part.integer("times", 1)};
  if (const auto number = part.number_if("target")) result.target = *number;
  const auto* word = std::get_if<std::string>(&result.target);
  result.target_is_pain_limit = word != nullptr && *word == "pain_limit";
  return result;
}

ToleratedCriterion decode_tolerated(const Part& part) {
  using What = ToleratedCriterion::What;
  constexpr std::pair<std::string_view, What> whats[] = {
      {"phase_sessions", What::phase_sessions}, {"exercise", What::exercise}, {"rung", What::rung}};
  return {.what = choose(whats, part.text("what")),
          .ref = part.text("ref"),
          .times = part.integer("times", 1),
          .window_days = part.integer("window_days", 21)};
}

std::vector<Criterion> decode_criteria(const std::vector<Part>& parts) {
  std::vector<Criterion> result;
  for (const Part& part : parts) {
    Criterion criterion{.id = part.text("id"),
                        .rule = BlankCriterion{},
                        .evidence = decode_evidence(part["evidence"]),
                        .asked_from = part.text("asked_from")};
    const std::string type = part.text("type");
    if (type == "measure") criterion.rule = decode_measure(part);
    if (type == "observed" || type == "answer") criterion.rule = decode_observed(part);
    if (type == "tolerated") criterion.rule = decode_tolerated(part);
    if (type == "injury_day") criterion.rule = DayCriterion{.min_injury_day = part.integer("min")};
    result.push_back(std::move(criterion));
  }
  return result;
}

ContentLine decode_line(const Part& part, const Vocabulary& words) {
  using Progress = ContentLine::Progress;
  constexpr std::pair<std::string_view, Progress> progresses[] = {
      {"fixed", Progress::fixed}, {"load_step", Progress::load_step}, {"table", Progress::table}};
  return {.id = part.text("id"),
          .options = part.texts("options"),
          .sets = decode_range(part["sets"]),
          .reps = decode_range(part["reps"]),
          .rest_s = decode_range(part["rest_s"]),
          .load_start = part.number_if("load_start"),
          .per_day = part.integer("per_day", 1),
          .every_days = part.integer("every_days", 1),
          .progress = choose(progresses, part.text("progress")),
          .table = part.text("table"),
          .optional = part.truth("optional"),
          .when = condition_if(part, words, "when", FactLayer::plan),
          .evidence = decode_evidence(part["evidence"])};
}

Rung decode_rung(const Part& part, const Vocabulary& words) {
  constexpr std::pair<std::string_view, OwnSpeed> speeds[] = {
      {"effort", OwnSpeed::none}, {"easy_speed", OwnSpeed::easy}, {"top_speed", OwnSpeed::top}};
  return {.id = part.text("id"),
          .form = part.text("form"),
          .order = part.integer("order"),
          .repeats = part.integer("repeats", 1),
          .work_s = part.number_if("work_s"),
          .work_m = part.number_if("work_m"),
          .rest_s = part.number("rest_s"),
          .speed_of = choose(speeds, part.text("speed_of")),
          .percent = decode_range(part["percent"]),
          .every_days = part.integer("every_days", 2),
          .tolerated_needed = part.integer("tolerated_needed", 2),
          .fallback = part.integer("fallback", 1),
          .needs = decode_criteria(part.each("needs")),
          .evidence = decode_evidence(part["evidence"]),
          .start_when = condition_if(part, words, "start_when", FactLayer::gate)};
}

Phase decode_phase(const Part& part, const Vocabulary& words) {
  const std::vector<std::string> next = part.texts("next");
  Phase result{.id = part.text("id"),
               .next = next.empty() ? std::string{} : next.front(),
               .back = part.text("back"),
               .prevention = part.text("prevention"),
               .order = part.integer("order"),
               .max_lines = part.integer("max_lines", 6),
               .hard_days_apart = part.integer("hard_days_apart", 0),
               .terminal = part.truth("terminal"),
               .is_return = part.truth("is_return"),
               .techniques = part.truth("techniques"),
               .content = {},
               .rungs = part.texts("rungs"),
               .exit = decode_criteria(part.each("exit")),
               .hold = decode_criteria(part.each("hold")),
               .evidence = decode_evidence(part["evidence"]),
               .start_when = condition_if(part, words, "start_when", FactLayer::gate)};
  for (const Part& line : part.each("content")) result.content.push_back(decode_line(line, words));
  return result;
}

}  // namespace

Protocol decode_protocol(const Part& item, const Vocabulary& words) {
  const Part pain = item["pain"], progress = item["progress"];
  Protocol result{.id = item.text("id"),
                  .offered_when = condition(item, words, "offered_when", FactLayer::plan),
                  .default_for = item.texts("default_for"),
                  .preferred_when = condition_if(item, words, "preferred_when", FactLayer::gate),
                  .unsupervised = item.truth("unsupervised"),
                  .complete = item.truth("complete"),
                  .pain_limit_default = pain.number("limit_default"),
                  .pain_limit_max = pain.number("limit_max"),
                  .progress_before_max = pain.number("progress_before_max"),
                  .run_before_max = pain.number("run_before_max"),
                  .run_up_max = pain.number_if("run_up_max").value_or(pain.number("limit_max")),
                  .load_step = progress.number("load_step"),
                  .dose_back = progress.number("dose_back"),
                  .tolerated_sessions = progress.integer("tolerated_sessions", 2),
                  .phases = {},
                  .rungs = {},
                  .former_rungs = {},
                  .evidence = decode_evidence(item["evidence"]),
                  .pain_evidence = decode_evidence(pain["evidence"]),
                  .progress_evidence = decode_evidence(progress["evidence"])};
  for (const Part& phase : item.each("phase")) result.phases.push_back(decode_phase(phase, words));
  for (const Part& rung : item.each("rung")) result.rungs.push_back(decode_rung(rung, words));
  for (const Part& former : item.each("former_rung"))
    result.former_rungs.push_back({.id = former.text("id"), .counts_as = former.text("counts_as")});
  std::ranges::stable_sort(result.phases, {}, &Phase::order);
  std::ranges::stable_sort(result.rungs, {}, &Rung::order);
  return result;
}

LoadsPolicy decode_loads(const Part& part) {
  using Own = LoadsPolicy::OwnStep;
  constexpr std::pair<std::string_view, Own> own[] = {{"none", Own::none},
                                                      {"dumbbell_step", Own::dumbbell},
                                                      {"smallest_plate", Own::plate},
                                                      {"machine_step", Own::machine}};
  LoadsPolicy result{.sure = part.integer("sure"),
                     .leave = part.number("leave"),
                     .light = part.number("light"),
                     .before = part.integer("before"),
                     .again_every = part.integer("again_every"),
                     .layoff_days = part.integer("layoff_days"),
                     .kits = {},
                     .evidence = decode_evidence(part["evidence"])};
  for (const Part& kit : part.each("equipment")) {
    result.kits.push_back({.id = kit.text("id"),
                           .step_kg = kit.number("step_kg"),
                           .own = choose(own, kit.text("own")),
                           .times = kit.number("times")});
  }
  return result;
}

Policy decode_policy(const Part& item, const Vocabulary& words) {
  const Part points = item["points"], repeats = item["own_repeats"], prognosis = item["prognosis"],
             next = item["next_test"], fit = item["run_fit"];
  Policy result{.points = {.slope = points.number("slope"),
                           .free = points.number("free"),
                           .penalty = points.number("penalty"),
                           .clear_at = points.number("clear_at"),
                           .cap = points.number("cap"),
                           .window_days = points.integer("window_days"),
                           .valid_days = points.integer("valid_days"),
                           .bar_z = points.number("bar_z"),
                           .settle_looks = points.integer("settle_looks"),
                           .settle_days = points.integer("settle_days"),
                           .settle_window_days = points.integer("settle_window_days")},
                .own_repeats = {.at_least = repeats.integer("at_least", 3),
                                .floor_of_wide = repeats.number("floor_of_wide"),
                                .factor = repeats.numbers("factor")},
                .rescreen_max_age_days = item["rescreen"].integer("max_age_days", 3),
                .dots = prognosis.integer("dots", 20),
                .widen_days = prognosis.number("widen_days"),
                .differs = prognosis.number("differs"),
                .sport_not_stated = prognosis.number("sport_not_stated"),
                .disagree_from = prognosis.number("disagree_from"),
                .own_estimate = {.fact = fact_name(prognosis["own_estimate"].text("fact")),
                                 .weight = prognosis["own_estimate"].number("weight"),
                                 .evidence = decode_evidence(prognosis["own_estimate"]["evidence"])},
                .movers = {},
                .prognosis_rules = {},
                .next_test = {.verdict = next.number("verdict"),
                              .gates = next.number("gates"),
                              .picture = next.number("picture"),
                              .protocol = next.number("protocol"),
                              .phase = next.number("phase"),
                              .rung = next.number("rung"),
                              .lines = next.number("lines")},
                .picture_lead_margin = item["picture"].integer("lead_margin", 2),
                .watch_days = item.integer("watch_days", 60),
                .pain_noise = item.number("pain_noise"),
                .run_fit = {.spare = fit.number("spare"),
                            .warm_up_s = fit.number("warm_up_s"),
                            .walk_below_m_s = fit.number("walk_below_m_s"),
                            .walks = fit.texts("walks"),
                            .far = fit.number("far"),
                            .far_s = fit.number("far_s"),
                            .far_m = fit.number("far_m"),
                            .walk_m_s = fit.number("walk_m_s"),
                            .easy_m_s = fit.number("easy_m_s"),
                            .fast_share = fit.number("fast_share"),
                            .fast_m_s = fit.number("fast_m_s"),
                            .faster = fit.number("faster"),
                            .distance_open_from = fit.texts("distance_open_from"),
                            .evidence = decode_evidence(fit["evidence"])},
                .loads = decode_loads(item["loads"]),
                .evidence = decode_evidence(item["evidence"])};
  for (const Part& mover : prognosis.each("movers")) {
    result.movers.push_back({.id = mover.text("id"),
                             .fact = fact_name(mover.text("fact")),
                             .at = mover.numbers("at"),
                             .factor = mover.numbers("factor"),
                             .evidence = decode_evidence(mover["evidence"])});
  }
  for (const Part& rule : prognosis.each("rules")) {
    result.prognosis_rules.push_back({.id = rule.text("id"),
                                      .when = condition(rule, words, "when", FactLayer::plan),
                                      .widen_days = rule.number("widen_days"),
                                      .evidence = decode_evidence(rule["evidence"])});
  }
  return result;
}

}  // namespace hamstring::rehab
