// People and their histories: saved entry by entry, planned on the day it is where they live.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>

#include "history/case.h"
#include "history/merge.h"
#include "rehab/course/fold_memory.h"
#include "rehab/plan/plan.h"
#include "service/accounts.h"
#include "service/damage.h"
#include "service/problem.h"
#include "service/story.h"
#include "store/records.h"
#include "view/words.h"

namespace hamstring::service {

class People {
 public:
  People(const store::Database& database, const rehab::Knowledge& knowledge)
      : database_(database), knowledge_(knowledge) {}

  /// [PersonRow], who needs a look first, in the reader's language; empty: each in the person's own. An
  /// athlete sees only themself.
  Outcome<Json> list(const Caller& caller, const std::string& language, std::int64_t now);
  /// Whether the caller looks after anybody but themselves: a clinician or a coach does; whoever set this up
  /// does where more than one person is here, or the one who is here is called otherwise than the account.
  /// Nobody is offered what one does for others who is here alone.
  [[nodiscard]] Outcome<bool> looks_after_others(const Caller& caller) const;
  /// Makes the rows of list() that are missing, for every language and reader, until `stop`; from the last
  /// person on where `backwards`, so that two threads share the work. Written is only what was shown while
  /// the database was taken, that an entry was found damaged, and the rows themselves, so that the next start
  /// has them at once.
  void warm(std::int64_t now, const std::stop_token& stop, bool backwards = false);
  /// Saves a story, or a case file, as a new person with consent; Made.
  Outcome<Json> add(const Caller& caller, const Json& request, std::int64_t now);
  Outcome<Json> describe(const std::string& person);
  Outcome<Json> change(const Caller& caller, const std::string& person, const Json& request,
                       std::int64_t now);
  /// Erases everything; Receipt.
  Outcome<Json> erase(const Caller& caller, const std::string& person, std::int64_t now);

  /// Today. `day` empty: the day it is there. What is shown is kept with the versions that made it. A coach
  /// sees the work and no clinical answers.
  Outcome<Json> today(const Caller& caller, const std::string& person, const std::string& day,
                      const std::string& protocol, std::int64_t now);
  /// Entries as they are kept, each with its `line` in `language`; empty: the person's own.
  /// What may be taken out or back is said for `caller`; without one, for whoever may do everything.
  Outcome<Json> entries(const std::string& person, const std::string& language = {},
                        const Caller* caller = nullptr);
  /// Measures of api/openapi.json: every test with whether it may be done today, questionnaires, alignment.
  /// Here and below `language` is the reader's; empty: the person's own.
  Outcome<Json> measures(const std::string& person, const std::string& language, std::int64_t now);
  /// Saved; all or none. Code::conflict where somebody else wrote since the caller looked.
  Outcome<Json> add_entries(const Caller& caller, const std::string& person, const Json& request,
                            std::int64_t now);
  /// One entry each for many people, saved together: all or none. The entries carry no id, day of recording
  /// or writer yet. Errors: what one of them cannot be, with the person's id as its element; conflict where
  /// somebody else wrote meanwhile.
  Outcome<void> add_for_many(const Caller& caller,
                             const std::vector<std::pair<std::string, rehab::Entry>>& entries,
                             std::int64_t now);
  Outcome<void> take_back(const Caller& caller, const std::string& person, std::int64_t batch,
                          std::int64_t now);
  /// Takes out an entry of which nobody knows any more what it said.
  Outcome<void> take_out_damaged(const Caller& caller, const std::string& person, const std::string& entry,
                                 std::int64_t now);
  Outcome<std::string> case_file(const std::string& person);
  /// Merged: what each side has alone and what disagrees. Only looks, with batch 0, unless `keep`.
  Outcome<Json> merge(const Caller& caller, const std::string& person, const std::string& text, bool keep,
                      const std::string& language, std::int64_t now);
  /// `at`: hours and minutes of the person's own for the sessions, such as 18:30; empty: all day.
  Outcome<std::string> calendar(const std::string& person, const std::string& language, const std::string& at,
                                std::int64_t now);
  /// The same for a calendar that reads it again by itself: what cannot be told any more is taken out of it.
  Outcome<std::string> subscribed_calendar(const std::string& person, const std::string& language,
                                           std::optional<int> minute, std::int64_t now);
  Outcome<Json> audit(const std::string& person);
  /// What is about nobody who is here: accounts, imports, backups, receipts of erasures.
  Outcome<Json> audit_of_instance();

