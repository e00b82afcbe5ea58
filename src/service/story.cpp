#include "service/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/try.h"
#include "history/case_words.h"
#include "rehab/plan/assessment.h"
#include "rehab/plan/goal.h"
#include "rehab/plan/next_test.h"
#include "rehab/plan/plan.h"
#include "rehab/plan/questions_left.h"
#include "rehab/standing/check_case.h"
#include "view/moment.h"
#include "view/result_view.h"
#include "view/today_view.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

using namespace rehab;

constexpr std::array weekday_words{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::array sport_words{"sprint", "distance_running", "football", "field_sport", "dance", "other"};

std::unexpected<Error> wrong(std::string element, std::string message) {
  return failure(Error{.message = std::move(message), .element = std::move(element)});
}

Result<std::vector<std::string>> words_of(const Json& json, const std::string& field,
                                          const std::vector<std::string>& known) {
  std::set<std::string> chosen;
  if (!json.is_array()) return wrong(field, "a list of words was expected");
  for (const Json& word : json) {
    if (!word.is_string() || std::ranges::find(known, word.get<std::string>()) == known.end())
      return wrong(field, "a word that is not known");
    chosen.insert(word.get<std::string>());
  }
  return std::vector<std::string>(chosen.begin(), chosen.end());
}

/// Fields of the frame; false in `known` where the field is none of them.
class FormReader {
 public:
  explicit FormReader(const Knowledge& knowledge) : knowledge_(knowledge) {}

  Result<Story> read(const Json& json) {
    if (!json.is_object()) return wrong("story", "an object was expected");
    for (const auto& [field, value] : json.items()) {
      HAMSTRING_TRY_DO(read_field(field, value));
    }
    if (!zone_known(story_.zone)) return wrong("zone", "a time zone such as Europe/Vienna was expected");
    if (!knowledge_.catalogs.contains(story_.language)) return wrong("language", "en or de was expected");
    return std::move(story_);
  }

 private:
  Result<void> read_field(const std::string& field, const Json& value) {
    if (field == "zone") return text(field, value, story_.zone);
    if (field == "language") return text(field, value, story_.language);
    if (field == "onset_day") return onset(value);
    if (field == "onset_known") return onset_known(value);
    if (field == "side") return side(value);
    if (field == "sex") return sex(value);
    if (field == "relapse") {
      if (!value.is_boolean()) return wrong(field, "true or false was expected");
      story_.relapse = value.get<bool>();
      return {};
    }
    if (field == "birth_year") {
      if (!value.is_number_integer() || value.get<long long>() < 1900 || value.get<long long>() > 2200)
        return wrong(field, "a year was expected");
      story_.birth_year = value.get<int>();
      return {};
    }
    if (field == "pain_now") {
      if (!value.is_number() || !(value.get<double>() >= 0 && value.get<double>() <= 10))
        return wrong(field, "a number from 0 to 10 was expected");
      story_.pain_now = value.get<double>();
      return {};
    }
    if (field == "sports") return list(field, value, {sport_words.begin(), sport_words.end()}, story_.sports);
    if (field == "training_days")
      return list(field, value, {weekday_words.begin(), weekday_words.end()}, story_.training_days);
    if (field == "goal") return goal(value);
    if (field == "equipment") return list(field, value, equipment_words(knowledge_), story_.equipment);
    if (field == "answers") return answers(value);
    return wrong(field, "this field is not known");
  }

  static Result<void> text(const std::string& field, const Json& value, std::string& into) {
    if (!value.is_string() || value.get<std::string>().size() > 80)
      return wrong(field, "a short text was expected");
    into = value.get<std::string>();
    return {};
  }
  Result<void> onset(const Json& value) {
    const Result<Day> day = value.is_string() ? parse_day(value.get<std::string>()) : wrong("", "no day");
    if (!day) return wrong("onset_day", "a day such as 2026-03-09 was expected");
    story_.onset_day = *day;
    return {};
  }
  Result<void> onset_known(const Json& value) {
    story_.onset_known =
        value.is_string() ? from_word(onset_known_words, value.get<std::string>()) : std::nullopt;
    if (!story_.onset_known) return wrong("onset_known", "exact or about was expected");
    return {};
  }
  Result<void> side(const Json& value) {
    const auto found = value.is_string() ? from_word(side_words, value.get<std::string>()) : std::nullopt;
    if (!found) return wrong("side", "left, right, both or not_known was expected");
    story_.side = *found;
    return {};
  }
  Result<void> goal(const Json& value) {
    if (!value.is_string() || std::ranges::find(goal_words, value.get<std::string>()) == goal_words.end())
      return wrong("goal", fmt::format("one of {} was expected", fmt::join(goal_words, ", ")));
    story_.goal = value.get<std::string>();
    return {};
  }
  Result<void> sex(const Json& value) {
    const auto sex = value.is_string() ? from_word(sex_words, value.get<std::string>()) : std::nullopt;
    if (!sex || *sex == Sex::not_said) return wrong("sex", "female, male or other was expected");
    story_.sex = sex;
    return {};
  }
  static Result<void> list(const std::string& field, const Json& value, const std::vector<std::string>& known,
                           std::vector<std::string>& into) {
    HAMSTRING_TRY(chosen, words_of(value, field, known));
    into = std::move(chosen);
    return {};
  }
  Result<void> answers(const Json& value) {
    if (!value.is_object()) return wrong("answers", "an object was expected");
    for (const auto& [id, answer] : value.items()) {
      if (!knowledge_.questions.contains(id)) return wrong("answers", "a question that is not known");
      if (answer.is_number()) {
        story_.answers[id] = answer.get<double>();
      } else if (answer.is_string() && answer.get<std::string>().size() <= 80) {
        story_.answers[id] = answer.get<std::string>();
      } else {
        return wrong("answers." + id, "a word or a number was expected");
      }
    }
    return {};
  }

  const Knowledge& knowledge_;
  Story story_;
};

/// A question that is not asked after some answers to another one on its screen.
struct Unless {
  std::string question;
  std::vector<std::string> answers;
};
using UnlessById = std::map<std::string, Unless>;

/// Questions that wait only for a choice on their own screen can stand on it from the start: which options
/// make them needless is found by trying each. They no longer wait.
UnlessById settled_on_screen(const Story& story, const Knowledge& knowledge, std::int64_t utc_s, Day today,
                             std::vector<QuestionLeft>& left) {
  UnlessById found;
  for (QuestionLeft& waiting : left) {
    if (!waiting.waits || waiting.question->screen.empty()) continue;
    for (const QuestionLeft& other : left) {
      if (other.waits || other.question->answer != Question::Answer::choice ||
          other.question->screen != waiting.question->screen)
        continue;
      Unless unless{.question = other.question->id, .answers = {}};
      bool settled = true;
      for (const std::string& option : other.question->options) {
        Story tried = story;
        tried.answers[other.question->id] = option;
        const Result<Case> history = case_of(tried, knowledge, "story", utc_s);
        if (!history) break;
        const auto then = questions_left(knowledge, *history, today, [&](std::string_view id) {
          return tried.answers.contains(std::string(id));
        });
        const auto again = std::ranges::find(then, waiting.question, &QuestionLeft::question);
        if (again == then.end()) unless.answers.push_back(option);
        settled = settled && (again == then.end() || !again->waits);
      }
      if (!settled || unless.answers.empty()) continue;
      waiting.waits = false;
      found[waiting.question->id] = std::move(unless);
      break;
    }
  }
  return found;
}

Json unless_json(const UnlessById& unless, const std::string& question) {
  const auto found = unless.find(question);
  if (found == unless.end()) return nullptr;
  return {{"question", found->second.question}, {"answers", found->second.answers}};
}

Json screens_json(const Words& words, const std::vector<QuestionLeft>& left, const UnlessById& unless,
                  bool later) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<QuestionLeft>> groups;
  const auto belongs = [&](const QuestionLeft& l) {
    const std::string& screen = l.question->screen;
    return (screen.empty() || screen == "later" || screen == "image") == later;
  };
  // What waits for another answer is asked once that answer is there, or when nothing else is left.
  const bool only_waiting =
      std::ranges::none_of(left, [&](const QuestionLeft& l) { return belongs(l) && !l.waits; });
  for (const QuestionLeft& l : left) {
    if (!belongs(l) || (l.waits && !only_waiting)) continue;
    const std::string& screen = l.question->screen;
    if (!groups.contains(screen)) order.push_back(screen);
    groups[screen].push_back(l);
  }
  Json screens = Json::array();
  for (const std::string& id : order) {
    const auto& group = groups[id];
    const bool checklist = group.size() > 1 && std::ranges::all_of(group, [](const QuestionLeft& l) {
                             return l.question->answer == Question::Answer::yes_no;
                           });
    Json questions = Json::array();
    for (const QuestionLeft& l : group) {
      questions.push_back(question_json(words, *l.question));
      questions.back()["min"] = l.least;
      questions.back()["unless"] = unless_json(unless, l.question->id);
    }
    screens.push_back({{"id", id},
                       {"kind", checklist ? "checklist" : "questions"},
                       {"title", words.if_any("app.screen." + id)},
                       {"questions", std::move(questions)}});
  }
  return screens;
}

