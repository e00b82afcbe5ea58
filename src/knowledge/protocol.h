// A protocol: phases with content and exit criteria, and a running ladder. All of it is data.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "knowledge/condition.h"
#include "knowledge/evidence.h"
#include "knowledge/items_story.h"
#include "knowledge/items_treat.h"

namespace hamstring::rehab {

struct MeasureCriterion {
  enum class Metric { value, difference, ratio };
  std::string test;
  Metric metric = Metric::value;
  bool at_least = true;  ///< else at most
  double target = 0.0;   ///< unit of the test; ratio in percent of the other side
};
/// Seen on the last `times` separate days. Exactly one of number, word, pain_limit is used.
struct ObservedCriterion {
  std::string test;      ///< empty for an answer
  std::string question;  ///< empty for a test
  enum class Field { none, pain, result, value };
  Field field = Field::none;  ///< of the test
  Comparison comparison = Comparison::equal;
  std::variant<double, std::string> target;
  bool target_is_pain_limit = false;
  int times = 1;
};
struct ToleratedCriterion {
  enum class What { exercise, rung, phase_sessions };
  What what = What::phase_sessions;
  std::string ref;
  int times = 1, window_days = 21;
};
struct DayCriterion {
  int min_injury_day = 0;
};
struct BlankCriterion {};

struct Criterion {
  std::string id;
  std::variant<MeasureCriterion, ObservedCriterion, ToleratedCriterion, DayCriterion, BlankCriterion> rule;
  Evidence evidence;
  std::string asked_from;  ///< phase from which on it is asked for, where it takes looks of several days
};

struct ContentLine {
  std::string id;
  std::vector<std::string> options;
  Range sets, reps, rest_s;
  std::optional<double> load_start;
  int per_day = 1, every_days = 1;
  enum class Progress { load_step, fixed, table } progress = Progress::fixed;
  std::string table;
  bool optional = false;
  std::optional<Condition> when;
  Evidence evidence;
};

struct Rung {
  std::string id, form;  ///< form: walk, walk_run, continuous, strides, accelerations, sprints, turns
  int order = 0, repeats = 1;
  std::optional<double> work_s, work_m;
  double rest_s = 0.0;
  OwnSpeed speed_of = OwnSpeed::none;  ///< none: told by effort
  Range percent;
  int every_days = 2, tolerated_needed = 2, fallback = 1;
  std::vector<Criterion> needs;
  Evidence evidence;
  std::optional<Condition> start_when;  ///< who never ran in this episode begins here, where it is yes
};

/// A rung of an earlier version that stands in histories, and the one that asks as much.
struct FormerRung {
  std::string id, counts_as;
};

struct Phase {
  std::string id, next, back, prevention;  ///< empty where there is none
  int order = 0, max_lines = 6;
  /// What is asked at most every so many days is done on one day; 0: each for itself.
  int hard_days_apart = 0;
  bool terminal = false, is_return = false, techniques = false;
  std::vector<ContentLine> content;
  std::vector<std::string> rungs;
  std::vector<Criterion> exit;
  std::vector<Criterion>
      hold;  ///< clearly not met, it closes this phase: nobody enters, and the one before is done
  Evidence evidence;
  std::optional<Condition> start_when;  ///< who never trained in this episode begins here, where it is yes
};

struct Protocol {
  std::string id;
  Condition offered_when;
  std::vector<std::string> default_for;
  std::optional<Condition> preferred_when;  ///< of several defaults, one for which it is yes comes first
  bool unsupervised = false, complete = false;
  double pain_limit_default = 4, pain_limit_max = 4, progress_before_max = 2, run_before_max = 2;
  double run_up_max = 4;  ///< above this pain in a run it was borne, but opens no harder one
  double load_step = 0.10, dose_back = 0.2;
  int tolerated_sessions = 2;
  std::vector<Phase> phases;  ///< ascending by order
  std::vector<Rung> rungs;    ///< ascending by order
  std::vector<FormerRung> former_rungs;
  Evidence evidence, pain_evidence, progress_evidence;
};

/// The rung of an order; null where there is none.
[[nodiscard]] const Rung* rung_of(const Protocol& protocol, int order);
/// The rung that a history calls so, also by a former name; null where there is none.
[[nodiscard]] const Rung* rung_named(const Protocol& protocol, std::string_view id);
/// Whether the phase opens it: named by it, or easier than all it names.
[[nodiscard]] bool opens(const Protocol& protocol, const Phase& phase, int order);
/// The week of a table program, counted from 1; the upkeep after its last one.
[[nodiscard]] const Prevention::Week* week_of(const Prevention& program, int week);

}  // namespace hamstring::rehab
