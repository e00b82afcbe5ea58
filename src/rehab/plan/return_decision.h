// What stands before return, all of it at once: the ladder, the last criteria, what experts look at, what is
// known about being hurt again. It decides nothing: the plan does, by the same criteria.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "knowledge/knowledge.h"
#include "rehab/plan/goal.h"
#include "rehab/plan/plan.h"
#include "rehab/standing/measure.h"

namespace hamstring::rehab {

struct RungReport {
  std::string id, form;
  int order = 0, repeats = 1;
  std::optional<double> work_s, work_m;
  double rest_s = 0.0;
  Range percent;
  OwnSpeed speed_of = OwnSpeed::none;
  std::optional<Range> speed_m_s;  ///< nothing while the person's own speed is not known
  enum class Place { behind, present, ahead } place = Place::ahead;
  int tolerated = 0, tolerated_needed = 2;  ///< runs; `tolerated` counts for the present rung only
  int fallback = 1;                         ///< rungs down when one was not tolerated
  std::vector<std::string> phases;          ///< that open it by name
  std::vector<CriterionReport> needs;
  Reason reason;
};

struct PhaseReport {
  enum class Place { behind, present, ahead };
  std::string id;
  Place place = Place::ahead;
  /// Of its exit, not known first. Behind: met, but for what is clearly not met any more. Ahead: sessions of
  /// that phase have not begun.
  std::vector<CriterionReport> criteria;
};

struct ReturnFactReport {
  std::string id;
  ReturnFact::Group group = ReturnFact::Group::experts;
  std::optional<CriterionState> state;  ///< nothing where it says nothing about this person
  std::vector<UnknownFact> missing;
  std::vector<std::string> settled_by;
  Reason reason;
};

struct ReturnReport {
  std::string protocol, phase;
  bool returned = false;  ///< the phase of return is reached
  double pain_limit = 4.0, run_before_max = 2.0;
  Evidence pain_evidence;
  std::optional<GoalAhead> goal;
  std::vector<RungReport> ladder;  ///< by order
  /// All up to return, whichever is the present one: who counts what is met counts in one set.
  std::vector<PhaseReport> phases;
  std::vector<ReturnFactReport> facts;  ///< by group, then order
};

/// As of `today`; `protocol` as in plan(). Empty where there is no protocol for this person.
[[nodiscard]] ReturnReport return_report(const Knowledge& knowledge, const Case& history, Day today,
                                         const std::string& protocol = {});

}  // namespace hamstring::rehab
