// Lives of people who mostly do what the plan asks of them, day by day: unflagged, 24 to 100 days long, with
// a bad session now and then, a test that fails, a morning not told, half a session or more than was asked.
// For the properties that only show in somebody who gets somewhere.
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rehab/course/protocol_choice.h"
#include "rehab/plan/planner.h"
#include "rehab/standing/growth.h"
#include "tests/rehab/random_history.h"

namespace hamstring::rehab {

/// What the plan asked of a morning, and the session that was done on it.
struct AskedDay {
  int day = 0;
  PlanStatus status = PlanStatus::rest;
  std::string phase, held_to;
  std::vector<SessionLine> lines;
  std::optional<RunLine> run;
  std::optional<SessionEntry> done;
};

struct Life {
  Case history;
  const Protocol* protocol = nullptr;
  std::vector<AskedDay> days;
};

class LivedHistory {
 public:
  explicit LivedHistory(std::uint64_t seed) : random_(seed) {}

  Life live() {
    const int length = whole(24, 100);
    temper_ =
        chance(0.6) ? Temper{0.01, 0.01, 0.01, 0.02, 0.02, 0.02} : Temper{0.08, 0.06, 0.08, 0.15, 0.08, 0.10};
    tell_story();
    for (int on = 0; on < length; ++on) live_day(on);
    for (const Entry& entry : entries_) life_.history.entries.push_back(entry);
    life_.history.case_id = "lived";
    sort_entries(life_.history);
    return std::move(life_);
  }

 private:
  /// How often something goes otherwise than asked.
  struct Temper {
    double hurt = 0, bad_morning = 0, untold = 0, partly = 0, test_fails = 0, skipped = 0;
  };

  bool chance(double share) { return std::uniform_real_distribution<double>(0.0, 1.0)(random_) < share; }
  int whole(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }
  static Day day(int n) { return RandomHistory::day(n); }
  static Rescreen calm() { return {.none_of_these = true, .replies = {}}; }

  void add(int on, EntryBody body, int hour = 7) {
    const std::string minutes = std::to_string(10 + today_.size() % 50);
    entries_.push_back(make_entry("l" + std::to_string(entries_.size()), day(on), std::move(body), Who::self,
                                  (hour < 10 ? "0" : "") + std::to_string(hour) + ":" + minutes + ":00Z"));
    today_.push_back({.day = day(on), .versions = {&entries_.back()}});
  }

  void tell_story() {
    add(0, PersonEntry{.birth_day = {},
                       .birth_year = whole(1970, 2000),
                       .sex = chance(0.5) ? Sex::female : Sex::male,
                       .level = Level::amateur,
                       .sports = {"sprint"},
                       .body_mass_kg = {}});
    add(0, InjuryEntry{.side = InjuredSide::right, .relapse = false, .onset_known = OnsetKnown::exact});
    for (const auto& [id, question] : shared_knowledge().questions) answer(question);
    std::vector<std::string> kit;
    for (const auto& [id, exercise] : shared_knowledge().exercises) {
      for (const std::string& word : exercise.equipment) {
        if (std::ranges::find(kit, word) == kit.end()) kit.push_back(word);
      }
    }
    if (chance(0.3)) kit.resize(kit.size() / 2);
    std::ranges::sort(kit);
    add(0, SettingEntry{.key = SettingKey::equipment, .value = std::move(kit)});
    add(0, PainEntry{.when = PainWhen::now, .value = 1, .rescreen = calm()});
  }

  void answer(const Question& question) {
    if (question.set == Question::Set::imaging || question.set == Question::Set::check_in) return;
    if (question.answer == Question::Answer::yes_no)
      add(0, AnswerEntry{.question = question.id,
                         .value = std::string(chance(0.0005)                  ? "unsure"
                                              : question.id == "stop_at_once" ? "yes"
                                                                              : "no")});
    if (question.answer == Question::Answer::choice)
      add(0, AnswerEntry{.question = question.id, .value = question.options.front()});
    if (question.id == "previous_hamstrings") add(0, AnswerEntry{.question = question.id, .value = 0.0});
  }

