#include "apps/cli/interview.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ostream>
#include <set>

#include "apps/cli/prompt.h"
#include "core/text.h"
#include "history/timeline.h"
#include "rehab/course/fold.h"
#include "rehab/plan/questions_left.h"
#include "rehab/standing/ledger.h"
#include "service/same_name.h"
#include "view/answer_text.h"

namespace hamstring::cli {
namespace {

using namespace rehab;

using Value = decltype(AnswerEntry::value);

class Interview {
 public:
  Interview(const Knowledge& knowledge, const Catalog& catalog, Day today, std::istream& in,
            std::ostream& out)
      : knowledge_(knowledge), catalog_(catalog), today_(today), prompt_(catalog, in, out), out_(out) {
    history_.case_id = "me";
  }

  Case run() {
    prompt_.tell("cli.welcome");
    ask_frame();
    while (!prompt_.stopped()) {
      const Question* question = next_question();
      if (question == nullptr) break;
      ask(*question);
    }
    if (!prompt_.stopped()) ask_pain();
    sort_entries(history_);
    return std::move(history_);
  }

 private:
  /// Entries of one question share a group, so that 'back' can take them away together.
  void add(EntryBody body, Day day) {
    Entry entry;
    entry.id = fmt::format("i{:03}", ++count_);
    entry.day = day;
    entry.recorded_at = fmt::format("{}T12:{:02}:{:02}Z", day_text(today_), (count_ / 60) % 60, count_ % 60);
    entry.body = std::move(body);
    finish_entry(entry);
    history_.entries.push_back(std::move(entry));
  }

  void ask_frame() {
    std::optional<Day> onset;
    const auto read_day = [&](const std::string& text) {
      if (text.empty()) return true;
      const Result<Day> day = parse_day(text);
      if (!day || *day > today_) return false;
      onset = *day;
      return true;
    };
    if (!prompt_.until("cli.which_day", read_day)) return;
    if (onset && !ask_injury(*onset)) return;
    PersonEntry person;
    const bool told = prompt_.until("cli.birth_year", [&](const std::string& text) {
      const auto year = parse_integer(text);
      const int now = static_cast<int>(std::chrono::year_month_day(today_).year());
      if (year && (*year < 1900 || *year > now)) return false;
      if (year) person.birth_year = static_cast<int>(*year);
      return year.has_value() || text.empty();
    }) && prompt_.until("cli.sex", [&](const std::string& text) {
      if (text.starts_with("f") || text.starts_with("w")) person.sex = Sex::female;
      if (text.starts_with("m")) person.sex = Sex::male;
      if (text.starts_with("o") || text.starts_with("a")) person.sex = Sex::other;
      return person.sex.has_value() || text.empty();
    }) && prompt_.until("cli.sports", [&](const std::string& text) {
      return read_sports(text, person.sports);
    });
    add(std::move(person), today_);
    if (told) prompt_.until("cli.equipment", [&](const std::string& text) { return read_equipment(text); });
  }

  bool ask_injury(Day onset) {
    InjuryEntry injury;
    const bool side = prompt_.until("cli.which_side", [&](const std::string& text) {
      if (text.starts_with("l")) injury.side = rehab::InjuredSide::left;
      if (text.starts_with("r")) injury.side = rehab::InjuredSide::right;
      if (text.starts_with("b")) injury.side = rehab::InjuredSide::both;
      return injury.side != rehab::InjuredSide::not_known || text.empty();
    });
    const bool relapse = side && prompt_.until("cli.is_relapse", [&](const std::string& text) {
      const auto reply = read_yes_no(text);
      injury.relapse = reply == "yes";
      return reply.has_value();
    });
    add(injury, onset);
    return relapse;
  }

  static bool read_sports(const std::string& text, std::vector<std::string>& sports) {
    static const std::pair<std::string_view, std::string_view> words[] = {{"sprint", "sprint"},
                                                                          {"dist", "distance_running"},
                                                                          {"run", "distance_running"},
                                                                          {"lauf", "distance_running"},
                                                                          {"foot", "football"},
                                                                          {"fuß", "football"},
                                                                          {"fuss", "football"},
                                                                          {"socc", "football"},
                                                                          {"field", "field_sport"},
                                                                          {"feld", "field_sport"},
                                                                          {"dan", "dance"},
                                                                          {"tan", "dance"},
                                                                          {"oth", "other"},
                                                                          {"and", "other"}};
    sports.clear();
    for (const std::string_view part : split_fields(text, ',')) {
      const std::string_view word = trim(part);
      if (word.empty()) continue;
      const auto found =
          std::ranges::find_if(words, [&](const auto& w) { return word.starts_with(w.first); });
      if (found == std::end(words)) return false;
      if (std::ranges::find(sports, found->second) == sports.end()) sports.emplace_back(found->second);
    }
    std::ranges::sort(sports);
    return true;
  }

  bool read_equipment(const std::string& text) {
    std::set<std::string, std::less<>> known;
    for (const auto& [id, exercise] : knowledge_.exercises)
      known.insert(exercise.equipment.begin(), exercise.equipment.end());
    for (const auto& [id, test] : knowledge_.tests)
      known.insert(test.equipment.begin(), test.equipment.end());
    for (const auto& [id, technique] : knowledge_.techniques)
      known.insert(technique.equipment.begin(), technique.equipment.end());
    std::vector<std::string> chosen;
    for (const std::string_view part : split_fields(text, ',')) {
      std::string word(trim(part));
      std::ranges::replace(word, ' ', '_');
      if (word.empty()) continue;
      if (!known.contains(word)) {
        out_ << fmt::format("{}\n", fmt::join(known, ", "));
        return false;
      }
      chosen.push_back(std::move(word));
    }
    std::ranges::sort(chosen);
    chosen.erase(std::ranges::unique(chosen).begin(), chosen.end());
    add(SettingEntry{.key = SettingKey::equipment, .value = std::move(chosen)}, today_);
    return true;
  }

