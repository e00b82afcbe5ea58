// Somebody who is not hurt and wants to stay so: lives by the plan day by day, now and then hurt by a
// session, now and then running fast of their own accord.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "history/case.h"
#include "rehab/course/fold_memory.h"
#include "rehab/plan/plan.h"
#include "tests/rehab/random_history.h"

namespace hamstring::rehab {

struct Healthy {
  std::string protocol;          ///< empty: the plan's own choice
  std::string sport = "sprint";  ///< empty: not told
  int born = 1992;
  std::optional<std::string> wish;  ///< answer to whether they want to sprint
  double off_plan = 0.0;            ///< share of days with a fast run that nobody asked for
  double hurt = 0.0;                ///< share of sessions that were too much
};

class HealthyLife {
 public:
  HealthyLife(const Healthy& who, std::uint64_t seed) : who_(who), random_(seed) {
    add(0, PersonEntry{
               .birth_day = {},
               .birth_year = who.born,
               .sex = Sex::female,
               .level = Level::amateur,
               .sports = who.sport.empty() ? std::vector<std::string>{} : std::vector<std::string>{who.sport},
               .body_mass_kg = {}});
    for (const auto& [id, question] : shared_knowledge().questions) answer(question);
    add(0, SettingEntry{.key = SettingKey::equipment,
                        .value = std::vector<std::string>{"foot_anchor", "mat", "slider", "bench"}});
    if (!who.protocol.empty()) add(0, SettingEntry{.key = SettingKey::protocol, .value = who.protocol});
  }

  struct Day {
    int on = 0;
    Plan plan;
    std::string ran;  ///< the rung that was run, asked or not
  };

  std::vector<Day> live(int days) {
    std::vector<Day> lived;
    for (int on = 0; on < days; ++on) {
      add(on, PainEntry{.when = PainWhen::now, .value = chance(0.9) ? 0.0 : 1.0, .rescreen = calm()});
      Day day{.on = on, .plan = plan_on(on), .ran = {}};
      if (do_tests(on, day.plan)) day.plan = plan_on(on);
      day.ran = train(day);
      lived.push_back(std::move(day));
    }
    return lived;
  }

 private:
  Plan plan_on(int on) {
    Case history = value_;
    sort_entries(history);
    return plan(shared_knowledge(), history, RandomHistory::day(on), {}, &memory_);
  }

  /// The tests that are asked for, with nothing to find; each every third day at most.
  bool do_tests(int on, const Plan& plan) {
    bool done = false;
    for (const CriterionReport& criterion : plan.criteria) {
      const auto test = criterion.settled_by.starts_with("test.")
                            ? shared_knowledge().tests.find(criterion.settled_by.substr(5))
                            : shared_knowledge().tests.end();
      if (test == shared_knowledge().tests.end() || criterion.state == CriterionState::met) continue;
      const auto last = tested_on_.find(test->first);
      if (last != tested_on_.end() && on - last->second < 3) continue;
      tested_on_[test->first] = on;
      TestEntry entry{
          .test = test->first, .result = "", .left = {}, .right = {}, .pain = {}, .rescreen = calm()};
      // Nothing is tender, no stretch hurts: the word says it all.
      if (!test->second.results.empty())
        entry.result = std::ranges::min_element(test->second.outcomes, {}, [](const Outcome& o) {
                         return o.pain.value_or(0.0);
                       })->result;
      if (test->second.results.empty() && test->second.records_pain) entry.pain = 0.0;
      if (test->second.both_sides) entry.left = entry.right = {20.0};
      add(on, std::move(entry));
      done = true;
    }
    return done;
  }

  static Rescreen calm() { return {.none_of_these = true, .replies = {}}; }
  bool chance(double share) { return std::uniform_real_distribution<double>(0.0, 1.0)(random_) < share; }

  void add(int on, EntryBody body) {
    const int n = static_cast<int>(value_.entries.size());
    const std::string minute = std::to_string(10 + (n % 50));
    value_.entries.push_back(make_entry("h" + std::to_string(n), RandomHistory::day(on), std::move(body),
                                        Who::self, "07:" + minute + ":00Z"));
  }

  void answer(const Question& question) {
    if (question.set == Question::Set::imaging || question.set == Question::Set::check_in) return;
    if (question.id == "wish_to_sprint") {
      if (who_.wish) add(0, AnswerEntry{.question = question.id, .value = *who_.wish});
      return;
    }
    if (question.answer == Question::Answer::yes_no)
      add(0, AnswerEntry{.question = question.id, .value = std::string("no")});
    if (question.answer == Question::Answer::choice)
      add(0, AnswerEntry{.question = question.id, .value = question.options.front()});
    if (question.id == "previous_hamstrings") add(0, AnswerEntry{.question = question.id, .value = 0.0});
  }

  std::string train(const Day& day) {
    const bool own = chance(who_.off_plan);
    if (day.plan.status != PlanStatus::session && !own) return {};
    if (chance(0.05)) return {};
    SessionEntry s{.done = Done::all,
                   .skipped_for = {},
                   .before = 0.0,
                   .worst = chance(who_.hurt) ? 6.0 : 0.0,
                   .after = 0.0,
                   .next_morning = 0.0,
                   .lines = {},
                   .run = {},
                   .rescreen = calm()};
    for (const SessionLine& line : day.plan.lines)
      s.lines.push_back({.exercise = line.exercise,
                         .sets = static_cast<int>(line.dose.amounts.size()),
                         .reps = line.dose.amounts,
                         .load_kg = line.dose.load_kg,
                         .worst = {}});
    std::string rung = day.plan.run ? day.plan.run->rung : std::string{};
    if (own) rung = shared_knowledge().protocols.find(day.plan.protocol)->second.rungs.back().id;
    if (!rung.empty()) s.run = DoneRun{.rung = rung, .completed = true};
    add(day.on, std::move(s));
    return rung;
  }

  Healthy who_;
  std::mt19937_64 random_;
  std::map<std::string, int, std::less<>> tested_on_;
  Case value_{.case_id = "healthy", .entries = {}};
  FoldMemory memory_{shared_knowledge()};
};

}  // namespace hamstring::rehab
