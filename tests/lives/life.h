// A simulated person lives day by day through the plan as the app shows it: answers what is asked, does the
// session that is asked (or misses it), tells the next morning, does the tests that the app asks for and no
// others.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "rehab/plan/planner.h"
#include "tests/lives/truth.h"

namespace hamstring::lives {

struct LifeOptions {
  std::string protocol;  ///< empty: what the program chooses
  std::string sport = "distance_running";
  int days = 120;                                       ///< since the injury
  int after_return = 14;                                ///< days lived on after the return
  rehab::InjuredSide side = rehab::InjuredSide::right;  ///< both: the left leg is as hurt as the right one
  int other_side_since =
      -1;                ///< days before this injury, of one of the left leg that has not returned; -1 none
  bool relapse = false;  ///< told as the same injury again, some weeks after a return
  std::set<int> bad_mornings;   ///< days on which the morning hurts two points more than it would
  bool with_next_test = false;  ///< asks each day for the next test, beside what stands before the next phase
};

/// What became of one person; days since the injury.
struct LifeResult {
  std::map<std::string, int> phases;  ///< day on which a phase was first reached
  std::string protocol;
  std::optional<int> full_training;  ///< all is met for it: what trials call the day of return
  std::optional<int> returned, well, reinjured;
  int stuck_day = 0;     ///< the first day of being stuck; 0 never
  std::string stuck_at;  ///< picture and seed (lives_table --diary), phase, rung and what was missing
  std::vector<std::string>
      false_clearing;  ///< criteria beyond their line by more than the smallest change, at return
  std::optional<int> care_offered;  ///< the first day on which something stood beside the training
  std::vector<int> hips_measured;   ///< days
  bool before_truth = false;        ///< returned before all was well
  bool prone = false;
  int asked = 0, done = 0, clinician_days = 0, setbacks = 0, phases_lost = 0;
  int longest_run_of_days = 0;  ///< days in a row on which a session was asked for and done
  std::set<std::string> rungs;
  std::string diary;  ///< one line a day, where asked for
};

class Life {
 public:
  Life(const rehab::Knowledge& knowledge, const Healing& healing, const Draw& draw, LifeOptions options);
  [[nodiscard]] LifeResult live(bool keep_diary = false);

 private:
  void tell_story(int on);
  void answer(int on, const rehab::Question& question);
  void live_day(int on);
  void morning(int on);
  /// Questions and tests that the app asks for; ends when nothing new can be told today.
  void do_what_is_asked(int on);
  bool answer_what_is_asked(int on, const rehab::Plan& plan);
  bool do_tests(int on, const rehab::Plan& plan);
  bool look(int on, const std::string& settled_by);
  bool test(int on, const rehab::ClinicalTest& test);
  bool ask_a_clinician(int on, const rehab::Plan& plan);
  void train(int on, const rehab::Plan& plan);
  [[nodiscard]] rehab::SessionEntry session(int on, const rehab::Plan& plan);
  double line_pain(int on, const rehab::SessionLine& line, double& hardest, std::string& position);
  double run_pain(int on, const rehab::RunLine& run, double& speed);
  void note(int on, const rehab::Plan& plan);
  void note_progress(int on, const rehab::Plan& plan);
  void note_return(int on);
  void note_full_training(int on, const rehab::Plan& plan);
  void note_false_clearing(int on);
  void note_false(int on, const rehab::Criterion& criterion);
  [[nodiscard]] bool next_thing_named(const rehab::Plan& plan) const;
  [[nodiscard]] bool may_test(const rehab::ClinicalTest& test);
  [[nodiscard]] std::vector<std::string> asked_for(const rehab::Plan& plan);
  std::vector<std::string> best_next_test(const rehab::Plan& plan);
  [[nodiscard]] double clinician_waits_for(const rehab::Plan& plan) const;
  void choose_missed_days();

  rehab::Plan plan_now(int on);
  void end_day(int on);
  void add(int on, rehab::EntryBody body, rehab::Who by = rehab::Who::self);
  [[nodiscard]] Day day(int on) const { return Day(std::chrono::days(20000 + on)); }
  static rehab::Rescreen calm() { return {.none_of_these = true, .replies = {}}; }
  const rehab::Knowledge& knowledge_;
  Draw draw_;
  Truth truth_;
  LifeOptions options_;
  LifeResult result_;
  std::mt19937_64 days_missed_;
  std::deque<rehab::Entry> entries_;                 ///< never moved: the ledger points into them
  std::vector<std::vector<rehab::LiveEntry>> told_;  ///< by day
  const rehab::Protocol* protocol_ = nullptr;
  rehab::State yesterday_, without_protocol_, now_;
  rehab::ProtocolChoice choice_;
  bool keep_diary_ = false;
  int missing_left_ = 0;  ///< days of the present gap
  bool missed_ = false;
  std::optional<int> trained_on_;
  std::optional<double> morning_after_;  ///< what the morning after the last session was, until it is told
  std::string last_session_;
  std::map<std::string, int> tested_on_, answered_on_, refused_on_;
  int full_trainings_ = 0, in_a_row_ = 0, progress_on_ = 0, best_place_ = 0, best_rung_ = 0;
  int last_place_ = 0;
  std::optional<Day> next_test_on_;
  double best_met_ = 0.0, said_now_ = 0.0;
  int clinician_wait_ = 0;
  std::deque<bool> lately_done_;
};

}  // namespace hamstring::lives
