// Canonical JSON of a case: sorted keys, shortest numbers, entries in canonical order.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "core/file.h"
#include "history/case.h"
#include "history/case_run.h"
#include "history/case_words.h"

namespace hamstring::rehab {
namespace {

using Json = nlohmann::json;

/// Whole numbers are written without a point, so that 6 and 6.0 are one content.
Json number(double value) {
  if (std::floor(value) == value && std::abs(value) < 1e15) return static_cast<long long>(value);
  return value;
}

Json numbers(const std::vector<double>& values) {
  Json result = Json::array();
  for (const double value : values) result.push_back(number(value));
  return result;
}

void put(Json& json, const char* key, const std::optional<double>& value) {
  if (value) json[key] = number(*value);
}
void put(Json& json, const char* key, std::string_view value) {
  if (!value.empty()) json[key] = value;
}
void put(Json& json, const std::optional<Rescreen>& value) {
  if (!value) return;
  if (value->none_of_these) {
    json["rescreen"] = "none_of_these";
    return;
  }
  json["rescreen"] = Json::object();
  for (const auto& [question, reply] : value->replies)
    json["rescreen"][question] = to_word(reply_words, reply);
}

struct Writer {
  Json& json;

  void operator()(const PersonEntry& b) const {
    if (b.birth_day) json["birth_day"] = day_text(*b.birth_day);
    if (b.birth_year) json["birth_year"] = *b.birth_year;
    put(json, "sex", to_word(sex_words, b.sex));
    put(json, "level", to_word(level_words, b.level));
    if (!b.sports.empty()) json["sports"] = b.sports;
    put(json, "body_mass_kg", b.body_mass_kg);
  }
  void operator()(const InjuryEntry& b) const {
    json["side"] = to_word(side_words, b.side);
    json["relapse"] = b.relapse;
    put(json, "onset_known", to_word(onset_known_words, b.onset_known));
  }
  void operator()(const AnswerEntry& b) const {
    json["question"] = b.question;
    if (const auto* word = std::get_if<std::string>(&b.value)) {
      json["value"] = *word;
    } else {
      json["value"] = number(std::get<double>(b.value));
    }
  }
  void operator()(const TestEntry& b) const {
    json["test"] = b.test;
    put(json, "result", b.result);
    if (!b.left.empty()) json["left"] = numbers(b.left);
    if (!b.right.empty()) json["right"] = numbers(b.right);
    put(json, "pain", b.pain);
    put(json, b.rescreen);
  }
  void operator()(const QuestionnaireEntry& b) const {
    json["questionnaire"] = b.questionnaire;
    put(json, "total", b.total);
    for (const auto& [domain, value] : b.domains) json["domains"][domain] = number(value);
  }
  void operator()(const PainEntry& b) const {
    json["when"] = to_word(pain_when_words, b.when);
    json["value"] = number(b.value);
    put(json, b.rescreen);
  }
  void operator()(const SessionEntry& b) const {
    json["done"] = to_word(done_words, b.done);
    put(json, "skipped_for", to_word(skipped_for_words, b.skipped_for));
    put(json, "before", b.before);
    put(json, "worst", b.worst);
    put(json, "after", b.after);
    put(json, "next_morning", b.next_morning);
    for (const DoneLine& line : b.lines) {
      Json row{{"exercise", line.exercise}, {"sets", line.sets}};
      if (!line.reps.empty()) row["reps"] = numbers(line.reps);
      put(row, "load_kg", line.load_kg);
      put(row, "worst", line.worst);
      put(row, "reps_left", line.reps_left);
      json["lines"].push_back(std::move(row));
    }
    if (b.run) {
      Json run{{"completed", b.run->completed}};
      put(run, "rung", b.run->rung);
      put(run, "distance_m", b.run->distance_m);
      put(run, "duration_s", b.run->duration_s);
      put(run, "top_speed_m_s", b.run->top_speed_m_s);
      put(run, "worst", b.run->worst);
      put(run, "effort", b.run->effort);
      json["run"] = std::move(run);
    }
    put(json, b.rescreen);
  }
  void operator()(const MorningEntry& b) const {
    json["session"] = b.session;
    json["value"] = b.value ? number(*b.value) : Json(not_known_word);
    put(json, b.rescreen);
  }
  void operator()(const IllnessEntry& b) const {
    json["from"] = day_text(b.from);
    if (b.to) json["to"] = day_text(*b.to);
    json["fever"] = to_word(reply_words, b.fever);
  }
  void operator()(const MilestoneEntry& b) const { json["what"] = to_word(milestone_words, b.what); }
  void operator()(const ClearanceEntry& b) const {
    json["of"] = to_word(cleared_words, b.of);
    json["ref"] = b.ref;
    put(json, "clinician", b.clinician);
  }
  void operator()(const SettingEntry& b) const {
    json["key"] = to_word(setting_key_words, b.key);
    if (const auto* value = std::get_if<double>(&b.value)) {
      json["value"] = number(*value);
    } else {
      std::visit([&](const auto& any) { json["value"] = any; }, b.value);
    }
  }
  void operator()(const ResolveEntry& b) const {
    json["of"] = b.of;
    json["keep"] = b.keep;
  }
  void operator()(const RetractEntry& b) const { json["of"] = b.of; }
  void operator()(const TechniqueEntry& b) const {
    json["technique"] = b.technique;
    json["test"] = b.test;
    json["before"] = numbers(b.before);
    json["after"] = numbers(b.after);
  }
  void operator()(const LoadEntry& b) const {
    json["recording_sha256"] = b.load.source.recording_sha256;
    json["model_sha256"] = b.load.source.model_sha256;
    json["engine"] = b.load.source.engine;
    json["mode"] = b.load.source.mode;
    json["amounts"] = Json::array();
    for (const load::Amount& amount : b.load.amounts) {
      Json row{{"side", to_word(leg_words, amount.side)},
               {"muscle", to_word(hamstring_words, amount.muscle)},
               {"quantity", to_word(load::quantity_words, amount.quantity)},
               {"origin", to_word(load::origin_words, amount.origin)}};
      if (amount.interval.is_known()) {  // what is not known has no ends
        row["low"] = number(amount.interval.low);
        row["high"] = number(amount.interval.high);
      }
      json["amounts"].push_back(std::move(row));
    }
    if (b.run) json["run"] = recorded_run_json(*b.run);
  }
  void operator()(const VisitEntry& b) const {
    json["therapist"] = to_word(therapist_words, b.therapist);
    json["treatments"] = b.treatments;
    put(json, "before", b.before);
    put(json, "after", b.after);
    put(json, "next_morning", b.next_morning);
    if (b.confirmed) json["confirmed"] = true;
  }
  void operator()(const PrescriptionEntry& b) const {
    json["lines"] = Json::array();
    for (const PrescribedLine& line : b.lines) json["lines"].push_back(prescribed(line));
    if (!b.order.empty()) json["order"] = b.order;
    put(json, "phase", b.phase);
    put(json, "rung", b.rung);
    if (b.rung_confirmed) json["rung_confirmed"] = true;
    if (b.from) json["from"] = day_text(*b.from);
    if (b.until) json["until"] = day_text(*b.until);
    put(json, "say", b.say);
    put(json, "clinician", b.clinician);
  }

