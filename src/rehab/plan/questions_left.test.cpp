#include "rehab/plan/questions_left.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "history/case.h"
#include "rehab/plan/next_test.h"
#include "rehab/plan/plan.h"
#include "tests/support/shipped_knowledge.h"

namespace hamstring::rehab {
namespace {

using ::testing::Contains;
using ::testing::Not;

const Day first = parse_day("2025-05-12").value();
Day day(int n) {
  return first + std::chrono::days(n);
}
const Knowledge& knowledge() {
  return shipped_knowledge();
}
const std::string& the_one() {
  return knowledge().well_question;
}

/// Somebody of thirty who is not hurt; health is answered with no.
class NotHurt {
 public:
  NotHurt() {
    add(0, PersonEntry{.birth_day = {},
                       .birth_year = 1995,
                       .sex = Sex::female,
                       .level = Level::amateur,
                       .sports = {"distance_running"},
                       .body_mass_kg = {}});
    for (const auto& [id, question] : knowledge().questions) {
      if (question.set != Question::Set::history) continue;
      if (question.answer == Question::Answer::yes_no) answer(0, id, "no");
      if (question.answer == Question::Answer::number) add(0, AnswerEntry{.question = id, .value = 0.0});
    }
  }
  void add(int on, EntryBody body) {
    value_.entries.push_back(
        make_entry("n" + std::to_string(value_.entries.size()), day(on), std::move(body)));
  }
  void answer(int on, const std::string& question, const std::string& word) {
    add(on, AnswerEntry{.question = question, .value = word});
  }
  [[nodiscard]] const Case& value() const { return value_; }
  [[nodiscard]] Plan plan_on(int on) const { return plan(knowledge(), value_, day(on)); }
  /// Danger signs that a story would ask for now.
  [[nodiscard]] std::vector<std::string> signs_left(int on) const {
    std::vector<std::string> ids;
    const auto answered = [&](std::string_view id) {
      return std::ranges::any_of(value_.entries, [&](const Entry& entry) {
        const auto* told = entry.as<AnswerEntry>();
        return told != nullptr && told->question == id;
      });
    };
    for (const QuestionLeft& left : questions_left(knowledge(), value_, day(on), answered))
      if (left.question->set == Question::Set::red_flag) ids.push_back(left.question->id);
    return ids;
  }

