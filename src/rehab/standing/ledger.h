// What a person has told and done so far, arranged for quick questions. Grows entry by entry in canonical
// order, and owns what it keeps: it may outlive the case it was read from.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "history/case.h"
#include "history/timeline.h"
#include "knowledge/knowledge.h"
#include "rehab/standing/dose.h"

namespace hamstring::rehab {

/// When something was said: day it is about, then instant of recording.
using Moment = std::pair<Day, std::int64_t>;

struct AnswerRecord {
  Moment at;
  std::variant<std::string, double> value;
  bool rescreen = false;  ///< given in the short set that goes with a log
  bool conflict = false;
  bool any_yes = false, any_unsure = false;  ///< among competing versions
  bool named = true;  ///< the question itself was answered; false: 'none of these' of the whole short set
  std::size_t quiet_from =
      0;                      ///< of an unbroken run of noes in the short set that ends here: where it begins
  bool named_in_run = false;  ///< whether one of that run named the question

  /// A no in the short set: it says that nothing is new, not that nothing is.
  [[nodiscard]] bool quiet() const { return rescreen && !any_yes && !any_unsure; }
};
struct TestRecord {
  Moment at;
  std::string entry;
  Who by = Who::self;
  std::shared_ptr<const TestEntry> test;
  bool conflict = false;
};
/// A run that was far more than was allowed on its day, by the number that was told and shows it.
struct FarRun {
  enum class By { distance, duration, speed };
  By by = By::distance;
  double told = 0.0;    ///< [m], [s] or [m/s]
  std::string allowed;  ///< id of the rung; empty: no running
};
struct SessionRecord {
  Day day{};
  std::string entry;
  std::vector<std::string> earlier = {};     ///< ids it had before it was corrected
  std::shared_ptr<const SessionEntry> body;  ///< null in a conflict: only the pain is known
  std::optional<double> before, worst, morning;
  std::optional<double> morning_next_day;  ///< told inside the session; becomes visible the day after
  bool done = false;
  bool no_progress = false;         ///< a rest rule forbade growing on that day
  std::optional<FarRun> far;        ///< its run was far more than was allowed
  std::optional<int> rung_reached;  ///< order of the rung that its run was, by what was told; 0 none
  std::string phase;                ///< phase in which it was done
  Tolerance tolerance = Tolerance::not_known;
};
struct PainRecord {
  Day day{};
  PainWhen when = PainWhen::now;
  double value = 0.0;
};
struct Episode {
  Day onset{};
  InjuredSide side = InjuredSide::not_known;
  bool relapse = false;
  std::optional<Day> first_entry;  ///< first entry of the episode that tells more than that it began
};
struct ClearanceRecord {
  Moment at;
  Cleared of = Cleared::flag;
  std::string ref;
};
/// An answer of yes or unsure in the short set. A yes waits for a clinician; an unsure for them or for an
/// answer to that very question.
struct Alarm {
  Moment at;
  bool yes = false;
};
/// One illness: everything told about days that touch. What was told last says how it ended.
struct Illness {
  IllnessEntry said;
  std::int64_t told_s = 0;
};

struct TechniqueRecord {
  Day day{};
  std::shared_ptr<const TechniqueEntry> use;
};

/// By a clinician; anybody else's counts for nothing.
struct PrescriptionRecord {
  Moment at;
  std::string entry;
  std::shared_ptr<const PrescriptionEntry> body;
};

struct Ledger {
  std::map<std::string, std::vector<AnswerRecord>, std::less<>> answers;
  std::map<std::string, std::vector<TestRecord>, std::less<>> tests;
  std::vector<SessionRecord> sessions;
  std::vector<PainRecord> pains;
  std::vector<Episode> episodes;
  std::vector<Illness> illnesses;  ///< no two touch
  std::vector<Day> returned;       ///< milestones
  std::vector<ClearanceRecord> clearances;
  std::vector<TechniqueRecord> techniques;
  std::vector<PrescriptionRecord> prescriptions;
  std::map<SettingKey, decltype(SettingEntry::value)> settings;
  PersonEntry person;
  std::optional<Moment> age_told;
  std::optional<Day> first_entry;
  std::optional<Moment> last_log, last_rescreen;
  std::map<std::string, Moment, std::less<>>
      rescreen_replies;                              ///< latest reply to each question of the short set
  std::map<std::string, Alarm, std::less<>> alarms;  ///< not yet settled, by question
  bool unsettled = false;           ///< competing versions of something everything else hangs on
  bool told_something_new = false;  ///< set by each entry that can change a flag; cleared by the reader

  [[nodiscard]] const Episode* episode() const { return episodes.empty() ? nullptr : &episodes.back(); }
};

/// What a result of the test says to its question, and the other way round; nothing where it is no word of
/// it.
[[nodiscard]] std::optional<std::string> answer_of(const AnswersQuestion& answers, std::string_view result);
[[nodiscard]] std::optional<std::string> result_of(const AnswersQuestion& answers, std::string_view answer);

/// Questions whose danger sign this entry tells, with a yes or an unsure: taken out, each is asked anew.
[[nodiscard]] std::vector<std::string> signs_told(const Entry& entry, const Knowledge& knowledge);

/// Whether an entry says what counts only when somebody else says it than the person it is about: a yes to a
/// question of that kind, and that a clinician leads.
[[nodiscard]] bool is_anothers_to_say(const Entry& entry, const Knowledge& knowledge);
/// Whether it is about such a thing, whatever it says.
[[nodiscard]] bool is_about_anothers_word(const Entry& entry, const Knowledge& knowledge);
/// Whether somebody else said it: a clinician, or who helps.
[[nodiscard]] bool is_said_by_another(const Entry& entry);

/// Adds one live entry; entries come in canonical order.
void add_entry(Ledger& ledger, const LiveEntry& live, const Knowledge& knowledge);

}  // namespace hamstring::rehab
