// Lines, runs and criteria with their words.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "view/plan_words.h"
#include "view/today_view.h"

namespace hamstring::service {
namespace {

using namespace rehab;

/// A number with the decimal sign of the reader.
std::string decimal(const Words& words, std::string number) {
  if (words.catalog().language == "de") std::ranges::replace(number, '.', ',');
  return number;
}

std::string dose_words(const Words& words, const SessionLine& line, const std::string& unit) {
  const auto& amounts = line.dose.amounts;
  const bool even = std::ranges::adjacent_find(amounts, std::not_equal_to<>()) == amounts.end();
  std::string text = even && !amounts.empty() ? fmt::format("{} × {:g}", amounts.size(), amounts.front())
                                              : fmt::format("{:g}", fmt::join(amounts, ", "));
  text = decimal(words, std::move(text)) + " " + words("cli.unit." + unit);
  if (line.dose.load_kg) text += ", " + decimal(words, fmt::format("{:g}", *line.dose.load_kg)) + " kg";
  if (line.per_day > 1)
    text += ", " +
            words(Message{.id = "cli.per_day", .arguments = {{"n", static_cast<long long>(line.per_day)}}});
  return text;
}

Json names_json(const Words& words, const std::vector<std::string>& ids) {
  Json list = Json::array();
  for (const std::string& id : ids) list.push_back(named_json(words, id, "exercise." + id + ".name"));
  return list;
}

Json equipment_json(const Words& words, const std::vector<std::string>& ids) {
  Json list = Json::array();
  for (const std::string& id : ids) list.push_back(named_json(words, id, "equipment." + id));
  return list;
}

Json stand_in_json(const Words& words, const StandIn& other, double stop_above_pain) {
  const auto found = words.knowledge().exercises.find(other.exercise);
  const Exercise* exercise = found == words.knowledge().exercises.end() ? nullptr : &found->second;
  const std::string unit = exercise == nullptr ? "reps" : exercise->dose_unit;
  const std::string key = "exercise." + other.exercise;
  return {{"id", other.exercise},
          {"name", words(key + ".name")},
          {"cue", words(key + ".cue")},
          {"stop", words(Message{.id = key + ".stop", .arguments = {{"limit", stop_above_pain}}})},
          {"amounts", other.dose.amounts},
          {"unit", unit},
          {"unit_name", words("cli.unit." + unit)},
          {"tempo_s", exercise == nullptr ? Json::array() : Json(exercise->tempo_s)},
          {"easier", other.easier},
          {"no_kit", other.no_kit}};
}

std::string pace(double speed_m_s) {
  const int seconds = static_cast<int>(std::lround(1000.0 / speed_m_s));
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string settle_words(const Words& words, const CriterionReport& c) {
  if (c.settled) return words("criterion.on_average");
  if (c.state == CriterionState::met || c.settled_by.empty()) return {};
  if (c.waits) return words("criterion.waits");
  if (c.settled_by.starts_with("test."))
    return words(Message{.id = "criterion.settle_with", .arguments = {{"test", c.settled_by + ".name"}}});
  if (c.need > 0) {
    return words(Message{
        .id = "criterion.settle_with_sessions",
        .arguments = {{"have", static_cast<long long>(c.have)}, {"need", static_cast<long long>(c.need)}}});
  }
  return {};
}

}  // namespace

Json line_json(const Words& words, const SessionLine& line, const std::vector<StandIn>& stand_ins) {
  constexpr const char* changes[] = {"first", "held", "heavier", "lighter", "table"};
  const auto found = words.knowledge().exercises.find(line.exercise);
  const Exercise* exercise = found == words.knowledge().exercises.end() ? nullptr : &found->second;
  const std::string unit = exercise == nullptr ? "reps" : exercise->dose_unit;
  const std::string key = "exercise." + line.exercise;
  const char* change = changes[static_cast<int>(line.change)];
  Json json{{"line", line.line},
            {"exercise", line.exercise},
            {"name", words(key + ".name")},
            {"cue", words(key + ".cue")},
            {"stop", words(Message{.id = key + ".stop", .arguments = {{"limit", line.stop_above_pain}}})},
            {"amounts", line.dose.amounts},
            {"unit", unit},
            {"unit_name", words("cli.unit." + unit)},
            {"dose", dose_words(words, line, unit)},
            {"per_day", line.per_day},
            {"tempo_s", line.tempo_s},
            {"rest_s", span_json(line.rest_s)},
            {"stop_above_pain", line.stop_above_pain},
            {"change", change},
            {"change_name", words(fmt::format("change.{}", change))},
            {"one_side", exercise != nullptr && exercise->one_side},
            {"easier", exercise == nullptr ? Json::array() : names_json(words, exercise->easier)},
            {"equipment", exercise == nullptr ? Json::array() : equipment_json(words, exercise->equipment)},
            {"loadable", exercise != nullptr && exercise->loadable},
            {"try_out", line.try_out},
            {"stand_ins", list_json(words, stand_ins,
                                    [&](const Words& w, const StandIn& s) {
                                      return stand_in_json(w, s, line.stop_above_pain);
                                    })},
            {"harder", exercise == nullptr ? Json::array() : names_json(words, exercise->harder)},
            {"prescribed", line.prescribed},
            {"why", list_json(words, line.reasons, why_json)}};
  if (line.dose.load_kg) json["load_kg"] = *line.dose.load_kg;
  if (line.weight) json["weight_say"] = words(*line.weight);
  return json;
}

Json run_json(const Words& words, const RunLine& run, const std::string& protocol) {
  Json json{{"rung", run.rung},
            {"name", words(fmt::format("protocol.{}.rung.{}", protocol, run.rung))},
            {"form", run.form},
            {"repeats", run.repeats},
            {"rest_s", run.rest_s},
            {"percent", span_json(run.percent)},
            {"stop_above_pain", run.stop_above_pain},
            {"prescribed", run.prescribed},
            {"why", list_json(words, run.reasons, why_json)}};
  if (const auto found = words.knowledge().protocols.find(protocol);
      found != words.knowledge().protocols.end())
    json["before_max"] = found->second.run_before_max;
  if (run.work_s) json["work_s"] = *run.work_s;
  if (run.work_m) json["work_m"] = *run.work_m;
  if (run.speed_m_s) {
    json["speed_m_s"] = span_json(*run.speed_m_s);
    json["speed_words"] = fmt::format(
        "{} km/h ({}–{} min/km)",
        decimal(words, fmt::format("{:.1f}–{:.1f}", run.speed_m_s->min * 3.6, run.speed_m_s->max * 3.6)),
        pace(run.speed_m_s->max), pace(run.speed_m_s->min));
  } else {
    json["speed_words"] = words(speed_by_feel(run));
  }
  constexpr std::array fast{"accelerations", "strides", "sprints", "turns"};
  if (std::ranges::find(fast, run.form) != fast.end())
    json["speed_words"] =
        fmt::format("{} · {}", json["speed_words"].get<std::string>(), words("run.after_warm_up"));
  return json;
}

Json criterion_json(const Words& words, const CriterionReport& c) {
  constexpr const char* errors[] = {"source", "own_repeats", "wide_assumption", "none"};
  Json trend = Json::array();
  for (const Look& look : c.trend)
    trend.push_back({{"day", day_text(look.day)}, {"value", look.value}, {"error", look.error}});
  Json json{{"id", c.id},
            {"text", words(c.text)},
            {"state", word_of(c.state)},
            {"state_name", words(fmt::format("state.{}", word_of(c.state)))},
            {"unit", c.unit},
            {"have", c.have},
            {"need", c.need},
            {"settle", settle_words(words, c)},
            {"settled_by", c.settled_by},
            {"waits", c.waits},
            {"trend", std::move(trend)},
            {"error_words", errors[static_cast<int>(c.error_from)]},
            {"made", made_json(words, c)},
            {"evidence", evidence_json(words, c.evidence)}};
  const auto put = [&](const char* name, const std::optional<double>& value) {
    if (value && std::isfinite(*value)) json[name] = *value;
  };
  put("value", c.value);
  put("half_width", c.half_width);
  put("target", c.target);
  put("other_side", c.other_side);
  if (c.measured_on) json["measured_on"] = day_text(*c.measured_on);
  if (!c.measured_by.empty()) json["measured_by"] = c.measured_by;
  return json;
}

}  // namespace hamstring::service
