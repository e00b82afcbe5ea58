#include "view/people_row.h"

#include <gtest/gtest.h>

#include "tests/support/shipped_knowledge.h"
#include "view/entry_line.h"

namespace hamstring::service {
namespace {

using namespace rehab;

const Day today = parse_day("2025-05-28").value();
Day ago(int days) {
  return today - std::chrono::days(days);
}

class RowOf : public ::testing::Test {
 protected:
  void tell(int days_ago, EntryBody body) {
    history_.entries.push_back(
        make_entry("e" + std::to_string(history_.entries.size()), ago(days_ago), std::move(body)));
  }
  void pain(int days_ago, double value) {
    tell(days_ago, PainEntry{.when = PainWhen::other,
                             .value = value,
                             .rescreen = Rescreen{.none_of_these = true, .replies = {}}});
  }
  void session(int days_ago, Done done = Done::all) {
    SessionEntry body;
    body.done = done;
    tell(days_ago, body);
  }
  /// An injury with the harmless answer to every question.
  void hurt(int days_ago) {
    tell(days_ago,
         InjuryEntry{.side = InjuredSide::right, .relapse = false, .onset_known = OnsetKnown::exact});
    for (const auto& [id, question] : shipped_knowledge().questions) {
      if (question.answer == Question::Answer::yes_no)
        tell(days_ago, AnswerEntry{.question = id, .value = std::string("no")});
      if (question.answer == Question::Answer::choice)
        tell(days_ago, AnswerEntry{.question = id, .value = question.options.front()});
    }
  }
  Json row(bool clinical = true) {
    sort_entries(history_);
    return person_row_json({shipped_knowledge(), catalog_of(shipped_knowledge(), "en")},
                           {.id = "p1", .name = "Ada"}, history_, today, clinical);
  }
  Case history_{.case_id = "c", .entries = {}};
};

TEST_F(RowOf, pain_is_one_mark_a_day_of_four_weeks_the_worst_that_was_told) {
  pain(28, 9);
  pain(27, 2);
  pain(1, 3);
  pain(1, 5);
  pain(1, 4);
  SessionEntry body;
  body.done = Done::all;
  body.worst = 1;
  body.after = 6;
  tell(0, body);
  const Json marks = row()["pain"];
  ASSERT_EQ(marks.size(), 3U);
  EXPECT_EQ(marks[0]["day"], day_text(ago(27)));
  EXPECT_EQ(marks[1]["value"], 5.0);
  EXPECT_EQ(marks[2]["value"], 6.0) << "what was left after a session was there, too";
  EXPECT_TRUE(row(false)["pain"].empty()) << "a coach hears of none";
}

TEST_F(RowOf, a_week_counts_days_of_training_and_not_sessions_or_what_was_skipped) {
  session(7);
  session(6);
  session(0);
  session(0);
  session(3, Done::none);
  session(2, Done::part);
  EXPECT_EQ(row()["week"]["done"], 3);
}

TEST_F(RowOf, somebody_is_silent_after_three_days_whatever_was_set_since) {
  hurt(3);
  tell(0, SettingEntry{.key = SettingKey::language, .value = std::string("en")});
  EXPECT_EQ(row()["silent"], false);
  EXPECT_EQ(row()["last_entry"], day_text(ago(3)));
  history_.entries.clear();
  hurt(4);
  EXPECT_EQ(row()["silent"], true);
  history_.entries.clear();
  EXPECT_FALSE(row().contains("last_entry"));
  EXPECT_EQ(row()["silent"], false) << "nobody has begun";
}

TEST_F(RowOf, a_danger_sign_comes_first_and_a_coach_hears_only_that_a_clinician_is_needed) {
  hurt(1);
  const int calm = row()["urgency"];
  history_.entries.clear();
  hurt(1);
  tell(0, PainEntry{.when = PainWhen::now,
                    .value = 1,
                    .rescreen = Rescreen{.none_of_these = false,
                                         .replies = {{shipped_knowledge().short_set.front(), Reply::yes}}}});
  const Json grave = row();
  EXPECT_GE(grave["urgency"], 90);
  EXPECT_GT(grave["urgency"], calm);
  EXPECT_EQ(grave["needs_a_look"], true);
  const Json neutral = row(false);
  EXPECT_EQ(neutral["urgency"], 90);
  EXPECT_NE(neutral["reason"], grave["reason"]);
  EXPECT_FALSE(neutral.contains("status"));
  EXPECT_TRUE(neutral["next"].is_null());
}

TEST_F(RowOf, the_why_is_todays_word_a_morning_that_was_not_told_before_the_questions_that_wait) {
  hurt(1);
  Plan plan = rehab::plan(shipped_knowledge(), history_, today);
  plan.assessment.flags.clear();
  plan.follow_up.watch.reset();
  plan.status = PlanStatus::ask_first;
  const auto row_on = [&](DayHead head, bool clinical) {
    plan.day.head = head;
    return person_rows_json(shipped_knowledge(), {.id = "p1", .name = "Ada"}, history_, plan)
        .at(row_key(shipped_knowledge(), "en", clinical));
  };
  const Json morning = row_on(DayHead::morning, true);
  EXPECT_EQ(morning["head"], "morning");
  EXPECT_EQ(morning["reason"], "Morning after not told yet") << "as Today asks it, though questions wait";
  for (const DayHead head : {DayHead::check, DayHead::ask_first}) {
    const Json asked = row_on(head, true);
    EXPECT_EQ(asked["reason"], "Safety questions wait for answers");
    EXPECT_EQ(asked["urgency"], morning["urgency"]) << "what holds the plan is in as much of a hurry";
  }
  EXPECT_EQ(row_on(DayHead::morning, false)["reason"], "Check in before training");
  plan.status = PlanStatus::session;
  EXPECT_LT(row_on(DayHead::morning, true)["urgency"], morning["urgency"]) << "nothing waits for it";
  EXPECT_EQ(row_on(DayHead::session, true)["reason"], "Session today");
}

TEST_F(RowOf, the_key_of_a_language_without_words_is_that_of_the_one_it_reads) {
  const Knowledge& k = shipped_knowledge();
  EXPECT_EQ(row_key(k, "fr", true), row_key(k, "en", true));
  EXPECT_NE(row_key(k, "de", true), row_key(k, "en", true));
  EXPECT_NE(row_key(k, "en", true), row_key(k, "en", false));
}

}  // namespace
}  // namespace hamstring::service
