// Strict reading of a case file: every fault is named with its line and entry, and nothing is half-read.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "core/text.h"
#include "rehab/case.h"
#include "rehab/case_words.h"

namespace hamstring::rehab {
namespace {

using Json = nlohmann::json;
using Names = std::initializer_list<std::string_view>;

bool is_entry_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}
bool is_id(std::string_view text) {
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// One JSON object: every key is taken once; what nobody took is refused.
class Fields {
 public:
  Fields(const Json& json, std::string where, std::vector<std::string>& faults)
      : json_(json), where_(std::move(where)), faults_(faults) {
    if (!json.is_object()) fault("", "must be an object");
  }

  void fault(std::string_view key, std::string_view what) const {
    faults_.push_back(fmt::format("{}{}{} {}", where_, key.empty() ? "" : ".", key, what));
  }

  const Json* take(const char* key, bool required) {
    taken_.insert(key);
    if (json_.is_object()) {
      if (const auto found = json_.find(key); found != json_.end()) return &*found;
    }
    if (required) fault(key, "is missing");
    return nullptr;
  }

  std::string text(const char* key, bool required, bool (*allowed)(std::string_view) = nullptr) {
    const Json* value = take(key, required);
    if (value == nullptr) return {};
    const auto* word = value->get_ptr<const std::string*>();
    if (word == nullptr || word->size() > 10000 || (allowed != nullptr && !allowed(*word))) {
      fault(key, "is not text of the form that is expected here");
      return {};
    }
    return *word;
  }

  std::string word(const char* key, bool required, Names allowed) {
    std::string value = text(key, required);
    if (!value.empty() && std::ranges::find(allowed, value) == allowed.end()) {
      fault(key, fmt::format("is '{}'; it can be: {}", quote_for_message(value), fmt::join(allowed, ", ")));
    }
    return value;
  }

  template <class E, std::size_t N>
  E choice(const char* key, const Words<E, N>& words, E otherwise) {
    const std::string value = text(key, true);
    if (const auto found = from_word(words, value)) return *found;
    if (!value.empty())
      fault(key, fmt::format("is '{}', which is none of the words allowed here", quote_for_message(value)));
    return otherwise;
  }

  std::optional<double> number(const char* key, bool required, double min, double max) {
    const Json* value = take(key, required);
    if (value == nullptr) return std::nullopt;
    return number_of(*value, key, min, max);
  }

  std::optional<double> number_of(const Json& value, const char* key, double min, double max) {
    if (!value.is_number() || !std::isfinite(value.get<double>())) {
      fault(key, "must be a number");
      return std::nullopt;
    }
    const double result = value.get<double>();
    if (result < min || result > max) {
      fault(key, fmt::format("is {}; it must lie from {} to {}", result, min, max));
      return std::nullopt;
    }
    return result;
  }

  std::optional<double> pain(const char* key, bool required = false) {
    return number(key, required, 0.0, 10.0);
  }

  std::vector<double> numbers(const char* key, double min, double max) {
    std::vector<double> result;
    const Json* value = take(key, false);
    if (value == nullptr) return result;
    if (!value->is_array() || value->size() > 1000) {
      fault(key, "must be a list of numbers");
      return result;
    }
    for (const Json& item : *value) {
      if (const auto one = number_of(item, key, min, max)) result.push_back(*one);
    }
    return result;
  }

  std::vector<std::string> words(const char* key, Names allowed) {
    std::vector<std::string> result;
    const Json* value = take(key, false);
    if (value == nullptr) return result;
    if (!value->is_array()) fault(key, "must be a list of words");
    for (const Json& item : *value) {
      const auto* one = item.get_ptr<const std::string*>();
      if (one == nullptr || (allowed.size() > 0 && std::ranges::find(allowed, *one) == allowed.end())) {
        fault(key, "holds something that is none of the words allowed here");
      } else {
        result.push_back(*one);
      }
    }
    std::ranges::sort(result);
    if (std::ranges::adjacent_find(result) != result.end()) fault(key, "holds a word twice");
    return result;
  }

  bool truth(const char* key) {
    const Json* value = take(key, true);
    if (value == nullptr) return false;
    if (!value->is_boolean()) fault(key, "must be true or false");
    return value->is_boolean() && value->get<bool>();
  }

  std::optional<Day> day(const char* key, bool required) {
    const std::string value = text(key, required);
    if (value.empty()) return std::nullopt;
    const Result<Day> parsed = parse_day(value);
    if (!parsed) fault(key, parsed.error().message);
    return parsed ? std::optional(*parsed) : std::nullopt;
  }

  std::optional<Rescreen> rescreen() {
    const Json* value = take("rescreen", false);
    if (value == nullptr) return std::nullopt;
    Rescreen result;
    if (*value == "none_of_these") {
      result.none_of_these = true;
      return result;
    }
    if (!value->is_object()) {
      fault("rescreen", "must be 'none_of_these' or an object of answers");
      return std::nullopt;
    }
    for (const auto& [question, reply] : value->items()) {
      const auto* answer = reply.get_ptr<const std::string*>();
      const auto known = answer == nullptr ? std::nullopt : from_word(reply_words, *answer);
      if (!known || !is_id(question)) fault("rescreen", "holds an answer other than yes, no, unsure");
      if (known) result.replies[question] = *known;
    }
    return result;
  }

  /// To be called last: refuses keys that nobody asked for.
  void finish() const {
    if (!json_.is_object()) return;
    for (const auto& [key, value] : json_.items()) {
      if (!taken_.contains(key)) fault(quote_for_message(key), "is not known here");
    }
  }

  [[nodiscard]] const std::string& where() const { return where_; }
  [[nodiscard]] std::vector<std::string>& faults() const { return faults_; }

 private:
  const Json& json_;
  std::string where_;
  std::vector<std::string>& faults_;
  std::set<std::string, std::less<>> taken_;
};

PersonEntry read_person(Fields& f) {
  PersonEntry b;
  b.birth_day = f.day("birth_day", false);
  if (const auto year = f.number("birth_year", false, 1900, 2100)) {
    if (*year != std::floor(*year)) f.fault("birth_year", "must be a whole number");
    b.birth_year = static_cast<int>(*year);
  }
  b.sex = f.word("sex", false, {"male", "female", "other", "not_said"});
  b.level = f.word("level", false, {"elite", "amateur", "recreational"});
  b.sports =
      f.words("sports", {"sprint", "distance_running", "football", "field_sport", "dance", "other", "none"});
  b.body_mass_kg = f.number("body_mass_kg", false, 20, 300);
  if (b.birth_day && b.birth_year &&
      static_cast<int>(std::chrono::year_month_day(*b.birth_day).year()) != *b.birth_year) {
    f.fault("birth_year", "does not fit birth_day");
  }
  return b;
}

AnswerEntry read_answer(Fields& f) {
  AnswerEntry b;
  b.question = f.text("question", true, is_id);
  const Json* value = f.take("value", true);
  if (value == nullptr) return b;
  if (value->is_number()) {
    b.value = f.number_of(*value, "value", -1e12, 1e12).value_or(0.0);
  } else if (const auto* word = value->get_ptr<const std::string*>();
             word != nullptr && word->size() <= 200) {
    b.value = *word;
  } else {
    f.fault("value", "must be a word or a number");
  }
  return b;
}

TestEntry read_test(Fields& f) {
  TestEntry b;
  b.test = f.text("test", true, is_id);
  b.result = f.text("result", false, is_id);
  b.left = f.numbers("left", -1e9, 1e9);
  b.right = f.numbers("right", -1e9, 1e9);
  b.pain = f.pain("pain");
  b.rescreen = f.rescreen();
  return b;
}

QuestionnaireEntry read_questionnaire(Fields& f) {
  QuestionnaireEntry b;
  b.questionnaire = f.text("questionnaire", true, is_id);
  b.total = f.number("total", false, -1e9, 1e9);
  if (const Json* domains = f.take("domains", false)) {
    if (!domains->is_object()) f.fault("domains", "must be an object of numbers");
    for (const auto& [domain, value] : domains->items()) {
      if (const auto score = f.number_of(value, "domains", -1e9, 1e9)) b.domains[domain] = *score;
    }
  }
  return b;
}

PainEntry read_pain(Fields& f) {
  PainEntry b;
  b.when = f.word("when", true, {"now", "walking", "sitting", "night", "next_morning", "other"});
  b.value = f.pain("value", true).value_or(0.0);
  b.rescreen = f.rescreen();
  return b;
}

DoneLine read_done_line(const Json& json, const Fields& parent, std::size_t index) {
  Fields f(json, fmt::format("{}.lines[{}]", parent.where(), index), parent.faults());
  DoneLine line;
  line.exercise = f.text("exercise", true, is_id);
  const double sets = f.number("sets", true, 0, 50).value_or(0.0);
  if (sets != std::floor(sets)) f.fault("sets", "must be a whole number");
  line.sets = static_cast<int>(sets);
  line.reps = f.numbers("reps", 0, 1e6);
  if (line.reps.size() > 1 && line.reps.size() != static_cast<std::size_t>(line.sets)) {
    f.fault("reps", "must hold one number, or one for each set");
  }
  line.load_kg = f.number("load_kg", false, 0, 1000);
  line.worst = f.pain("worst");
  f.finish();
  return line;
}

DoneRun read_done_run(const Json& json, const Fields& parent) {
  Fields f(json, parent.where() + ".run", parent.faults());
  DoneRun run;
  run.rung = f.text("rung", false, is_id);
  run.completed = f.truth("completed");
  run.distance_m = f.number("distance_m", false, 0, 1e6);
  run.duration_s = f.number("duration_s", false, 0, 1e6);
  run.top_speed_m_s = f.number("top_speed_m_s", false, 0, 13);
  run.worst = f.pain("worst");
  f.finish();
  return run;
}

SessionEntry read_session(Fields& f) {
  SessionEntry b;
  b.done = f.word("done", true, {"all", "part", "none"});
  b.skipped_for = f.word("skipped_for", false, {"pain", "no_time", "no_equipment", "illness", "other"});
  b.before = f.pain("before");
  b.worst = f.pain("worst");
  b.after = f.pain("after");
  b.next_morning = f.pain("next_morning");
  if (const Json* lines = f.take("lines", false)) {
    if (!lines->is_array() || lines->size() > 200) {
      f.fault("lines", "must be a list");
    } else {
      for (std::size_t i = 0; i < lines->size(); ++i) b.lines.push_back(read_done_line((*lines)[i], f, i));
    }
  }
  if (const Json* run = f.take("run", false)) b.run = read_done_run(*run, f);
  if (b.worst && b.after && *b.after > *b.worst) b.worst = b.after;
  if (b.done == "none" && (!b.lines.empty() || b.run))
    f.fault("done", "is 'none', yet exercises or a run are listed");
  b.rescreen = f.rescreen();
  return b;
}

SettingEntry read_setting(Fields& f) {
  SettingEntry b;
  b.key = f.word("key", true,
                 {"protocol", "pain_limit", "equipment", "training_days", "load_step", "supervised", "goal",
                  "language"});
  const Json* value = f.take("value", true);
  if (value == nullptr) return b;
  const bool list = b.key == "equipment" || b.key == "training_days";
  const bool number = b.key == "pain_limit" || b.key == "load_step";
  if (list && value->is_array()) {
    b.value = b.key == "equipment" ? f.words("value", {})
                                   : f.words("value", {"mon", "tue", "wed", "thu", "fri", "sat", "sun"});
  } else if (number && value->is_number()) {
    b.value = f.number_of(*value, "value", 0.0, b.key == "pain_limit" ? 10.0 : 1.0).value_or(0.0);
  } else if (b.key == "supervised" && value->is_boolean()) {
    b.value = value->get<bool>();
  } else if (!list && !number && b.key != "supervised" && value->is_string()) {
    b.value = f.text("value", true);
  } else {
    f.fault("value", fmt::format("does not fit the setting '{}'", quote_for_message(b.key)));
  }
  return b;
}

IllnessEntry read_illness(Fields& f) {
  IllnessEntry b;
  b.from = f.day("from", true).value_or(Day{});
  b.to = f.day("to", false);
  b.fever = f.choice("fever", reply_words, Reply::unsure);
  if (b.to && *b.to < b.from) f.fault("to", "lies before 'from'");
  return b;
}

EntryBody read_body(Fields& f, const std::string& type) {
  if (type == "person") return read_person(f);
  if (type == "injury") {
    InjuryEntry b{.side = f.choice("side", side_words, Side::not_known),
                  .relapse = f.truth("relapse"),
                  .onset_known = {}};
    b.onset_known = f.word("onset_known", false, {"exact", "about", "not_known"});
    return b;
  }
  if (type == "answer") return read_answer(f);
  if (type == "test") return read_test(f);
  if (type == "questionnaire") return read_questionnaire(f);
  if (type == "pain") return read_pain(f);
  if (type == "session") return read_session(f);
  if (type == "morning") {
    MorningEntry b{.session = f.text("session", true, is_entry_id),
                   .value = f.pain("value", true).value_or(0.0),
                   .rescreen = {}};
    b.rescreen = f.rescreen();
    return b;
  }
  if (type == "illness") return read_illness(f);
  if (type == "milestone")
    return MilestoneEntry{f.word("what", true, {"returned", "first_full_training", "second_full_training"})};
  if (type == "clearance") {
    const auto ref_form = [](std::string_view t) {
      return is_id(t) || t.find('.') != std::string_view::npos;
    };
    return ClearanceEntry{.of = f.word("of", true, {"flag", "gate", "rescreen"}),
                          .ref = f.text("ref", true, ref_form)};
  }
  if (type == "setting") return read_setting(f);
  if (type == "resolve")
    return ResolveEntry{.of = f.text("of", true, is_entry_id), .keep = f.text("keep", true)};
  if (type == "retract") return RetractEntry{f.text("of", true, is_entry_id)};
  f.fault("type", fmt::format("'{}' is not known", quote_for_message(type)));
  return RetractEntry{};
}

Entry read_entry(const Json& json, std::size_t index, std::vector<std::string>& faults) {
  std::string where = fmt::format("entries[{}]", index);
  if (json.is_object() && json.contains("id") && json["id"].is_string()) {
    where = fmt::format("entry {}", quote_for_message(json["id"].get_ref<const std::string&>()));
  }
  Fields f(json, std::move(where), faults);
  Entry entry;
  entry.id = f.text("id", true, is_entry_id);
  const std::string type = f.text("type", true);
  entry.day = f.day("day", true).value_or(Day{});
  entry.recorded_at = f.text("recorded_at", true);
  if (const auto instant = parse_instant(entry.recorded_at); !instant && !entry.recorded_at.empty()) {
    f.fault("recorded_at", instant.error().message);
  } else if (const auto date = parse_day(std::string_view(entry.recorded_at).substr(0, 10));
             date && entry.day > *date) {
    f.fault("day", fmt::format("is {}, after the day it was written down ({})", day_text(entry.day),
                               day_text(*date)));
  }
  entry.by = f.choice("by", who_words, Who::self);
  entry.replaces = f.text("replaces", false, is_entry_id);
  entry.note = f.text("note", false);
  entry.body = read_body(f, type);
  f.finish();
  return entry;
}

/// Line of the entry in the file, found by its id; 0 where it cannot be told.
int line_of(std::string_view text, std::string_view fault) {
  if (!fault.starts_with("entry ")) return 0;
  const std::string_view rest = fault.substr(6);
  const std::string quoted = fmt::format("\"{}\"", rest.substr(0, rest.find_first_of(". ")));
  for (std::size_t at = text.find(quoted); at != std::string_view::npos; at = text.find(quoted, at + 1)) {
    const std::string_view before = trim(text.substr(0, at));
    if (!before.ends_with(':') || !trim(before.substr(0, before.size() - 1)).ends_with("\"id\"")) continue;
    return 1 + static_cast<int>(std::ranges::count(text.substr(0, at), '\n'));
  }
  return 0;
}

/// JSON with each key at most once in an object and bounded depth; the library alone would keep the last one
/// silently.
Result<Json> parse_strict(std::string_view text) {
  std::vector<std::set<std::string>> keys;
  std::string fault;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > 32) fault = "is nested too deeply";
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end && !keys.empty()) keys.pop_back();
    if (event == Json::parse_event_t::key && !keys.empty() &&
        !keys.back().insert(parsed.get<std::string>()).second) {
      fault = fmt::format("holds the key '{}' twice in one object",
                          quote_for_message(parsed.get_ref<const std::string&>()));
    }
    return true;
  };
  try {
    Json json = Json::parse(text, watch);
    if (!fault.empty()) return failure("the file " + fault);
    return json;
  } catch (const Json::exception& error) {
    return failure(fmt::format("this is not JSON: {}", quote_for_message(error.what(), 200)));
  }
}

}  // namespace