/// The first question of which that is so; the app asks it with the frame: the one that is tapped on a
/// drawing with where, the count of earlier injuries with when, the usual week with who somebody is.
template <class Is>
Json question_where(const Words& words, Is is) {
  for (const auto& [id, question] : words.knowledge().questions)
    if (is(question)) return question_json(words, question);
  return nullptr;
}

}  // namespace

std::vector<std::string> equipment_words(const Knowledge& knowledge) {
  std::set<std::string> known;
  for (const auto& [id, exercise] : knowledge.exercises) {
    known.insert(exercise.equipment.begin(), exercise.equipment.end());
    known.insert(exercise.loads.begin(), exercise.loads.end());
  }
  for (const auto& [id, test] : knowledge.tests) known.insert(test.equipment.begin(), test.equipment.end());
  for (const auto& [id, technique] : knowledge.techniques)
    known.insert(technique.equipment.begin(), technique.equipment.end());
  return {known.begin(), known.end()};
}

Result<Story> read_story(const Json& json, const Knowledge& knowledge) {
  return FormReader(knowledge).read(json);
}

Result<Case> case_of(const Story& story, const Knowledge& knowledge, const std::string& case_id,
                     std::int64_t utc_s) {
  const Result<Day> today = local_day(utc_s, story.zone);
  // In the first second of a day the one before it is yesterday's, and nothing of a day was written down
  // before it began.
  const bool day_begins = local_day(utc_s - 1, story.zone).value_or(Day{}) != today.value_or(Day{});
  const Result<std::string> before = local_stamp(day_begins ? utc_s : utc_s - 1, story.zone);
  const Result<std::string> stamp = local_stamp(day_begins ? utc_s + 1 : utc_s, story.zone);
  if (!today || !stamp || !before) return failure(today ? stamp.error() : today.error());
  Case history{.case_id = case_id, .entries = {}};
  int count = 0;
  const auto add = [&](EntryBody body, Day day, const std::string& recorded_at) {
    Entry entry;
    entry.id = fmt::format("s{:03}", ++count);
    entry.day = day;
    entry.recorded_at = recorded_at;
    entry.body = std::move(body);
    finish_entry(entry);
    history.entries.push_back(std::move(entry));
  };
  if (story.onset_day)
    add(InjuryEntry{.side = story.side, .relapse = story.relapse, .onset_known = story.onset_known},
        *story.onset_day, *stamp);
  PersonEntry person;
  person.birth_year = story.birth_year;
  person.sex = story.sex;
  person.sports = story.sports;
  if (person.birth_year || person.sex || !person.sports.empty()) add(std::move(person), *today, *stamp);
  if (!story.equipment.empty())
    add(SettingEntry{.key = SettingKey::equipment, .value = story.equipment}, *today, *stamp);
  if (!story.training_days.empty())
    add(SettingEntry{.key = SettingKey::training_days, .value = story.training_days}, *today, *stamp);
  if (!story.goal.empty()) add(SettingEntry{.key = SettingKey::goal, .value = story.goal}, *today, *stamp);
  add(SettingEntry{.key = SettingKey::language, .value = story.language}, *today, *stamp);
  // The short set is answered question by question here; the log goes before it in time, so that it counts.
  if (story.pain_now)
    add(PainEntry{.when = PainWhen::now, .value = *story.pain_now, .rescreen = {}}, *today, *before);
  for (const auto& [id, value] : story.answers)
    add(AnswerEntry{.question = id, .value = value}, *today, *stamp);
  sort_entries(history);
  Diagnostics diagnostics;
  HAMSTRING_TRY_DO(check_case(knowledge, history, *today, diagnostics));
  return history;
}