  /// The next question that is worth asking and was not asked yet.
  const Question* next_question() {
    const auto left =
        questions_left(knowledge_, history_, today_, [&](std::string_view id) { return asked(id); });
    return left.empty() ? nullptr : left.front().question;
  }

  [[nodiscard]] bool asked(std::string_view id) const {
    return std::ranges::find(asked_, id, &std::pair<std::string, std::size_t>::first) != asked_.end();
  }

  void ask(const Question& question) {
    prompt_.tell("question." + question.id + ".ask");
    show_choices(question);
    while (const auto text = prompt_.line()) {
      if (*text == "back" || *text == "zurück") return go_back();
      if (*text == "why" || *text == "warum") {
        prompt_.tell("question." + question.id + ".why");
        continue;
      }
      if (const auto value = read(question, *text)) {
        asked_.emplace_back(question.id, history_.entries.size());
        answer(question, *value);
        show_new_flags();
        return;
      }
      prompt_.tell("cli.not_understood");
    }
  }

  /// A yes that is somebody else's to give is kept as theirs where they put their name to it; without one it
  /// is not known.
  void answer(const Question& question, const Value& value) {
    AnswerEntry told{.question = question.id, .value = value};
    if (!is_anothers_to_say(make_entry("i", today_, told), knowledge_)) return add(std::move(told), today_);
    prompt_.tell("cli.who_says_so");
    const std::string name = prompt_.line().value_or("");
    const bool named = service::names_somebody(name, say(catalog_, "clearance.nobodys"));
    if (!named) told.value = std::string("unsure");
    add(std::move(told), today_);
    if (!named) return;
    Entry& entry = history_.entries.back();
    entry.by = Who::helper;
    entry.note = name;
    finish_entry(entry);
  }

  /// What a doctor must see is said at once, not at the end.
  void show_new_flags() {
    Case sorted = history_;
    sort_entries(sorted);
    const State state = fold(knowledge_, timeline_of(sorted, today_), today_, nullptr);
    for (const auto& [id, latch] : state.flags) {
      if (!latch.raised || !flags_told_.insert(id).second) continue;
      out_ << "\n■ " << say(catalog_, "red_flag." + id + ".name") << "\n  "
           << say(catalog_, "red_flag." + id + ".do") << "\n";
    }
  }

  void go_back() {
    if (asked_.empty()) return;
    history_.entries.resize(asked_.back().second);
    asked_.pop_back();
  }

  void show_choices(const Question& question) {
    switch (question.answer) {
      case Question::Answer::yes_no:
        out_ << "  " << say(catalog_, "cli.yes_no") << "\n";
        break;
      case Question::Answer::day:
        out_ << "  " << say(catalog_, "cli.a_day") << "\n";
        break;
      case Question::Answer::number:
        out_ << "  "
             << say(catalog_,
                    Message{
                        .id = "cli.number_between",
                        .arguments = {{"min", question.min}, {"max", question.max}, {"unit", question.unit}}})
             << "\n";
        break;
      case Question::Answer::choice:
        for (std::size_t i = 0; i < question.options.size(); ++i) {
          out_ << fmt::format("  {}  {}\n", i + 1,
                              say(catalog_, "question." + question.id + ".option." + question.options[i]));
        }
        break;
    }
  }

  [[nodiscard]] std::optional<Value> read(const Question& question, const std::string& text) const {
    if (text.empty() || text == "?") return Value(std::string("unsure"));
    switch (question.answer) {
      case Question::Answer::yes_no: {
        const auto reply = read_yes_no(text);
        return reply ? std::optional<Value>(*reply) : std::nullopt;
      }
      case Question::Answer::choice: {
        const auto number = parse_integer(text);
        if (number && *number >= 1 && *number <= std::ssize(question.options))
          return Value(question.options[static_cast<std::size_t>(*number - 1)]);
        const auto named = std::ranges::find(question.options, text);
        return named == question.options.end() ? std::nullopt : std::optional<Value>(*named);
      }
      case Question::Answer::number: {
        const auto number = parse_double(text);
        if (!number || !(*number >= question.min && *number <= question.max)) return std::nullopt;
        return Value(*number);
      }
      case Question::Answer::day: {
        const Result<Day> day = parse_day(text);
        if (!day || (question.not_after_today && *day > today_)) return std::nullopt;
        return Value(text);
      }
    }
    return std::nullopt;
  }

  void ask_pain() {
    std::optional<double> pain;
    if (!prompt_.pain("cli.pain_now", pain) || !pain) return;
    // The questions of the short set were answered one by one just now; the log goes before them in time.
    history_.entries.push_back(make_entry("i000", today_,
                                          PainEntry{.when = PainWhen::now, .value = *pain, .rescreen = {}},
                                          Who::self, "11:59:00Z"));
  }

  const Knowledge& knowledge_;
  const Catalog& catalog_;
  Day today_;
  Prompt prompt_;
  std::ostream& out_;
  Case history_;
  std::vector<std::pair<std::string, std::size_t>> asked_;  ///< question, entries before it
  std::set<std::string, std::less<>> flags_told_;
  int count_ = 0;
};

}  // namespace

rehab::Case interview(const rehab::Knowledge& knowledge, const rehab::Catalog& catalog, Day today,
                      std::istream& in, std::ostream& out) {
  return Interview(knowledge, catalog, today, in, out).run();
}

}  // namespace hamstring::cli
