// Numbers with errors, and whether a criterion is met: docs/rehab.md, 5.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "knowledge/evidence.h"
#include "knowledge/items_measure.h"
#include "knowledge/message.h"
#include "knowledge/policy.h"
#include "knowledge/protocol.h"

namespace hamstring::rehab {

enum class CriterionState { met, not_met, not_known };
enum class ErrorFrom { source, own_repeats, wide_assumption, none };

/// One usable measurement of one entry, already in the criterion's metric.
struct Look {
  std::string entry;
  Day day{};
  double value = 0.0;
  double error = 0.0;  ///< one standard error, same unit
  ErrorFrom error_from = ErrorFrom::none;
};

/// Error of one side of one entry: source, else own repeats (bounded), else wide assumption.
struct EntryError {
  double value = 0.0;
  ErrorFrom from = ErrorFrom::none;
};
[[nodiscard]] EntryError entry_error(const ClinicalTest& test, const std::vector<double>& repeats,
                                     const OwnRepeatsPolicy& policy);

/// Points of one look; `beyond` is how many errors it lies beyond the target, negative when short of it.
/// Never decreasing in `beyond`, never negative for beyond >= 0, never above the cap.
[[nodiscard]] double points_of(double beyond, const PointsPolicy& policy);

struct PointsVerdict {
  CriterionState state = CriterionState::not_known;
  double points = 0.0;   ///< best still valid sum, less what later looks took away
  bool settled = false;  ///< met by the average of many looks over weeks, where noise would never end
};
/// `looks` ascending by day; all at or before `today`.
[[nodiscard]] PointsVerdict judge_measure(const std::vector<Look>& looks, bool at_least, double target,
                                          Day today, const PointsPolicy& policy);

/// One row of the criteria board.
struct CriterionReport {
  std::string id;
  CriterionState state = CriterionState::not_known;
  std::optional<double> value, half_width, target, other_side;
  std::string unit;
  ErrorFrom error_from = ErrorFrom::none;
  std::vector<Look> trend;  ///< last five
  std::string settled_by;   ///< "test.x", "question.x", "rung.x" …; empty when met
  int have = 0, need = 0;   ///< for counted criteria
  std::optional<Day> measured_on;
  std::string measured_by;
  Message text;
  Evidence evidence;
  bool beside = false;   ///< no exit of the present phase: needed for the next rung, a start or a later phase
  bool settled = false;  ///< met by the average of many looks
  bool waits = false;    ///< what settles it is a test that today asks not to be made
  bool only_to_begin = false;      ///< a test that could let somebody begin further on; nothing waits for it
  decltype(Criterion::rule) rule;  ///< that it was judged by; an id is one only within its phase or rung
};

/// What is asked for, whichever phase or rung asks: two reports with the same would be one thing named twice.
[[nodiscard]] std::string asked_by(const CriterionReport& report);

}  // namespace hamstring::rehab
