#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "knowledge/decode.h"

namespace hamstring::rehab {
namespace {

constexpr std::pair<std::string_view, Status> status_words[] = {
    {"blank", Status::blank}, {"V", Status::verified}, {"V2", Status::second_hand},
    {"Vp", Status::cut_off},  {"M", Status::memory},   {"our_assumption", Status::our_assumption}};
constexpr std::pair<std::string_view, Strength> strength_words[] = {
    {"D", Strength::D}, {"C", Strength::C}, {"B", Strength::B}, {"A", Strength::A}};

constexpr std::pair<std::string_view, Sexes> sexes_words[] = {
    {"not_stated", Sexes::not_stated}, {"men", Sexes::men}, {"women", Sexes::women}, {"both", Sexes::both}};
constexpr std::pair<std::string_view, Standard> standard_words[] = {
    {"not_stated", Standard::not_stated}, {"elite", Standard::elite}, {"amateur", Standard::amateur},
    {"student", Standard::student},       {"mixed", Standard::mixed}, {"patients", Standard::patients}};

std::optional<Population> decode_population(const Part& part) {
  if (!part.has("summary")) return std::nullopt;
  Population result{.summary = part.text("summary"),
                    .summary_de = part.text("summary_de"),
                    .n = part.integer_if("n"),
                    .sexes = choose(sexes_words, part.text("sex")),
                    .age_min_years = part.number_if("age_min"),
                    .age_max_years = part.number_if("age_max"),
                    .sports = part.texts("sport"),
                    .standard = choose(standard_words, part.text("level")),
                    .injured = {}};
  if (part.has("injured")) result.injured = part.truth("injured");
  return result;
}

std::optional<Strength> decode_strength(const Part& part) {
  if (!part.has("strength")) return std::nullopt;
  return choose(strength_words, part.text("strength"));
}

std::optional<Retraction> decode_retraction(const Part& part) {
  if (!part.has("notice")) return std::nullopt;
  return Retraction{
      .notice = part.text("notice"), .year = part.integer("year"), .address = part.text("address")};
}

std::vector<Clue> decode_clues(const std::vector<Part>& parts, const Vocabulary& words) {
  std::vector<Clue> result;
  for (const Part& part : parts) {
    result.push_back({.id = part.text("id"),
                      .when = condition(part, words, "when", FactLayer::picture),
                      .weight = part.integer("weight", 1),
                      .evidence = decode_evidence(part["evidence"])});
  }
  return result;
}

}  // namespace

Condition condition(const Part& part, const Vocabulary& words, std::string_view key, FactLayer layer,
                    std::string_view otherwise) {
  const std::string written = part.text(key, otherwise);
  Result<Condition> compiled = compile_condition(written, words, layer);
  if (compiled) return *std::move(compiled);
  const Error& error = compiled.error();
  part.fault(key,
             error.element.empty() ? error.message : fmt::format("{} ({})", error.message, error.element));
  return {.text = written, .nodes = {{}}};
}

std::optional<Condition> condition_if(const Part& part, const Vocabulary& words, std::string_view key,
                                      FactLayer layer) {
  if (!part.has(key)) return std::nullopt;
  return condition(part, words, key, layer);
}

std::optional<Status> status_from(std::string_view word) {
  for (const auto& [name, status] : status_words) {
    if (name == word) return status;
  }
  return std::nullopt;
}

Evidence decode_evidence(const Part& part) {
  return {.status = choose(status_words, part.text("status")),
          .strength = decode_strength(part),
          .sources = part.texts("sources"),
          .population = decode_population(part["population"]),
          .note = part.text("note")};
}

Source decode_source(const Part& item) {
  return {.id = item.text("id"),
          .authors = item.text("authors"),
          .title = item.text("title"),
          .venue = item.text("venue"),
          .doi = item.text("doi"),
          .address = item.text("address"),
          .design = item.text("design"),
          .note = item.text("note"),
          .year = item.integer("year"),
          .strength = decode_strength(item),
          .status = choose(status_words, item.text("status")),
          .population = decode_population(item["population"]),
          .retracted = decode_retraction(item["retracted"])};
}

Question decode_question(const Part& item, const Vocabulary& words) {
  using Set = Question::Set;
  using Answer = Question::Answer;
  constexpr std::pair<std::string_view, Set> sets[] = {
      {"story", Set::story},   {"red_flag", Set::red_flag}, {"history", Set::history},
      {"person", Set::person}, {"imaging", Set::imaging},   {"check_in", Set::check_in}};
  constexpr std::pair<std::string_view, Answer> answers[] = {{"yes_no", Answer::yes_no},
                                                             {"choice", Answer::choice},
                                                             {"number", Answer::number},
                                                             {"day", Answer::day}};
  constexpr std::pair<std::string_view, OwnSpeed> speeds[] = {
      {"", OwnSpeed::none}, {"easy_speed", OwnSpeed::easy}, {"top_speed", OwnSpeed::top}};
  const Part answer = item["answer"];
  Question result{.id = item.text("id"),
                  .set = choose(sets, item.text("set")),
                  .order = item.integer("order"),
                  .screen = item.text("screen"),
                  .answer = choose(answers, answer.text("type")),
                  .options = answer.texts("options"),
                  .unit = answer.text("unit"),
                  .min = answer.number("min"),
                  .max = answer.number("max"),
                  .not_after_today = answer.truth("not_after_today", true),
                  .rescreen = item.truth("rescreen"),
                  .keeps_yes = item.truth("keeps_yes"),
                  .function = item.truth("function"),
                  .few = item.truth("few"),
                  .kept = item.truth("kept"),
                  .beside_pain = item.truth("beside_pain"),
                  .masks_pain = item.truth("masks_pain"),
                  .said_by_another = item.truth("said_by_another"),
                  .birth_year = item.truth("birth_year"),
                  .usual_week = item.truth("usual_week"),
                  .speed = choose(speeds, item.text("speed")),
                  .zones = {},
                  .stands_for = item.texts("stands_for"),
                  .well = {},
                  .ask_when = condition_if(item, words, "ask_when", FactLayer::plan),
                  .one_when = condition_if(item, words, "one_when", FactLayer::plan),
                  .ask_again_on_injury_day = {},
                  .valid_days = item.integer_if("valid_days"),
                  .burden = item.integer("burden"),
                  .evidence = decode_evidence(item["evidence"])};
  for (const double day : item.numbers("ask_again_on_injury_day")) {
    result.ask_again_on_injury_day.push_back(static_cast<int>(day));
  }
  std::ranges::sort(result.ask_again_on_injury_day);
  for (const Part& zone : item.each("zone")) {
    const std::vector<double> at = zone.numbers("at"), size = zone.numbers("size");
    if (at.size() != 2 || size.size() != 2) continue;  // the schema has said so
    result.zones.push_back({.option = zone.text("option"),
                            .x = at[0],
                            .y = at[1],
                            .half_width = size[0],
                            .half_height = size[1],
                            .also = zone.text("also")});
  }
  return result;
}

RedFlag decode_red_flag(const Part& item, const Vocabulary& words) {
  constexpr std::pair<std::string_view, Verdict> actions[] = {{"clinician", Verdict::clinician_first},
                                                              {"urgent", Verdict::urgent},
                                                              {"same_day", Verdict::same_day},
                                                              {"emergency", Verdict::emergency}};
  return {.id = item.text("id"),
          .action = choose(actions, item.text("action")),
          .rank = item.integer("rank", 99),
          .when = condition(item, words, "when", FactLayer::flag),
          .see = item.texts("see"),
          .left_out = item.texts("left_out"),
          .evidence = decode_evidence(item["evidence"])};
}

Gate decode_gate(const Part& item, const Vocabulary& words) {
  constexpr std::pair<std::string_view, Verdict> actions[] = {{"day_plan", Verdict::day_plan},
                                                              {"clinician", Verdict::clinician_first},
                                                              {"urgent", Verdict::urgent},
                                                              {"same_day", Verdict::same_day},
                                                              {"emergency", Verdict::emergency}};
  Gate result{.id = item.text("id"),
              .when = condition(item, words, "when", FactLayer::gate),
              .stages = {},
              .hold_if_not_asked = item.text("if_not_asked") != "go_on",
              .refuse = item.truth("refuse"),
              .latched = item.truth("latched"),
              .order = item.integer("order"),
              .evidence = decode_evidence(item["evidence"])};
  for (const Part& stage : item.each("stage")) {
    result.stages.push_back({.id = stage.text("id"),
                             .when = condition(stage, words, "when", FactLayer::gate),
                             .action = choose(actions, stage.text("action")),
                             .allowed = stage.texts("allowed"),
                             .evidence = decode_evidence(stage["evidence"])});
  }
  return result;
}

InjuryType decode_injury_type(const Part& item, const Vocabulary& words) {
  using Group = InjuryType::Group;
  constexpr std::pair<std::string_view, Group> groups[] = {{"trauma", Group::trauma},
                                                           {"repetitive", Group::repetitive},
                                                           {"gradual", Group::gradual},
                                                           {"referred", Group::referred}};
  InjuryType result{.id = item.text("id"),
                    .group = choose(groups, item.text("group")),
                    .stretched = item.truth("stretched"),
                    .order = item.integer("order"),
                    .speaks_for = decode_clues(item.each("speaks_for"), words),
                    .speaks_against = decode_clues(item.each("speaks_against"), words),
                    .protocols = item.texts("protocols"),
                    .facts = {},
                    .advice = {},
                    .evidence = decode_evidence(item["evidence"])};
  using Kind = InjuryType::Advice::Kind;
  constexpr std::pair<std::string_view, Kind> kinds[] = {
      {"worse", Kind::worse}, {"meanwhile", Kind::meanwhile}, {"see", Kind::see}};
  for (const Part& advice : item.each("advice")) {
    result.advice.push_back({.id = advice.text("id"),
                             .kind = choose(kinds, advice.text("kind")),
                             .when = condition_if(advice, words, "when", FactLayer::plan),
                             .evidence = decode_evidence(advice["evidence"])});
  }
  for (const Part& fact : item.each("facts")) {
    result.facts.push_back({.id = fact.text("id"), .evidence = decode_evidence(fact["evidence"])});
  }
  return result;
}

Daily decode_daily(const Part& item, const Vocabulary& words) {
  return {.id = item.text("id"),
          .topic = item.text("topic"),
          .order = item.integer("order"),
          .loads = item.truth("loads"),
          .when = condition_if(item, words, "when", FactLayer::plan),
          .evidence = decode_evidence(item["evidence"])};
}

}  // namespace hamstring::rehab
