// The kinds of entries of a case file, one reader each.
#include "history/case_fields.h"
#include "history/case_run.h"

namespace hamstring::rehab {
namespace {

bool is_name(std::string_view text) {
  return trim(text).size() >= 2 && text.size() <= 120;
}

PersonEntry read_person(Fields& f) {
  PersonEntry b;
  b.birth_day = f.day("birth_day", false);
  if (const auto year = f.number("birth_year", false, 1900, 2100)) {
    if (*year != std::floor(*year)) f.fault("birth_year", "must be a whole number");
    b.birth_year = static_cast<int>(*year);
  }
  b.sex = f.one_of("sex", false, sex_words);
  b.level = f.one_of("level", false, level_words);
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
  b.when = f.choice("when", pain_when_words, PainWhen::other);
  b.value = f.pain("value", true).value_or(0.0);
  b.rescreen = f.rescreen();
  return b;
}

constexpr double reps_left_max = 30;  // beyond that nobody can say
// A weight that is no weight is none; nobody has steps of more than that.
constexpr double weight_step_min_kg = 0.25, weight_step_max_kg = 25;

/// The largest value of a setting that is a number; nothing for another one.
std::optional<double> most_of_setting(SettingKey key) {
  switch (key) {
    case SettingKey::pain_limit:
      return 10.0;
    case SettingKey::load_step:
      return 1.0;
    case SettingKey::dumbbell_step:
    case SettingKey::smallest_plate:
    case SettingKey::machine_step:
      return weight_step_max_kg;
    default:
      return std::nullopt;
  }
}

double least_of_setting(SettingKey key) {
  return key == SettingKey::pain_limit || key == SettingKey::load_step ? 0.0 : weight_step_min_kg;
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
  line.reps_left = f.number("reps_left", false, 0, reps_left_max);
  if (line.reps_left && *line.reps_left != std::floor(*line.reps_left))
    f.fault("reps_left", "must be a whole number");
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
  run.effort = f.number("effort", false, 0, 10);
  f.finish();
  return run;
}

SessionEntry read_session(Fields& f) {
  SessionEntry b;
  b.done = f.choice("done", done_words, Done::part);
  b.skipped_for = f.one_of("skipped_for", false, skipped_for_words);
  b.before = f.pain("before");
  b.worst = f.pain("worst");
  b.after = f.pain("after");
  b.next_morning = f.pain("next_morning");
  if (const Json* lines = f.take("lines", false)) {
    if (!lines->is_array() || lines->size() > 200) {
      f.fault("lines", "must be a list");
    } else {
      b.lines.reserve(lines->size());  // sessions are most of what years hold: no room for lines nobody did
      for (std::size_t i = 0; i < lines->size(); ++i) b.lines.push_back(read_done_line((*lines)[i], f, i));
    }
  }
  if (const Json* run = f.take("run", false)) b.run = read_done_run(*run, f);
  if (b.done == Done::none && (!b.lines.empty() || b.run))
    f.fault("done", "is 'none', yet exercises or a run are listed");
  b.rescreen = f.rescreen();
  return b;
}

/// "unsure": nobody remembers. A missing value says nothing and is refused.
MorningEntry read_morning(Fields& f) {
  MorningEntry b{.session = f.text("session", true, is_entry_id), .value = {}, .rescreen = {}};
  if (const Json* value = f.take("value", true); value != nullptr && *value != Json(not_known_word))
    b.value = f.number_of(*value, "value", 0.0, 10.0);
  b.rescreen = f.rescreen();
  return b;
}

SettingEntry read_setting(Fields& f) {
  SettingEntry b;
  const auto key = f.one_of("key", true, setting_key_words);
  const Json* value = f.take("value", true);
  if (value == nullptr || !key) return b;
  b.key = *key;
  const bool list = b.key == SettingKey::equipment || b.key == SettingKey::training_days;
  const std::optional<double> most = most_of_setting(b.key);
  if (list && value->is_array()) {
    b.value = b.key == SettingKey::equipment
                  ? f.words("value", {})
                  : f.words("value", {"mon", "tue", "wed", "thu", "fri", "sat", "sun"});
  } else if (most && value->is_number()) {
    b.value = f.number_of(*value, "value", least_of_setting(b.key), *most).value_or(0.0);
  } else if (b.key == SettingKey::supervised && value->is_boolean()) {
    b.value = value->get<bool>();
  } else if (!list && !most && b.key != SettingKey::supervised && value->is_string()) {
    b.value = f.text("value", true);
  } else {
    f.fault("value", fmt::format("does not fit the setting '{}'", to_word(setting_key_words, b.key)));
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

TechniqueEntry read_technique(Fields& f) {
  TechniqueEntry b;
  b.technique = f.text("technique", true, is_id);
  b.test = f.text("test", true, is_id);
  b.before = f.numbers("before", -1e6, 1e6);
  b.after = f.numbers("after", -1e6, 1e6);
  if (b.before.empty()) f.fault("before", "holds no number");
  if (b.after.empty()) f.fault("after", "holds no number");
  return b;
}

load::Amount read_amount(const Json& json, const Fields& parent, std::size_t index) {
  Fields f(json, fmt::format("{}.amounts[{}]", parent.where(), index), parent.faults());
  load::Amount amount{.side = f.choice("side", leg_words, Side::left),
                      .muscle = f.choice("muscle", hamstring_words, Hamstring::biceps_femoris_long_head),
                      .quantity = f.choice("quantity", load::quantity_words, load::Quantity::peak_stretch),
                      .interval = {},
                      .origin = f.choice("origin", load::origin_words, load::Origin::assumed)};
  const std::optional<double> low = f.number("low", false, -1e9, 1e9);
  const std::optional<double> high = f.number("high", false, -1e9, 1e9);
  if (low) amount.interval.low = *low;
  if (high) amount.interval.high = *high;
  f.finish();
  return amount;
}

LoadEntry read_load(Fields& f) {
  LoadEntry b;
  b.load.source = {.recording_sha256 = f.text("recording_sha256", true),
                   .model_sha256 = f.text("model_sha256", true),
                   .engine = f.text("engine", true),
                   .mode = f.text("mode", true)};
  const Json* amounts = f.take("amounts", true);
  if (amounts == nullptr) return b;
  if (!amounts->is_array() || amounts->empty() || amounts->size() > 1000) {
    f.fault("amounts", "must be a list of amounts");
    return b;
  }
  for (std::size_t i = 0; i < amounts->size(); ++i)
    b.load.amounts.push_back(read_amount((*amounts)[i], f, i));
  load::sort_amounts(b.load);
  if (const Result<void> good = load::check_load(b.load); !good)
    f.fault("amounts", "are no load: " + good.error().message);
  if (const Json* run = f.take("run", false)) b.run = read_recorded_run(*run, f);
  return b;
}

PrescribedLine read_prescribed_line(const Json& json, const Fields& parent, std::size_t index) {
  Fields f(json, fmt::format("{}.lines[{}]", parent.where(), index), parent.faults());
  PrescribedLine line;
  line.does = f.choice("does", prescribes_words, Prescribes::add);
  line.exercise = f.text("exercise", true, is_id);
  line.instead_of = f.text("instead_of", line.does == Prescribes::replace, is_id);
  if (line.does != Prescribes::replace && !line.instead_of.empty())
    f.fault("instead_of", "is only for an exercise that replaces another one");
  const bool dosed = line.does != Prescribes::remove;
  const double sets = f.number("sets", dosed, 1, prescribed_sets_max).value_or(0.0);
  if (sets != std::floor(sets)) f.fault("sets", "must be a whole number");
  line.sets = static_cast<int>(sets);
  line.amount = f.number("amount", dosed, 1, prescribed_amount_max).value_or(0.0);
  line.load_kg = f.number("load_kg", false, 0.5, prescribed_load_max_kg);
  line.rest_s = f.number("rest_s", false, 0, prescribed_rest_max_s);
  line.pain_limit = f.pain("pain_limit");
  line.tempo_s = f.numbers("tempo_s", 0, prescribed_tempo_max_s);
  if (!line.tempo_s.empty() && line.tempo_s.size() != 3)
    f.fault("tempo_s", "must hold three numbers: lowering, hold, lifting");
  line.days = f.words("days", {"mon", "tue", "wed", "thu", "fri", "sat", "sun"});
  line.confirmed = f.truth_if("confirmed");
  f.finish();
  return line;
}

std::vector<std::string> read_order(Fields& f) {
  std::vector<std::string> order;
  const Json* value = f.take("order", false);
  if (value == nullptr) return order;
  if (!value->is_array() || value->size() > 2 * prescribed_lines_max) {
    f.fault("order", "must be a list of exercises");
    return order;
  }
  for (const Json& item : *value) {
    const auto* one = item.get_ptr<const std::string*>();
    if (one == nullptr || !is_id(*one) || std::ranges::find(order, *one) != order.end()) {
      f.fault("order", "must name exercises, each once");
      return {};
    }
    order.push_back(*one);
  }
  return order;
}

PrescriptionEntry read_prescription(Fields& f) {
  PrescriptionEntry b;
  if (const Json* lines = f.take("lines", true)) {
    if (!lines->is_array() || lines->size() > prescribed_lines_max) {
      f.fault("lines", fmt::format("must be a list of at most {}", prescribed_lines_max));
    } else {
      for (std::size_t i = 0; i < lines->size(); ++i)
        b.lines.push_back(read_prescribed_line((*lines)[i], f, i));
    }
  }
  b.order = read_order(f);
  b.phase = f.text("phase", false, is_id);
  b.rung = f.text("rung", false, is_id);
  b.rung_confirmed = f.truth_if("rung_confirmed");
  b.from = f.day("from", false);
  b.until = f.day("until", false);
  if (b.from && b.until && *b.until < *b.from) f.fault("until", "lies before 'from'");
  b.say = f.text("say", false);
  if (b.say.size() > prescribed_words_max)
    f.fault("say", fmt::format("is longer than {} bytes", prescribed_words_max));
  b.clinician = f.text("clinician", false, is_name);
  for (std::size_t i = 0; i < b.lines.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (b.lines[i].exercise == b.lines[j].exercise)
        f.fault(fmt::format("lines[{}].exercise", i), "is in the prescription twice");
    }
  }
  return b;
}

VisitEntry read_visit(Fields& f) {
  constexpr std::size_t treatments_max = 20;
  VisitEntry b;
  b.therapist = f.choice("therapist", therapist_words, Therapist::other);
  b.before = f.pain("before");
  b.after = f.pain("after");
  b.next_morning = f.pain("next_morning");
  b.confirmed = f.truth_if("confirmed");
  const Json* list = f.take("treatments", true);
  if (list == nullptr) return b;
  if (!list->is_array() || list->empty() || list->size() > treatments_max) {
    f.fault("treatments", fmt::format("must be a list of 1 to {} treatments", treatments_max));
    return b;
  }
  for (const Json& item : *list) {
    const auto* one = item.get_ptr<const std::string*>();
    if (one == nullptr || !is_id(*one)) {
      f.fault("treatments", "must name treatments");
      return b;
    }
    b.treatments.push_back(*one);
  }
  return b;
}

EntryBody read_body(Fields& f, const std::string& type) {
  if (type == "person") return read_person(f);
  if (type == "injury") {
    InjuryEntry b{.side = f.choice("side", side_words, InjuredSide::not_known),
                  .relapse = f.truth("relapse"),
                  .onset_known = {}};
    b.onset_known = f.one_of("onset_known", false, onset_known_words);
    return b;
  }
  if (type == "answer") return read_answer(f);
  if (type == "test") return read_test(f);
  if (type == "questionnaire") return read_questionnaire(f);
  if (type == "pain") return read_pain(f);
  if (type == "session") return read_session(f);
  if (type == "morning") return read_morning(f);
  if (type == "illness") return read_illness(f);
  if (type == "technique") return read_technique(f);
  if (type == "load") return read_load(f);
  if (type == "visit") return read_visit(f);
  if (type == "prescription") return read_prescription(f);
  if (type == "milestone")
    return MilestoneEntry{f.choice("what", milestone_words, Milestone::first_full_training)};
  if (type == "clearance") {
    const auto ref_form = [](std::string_view t) {
      return is_id(t) || t.find('.') != std::string_view::npos;
    };
    return ClearanceEntry{.of = f.choice("of", cleared_words, Cleared::flag),
                          .ref = f.text("ref", true, ref_form),
                          .clinician = f.text("clinician", false, is_name)};
  }
  if (type == "setting") return read_setting(f);
  if (type == "resolve")
    return ResolveEntry{.of = f.text("of", true, is_entry_id), .keep = f.text("keep", true)};
  if (type == "retract") return RetractEntry{f.text("of", true, is_entry_id)};
  f.fault("type", fmt::format("'{}' is not known", quote_for_message(type)));
  return RetractEntry{};
}

}  // namespace

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
  } else if (const auto date = parse_day(entry.recorded_at.view().substr(0, 10)); date && entry.day > *date) {
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

}  // namespace hamstring::rehab
