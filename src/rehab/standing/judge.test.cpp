#include "rehab/standing/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

using ::testing::ElementsAre;

const Day hurt_on = parse_day("2025-05-01").value();
Day day(int n) {
  return hurt_on + std::chrono::days(n);
}
Condition when(const std::string& text) {
  return parse_condition(text).value();
}

/// Three questions; what a person who was hurt on day 0 told of them.
class Judged : public ::testing::Test {
 protected:
  Judged() {
    for (const char* id : {"numb", "fever", "pop"}) {
      Question& question = knowledge_.questions[id];
      question.id = id;
      question.set = Question::Set::red_flag;
    }
    knowledge_.policy.rescreen_max_age_days = 3;
    knowledge_.policy.picture_lead_margin = 2;
    state_.ledger.episodes = {{.onset = hurt_on, .side = InjuredSide::left}};
    state_.ledger.last_rescreen = Moment{day(0), 0};
  }
  void answer(int on, const std::string& question, const std::string& word, std::int64_t second = 0) {
    state_.ledger.answers[question].push_back(
        {.at = {day(on), second}, .value = word, .any_yes = word == "yes", .any_unsure = word == "unsure"});
  }
  void clear(int on, Cleared of, const std::string& ref, std::int64_t second = 0) {
    state_.ledger.clearances.push_back({.at = {day(on), second}, .of = of, .ref = ref});
  }
  void flag(const std::string& id, const std::string& question, Verdict action, int rank = 1) {
    RedFlag& made = knowledge_.flags[id];
    made.id = id;
    made.when = when("story." + question + " == yes");
    made.action = action;
    made.rank = rank;
  }
  Gate& gate(const std::string& id, const std::string& condition) {
    Gate& made = knowledge_.gates[id];
    made.id = id;
    made.when = when(condition);
    return made;
  }
  void latch(int on) { latch_signs(knowledge_, state_, day(on)); }
  [[nodiscard]] FlagState flag_state(const std::string& id, int on) const {
    for (const FlagReport& report : flag_reports(knowledge_, state_, day(on)))
      if (report.id == id) return report.state;
    throw std::logic_error("no such flag");
  }
  [[nodiscard]] GateReport gate_report(const std::string& id, int on) const {
    return judge_gate(knowledge_.gates.at(id), state_, CaseFacts(knowledge_, state_, day(on)));
  }
  [[nodiscard]] Verdict verdict(int on) const {
    return verdict_of(flag_reports(knowledge_, state_, day(on)), gate_reports(knowledge_, state_, day(on)),
                      knowledge_, state_, day(on));
  }

  Knowledge knowledge_;
  State state_;
};

TEST_F(Judged, a_raised_flag_stays_until_a_clinician_clears_it_whatever_is_answered_later) {
  flag("f", "numb", Verdict::urgent);
  answer(0, "numb", "yes");
  latch(0);
  answer(1, "numb", "no");
  latch(1);
  EXPECT_EQ(flag_state("f", 1), FlagState::raised);
  clear(2, Cleared::gate, "f");
  latch(2);
  EXPECT_EQ(flag_state("f", 2), FlagState::raised) << "a gate of the same name is another thing";
  clear(2, Cleared::flag, "f");
  latch(2);
  EXPECT_EQ(flag_state("f", 2), FlagState::cleared_by_clinician);
}

TEST_F(Judged, after_a_clearance_only_something_told_later_raises_it_again) {
  flag("f", "numb", Verdict::urgent);
  answer(0, "numb", "yes");
  latch(0);
  clear(1, Cleared::flag, "f", 10);
  latch(1);
  latch(2);
  EXPECT_EQ(flag_state("f", 2), FlagState::cleared_by_clinician) << "the old yes was looked at";
  answer(1, "numb", "unsure", 11);
  EXPECT_EQ(flag_state("f", 2), FlagState::unsure) << "and not sure, since, is something new";
  answer(3, "numb", "yes");
  latch(3);
  EXPECT_EQ(flag_state("f", 3), FlagState::raised);
  EXPECT_EQ(state_.flags["f"].since, day(3));
}