  /// Course: what was, day by day.
  Outcome<Json> course(const std::string& person, const std::string& language, std::int64_t now);
  /// SideBySide of two protocols. Code::bad_input where there is no such protocol.
  Outcome<Json> side_by_side(const std::string& person, const std::string& a, const std::string& b,
                             const std::string& language, std::int64_t now);
  /// Return: the ladder and the decision; `protocol` empty: the person's own.
  Outcome<Json> before_return(const std::string& person, const std::string& protocol,
                              const std::string& language, std::int64_t now);
  /// Prevention: programs, this week, the watch.
  Outcome<Json> prevention(const std::string& person, const std::string& language, std::int64_t now);
  /// Runs; `week_start` monday, sunday or empty for monday.
  Outcome<Json> runs(const std::string& person, const std::string& week_start, const std::string& language,
                     std::int64_t now);
  /// RunLedger: recordings of a watch as weeks and one by one.
  Outcome<Json> run_ledger(const std::string& person, const std::string& week_start,
                           const std::string& language, std::int64_t now);
  /// RunWeeks: the recorded weeks of everybody the caller may see, who stepped up most first. No answers: a
  /// coach sees it as well.
  Outcome<Json> run_weeks(const Caller& caller, const std::string& week_start, std::int64_t now);
  /// Recordings of a watch that were read (service/recordings.h), all or none: {batch, count, kept}. Errors:
  /// none of them is new; what one of them cannot be.
  Outcome<Json> keep_recordings(const Caller& caller, const std::string& person,
                                std::vector<rehab::Entry> entries, std::int64_t now);
  /// RunFit: whether a run of `day` that is told like this may have been the run of today's plan.
  Outcome<Json> run_fit(const std::string& person, const std::string& day, const rehab::DoneRun& told,
                        const std::string& language, std::int64_t now);

  /// The history as rehab/ reads it, without what is damaged; kept in memory until an entry comes or goes.
  Outcome<std::shared_ptr<const rehab::Case>> history(const std::string& person);
  /// Entries that are not what was told any more.
  Outcome<std::vector<Damaged>> damaged(const std::string& person);
  /// What is made of a history before it is there for all: one that takes long to read keeps nobody waiting.
  struct Ahead {
    std::shared_ptr<const rehab::Case> history;
    std::shared_ptr<const rehab::Plan> plan;
    std::string day;
    std::map<std::string, Json> rows;  ///< of list(), by row_key()
  };
  [[nodiscard]] Ahead made_ahead(const store::PersonRow& person, rehab::Case history, Day today) const;
  /// Keeps the rows for whichever program makes the list next. Within the transaction that publishes them.
  Outcome<void> keep_ahead(const std::string& person, const Ahead& ahead);
  /// After an archive came or went.
  void forget_all();
  /// How many ids are in memory.
  [[nodiscard]] std::size_t remembered();
  Outcome<store::PersonRow> find(const std::string& person);
  void note(const Caller& caller, const std::string& person, const std::string& action,
            const std::string& detail, std::int64_t now);

 private:
  /// Nothing where somebody else wrote between looking and saving: then look again.
  Outcome<std::optional<Json>> add_entries_once(const Caller& caller, const store::PersonRow& who,
                                                const Json& request, std::int64_t now);
  Outcome<Json> add_case(const Caller& caller, const Json& request, std::int64_t now);
  Outcome<std::int64_t> save(const Caller& caller, const std::string& person,
                             const std::vector<store::EntryRow>& entries, const std::string& kind,
                             const std::string& note, std::int64_t now);
  Outcome<Json> row(const store::PersonRow& person, bool clinical, const std::string& language,
                    std::int64_t now);
  /// The plan of a day by the person's own protocol; the last one is kept until an entry comes or goes.
  std::shared_ptr<const rehab::Plan> plan_of(const std::string& person,
                                             const std::shared_ptr<const rehab::Case>& history, Day day);
  /// Kept as long as the person is.
  std::shared_ptr<rehab::FoldMemory> folds_of(const std::string& person);
  /// The view of today with everything in it, kept until an entry comes or goes.
  Outcome<std::shared_ptr<const Json>> view_of(const store::PersonRow& person, Day day,
                                               const std::string& protocol, const std::string& language);
  std::shared_ptr<const Json> view_made(const std::string& person, const std::string& key);
  void keep_shown(const std::string& person, const std::string& day, const std::shared_ptr<const Json>& view,
                  std::int64_t now);
  struct Shown {
    std::string person, day;
    std::shared_ptr<const Json> view;
    std::int64_t now = 0;
  };
  /// Whether it is written down; false where the database is taken.
  bool write_shown(const Shown& shown);
  /// What was shown while the database was taken.
  void settle();
  void note_damage(const std::string& person, const std::vector<Damaged>& damaged, std::int64_t now);
  void forget(const std::string& person);
  struct Read {
    std::shared_ptr<const rehab::Case> history;
    std::vector<Damaged> damaged;
    std::optional<std::int64_t> changes{};
  };
  /// What the database keeps of the rows of list(), as good as made now; nothing where there is none.
  std::optional<std::map<std::string, Json>> kept_rows(const std::string& person, const std::string& day);
  /// Keeps for the next start what is in memory and not kept yet. Where the database is taken, later.
  void keep_rows(const std::vector<store::PersonRow>& people);
  /// The same of tomorrow, on which many will start it for the first time; what is over goes.
  void keep_rows_of_tomorrow(const std::vector<store::PersonRow>& people, std::int64_t now,
                             const std::stop_token& stop);
  /// Rows for every language and reader, by row_key().
  [[nodiscard]] std::map<std::string, Json> make_rows(const store::PersonRow& person, const Read& read,
                                                      const rehab::Plan& plan) const;
  void forget_erased(const std::string& person);
  /// Under the lock of the caches.
  [[nodiscard]] std::uint64_t epoch_now(const std::string& person) const;
  /// As it is in the database now; not kept.
  Outcome<Read> read_history(const std::string& person);
  Outcome<Read> read_or_remembered(const std::string& person);
  std::optional<Read> remembered_history(const std::string& person);
  /// The history after a write, where nobody else wrote since `epoch`; else it is read anew.
  /// `changes`: of the person, within the write.
  void replace(const std::string& person, std::uint64_t epoch, rehab::Case history,
               std::optional<std::int64_t> changes);
  /// The same with what was made of it beforehand: nobody who looks at the list has to wait for it.
  void replace(const std::string& person, std::uint64_t epoch, Ahead ahead,
               std::optional<std::int64_t> changes);
  /// Writes what only one side has, in pieces, and lets it be seen at once. Gives the batch.
  Outcome<std::int64_t> keep_merged(const Caller& caller, const store::PersonRow& who, std::uint64_t epoch,
                                    const rehab::MergeResult& merged, Day today, std::int64_t now);
  /// Another number after each forget() of this person and after another program wrote.
  std::uint64_t epoch_of(const std::string& person);
  /// Whether another thread or program wrote since `epoch`; within a transaction, so that it stays true.
  bool moved_on(const std::string& person, std::uint64_t epoch);
  /// The command line imports while the app runs.
  void forget_if_others_wrote();
  struct Opened;
  Outcome<Opened> open(const std::string& person, const std::string& language, std::int64_t now);