Result<std::int64_t> parse_instant(std::string_view text) {
  const auto refused = [&] {
    return failure(fmt::format("'{}' is not a time like 2025-03-09T18:30:00+01:00", quote_for_message(text)));
  };
  if (text.size() != 20 && text.size() != 25) return refused();
  const Result<Day> day = parse_day(text.substr(0, 10));
  const auto two = [&](std::size_t at) -> int {
    const bool digits = text[at] >= '0' && text[at] <= '9' && text[at + 1] >= '0' && text[at + 1] <= '9';
    return digits ? (text[at] - '0') * 10 + (text[at + 1] - '0') : 1000;
  };
  if (!day || text[10] != 'T' || text[13] != ':' || text[16] != ':') return refused();
  const int hour = two(11), minute = two(14), second = two(17);
  if (hour > 23 || minute > 59 || second > 60) return refused();
  std::int64_t offset_s = 0;
  if (text.size() == 20) {
    if (text[19] != 'Z') return refused();
  } else {
    const int off_hour = two(20), off_minute = two(23);
    if ((text[19] != '+' && text[19] != '-') || text[22] != ':' || off_hour > 23 || off_minute > 59)
      return refused();
    offset_s = std::int64_t{text[19] == '+' ? 1 : -1} * (off_hour * 3600 + off_minute * 60);
  }
  return std::int64_t{day->time_since_epoch().count()} * 86400 + std::int64_t{hour} * 3600 +
         std::int64_t{minute} * 60 + second - offset_s;
}

