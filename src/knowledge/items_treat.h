// What is done: exercises, soft-tissue techniques, rest rules, prevention, time distributions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "knowledge/condition.h"
#include "knowledge/evidence.h"

namespace hamstring::rehab {

struct Range {
  double min = 0.0, max = 0.0;
};

struct Exercise {
  std::string id;
  std::vector<std::string> targets;
  std::string length, contraction, dose_unit, range, movement;
  bool loadable = false, one_side = false;
  int demand = 0;  ///< 0-10, our ordering
  std::vector<std::string> equipment, easier, harder;
  std::vector<std::string> loads;  ///< what may carry its kilograms: words of equipment
  std::vector<double> tempo_s;     ///< lowering, hold, lifting
  Condition not_when;              ///< offered only where this is known to be false
  struct Load {
    std::string muscle;
    Evidence evidence;
  };
  std::vector<Load> loads_most;
  Evidence evidence;
};

struct Technique {
  std::string id;
  Range sets, seconds, per_week;
  enum class Phases { any, not_first, late } phases = Phases::any;
  Condition not_when;
  std::vector<std::string> measure_with, equipment;
  Evidence evidence;
};

/// What a therapist's hands do at a visit.
struct Treatment {
  std::string id;
  int order = 0;
  std::optional<Condition> not_when;  ///< where this holds it is not for this person
  Evidence evidence;
};

struct RestRule {
  enum class Effect {
    no_session,
    no_running,
    no_progress,
    dose_back,
    phase_back,
    restart,
    retest,
    advice,        ///< said, and nothing else
    gentle_start,  ///< first doses are smaller by `amount`
    hold_back      ///< only what the phase before allows, while it stands; by a 'not sure' too
  };
  std::string id;
  Condition when;
  Effect effect = Effect::no_session;
  double amount = 0.0;
  std::optional<int> for_days;
  int order = 0;
  std::vector<std::string> allowed;
  Evidence evidence;
};

/// How fast somebody runs: easily, fast, or as fast as they can.
enum class Pace { easy, fast, full };

/// How often anybody runs fast who is not hurt, and who not at all unless they wish to: docs/rehab.md, 7.
struct FastRunning {
  int days_apart = 3;             ///< between two days with a fast run
  int days_per_week = 2;          ///< with a fast run, in any seven days
  int full_days_apart = 7;        ///< between two days at full speed
  double fast_from = 80;          ///< percent of the own top speed; of a run that is told by its speed
  double full_from = 95;          ///< percent of the own top speed, or of the effort
  std::vector<std::string> easy;  ///< forms of rungs that are easy however they are told
  struct Limit {
    std::string id;
    Pace most = Pace::easy;
    Condition when;         ///< it holds while this is yes, or not known
    std::string not_above;  ///< a question: no faster than its answer [m/s]; empty: nothing
    Evidence evidence;
  };
  std::vector<Limit> limits;
};

struct Prevention {
  enum class Sort { weekly_table, upkeep, exposure, watch };
  struct Week {
    int from = 1, to = 1;
    Range sessions;
    std::vector<Range> sets;
  };
  std::string id;
  Sort sort = Sort::watch;
  std::string exercise;
  std::vector<Week> weeks;
  std::optional<Week> then;  ///< after the last week; from and to unused
  std::optional<int> total_reps_source, total_sessions_source, watch_days;
  Condition not_when;
  bool after_warm_up = false;
  std::optional<FastRunning> fast;  ///< of the one exposure
  Evidence evidence;
};

/// Sum over all weeks at the midpoint of each range: 718 and 598 for the two published tables.
[[nodiscard]] double total_reps_at_midpoints(const Prevention& program);

/// What is known about being hurt again, and what experts look at before return. Shown beside the decision;
/// no plan looks at it.
struct ReturnFact {
  enum class Group { experts, no_consensus, reinjury };
  std::string id;
  Group group = Group::experts;
  int order = 0;
  std::optional<Condition> met_when;    ///< nothing: it says nothing about this person
  std::vector<std::string> settled_by;  ///< "test.x", "question.x"
  Evidence evidence;
};

struct PrognosisItem {
  enum class Shape { mean_sd, median_range, median_quartiles, center_only };
  std::string id, outcome;
  Condition match;
  Shape shape = Shape::center_only;
  double center_days = 0.0;               ///< mean, median, or middle of center_low and center_high
  double sd_days = 0.0;                   ///< mean_sd
  double min_days = 0.0, max_days = 0.0;  ///< of median_quartiles: the quartiles
  int n = 0;
  /// A step of a scale: what was found, at which value or word. Steps of one fact belong together.
  struct Finding {
    FactName fact;
    double at = 0.0;
    std::string word;  ///< empty: a number
  };
  std::optional<Finding> finding;
  Evidence evidence;
};

}  // namespace hamstring::rehab
