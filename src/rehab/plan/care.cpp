#include "rehab/plan/care.h"

#include <algorithm>
#include <cmath>

#include "rehab/plan/day_ground.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

constexpr int week_days = 7;
constexpr int look_ahead_days = 28;  // a measure older than this says nothing of today's beginning; ours
constexpr double seconds_a_repetition = 4.0, rest_between_s = 30.0;
constexpr int technique_uses_needed = 4;

/// Days on which one of the program's tests was made, ascending: of this injury, where there is one.
std::vector<Day> days_measured(const Alignment& program, const State& state) {
  std::vector<Day> days;
  for (const std::string& test : program.measures) {
    const auto records = state.ledger.tests.find(test);
    if (records == state.ledger.tests.end()) continue;
    for (const TestRecord& record : records->second) {
      if (!record.conflict && record.at.first >= state.onset_or(record.at.first))
        days.push_back(record.at.first);
    }
  }
  std::ranges::sort(days);
  return days;
}

/// The first of the program's tests that this person can make.
std::vector<std::string> measurable(const Alignment& program, const Knowledge& knowledge,
                                    const Settings& settings) {
  for (const std::string& id : program.measures) {
    const auto test = knowledge.tests.find(id);
    if (test == knowledge.tests.end() || !has_equipment(test->second.equipment, settings.equipment)) continue;
    const bool somebody = std::ranges::any_of(
        test->second.by, [&](const std::string& who) { return who != "clinician" || settings.supervised; });
    if (somebody) return {id};
  }
  return {};
}

/// From the least to the most over the weeks, and no further.
double at_week(double least, double most, int week, int weeks) {
  const double share = weeks <= 1 ? 1.0 : std::clamp((week - 1.0) / (weeks - 1.0), 0.0, 1.0);
  return std::round(std::lerp(least, most, share));
}

void add_lines(Care& care, const Alignment& program, const Knowledge& knowledge, const Settings& settings,
               int day) {
  double seconds = 0.0;
  for (const Alignment::Line& line : program.content) {
    const auto exercise = knowledge.exercises.find(line.exercise);
    if (exercise == knowledge.exercises.end() || day % std::max(1, line.every_days) != 0 ||
        !has_equipment(exercise->second.equipment, settings.equipment))
      continue;
    const CareLine today{
        .exercise = line.exercise,
        .sets = static_cast<int>(at_week(line.sets_min, line.sets_max, care.week, care.weeks)),
        .amount = at_week(line.amount_min, line.amount_max, care.week, care.weeks)};
    const double each = exercise->second.dose_unit == "seconds" ? 1.0 : seconds_a_repetition;
    seconds += today.sets * (today.amount * each + rest_between_s);
    care.lines.push_back(today);
  }
  care.minutes = static_cast<int>(std::ceil(seconds / 60.0));
}

/// What the looks since the beginning say.
CareStep outcome(const Alignment& program, const Knowledge& knowledge, const FollowUp& looks) {
  const bool changed = std::ranges::any_of(looks.alignment, [&](const ChangeReport& report) {
    const auto item = knowledge.alignment.find(report.id);
    return item != knowledge.alignment.end() &&
           std::ranges::find(program.measures, item->second.test) != program.measures.end() &&
           (report.answer == ChangeAnswer::more || report.answer == ChangeAnswer::less);
  });
  return changed ? CareStep::helped : CareStep::ended;
}

/// Where the person is in it: by the days of measuring, which are its beginning and its end.
void place(Care& care, const Alignment& program, const Knowledge& knowledge, const State& state,
           const FollowUp& looks, Day today) {
  const Settings settings = settings_of(state.ledger);
  if (program.measures.empty()) return;
  care.weeks = std::max(1, program.remeasure_after_days / week_days);
  const std::vector<Day> days = days_measured(program, state);
  const std::vector<std::string> can = measurable(program, knowledge, settings);
  if (days.empty()) {
    care.step = can.empty() ? CareStep::work : CareStep::measure;
    care.measure = can;
    if (can.empty()) care.weeks = 0;
    return;
  }
  const int day = days_between(days.front(), today);
  care.week = std::min(care.weeks, day / week_days + 1);
  const Day again = days.front() + std::chrono::days(program.remeasure_after_days);
  if (today < again) {
    care.again_on = again;
    return;
  }
  if (days.back() >= again) {
    care.step = outcome(program, knowledge, looks);
  } else if (days_between(again, today) > look_ahead_days || can.empty()) {
    care.step = CareStep::ended;
  } else {
    care.step = CareStep::measure_again;
    care.measure = can;
  }
}

}  // namespace

std::string_view word_of(CareStep step) {
  constexpr std::string_view words[] = {"measure", "work", "measure_again", "helped", "ended"};
  return words[static_cast<std::size_t>(step)];
}

std::vector<Care> care_today(const Knowledge& knowledge, const State& state, const CaseFacts& facts,
                             const FollowUp& looks, Day today) {
  std::vector<Care> result;
  for (const auto& [id, program] : knowledge.alignment) {
    if (!program.is_program || !program.offer_when) continue;
    if (program.not_when && truth_of(*program.not_when, facts) != Truth::no) continue;
    const Judgement offered = evaluate(*program.offer_when, facts);
    if (offered.truth != Truth::yes) continue;
    Care care{.id = id, .step = CareStep::work};
    place(care, program, knowledge, state, looks, today);
    care.reason = reason_of("alignment." + id, "alignment." + id + ".why", offered, program.evidence,
                            traits_of(state, facts));
    for (const Alignment::Beside& beside : program.beside_it) care.beside.push_back(beside.id);
    const std::vector<Day> days = days_measured(program, state);
    const Day begin = days.empty() ? state.onset_or(today) : days.front();
    if (care.step == CareStep::work || care.step == CareStep::helped)
      add_lines(care, program, knowledge, settings_of(state.ledger), days_between(begin, today));
    result.push_back(std::move(care));
  }
  return result;
}

bool did_not_help(const FollowUp& looks, const std::string& technique) {
  bool measured = false;
  for (const ChangeReport& report : looks.techniques) {
    if (report.id != technique) continue;
    if (report.have < technique_uses_needed || report.answer == ChangeAnswer::more) return false;
    measured = true;
  }
  return measured;
}

}  // namespace hamstring::rehab