  /// Questions that come again some days after the injury.
  void answer_again(int on) {
    for (const auto& [id, question] : shared_knowledge().questions) {
      if (std::ranges::find(question.ask_again_on_injury_day, on) != question.ask_again_on_injury_day.end())
        add(on, AnswerEntry{.question = id, .value = std::string("no")});
    }
  }

  void live_day(int on) {
    if (on > 0) {
      today_.clear();
      answer_again(on);
    }
    if (on == 0 || !chance(temper_.skipped)) morning(on);
    Plan plan = plan_of_today(on);
    if (do_tests(on, plan)) plan = plan_of_today(on);
    AskedDay asked{.day = on,
                   .status = plan.status,
                   .phase = plan.phase,
                   .held_to = plan.held_to,
                   .lines = plan.lines,
                   .run = plan.run,
                   .done = {}};
    if (plan.status == PlanStatus::session && !chance(temper_.skipped)) {
      asked.done = session(plan);
      add(on, *asked.done, 18);
    }
    life_.days.push_back(std::move(asked));
    step_day(shared_knowledge(), yesterday_, day(on), today_);
  }

  void morning(int on) {
    add(on, PainEntry{.when = PainWhen::now,
                      .value = static_cast<double>(chance(0.95) ? whole(0, 1) : whole(2, 6)),
                      .rescreen = calm()});
    if (on == 0) return;
    if (on >= 2 && on <= 4)
      add(on, TestEntry{.test = "walk_test",
                        .result = chance(0.9) ? "normal" : "limping",
                        .left = {},
                        .right = {},
                        .pain = 0.0,
                        .rescreen = calm()});
    if (chance(temper_.untold / 20.0))
      add(on, IllnessEntry{.from = day(on), .to = day(on + 1), .fever = Reply::no});
  }

  Plan plan_of_today(int on) {
    State state = yesterday_;
    step_day(shared_knowledge(), state, day(on), today_);
    if (life_.protocol == nullptr) {
      life_.protocol = choose_protocol(shared_knowledge(), state, day(on)).protocol;
      yesterday_.protocol = state.protocol = life_.protocol;
      if (life_.protocol != nullptr) {
        state = yesterday_;
        step_day(shared_knowledge(), state, day(on), today_);
      }
    }
    const ProtocolChoice choice{.protocol = life_.protocol, .supervision_missing = false, .reason = {}};
    return plan_of(shared_knowledge(), state, {}, choice, day(on), false);
  }

  /// The tests and answers that stand between here and the next phase or rung; true where one was added.
  bool do_tests(int on, const Plan& plan) {
    if (plan.phase.empty() || life_.protocol == nullptr) return false;
    const std::size_t before = today_.size();
    const auto& phases = life_.protocol->phases;
    const auto phase = std::ranges::find(phases, plan.phase, &Phase::id);
    if (phase == phases.end()) return false;
    std::vector<const Criterion*> wanted;
    for (auto p = phases.begin(); p <= phase; ++p) {
      for (const Criterion& c : p->exit) wanted.push_back(&c);
    }
    for (const Rung& rung : life_.protocol->rungs) {
      if (rung.order > plan.state.rung + 1) break;
      for (const Criterion& c : rung.needs) wanted.push_back(&c);
    }
    std::vector<std::string> done;
    for (const Criterion* criterion : wanted) look(on, *criterion, done, p_of(plan));
    return today_.size() > before;
  }
  static double p_of(const Plan& plan) { return plan.held_to.empty() ? 0.25 : 0.7; }

  void look(int on, const Criterion& criterion, std::vector<std::string>& done, double often) {
    const auto* observed = std::get_if<ObservedCriterion>(&criterion.rule);
    const auto* measure = std::get_if<MeasureCriterion>(&criterion.rule);
    if (observed != nullptr && !observed->question.empty()) {
      const auto* number = std::get_if<double>(&observed->target);
      if (number == nullptr || std::ranges::find(done, observed->question) != done.end() || !chance(often))
        return;
      done.push_back(observed->question);
      const bool fails = chance(temper_.test_fails);
      add(on, AnswerEntry{.question = observed->question, .value = fails ? 1.0 : *number});
      return;
    }
    const std::string id = measure != nullptr ? measure->test : observed != nullptr ? observed->test : "";
    if (id.empty() || std::ranges::find(done, id) != done.end() || !chance(often)) return;
    done.push_back(id);
    add(on, test_entry(shared_knowledge().tests.find(id)->second, chance(temper_.test_fails)));
  }

