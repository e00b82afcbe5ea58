#include "rehab/plan/prescription.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rehab/plan/day_ground.h"
#include "rehab/plan/fast_running.h"
#include "rehab/plan/rest_day.h"
#include "rehab/plan/training.h"
#include "rehab/standing/done_today.h"
#include "rehab/standing/growth.h"
#include "rehab/standing/judge.h"
#include "rehab/standing/prescribed.h"

namespace hamstring::rehab {
namespace {

std::string_view prescribed_weekday(Day day) {
  constexpr std::string_view words[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  return words[std::chrono::weekday(day).c_encoding()];
}

Message text_of(const char* id) {
  return {.id = id, .arguments = {}};
}

/// An exercise of today, or why it is none.
struct AskedToday {
  std::optional<Dose> dose;
  std::optional<Message> text;
};

bool is_for_day(const PrescribedLine& line, Day day) {
  return line.days.empty() || std::ranges::find(line.days, prescribed_weekday(day)) != line.days.end();
}

bool was_exercise_done_on(const State& state, const std::string& exercise, Day day) {
  return std::ranges::any_of(state.ledger.sessions, [&](const SessionRecord& session) {
    return session.day == day && session.body != nullptr &&
           std::ranges::any_of(session.body->lines,
                               [&](const DoneLine& d) { return d.exercise == exercise && d.sets > 0; });
  });
}

/// What the plan's own rules say about the exercise before any dose of it is looked at.
std::optional<Message> forbidden_today(const DayGround& ground, const PrescribedLine& line) {
  const auto found = ground.knowledge.exercises.find(line.exercise);
  if (found == ground.knowledge.exercises.end()) return text_of("prescription.unknown");
  const Truth not_when = truth_of(found->second.not_when, ground.facts);
  if (not_when == Truth::yes) return text_of("prescription.forbidden");
  if (not_when == Truth::unknown) return text_of("prescription.not_known");
  // What was passed is clearly not met: only what belongs to the phase before, as the plan has it.
  if (ground.held.holds()) return text_of("prescription.held_back");
  if (ground.setback != nullptr && memory_of_exercise(ground.state, line.exercise) == nullptr)
    return text_of("prescription.nothing_new");
  return std::nullopt;
}

/// Whether the phase's own line of the exercise has its day of rest; a prescription with days of its own has
/// said on which it comes.
bool is_spaced(const DayGround& ground, const PrescribedLine& line) {
  const Phase* phase = ground.state.current_phase();
  if (phase == nullptr || !line.days.empty()) return false;
  return std::ranges::any_of(phase->content, [&](const ContentLine& content) {
    return std::ranges::find(content.options, line.exercise) != content.options.end() &&
           line_is_done(ground.state, content, ground.today);
  });
}

/// No heavier than was borne: fewer repetitions do not make up for that.
Dose no_heavier(Dose dose, const Borne& borne) {
  if (!dose.load_kg || *dose.load_kg <= borne.load_kg) return dose;
  dose.load_kg = borne.load_kg > 0.0 ? std::optional(borne.load_kg) : std::nullopt;
  return dose;
}

/// On a light day: clearly less than the smaller of what is asked and what was borne.
Dose light_prescription(const DayGround& ground, const std::string& exercise, const Borne& borne,
                        const Dose& wanted) {
  const Dose dose = no_heavier(wanted, borne);
  const double known = std::max(dose.load_kg ? borne.volume : borne.total, start_of(ground.state, exercise));
  return with_volume(dose, (1.0 - ground.state.protocol->dose_back) * std::min(dose.volume(), known));
}

/// The volume that the exercise's last prescription had, where nothing may get heavier today.
Dose held_prescription(const State& state, const std::string& exercise, const Borne& borne,
                       const Dose& asked) {
  const ExerciseMemory* known = memory_of_exercise(state, exercise);
  if (known == nullptr || !known->asked) return asked;
  const Dose wanted = no_heavier(asked, borne);
  const double borne_volume = wanted.load_kg ? borne.volume : borne.total;
  const double last = wanted.load_kg.has_value() == known->asked->load_kg.has_value()
                          ? std::max(known->asked->volume(), borne_volume)
                          : borne_volume;
  return last > 0.0 ? with_volume(wanted, last) : wanted;
}

/// `own`: what the plan itself asks of the exercise today; null where nothing.
AskedToday asked_today(const DayGround& ground, const RestToday& rest, const PrescribedLine& line,
                       Day written, const SessionLine* own) {
  if (!is_for_day(line, ground.today)) return {.dose = {}, .text = text_of("prescription.other_day")};
  if (was_exercise_done_on(ground.state, line.exercise, ground.today))
    return {.dose = {}, .text = text_of("prescription.done")};
  if (is_spaced(ground, line)) return {.dose = {}, .text = text_of("prescription.spaced")};
  if (auto why = forbidden_today(ground, line)) return {.dose = {}, .text = std::move(why)};
  const Borne borne = borne_of(ground.state, line.exercise);
  const Dose wanted = dose_of(line);
  if (!line.confirmed && above(wanted, borne)) {
    const bool starts = wanted.volume() <= start_of(ground.state, line.exercise) + dose_rounding;
    const bool planned = own != nullptr && wanted.total() <= own->dose.total() &&
                         wanted.load_kg.value_or(0.0) <= own->dose.load_kg.value_or(0.0);
    if (!starts && !planned) return {.dose = {}, .text = text_of("prescription.not_confirmed")};
  }
  Dose dose = wanted;
  std::optional<Message> text;
  const auto lower = [&](Dose less, const char* why) {
    if (less == dose) return;
    dose = std::move(less);
    text = text_of(why);
  };
  // Who prescribes after it hurt, and confirms the numbers, has seen it; what hurt since is more than they
  // knew.
  if (borne.hurt_on && (*borne.hurt_on >= written || !line.confirmed))
    lower(less_after_hurt(ground.state, borne, dose), "prescription.less_hurt");
  if (ground.setback != nullptr)
    lower(light_prescription(ground, line.exercise, borne, dose), "prescription.light_day");
  if (rest.no_more) lower(held_prescription(ground.state, line.exercise, borne, dose), "prescription.held");
  return {.dose = std::move(dose), .text = std::move(text)};
}

SessionLine prescribed_session_line(const DayGround& ground, const PrescribedLine& line, Dose dose,
                                    const std::string& entry) {
  const Exercise& exercise = ground.knowledge.exercises.find(line.exercise)->second;
  const DoseChange change = change_of(dose, memory_of_exercise(ground.state, line.exercise));
  SessionLine made{.line = "prescribed_" + line.exercise,
                   .exercise = line.exercise,
                   .dose = std::move(dose),
                   .per_day = 1,
                   .rest_s = {},
                   .tempo_s = exercise.tempo_s,
                   .stop_above_pain = ground.pain_limit,
                   .change = change,
                   .prescribed = true,
                   .reasons = {}};
  made.reasons.push_back(ground.say("prescription." + entry, text_of("prescription.line"), exercise.evidence,
                                    About::background));
  return made;
}

void shape_line(SessionLine& made, const PrescribedLine& line, double limit) {
  if (line.rest_s) made.rest_s = {.min = *line.rest_s, .max = *line.rest_s};
  if (!line.tempo_s.empty()) made.tempo_s = line.tempo_s;
  // A prescription may stop earlier than the plan, never later.
  if (line.pain_limit) made.stop_above_pain = std::min(limit, *line.pain_limit);
}

class PrescriptionFilling {
 public:
  PrescriptionFilling(PrescriptionToday& prescription, Training& training, const DayGround& ground,
                      const RestToday& rest)
      : prescription_(prescription), training_(training), ground_(ground), rest_(rest) {}

  void fill(const PrescriptionRecord& record) {
    for (const PrescribedLine& line : record.body->lines) take(line, record);
    order(record.body->order);
    fewer_on_a_light_day();
    if (!record.body->rung.empty()) run(*record.body);
  }

 private:
  auto find(const std::string& exercise) {
    return std::ranges::find(training_.lines, exercise, &SessionLine::exercise);
  }

  void take(const PrescribedLine& line, const PrescriptionRecord& record) {
    if (line.does == Prescribes::remove) {
      drop(line.exercise);
      return;
    }
    const auto own = find(line.exercise);
    AskedToday asked =
        asked_today(ground_, rest_, line, record.at.first, own == training_.lines.end() ? nullptr : &*own);
    PrescribedExercise told{
        .exercise = line.exercise, .in_session = asked.dose.has_value(), .text = std::move(asked.text)};
    if (asked.dose) {
      put(prescribed_session_line(ground_, line, *std::move(asked.dose), record.entry), line);
    } else if (!is_for_day(line, ground_.today)) {
      drop(line.exercise);  // it was given days of its own, and today is none of them
    }
    if (line.does == Prescribes::replace) drop(line.instead_of);
    prescription_.exercises.push_back(std::move(told));
  }

  void drop(const std::string& exercise) {
    std::erase_if(training_.lines, [&](const SessionLine& l) { return l.exercise == exercise; });
  }

  /// The plan's own line keeps its name, its rest and how often a day it comes.
  void put(SessionLine made, const PrescribedLine& line) {
    const auto own = find(line.exercise), end = training_.lines.end();
    const auto replaced = line.does == Prescribes::replace ? find(line.instead_of) : end;
    if (own != end) {
      made.line = own->line;
      made.per_day = own->per_day;
    }
    if (own != end || replaced != end) made.rest_s = (own != end ? own : replaced)->rest_s;
    shape_line(made, line, ground_.pain_limit);
    if (own != end) {
      *own = std::move(made);
    } else if (replaced != end) {
      *replaced = std::move(made);
    } else {
      training_.lines.push_back(std::move(made));
    }
  }

  void order(const std::vector<std::string>& wanted) {
    const auto place = [&](const SessionLine& line) {
      return std::ranges::find(wanted, line.exercise) - wanted.begin();
    };
    std::ranges::stable_sort(training_.lines, {}, place);
  }

  /// A light day stays one: the last ones go, and it is said which.
  void fewer_on_a_light_day() {
    if (ground_.setback == nullptr || ground_.state.current_phase() == nullptr) return;
    const std::size_t most =
        lines_of_light_day(ground_.state, phase_of_day(ground_.state, ground_.today), ground_.today);
    while (training_.lines.size() > most) {
      const std::string gone = training_.lines.back().exercise;
      training_.lines.pop_back();
      for (PrescribedExercise& told : prescription_.exercises) {
        if (told.exercise != gone) continue;
        told.in_session = false;
        told.text = text_of("prescription.light_day");
      }
    }
  }

  /// Never above the plan's own run by more than one rung, and that only where it was confirmed and the day
  /// is a good one. A day on which the plan has no run has none.
  void run(const PrescriptionEntry& body) {
    if (body.rung == no_run) {
      training_.run.reset();
      return;
    }
    if (!training_.run) {
      prescription_.run = text_of("prescription.no_run_today");
      return;
    }
    const Protocol& protocol = *ground_.state.protocol;
    const auto rung = std::ranges::find(protocol.rungs, body.rung, &Rung::id);
    const auto own = std::ranges::find(protocol.rungs, training_.run->rung, &Rung::id);
    if (rung == protocol.rungs.end() || own == protocol.rungs.end()) {
      prescription_.run = text_of("prescription.no_such_run");
      return;
    }
    if (rung->order > own->order) {
      const bool good = !rest_.no_more && ground_.setback == nullptr && !ground_.held.holds();
      const bool next = rung->order <= own->order + 1 && rung->order <= ground_.state.rung_borne + 1 &&
                        opens(protocol, *ground_.state.current_phase(), rung->order);
      if (!good || !next || !body.rung_confirmed) {
        prescription_.run =
            text_of(next && good ? "prescription.run_not_confirmed" : "prescription.run_too_far");
        return;
      }
    }
    if (!days_allow(*rung)) {
      prescription_.run = text_of("prescription.run_too_far");
      return;
    }
    if (rung->order != own->order) training_.run = run_line(ground_, *rung);
    training_.run->prescribed = true;
  }

  /// How fast is for the clinician to say, how often is not.
  [[nodiscard]] bool days_allow(const Rung& rung) const {
    FastToday fast = fast_today(ground_);
    fast.most = Pace::full;
    return within(fast, *ground_.state.protocol, rung) == &rung;
  }

  PrescriptionToday& prescription_;
  Training& training_;
  const DayGround& ground_;
  const RestToday& rest_;
};

std::string prescribed_phase(const DayGround& ground) {
  const Phase* phase = ground.state.current_phase();
  return phase == nullptr ? std::string{} : phase->id;
}

}  // namespace

std::optional<PrescriptionToday> prescription_on(const DayGround& ground) {
  const PrescriptionRecord* record = prescription_of(ground.state, prescribed_phase(ground), ground.today);
  if (record == nullptr) return std::nullopt;
  const PrescriptionEntry& body = *record->body;
  if (body.lines.empty() && body.order.empty() && body.rung.empty() && body.say.empty()) return std::nullopt;
  return PrescriptionToday{.entry = record->entry,
                           .clinician = body.clinician,
                           .say = body.say,
                           .phase = body.phase,
                           .since = record->at.first,
                           .until = body.until,
                           .exercises = {},
                           .run = {}};
}

void prescribe(PrescriptionToday& prescription, Training& training, const DayGround& ground,
               const RestToday& rest) {
  const PrescriptionRecord* record = prescription_of(ground.state, prescribed_phase(ground), ground.today);
  if (record == nullptr || day_is_over(ground.state, ground.today)) return;
  prescription.suspended = false;
  PrescriptionFilling(prescription, training, ground, rest).fill(*record);
}

}  // namespace hamstring::rehab
