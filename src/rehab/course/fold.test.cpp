// What days do to a plan's memory: phases, rungs, doses, breaks, setbacks. Properties over whole lives stand
// in tests/rehab.
#include "rehab/course/fold.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/small_rehab.h"

namespace hamstring::rehab {
namespace {

using Amounts = std::vector<double>;

const Day monday = parse_day("2025-05-05").value();
Day day(int n) {
  return monday + std::chrono::days(n);
}

Criterion from_day(int least) {
  return {.id = "day", .rule = DayCriterion{.min_injury_day = least}, .evidence = {}, .asked_from = {}};
}

/// Hurt on a Monday, day 0. Out of the first phase from day 3 on, out of the second from day 4 on.
class Folded : public ::testing::Test {
 protected:
  Folded() {
    for (const char* id : {"numb", "walks"}) knowledge_.questions[id].id = id;
    knowledge_.questions["numb"].rescreen = true;
    knowledge_.short_set = {"numb"};
    knowledge_.masking = {"painkiller"};
    protocol_.id = "p";
    protocol_.phases = three_phases();
    protocol_.phases[1].back = protocol_.phases[0].id;
    protocol_.phases[2].back = protocol_.phases[1].id;
    protocol_.phases[0].exit = {from_day(3)};
    protocol_.phases[1].exit = {from_day(4)};
    for (Phase& phase : protocol_.phases) {
      ContentLine line;
      line.id = "hip";
      line.options = {"bridge"};
      line.sets = {2, 2};
      line.reps = {8, 20};
      line.progress = ContentLine::Progress::load_step;
      phase.content = {line};
    }
    protocol_.phases[2].is_return = true;
    protocol_.phases[0].rungs = {"walk", "jog"};
    protocol_.phases[1].rungs = {"jog", "run"};
    for (const char* id : {"walk", "jog", "run"}) {
      Rung rung;
      rung.id = id;
      rung.order = static_cast<int>(protocol_.rungs.size()) + 1;
      if (rung.id != "walk") rung.speed_of = OwnSpeed::easy;
      protocol_.rungs.push_back(rung);
    }
    tell(0, InjuryEntry{.side = InjuredSide::left, .relapse = false, .onset_known = {}});
  }

  void tell(int on, EntryBody body, Who by = Who::self) {
    const auto n = case_.entries.size();
    case_.entries.push_back(
        make_entry(fmt::format("e{:03}", n), day(on), std::move(body), by, fmt::format("12:{:02}:00Z", n)));
  }
  /// Something is told and nothing is new.
  void log(int on, Reply numb = Reply::no) {
    tell(on,
         PainEntry{.when = PainWhen::now,
                   .value = 1,
                   .rescreen = Rescreen{.none_of_these = numb == Reply::no, .replies = {{"numb", numb}}}});
  }
  void session(int on, double worst = 2, const std::string& rung = {}, std::vector<double> reps = {8},
               double morning = 1) {
    SessionEntry body;
    body.done = Done::all;
    body.before = 1;
    body.worst = worst;
    body.next_morning = morning;
    body.lines = {{.exercise = "bridge", .sets = 2, .reps = std::move(reps), .load_kg = {}, .worst = {}}};
    if (!rung.empty()) body.run = DoneRun{.rung = rung, .completed = true};
    body.rescreen = Rescreen{.none_of_these = true, .replies = {}};
    tell(on, std::move(body));
  }
  void answer(int on, const std::string& question, const std::string& word) {
    tell(on, AnswerEntry{.question = question, .value = word});
  }
  RestRule& rule(const std::string& id, const std::string& when, RestRule::Effect effect) {
    RestRule& made = knowledge_.rest_rules[id];
    made.id = id;
    made.when = parse_condition(when).value();
    made.effect = effect;
    return made;
  }

