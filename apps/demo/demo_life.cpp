#include "apps/demo/demo_life.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/try.h"
#include "rehab/plan/plan.h"
#include "rehab/standing/assess.h"
#include "rehab/standing/check_case.h"

namespace hamstring::service {
namespace {

using namespace rehab;
using nlohmann::json;

/// Small and the same on every machine (xorshift64*, Vigna 2016); the standard's distributions are not.
class Chance {
 public:
  explicit Chance(std::string_view seed) {
    for (const char c : seed) state_ = state_ * 1099511628211ULL + static_cast<unsigned char>(c);
  }
  double share() {  ///< 0 to 1
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<double>((state_ * 2685821657736338717ULL) >> 11) * 0x1p-53;
  }

 private:
  std::uint64_t state_ = 14695981039346656037ULL;
};

/// After an injury the plan is looked at every day for so long.
constexpr int daily_days = 40;

Rescreen nothing_new() {
  return {.none_of_these = true, .replies = {}};
}

class Life {
 public:
  Life(const Knowledge& knowledge, const json& athlete, const json& quiet, Day today)
      : knowledge_(knowledge),
        athlete_(athlete),
        quiet_(quiet),
        today_(today),
        chance_(athlete.value("id", "")),
        history_{.case_id = athlete.value("id", ""), .entries = {}} {
    if (athlete.contains("hurt_days")) hurt_ = today - std::chrono::days(athlete["hurt_days"].get<int>());
    first_ = today - std::chrono::days(athlete.value("since_days", athlete.value("hurt_days", 0)));
    if (hurt_) first_ = std::min(first_, *hurt_);
  }

  Result<Case> live() {
    HAMSTRING_TRY_DO(events());
    begin();
    const Day last = today_ - std::chrono::days(std::max(1, athlete_.value("silent_days", 1)));
    for (Day day = first_; day <= today_; day += std::chrono::days(1)) {
      if (hurt_ && day == *hurt_) hurt_on(day);
      if (hurt_) ask_again(day);
      if (day <= last && day > first_) live_day(day);
      tell_events(day);
    }
    sort_entries(history_);
    Diagnostics diagnostics;
    HAMSTRING_TRY_DO(check_case(knowledge_, history_, today_, diagnostics));
    return std::move(history_);
  }

 private:
  void add(Day day, EntryBody body) {
    const int n = count_++;
    history_.entries.push_back(
        make_entry(fmt::format("d{:05}", n), day, std::move(body), Who::self,
                   fmt::format("0{}:{:02}:{:02}Z", n / 3600 % 6, n / 60 % 60, n % 60)));
  }

  std::string dated(const std::string& text) const {
    if (!text.starts_with("@-")) return text;
    return day_text(today_ - std::chrono::days(std::atoi(text.c_str() + 2)));
  }

  void begin() {
    add(first_, PersonEntry{.birth_day = {},
                            .birth_year = athlete_.value("birth_year", 1990),
                            .sex = from_word(sex_words, athlete_.value("sex", "")),
                            .level = {},
                            .sports = athlete_["sports"].get<std::vector<std::string>>(),
                            .body_mass_kg = {}});
    add(first_, SettingEntry{.key = SettingKey::language, .value = athlete_.value("language", "en")});
    std::vector<std::string> equipment;
    for (const auto& [id, exercise] : knowledge_.exercises)
      equipment.insert(equipment.end(), exercise.equipment.begin(), exercise.equipment.end());
    for (const auto& [id, test] : knowledge_.tests)
      equipment.insert(equipment.end(), test.equipment.begin(), test.equipment.end());
    std::ranges::sort(equipment);
    equipment.erase(std::ranges::unique(equipment).begin(), equipment.end());
    add(first_, SettingEntry{.key = SettingKey::equipment, .value = equipment});
    if (!hurt_ || *hurt_ != first_) answer_all(first_, false);
  }

  void hurt_on(Day day) {
    const std::string side = athlete_.value("side", "left");
    add(day, InjuryEntry{.side = side == "both"   ? InjuredSide::both
                                 : side == "left" ? InjuredSide::left
                                                  : InjuredSide::right,
                         .relapse = athlete_.value("relapse", false),
                         .onset_known = OnsetKnown::exact});
    answer_all(day, true);
    add(day, PainEntry{.when = PainWhen::now, .value = pain(day), .rescreen = nothing_new()});
  }