Result<Case> read_case(std::string_view json_text, std::string_view file, Diagnostics& diagnostics) {
  const auto refuse = [&](std::string message, int line = 0) {
    diagnostics.add({.severity = Severity::error,
                     .message = message,
                     .file = std::string(file),
                     .line = line,
                     .element = {}});
    return failure({.message = std::move(message),
                    .file = std::string(file),
                    .line = line,
                    .element = {},
                    .advice = "Nothing was read from it."});
  };
  if (json_text.size() > case_size_max) return refuse("the file is larger than a case can be (32 MiB)");
  const Result<Json> parsed = parse_strict(json_text);
  if (!parsed) return refuse(parsed.error().message);

  std::vector<std::string> faults;
  Fields f(*parsed, "case", faults);
  Case value;
  if (f.text("schema", true) != "hamstring.case") f.fault("schema", "must be 'hamstring.case'");
  if (const auto version = f.number("version", true, 0, 1e6); version && *version != 1.0) {
    f.fault("version", "is one that this program does not know; it reads version 1");
  }
  value.case_id = f.text("case_id", true, is_entry_id);
  if (const Json* entries = f.take("entries", true)) {
    if (!entries->is_array()) f.fault("entries", "must be a list");
    for (std::size_t i = 0; entries->is_array() && i < entries->size(); ++i) {
      value.entries.push_back(read_entry((*entries)[i], i, faults));
      finish_entry(value.entries.back());
    }
  }
  f.finish();
  if (!faults.empty()) {
    for (std::size_t i = 1; i < faults.size(); ++i) {
      const int line = line_of(json_text, faults[i]);
      diagnostics.add({.severity = Severity::error,
                       .message = faults[i],
                       .file = std::string(file),
                       .line = line,
                       .element = {}});
    }
    return refuse(faults.front(), line_of(json_text, faults.front()));
  }
  sort_entries(value);
  return value;
}

}  // namespace hamstring::rehab
