// Everything the fold carries from one day to the next.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "knowledge/protocol.h"
#include "rehab/standing/assess.h"
#include "rehab/standing/dose.h"
#include "rehab/standing/ledger.h"

namespace hamstring::rehab {

/// A flag stays raised until a clinician clears it, the slip is corrected, or a new episode's answers deny
/// it.
struct FlagLatch {
  bool raised = false;
  Day since{};
  std::optional<Moment> cleared;
  std::optional<Moment> counted;  ///< the clearance that was counted last: none clears twice
  Judgement why;                  ///< of the day it was raised
};

/// A gate about who somebody is, raised by what they told. Telling it otherwise does not open it; time does.
struct GateLatch {
  bool raised = false;
  std::vector<std::string> told;    ///< facts that it rests on
  std::optional<Moment> last_told;  ///< the latest of them
  Judgement why;
};

/// State at the end of the day before: what conditions know as progress.*
struct Progress {
  std::optional<int> plan_day, gap_days;
  std::optional<int> far_run_days;  ///< since a run far beyond what was allowed
  int active_days = 0;              ///< days since the first entry of the episode, those of a break left out
  int phases = 0, most_phases = 0;
  int sessions = 0;       ///< sessions done
  int days_in_a_row = 0;  ///< days with a session up to yesterday, none left out between
  int ill_days = 0;       ///< of the illness that ended since the last session; 0 where there was none
};

struct LineState {
  std::string exercise;
  Dose next;
  int tolerated = 0;                  ///< days with a whole, tolerated session since the last step of growth
  std::optional<Day> tolerated_on{};  ///< the last of them
  int steps = 0;                      ///< steps of growth towards the next dose
  double step = 0.0;                  ///< share by which the line grows
  int week = 1;                       ///< table lines: week of the program
};

/// What is remembered of an exercise through all phases of an episode; volumes. growth.h uses it.
struct ExerciseMemory {
  std::optional<double> at_most;  ///< set where it hurt, raised again by what is tolerated
  double tolerated = 0.0;         ///< the largest that was done and tolerated
  double one_step_up = 0.0;       ///< one step above it
  std::optional<Dose> asked;      ///< prescription of the last time it was done
  std::optional<Dose> done;       ///< what was done that time: "as last time" speaks of it
};

/// State after a day, as it is shown: the row of a replay.
struct DayState {
  Day day{};
  std::string phase;
  Day phase_since{};
  int phases_passed = 0;
  int rung = 0;                                    ///< order of the rung to run next; 0 none
  std::map<std::string, Dose, std::less<>> doses;  ///< by line id of the phase, next prescription
  std::vector<Reason> changes;                     ///< what changed on this day and why
};

struct State {
  Day day{};  ///< end of this day; nothing has been folded while `started` is false
  bool started = false;
  Ledger ledger;
  std::map<std::string, FlagLatch, std::less<>> flags;
  std::map<std::string, GateLatch, std::less<>> gates;
  Progress progress;
  const Protocol* protocol = nullptr;
  std::optional<std::size_t> phase;  ///< index in the protocol
  Day phase_since{};
  int phases_passed = 0;
  int most_phases = 0;                 ///< the most that were passed in this episode, whatever was lost again
  int active_days = 0;                 ///< Progress::active_days at the end of the day
  std::optional<Day> returned_on;      ///< of the present episode
  std::optional<Day> returned_before;  ///< of the episode before the present one
  std::size_t episodes_seen = 0;
  int rung = 0, rung_tolerated = 0, rung_last_run = 0;
  int rung_ahead = 0;        ///< order of a higher one that was run and tolerated since the rung last changed
  double start_share = 1.0;  ///< of every first dose; less where a rule asks for a gentle start
  int rung_borne = 0;        ///< order of the highest that was run and tolerated in this episode
  std::map<std::string, LineState, std::less<>> lines;
  std::map<std::string, ExerciseMemory, std::less<>> exercises;  ///< of the present episode
  std::size_t sessions_judged_until = 0;   ///< sessions before this index need no more looking at
  std::vector<Day> not_tolerated;          ///< days of such sessions in this episode
  std::optional<Day> rest_on;              ///< a rest day after two of them
  std::optional<Day> counts_from;          ///< looks, observations and sessions before it no longer count
  std::optional<Day> sessions_count_from;  ///< sessions before it no longer count for an exit; looks do
  std::map<std::string, Day, std::less<>> applied;  ///< rest rule → the gap it was applied to
  std::optional<Day> back_for_gap;                  ///< the gap that already cost a phase
  std::vector<Reason> entered;                      ///< why the present phase was entered
  std::vector<Reason> changes;                      ///< of this day

  [[nodiscard]] const Phase* current_phase() const {
    return protocol != nullptr && phase ? &protocol->phases[*phase] : nullptr;
  }
  [[nodiscard]] Day onset_or(Day otherwise) const {
    return ledger.episodes.empty() ? otherwise : ledger.episodes.back().onset;
  }
};

/// The person's settings, with their defaults.
struct Settings {
  std::vector<std::string> equipment;
  std::vector<std::string> training_days;  ///< empty: every day
  std::string protocol, language, goal;
  bool supervised = false;
  std::optional<double> pain_limit, load_step;
  std::optional<double> dumbbell_step, smallest_plate, machine_step;  ///< kg, of what they have
};
[[nodiscard]] Settings settings_of(const Ledger& ledger);
/// 0 to the protocol's maximum; its default where the person chose none.
[[nodiscard]] double pain_limit_of(const Settings& settings, const Protocol& protocol);

}  // namespace hamstring::rehab
