#include "rehab/plan/follow_up.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "rehab/course/fold.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/strength.h"

namespace hamstring::rehab {
namespace {

constexpr int technique_days_needed = 3;  // ours: fewer bouts say more about the day than about the technique
constexpr int compliance_weeks = 4;
constexpr int watch_pain_days = 3;

ChangeAnswer answer_of(double change, double half_width) {
  if (change - half_width > 0.0) return ChangeAnswer::more;
  return change + half_width < 0.0 ? ChangeAnswer::less : ChangeAnswer::within_noise;
}

double better_sign(const ClinicalTest& test) {
  return test.better == ClinicalTest::Better::lower ? -1.0 : 1.0;
}

InjuredSide side_of(const State& state) {
  const InjuredSide side =
      state.ledger.episodes.empty() ? InjuredSide::right : state.ledger.episodes.back().side;
  return side == InjuredSide::not_known ? InjuredSide::right : side;
}

/// Value and error of the repeats of one side.
std::optional<Measured> measured(const ClinicalTest& test, const std::vector<double>& repeats,
                                 const Knowledge& knowledge) {
  TestEntry entry{
      .test = test.id, .result = "", .left = repeats, .right = repeats, .pain = {}, .rescreen = {}};
  return numbers_of(test, entry, InjuredSide::right, knowledge.policy.own_repeats).value;
}

class FollowingUp {
 public:
  FollowingUp(const Knowledge& knowledge, const State& state, Day today)
      : knowledge_(knowledge), state_(state), today_(today) {}

  FollowUp report() {
    add_techniques();
    add_alignment();
    add_watch();
    add_compliance();
    add_capacity();
    return std::move(result_);
  }

 private:
  /// Mean change over all uses, each its own before and after; errors of the two measurements are
  /// independent.
  void add_techniques() {
    std::map<std::pair<std::string, std::string>, std::vector<const TechniqueRecord*>> uses;
    for (const TechniqueRecord& record : state_.ledger.techniques)
      uses[{record.use->technique, record.use->test}].push_back(&record);
    for (const auto& [key, records] : uses) {
      const auto technique = knowledge_.techniques.find(key.first);
      const auto test = knowledge_.tests.find(key.second);
      if (technique == knowledge_.techniques.end() || test == knowledge_.tests.end()) continue;
      ChangeReport report{.id = key.first,
                          .test = key.second,
                          .unit = test->second.unit,
                          .need = technique_days_needed,
                          .evidence = technique->second.evidence};
      std::set<Day> days;
      double sum = 0.0, variance = 0.0;
      for (const TechniqueRecord* record : records) {
        const auto before = measured(test->second, record->use->before, knowledge_);
        const auto after = measured(test->second, record->use->after, knowledge_);
        if (!before || !after) continue;
        days.insert(record->day);
        sum += better_sign(test->second) * (after->value - before->value);
        variance += before->half_width * before->half_width + after->half_width * after->half_width;
      }
      report.have = static_cast<int>(days.size());
      const auto n = static_cast<double>(records.size());
      report.change = sum / n;
      report.half_width = knowledge_.policy.points.bar_z * std::sqrt(variance) / n;
      if (report.have >= report.need) report.answer = answer_of(*report.change, *report.half_width);
      result_.techniques.push_back(std::move(report));
    }
  }

  void add_alignment() {
    for (const auto& [id, item] : knowledge_.alignment) {
      if (item.is_program) continue;
      const auto records = state_.ledger.tests.find(item.test);
      const auto test = knowledge_.tests.find(item.test);
      if (records == state_.ledger.tests.end() || test == knowledge_.tests.end()) continue;
      std::vector<std::pair<Day, Measured>> looks;
      for (const TestRecord& record : records->second) {
        const auto value =
            numbers_of(test->second, *record.test, side_of(state_), knowledge_.policy.own_repeats).value;
        if (value && !record.conflict) looks.emplace_back(record.at.first, *value);
      }
      if (!looks.empty()) result_.alignment.push_back(change_of(item, test->second, looks));
    }
    if (!result_.alignment.empty()) add_programs();
  }

  [[nodiscard]] static Day plus(Day day, int days) { return day + std::chrono::days(days); }

  [[nodiscard]] ChangeReport change_of(const Alignment& item, const ClinicalTest& test,
                                       const std::vector<std::pair<Day, Measured>>& looks) const {
    const auto& [first_day, first] = looks.front();
    const auto& [last_day, last] = looks.back();
    ChangeReport report{.id = item.id,
                        .test = item.test,
                        .unit = test.unit,
                        .have = first_day == last_day ? 1 : 2,
                        .need = 2,
                        .again_on = plus(last_day, item.remeasure_after_days),
                        .evidence = item.evidence};
    if (report.have < report.need) return report;
    report.change = last.value - first.value;
    report.half_width = knowledge_.policy.points.bar_z * std::hypot(first.half_width, last.half_width);
    report.answer = answer_of(*report.change, *report.half_width);
    return report;
  }

  void add_programs() {
    const CaseFacts facts(knowledge_, state_, today_);
    for (const auto& [id, item] : knowledge_.alignment) {
      if (!item.is_program || (item.not_when && truth_of(*item.not_when, facts) != Truth::no)) continue;
      AlignmentProgram program{.id = id, .exercises = {}, .beside = {}, .evidence = item.evidence};
      for (const Alignment::Line& line : item.content) program.exercises.push_back(line.exercise);
      for (const Alignment::Beside& beside : item.beside_it) program.beside.push_back(beside.id);
      result_.programs.push_back(std::move(program));
    }
  }

