#include "rehab/plan/follow_up.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "rehab/course/fold.h"
#include "rehab/standing/both_hurt.h"
#include "rehab/standing/facts.h"

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

/// Whom all of it is about, as of when.
struct Followed {
  const Knowledge& knowledge;
  const State& state;
  Day today;
};

/// Mean change over all uses, each its own before and after; errors of the two measurements are
/// independent.
std::vector<ChangeReport> techniques_of(const Followed& of) {
  std::vector<ChangeReport> reports;
  std::map<std::pair<std::string, std::string>, std::vector<const TechniqueRecord*>> uses;
  for (const TechniqueRecord& record : of.state.ledger.techniques)
    uses[{record.use->technique, record.use->test}].push_back(&record);
  for (const auto& [key, records] : uses) {
    const auto technique = of.knowledge.techniques.find(key.first);
    const auto test = of.knowledge.tests.find(key.second);
    if (technique == of.knowledge.techniques.end() || test == of.knowledge.tests.end()) continue;
    ChangeReport report{.id = key.first,
                        .test = key.second,
                        .unit = test->second.unit,
                        .need = technique_days_needed,
                        .evidence = technique->second.evidence};
    std::set<Day> days;
    double sum = 0.0, variance = 0.0;
    for (const TechniqueRecord* record : records) {
      const auto before = measured(test->second, record->use->before, of.knowledge);
      const auto after = measured(test->second, record->use->after, of.knowledge);
      if (!before || !after) continue;
      days.insert(record->day);
      sum += better_sign(test->second) * (after->value - before->value);
      variance += before->half_width * before->half_width + after->half_width * after->half_width;
    }
    report.have = static_cast<int>(days.size());
    const auto n = static_cast<double>(records.size());
    report.change = sum / n;
    report.half_width = of.knowledge.policy.points.bar_z * std::sqrt(variance) / n;
    if (report.have >= report.need) report.answer = answer_of(*report.change, *report.half_width);
    reports.push_back(std::move(report));
  }
  return reports;
}

Day plus(Day day, int days) {
  return day + std::chrono::days(days);
}

ChangeReport change_of(const Followed& of, const Alignment& item, const ClinicalTest& test,
                       const std::vector<std::pair<Day, Measured>>& looks) {
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
  report.half_width = of.knowledge.policy.points.bar_z * std::hypot(first.half_width, last.half_width);
  report.answer = answer_of(*report.change, *report.half_width);
  return report;
}

std::vector<ChangeReport> alignment_of(const Followed& of) {
  std::vector<ChangeReport> reports;
  for (const auto& [id, item] : of.knowledge.alignment) {
    if (item.is_program) continue;
    const auto records = of.state.ledger.tests.find(item.test);
    const auto test = of.knowledge.tests.find(item.test);
    if (records == of.state.ledger.tests.end() || test == of.knowledge.tests.end()) continue;
    std::vector<std::pair<Day, Measured>> looks;
    for (const TestRecord& record : records->second) {
      const auto value =
          numbers_of(test->second, *record.test, side_of(of.state), of.knowledge.policy.own_repeats).value;
      // Of this injury, where there is one: what changed before it says nothing of what was done since.
      const bool of_now = record.at.first >= of.state.onset_or(record.at.first);
      if (value && of_now && !record.conflict) looks.emplace_back(record.at.first, *value);
    }
    if (!looks.empty()) reports.push_back(change_of(of, item, test->second, looks));
  }
  return reports;
}

std::vector<AlignmentProgram> programs_of(const Followed& of) {
  std::vector<AlignmentProgram> programs;
  const CaseFacts facts(of.knowledge, of.state, of.today);
  for (const auto& [id, item] : of.knowledge.alignment) {
    if (!item.is_program || (item.not_when && truth_of(*item.not_when, facts) != Truth::no)) continue;
    AlignmentProgram program{.id = id, .exercises = {}, .beside = {}, .evidence = item.evidence};
    for (const Alignment::Line& line : item.content) program.exercises.push_back(line.exercise);
    for (const Alignment::Beside& beside : item.beside_it) program.beside.push_back(beside.id);
    programs.push_back(std::move(program));
  }
  return programs;
}

std::optional<Day> returned(const State& state) {
  const Episode* episode = state.ledger.episode();
  if (episode == nullptr) return std::nullopt;
  std::optional<Day> day = state.returned_on;
  for (const Day milestone : state.ledger.returned) {
    if (milestone > episode->onset) day = std::max(day.value_or(milestone), milestone);
  }
  return day;
}

