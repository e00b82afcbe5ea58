#include "rehab/standing/criteria.h"

#include <algorithm>
#include <map>

#include "rehab/standing/done_today.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

std::string_view who_word(Who who) {
  constexpr std::string_view words[] = {"self", "helper", "clinician", "device", "import"};
  return words[static_cast<std::size_t>(who)];
}

class Judging {
 public:
  Judging(const Criterion& criterion, const Knowledge& knowledge, const State& state, Day today,
          const std::string& owner)
      : criterion_(criterion), knowledge_(knowledge), state_(state), today_(today), owner_(owner) {
    report_.id = criterion.id;
    report_.evidence = criterion.evidence;
    const std::string protocol = owner.substr(0, owner.find('.'));
    report_.text.id = "protocol." + protocol + ".criterion." + criterion.id;
  }

  CriterionReport report() {
    std::visit([this](const auto& rule) { judge(rule); }, criterion_.rule);
    if (report_.state == CriterionState::met) report_.settled_by.clear();
    return report_;
  }

  std::optional<CriterionReport> clearly_failed(bool while_valid) {
    latest_counts_ = true;
    const auto* measure = std::get_if<MeasureCriterion>(&criterion_.rule);
    const auto* observed = std::get_if<ObservedCriterion>(&criterion_.rule);
    if (measure == nullptr && observed == nullptr) return std::nullopt;
    if (measure != nullptr) judge(*measure);
    if (observed != nullptr) judge(*observed);
    if (!report_.measured_on) return std::nullopt;
    if (while_valid && days_between(*report_.measured_on, today_) > valid_days(measure, observed))
      return std::nullopt;
    if (observed != nullptr && observed->field == ObservedCriterion::Field::result)
      value_beside(observed->test);
    const bool failed = measure != nullptr ? wholly_short(*measure) : seen_failing(*observed);
    if (!failed) return std::nullopt;
    report_.state = CriterionState::not_met;
    return report_;
  }

 private:
  /// The number that stands beside the word in the latest look: how many centimeters are tender.
  void value_beside(const std::string& id) {
    const ClinicalTest& test = knowledge_.tests.find(id)->second;
    for (const TestRecord& record : state_.ledger.tests.find(id)->second) {
      if (record.conflict || record.at.first != *report_.measured_on) continue;
      const TestNumbers numbers = numbers_of(test, *record.test, side(), knowledge_.policy.own_repeats);
      if (!numbers.value) continue;
      report_.value = numbers.value->value;
      report_.unit = test.unit;
    }
  }

  [[nodiscard]] bool wholly_short(const MeasureCriterion& rule) const {
    const double bar = report_.half_width.value_or(0.0);
    return rule.at_least ? *report_.value + bar < rule.target : *report_.value - bar > rule.target;
  }

  /// A pain is rated anew each time; one more than the line says nothing yet, unless it is above the limit.
  [[nodiscard]] bool seen_failing(const ObservedCriterion& rule) const {
    if (report_.have > 0) return false;
    if (rule.field != ObservedCriterion::Field::pain || !report_.value || !report_.target) return true;
    return *report_.value > limit() || *report_.value - *report_.target > knowledge_.policy.pain_noise;
  }

  [[nodiscard]] int valid_days(const MeasureCriterion* measure, const ObservedCriterion* observed) const {
    constexpr int always = 100000;
    if (observed != nullptr && observed->test.empty()) {
      const auto question = knowledge_.questions.find(observed->question);
      return question == knowledge_.questions.end() ? 0 : question->second.valid_days.value_or(always);
    }
    const auto test = knowledge_.tests.find(measure != nullptr ? measure->test : observed->test);
    return test == knowledge_.tests.end() ? 0 : test->second.valid_days;
  }

  [[nodiscard]] Day earliest() const {
    const Day onset = state_.onset_or(Day{});
    if (latest_counts_) return onset;
    return state_.counts_from ? std::max(onset, *state_.counts_from) : onset;
  }
  [[nodiscard]] Side side() const {
    return state_.ledger.episodes.empty() ? Side::not_known : state_.ledger.episodes.back().side;
  }
  [[nodiscard]] double limit() const {
    return state_.protocol == nullptr ? 0.0 : pain_limit_of(settings_of(state_.ledger), *state_.protocol);
  }

  static std::optional<Measured> in_metric(const TestNumbers& numbers, MeasureCriterion::Metric metric) {
    if (metric == MeasureCriterion::Metric::value) return numbers.value;
    return metric == MeasureCriterion::Metric::difference ? numbers.difference : numbers.ratio;
  }

