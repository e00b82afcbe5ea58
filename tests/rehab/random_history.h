// Random histories of people who use the plan: mostly careful, sometimes not; for properties and benchmarks.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <utility>

#include "core/file.h"
#include "history/case.h"
#include "knowledge/knowledge.h"

namespace hamstring::rehab {

inline const Knowledge& shared_knowledge() {
  static const Knowledge knowledge = [] {
    Diagnostics diagnostics;
    auto loaded = load_knowledge(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data", diagnostics);
    return loaded ? std::move(*loaded) : Knowledge{};
  }();
  return knowledge;
}

class RandomHistory {
 public:
  explicit RandomHistory(std::uint64_t seed) : random_(seed) {}

  /// `days` days from an injury on; all questions answered on the first day, mostly with no.
  Case make(int days) {
    value_ = Case{.case_id = "p", .entries = {}};
    count_ = 0;
    add(0, PersonEntry{.birth_day = {},
                       .birth_year = whole(1950, 2010),
                       .sex = Sex::female,
                       .level = {},
                       .sports = {"sprint"},
                       .body_mass_kg = {}});
    add(0, InjuryEntry{.side = chance(0.9) ? InjuredSide::right : InjuredSide::both,
                       .relapse = chance(0.1),
                       .onset_known = OnsetKnown::exact});
    answer_all();
    add(0, SettingEntry{.key = SettingKey::equipment,
                        .value = std::vector<std::string>{"foot_anchor", "inclinometer", "mat", "slider"}});
    for (int day = 1; day < days; ++day) live(day);
    sort_entries(value_);
    return value_;
  }

  bool chance(double share) { return std::uniform_real_distribution<double>(0.0, 1.0)(random_) < share; }
  int whole(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }
  static Day day(int n) { return Day(std::chrono::days(20000 + n)); }

 private:
  void add(int on, EntryBody body) {
    value_.entries.push_back(make_entry("r" + std::to_string(count_), day(on), std::move(body), Who::self,
                                        std::string("0") + std::to_string(count_ % 10) + ":00:00Z"));
    ++count_;
  }
  std::optional<Rescreen> screen() {
    if (chance(0.1)) return std::nullopt;
    Rescreen screen{.none_of_these = true, .replies = {}};
    if (chance(0.005)) {
      screen.none_of_these = false;
      for (const auto& [id, question] : shared_knowledge().questions) {
        if (question.rescreen) screen.replies[id] = chance(0.1) ? Reply::yes : Reply::no;
      }
    }
    return screen;
  }

  void answer_all() {
    for (const auto& [id, question] : shared_knowledge().questions) {
      if (question.answer == Question::Answer::yes_no && !chance(0.002)) {
        add(0, AnswerEntry{.question = id,
                           .value = std::string(chance(0.003)   ? "yes"
                                                : chance(0.002) ? "unsure"
                                                                : "no")});
      }
      if (question.answer == Question::Answer::choice && question.set != Question::Set::imaging) {
        const bool first = chance(0.9);
        add(0,
            AnswerEntry{
                .question = id,
                .value = question.options[first ? 0
                                                : static_cast<std::size_t>(whole(
                                                      0, static_cast<int>(question.options.size()) - 1))]});
      }
      if (question.answer == Question::Answer::number && question.min <= 0.0 &&
          question.set == Question::Set::history) {
        add(0, AnswerEntry{.question = id, .value = 0.0});
      }
    }
  }

  void live(int on) {
    if (chance(0.3))
      add(on, PainEntry{.when = PainWhen::now,
                        .value = static_cast<double>(whole(0, chance(0.9) ? 2 : 8)),
                        .rescreen = screen()});
    for (const auto& [id, test] : shared_knowledge().tests) {
      if (test.both_sides && !test.plausible_min) continue;
      if (chance(0.12)) add(on, test_entry(test));
    }
    if (chance(0.7)) add(on, session());
    if (chance(0.01)) add(on, IllnessEntry{.from = day(on), .to = day(on + 2), .fever = Reply::no});
  }

  TestEntry test_entry(const ClinicalTest& test) {
    TestEntry entry{
        .test = test.id,
        .result = test.results.empty() ? "" : test.results[chance(0.85) ? 0 : test.results.size() - 1],
        .left = {},
        .right = {},
        .pain = {},
        .rescreen = screen()};
    if (test.id.find("palpation") == 0 && !test.results.empty())
      entry.result = test.results[chance(0.8) ? test.results.size() - 1 : 0];
    if (test.records_pain) entry.pain = static_cast<double>(chance(0.85) ? whole(0, 1) : whole(2, 9));
    if (test.plausible_min && test.plausible_max) {
      const double middle = 0.5 * (*test.plausible_min + *test.plausible_max),
                   spread = 0.05 * (*test.plausible_max - *test.plausible_min);
      std::normal_distribution<double> value(middle, spread);
      for (int i = 0; i < test.repeats; ++i) {
        entry.left.push_back(std::clamp(value(random_), *test.plausible_min, *test.plausible_max));
        entry.right.push_back(std::clamp(value(random_), *test.plausible_min, *test.plausible_max));
      }
    }
    return entry;
  }

  SessionEntry session() {
    SessionEntry s{.done = Done::all,
                   .skipped_for = {},
                   .before = {},
                   .worst = {},
                   .after = {},
                   .next_morning = {},
                   .lines = {},
                   .run = {},
                   .rescreen = screen()};
    const double pain = chance(0.8) ? 1 : whole(0, 4);
    if (chance(0.95)) s.before = pain;
    if (chance(0.95)) s.worst = chance(0.93) ? whole(0, 3) : whole(5, 9);
    if (chance(0.95)) s.next_morning = chance(0.93) ? pain : std::min(10.0, pain + 2);
    const auto& protocols = shared_knowledge().protocols;
    for (const auto& [id, protocol] : protocols) {
      if (!protocol.complete) continue;
      const Phase& phase = protocol.phases[static_cast<std::size_t>(whole(1, 3))];
      for (const ContentLine& line : phase.content) {
        s.lines.push_back({.exercise = line.options.front(),
                           .sets = static_cast<int>(line.sets.max),
                           .reps = {line.reps.max},
                           .load_kg = {},
                           .worst = {}});
      }
      const Rung& rung = protocol.rungs[static_cast<std::size_t>(
          whole(0, std::min(7, static_cast<int>(protocol.rungs.size()) - 1)))];
      s.run = DoneRun{.rung = chance(0.6) ? protocol.rungs.front().id : rung.id,
                      .completed = true,
                      .distance_m = {},
                      .duration_s = {},
                      .top_speed_m_s = {},
                      .worst = {}};
    }
    return s;
  }

  std::mt19937_64 random_;
  Case value_;
  int count_ = 0;
};

}  // namespace hamstring::rehab