TEST_F(Judged, a_clearance_clears_what_was_told_before_it_and_never_what_comes_later) {
  flag("f", "numb", Verdict::urgent);
  answer(0, "numb", "yes");
  latch(0);
  clear(2, Cleared::flag, "f");
  latch(2);
  EXPECT_EQ(flag_state("f", 2), FlagState::cleared_by_clinician);
  answer(9, "numb", "yes");
  for (int on = 9; on <= 12; ++on) {
    latch(on);
    EXPECT_EQ(flag_state("f", on), FlagState::raised) << on;
  }
  answer(13, "numb", "no");
  latch(13);
  EXPECT_EQ(flag_state("f", 13), FlagState::raised) << "the look of day 2 says nothing of day 9";
  clear(14, Cleared::flag, "f");
  latch(14);
  EXPECT_EQ(flag_state("f", 14), FlagState::cleared_by_clinician);
}

TEST_F(Judged, a_gate_about_who_somebody_is_is_not_opened_by_telling_it_otherwise) {
  Gate& g = gate("g", "story.numb == yes");
  for (const bool latched : {false, true}) {
    g.latched = latched;
    state_.gates.clear();
    state_.ledger.answers.clear();
    state_.ledger.clearances.clear();
    answer(0, "numb", "yes");
    latch(0);
    EXPECT_EQ(gate_report("g", 0).state, GateState::raised);
    answer(1, "numb", "no");
    latch(1);
    EXPECT_EQ(gate_report("g", 1).state, latched ? GateState::raised : GateState::passed);
    EXPECT_EQ(gate_report("g", 1).told_otherwise, latched);
    clear(2, Cleared::gate, "g");
    latch(2);
    EXPECT_EQ(gate_report("g", 2).state, GateState::cleared_by_clinician);
  }
}

TEST_F(Judged, one_more_question_that_says_what_was_meant_is_nothing_told_otherwise) {
  gate("g", "story.numb == yes and not (known(story.fever) and story.fever == no)").latched = true;
  answer(0, "numb", "yes");
  latch(0);
  ASSERT_EQ(gate_report("g", 0).state, GateState::raised);
  answer(1, "fever", "no");
  latch(1);
  EXPECT_EQ(gate_report("g", 1).state, GateState::passed);
}

TEST_F(Judged, a_gate_ends_with_time_and_not_with_another_year_of_birth) {
  Gate& g = gate("g", "person.age < 16 and injury.day < 5");
  g.latched = true;
  state_.ledger.person.birth_year = 2015;
  state_.ledger.age_told = Moment{day(0), 0};
  latch(0);
  ASSERT_EQ(gate_report("g", 0).state, GateState::raised);
  state_.ledger.person.birth_year = 1990;
  state_.ledger.age_told = Moment{day(1), 0};
  latch(1);
  EXPECT_EQ(gate_report("g", 1).state, GateState::raised);
  EXPECT_TRUE(gate_report("g", 1).told_otherwise);
  state_.gates.clear();
  state_.ledger.person.birth_year = 2015;
  latch(1);
  latch(6);
  EXPECT_EQ(gate_report("g", 6).state, GateState::passed) << "nobody said otherwise";
}

TEST_F(Judged, an_injury_told_anew_within_two_weeks_takes_no_sign_back_and_another_one_does) {
  flag("f", "numb", Verdict::urgent);
  answer(0, "numb", "yes");
  latch(0);
  for (const auto& [moved_to, left] : {std::pair(13, FlagState::raised), {14, FlagState::cleared}}) {
    state_.ledger.episodes.back().onset = day(moved_to);
    answer(moved_to, "numb", "no");
    latch(moved_to);
    EXPECT_EQ(flag_state("f", moved_to), left) << moved_to;
  }
}

TEST_F(Judged, flags_come_raised_first_by_rank_then_unsure_then_open_then_the_rest) {
  flag("late", "numb", Verdict::urgent, 2);
  flag("early", "numb", Verdict::urgent, 1);
  flag("unsure", "fever", Verdict::urgent);
  flag("open", "pop", Verdict::urgent);
  knowledge_.questions["no"].id = "no";
  flag("no", "no", Verdict::urgent);
  answer(0, "numb", "yes");
  answer(0, "fever", "unsure");
  answer(0, "no", "no");
  latch(0);
  std::vector<std::string> order;
  for (const FlagReport& report : flag_reports(knowledge_, state_, day(0))) order.push_back(report.id);
  EXPECT_THAT(order, ElementsAre("early", "late", "unsure", "open", "no"));
}