 private:
  Case value_{.case_id = "well", .entries = {}};
};

std::size_t signs_in_all() {
  return static_cast<std::size_t>(std::ranges::count_if(knowledge().questions, [](const auto& named) {
    return named.second.set == Question::Set::red_flag && named.first != the_one();
  }));
}

TEST(QuestionsLeft, of_somebody_who_is_not_hurt_are_one_for_all_danger_signs_and_a_no_comes_to_a_session) {
  ASSERT_FALSE(the_one().empty());
  NotHurt well;
  EXPECT_EQ(well.signs_left(0), std::vector{the_one()});
  EXPECT_EQ(well.plan_on(0).ask, std::vector{the_one()});
  EXPECT_EQ(well.plan_on(0).status, PlanStatus::ask_first);
  well.answer(0, the_one(), "no");
  EXPECT_TRUE(well.signs_left(0).empty());
  const Plan plan = well.plan_on(0);
  EXPECT_EQ(plan.status, PlanStatus::session);
  for (const FlagReport& flag : plan.assessment.flags) EXPECT_EQ(flag.state, FlagState::cleared) << flag.id;
}

TEST(QuestionsLeft, whoever_is_well_is_offered_no_technique_and_no_test_of_how_they_walk) {
  NotHurt well;
  well.answer(0, the_one(), "no");
  const Plan plan = well.plan_on(0);
  EXPECT_FALSE(plan.lines.empty());
  EXPECT_TRUE(plan.techniques.empty()) << plan.techniques.front();
  for (const Candidate& candidate : next_test(knowledge(), well.value(), day(0)).ranked) {
    if (candidate.kind == Candidate::Kind::question) {
      EXPECT_NE(knowledge().questions.at(candidate.id).set, Question::Set::red_flag) << candidate.id;
      continue;
    }
    const auto& answers = knowledge().tests.at(candidate.id).answers;
    EXPECT_TRUE(!answers || knowledge().questions.at(answers->question).well.empty()) << candidate.id;
  }
}

TEST(QuestionsLeft, are_all_danger_signs_by_themselves_after_a_yes_or_a_not_sure) {
  for (const char* word : {"yes", "unsure"}) {
    NotHurt asked;
    asked.answer(0, the_one(), word);
    EXPECT_EQ(asked.signs_left(0).size(), signs_in_all()) << word;
    const Plan plan = asked.plan_on(0);
    EXPECT_EQ(plan.status, PlanStatus::ask_first) << word;
    for (const std::string& sign : knowledge().short_set) EXPECT_THAT(plan.ask, Contains(sign)) << word;
  }
}

TEST(QuestionsLeft, after_a_yes_or_a_not_sure_nothing_is_loaded_until_what_hurts_is_told_or_nothing_does) {
  for (const char* word : {"yes", "unsure"}) {
    NotHurt asked;
    asked.answer(0, the_one(), word);
    for (const std::string& sign : asked.signs_left(0)) {
      const Question& question = knowledge().questions.at(sign);
      asked.answer(0, sign, question.answer == Question::Answer::choice ? question.options.front() : "no");
    }
    const auto holds = [](const Plan& plan) {
      return std::ranges::any_of(plan.assessment.gates, [](const GateReport& gate) {
        return gate.id == "hurts_untold" &&
               (gate.state == GateState::holding || gate.state == GateState::raised);
      });
    };
    EXPECT_TRUE(holds(asked.plan_on(0))) << word;
    EXPECT_NE(asked.plan_on(0).status, PlanStatus::session) << word;
    EXPECT_TRUE(asked.plan_on(0).lines.empty()) << word;
    EXPECT_THAT(asked.plan_on(0).ask_again, Contains(the_one())) << word;
    EXPECT_FALSE(asked.plan_on(0).assessment.only_a_clinician_lifts) << "it is theirs to say";
    NotHurt after_all = asked;
    after_all.answer(1, the_one(), "no");
    EXPECT_FALSE(holds(after_all.plan_on(1))) << word;
    asked.add(1, InjuryEntry{.side = InjuredSide::left, .relapse = false, .onset_known = OnsetKnown::exact});
    EXPECT_FALSE(holds(asked.plan_on(1))) << word;
  }
}

TEST(QuestionsLeft, are_all_danger_signs_again_once_somebody_is_hurt_or_tells_much_pain) {
  NotHurt hurt;
  hurt.answer(0, the_one(), "no");
  hurt.add(3, InjuryEntry{.side = InjuredSide::left, .relapse = false, .onset_known = OnsetKnown::exact});
  EXPECT_EQ(hurt.signs_left(3).size(), signs_in_all());
  EXPECT_THAT(hurt.signs_left(3), Not(Contains(the_one())));
  EXPECT_EQ(hurt.plan_on(3).status, PlanStatus::ask_first);

  NotHurt sore, in_pain;
  for (NotHurt* one : {&sore, &in_pain}) {
    one->answer(0, the_one(), "no");
    one->add(5, PainEntry{.when = PainWhen::now,
                          .value = one == &sore ? 3.0 : 6.0,
                          .rescreen = Rescreen{.none_of_these = true, .replies = {}}});
  }
  EXPECT_TRUE(sore.signs_left(5).empty()) << "sore after training is not hurt";
  EXPECT_GE(in_pain.signs_left(5).size(), signs_in_all() - 1);
  EXPECT_EQ(in_pain.plan_on(5).status, PlanStatus::ask_first);
}

TEST(QuestionsLeft, a_sign_that_is_told_by_itself_counts_more_than_the_one_no) {
  for (const std::string& sign : knowledge().short_set) {
    NotHurt told;
    told.answer(0, the_one(), "no");
    told.answer(1, sign, "yes");
    const Plan plan = told.plan_on(1);
    EXPECT_NE(plan.status, PlanStatus::session) << sign;
    EXPECT_NE(plan.status, PlanStatus::rest) << sign;
  }
}

}  // namespace
}  // namespace hamstring::rehab
