// What must be seen by a doctor, what probably happened, how long it may take.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "history/case.h"
#include "knowledge/evidence.h"
#include "knowledge/items_story.h"
#include "knowledge/knowledge.h"
#include "knowledge/message.h"
#include "knowledge/truth.h"

namespace hamstring::rehab {

/// What a reason says of the day, for those who choose among reasons.
enum class About {
  background,  ///< nothing of this day: where the plan comes from, what was answered
  today,
  pain_limit,
  held,  ///< found since, and holds the session back
  rest_rule,
  spacing,
  // No session, and something is the matter or not to be:
  day_plan,
  too_much_today,
  after_setback,
  no_training_day,
  pain
};
[[nodiscard]] constexpr bool is_rest(About about) {
  return about >= About::day_plan;
}

/// One step of an answer: which rule said so, on which facts, by which sources. Everything shown opens to
/// these.
struct Reason {
  std::string rule;                ///< "red_flag.dvt", "protocol.default_runner.settle.exit.day_two" …
  std::vector<std::string> facts;  ///< fact names or entry ids
  Message text;
  Evidence evidence;
  Fit fit = Fit::not_known;
  About about = About::background;
};

enum class FlagState { cleared, raised, unsure, open, cleared_by_clinician };
struct FlagReport {
  std::string id;
  FlagState state = FlagState::open;
  Day since{};                       ///< day it was raised
  std::vector<UnknownFact> missing;  ///< what still has to be answered
  Reason reason;
};

enum class GateState { passed, raised, holding, open, cleared_by_clinician };
struct GateReport {
  std::string id;
  GateState state = GateState::open;
  bool refuse = false;
  bool told_otherwise = false;                ///< raised by what was told before
  Verdict action = Verdict::clinician_first;  ///< of a raised gate: by its stage
  std::vector<std::string> allowed;           ///< exercises of its day plan, undosed
  std::vector<UnknownFact> missing;
  Reason reason;
};

struct ClueReport {
  std::string id;
  int weight = 1;
  Reason reason;
};
struct PictureReport {
  std::string id;
  InjuryType::Group group = InjuryType::Group::trauma;
  bool stretched = false;  ///< by a slow or forced stretch, not by a stride
  bool leading = false;
  std::vector<ClueReport> speaks_for, speaks_against;
  std::vector<UnknownFact> missing;
  std::vector<std::string> missing_clues;  ///< clues that the missing facts would decide
};

struct PrognosisReport {
  std::array<double, 20> dots_days{};  ///< days since onset, ascending; NaN where `known` is false
  bool known = false;
  double widen_days = 0.0;
  std::vector<std::string> named;  ///< distributions it was drawn from
  std::vector<Reason> reasons;
};

/// The leading picture with what to tell about it: beside a plan, or meanwhile, where no protocol may be
/// followed alone.
struct LedPicture {
  std::string id;
  Reason likely;  ///< its name in a sentence, and what a clinician is for: to lead it, or to look at it too
  struct Advice {
    InjuryType::Advice::Kind kind = InjuryType::Advice::Kind::worse;
    Reason reason;
  };
  std::vector<Advice> advice;
};

struct Assessment {
  Day as_of{};
  Verdict verdict = Verdict::answer_first;
  std::vector<FlagReport> flags;               ///< all of them: raised by rank, then unsure, open, cleared
  std::vector<std::string> rescreen_positive;  ///< questions of the short set that suspend the plan
  std::vector<GateReport> gates;               ///< all of them, by order
  std::vector<PictureReport> pictures;         ///< by order
  std::optional<LedPicture> led;               ///< somebody has to lead what probably happened
  std::optional<LedPicture> guide;             ///< what stands beside the plan that was chosen for it
  PrognosisReport prognosis;
  bool only_a_clinician_lifts = false;  ///< something holds that no answer of the person's can end
  std::vector<Reason> reasons;
  Diagnostics notes;  ///< contradictions and unresolved conflicts, by entry
};

}  // namespace hamstring::rehab
