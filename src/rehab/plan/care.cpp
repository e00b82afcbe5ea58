#include "rehab/plan/care.h"

#include <algorithm>
#include <cmath>

#include "rehab/plan/day_ground.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

constexpr int week_days = 7;
constexpr int waits_days = 28;  // for the last look, once the weeks are over; ours
constexpr int ended_days = 7;   // on which it is said; after that its looks stand with the progress
constexpr double seconds_a_repetition = 4.0, rest_between_s = 30.0;
constexpr int technique_uses_needed = 4;

/// One program of one person, today.
struct Program {
  const Alignment& item;
  const Knowledge& knowledge;
  Settings settings;
  std::vector<Day>
      measured;  ///< days on which one of its tests was made, ascending: its beginning and its end
};

std::vector<Day> days_measured(const Alignment& item, const State& state) {
  std::vector<Day> days;
  for (const std::string& test : item.measures) {
    const auto records = state.ledger.tests.find(test);
    if (records == state.ledger.tests.end()) continue;
    for (const TestRecord& record : records->second) {
      // Of this injury, where there is one.
      if (!record.conflict && record.at.first >= state.onset_or(record.at.first))
        days.push_back(record.at.first);
    }
  }
  std::ranges::sort(days);
  return days;
}

/// The first of its tests that this person can make.
std::vector<std::string> measurable(const Program& program) {
  for (const std::string& id : program.item.measures) {
    const auto test = program.knowledge.tests.find(id);
    if (test != program.knowledge.tests.end() && has_somebody_for(test->second, program.settings) &&
        has_equipment(test->second.equipment, program.settings.equipment))
      return {id};
  }
  return {};
}

/// From the least to the most over the weeks, and no further; the least where they are not counted.
double at_week(double least, double most, const Care& care) {
  const double share = care.weeks <= 1 ? 0.0 : std::clamp((care.week - 1.0) / (care.weeks - 1.0), 0.0, 1.0);
  return std::round(std::lerp(least, most, share));
}

/// `day`: since it began.
void add_lines(Care& care, const Program& program, int day) {
  double seconds = 0.0;
  for (const Alignment::Line& line : program.item.content) {
    const auto exercise = program.knowledge.exercises.find(line.exercise);
    if (exercise == program.knowledge.exercises.end() ||
        !has_equipment(exercise->second.equipment, program.settings.equipment))
      continue;
    care.day_off = true;
    if (day % std::max(1, line.every_days) != 0) continue;
    const CareLine today{.exercise = line.exercise,
                         .sets = static_cast<int>(at_week(line.sets_min, line.sets_max, care)),
                         .amount = at_week(line.amount_min, line.amount_max, care)};
    const double each = exercise->second.dose_unit == "seconds" ? 1.0 : seconds_a_repetition;
    seconds += today.sets * (today.amount * each + rest_between_s);
    care.lines.push_back(today);
  }
  care.day_off = care.day_off && care.lines.empty();
  care.minutes = static_cast<int>(std::ceil(seconds / 60.0));
}

/// A break before it hurts. Whoever it does not hurt, or who was not asked yet, has one all the same.
void add_breaks(Care& care, const Alignment::Breaks& breaks, const Knowledge& knowledge,
                const CaseFacts& facts, Day today) {
  care.break_min = breaks.most_min;
  const auto question = knowledge.questions.find(breaks.question);
  if (question == knowledge.questions.end()) return;
  // Where it was told that it does not hurt, nobody asks after how long it does.
  const std::optional<Condition>& asked = question->second.ask_when;
  if (asked && truth_of(*asked, facts) == Truth::no) return;
  const AnswerRecord* told = facts.answer(question->second);
  const auto* minutes = told == nullptr || told->conflict ? nullptr : std::get_if<double>(&told->value);
  if (minutes == nullptr || days_between(told->at.first, today) >= breaks.ask_after_days)
    care.ask = breaks.question;
  if (minutes == nullptr) return;
  care.pain_after_min = *minutes;
  care.break_min =
      std::clamp(static_cast<int>(std::floor(breaks.share * *minutes)), breaks.least_min, breaks.most_min);
}

/// Whether any of its tests changed beyond the error.
bool changed(const Program& program, const FollowUp& looks) {
  return std::ranges::any_of(looks.alignment, [&](const ChangeReport& report) {
    const auto& measures = program.item.measures;
    return std::ranges::find(measures, report.test) != measures.end() &&
           (report.answer == ChangeAnswer::more || report.answer == ChangeAnswer::less);
  });
}

/// What has ended is said for some days, and stands no longer among what is to do.
bool long_ended(const Care& care, const Program& program, Day today) {
  if (care.step != CareStep::ended) return false;
  const Day again = program.measured.front() + std::chrono::days(program.item.remeasure_after_days);
  const Day over =
      program.measured.back() >= again ? program.measured.back() : again + std::chrono::days(waits_days);
  return days_between(over, today) >= ended_days;
}

/// Where the person is in it.
void place(Care& care, const Program& program, const FollowUp& looks, Day today) {
  if (program.item.measures.empty()) return;
  const std::vector<std::string> can = measurable(program);
  if (program.measured.empty()) {
    care.step = can.empty() ? CareStep::work : CareStep::measure;
    care.measure = can;
    return;
  }
  const Day begun = program.measured.front();
  const Day again = begun + std::chrono::days(program.item.remeasure_after_days);
  care.weeks = std::max(1, program.item.remeasure_after_days / week_days);
  care.week = std::min(care.weeks, days_between(begun, today) / week_days + 1);
  if (today < again) {
    care.again_on = again;
  } else if (program.measured.back() >= again) {
    care.step = changed(program, looks) ? CareStep::helped : CareStep::ended;
  } else if (days_between(again, today) > waits_days || can.empty()) {
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
  for (const auto& [id, item] : knowledge.alignment) {
    if (!item.is_program || !item.offer_when) continue;
    if (item.not_when && truth_of(*item.not_when, facts) != Truth::no) continue;
    const Judgement offered = evaluate(*item.offer_when, facts);
    if (offered.truth != Truth::yes) continue;
    const Program program{.item = item,
                          .knowledge = knowledge,
                          .settings = settings_of(state.ledger),
                          .measured = days_measured(item, state)};
    Care care{.id = id};
    place(care, program, looks, today);
    if (long_ended(care, program, today)) continue;
    care.reason = reason_of("alignment." + id, "alignment." + id + ".why", offered, item.evidence,
                            traits_of(state, facts));
    for (const Alignment::Beside& beside : item.beside_it) care.beside.push_back(beside.id);
    const Day begun = program.measured.empty() ? state.onset_or(today) : program.measured.front();
    if (care.step == CareStep::work || care.step == CareStep::helped)
      add_lines(care, program, days_between(begun, today));
    if (item.breaks) add_breaks(care, *item.breaks, knowledge, facts, today);
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