TEST_F(Judged, not_sure_of_what_asks_for_a_doctor_at_once_asks_for_one_today) {
  for (const auto& [action, asked] : {std::pair(Verdict::emergency, Verdict::same_day),
                                      {Verdict::same_day, Verdict::same_day},
                                      {Verdict::urgent, Verdict::clinician_first},
                                      {Verdict::clinician_first, Verdict::clinician_first}}) {
    flag("f", "numb", action);
    state_.ledger.answers.clear();
    state_.flags.clear();
    EXPECT_EQ(verdict(0), Verdict::answer_first) << "nobody asked";
    answer(0, "numb", "unsure");
    EXPECT_EQ(verdict(0), asked);
    EXPECT_EQ(flag_reports(knowledge_, state_, day(0)).front().reason.text.id,
              action == Verdict::emergency ? "red_flag.perhaps" : "red_flag.f.do")
        << "'now' does not stand beside 'today'";
    answer(0, "numb", "no");
    EXPECT_EQ(verdict(0), Verdict::self_rehab);
    answer(0, "numb", "yes");
    latch(0);
    EXPECT_EQ(verdict(0), action);
  }
}

TEST_F(Judged, the_short_set_has_to_be_answered_lately_and_since_what_was_logged_last) {
  EXPECT_EQ(verdict(3), Verdict::self_rehab);
  EXPECT_EQ(verdict(4), Verdict::answer_first) << "older than three days";
  state_.ledger.last_log = Moment{day(0), 5};
  EXPECT_EQ(verdict(3), Verdict::answer_first) << "a log came after it";
  state_.ledger.last_rescreen = Moment{day(0), 5};
  EXPECT_EQ(verdict(3), Verdict::self_rehab);
  state_.ledger.alarms["numb"] = {.at = {day(0), 0}, .yes = true};
  EXPECT_EQ(verdict(3), Verdict::clinician_first);
}

TEST_F(Judged, a_gate_holds_or_stays_open_where_nobody_was_asked_and_holds_where_nobody_is_sure) {
  gate("g", "story.numb == yes").hold_if_not_asked = false;
  EXPECT_EQ(gate_report("g", 0).state, GateState::open);
  EXPECT_EQ(verdict(0), Verdict::self_rehab);
  knowledge_.gates["g"].hold_if_not_asked = true;
  EXPECT_EQ(gate_report("g", 0).state, GateState::holding);
  EXPECT_EQ(verdict(0), Verdict::answer_first);
  answer(0, "numb", "unsure");
  EXPECT_EQ(verdict(0), Verdict::clinician_first);
  answer(0, "numb", "no");
  EXPECT_EQ(gate_report("g", 0).state, GateState::passed);
}

TEST_F(Judged, a_raised_gate_asks_for_what_its_first_stage_that_holds_says) {
  Gate& g = gate("g", "story.numb == yes");
  for (const auto& [id, question, action] :
       {std::tuple("first", "fever", Verdict::same_day), {"second", "pop", Verdict::urgent}}) {
    GateStage stage;
    stage.id = id;
    stage.when = when(std::string("story.") + question + " == yes");
    stage.action = action;
    stage.allowed = {id};
    g.stages.push_back(stage);
  }
  answer(0, "numb", "yes");
  answer(0, "fever", "no");
  answer(0, "pop", "no");
  EXPECT_EQ(gate_report("g", 0).action, Verdict::clinician_first);
  EXPECT_EQ(gate_report("g", 0).reason.text.id, "gate.g.do");
  answer(0, "pop", "yes");
  const GateReport second = gate_report("g", 0);
  EXPECT_EQ(second.action, Verdict::urgent);
  EXPECT_THAT(second.allowed, ElementsAre("second"));
  EXPECT_EQ(second.reason.text.id, "gate.g.stage.second");
  EXPECT_EQ(second.reason.rule, "gate.g") << "the gate holds, the stage says what that means";
  EXPECT_THAT(second.reason.facts, ElementsAre("story.pop", "story.numb"));
  answer(0, "fever", "yes");
  EXPECT_EQ(verdict(0), Verdict::same_day);
}

