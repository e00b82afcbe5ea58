#include "rehab/standing/growth.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "rehab/standing/dose.h"

namespace hamstring::rehab {
namespace {

using ::testing::ElementsAre;

const Day onset = parse_day("2025-05-01").value();

Dose sets(std::vector<double> amounts, std::optional<double> load_kg = {}) {
  return {.amounts = std::move(amounts), .load_kg = load_kg};
}

class Growth : public ::testing::Test {
 protected:
  Growth() {
    protocol_.load_step = 0.10;
    protocol_.dose_back = 0.2;
    protocol_.phases.resize(1);
    line_.id = "line";
    line_.options = {"nordic"};
    line_.sets = {2, 4};
    line_.reps = {5, 12};
    line_.progress = ContentLine::Progress::load_step;
    protocol_.phases[0].content = {line_};
    state_.protocol = &protocol_;
    state_.phase = 0;
    state_.ledger.episodes = {{.onset = onset}};
  }
  SessionRecord& session(int day, Tolerance tolerance) {
    SessionRecord& made = state_.ledger.sessions.emplace_back();
    made.day = onset + std::chrono::days(day);
    made.tolerance = tolerance;
    return made;
  }
  Protocol protocol_;
  ContentLine line_;
  State state_;
};

TEST_F(Growth, steps_by_the_smallest_of_protocol_person_and_a_tenth) {
  EXPECT_EQ(step_of(state_), 0.10);
  protocol_.load_step = 0.5;
  EXPECT_EQ(step_of(state_), 0.10) << "never more";
  state_.ledger.settings[SettingKey::load_step] = 0.03;
  EXPECT_EQ(step_of(state_), 0.03);
  protocol_.load_step = 0.02;
  EXPECT_EQ(step_of(state_), 0.02);
}

TEST_F(Growth, one_step_up_is_a_tenth_or_one_repetition_or_half_a_kilogram) {
  EXPECT_EQ(volume_one_step_up(sets({10, 10, 10}), 0.1), 33.0);
  EXPECT_EQ(volume_one_step_up(sets({4}), 0.1), 5.0) << "a whole repetition is the least";
  EXPECT_EQ(volume_one_step_up(sets({10, 10}, 10.0), 0.1), 220.0) << "22 repetitions of 10 kg or 20 of 11";
  EXPECT_EQ(volume_one_step_up(sets({2}, 2.0), 0.1), 6.0) << "3 of 2 kg is more than 2 of 2.5 kg";
  EXPECT_EQ(volume_one_step_up(sets({30}, 2.0), 0.1), 75.0) << "30 of 2.5 kg is more than 33 of 2 kg";
  EXPECT_EQ(volume_one_step_up(sets({8, 8}), 0.0), 16.0) << "no step";
}

TEST_F(Growth, what_was_done_is_counted_as_it_was_told_and_else_as_it_was_asked) {
  const Dose asked = sets({8, 6}, 20.0);
  const auto done = [&](int n, std::vector<double> reps, std::optional<double> load) {
    return done_dose({.exercise = "x", .sets = n, .reps = std::move(reps), .load_kg = load, .worst = {}},
                     asked);
  };
  EXPECT_THAT(done(2, {}, {}).amounts, ElementsAre(8, 6));
  EXPECT_EQ(done(2, {}, {}).load_kg, 20.0);
  EXPECT_THAT(done(3, {}, {}).amounts, ElementsAre(8, 6, 0))
      << "of a set that was not asked nothing is known";
  EXPECT_THAT(done(3, {5}, 10.0).amounts, ElementsAre(5, 5, 5));
  EXPECT_EQ(done(3, {5}, 10.0).load_kg, 10.0);
  EXPECT_THAT(done(2, {4, 9}, {}).amounts, ElementsAre(9, 4));
  EXPECT_EQ(
      done_dose({.exercise = "x", .sets = 1, .reps = {5}, .load_kg = 40.0, .worst = {}}, sets({5})).load_kg,
      std::nullopt)
      << "a load counts only where one was asked";
}

TEST_F(Growth, what_was_tolerated_raises_what_may_be_asked_and_what_hurt_lowers_it_by_a_fifth) {
  note_tolerated(state_, "nordic", sets({10, 10}), true);
  EXPECT_EQ(state_.exercises["nordic"].tolerated, 20.0);
  EXPECT_EQ(state_.exercises["nordic"].one_step_up, 22.0);
  note_tolerated(state_, "nordic", sets({5}), true);
  EXPECT_EQ(state_.exercises["nordic"].tolerated, 20.0) << "the largest counts";
  note_hurt(state_, "nordic", sets({10, 10}));
  EXPECT_EQ(state_.exercises["nordic"].at_most, 16.0);
  note_hurt(state_, "nordic", sets({15, 15}));
  EXPECT_EQ(state_.exercises["nordic"].at_most, 16.0) << "a larger one that hurts proves nothing about less";
  note_tolerated(state_, "nordic", sets({15}), true);
  EXPECT_EQ(state_.exercises["nordic"].at_most, 16.0) << "one step above 15 is 16";
  note_tolerated(state_, "nordic", sets({16}), false);
  EXPECT_EQ(state_.exercises["nordic"].at_most, 16.0) << "a day without growth";
  note_hurt(state_, "other", sets({}));
  EXPECT_FALSE(state_.exercises.contains("other"));
}

TEST_F(Growth, a_session_of_which_only_the_pain_is_known_sets_everything_back_from_what_was_asked) {
  state_.exercises["asked"].asked = sets({10, 10});
  state_.exercises["tolerated"].tolerated = 30.0;
  state_.exercises["never"];
  note_all_hurt(state_);
  EXPECT_EQ(state_.exercises["asked"].at_most, 16.0);
  EXPECT_EQ(state_.exercises["tolerated"].at_most, 24.0);
  EXPECT_EQ(state_.exercises["never"].at_most, std::nullopt);
}

TEST_F(Growth,
       never_asks_more_than_a_step_above_what_was_borne_nor_more_than_wanted_and_less_on_a_light_day) {
  const Dose wanted = sets({12, 12, 12});
  EXPECT_EQ(dose_allowed(state_, line_, "nordic", wanted, false).volume(), 10.0)
      << "a beginning: the first dose";
  int compared = 0;
  for (double tolerated = 5; tolerated <= 60; tolerated += 1) {
    State state = state_;
    note_tolerated(state, "nordic", sets({tolerated}), true);
    const double full = dose_allowed(state, line_, "nordic", wanted, false).volume();
    const double light = dose_allowed(state, line_, "nordic", wanted, true).volume();
    EXPECT_LE(full, std::max(10.0, volume_one_step_up(sets({tolerated}), 0.1)) + 1e-9);
    EXPECT_LE(full, wanted.volume());
    EXPECT_LE(light, 0.8 * std::min(wanted.volume(), std::max(10.0, tolerated)) + 1e-9);
    EXPECT_GE(light, 1.0);
    ++compared;
  }
  EXPECT_EQ(compared, 56);
}

TEST_F(Growth, what_is_held_is_no_more_than_was_asked_last_time_in_whatever_phase) {
  const Dose wanted = sets({12, 12, 12});
  EXPECT_EQ(dose_held(state_, line_, "nordic", wanted), wanted) << "nothing was asked yet";
  state_.exercises["nordic"].asked = sets({8, 8});
  EXPECT_LE(dose_held(state_, line_, "nordic", wanted).volume(), 16.0);
  state_.exercises["nordic"].asked = sets({20, 20});
  EXPECT_EQ(dose_held(state_, line_, "nordic", wanted), wanted);
  // Who did more than was asked last time and bore it is not behind who did the same before it was asked.
  state_.exercises["nordic"] = {
      .at_most = {}, .tolerated = 24, .one_step_up = 27, .asked = sets({8, 8}), .done = sets({12, 12})};
  EXPECT_EQ(dose_held(state_, line_, "nordic", wanted).volume(), 24.0);
  state_.exercises["nordic"].tolerated = 0;
  EXPECT_LE(dose_held(state_, line_, "nordic", wanted).volume(), 16.0) << "not known to be borne";
  state_.exercises["nordic"] = {
      .at_most = {}, .tolerated = 60, .one_step_up = 66, .asked = sets({8, 8}), .done = sets({8, 8})};
  EXPECT_LE(dose_held(state_, line_, "nordic", wanted).volume(), 16.0) << "borne once, not the last time";
  line_.progress = ContentLine::Progress::table;
  state_.exercises["nordic"].asked = sets({1});
  EXPECT_EQ(dose_held(state_, line_, "nordic", wanted), wanted) << "a table has its own steps";
}

TEST_F(Growth, the_word_for_a_dose_is_true_of_it_and_the_one_before) {
  ExerciseMemory known;
  EXPECT_EQ(change_of(sets({5}), nullptr), DoseChange::first);
  EXPECT_EQ(change_of(sets({5}), &known), DoseChange::first);
  known.asked = sets({9, 9});
  known.done = sets({5, 5});
  EXPECT_EQ(change_of(sets({10}), &known), DoseChange::held) << "as much in other sets";
  EXPECT_EQ(change_of(sets({5, 6}), &known), DoseChange::heavier);
  EXPECT_EQ(change_of(sets({5, 4}), &known), DoseChange::lighter);
}

TEST_F(Growth, a_setback_is_unsettled_until_a_session_is_tolerated_and_not_from_before_the_injury) {
  session(-3, Tolerance::not_tolerated);
  EXPECT_EQ(unsettled_setback(state_), nullptr);
  session(2, Tolerance::not_tolerated);
  session(3, Tolerance::not_known);
  ASSERT_NE(unsettled_setback(state_), nullptr);
  EXPECT_EQ(unsettled_setback(state_)->day, onset + std::chrono::days(2));
  session(4, Tolerance::tolerated);
  EXPECT_EQ(unsettled_setback(state_), nullptr);
}

TEST_F(Growth, a_light_day_has_half_the_lines_or_the_fewest_of_the_last_two_weeks) {
  Phase phase;
  phase.max_lines = 7;
  const Day today = onset + std::chrono::days(20);
  EXPECT_EQ(lines_of_light_day(state_, phase, today), 3U);
  std::deque<SessionEntry> bodies(2);
  bodies[0].lines = {{.exercise = "a", .sets = 1, .reps = {}, .load_kg = {}, .worst = {}},
                     {.exercise = "b", .sets = 1, .reps = {}, .load_kg = {}, .worst = {}}};
  bodies[1].lines = {{.exercise = "a", .sets = 1, .reps = {}, .load_kg = {}, .worst = {}},
                     {.exercise = "b", .sets = 0, .reps = {}, .load_kg = {}, .worst = {}}};
  session(5, Tolerance::tolerated).body =
      std::make_shared<const SessionEntry>(bodies[1]);  // fifteen days ago
  EXPECT_EQ(lines_of_light_day(state_, phase, today), 3U);
  session(6, Tolerance::tolerated).body = std::make_shared<const SessionEntry>(bodies[0]);
  EXPECT_EQ(lines_of_light_day(state_, phase, today), 2U);
  session(7, Tolerance::not_tolerated).body = std::make_shared<const SessionEntry>(bodies[1]);
  EXPECT_EQ(lines_of_light_day(state_, phase, today), 1U) << "what was done, tolerated or not";
  phase.max_lines = 1;
  state_.ledger.sessions.clear();
  EXPECT_EQ(lines_of_light_day(state_, phase, today), 1U) << "never none";
}

TEST_F(Growth, a_light_day_runs_below_what_was_borne_and_below_what_hurt) {
  for (int order = 1; order <= 6; ++order) {
    Rung rung;
    rung.id = "r" + std::to_string(order);
    rung.order = order;
    protocol_.rungs.push_back(rung);
  }
  state_.rung = 5;
  state_.rung_borne = 0;
  EXPECT_EQ(rung_of_light_day(state_), 0) << "nothing was borne yet";
  state_.rung_borne = 5;
  EXPECT_EQ(rung_of_light_day(state_), 4);
  state_.rung_borne = 9;
  EXPECT_EQ(rung_of_light_day(state_), 5) << "never above the present one";
  SessionEntry hurt;
  hurt.run = DoneRun{.rung = "r3"};
  hurt.run->worst = 9.0;
  SessionRecord& record = session(3, Tolerance::not_tolerated);
  record.body = std::make_shared<const SessionEntry>(hurt);
  record.before = 0;
  EXPECT_EQ(rung_of_light_day(state_), 2);
  session(4, Tolerance::tolerated);
  EXPECT_EQ(rung_of_light_day(state_), 5) << "settled since";
}

}  // namespace
}  // namespace hamstring::rehab
