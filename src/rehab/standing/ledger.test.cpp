#include "rehab/standing/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

namespace hamstring::rehab {
namespace {

const Day first = parse_day("2025-05-01").value();
Day day(int n) {
  return first + std::chrono::days(n);
}

class LedgerOf : public ::testing::Test {
 protected:
  LedgerOf() {
    for (const char* id : {"numb", "fever"}) {
      knowledge_.questions[id].id = id;
      knowledge_.questions[id].rescreen = true;
      knowledge_.short_set.emplace_back(id);
    }
    Question& walk = knowledge_.questions["walk"];
    walk.id = "walk";
    walk.answer = Question::Answer::choice;
    walk.options = {"normal", "limping"};
    knowledge_.tests["gait"].id = "gait";
    knowledge_.tests["gait"].answers =
        AnswersQuestion{.question = "walk", .words = {{"fine", "normal"}, {"lame", "limping"}}};
  }
  const Entry& tell(int on, EntryBody body, Who by = Who::self) {
    entries_.push_back(make_entry("e" + std::to_string(entries_.size()), day(on), std::move(body), by));
    add_entry(ledger_, {.day = day(on), .versions = {&entries_.back()}}, knowledge_);
    return entries_.back();
  }
  /// Two versions of one entry that nobody decided between.
  void dispute(int on, EntryBody a, EntryBody b) {
    std::vector<const Entry*> versions;
    for (EntryBody* body : {&a, &b}) {
      entries_.push_back(make_entry("e" + std::to_string(entries_.size()), day(on), std::move(*body)));
      versions.push_back(&entries_.back());
    }
    add_entry(ledger_, {.day = day(on), .versions = versions}, knowledge_);
  }
  static EntryBody answer(const std::string& question, const std::string& word) {
    return AnswerEntry{.question = question, .value = word};
  }
  static PainEntry pain(PainWhen when, double value, std::optional<Rescreen> rescreen = {}) {
    return {.when = when, .value = value, .rescreen = std::move(rescreen)};
  }
  static SessionEntry session(std::optional<double> worst) {
    SessionEntry made;
    made.done = Done::all;
    made.worst = worst;
    return made;
  }
  Knowledge knowledge_;
  Ledger ledger_;
  std::deque<Entry> entries_;
};

TEST_F(LedgerOf, an_injury_of_another_day_begins_an_episode_and_one_of_the_same_day_corrects_it) {
  tell(0, InjuryEntry{.side = InjuredSide::left, .relapse = false, .onset_known = {}});
  tell(0, InjuryEntry{.side = InjuredSide::right, .relapse = true, .onset_known = {}});
  ASSERT_EQ(ledger_.episodes.size(), 1U);
  EXPECT_EQ(ledger_.episode()->side, InjuredSide::right);
  EXPECT_EQ(ledger_.episode()->first_entry, std::nullopt);
  tell(2, pain(PainWhen::now, 1));
  EXPECT_EQ(ledger_.episode()->first_entry, day(2));
  tell(9, InjuryEntry{.side = InjuredSide::left, .relapse = false, .onset_known = {}});
  EXPECT_EQ(ledger_.episodes.size(), 2U);
}

TEST_F(LedgerOf, the_worst_of_a_session_is_the_worst_told_anywhere_in_it) {
  SessionEntry body = session(1);
  body.after = 2;
  body.lines = {{.exercise = "a", .sets = 1, .reps = {}, .load_kg = {}, .worst = 3.0}};
  tell(1, body);
  EXPECT_EQ(ledger_.sessions[0].worst, 3.0);
  body.run = DoneRun{.rung = "r"};
  body.run->worst = 5.0;
  tell(2, body);
  EXPECT_EQ(ledger_.sessions[1].worst, 5.0);
  EXPECT_TRUE(ledger_.sessions[1].done);
}

TEST_F(LedgerOf, of_two_versions_of_a_session_only_the_worse_pain_is_known) {
  dispute(1, session(2), session(6));
  EXPECT_EQ(ledger_.sessions[0].worst, 6.0);
  EXPECT_EQ(ledger_.sessions[0].body, nullptr);
  EXPECT_FALSE(ledger_.sessions[0].done);
}

TEST_F(LedgerOf, a_morning_that_nobody_remembers_tells_nothing_and_takes_nothing_back) {
  const std::string id = tell(1, session(2)).id;
  tell(2, MorningEntry{.session = id, .value = {}, .rescreen = {}});
  EXPECT_EQ(ledger_.sessions[0].morning, std::nullopt);
  EXPECT_TRUE(ledger_.pains.empty());
  tell(2, MorningEntry{.session = id, .value = 6, .rescreen = {}});
  tell(2, MorningEntry{.session = id, .value = {}, .rescreen = {}});
  EXPECT_EQ(ledger_.sessions[0].morning, 6.0);
}

TEST_F(LedgerOf, a_morning_is_that_of_every_session_of_the_day_before_and_the_worst_of_it_counts) {
  const std::string id = tell(1, session(2)).id;
  tell(1, session(3));
  tell(3, session(1));
  tell(2, pain(PainWhen::next_morning, 4));
  EXPECT_EQ(ledger_.sessions[0].morning, 4.0);
  EXPECT_EQ(ledger_.sessions[1].morning, 4.0);
  EXPECT_EQ(ledger_.sessions[2].morning, std::nullopt);
  tell(5, MorningEntry{.session = id, .value = 3, .rescreen = {}});
  EXPECT_EQ(ledger_.sessions[0].morning, 4.0) << "less, told later, takes nothing back";
  EXPECT_EQ(ledger_.pains.size(), 1U) << "told days later, it is not how that day began";
  tell(2, MorningEntry{.session = id, .value = 6, .rescreen = {}});
  EXPECT_EQ(ledger_.sessions[1].morning, 6.0);
  EXPECT_EQ(ledger_.pains.back().value, 6.0);
}

TEST_F(LedgerOf, a_yes_in_the_short_set_is_an_alarm_that_only_a_clinician_ends) {
  tell(0, pain(PainWhen::now, 1, Rescreen{.none_of_these = false, .replies = {{"numb", Reply::yes}}}));
  ASSERT_TRUE(ledger_.alarms.contains("numb"));
  tell(1, pain(PainWhen::now, 1, Rescreen{.none_of_these = false, .replies = {{"numb", Reply::no}}}));
  EXPECT_TRUE(ledger_.alarms.contains("numb"));
  tell(2, ClearanceEntry{.of = Cleared::rescreen, .ref = "numb", .clinician = "Dr. B"}, Who::self);
  EXPECT_TRUE(ledger_.alarms.contains("numb")) << "nobody clears themselves";
  tell(2, ClearanceEntry{.of = Cleared::rescreen, .ref = "numb", .clinician = "Dr. B"}, Who::clinician);
  EXPECT_FALSE(ledger_.alarms.contains("numb"));
}

TEST_F(LedgerOf, not_being_sure_ends_with_an_answer_to_that_question_and_not_with_none_of_these) {
  tell(0, pain(PainWhen::now, 1, Rescreen{.none_of_these = false, .replies = {{"numb", Reply::unsure}}}));
  tell(1, pain(PainWhen::now, 1, Rescreen{.none_of_these = true, .replies = {}}));
  EXPECT_TRUE(ledger_.alarms.contains("numb"));
  tell(2, pain(PainWhen::now, 1, Rescreen{.none_of_these = false, .replies = {{"numb", Reply::no}}}));
  EXPECT_FALSE(ledger_.alarms.contains("numb"));
}

TEST_F(LedgerOf, a_sign_that_was_taken_back_is_asked_anew_and_one_that_a_clinician_took_back_is_not) {
  knowledge_.questions["numb"].set = Question::Set::red_flag;
  for (const Who by : {Who::self, Who::clinician}) {
    ledger_ = {};
    const Entry slip = make_entry("slip", day(0), answer("numb", "yes"));
    entries_.push_back(make_entry("r", day(1), RetractEntry{.of = "slip"}, by));
    add_entry(ledger_, {.day = day(1), .versions = {&entries_.back()}, .taken_back = &slip}, knowledge_);
    EXPECT_EQ(ledger_.alarms.contains("numb"), by == Who::self);
    EXPECT_EQ(ledger_.answers["numb"].size(), by == Who::self ? 1U : 0U);
  }
  ledger_ = {};
  const Entry slip =
      make_entry("slip", day(0),
                 pain(PainWhen::now, 1, Rescreen{.none_of_these = false, .replies = {{"numb", Reply::yes}}}));
  entries_.push_back(make_entry("r", day(1), RetractEntry{.of = "slip"}));
  add_entry(ledger_, {.day = day(1), .versions = {&entries_.back()}, .taken_back = &slip}, knowledge_);
  ASSERT_TRUE(ledger_.alarms.contains("numb")) << "told in the short set";
  EXPECT_FALSE(ledger_.alarms["numb"].yes);
  tell(1, answer("numb", "no"));
  EXPECT_FALSE(ledger_.alarms.contains("numb")) << "the very question settles it";
}

TEST_F(LedgerOf, the_short_set_is_complete_once_every_question_was_answered_on_one_day) {
  tell(0, pain(PainWhen::now, 1, Rescreen{.none_of_these = false, .replies = {{"numb", Reply::no}}}));
  EXPECT_FALSE(ledger_.last_rescreen);
  tell(1, pain(PainWhen::now, 1, Rescreen{.none_of_these = false, .replies = {{"fever", Reply::no}}}));
  EXPECT_FALSE(ledger_.last_rescreen) << "half of it yesterday";
  tell(1, answer("numb", "no"));
  ASSERT_TRUE(ledger_.last_rescreen);
  EXPECT_EQ(ledger_.last_rescreen->first, day(1));
  tell(4, pain(PainWhen::now, 1, Rescreen{.none_of_these = true, .replies = {}}));
  EXPECT_EQ(ledger_.last_rescreen->first, day(4));
}

TEST_F(LedgerOf, of_two_versions_of_the_short_set_the_more_alarming_counts_and_no_is_nobodys) {
  dispute(0,
          pain(PainWhen::now, 1,
               Rescreen{.none_of_these = false, .replies = {{"numb", Reply::no}, {"fever", Reply::no}}}),
          pain(PainWhen::now, 3,
               Rescreen{.none_of_these = false, .replies = {{"numb", Reply::yes}, {"fever", Reply::no}}}));
  EXPECT_TRUE(ledger_.alarms.at("numb").yes);
  EXPECT_FALSE(ledger_.answers.contains("fever"));
  EXPECT_EQ(ledger_.pains[0].value, 3.0);
}

TEST_F(LedgerOf, versions_about_different_things_settle_nothing_but_no_sign_is_passed_over) {
  dispute(0, answer("numb", "yes"),
          InjuryEntry{.side = InjuredSide::left, .relapse = false, .onset_known = {}});
  EXPECT_TRUE(ledger_.unsettled);
  EXPECT_TRUE(ledger_.episodes.empty());
  ASSERT_EQ(ledger_.answers["numb"].size(), 1U);
  EXPECT_TRUE(ledger_.answers["numb"][0].any_yes);
  EXPECT_TRUE(ledger_.answers["numb"][0].conflict);
}

TEST_F(LedgerOf, a_test_answers_its_question_and_a_good_one_settles_no_dispute) {
  tell(0, TestEntry{.test = "gait", .result = "lame", .left = {}, .right = {}, .pain = {}, .rescreen = {}});
  EXPECT_EQ(std::get<std::string>(ledger_.answers["walk"].back().value), "limping");
  dispute(1, answer("walk", "normal"), answer("walk", "limping"));
  tell(2, TestEntry{.test = "gait", .result = "fine", .left = {}, .right = {}, .pain = {}, .rescreen = {}});
  EXPECT_TRUE(ledger_.answers["walk"].back().conflict);
  tell(3, TestEntry{.test = "gait", .result = "lame", .left = {}, .right = {}, .pain = {}, .rescreen = {}});
  EXPECT_FALSE(ledger_.answers["walk"].back().conflict) << "a bad one stands by itself";
}

TEST_F(LedgerOf, illnesses_that_touch_are_one_and_end_as_was_told_last) {
  tell(0, IllnessEntry{.from = day(0), .to = day(2), .fever = Reply::yes});
  tell(5, IllnessEntry{.from = day(5), .to = {}, .fever = Reply::no});
  ASSERT_EQ(ledger_.illnesses.size(), 2U);
  tell(6, IllnessEntry{.from = day(2), .to = day(6), .fever = Reply::no});  // bridges both
  ASSERT_EQ(ledger_.illnesses.size(), 1U);
  EXPECT_EQ(ledger_.illnesses[0].said.from, day(0));
  EXPECT_EQ(ledger_.illnesses[0].said.to, day(6));
  dispute(7, IllnessEntry{.from = day(20), .to = day(21), .fever = Reply::no},
          IllnessEntry{.from = day(20), .to = day(22), .fever = Reply::no});
  EXPECT_EQ(ledger_.illnesses.back().said.to, std::nullopt) << "nobody knows when it ends";
}

TEST_F(LedgerOf, what_a_person_leaves_out_stays_as_it_was_told_before) {
  PersonEntry born;
  born.birth_year = 1990;
  born.sports = {"sprint"};
  tell(0, born);
  PersonEntry sex;
  sex.sex = Sex::female;
  tell(1, sex);
  EXPECT_EQ(ledger_.person.birth_year, 1990);
  EXPECT_EQ(ledger_.person.sex, Sex::female);
  EXPECT_THAT(ledger_.person.sports, ::testing::ElementsAre("sprint"));
}

TEST_F(LedgerOf, settings_follow_the_last_word_and_fall_back_where_two_disagree) {
  tell(0, SettingEntry{.key = SettingKey::pain_limit, .value = 3.0});
  tell(1, SettingEntry{.key = SettingKey::pain_limit, .value = 2.0});
  EXPECT_EQ(std::get<double>(ledger_.settings.at(SettingKey::pain_limit)), 2.0);
  dispute(2, SettingEntry{.key = SettingKey::pain_limit, .value = 5.0},
          SettingEntry{.key = SettingKey::pain_limit, .value = 1.0});
  EXPECT_FALSE(ledger_.settings.contains(SettingKey::pain_limit));
}

TEST_F(LedgerOf, what_is_somebody_elses_to_say_counts_from_them_alone_and_a_no_from_anybody) {
  knowledge_.questions["parent"].id = "parent";
  knowledge_.questions["parent"].said_by_another = true;
  const auto told = [&] {
    const auto found = ledger_.answers.find("parent");
    return found == ledger_.answers.end() ? std::string() : std::get<std::string>(found->second.back().value);
  };
  for (const Who by : {Who::self, Who::device, Who::import}) tell(0, answer("parent", "yes"), by);
  EXPECT_EQ(told(), "") << "nobody else said so";
  tell(1, answer("parent", "yes"), Who::helper);
  EXPECT_EQ(told(), "yes");
  tell(2, answer("parent", "unsure"));
  EXPECT_EQ(told(), "unsure");
  tell(3, answer("parent", "no"));
  tell(4, answer("parent", "yes"));
  EXPECT_EQ(told(), "no") << "a yes of one's own takes no no back";
  tell(5, answer("parent", "yes"), Who::clinician);
  EXPECT_EQ(told(), "yes");

  tell(0, SettingEntry{.key = SettingKey::supervised, .value = true});
  EXPECT_FALSE(ledger_.settings.contains(SettingKey::supervised));
  tell(1, SettingEntry{.key = SettingKey::supervised, .value = true}, Who::clinician);
  EXPECT_EQ(std::get<bool>(ledger_.settings.at(SettingKey::supervised)), true);
  tell(2, SettingEntry{.key = SettingKey::supervised, .value = false});
  EXPECT_EQ(std::get<bool>(ledger_.settings.at(SettingKey::supervised)), false);
}

TEST(AnswersOfATest, go_both_ways_and_know_no_other_words) {
  const AnswersQuestion answers{.question = "walk", .words = {{"fine", "normal"}, {"lame", "limping"}}};
  EXPECT_EQ(answer_of(answers, "lame"), "limping");
  EXPECT_EQ(result_of(answers, "normal"), "fine");
  EXPECT_EQ(answer_of(answers, "limping"), std::nullopt);
  EXPECT_EQ(result_of(answers, ""), std::nullopt);
}

TEST_F(LedgerOf, years_of_noes_in_the_short_set_keep_two_days_and_tell_what_all_of_them_told) {
  tell(0, pain(PainWhen::now, 1, Rescreen{.replies = {{"numb", Reply::unsure}}}));
  for (int n = 1; n <= 40; ++n) tell(n, pain(PainWhen::now, 1, Rescreen{.none_of_these = true}));
  tell(40, pain(PainWhen::night, 1, Rescreen{.none_of_these = true}));
  const auto& records = ledger_.answers.at("numb");
  ASSERT_EQ(records.size(), 3U) << "what was not sure, and the last two days of what followed";
  EXPECT_EQ(records[1].at.first, day(39)) << "told before today: a yes of today is heard as one told again";
  EXPECT_EQ(records[2].at.first, day(40));
  EXPECT_EQ(records[2].quiet_from, 1U);
  EXPECT_FALSE(records[2].named_in_run) << "nobody answered that very question";
  tell(41, pain(PainWhen::now, 1, Rescreen{.replies = {{"numb", Reply::no}}}));
  EXPECT_TRUE(ledger_.answers.at("numb").back().named_in_run);
  tell(42, pain(PainWhen::now, 1, Rescreen{.none_of_these = true}));
  EXPECT_TRUE(ledger_.answers.at("numb").back().named_in_run) << "of whoever named it the run still knows";
}

}  // namespace
}  // namespace hamstring::rehab
