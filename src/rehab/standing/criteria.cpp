#include "rehab/standing/criteria.h"

#include <algorithm>
#include <map>

#include "history/case_words.h"
#include "rehab/standing/both_hurt.h"
#include "rehab/standing/done_today.h"
#include "rehab/standing/judge.h"
#include "rehab/standing/masked.h"

namespace hamstring::rehab {
namespace {

using Seen = std::variant<double, std::string>;
using ByDay = std::map<Day, Seen>;  // of several on one day the last one counts

/// What every kind of criterion reads.
struct Asked {
  const Criterion& criterion;
  const Knowledge& knowledge;
  const State& state;
  Day today;
  const std::string& owner;
  bool latest_counts = false;  ///< the latest look, however old, and whatever setback came after it
};

Day earliest(const Asked& asked) {
  const Day onset = asked.state.onset_or(Day{});
  if (asked.latest_counts) return onset;
  return asked.state.counts_from ? std::max(onset, *asked.state.counts_from) : onset;
}

InjuredSide side_of(const State& state) {
  return state.ledger.episodes.empty() ? InjuredSide::not_known : state.ledger.episodes.back().side;
}

double limit_of(const State& state) {
  return state.protocol == nullptr ? 0.0 : pain_limit_of(settings_of(state.ledger), *state.protocol);
}

/// What was good while pain may have been hidden clears nothing; what was bad all the same counts.
bool shows_nothing(const Asked& asked, Day day) {
  return pain_was_masked(asked.knowledge, asked.state.ledger, day);
}

std::optional<Measured> in_metric(const TestNumbers& numbers, MeasureCriterion::Metric metric) {
  if (metric == MeasureCriterion::Metric::value) return numbers.value;
  return metric == MeasureCriterion::Metric::difference ? numbers.difference : numbers.ratio;
}

/// A clinician has judged this very criterion.
bool cleared(const Asked& asked) {
  const std::string ref = asked.owner + "." + asked.criterion.id;
  return std::ranges::any_of(asked.state.ledger.clearances, [&](const ClearanceRecord& clearance) {
    return clearance.of == Cleared::gate && clearance.ref == ref && clearance.at.first >= earliest(asked);
  });
}

/// Two hurt legs are no measure for one another: where nothing is known of them from before, a clinician says
/// whether what looks alike is well.
void leave_to_clinician(const Asked& asked, CriterionReport& report) {
  if (report.state != CriterionState::met || cleared(asked)) return;
  report.state = CriterionState::not_known;
  report.settled = false;
  report.settled_by = "clinician";
}

void judge(const Asked& asked, const MeasureCriterion& rule, CriterionReport& report) {
  report.settled_by = "test." + rule.test;
  report.target = rule.target;
  const auto test = asked.knowledge.tests.find(rule.test);
  if (test == asked.knowledge.tests.end()) return;
  report.unit = rule.metric == MeasureCriterion::Metric::ratio ? "percent" : test->second.unit;
  // The leg is held against the other one only where that is not hurt as well.
  const HurtLeg hurt = hurt_now(asked.state);
  const bool both = hurt.side == InjuredSide::both && rule.metric != MeasureCriterion::Metric::value;
  const OwnRepeatsPolicy& repeats = asked.knowledge.policy.own_repeats;
  const auto before = both ? before_both(test->second, asked.state, hurt, repeats) : std::nullopt;
  std::vector<Look> looks;
  const auto records = asked.state.ledger.tests.find(rule.test);
  if (records != asked.state.ledger.tests.end()) {
    for (const TestRecord& record : records->second) {
      if (record.conflict || record.at.first < earliest(asked)) continue;
      const TestNumbers numbers = against_before(
          numbers_of(test->second, *record.test, side_of(asked.state), repeats), test->second, before);
      const auto measured = in_metric(numbers, rule.metric);
      if (!measured) continue;
      const bool passes = rule.at_least ? measured->value >= rule.target : measured->value <= rule.target;
      if (passes && shows_nothing(asked, record.at.first)) continue;
      looks.push_back({.entry = record.entry,
                       .day = record.at.first,
                       .value = measured->value,
                       .error = measured->half_width,
                       .error_from = numbers.error_from});
      report.other_side = numbers.other ? std::optional(numbers.other->value) : std::nullopt;
      report.measured_by = to_word(who_words, record.by);
    }
  }
  const PointsVerdict verdict =
      judge_measure(looks, rule.at_least, rule.target, asked.today, asked.knowledge.policy.points);
  report.state = verdict.state;
  report.settled = verdict.settled;
  if (both && !before) leave_to_clinician(asked, report);
  if (looks.empty()) return;
  report.value = looks.back().value;
  report.half_width = asked.knowledge.policy.points.bar_z * looks.back().error;
  report.error_from = looks.back().error_from;
  report.measured_on = looks.back().day;
  report.trend.assign(looks.end() - std::min<std::ptrdiff_t>(5, std::ssize(looks)), looks.end());
}

/// Value of the criterion's field in one entry: a number, a word, or nothing.
std::optional<Seen> seen_in(const Asked& asked, const ClinicalTest& test, const TestRecord& record,
                            ObservedCriterion::Field field) {
  // Of whoever is not hurt no side is asked for: pain in a test is theirs on whichever leg it comes.
  const bool side_missing =
      !asked.state.ledger.episodes.empty() && side_of(asked.state) == InjuredSide::not_known;
  if (record.conflict || (test.both_sides && side_missing)) return std::nullopt;
  if (field == ObservedCriterion::Field::pain) {
    const std::optional<double> pain = pain_in(test, *record.test);
    return pain ? std::optional<Seen>(*pain) : std::nullopt;
  }
  if (field == ObservedCriterion::Field::result) {
    if (record.test->result.empty()) return std::nullopt;
    return record.test->result;
  }
  const TestNumbers numbers =
      numbers_of(test, *record.test, side_of(asked.state), asked.knowledge.policy.own_repeats);
  if (!numbers.value) return std::nullopt;
  return numbers.value->value;
}

bool satisfies(const ObservedCriterion& rule, const Seen& value, double limit) {
  if (const auto* word = std::get_if<std::string>(&value)) {
    const auto* target = std::get_if<std::string>(&rule.target);
    return target != nullptr && (*word == *target) == (rule.comparison != Comparison::not_equal);
  }
  const double number = std::get<double>(value);
  const auto* given = std::get_if<double>(&rule.target);
  if (given == nullptr && !rule.target_is_pain_limit) return false;
  const double target = rule.target_is_pain_limit ? limit : *given;
  switch (rule.comparison) {
    case Comparison::less:
      return number < target;
    case Comparison::less_equal:
      return number <= target;
    case Comparison::greater:
      return number > target;
    case Comparison::greater_equal:
      return number >= target;
    case Comparison::not_equal:
      return number != target;
    default:
      return number == target;
  }
}

/// Since the first look at it, what the test found and what its question was answered are one line of
/// words: the latest counts, whichever way it came. An answer alone is no look.
void observe_latest_words(const Ledger& ledger, const ClinicalTest& test, ByDay& by_day) {
  const auto records = ledger.answers.find(test.answers->question);
  if (records == ledger.answers.end()) return;
  const Day first = by_day.begin()->first;
  for (const AnswerRecord& record : records->second) {
    const auto* word = std::get_if<std::string>(&record.value);
    if (record.at.first < first || record.conflict || word == nullptr) continue;
    by_day.insert_or_assign(record.at.first, result_of(*test.answers, *word).value_or(*word));
  }
}

ByDay observe_test(const Asked& asked, const ObservedCriterion& rule, CriterionReport& report) {
  ByDay by_day;
  const auto test = asked.knowledge.tests.find(rule.test);
  const auto records = asked.state.ledger.tests.find(rule.test);
  if (test == asked.knowledge.tests.end() || records == asked.state.ledger.tests.end()) return by_day;
  report.unit = rule.field == ObservedCriterion::Field::value ? test->second.unit : "";
  for (const TestRecord& record : records->second) {
    const Day day = record.at.first;
    if (day < earliest(asked)) continue;
    if (!asked.latest_counts && days_between(day, asked.today) > test->second.valid_days) continue;
    auto value = seen_in(asked, test->second, record, rule.field);
    if (value && !(satisfies(rule, *value, limit_of(asked.state)) && shows_nothing(asked, day))) {
      by_day.insert_or_assign(day, std::move(*value));
      report.measured_by = to_word(who_words, record.by);
    }
  }
  if (rule.field == ObservedCriterion::Field::result && test->second.answers && !by_day.empty())
    observe_latest_words(asked.state.ledger, test->second, by_day);
  return by_day;
}

ByDay observe_answers(const Asked& asked, const ObservedCriterion& rule) {
  ByDay by_day;
  const auto question = asked.knowledge.questions.find(rule.question);
  const auto records = asked.state.ledger.answers.find(rule.question);
  if (question == asked.knowledge.questions.end() || records == asked.state.ledger.answers.end())
    return by_day;
  for (const AnswerRecord& record : records->second) {
    const Day day = record.at.first;
    if (day < earliest(asked) || record.conflict) continue;
    if (!asked.latest_counts && question->second.valid_days &&
        days_between(day, asked.today) > *question->second.valid_days)
      continue;
    const auto* number = std::get_if<double>(&record.value);
    Seen value = number != nullptr ? Seen(*number) : Seen(std::get<std::string>(record.value));
    if (satisfies(rule, value, limit_of(asked.state)) && shows_nothing(asked, day)) continue;
    by_day.insert_or_assign(day, std::move(value));
  }
  return by_day;
}

void judge(const Asked& asked, const ObservedCriterion& rule, CriterionReport& report) {
  const bool of_test = !rule.test.empty();
  report.settled_by = of_test ? "test." + rule.test : "question." + rule.question;
  const ByDay by_day = of_test ? observe_test(asked, rule, report) : observe_answers(asked, rule);
  report.need = rule.times;
  if (const auto* target = std::get_if<double>(&rule.target)) report.target = *target;
  if (rule.target_is_pain_limit) report.target = limit_of(asked.state);
  if (by_day.empty()) return;
  int good = 0;
  for (auto it = by_day.rbegin(); it != by_day.rend() && good < rule.times; ++it) {
    if (!satisfies(rule, it->second, limit_of(asked.state))) break;
    ++good;
  }
  report.have = good;
  report.measured_on = by_day.rbegin()->first;
  if (const auto* number = std::get_if<double>(&by_day.rbegin()->second)) report.value = *number;
  const auto* last = std::get_if<std::string>(&by_day.rbegin()->second);
  const bool unsure = last != nullptr && *last == "unsure";
  report.state = good >= rule.times     ? CriterionState::met
                 : good == 0 && !unsure ? CriterionState::not_met
                                        : CriterionState::not_known;
}

/// By what was done of it: a rung that was broken off after a third is none.
bool is_rung(const State& state, const SessionRecord& session, const std::string& asked) {
  const std::string& run = session.body->run->rung;
  const Rung* named = state.protocol == nullptr ? nullptr : rung_named(*state.protocol, run);
  if (named == nullptr) return run == asked;
  const Rung* reached = rung_of(*state.protocol, session.rung_reached.value_or(named->order));
  return reached != nullptr && reached->id == asked;
}

/// A fast run that hurt too much to open a harder one proves none.
bool was_calm(const State& state, const SessionRecord& session) {
  const std::optional<double> worst = session.body->run->worst.or_else(session.worst);
  const Rung* rung =
      state.protocol == nullptr ? nullptr : rung_named(*state.protocol, session.body->run->rung);
  return rung == nullptr || !worst || *worst <= most_pain_to_go_up(*state.protocol, *rung);
}

void judge(const Asked& asked, const ToleratedCriterion& rule, CriterionReport& report) {
  using What = ToleratedCriterion::What;
  report.settled_by = rule.what == What::rung       ? "rung." + rule.ref
                      : rule.what == What::exercise ? "exercise." + rule.ref
                                                    : "session";
  report.need = rule.times;
  const Phase* phase = asked.state.current_phase();
  std::optional<Day> counted_on;
  const Day from = std::max(earliest(asked), asked.state.sessions_count_from.value_or(earliest(asked)));
  for (const SessionRecord& session : asked.state.ledger.sessions) {
    if (session.tolerance != Tolerance::tolerated || session.body == nullptr || session.day < from) continue;
    if (days_between(session.day, asked.today) > rule.window_days) continue;
    const auto& lines = session.body->lines;
    const auto& run = session.body->run;
    const bool counts =
        rule.what == What::rung ? run && run->completed && is_rung(asked.state, session, rule.ref) &&
                                      was_calm(asked.state, session)
        : rule.what == What::exercise
            ? std::ranges::any_of(
                  lines, [&](const DoneLine& line) { return line.exercise == rule.ref && line.sets > 0; })
            : phase != nullptr && session.phase == phase->id && session.day >= asked.state.phase_since;
    if (!counts || counted_on == session.day) continue;  // twice on one day is one
    counted_on = session.day;
    ++report.have;
  }
  report.state = report.have >= rule.times ? CriterionState::met : CriterionState::not_known;
}

void judge(const Asked& asked, const DayCriterion& rule, CriterionReport& report) {
  report.settled_by = "injury.day";
  report.target = rule.min_injury_day;
  const Episode* episode = asked.state.ledger.episode();
  if (episode == nullptr) return;
  const int day = days_between(episode->onset, asked.today);
  report.value = day;
  report.state = day >= rule.min_injury_day ? CriterionState::met : CriterionState::not_met;
}

void judge(const Asked& asked, const BlankCriterion&, CriterionReport& report) {
  report.settled_by = "clinician";
  if (cleared(asked)) report.state = CriterionState::met;
}

/// The number that stands beside the word in the latest look: how many centimeters are tender.
void add_value_beside(const Asked& asked, const std::string& id, CriterionReport& report) {
  const ClinicalTest& test = asked.knowledge.tests.find(id)->second;
  for (const TestRecord& record : asked.state.ledger.tests.find(id)->second) {
    if (record.conflict || record.at.first != *report.measured_on) continue;
    const TestNumbers numbers =
        numbers_of(test, *record.test, side_of(asked.state), asked.knowledge.policy.own_repeats);
    if (!numbers.value) continue;
    report.value = numbers.value->value;
    report.unit = test.unit;
  }
}

bool wholly_short(const MeasureCriterion& rule, const CriterionReport& report) {
  const double bar = report.half_width.value_or(0.0);
  return rule.at_least ? *report.value + bar < rule.target : *report.value - bar > rule.target;
}

/// A pain is rated anew each time; one more than the line says nothing yet, unless it is above the limit.
bool seen_failing(const Asked& asked, const ObservedCriterion& rule, const CriterionReport& report) {
  if (report.have > 0) return false;
  if (rule.field != ObservedCriterion::Field::pain || !report.value || !report.target) return true;
  return *report.value > limit_of(asked.state) ||
         *report.value - *report.target > asked.knowledge.policy.pain_noise;
}

int valid_days(const Knowledge& knowledge, const MeasureCriterion* measure,
               const ObservedCriterion* observed) {
  constexpr int always = 100000;
  if (observed != nullptr && observed->test.empty()) {
    const auto question = knowledge.questions.find(observed->question);
    return question == knowledge.questions.end() ? 0 : question->second.valid_days.value_or(always);
  }
  if (measure == nullptr && observed == nullptr) return 0;
  const auto test = knowledge.tests.find(measure != nullptr ? measure->test : observed->test);
  return test == knowledge.tests.end() ? 0 : test->second.valid_days;
}

CriterionReport begin_report(const Asked& asked) {
  CriterionReport report;
  report.id = asked.criterion.id;
  report.rule = asked.criterion.rule;
  report.evidence = asked.criterion.evidence;
  const std::string protocol = asked.owner.substr(0, asked.owner.find('.'));
  report.text.id = "protocol." + protocol + ".criterion." + asked.criterion.id;
  return report;
}

}  // namespace

CriterionReport judge_criterion(const Criterion& criterion, const Knowledge& knowledge, const State& state,
                                Day today, const std::string& owner) {
  const Asked asked{
      .criterion = criterion, .knowledge = knowledge, .state = state, .today = today, .owner = owner};
  CriterionReport report = begin_report(asked);
  std::visit([&](const auto& rule) { judge(asked, rule, report); }, criterion.rule);
  if (report.state == CriterionState::met) report.settled_by.clear();
  return report;
}

std::optional<CriterionReport> clearly_not_met(const Criterion& criterion, const Knowledge& knowledge,
                                               const State& state, Day today, const std::string& owner,
                                               bool while_valid) {
  const auto* measure = std::get_if<MeasureCriterion>(&criterion.rule);
  const auto* observed = std::get_if<ObservedCriterion>(&criterion.rule);
  if (measure == nullptr && observed == nullptr) return std::nullopt;
  const Asked asked{.criterion = criterion,
                    .knowledge = knowledge,
                    .state = state,
                    .today = today,
                    .owner = owner,
                    .latest_counts = true};
  CriterionReport report = begin_report(asked);
  if (measure != nullptr) judge(asked, *measure, report);
  if (observed != nullptr) judge(asked, *observed, report);
  if (!report.measured_on) return std::nullopt;
  if (while_valid && days_between(*report.measured_on, today) > valid_days(knowledge, measure, observed))
    return std::nullopt;
  if (observed != nullptr && observed->field == ObservedCriterion::Field::result)
    add_value_beside(asked, observed->test, report);
  const bool failed =
      measure != nullptr ? wholly_short(*measure, report) : seen_failing(asked, *observed, report);
  if (!failed) return std::nullopt;
  report.state = CriterionState::not_met;
  return report;
}

bool all_met(const std::vector<Criterion>& criteria, const Knowledge& knowledge, const State& state,
             Day today, const std::string& owner) {
  return std::ranges::all_of(criteria, [&](const Criterion& criterion) {
    return judge_criterion(criterion, knowledge, state, today, owner).state == CriterionState::met;
  });
}

}  // namespace hamstring::rehab
