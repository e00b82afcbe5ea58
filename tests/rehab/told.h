// Short histories told in a few words: a sprinter's sudden injury, every question answered with the harmless
// answer.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "history/case.h"
#include "rehab/plan/plan.h"
#include "tests/rehab/random_history.h"

namespace hamstring::rehab {

class Told {
 public:
  /// An injury on day 0 with all flags, gates and pictures answered.
  Told() {
    add(0, PersonEntry{.birth_day = {},
                       .birth_year = 1995,
                       .sex = Sex::male,
                       .level = Level::amateur,
                       .sports = {"sprint"},
                       .body_mass_kg = {}});
    add(0, InjuryEntry{.side = InjuredSide::right, .relapse = false, .onset_known = OnsetKnown::exact});
    for (const auto& [id, question] : shared_knowledge().questions) answer(question);
  }

  static Day day(int n) { return RandomHistory::day(n); }

  void add(int on, EntryBody body, Who by = Who::self) {
    value_.entries.push_back(
        make_entry("t" + std::to_string(value_.entries.size()), day(on), std::move(body), by));
  }
  /// A whole session with the rung, pain before, at worst and next morning.
  void session(int on, double before, double worst, std::optional<double> morning,
               const std::string& rung = "walk_30") {
    SessionEntry s{.done = Done::all,
                   .skipped_for = {},
                   .before = before,
                   .worst = worst,
                   .after = before,
                   .next_morning = morning,
                   .lines = {},
                   .run = DoneRun{.rung = rung, .completed = true},
                   .rescreen = none_of_these()};
    add(on, std::move(s));
  }
  void walk_test(int on) { test(on, "walk_test", "normal", 0); }
  void test(int on, const std::string& id, const std::string& result, double pain) {
    add(on, TestEntry{.test = id,
                      .result = result,
                      .left = {},
                      .right = {},
                      .pain = pain,
                      .rescreen = none_of_these()});
  }
  void pain_now(int on, double value) { pain(on, PainWhen::now, value); }
  void pain(int on, PainWhen when, double value) {
    add(on, PainEntry{.when = when, .value = value, .rescreen = none_of_these()});
  }
  [[nodiscard]] Case history() const {
    Case result = value_;
    sort_entries(result);
    return result;
  }
  [[nodiscard]] Plan plan_on(int on) const { return plan(shared_knowledge(), history(), day(on)); }

  /// The history itself, for entries of another kind.
  Case& value() { return value_; }

  static Rescreen none_of_these() { return {.none_of_these = true, .replies = {}}; }

 private:
  void answer(const Question& question) {
    if (question.set == Question::Set::imaging) return;
    if (question.answer == Question::Answer::yes_no) {
      const std::string value = question.id == "stop_at_once" ? "yes" : "no";
      for (const int on : {0, 3, 7}) {
        if (on == 0 || question.id == "large_bruise")
          add(on, AnswerEntry{.question = question.id, .value = value});
      }
    }
    if (question.answer == Question::Answer::choice)
      add(0, AnswerEntry{.question = question.id, .value = question.options.front()});
    if (question.id == "previous_hamstrings") add(0, AnswerEntry{.question = question.id, .value = 0.0});
  }

  Case value_{.case_id = "told", .entries = {}};
};

}  // namespace hamstring::rehab