  [[nodiscard]] State at(int on) {
    sort_entries(case_);
    timeline_ = timeline_of(case_, day(on));
    return fold(knowledge_, timeline_, day(on), &protocol_);
  }
  [[nodiscard]] std::string phase_at(int on) {
    const State state = at(on);
    return state.phase ? state.current_phase()->id : "none";
  }
  [[nodiscard]] Amounts dose_at(int on) { return at(on).lines.at("hip").next.amounts; }
  static bool changed_by(const State& state, const std::string& rule) {
    return std::ranges::any_of(state.changes, [&](const Reason& reason) { return reason.rule == rule; });
  }

  Knowledge knowledge_;
  Protocol protocol_;
  Case case_{.case_id = "c", .entries = {}};
  Timeline timeline_;
};

using Phases = Folded;
using Rungs = Folded;
using Doses = Folded;
using Setbacks = Folded;
using Breaks = Folded;

TEST_F(Phases, begin_with_the_first_day_on_which_more_is_told_than_that_something_happened) {
  log(2);
  EXPECT_EQ(phase_at(1), "none");
  const State state = at(2);
  EXPECT_EQ(state.current_phase()->id, "settle");
  EXPECT_EQ(state.phase_since, day(2));
  EXPECT_EQ(state.rung, 1) << "the lowest that the phase opens";
}

TEST_F(Phases, are_passed_one_a_day_on_days_on_which_somebody_tells_how_it_is) {
  log(0);
  log(2);
  log(5);
  log(6);
  EXPECT_EQ(phase_at(2), "settle");
  EXPECT_EQ(phase_at(4), "settle") << "nobody said a word since it could be passed";
  const State passed = at(5);
  EXPECT_EQ(passed.current_phase()->id, "load");
  EXPECT_EQ(passed.phases_passed, 1);
  ASSERT_EQ(passed.entered.size(), 1U);
  EXPECT_EQ(passed.entered[0].rule, "protocol.p.settle.exit.day");
  EXPECT_EQ(phase_at(6), "back");
  EXPECT_EQ(at(6).returned_on, day(6));
}

TEST_F(Phases, are_not_passed_by_a_prescription_nor_by_a_log_without_the_short_set) {
  log(0);
  tell(4, PrescriptionEntry{}, Who::clinician);
  EXPECT_EQ(phase_at(4), "settle");
  tell(5, PainEntry{.when = PainWhen::now, .value = 1, .rescreen = {}});
  EXPECT_EQ(phase_at(5), "settle");
  log(6, Reply::unsure);
  EXPECT_EQ(phase_at(6), "settle") << "something may be new";
  log(7);
  EXPECT_EQ(phase_at(7), "load") << "the very question was answered with no";
}

TEST_F(Phases, a_test_that_shows_what_somebody_can_do_lets_them_begin_further_on_until_they_ran) {
  protocol_.phases[1].exit = {from_day(50)};
  protocol_.phases[1].start_when = parse_condition("story.walks == yes").value();
  answer(1, "walks", "yes");
  log(1);
  const State state = at(1);
  EXPECT_EQ(state.current_phase()->id, "load");
  EXPECT_EQ(state.entered.front().text.id, "status.begins_further_on");
  answer(1, "painkiller", "yes");
  EXPECT_EQ(phase_at(1), "settle") << "what was seen under a painkiller lets nobody begin further on";
}

TEST_F(Phases, whoever_ran_before_begins_nowhere_else) {
  protocol_.phases[0].exit = {from_day(50)};
  protocol_.phases[1].start_when = parse_condition("story.walks == yes").value();
  session(1, 2, "jog");
  answer(2, "walks", "yes");
  log(2);
  EXPECT_EQ(phase_at(2), "settle");
}

TEST_F(Phases, another_injury_begins_all_anew) {
  log(0);
  session(3, 2, "walk");
  log(4);
  log(5);
  tell(20, InjuryEntry{.side = InjuredSide::right, .relapse = false, .onset_known = {}});
  ASSERT_EQ(phase_at(19), "back");
  const State hurt = at(20);
  EXPECT_FALSE(hurt.phase);
  EXPECT_TRUE(hurt.lines.empty());
  EXPECT_TRUE(hurt.exercises.empty());
  EXPECT_EQ(hurt.phases_passed, 0);
  EXPECT_EQ(hurt.returned_before, day(4));
  EXPECT_FALSE(hurt.returned_on);
  log(21);
  EXPECT_EQ(phase_at(21), "settle");
}

TEST_F(Phases, who_is_not_hurt_begins_where_prevention_does) {
  case_.entries.clear();
  log(0);
  EXPECT_EQ(phase_at(0), "back");
}

TEST_F(Rungs, are_gone_up_after_as_many_runs_as_they_need_that_were_borne_and_open_in_the_phase) {
  protocol_.phases[0].exit = {from_day(50)};
  session(1, 2, "walk");
  session(3, 2, "walk");
  EXPECT_EQ(at(3).rung, 1) << "the morning after is not known yet";
  log(4);
  const State up = at(4);
  EXPECT_EQ(up.rung, 2);
  EXPECT_TRUE(changed_by(up, "protocol.p.rung.jog"));
  session(5, 2, "jog");
  session(7, 2, "jog");
  log(8);
  EXPECT_EQ(at(8).rung, 2) << "the phase opens no higher one";
}

TEST_F(Rungs, that_need_something_are_not_gone_up_without_it) {
  protocol_.phases[0].exit = {from_day(50)};
  protocol_.rungs[1].needs = {from_day(6)};
  session(1, 2, "walk");
  session(3, 2, "walk");
  log(4);
  EXPECT_EQ(at(4).rung, 1);
  log(6);
  EXPECT_EQ(at(6).rung, 2);
}

TEST_F(Rungs, a_run_that_was_not_finished_or_began_with_pain_proves_nothing) {
  protocol_.phases[0].exit = {from_day(50)};
  protocol_.run_before_max = 0;
  session(1, 2, "walk");
  session(3, 2, "walk");
  log(4);
  EXPECT_EQ(at(4).rung_tolerated, 0);
  protocol_.run_before_max = 2;
  EXPECT_EQ(at(3).rung_tolerated, 1);
  for (Entry& entry : case_.entries)
    if (auto* body = entry.body.change<SessionEntry>()) body->run->completed = false;
  EXPECT_EQ(at(4).rung_tolerated, 0);
}

TEST_F(Rungs, are_lost_by_a_run_that_was_too_much) {
  protocol_.phases[0].exit = {from_day(50)};
  session(1, 2, "walk");
  session(3, 2, "walk");
  session(5, 2, "jog");
  EXPECT_EQ(at(5).rung, 2);
  session(7, 6, "jog");
  const State state = at(7);
  EXPECT_EQ(state.rung, 1);
  EXPECT_EQ(state.rung_tolerated, 0);
}

TEST_F(Doses, grow_by_one_step_after_two_days_on_which_all_of_it_was_borne) {
  protocol_.phases[0].exit = {from_day(50)};
  session(1);
  session(1);
  session(2, 2, {}, {7});
  EXPECT_EQ(dose_at(3), (Amounts{8, 8})) << "twice on one day is once, and one was not whole";
  session(3);
  EXPECT_EQ(dose_at(3), (Amounts{8, 8})) << "the morning after is not known yet";
  EXPECT_EQ(dose_at(4), (Amounts{9, 8}));
}

TEST_F(Doses, do_not_grow_by_what_hurt_a_little_more_in_the_morning_nor_by_a_day_under_a_painkiller) {
  protocol_.phases[0].exit = {from_day(50)};
  session(1, 2, {}, {8}, 2);
  session(3);
  EXPECT_EQ(dose_at(4), (Amounts{8, 8}));
  session(5);
  EXPECT_EQ(dose_at(6), (Amounts{9, 8}));
  answer(5, "painkiller", "yes");
  EXPECT_EQ(dose_at(6), (Amounts{8, 8}));
}

TEST_F(Doses, are_lowered_and_never_below_the_first_by_a_session_that_was_too_much) {
  protocol_.phases[0].exit = {from_day(50)};
  for (const int on : {1, 3, 5, 7, 9, 11}) session(on, 2, {}, {20});
  ASSERT_EQ(at(12).lines.at("hip").next.total(), 19.0) << "16, 17, 18, 19";
  session(13, 6);
  const State state = at(13);
  EXPECT_EQ(state.lines.at("hip").next.total(), 16.0) << "a fifth less of 19 is below the first dose";
  EXPECT_TRUE(changed_by(state, "protocol.p.progress"));
  EXPECT_EQ(state.exercises.at("bridge").at_most, 0.8 * 16.0);
}

TEST_F(Doses, of_a_table_go_a_week_on_when_its_sessions_were_all_done_and_borne) {
  protocol_.phases[0].exit = {from_day(50)};
  protocol_.phases[0].content[0].progress = ContentLine::Progress::table;
  protocol_.phases[0].content[0].table = "program";
  Prevention& program = knowledge_.prevention["program"];
  program.exercise = "bridge";
  for (int week = 1; week <= 4; ++week)
    program.weeks.push_back({.from = week, .to = week, .sessions = {2, 2}, .sets = {}});
  for (const int on : {1, 3, 8, 15, 17}) session(on);
  const auto week = [&](int on) { return at(on).lines.at("hip").week; };
  EXPECT_EQ(week(6), 1);
  EXPECT_EQ(week(7), 2) << "on Monday";
  EXPECT_EQ(week(14), 2) << "one session is not the week's two";
  EXPECT_EQ(week(21), 3);
  session(18, 6);
  EXPECT_EQ(week(21), 2) << "one of them was too much";
}

TEST_F(Setbacks, two_within_a_week_cost_a_phase_and_what_was_done_before_no_longer_counts) {
  log(0);
  log(3);
  session(5, 6);
  EXPECT_EQ(phase_at(5), "load");
  session(8, 6);
  const State state = at(8);
  EXPECT_EQ(state.current_phase()->id, "settle");
  EXPECT_EQ(state.phases_passed, 0);
  EXPECT_EQ(state.most_phases, 1);
  EXPECT_EQ(state.rest_on, day(9));
  EXPECT_EQ(state.sessions_count_from, day(9));
  log(9);
  EXPECT_EQ(phase_at(9), "settle") << "nothing is passed on the day after";
  log(10);
  EXPECT_EQ(phase_at(10), "load");
}

TEST_F(Setbacks, two_of_one_day_or_with_more_than_a_week_between_cost_none) {
  log(0);
  protocol_.phases[1].exit = {from_day(50)};
  log(3);
  session(5, 6);
  session(5, 6);
  EXPECT_EQ(at(5).not_tolerated.size(), 2U);
  EXPECT_EQ(phase_at(5), "load");
  session(13, 6);
  EXPECT_EQ(phase_at(13), "load");
}

TEST_F(Setbacks, a_morning_that_is_clearly_worse_is_one_and_is_known_the_day_after) {
  session(1, 2, {}, {8}, 3);
  EXPECT_TRUE(at(1).not_tolerated.empty());
  EXPECT_EQ(at(2).not_tolerated, std::vector<Day>{day(1)});
}

TEST_F(Setbacks, in_the_first_phase_begin_it_anew) {
  protocol_.phases[0].exit = {from_day(50)};
  log(0);
  session(2, 6);
  session(4, 6);
  const State state = at(4);
  EXPECT_EQ(state.current_phase()->id, "settle");
  EXPECT_EQ(state.phase_since, day(4));
}

TEST_F(Breaks, change_what_the_plan_remembers_once_a_gap) {
  protocol_.phases[0].exit = {from_day(50)};
  rule("pause", "progress.gap_days >= 4", RestRule::Effect::dose_back).amount = 0.5;
  for (const int on : {1, 3}) session(on);
  EXPECT_EQ(dose_at(7), (Amounts{9, 8}));
  EXPECT_TRUE(changed_by(at(8), "rest_rule.pause"));
  EXPECT_EQ(dose_at(8), (Amounts{8, 8}));
  EXPECT_FALSE(changed_by(at(9), "rest_rule.pause"));
  session(10);
  EXPECT_FALSE(changed_by(at(14), "rest_rule.pause"));
  EXPECT_TRUE(changed_by(at(15), "rest_rule.pause")) << "another gap";
}

TEST_F(Breaks, that_grow_through_two_rules_cost_one_phase) {
  rule("short", "progress.gap_days >= 4", RestRule::Effect::phase_back);
  rule("long", "progress.gap_days >= 6", RestRule::Effect::retest);
  log(0);
  session(3);
  log(4);
  EXPECT_EQ(phase_at(7), "back");
  EXPECT_EQ(phase_at(8), "load");
  EXPECT_FALSE(at(9).counts_from);
  EXPECT_EQ(phase_at(10), "load");
  EXPECT_EQ(at(10).counts_from, day(10)) << "and all is to be shown anew";
}

TEST_F(Breaks, after_which_all_begins_anew_go_back_to_the_first_phase) {
  rule("year", "progress.gap_days >= 4", RestRule::Effect::restart);
  log(0);
  session(3);
  log(4);
  EXPECT_EQ(phase_at(8), "settle");
}

TEST_F(Breaks, nothing_grows_and_nothing_is_passed_while_a_rule_says_so) {
  log(0);
  RestRule& ill = rule("ill", "story.walks == no", RestRule::Effect::no_progress);
  answer(1, "walks", "no");
  session(1);
  session(3);
  log(4);
  EXPECT_EQ(phase_at(4), "settle");
  EXPECT_EQ(dose_at(4), (Amounts{8, 8}));
  ill.effect = RestRule::Effect::gentle_start;
  ill.amount = 0.25;
  EXPECT_EQ(at(4).start_share, 0.75);
  EXPECT_EQ(phase_at(3), "load");
}

TEST_F(Folded, in_two_pieces_is_what_it_is_in_one) {
  rule("pause", "progress.gap_days >= 4", RestRule::Effect::dose_back).amount = 0.5;
  log(0);
  for (const int on : {1, 3, 4}) session(on, 2, "walk");
  session(6, 6, "jog");
  session(9, 6, "walk");
  log(11);
  const State whole = at(16);
  for (int cut = 0; cut < 16; ++cut) {
    State pieces = fold(knowledge_, timeline_, day(cut), &protocol_);
    fold_on(knowledge_, timeline_, pieces, day(16));
    EXPECT_EQ(pieces.phase, whole.phase) << cut;
    EXPECT_EQ(pieces.phase_since, whole.phase_since) << cut;
    EXPECT_EQ(pieces.rung, whole.rung) << cut;
    EXPECT_EQ(pieces.not_tolerated, whole.not_tolerated) << cut;
    EXPECT_EQ(pieces.active_days, whole.active_days) << cut;
    ASSERT_EQ(pieces.lines.size(), whole.lines.size()) << cut;
    for (const auto& [id, line] : whole.lines) EXPECT_EQ(pieces.lines.at(id).next, line.next) << cut << id;
  }
}

TEST_F(Folded, counts_days_without_a_break) {
  log(0);
  session(2);
  log(9);
  const State state = at(12);
  EXPECT_EQ(state.active_days, 5) << "three days after the session the break begins";
  EXPECT_EQ(state.progress.plan_day, 11);
  EXPECT_EQ(state.progress.gap_days, 9);
  EXPECT_EQ(state.progress.sessions, 1);
}

}  // namespace
}  // namespace hamstring::rehab