TEST_F(Judged, a_clinician_opens_a_gate_but_not_against_what_asks_for_a_doctor_at_once_and_came_later) {
  Gate& g = gate("g", "story.numb == yes");
  GateStage stage;
  stage.id = "today";
  stage.when = when("story.fever == yes");
  stage.action = Verdict::same_day;
  g.stages = {stage};
  answer(0, "numb", "yes");
  answer(0, "fever", "yes");
  clear(1, Cleared::gate, "g");
  EXPECT_EQ(gate_report("g", 1).state, GateState::cleared_by_clinician);
  answer(2, "fever", "yes");
  EXPECT_EQ(gate_report("g", 2).state, GateState::raised);
  EXPECT_EQ(gate_report("g", 2).action, Verdict::same_day);
  answer(3, "fever", "no");
  EXPECT_EQ(gate_report("g", 3).state, GateState::cleared_by_clinician);
  knowledge_.gates["g"].refuse = true;
  EXPECT_EQ(gate_report("g", 3).state, GateState::raised) << "what is refused nobody opens";
}

TEST_F(Judged, without_an_injury_no_gate_that_asks_about_it_holds_and_no_picture_leads) {
  gate("g", "injury.day >= 3");
  state_.ledger.episodes.clear();
  EXPECT_EQ(gate_report("g", 0).state, GateState::passed);
  EXPECT_TRUE(gate_report("g", 0).missing.empty());
}

TEST_F(Judged, pictures_lead_within_the_margin_of_the_best_and_only_where_something_speaks_for_them) {
  const auto picture = [&](const std::string& id, int order, int weight, const std::string& against = "") {
    InjuryType& made = knowledge_.pictures[id];
    made.id = id;
    made.order = order;
    Clue clue;
    clue.id = "clue";
    clue.weight = weight;
    clue.when = when("story.pop == yes");
    made.speaks_for = {clue};
    if (against.empty()) return;
    clue.when = when("story." + against + " == yes");
    made.speaks_against = {clue};
  };
  picture("strong", 2, 4);
  picture("near", 1, 3);
  picture("far", 3, 2);
  picture("taken_back", 4, 4, "fever");
  EXPECT_TRUE(leading_pictures(knowledge_, state_, day(0)).empty()) << "nothing is known";
  answer(0, "pop", "yes");
  answer(0, "fever", "yes");
  EXPECT_THAT(leading_pictures(knowledge_, state_, day(0)), ElementsAre("near", "strong"));
  const std::vector<PictureReport> reports = picture_reports(knowledge_, state_, day(0));
  ASSERT_EQ(reports.size(), 4U);
  EXPECT_EQ(reports[0].id, "near");
  EXPECT_TRUE(reports[0].leading);
  EXPECT_FALSE(reports[3].leading);
  EXPECT_EQ(reports[3].speaks_against.size(), 1U);
  state_.ledger.episodes.clear();
  EXPECT_TRUE(leading_pictures(knowledge_, state_, day(0)).empty());
}

TEST_F(Judged, what_holds_back_does_so_by_a_not_sure_too_and_other_rules_do_not) {
  RestRule rule;
  rule.when = when("story.numb == yes");
  const auto holds = [&](RestRule::Effect effect) {
    rule.effect = effect;
    return applies(rule, CaseFacts(knowledge_, state_, day(0)));
  };
  EXPECT_FALSE(holds(RestRule::Effect::hold_back)) << "not asked is not unsure";
  answer(0, "numb", "unsure");
  EXPECT_TRUE(holds(RestRule::Effect::hold_back));
  EXPECT_FALSE(holds(RestRule::Effect::no_session));
  answer(0, "numb", "yes");
  EXPECT_TRUE(holds(RestRule::Effect::no_session));
}

}  // namespace
}  // namespace hamstring::rehab
