// What to do on a given day and why, folded over the whole history.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "history/case.h"
#include "knowledge/knowledge.h"
#include "rehab/plan/care.h"
#include "rehab/plan/day_status.h"
#include "rehab/plan/follow_up.h"
#include "rehab/plan/goal.h"
#include "rehab/plan/prescription.h"
#include "rehab/plan/told_beside.h"
#include "rehab/standing/assess.h"
#include "rehab/standing/measure.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

class FoldMemory;

enum class PlanStatus { session, rest, ask_first, clinician_first, suspended, refused };
enum class TestsToday { all, light, none };
struct SessionLine {
  std::string line, exercise;
  Dose dose;
  int per_day = 1;
  Range rest_s;
  std::vector<double> tempo_s;
  double stop_above_pain = 4.0;
  DoseChange change = DoseChange::first;
  bool prescribed = false;  ///< a clinician asks for it: Plan::prescription
  bool try_out = false;     ///< one set with a weight that the person chooses and tells of
  std::optional<Message> weight = std::nullopt;  ///< what is to be said about the weight
  std::vector<Reason> reasons;
};

struct RunLine {
  std::string rung, form;
  int repeats = 1;
  std::optional<double> work_s, work_m;
  double rest_s = 0.0;
  std::optional<Range> speed_m_s;      ///< nothing while the person's own speed is not known
  OwnSpeed speed_of = OwnSpeed::none;  ///< of which own speed `percent` is; none: told by effort
  Range percent;
  double stop_above_pain = 4.0;
  bool prescribed = false;
  std::vector<Reason> reasons;
};

struct Plan {
  Day today{};
  PlanStatus status = PlanStatus::ask_first;
  Assessment assessment;
  std::string protocol, phase;
  std::string held_to;  ///< phase whose exercises today's are, where what was passed is clearly not met now
  int day_of_injury = 0, day_in_phase = 0;
  double pain_limit = 4.0;
  std::vector<CriterionReport> criteria;  ///< exit of the present phase; unknown ones first
  std::vector<SessionLine> lines;         ///< empty unless status == session
  std::optional<RunLine> run;
  std::vector<std::string> techniques;
  std::vector<Reason> reasons;
  std::vector<std::string> ask;          ///< questions to answer first, in order
  std::vector<std::string> beside_pain;  ///< questions that go with a pain or a test told today
  std::map<std::string, std::variant<std::string, double>> background;  ///< who the plan is for, as told
  std::vector<std::string> allowed;     ///< exercises one may do on a day without a session; no dose
  std::vector<std::string> ask_again;   ///< what somebody can do today, where that holds the plan
  std::vector<std::string> unsure;      ///< danger signs answered 'unsure' that hold the plan
  std::optional<IllnessEntry> illness;  ///< the one that lies on this day
  std::optional<PrescriptionToday> prescription;  ///< what a clinician asks for, and what of it is in today
  DayState state;
  FollowUp follow_up;                  ///< what measuring again has shown; decides nothing
  std::vector<Care> care;              ///< what stands beside the training: hips and posture, sitting
  std::optional<HurtAgain> again;      ///< this thigh was hurt before
  NotNow not_now;                      ///< techniques that are not for now
  std::optional<GoalAhead> goal;       ///< what somebody wants back, on the ladder
  TestsToday tests = TestsToday::all;  ///< what may be tested today (tests_today)
  DayStatus day;                       ///< what this day is about, in one word
};

/// `protocol` overrides choice and setting; empty: the setting, else the default of the leading picture.
/// Total and deterministic; a raised flag, a holding gate or an unanswered flag leaves `lines` and `run`
/// empty. `memory`, of this person, makes the next one quicker and changes nothing.
[[nodiscard]] Plan plan(const Knowledge& knowledge, const Case& history, Day today,
                        const std::string& protocol = {}, FoldMemory* memory = nullptr);

/// What waits for somebody to lead it: the picture, where that is the reason why the plan needs a clinician.
[[nodiscard]] const LedPicture* led_by_clinician(const Plan& plan);

/// What is to be told about what leads: instead of a plan, or beside one that may be followed today.
[[nodiscard]] const LedPicture* picture_to_tell(const Plan& plan);

}  // namespace hamstring::rehab