  [[nodiscard]] std::optional<Day> returned() const {
    const Episode* episode = state_.ledger.episode();
    if (episode == nullptr) return std::nullopt;
    std::optional<Day> day = state_.returned_on;
    for (const Day milestone : state_.ledger.returned) {
      if (milestone > episode->onset) day = std::max(day.value_or(milestone), milestone);
    }
    return day;
  }

  void add_watch() {
    const std::optional<Day> since = returned();
    if (!since || state_.protocol == nullptr) return;
    const double limit = pain_limit_of(settings_of(state_.ledger), *state_.protocol);
    // The short set, answered in full on a later day, settles it.
    const auto& asked = state_.ledger.last_rescreen;
    const auto recent = [&](Day day) {
      return day >= *since && days_between(day, today_) < watch_pain_days && !(asked && asked->first > day);
    };
    for (const auto& [id, item] : knowledge_.prevention) {
      const int day = days_between(*since, today_);
      if (!item.watch_days || day >= *item.watch_days) continue;
      WatchReport watch{.id = id, .day = day, .days = *item.watch_days};
      watch.pain_above_limit =
          std::ranges::any_of(state_.ledger.pains,
                              [&](const PainRecord& p) { return recent(p.day) && p.value > limit; }) ||
          std::ranges::any_of(state_.ledger.sessions, [&](const SessionRecord& s) {
            return recent(s.day) && s.worst.value_or(0.0) > limit;
          });
      result_.watch = watch;
    }
  }

  void add_compliance() {
    for (const auto& [id, item] : knowledge_.prevention) {
      if (item.exercise.empty() || item.weeks.empty()) continue;
      const Day from = today_ - std::chrono::days(7 * compliance_weeks - 1);
      ComplianceReport report{.id = id};
      std::optional<Day> first;
      for (const SessionRecord& session : state_.ledger.sessions) {
        if (session.body == nullptr || !session.done) continue;
        const bool has = std::ranges::any_of(session.body->lines, [&](const DoneLine& d) {
          return d.exercise == item.exercise && d.sets > 0;
        });
        if (!has) continue;
        if (!first) first = session.day;
        if (session.day >= from) ++report.done;
      }
      if (!first) continue;
      for (Day day = from; day <= today_; day += std::chrono::days(7)) {
        if (plus(day, 6) < *first) continue;
        const Prevention::Week* week = week_of(item, days_between(*first, std::max(day, *first)) / 7 + 1);
        if (week != nullptr) report.asked += week->sessions.min;
      }
      result_.compliance.push_back(report);
    }
  }

  void add_capacity() {
    for (const auto& [id, test] : knowledge_.tests) {
      const auto records = state_.ledger.tests.find(id);
      if (test.measures != ClinicalTest::Measures::force || !test.both_sides ||
          records == state_.ledger.tests.end())
        continue;
      const TestRecord& latest = records->second.back();
      if (latest.conflict) continue;
      const TestNumbers numbers =
          numbers_of(test, *latest.test, InjuredSide::left, knowledge_.policy.own_repeats);
      CapacityReport report{.test = id, .unit = test.unit, .measured_on = latest.at.first};
      if (numbers.value) report.left = numbers.value->value;
      if (numbers.other) report.right = numbers.other->value;
      if (numbers.ratio) {
        report.left_of_right = numbers.ratio->value;
        report.half_width = knowledge_.policy.points.bar_z * numbers.ratio->half_width;
      }
      add_targets(test, records->second, report);
      result_.capacity.push_back(std::move(report));
    }
  }

  /// Episodes that no return has ended: the present one, and those before it that it came on top of.
  [[nodiscard]] std::vector<const Episode*> open_episodes() const {
    std::vector<const Episode*> open;
    const auto& ledger = state_.ledger;
    if (state_.returned_on) return open;
    for (auto it = ledger.episodes.rbegin(); it != ledger.episodes.rend(); ++it) {
      const bool before = state_.returned_before && *state_.returned_before > it->onset;
      const bool told = std::ranges::any_of(ledger.returned, [&](Day day) { return day > it->onset; });
      if (before || told) break;
      open.push_back(&*it);
    }
    return open;
  }

  /// One number for each leg that is hurt: the same as a squad's table gives.
  void add_targets(const ClinicalTest& test, const std::vector<TestRecord>& records,
                   CapacityReport& report) const {
    HurtLeg hurt;
    for (const Episode* episode : open_episodes()) hurt.add(episode->side, episode->onset);
    if (!hurt.onset) return;
    TestTrend trend{.test = &test, .looks = {}};
    for (const TestRecord& record : records) {
      auto look = record.conflict ? std::nullopt : look_of(test, *record.test, knowledge_.policy.own_repeats);
      if (!look) continue;
      look->day = record.at.first;
      trend.looks.push_back(*std::move(look));
    }
    const std::optional<StrengthGoal> goal = strength_goal(trend, hurt, std::nullopt);
    for (const InjuredSide side : {InjuredSide::left, InjuredSide::right}) {
      const InjuredSide other = side == InjuredSide::left ? InjuredSide::right : InjuredSide::left;
      if (hurt.side == other) continue;
      Message message{.id = "follow_up.target.none", .arguments = {}};
      message.arguments["side"] = side == InjuredSide::left ? "cli.left" : "cli.right";
      if (goal) {
        message.id = goal->from == GoalFrom::other_side ? "follow_up.target.other_side"
                                                        : "follow_up.target.before_injury";
        message.arguments["value"] = std::round(goal->value);
        message.arguments["unit"] = test.unit;
      }
      report.targets.push_back(std::move(message));
    }
  }

  const Knowledge& knowledge_;
  const State& state_;
  Day today_;
  FollowUp result_;
};

}  // namespace

FollowUp follow_up(const Knowledge& knowledge, const State& state, Day today) {
  return FollowingUp(knowledge, state, today).report();
}

}  // namespace hamstring::rehab
