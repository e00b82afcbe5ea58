// What measuring again has shown: soft-tissue techniques, alignment, strength of both legs, prevention, the
// days after return. Shown beside the plan; no rule looks at it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "knowledge/evidence.h"
#include "knowledge/message.h"

namespace hamstring::rehab {

struct Knowledge;
struct State;

/// Whether a change is beyond the noise of its test.
enum class ChangeAnswer { not_known, within_noise, more, less };

struct ChangeReport {
  std::string id;    ///< technique or alignment measure
  std::string test;  ///< it was measured with
  std::string unit;
  int have = 0, need = 0;  ///< separate days
  std::optional<double> change,
      half_width;  ///< positive: better for techniques, a larger value for alignment
  ChangeAnswer answer = ChangeAnswer::not_known;
  std::optional<Day> again_on;  ///< when to measure again
  Evidence evidence;
};

/// The first weeks after return, when most reinjuries happen.
struct WatchReport {
  std::string id;
  int day = 0, days = 0;
  bool pain_above_limit = false;  ///< in the last three days, and the short set not yet answered since
};

/// Sessions of a prevention program in the last four weeks against the fewest its table asks for.
struct ComplianceReport {
  std::string id;
  int done = 0;
  double asked = 0.0;
};

/// Both legs in one strength test: a target to work for, not a screen for who gets hurt.
struct CapacityReport {
  std::string test, unit;
  std::optional<double> left, right;
  std::optional<double> left_of_right, half_width;  ///< [percent]
  Day measured_on{};
  /// What to train to, or why there is nothing: the other side, where it is not hurt as well; then the same
  /// side before the injury. Nothing where nobody is hurt.
  std::vector<Message> targets;
};

struct AlignmentProgram {
  std::string id;
  std::vector<std::string> exercises;
  std::vector<std::string> beside;  ///< ids of what is said beside it, with its evidence in the file
  Evidence evidence;
};

struct FollowUp {
  std::vector<ChangeReport> techniques, alignment;
  std::vector<AlignmentProgram> programs;  ///< offered once something was measured
  std::optional<WatchReport> watch;
  std::vector<ComplianceReport> compliance;
  std::vector<CapacityReport> capacity;
};

/// docs/rehab.md, 19. Everything as of `today`.
[[nodiscard]] FollowUp follow_up(const Knowledge& knowledge, const State& state, Day today);

}  // namespace hamstring::rehab
