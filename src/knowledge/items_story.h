// What is asked and what is concluded from the answers: questions, flags, gates, pictures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "knowledge/condition.h"
#include "knowledge/evidence.h"

namespace hamstring::rehab {

/// A speed of the person's own that rungs are told in. Each is asked by one question.
enum class OwnSpeed { none, easy, top };

struct Question {
  enum class Answer { yes_no, choice, number, day };
  enum class Set { red_flag, story, history, person, imaging, check_in };
  std::string id;
  Set set = Set::story;
  int order = 0;
  std::string screen;  ///< shown together with the others of this name; "later": not before a first plan
  Answer answer = Answer::yes_no;
  std::vector<std::string> options;
  std::string unit;
  double min = 0.0, max = 0.0;
  bool not_after_today = true;
  bool rescreen = false;
  bool keeps_yes = false;    ///< a later 'no' takes no 'yes' of this episode back: a clinician does
  bool function = false;     ///< what somebody can do today; asked again where its answer holds the plan
  bool few = false;          ///< a count that is seldom above a handful: tapped, not typed
  bool kept = false;         ///< who the plan is for: asked once, in the story, and kept until it is changed
  bool beside_pain = false;  ///< asked beside a pain that is told, not in the story
  bool masks_pain = false;   ///< its yes says that pain may be hidden: that day proves nothing
  bool said_by_another = false;     ///< a yes is for somebody else to say than the person it is about
  bool birth_year = false;          ///< its answer is the year of birth, where the person's entry has none
  bool usual_week = false;          ///< how far somebody runs in a week that is usual for them [m]
  OwnSpeed speed = OwnSpeed::none;  ///< the person's own speed that it asks for
  /// An option that is tapped on the drawing of a leg: an ellipse, in percent of the drawing.
  struct Zone {
    std::string option;
    double x = 0.0, y = 0.0, half_width = 0.0, half_height = 0.0;
    std::string also;  ///< a yes-no question that the option answers with yes; empty: none
  };
  std::vector<Zone> zones;
  /// Questions that this one asks for in one sentence of somebody who is not hurt; its 'no' answers them all.
  std::vector<std::string> stands_for;
  std::string well;  ///< what that 'no' says to this question; empty: no other question stands for it
  std::optional<Condition> ask_when;
  std::optional<Condition>
      one_when;  ///< where it holds, the count cannot be none: what is offered begins at one
  std::vector<int> ask_again_on_injury_day;  ///< ascending
  std::optional<int> valid_days;
  int burden = 0;
  Evidence evidence;
};

/// Who somebody is and what is known of the injury beyond the story: shown and changed in one place later on.
[[nodiscard]] inline bool is_background(const Question& question) {
  return question.kept || question.set == Question::Set::imaging || question.screen == "history";
}

/// Ascending by weight: a verdict is the heaviest of its parts.
/// `day_plan`: no session, but what one may do today is known.
enum class Verdict { self_rehab, day_plan, answer_first, clinician_first, urgent, same_day, emergency };

struct RedFlag {
  std::string id;
  Verdict action = Verdict::clinician_first;  ///< clinician_first, urgent, same_day or emergency
  int rank = 99;
  Condition when;
  std::vector<std::string> see, left_out;
  Evidence evidence;
};

/// What a raised gate asks for while a further condition holds; otherwise a clinician.
struct GateStage {
  std::string id;
  Condition when;
  Verdict action = Verdict::clinician_first;
  std::vector<std::string> allowed;  ///< exercises that one may do, without a dose
  Evidence evidence;
};

struct Gate {
  std::string id;
  Condition when;
  std::vector<GateStage> stages;  ///< the first whose condition is yes counts
  bool hold_if_not_asked = true;
  bool refuse = false;
  bool latched = false;  ///< telling otherwise does not open it: a clinician does, or time
  int order = 0;
  Evidence evidence;
};

struct Clue {
  std::string id;
  Condition when;
  int weight = 1;
  Evidence evidence;
};

struct InjuryType {
  enum class Group { trauma, repetitive, gradual, referred };
  std::string id;
  Group group = Group::trauma;
  bool stretched = false;  ///< by a slow or forced stretch, not by a stride
  int order = 0;
  std::vector<Clue> speaks_for, speaks_against;
  std::vector<std::string> protocols;
  struct Fact {
    std::string id;
    Evidence evidence;
  };
  std::vector<Fact> facts;
  /// What to tell somebody for whom this leads, beside a plan or where no protocol may be followed alone:
  /// what makes it worse, what one may do, whom to see. In the order of the file.
  struct Advice {
    enum class Kind { worse, meanwhile, see };
    std::string id;
    Kind kind = Kind::worse;
    std::optional<Condition> when;  ///< said only while this is yes; always where it is left out
    Evidence evidence;
  };
  std::vector<Advice> advice;
  Evidence evidence;
};

/// What to do with an everyday thing while something is hurt: sitting, sleep, the bike. Told beside the first
/// answer; no plan looks at it.
struct Daily {
  std::string id, topic;
  int order = 0;
  bool loads = false;             ///< told only on a day with a session; on others its text not_today
  std::optional<Condition> when;  ///< told only while this is yes; always where it is left out
  Evidence evidence;
};

}  // namespace hamstring::rehab