  void answer(Day day, const Question& question, bool own) {
    const json* told = nullptr;
    const json none = json::object();
    const json& mine = own && athlete_.contains("answers") ? athlete_["answers"] : none;
    if (mine.contains(question.id)) told = &mine[question.id];
    if (told == nullptr && quiet_.contains(question.id)) told = &quiet_[question.id];
    if (told != nullptr) {
      if (told->is_number()) add(day, AnswerEntry{.question = question.id, .value = told->get<double>()});
      if (told->is_string())
        add(day, AnswerEntry{.question = question.id, .value = dated(told->get<std::string>())});
    } else if (question.answer == Question::Answer::yes_no) {
      add(day, AnswerEntry{.question = question.id, .value = "no"});
    } else if (question.answer == Question::Answer::choice) {
      add(day, AnswerEntry{.question = question.id, .value = question.options.front()});
    }
  }

  void answer_all(Day day, bool own) {
    for (const auto& [id, question] : knowledge_.questions) {
      if (question.set != Question::Set::imaging && question.set != Question::Set::check_in)
        answer(day, question, own);
    }
  }

  void ask_again(Day day) {
    const int n = days_between(*hurt_, day);
    for (const auto& [id, question] : knowledge_.questions) {
      if (n > 0 &&
          std::ranges::find(question.ask_again_on_injury_day, n) != question.ask_again_on_injury_day.end())
        answer(day, question, true);
    }
  }

  /// Pain halves again and again; a whole number, sometimes one more or less.
  double pain(Day day) {
    if (!hurt_ || day < *hurt_) return 0.0;
    const double now = athlete_.value("pain", 0.0) *
                       std::exp2(-days_between(*hurt_, day) / athlete_.value("pain_halves_days", 7.0));
    return std::clamp(std::round(now + 0.6 * (chance_.share() - 0.5)), 0.0, 10.0);
  }

  void live_day(Day day) {
    const bool new_injury = hurt_ && day >= *hurt_ && days_between(*hurt_, day) < daily_days;
    const int every = new_injury ? 1 : athlete_.value("plans_every_days", 1);
    const bool look = !plan_ || days_between(planned_, day) >= every || (hurt_ && day == *hurt_);
    if (look) {
      plan_ = plan(knowledge_, history_, day);  // entries come in their canonical order
      planned_ = day;
    }
    if (look && plan_->assessment.verdict <= Verdict::answer_first) test_again(day);
    if (plan_->status == PlanStatus::ask_first) {
      for (const std::string& id : plan_->ask) {
        const auto found = knowledge_.questions.find(id);
        if (found != knowledge_.questions.end()) answer(day, found->second, true);
      }
      plan_.reset();
    } else if (plan_->status == PlanStatus::session && trains(day)) {
      do_session(day);
    } else if (look) {
      add(day, PainEntry{.when = PainWhen::now, .value = pain(day), .rescreen = nothing_new()});
    }
  }

  /// Where the plan is looked at rarely, its session is done about every third day.
  bool trains(Day day) {
    const bool due = athlete_.value("plans_every_days", 1) < 7 || days_between(first_, day) % 3 == 0;
    return due && chance_.share() < athlete_.value("follows", 0.85);
  }

  void do_session(Day day) {
    const double before = pain(day);
    SessionEntry session{.done = chance_.share() < 0.9 ? Done::all : Done::part,
                         .skipped_for = {},
                         .before = before,
                         .worst = std::min(plan_->pain_limit, before + (chance_.share() < 0.3 ? 1.0 : 0.0)),
                         .after = before,
                         .next_morning = pain(day + std::chrono::days(1)),
                         .lines = {},
                         .run = {},
                         .rescreen = nothing_new()};
    for (const SessionLine& line : plan_->lines)
      session.lines.push_back({.exercise = line.exercise,
                               .sets = static_cast<int>(line.dose.amounts.size()),
                               .reps = line.dose.amounts,
                               .load_kg = line.try_out ? std::optional(10.0) : line.dose.load_kg,
                               .worst = {},
                               .reps_left = line.weight ? std::optional(4.0) : std::nullopt});
    if (plan_->run) {
      session.run =
          DoneRun{.rung = plan_->run->rung, .completed = session.done == Done::all, .worst = session.worst};
    }
    if (day == today_ - std::chrono::days(1)) session.next_morning = {};
    add(day, std::move(session));
  }

