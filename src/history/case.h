// One person's whole history: a set of immutable entries. Reading it needs no clock.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/compact_number.h"
#include "core/compact_text.h"
#include "core/day.h"
#include "core/diagnostics.h"
#include "core/result.h"
#include "core/traits.h"
#include "history/entry_hash.h"
#include "history/shared_body.h"
#include "load/load.h"
#include "load/recorded_run.h"

namespace hamstring::rehab {

enum class Reply { no, yes, unsure };
enum class InjuredSide { left, right, both, not_known };
enum class Who { self, helper, clinician, device, import };
enum class OnsetKnown { exact, about, not_known };
enum class PainWhen { now, walking, sitting, night, next_morning, other };
enum class Done { all, part, none };
enum class SkippedFor { pain, no_time, no_equipment, illness, other };
enum class Milestone { returned, first_full_training, second_full_training };
/// Whom somebody went to; `other` is named in the entry's note.
enum class Therapist { physiotherapist, chiropractor, osteopath, masseur, other };
/// What a clinician looked at and found harmless.
enum class Cleared { flag, gate, rescreen };
enum class SettingKey {
  protocol,
  pain_limit,
  equipment,
  training_days,
  load_step,
  dumbbell_step,
  smallest_plate,
  machine_step,
  supervised,
  goal,
  program,
  language
};

/// Answers of the short set that goes with an entry; `none_of_these` is 'no' to all of them.
struct Rescreen {
  bool none_of_these = false;
  std::map<std::string, Reply, std::less<>> replies;
};

struct PersonEntry {
  std::optional<Day> birth_day;
  std::optional<int> birth_year;
  std::optional<Sex> sex;
  std::optional<Level> level;
  std::vector<std::string> sports;
  std::optional<double> body_mass_kg;
};
struct InjuryEntry {
  InjuredSide side = InjuredSide::not_known;
  bool relapse = false;
  std::optional<OnsetKnown> onset_known;
};
struct AnswerEntry {
  std::string question;
  std::variant<std::string, double> value;  ///< "unsure" for every kind of question
};
struct TestEntry {
  std::string test, result;
  std::vector<double> left, right;
  CompactNumber pain;
  std::optional<Rescreen> rescreen;
};
struct QuestionnaireEntry {
  std::string questionnaire;
  std::optional<double> total;
  std::map<std::string, double, std::less<>> domains;
};
struct PainEntry {
  PainWhen when = PainWhen::now;
  double value = 0;
  std::optional<Rescreen> rescreen;
};
struct DoneLine {
  std::string exercise;
  int sets = 0;
  std::vector<double> reps;  ///< one a set, or one for all
  CompactNumber load_kg, worst;
  CompactNumber reps_left = {};  ///< how many more would have gone after the hardest set
};
struct DoneRun {
  std::string rung;
  bool completed = false;
  CompactNumber distance_m, duration_s, top_speed_m_s, worst;
  CompactNumber effort;  ///< how hard it felt, 0 to 10
};
struct SessionEntry {
  Done done = Done::none;
  std::optional<SkippedFor> skipped_for;
  CompactNumber before, worst, after, next_morning;
  std::vector<DoneLine> lines;
  std::optional<DoneRun> run;
  std::optional<Rescreen> rescreen;
};
struct MorningEntry {
  std::string session;          ///< entry id
  std::optional<double> value;  ///< nothing: nobody remembers, and it is not asked again
  std::optional<Rescreen> rescreen;
};
struct IllnessEntry {
  Day from{};
  std::optional<Day> to;
  Reply fever = Reply::unsure;
};
struct MilestoneEntry {
  Milestone what = Milestone::returned;
};
struct ClearanceEntry {
  Cleared of = Cleared::flag;
  std::string ref;        ///< its id
  std::string clinician;  ///< who examined the person, by name; empty where nobody said
};
struct SettingEntry {
  SettingKey key = SettingKey::language;
  std::variant<std::string, double, bool, std::vector<std::string>> value;
};
struct ResolveEntry {
  std::string of, keep;
};
struct RetractEntry {
  std::string of;
};

/// One use of a soft-tissue technique with the injured side's range before and after it, in the test's unit.
struct TechniqueEntry {
  std::string technique, test;
  std::vector<double> before, after;
};

/// What a movement asked of the hamstrings, as it was computed from a recording: the case is whole without
/// the file, and a newer program adds an entry instead of changing this one. No plan reads it yet.
struct LoadEntry {
  load::Load load;
  std::optional<load::RecordedRun> run;  ///< of a recording of a watch: what it was, and its track
};

/// One treatment by somebody's hands. It opens no gate and counts as no session; what it hurt afterwards
/// counts as pain.
struct VisitEntry {
  Therapist therapist = Therapist::other;
  std::vector<std::string> treatments;                ///< ids, sorted: a set
  std::optional<double> before, after, next_morning;  ///< pain
  bool confirmed = false;  ///< that one of them is not for this person was seen: it was done already
};

// What nobody prescribes; ours. The exercise's unit narrows the amount further.
inline constexpr std::size_t prescribed_lines_max = 30, prescribed_words_max = 2000;
inline constexpr double prescribed_sets_max = 20, prescribed_amount_max = 5000, prescribed_load_max_kg = 300,
                        prescribed_rest_max_s = 900, prescribed_tempo_max_s = 60;
/// PrescriptionEntry::rung where there is to be no run.
inline constexpr std::string_view no_run = "none";
/// What a prescription does to the plan's own lines.
enum class Prescribes { add, remove, replace };
/// One exercise of a prescription. What is not said stays as the plan has it.
struct PrescribedLine {
  Prescribes does = Prescribes::add;  ///< `add` to an exercise that the plan has changes its dose
  std::string exercise;
  std::string instead_of;  ///< the plan's exercise that goes; with `replace` only
  int sets = 0;            ///< none with `remove`
  double amount = 0;       ///< a set, in the exercise's own unit: repetitions, seconds, minutes, meters
  std::optional<double> load_kg, rest_s, pain_limit;
  std::vector<double> tempo_s;    ///< lowering, hold, lifting
  std::vector<std::string> days;  ///< of the week; none: every day on which there is a session
  bool confirmed = false;         ///< that it is more than was borne so far was seen, and meant
};
/// What a clinician asks of this person. The latest that holds on a day is the one that counts; one without
/// anything in it gives the day back to the plan.
struct PrescriptionEntry {
  std::vector<PrescribedLine> lines;
  std::vector<std::string> order;  ///< exercises, first to last; what is not named follows as planned
  std::string phase;               ///< holds in this phase alone; empty: in every one
  std::string rung;                ///< the run; "none" for no run; empty: as planned
  bool rung_confirmed = false;
  std::optional<Day> from, until;
  std::string say;        ///< to the athlete
  std::string clinician;  ///< who prescribes, by name
};

using EntryKinds =
    std::variant<PersonEntry, InjuryEntry, AnswerEntry, TestEntry, QuestionnaireEntry, PainEntry,
                 SessionEntry, MorningEntry, IllnessEntry, MilestoneEntry, ClearanceEntry, SettingEntry,
                 ResolveEntry, RetractEntry, TechniqueEntry, LoadEntry, PrescriptionEntry, VisitEntry>;
/// What an entry says. Copies share it, and so does whatever is made of a history: it takes the room of its
/// own kind, once.
using EntryBody = SharedBody<EntryKinds>;

struct Entry {
  std::string id;
  Day day{};                ///< the day it is about
  CompactText recorded_at;  ///< RFC 3339; orders entries, never read as now
  Who by = Who::self;
  CompactText replaces;  ///< id of the entry this one corrects; empty
  CompactText note;
  EntryBody body;
  EntryHash hash;               ///< of its canonical JSON
  std::int64_t recorded_s = 0;  ///< recorded_at as an instant: seconds since 1970-01-01 UTC

