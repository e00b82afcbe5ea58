// What a day's session does, and what is noted about the life.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "rehab/plan/next_test.h"
#include "rehab/standing/criteria.h"
#include "tests/lives/exercise_loads.h"
#include "tests/lives/life.h"

namespace hamstring::lives {

using namespace rehab;

namespace {

constexpr int stuck_after_days = 21, lately_days = 21;
constexpr double stuck_if_done = 0.8;
constexpr double stops_above = 4.0;         ///< the limit that everybody is told
constexpr double easy_walk_percent = 20.0;  ///< a rung of walking up to this is as comfortable

}  // namespace

Plan Life::plan_now(int on) {
  const auto& today = told_[static_cast<std::size_t>(on)];
  State without = without_protocol_;
  step_day(knowledge_, without, day(on), today);
  choice_ = choose_protocol(knowledge_, without, day(on));
  if (choice_.protocol != protocol_) {
    protocol_ = choice_.protocol;
    yesterday_ = State{};
    yesterday_.protocol = protocol_;
    for (int before = 0; before < on; ++before) {
      if (!yesterday_.started && told_[static_cast<std::size_t>(before)].empty()) continue;
      step_day(knowledge_, yesterday_, day(before), told_[static_cast<std::size_t>(before)]);
    }
  }
  now_ = yesterday_;
  step_day(knowledge_, now_, day(on), today);
  return plan_of(knowledge_, now_, {}, choice_, day(on), false);
}

void Life::end_day(int on) {
  const auto& today = told_[static_cast<std::size_t>(on)];
  step_day(knowledge_, without_protocol_, day(on), today);
  step_day(knowledge_, yesterday_, day(on), today);
}

double Life::line_pain(int on, const SessionLine& line, double& hardest, std::string& position) {
  const ExerciseLoad load = load_of(line.exercise, truth_);
  double percent = load.percent;
  const double borne = truth_.load_tolerance(on, load.position);
  if (load.chosen) percent = std::min(percent, borne);
  if (percent - borne > hardest) {
    hardest = percent - borne;
    position = load.position;
  }
  return truth_.loading_pain(on, percent, load.position);
}

double Life::run_pain(int on, const RunLine& run, double& speed) {
  if (run.form == "walk") {
    speed = truth_.drawn(run.percent.max <= easy_walk_percent ? "speeds.walking" : "speeds.brisk_walking");
  } else if (run.form == "walk_run" || run.form == "continuous") {
    speed = truth_.drawn("speeds.jogging");
  } else if (run.form == "accelerations") {
    // Gentle and long: between the speed itself and what a hard acceleration from half speed asks of the
    // length.
    const double hard = truth_.constant("speeds.acceleration_from_50");
    speed = 0.5 * (truth_.run_speed(run.percent.min, run.percent.max) + hard);
  } else {
    speed = truth_.run_speed(run.percent.min, run.percent.max);
  }
  return truth_.running_pain(on, speed);
}

// What everybody here takes for a first weight, and has left at any: how hurt a leg is does not hang on it.
constexpr double tried_kg = 8.0, tried_left = 4.0;

SessionEntry Life::session(int on, const Plan& plan) {
  SessionEntry s{.done = Done::all,
                 .skipped_for = {},
                 .before = said_now_,
                 .worst = {},
                 .after = {},
                 .next_morning = {},
                 .lines = {},
                 .run = {},
                 .rescreen = calm()};
  double worst = 0.0, hardest = -100.0, speed = 0.0;
  std::string position = "inner";
  for (const SessionLine& line : plan.lines) {
    worst = std::max(worst, line_pain(on, line, hardest, position));
    s.lines.push_back({.exercise = line.exercise,
                       .sets = static_cast<int>(line.dose.amounts.size()),
                       .reps = line.dose.amounts,
                       .load_kg = line.try_out ? std::optional(tried_kg) : line.dose.load_kg,
                       .worst = {},
                       .reps_left = line.weight ? std::optional(tried_left) : std::nullopt});
  }
  const double told_of_lines = truth_.said(worst);
  s.worst = told_of_lines;
  if (plan.run) {
    const double told_of_run = truth_.said(run_pain(on, *plan.run, speed));
    s.run = DoneRun{.rung = plan.run->rung,
                    .completed = told_of_run <= stops_above,
                    .distance_m = {},
                    .duration_s = {},
                    .top_speed_m_s = {},
                    .worst = told_of_run,
                    .effort = {}};
    s.worst = std::max(told_of_lines, told_of_run);
  }
  s.after = std::min(*s.worst, said_now_ + 1.0);
  const double load = plan.lines.empty() ? 0.0 : hardest + truth_.load_tolerance(on, position);
  if (truth_.train(on, speed, load, position)) result_.reinjured = on;
  return s;
}

void Life::train(int on, const Plan& plan) {
  SessionEntry done = session(on, plan);
  if (done.run) result_.rungs.insert(done.run->rung);
  if (keep_diary_)
    result_.diary += fmt::format("   worst {} run {}\n", *done.worst, done.run ? done.run->rung : "-");
  if (result_.full_training && on > *result_.full_training && *done.worst <= said_now_ + 1.0)
    ++full_trainings_;
  add(on, std::move(done));
  last_session_ = entries_.back().id;
  trained_on_ = on;
  ++result_.done;
  result_.longest_run_of_days = std::max(result_.longest_run_of_days, ++in_a_row_);
}

bool Life::next_thing_named(const Plan& plan) const {
  if (plan.run || !plan.ask.empty() || plan.status == PlanStatus::clinician_first) return true;
  return std::ranges::any_of(plan.criteria, [](const CriterionReport& criterion) {
    return criterion.state != CriterionState::met && !criterion.settled_by.empty() &&
           criterion.settled_by != "clinician";
  });
}

void Life::note_progress(int on, const Plan& plan) {
  const auto& phases = protocol_->phases;
  const auto at = std::ranges::find(phases, plan.phase, &Phase::id);
  const int place = at == phases.end() ? 0 : at->order;
  double met = 0.0;
  for (const CriterionReport& criterion : plan.criteria)
    met += criterion.state == CriterionState::met ? 1.0
           : criterion.need > 0 ? 0.5 * std::min(criterion.have, criterion.need) / criterion.need
                                : 0.0;
  if (place < last_place_) ++result_.phases_lost;
  last_place_ = place;
  const bool further =
      place > best_place_ || (place == best_place_ && (plan.state.rung > best_rung_ || met > best_met_));
  if (!further) return;
  if (place > best_place_) best_met_ = best_rung_ = 0;
  best_place_ = std::max(best_place_, place);
  best_rung_ = std::max(best_rung_, plan.state.rung);
  best_met_ = std::max(best_met_, met);
  progress_on_ = on;
}

void Life::note(int on, const Plan& plan) {
  if (keep_diary_) {
    std::string missing;
    for (const CriterionReport& c : plan.criteria) {
      if (c.state != CriterionState::met)
        missing += fmt::format(" {}({}/{}{})", c.id, c.have, c.need,
                               c.value ? fmt::format(" {:.0f}", *c.value) : "");
    }
    std::string lines;
    for (const SessionLine& line : plan.lines) lines += " " + line.exercise;
    result_.diary += fmt::format(
        "d{} status {} {} rung {} run {} said {} tol {:.0f} tender {:.1f} ake {:.0f} |{} |{}{}\n", on,
        static_cast<int>(plan.status), plan.phase, plan.state.rung, plan.run ? plan.run->rung : "-",
        said_now_, truth_.speed_tolerance(on), truth_.tenderness(on), truth_.knee_extension_deficit(on),
        missing, lines, missed_ ? " MISSED" : "");
  }
  if (!plan.care.empty() && !result_.care_offered) result_.care_offered = on;
  if (protocol_ == nullptr || plan.phase.empty()) return;
  result_.phases.try_emplace(plan.phase, on);
  result_.setbacks = std::max(result_.setbacks, static_cast<int>(std::ssize(now_.not_tolerated)));
  note_progress(on, plan);
  const auto at = std::ranges::find(protocol_->phases, plan.phase, &Phase::id);
  if (!at->is_return && !result_.full_training) note_full_training(on, plan);
  if (at->is_return && !result_.returned) note_return(on);
  if (result_.returned || result_.stuck_day > 0 || !result_.well || on - *result_.well < stuck_after_days)
    return;
  const auto done = std::ranges::count(lately_done_, true);
  if (static_cast<double>(done) < stuck_if_done * static_cast<double>(lately_done_.size())) return;
  if (next_thing_named(plan) && on - progress_on_ < stuck_after_days) return;
  result_.stuck_day = on;
  result_.stuck_at =
      fmt::format("{} {} day {}: {} rung {}", draw_.picture, draw_.seed, on, plan.phase, plan.state.rung);
  for (const CriterionReport& c : plan.criteria) {
    if (c.state != CriterionState::met) result_.stuck_at += fmt::format(" {} {}/{}", c.id, c.have, c.need);
  }
}

/// All that the last phase before the return asks for, but the full trainings themselves, is met.
void Life::note_full_training(int on, const Plan& plan) {
  const auto& phases = protocol_->phases;
  const auto at = std::ranges::find(phases, plan.phase, &Phase::id);
  const auto next = std::ranges::find(phases, at->next, &Phase::id);
  if (next == phases.end() || !next->is_return || plan.status > PlanStatus::rest) return;
  const bool all = std::ranges::all_of(plan.criteria, [](const CriterionReport& c) {
    return c.beside || c.state == CriterionState::met || c.settled_by == "question.full_trainings";
  });
  if (!all) return;
  result_.full_training = on;
  result_.before_truth = !truth_.well(on);
}

void Life::note_return(int on) {
  result_.returned = on;
  if (!result_.full_training) {
    result_.full_training = on;
    result_.before_truth = !truth_.well(on);
  }
  note_false_clearing(on);
}

/// Cleared is who has reached the phase of return, as the app calls it.
void Life::note_false_clearing(int on) {
  for (const Phase& phase : protocol_->phases) {
    if (phase.is_return) break;
    for (const Criterion& criterion : phase.exit) note_false(on, criterion);
  }
  constexpr double change_of_speed = 8.3;  // 3 % of timing, twice, as a smallest detectable change
  if (truth_.speed_tolerance(on) < 100.0 - change_of_speed) result_.false_clearing.push_back("speed");
}

/// True values beyond the line by more than the smallest detectable change of the measure (1.96 * sqrt 2 *
/// error).
void Life::note_false(int on, const Criterion& criterion) {
  constexpr double detectable = 2.77, pain_change = 1.8;
  const auto beyond = [&](double by, double change) {
    if (by > change) result_.false_clearing.push_back(criterion.id);
  };
  if (const auto* measure = std::get_if<MeasureCriterion>(&criterion.rule)) {
    if (measure->test == "active_knee_extension")
      beyond(truth_.knee_extension_deficit(on) + truth_.side_difference() - measure->target,
             detectable * truth_.constant("measure.knee_extension_self"));
  }
  const auto* observed = std::get_if<ObservedCriterion>(&criterion.rule);
  if (observed == nullptr) return;
  if (observed->test == "palpation")
    beyond(truth_.tenderness(on), detectable * truth_.constant("measure.tenderness_length"));
  const auto* target = std::get_if<double>(&observed->target);
  if (observed->field != ObservedCriterion::Field::pain || target == nullptr) return;
  if (observed->test == "single_leg_bridge")
    beyond(truth_.pain(on, "single_leg_bridge") - *target, pain_change);
  if (observed->test == "single_leg_squat" || observed->test == "active_knee_extension")
    beyond(truth_.pain(on, "single_leg_squat") - *target, pain_change);
}

std::vector<std::string> Life::best_next_test(const Plan& plan) {
  if (!options_.with_next_test || next_test_on_ == plan.today) return {};
  next_test_on_ = plan.today;
  Case history{.case_id = "life", .entries = {entries_.begin(), entries_.end()}};
  sort_entries(history);
  const NextTest next = next_test(knowledge_, history, plan.today);
  std::vector<std::string> result;
  for (const Candidate& candidate : next.ranked) {
    if (candidate.told) continue;
    result.push_back((candidate.kind == Candidate::Kind::test ? "test." : "question.") + candidate.id);
    break;
  }
  return result;
}

}  // namespace hamstring::lives