  void judge(const MeasureCriterion& rule) {
    report_.settled_by = "test." + rule.test;
    report_.target = rule.target;
    const auto test = knowledge_.tests.find(rule.test);
    if (test == knowledge_.tests.end()) return;
    report_.unit = rule.metric == MeasureCriterion::Metric::ratio ? "percent" : test->second.unit;
    std::vector<Look> looks;
    const auto records = state_.ledger.tests.find(rule.test);
    if (records != state_.ledger.tests.end()) {
      for (const TestRecord& record : records->second) {
        if (record.conflict || record.at.first < earliest()) continue;
        const TestNumbers numbers =
            numbers_of(test->second, *record.test, side(), knowledge_.policy.own_repeats);
        const auto measured = in_metric(numbers, rule.metric);
        if (!measured) continue;
        looks.push_back({.entry = record.entry->id,
                         .day = record.at.first,
                         .value = measured->value,
                         .error = measured->half_width,
                         .error_from = numbers.error_from});
        report_.other_side = numbers.other ? std::optional(numbers.other->value) : std::nullopt;
        report_.measured_by = who_word(record.entry->by);
      }
    }
    report_.state = judge_measure(looks, rule.at_least, rule.target, today_, knowledge_.policy.points).state;
    if (looks.empty()) return;
    report_.value = looks.back().value;
    report_.half_width = knowledge_.policy.points.bar_z * looks.back().error;
    report_.error_from = looks.back().error_from;
    report_.measured_on = looks.back().day;
    report_.trend.assign(looks.end() - std::min<std::ptrdiff_t>(5, std::ssize(looks)), looks.end());
  }

  /// Value of the criterion's field in one entry: a number, a word, or nothing.
  [[nodiscard]] std::optional<std::variant<double, std::string>> seen_in(
      const ClinicalTest& test, const TestRecord& record, ObservedCriterion::Field field) const {
    if (record.conflict || (test.both_sides && side() == Side::not_known)) return std::nullopt;
    if (field == ObservedCriterion::Field::pain)
      return record.test->pain ? std::optional<std::variant<double, std::string>>(*record.test->pain)
                               : std::nullopt;
    if (field == ObservedCriterion::Field::result) {
      if (record.test->result.empty()) return std::nullopt;
      return record.test->result;
    }
    const TestNumbers numbers = numbers_of(test, *record.test, side(), knowledge_.policy.own_repeats);
    if (!numbers.value) return std::nullopt;
    return numbers.value->value;
  }

