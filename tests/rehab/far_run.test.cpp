// The run of yesterday, as a user met it: 5 km where 8 × 1 minute was allowed (docs/rehab.md, 6).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/rehab/not_harder.h"
#include "tests/rehab/told.h"
#include "view/day_story.h"
#include "view/words.h"

namespace hamstring::rehab {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// A sprinter who begins with eight times one minute on day 3.
Told at_the_turns() {
  Told told;
  told.walk_test(2);
  told.test(2, "single_leg_squat", "", 0);
  told.pain_now(3, 0);
  return told;
}

void run(Told& told, int on, std::optional<double> m, std::optional<double> s, const std::string& rung = {},
         Who by = Who::self, std::optional<double> top = {}) {
  SessionEntry session{.done = Done::all};
  if (by == Who::self) {
    session.before = session.after = 0.0;
    session.worst = 1.0;
    session.next_morning = 0.0;
    session.rescreen = Told::none_of_these();
  }
  session.run = DoneRun{};
  session.run->rung = rung;
  session.run->completed = true;
  session.run->distance_m = m;
  session.run->duration_s = s;
  session.run->top_speed_m_s = top;
  told.add(on, std::move(session), by);
}

std::string lead_on(const Told& told, int on, const char* language = "en") {
  const service::Words words(shared_knowledge(), shared_knowledge().catalogs.at(language));
  const Case history = told.history();
  return service::day_story_json(words, history, plan(shared_knowledge(), history, Told::day(on)),
                                 nullptr)["lead"];
}

std::string rung_on(const Told& told, int on) {
  const Plan plan = told.plan_on(on);
  return plan.run ? plan.run->rung : "";
}

TEST(FarRun, is_named_the_same_evening_with_its_numbers) {
  Told told = at_the_turns();
  ASSERT_EQ(rung_on(told, 3), "wj_1_2");
  run(told, 3, 5000, 1800);
  EXPECT_THAT(lead_on(told, 3),
              AllOf(HasSubstr("5 km"), HasSubstr("1 minute jog, 2 minutes walk, eight times")));
  EXPECT_THAT(lead_on(told, 3, "de"), HasSubstr("5 km"));
}

TEST(FarRun, holds_the_next_day_and_opens_nothing) {
  Told told = at_the_turns();
  run(told, 3, 5200, 1800);
  told.pain_now(4, 0);
  EXPECT_EQ(rung_on(told, 4), "");
  EXPECT_THAT(lead_on(told, 4), AllOf(HasSubstr("5.2 km"), Not(HasSubstr("step up"))));
  told.pain_now(5, 0);
  EXPECT_EQ(rung_on(told, 5), "wj_1_2");
  EXPECT_THAT(lead_on(told, 5),
              AllOf(HasSubstr("5.2 km"), HasSubstr("same way again"), Not(HasSubstr("step up"))));
  run(told, 5, 2600, 1440, "wj_1_2");
  told.pain_now(6, 0);
  EXPECT_THAT(lead_on(told, 6), Not(HasSubstr("km"))) << "a run as planned was borne";
}

TEST(FarRun, of_a_watch_counts_beside_what_was_told) {
  Told told = at_the_turns();
  run(told, 3, {}, {}, "wj_1_2");
  Told alone = told;
  run(told, 3, 5000, 1800, "", Who::device);
  for (Told* one : {&told, &alone}) one->pain_now(4, 0);
  EXPECT_GT(alone.plan_on(4).state.rung, told.plan_on(4).state.rung);
  EXPECT_THAT(lead_on(told, 4), HasSubstr("5 km"));
}

TEST(FarRun, that_was_far_less_counts_as_what_it_was) {
  Told whole = at_the_turns(), third = at_the_turns();
  run(whole, 3, {}, 1440, "wj_1_2");
  run(third, 3, {}, 180, "wj_1_2");
  for (Told* one : {&whole, &third}) one->pain_now(4, 0);
  EXPECT_GT(whole.plan_on(4).state.rung, third.plan_on(4).state.rung);
}

/// Whatever is told besides of how far, how long and how fast a run was.
TEST(FarRun, never_makes_anything_harder_than_the_same_run_of_which_nothing_was_told) {
  EXPECT_TRUE(rc::check("far runs", [](std::uint32_t seed) {
    for (int i = 0; i < 10; ++i) {
      RandomHistory random(std::uint64_t{seed} * 1000 + static_cast<std::uint64_t>(i));
      const Case history = random.make(random.whole(4, 24));
      Case farther = history;
      for (Entry& entry : farther.entries) {
        const auto* session = entry.as<SessionEntry>();
        if (session == nullptr || !session->run || !random.chance(0.4)) continue;
        DoneRun& run = *entry.body.change<SessionEntry>()->run;
        if (random.chance(0.7)) run.distance_m = static_cast<double>(random.whole(100, 20000));
        if (random.chance(0.7)) run.duration_s = static_cast<double>(random.whole(60, 7200));
        if (random.chance(0.3)) run.top_speed_m_s = static_cast<double>(random.whole(2, 10));
        finish_entry(entry);
      }
      const Day today = latest_day(history).value();
      const Plan a = plan(shared_knowledge(), farther, today), b = plan(shared_knowledge(), history, today);
      if (a.protocol != b.protocol) continue;
      const auto protocol = shared_knowledge().protocols.find(b.protocol);
      if (protocol != shared_knowledge().protocols.end()) RC_ASSERT(not_harder(a, b, protocol->second));
    }
  }));
}

/// A healthy runner's ladder is not what they may run; their fast runs count as what keeps them used to it.
TEST(FarRun, of_somebody_who_is_not_hurt_is_none_and_a_sprint_of_a_watch_is_a_sprint) {
  const auto with = [](std::optional<double> top) {
    Told told;
    told.value().entries.clear();
    told.add(0, PersonEntry{.birth_day = {},
                            .birth_year = 1995,
                            .sex = Sex::male,
                            .level = Level::amateur,
                            .sports = {"sprint"},
                            .body_mass_kg = {}});
    for (const auto& [id, question] : shared_knowledge().questions) {
      if (question.set == Question::Set::imaging || question.set == Question::Set::check_in) continue;
      if (question.answer == Question::Answer::yes_no)
        told.add(0, AnswerEntry{.question = id, .value = std::string("no")});
      if (question.answer == Question::Answer::choice)
        told.add(0, AnswerEntry{.question = id, .value = question.options.front()});
      if (question.speed == OwnSpeed::top) told.add(0, AnswerEntry{.question = id, .value = 9.0});
    }
    run(told, 1, 10000, 3600, "", Who::device, top);
    told.pain_now(2, 0);
    return told.plan_on(2);
  };
  const auto has = [](const Plan& plan, const char* text) {
    return std::ranges::any_of(plan.reasons, [&](const Reason& r) { return r.text.id == text; });
  };
  EXPECT_FALSE(has(with({}), "rest_rule.ran_too_far.do"));
  EXPECT_TRUE(has(with({}), "exposure.never"));
  EXPECT_TRUE(has(with(8.9), "exposure.last")) << "99 % of the own top speed, seen by the watch";
}

}  // namespace
}  // namespace hamstring::rehab