  TestEntry test_entry(const ClinicalTest& test, bool fails) {
    TestEntry entry{.test = test.id, .result = "", .left = {}, .right = {}, .pain = {}, .rescreen = calm()};
    if (!test.results.empty()) {
      const Outcome& best = *std::ranges::min_element(
          test.outcomes, {}, [](const Outcome& outcome) { return outcome.pain.value_or(0.0); });
      entry.result = best.result;
      if (fails)
        entry.result = test.results.front() == best.result ? test.results.back() : test.results.front();
    }
    if (test.records_pain) entry.pain = fails ? whole(2, 8) : 0;
    if (!test.plausible_min || !test.plausible_max) return entry;
    const double usual = std::lerp(*test.plausible_min, *test.plausible_max, 0.25);
    const double worse = fails ? (test.better == ClinicalTest::Better::lower ? 1.9 : 0.4) : 1.0;
    for (int i = 0; i < test.repeats; ++i) {
      entry.left.push_back(usual);
      entry.right.push_back(test.both_sides ? usual * worse : (fails ? usual : *test.plausible_min));
    }
    if (!test.both_sides) entry.left.clear();
    return entry;
  }

  SessionEntry session(const Plan& plan) {
    SessionEntry s{.done = Done::all,
                   .skipped_for = {},
                   .before = static_cast<double>(whole(0, 1)),
                   .worst = static_cast<double>(whole(1, 3)),
                   .after = 1.0,
                   .next_morning = {},
                   .lines = {},
                   .run = {},
                   .rescreen = calm()};
    s.next_morning = s.before;
    if (chance(temper_.hurt)) s.worst = whole(5, 9);
    if (chance(temper_.bad_morning)) s.next_morning = *s.before + whole(1, 5);
    if (chance(temper_.untold)) s.next_morning = {};
    if (chance(temper_.untold / 4.0)) s.before = {};
    const bool partly = chance(temper_.partly);
    if (partly) s.done = Done::part;
    for (const SessionLine& line : plan.lines) {
      if (partly && chance(0.5)) continue;
      DoneLine done{.exercise = line.exercise,
                    .sets = static_cast<int>(line.dose.amounts.size()),
                    .reps = line.dose.amounts,
                    .load_kg = line.dose.load_kg,
                    .worst = {}};
      if (line.try_out) done.load_kg = 2.0 * whole(2, 6);
      if (done.load_kg && chance(0.7)) done.reps_left = whole(0, 9);
      if (partly && done.sets > 1 && chance(0.5)) done.reps.resize(static_cast<std::size_t>(--done.sets));
      s.lines.push_back(std::move(done));
    }
    if (plan.run && !(partly && chance(0.5)))
      s.run = DoneRun{.rung = plan.run->rung,
                      .completed = true,
                      .distance_m = {},
                      .duration_s = {},
                      .top_speed_m_s = {},
                      .worst = {},
                      .effort = {}};
    return s;
  }

  std::mt19937_64 random_;
  Temper temper_;
  Life life_;
  std::deque<Entry> entries_;     ///< never moved: the ledger points into them
  std::vector<LiveEntry> today_;  ///< entries of the day that is being lived
  State yesterday_;
};

/// The lives all properties share; made once.
inline const std::vector<Life>& shared_lives() {
#ifdef HAMSTRING_SANITIZED
  constexpr int how_many = 40;
#else
  constexpr int how_many = 240;
#endif
  static const std::vector<Life> lives = [] {
    std::vector<Life> result;
    for (int i = 0; i < how_many; ++i)
      result.push_back(LivedHistory(20261129u + static_cast<std::uint64_t>(i)).live());
    return result;
  }();
  return lives;
}

}  // namespace hamstring::rehab