  [[nodiscard]] static bool satisfies(const ObservedCriterion& rule,
                                      const std::variant<double, std::string>& value, double limit) {
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

  void judge(const ObservedCriterion& rule) {
    std::map<Day, std::variant<double, std::string>> by_day;  // of several on one day the last one counts
    if (!rule.test.empty()) {
      report_.settled_by = "test." + rule.test;
      observe_test(rule, by_day);
    } else {
      report_.settled_by = "question." + rule.question;
      observe_answers(rule, by_day);
    }
    report_.need = rule.times;
    if (by_day.empty()) return;
    int good = 0;
    for (auto it = by_day.rbegin(); it != by_day.rend() && good < rule.times; ++it) {
      if (!satisfies(rule, it->second, limit())) break;
      ++good;
    }
    report_.have = good;
    report_.measured_on = by_day.rbegin()->first;
    if (const auto* number = std::get_if<double>(&by_day.rbegin()->second)) report_.value = *number;
    if (const auto* target = std::get_if<double>(&rule.target)) report_.target = *target;
    if (rule.target_is_pain_limit) report_.target = limit();
    const auto* last = std::get_if<std::string>(&by_day.rbegin()->second);
    const bool unsure = last != nullptr && *last == "unsure";
    report_.state = good >= rule.times     ? CriterionState::met
                    : good == 0 && !unsure ? CriterionState::not_met
                                           : CriterionState::not_known;
  }

  void observe_test(const ObservedCriterion& rule, std::map<Day, std::variant<double, std::string>>& by_day) {
    const auto test = knowledge_.tests.find(rule.test);
    const auto records = state_.ledger.tests.find(rule.test);
    if (test == knowledge_.tests.end() || records == state_.ledger.tests.end()) return;
    report_.unit = rule.field == ObservedCriterion::Field::value ? test->second.unit : "";
    for (const TestRecord& record : records->second) {
      const Day day = record.at.first;
      if (day < earliest()) continue;
      if (!latest_counts_ && days_between(day, today_) > test->second.valid_days) continue;
      if (auto value = seen_in(test->second, record, rule.field)) {
        by_day.insert_or_assign(day, std::move(*value));
        report_.measured_by = who_word(record.entry->by);
      }
    }
    if (rule.field == ObservedCriterion::Field::result && test->second.answers && !by_day.empty())
      observe_latest_words(test->second, by_day);
  }

  /// Since the first look at it, what the test found and what its question was answered are one line of
  /// words: the latest counts, whichever way it came. An answer alone is no look.
  void observe_latest_words(const ClinicalTest& test,
                            std::map<Day, std::variant<double, std::string>>& by_day) const {
    const auto records = state_.ledger.answers.find(test.answers->question);
    if (records == state_.ledger.answers.end()) return;
    const Day first = by_day.begin()->first;
    for (const AnswerRecord& record : records->second) {
      const auto* word = std::get_if<std::string>(&record.value);
      if (record.at.first < first || record.conflict || word == nullptr) continue;
      by_day.insert_or_assign(record.at.first, result_of(*test.answers, *word).value_or(*word));
    }
  }

  void observe_answers(const ObservedCriterion& rule,
                       std::map<Day, std::variant<double, std::string>>& by_day) const {
    const auto question = knowledge_.questions.find(rule.question);
    const auto records = state_.ledger.answers.find(rule.question);
    if (question == knowledge_.questions.end() || records == state_.ledger.answers.end()) return;
    for (const AnswerRecord& record : records->second) {
      const Day day = record.at.first;
      if (day < earliest() || record.conflict) continue;
      if (!latest_counts_ && question->second.valid_days &&
          days_between(day, today_) > *question->second.valid_days)
        continue;
      const auto* number = std::get_if<double>(&record.value);
      by_day.insert_or_assign(day, number != nullptr ? std::variant<double, std::string>(*number)
                                                     : std::get<std::string>(record.value));
    }
  }

  [[nodiscard]] bool is_rung(const std::string& run, const std::string& asked) const {
    const Rung* rung = state_.protocol == nullptr ? nullptr : rung_named(*state_.protocol, run);
    return rung != nullptr ? rung->id == asked : run == asked;
  }

  /// A fast run that hurt too much to open a harder one proves none.
  [[nodiscard]] bool was_calm(const SessionRecord& session) const {
    const auto& worst = session.body->run->worst ? session.body->run->worst : session.worst;
    const Rung* rung =
        state_.protocol == nullptr ? nullptr : rung_named(*state_.protocol, session.body->run->rung);
    return rung == nullptr || !worst || *worst <= most_pain_to_go_up(*state_.protocol, *rung);
  }

  void judge(const ToleratedCriterion& rule) {
    using What = ToleratedCriterion::What;
    report_.settled_by = rule.what == What::rung       ? "rung." + rule.ref
                         : rule.what == What::exercise ? "exercise." + rule.ref
                                                       : "session";
    report_.need = rule.times;
    const Phase* phase = state_.current_phase();
    std::optional<Day> counted_on;
    const Day from = std::max(earliest(), state_.sessions_count_from.value_or(earliest()));
    for (const SessionRecord& session : state_.ledger.sessions) {
      if (session.tolerance != Tolerance::tolerated || session.body == nullptr || session.day < from) continue;
      if (days_between(session.day, today_) > rule.window_days) continue;
      const auto& lines = session.body->lines;
      const auto& run = session.body->run;
      const bool counts =
          rule.what == What::rung ? run && run->completed && is_rung(run->rung, rule.ref) && was_calm(session)
          : rule.what == What::exercise
              ? std::ranges::any_of(
                    lines, [&](const DoneLine& line) { return line.exercise == rule.ref && line.sets > 0; })
              : phase != nullptr && session.phase == phase->id && session.day >= state_.phase_since;
      if (!counts || counted_on == session.day) continue;  // twice on one day is one
      counted_on = session.day;
      ++report_.have;
    }
    report_.state = report_.have >= rule.times ? CriterionState::met : CriterionState::not_known;
  }

  void judge(const DayCriterion& rule) {
    report_.settled_by = "injury.day";
    report_.target = rule.min_injury_day;
    const Episode* episode = state_.ledger.episode();
    if (episode == nullptr) return;
    const int day = days_between(episode->onset, today_);
    report_.value = day;
    report_.state = day >= rule.min_injury_day ? CriterionState::met : CriterionState::not_met;
  }

  void judge(const BlankCriterion&) {
    report_.settled_by = "clinician";
    const std::string ref = owner_ + "." + criterion_.id;
    const bool cleared = std::ranges::any_of(state_.ledger.clearances, [&](const ClearanceRecord& clearance) {
      return clearance.of == Cleared::gate && clearance.ref == ref && clearance.at.first >= earliest();
    });
    if (cleared) report_.state = CriterionState::met;
  }

  const Criterion& criterion_;
  const Knowledge& knowledge_;
  const State& state_;
  Day today_;
  const std::string& owner_;
  CriterionReport report_;
  bool latest_counts_ = false;  ///< the latest look, however old, and whatever setback came after it
};

}  // namespace

CriterionReport judge_criterion(const Criterion& criterion, const Knowledge& knowledge, const State& state,
                                Day today, const std::string& owner) {
  return Judging(criterion, knowledge, state, today, owner).report();
}

std::optional<CriterionReport> clearly_not_met(const Criterion& criterion, const Knowledge& knowledge,
                                               const State& state, Day today, const std::string& owner,
                                               bool while_valid) {
  return Judging(criterion, knowledge, state, today, owner).clearly_failed(while_valid);
}

bool all_met(const std::vector<Criterion>& criteria, const Knowledge& knowledge, const State& state,
             Day today, const std::string& owner) {
  return std::ranges::all_of(criteria, [&](const Criterion& criterion) {
    return judge_criterion(criterion, knowledge, state, today, owner).state == CriterionState::met;
  });
}

}  // namespace hamstring::rehab