std::optional<WatchReport> watch_of(const Followed& of) {
  const std::optional<Day> since = returned(of.state);
  if (!since || of.state.protocol == nullptr) return std::nullopt;
  std::optional<WatchReport> latest;
  const double limit = pain_limit_of(settings_of(of.state.ledger), *of.state.protocol);
  // The short set, answered in full on a later day, settles it.
  const auto& asked = of.state.ledger.last_rescreen;
  const auto recent = [&](Day day) {
    return day >= *since && days_between(day, of.today) < watch_pain_days && !(asked && asked->first > day);
  };
  for (const auto& [id, item] : of.knowledge.prevention) {
    const int day = days_between(*since, of.today);
    if (!item.watch_days || day >= *item.watch_days) continue;
    WatchReport watch{.id = id, .day = day, .days = *item.watch_days};
    watch.pain_above_limit =
        std::ranges::any_of(of.state.ledger.pains,
                            [&](const PainRecord& p) { return recent(p.day) && p.value > limit; }) ||
        std::ranges::any_of(of.state.ledger.sessions, [&](const SessionRecord& s) {
          return recent(s.day) && s.worst.value_or(0.0) > limit;
        });
    latest = watch;
  }
  return latest;
}

std::vector<ComplianceReport> compliance_of(const Followed& of) {
  std::vector<ComplianceReport> reports;
  for (const auto& [id, item] : of.knowledge.prevention) {
    if (item.exercise.empty() || item.weeks.empty()) continue;
    const Day from = of.today - std::chrono::days(7 * compliance_weeks - 1);
    ComplianceReport report{.id = id};
    std::optional<Day> first;
    for (const SessionRecord& session : of.state.ledger.sessions) {
      if (session.body == nullptr || !session.done) continue;
      const bool has = std::ranges::any_of(
          session.body->lines, [&](const DoneLine& d) { return d.exercise == item.exercise && d.sets > 0; });
      if (!has) continue;
      if (!first) first = session.day;
      if (session.day >= from) ++report.done;
    }
    if (!first) continue;
    for (Day day = from; day <= of.today; day += std::chrono::days(7)) {
      if (plus(day, 6) < *first) continue;
      const Prevention::Week* week = week_of(item, days_between(*first, std::max(day, *first)) / 7 + 1);
      if (week != nullptr) report.asked += week->sessions.min;
    }
    reports.push_back(report);
  }
  return reports;
}

/// One number for each leg that is hurt: the same as a squad's table gives.
std::vector<Message> targets_of(const Followed& of, const ClinicalTest& test,
                                const std::vector<TestRecord>& records) {
  const HurtLeg hurt = hurt_now(of.state);
  if (!hurt.onset) return {};
  TestTrend trend{.test = &test, .looks = {}};
  for (const TestRecord& record : records) {
    auto look = record.conflict ? std::nullopt : look_of(test, *record.test, of.knowledge.policy.own_repeats);
    if (!look) continue;
    look->day = record.at.first;
    trend.looks.push_back(*std::move(look));
  }
  const std::optional<StrengthGoal> goal = strength_goal(trend, hurt, std::nullopt);
  std::vector<Message> targets;
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
    targets.push_back(std::move(message));
  }
  return targets;
}

std::vector<CapacityReport> capacity_of(const Followed& of) {
  std::vector<CapacityReport> reports;
  for (const auto& [id, test] : of.knowledge.tests) {
    const auto records = of.state.ledger.tests.find(id);
    if (test.measures != ClinicalTest::Measures::force || !test.both_sides ||
        records == of.state.ledger.tests.end())
      continue;
    const TestRecord& latest = records->second.back();
    if (latest.conflict) continue;
    const TestNumbers numbers =
        numbers_of(test, *latest.test, InjuredSide::left, of.knowledge.policy.own_repeats);
    CapacityReport report{.test = id, .unit = test.unit, .measured_on = latest.at.first};
    if (numbers.value) report.left = numbers.value->value;
    if (numbers.other) report.right = numbers.other->value;
    if (numbers.ratio) {
      report.left_of_right = numbers.ratio->value;
      report.half_width = of.knowledge.policy.points.bar_z * numbers.ratio->half_width;
    }
    report.targets = targets_of(of, test, records->second);
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace

FollowUp follow_up(const Knowledge& knowledge, const State& state, Day today) {
  const Followed of{.knowledge = knowledge, .state = state, .today = today};
  FollowUp all{.techniques = techniques_of(of),
               .alignment = alignment_of(of),
               .programs = {},
               .watch = watch_of(of),
               .compliance = compliance_of(of),
               .capacity = capacity_of(of)};
  if (!all.alignment.empty()) all.programs = programs_of(of);
  return all;
}

}  // namespace hamstring::rehab