  const store::Database& database_;
  const rehab::Knowledge& knowledge_;
  std::mutex lock_;  ///< of the caches
  /// Many who ask at once for somebody nobody remembers read and plan them once: each person has one of
  /// these. `making` is taken before `reading`, and neither while lock_ is held.
  struct OneAtATime {
    std::array<std::mutex, 16> of;
    std::mutex& operator[](const std::string& person) {
      return of[std::hash<std::string>{}(person) % of.size()];
    }
  } making_, reading_;
  struct Remembered {
    std::shared_ptr<const rehab::Case> history;
    std::vector<Damaged> damaged;
    std::shared_ptr<rehab::FoldMemory> folds;  ///< lives on where an entry comes: it looks for itself
    std::shared_ptr<const rehab::Plan> plan;   ///< the last one
    std::string day;                           ///< of the rows
    std::map<std::string, Json> rows;          ///< by row_key()
    std::optional<std::int64_t> changes;       ///< of the person, when the history was read or written
    bool rows_kept = false;                    ///< in the database, as they are here
    std::map<std::string, std::shared_ptr<const Json>> views;  ///< of today, by day, protocol and language
    std::map<std::string, std::shared_ptr<const Json>> shown;  ///< written down last, by language
  };
  std::map<std::string, Remembered> remembered_;
  std::mutex merging_;  ///< one large merge at a time: it takes a worker for seconds
  std::map<std::string, std::uint64_t> epochs_;
  std::uint64_t epoch_of_all_ = 0;
  std::int64_t version_seen_ = -1;
  std::deque<Shown> waiting_;           ///< shown and not written down yet
  std::set<std::string> damage_noted_;  ///< "PERSON ENTRY"
};

/// As they are kept; made before a transaction begins, since many take long.
[[nodiscard]] std::vector<store::EntryRow> rows_to_keep(const std::vector<rehab::Entry>& entries);

/// Each with all its versions; a version has its `hash`, which a resolve entry names to keep it.
[[nodiscard]] Json conflicts_json(const Words& words, const std::vector<rehab::Conflict>& conflicts);
/// Each entry with its `line`.
[[nodiscard]] Json entries_json(const Words& words, const std::vector<rehab::Entry>& entries);
/// 1 to 120 letters in the field `name`.
[[nodiscard]] Outcome<std::string> name_in(const Json& request);
/// Who agreed: "self" or "guardian", to the present text; below 16 a guardian, who is somebody else than
/// `name`, the person, and so is not the caller where that is the person's own account. The age is our
/// assumption.
[[nodiscard]] Outcome<std::string> consent_in(const Caller& caller, const std::string& name,
                                              const Json& request, std::optional<int> birth_year, int year);

/// 16 random hexadecimal digits after a letter.
[[nodiscard]] std::string new_id(char letter);

}  // namespace hamstring::service