  template <class T>
  [[nodiscard]] const T* as() const {
    return body.as<T>();
  }
};

struct Case {
  std::string case_id;
  std::vector<Entry> entries;  ///< canonical order: day, recorded_at (as instant), id, hash; no two equal
};

/// Strict against the case schema, itself and case_order.h: named with line and element. Nothing half-read.
[[nodiscard]] Result<Case> read_case(std::string_view json, std::string_view file, Diagnostics& diagnostics);
/// From the entries' own texts, as write_entry() made them and somebody kept them. They were checked when
/// they came in and must stay readable whatever is refused since: only what is no entry is an error.
[[nodiscard]] Result<Case> read_kept(std::string case_id, std::span<const std::string_view> entries);
/// Canonical JSON: equal cases are equal bytes.
[[nodiscard]] std::string write_case(const Case& value);
/// Canonical JSON of one entry, on one line.
[[nodiscard]] std::string write_entry(const Entry& entry);
/// Longest case file that is read [bytes].
inline constexpr std::size_t case_size_max = std::size_t{32} << 20;
/// RFC 3339 → seconds since 1970-01-01 UTC; an error names the text.
[[nodiscard]] Result<std::int64_t> parse_instant(std::string_view text);
/// A finished entry (hash and instant filled in), recorded at `clock` ("12:00:00Z") of its day.
[[nodiscard]] Entry make_entry(std::string id, Day day, EntryBody body, Who by = Who::self,
                               std::string_view clock = "12:00:00Z");
/// Fills hash and instant from the other fields.
void finish_entry(Entry& entry);
/// Canonical order, equal entries once.
void sort_entries(Case& value);
/// Last day any entry is about; what the command line takes for `today` where none is given.
[[nodiscard]] std::optional<Day> latest_day(const Case& value);

}  // namespace hamstring::rehab