Result<Json> story_reply(const Story& story, const Knowledge& knowledge, std::int64_t utc_s) {
  HAMSTRING_TRY(history, case_of(story, knowledge, "story", utc_s));
  const Day today = local_day(utc_s, story.zone).value();
  const Words words(knowledge, catalog_of(knowledge, story.language));
  auto left = questions_left(knowledge, history, today,
                             [&](std::string_view id) { return story.answers.contains(std::string(id)); });
  const UnlessById unless = settled_on_screen(story, knowledge, utc_s, today, left);
  Json screens = screens_json(words, left, unless, false);
  const bool enough = screens.empty();
  if (enough) screens = screens_json(words, left, unless, true);
  Json equipment = Json::array();
  for (const std::string& word : equipment_words(knowledge))
    equipment.push_back(named_json(words, word, "equipment." + word));
  Json sports = Json::array();
  for (const char* word : sport_words)
    sports.push_back(named_json(words, word, fmt::format("sport.{}", word)));
  const Assessment assessment = assess(knowledge, history, today);
  Json reply{{"today", day_text(today)},
             {"screens", std::move(screens)},
             {"answered", story.answers.size()},
             {"flags", first_seen_json(words, assessment)},
             {"equipment", std::move(equipment)},
             {"sports", std::move(sports)},
             {"place", question_where(words, [](const Question& q) { return !q.zones.empty(); })},
             {"before", question_where(words, [](const Question& q) { return q.one_when.has_value(); })},
             {"usual_week", question_where(words, [](const Question& q) { return q.usual_week; })},
             {"goals", goals_json(words)},
             {"plan", nullptr},
             {"result", nullptr}};
  if (!enough) return reply;
  const Plan made = rehab::plan(knowledge, history, today);
  reply["plan"] = today_json(words, history, made);
  reply["result"] = result_json(words, history, made);
  return reply;
}

}  // namespace hamstring::service