  static Json prescribed(const PrescribedLine& line) {
    Json row{{"does", to_word(prescribes_words, line.does)}, {"exercise", line.exercise}};
    put(row, "instead_of", line.instead_of);
    if (line.sets > 0) row["sets"] = line.sets;
    if (line.amount > 0) row["amount"] = number(line.amount);
    put(row, "load_kg", line.load_kg);
    put(row, "rest_s", line.rest_s);
    put(row, "pain_limit", line.pain_limit);
    if (!line.tempo_s.empty()) row["tempo_s"] = numbers(line.tempo_s);
    if (!line.days.empty()) row["days"] = line.days;
    if (line.confirmed) row["confirmed"] = true;
    return row;
  }
};

Json entry_json(const Entry& entry) {
  Json json{{"id", entry.id},
            {"type", type_word(entry.body)},
            {"day", day_text(entry.day)},
            {"recorded_at", entry.recorded_at.view()},
            {"by", to_word(who_words, entry.by)}};
  put(json, "replaces", entry.replaces);
  put(json, "note", entry.note);
  entry.body.visit(Writer{json});
  return json;
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// A set is kept in one order however it was told, each word once: it is the same content, and the same hash.
void order_sets(EntryBody& body) {
  const auto order = [](std::vector<std::string>& words) {
    std::ranges::sort(words);
    const auto rest = std::ranges::unique(words);
    words.erase(rest.begin(), rest.end());
  };
  if (auto* person = body.change<PersonEntry>()) order(person->sports);
  if (auto* visit = body.change<VisitEntry>()) order(visit->treatments);
  if (auto* told = body.change<LoadEntry>()) load::sort_amounts(told->load);
  if (auto* prescription = body.change<PrescriptionEntry>())
    for (PrescribedLine& line : prescription->lines) order(line.days);
  auto* setting = body.change<SettingEntry>();
  if (setting == nullptr) return;
  if (auto* words = std::get_if<std::vector<std::string>>(&setting->value)) order(*words);
}

}  // namespace

std::string_view type_word(const EntryBody& body) {
  constexpr std::array<std::string_view, 18> words{
      "person",  "injury",  "answer",    "test",      "questionnaire", "pain",
      "session", "morning", "illness",   "milestone", "clearance",     "setting",
      "resolve", "retract", "technique", "load",      "prescription",  "visit"};
  return words[body.index()];
}

void finish_entry(Entry& entry) {
  order_sets(entry.body);
  entry.recorded_s = parse_instant(entry.recorded_at).value_or(0);
  entry.hash = EntryHash::of(dump(entry_json(entry)));
}

Entry make_entry(std::string id, Day day, EntryBody body, Who by, std::string_view clock) {
  Entry entry;
  entry.id = std::move(id);
  entry.day = day;
  entry.recorded_at = fmt::format("{}T{}", day_text(day), clock);
  entry.by = by;
  entry.body = std::move(body);
  finish_entry(entry);
  return entry;
}

void sort_entries(Case& value) {
  const auto key = [](const Entry& e) { return std::tie(e.day, e.recorded_s, e.id, e.hash); };
  std::ranges::sort(value.entries, [&](const Entry& a, const Entry& b) { return key(a) < key(b); });
  const auto rest = std::ranges::unique(
      value.entries, [](const Entry& a, const Entry& b) { return a.id == b.id && a.hash == b.hash; });
  value.entries.erase(rest.begin(), rest.end());
}

std::string write_entry(const Entry& entry) {
  return dump(entry_json(entry));
}

std::string write_case(const Case& value) {
  std::string text = fmt::format("{{\"schema\":\"hamstring.case\",\"version\":1,\"case_id\":{},\"entries\":[",
                                 dump(Json(value.case_id)));
  for (std::size_t i = 0; i < value.entries.size(); ++i) {
    text += i == 0 ? "\n" : ",\n";
    text += write_entry(value.entries[i]);
  }
  text += "\n]}\n";
  return text;
}

std::optional<Day> latest_day(const Case& value) {
  if (value.entries.empty()) return std::nullopt;
  return std::ranges::max(value.entries, {}, &Entry::day).day;
}

}  // namespace hamstring::rehab