  void test_again(Day day) {
    int tests = 0;
    for (const CriterionReport& criterion : plan_->criteria) {
      if (criterion.state == CriterionState::met || !criterion.settled_by.starts_with("test.")) continue;
      const auto found = knowledge_.tests.find(criterion.settled_by.substr(5));
      if (found == knowledge_.tests.end() || ++tests > 2) continue;
      const auto before = tested_.find(found->first);
      if (before != tested_.end() &&
          days_between(before->second, day) < std::max(2, found->second.min_days_between))
        continue;
      tested_[found->first] = day;
      test(day, found->second);
    }
  }

  /// One of the outcomes that the data of the test names, from well to ill, by the pain that is left.
  void test(Day day, const ClinicalTest& test) {
    if (test.outcomes.empty()) return;
    const double hurts = pain(day);
    const std::size_t wanted = hurts <= 2.0 ? 0 : hurts <= 4.0 ? 1 : 2;
    const Outcome& outcome = test.outcomes[std::min(wanted, test.outcomes.size() - 1)];
    TestEntry entry{.test = test.id,
                    .result = outcome.result,
                    .left = {},
                    .right = {},
                    .pain = {},
                    .rescreen = nothing_new()};
    if (test.records_pain) entry.pain = std::min(hurts, outcome.pain.value_or(hurts));
    const bool left = athlete_.value("side", "left") == "left";
    for (std::size_t side = 0; side < outcome.values.size(); ++side) {
      auto& values = (side == 0) == left ? entry.left : entry.right;
      for (int i = 0; i < test.repeats; ++i) {
        const double noise = std::round(2.0 * (chance_.share() - 0.5) * test.error.value * 0.5);
        const double value = test.measures == ClinicalTest::Measures::count ? outcome.values[side]
                                                                            : outcome.values[side] + noise;
        values.push_back(
            std::clamp(value, test.plausible_min.value_or(value), test.plausible_max.value_or(value)));
      }
    }
    add(day, std::move(entry));
  }

  /// Entries of the data in the form of a case file, read by the one reader of those.
  Result<void> events() {
    json entries = json::array();
    const json none = json::array();
    for (const json& event : athlete_.contains("event") ? athlete_["event"] : none) {
      json entry = event["entry"];
      for (auto& [key, value] : entry.items())
        if (value.is_string()) value = dated(value.get<std::string>());
      const std::string day = day_text(today_ - std::chrono::days(event["days_ago"].get<int>()));
      entry["id"] = fmt::format("v{:03}", entries.size());
      entry["day"] = day;
      entry["recorded_at"] = day + "T07:00:00Z";
      entry["by"] = event.value("by", "self");
      entries.push_back(std::move(entry));
    }
    if (entries.empty()) return {};
    Diagnostics diagnostics;
    const json file{{"schema", "hamstring.case"},
                    {"version", 1},
                    {"case_id", history_.case_id},
                    {"entries", std::move(entries)}};
    HAMSTRING_TRY(read, read_case(file.dump(), "demo/club.toml", diagnostics));
    events_ = std::move(read.entries);
    return {};
  }

  void tell_events(Day day) {
    for (const Entry& entry : events_) {
      if (entry.day != day) continue;
      history_.entries.push_back(entry);
      plan_.reset();
    }
  }

  const Knowledge& knowledge_;
  const json& athlete_;
  const json& quiet_;
  const Day today_;
  Chance chance_;
  Case history_;
  std::optional<Day> hurt_;
  Day first_{}, planned_{};
  std::optional<Plan> plan_;
  std::map<std::string, Day> tested_;
  std::vector<Entry> events_;
  int count_ = 0;
};

}  // namespace

Result<Case> live_demo(const Knowledge& knowledge, const json& athlete, const json& quiet, Day today) {
  return Life(knowledge, athlete, quiet, today).live();
}

}  // namespace hamstring::service
