// What the calendar foresees, over the knowledge of data/.
#include "view/calendar.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

TEST(Calendar, has_sessions_on_training_days_only_and_every_other_day_looks_like_rest) {
  Told told;
  told.add(0,
           SettingEntry{.key = SettingKey::training_days, .value = std::vector<std::string>{"mon", "thu"}});
  told.walk_test(2);
  told.test(2, "single_leg_squat", "", 0);
  told.pain_now(2, 0);
  const Plan plan = told.plan_on(2);
  const auto events = calendar_events(shared_knowledge(), told.history(), plan, 28);
  ASSERT_GE(events.size(), 28U);
  // Of today it says what the day is about; of the days after it whether there is a session.
  EXPECT_EQ(std::get<std::string>(events.front().title.arguments.at("head")),
            "head." + std::string(word_of(plan.day.after_morning)));
  int sessions = 0, rests = 0;
  for (const CalendarEvent& event : events) {
    EXPECT_GE(event.day, plan.today);
    if (event.day == plan.today || !event.id.starts_with("day-")) continue;
    const std::chrono::weekday day(event.day);
    const bool trains = day == std::chrono::Monday || day == std::chrono::Thursday;
    EXPECT_EQ(event.kind, trains ? CalendarEvent::Kind::session : CalendarEvent::Kind::day)
        << day_text(event.day);
    if (!trains) {
      EXPECT_EQ(event.title.id, "calendar.rest");
    }
    ++(trains ? sessions : rests);
  }
  EXPECT_GE(sessions, 7);
  EXPECT_GE(rests, 18);
}

TEST(Calendar, has_days_of_rest_between_the_sessions_of_somebody_who_trains_on_any_day) {
  Told told;
  told.walk_test(2);
  told.test(2, "single_leg_squat", "", 0);
  told.pain_now(2, 0);
  const auto events = calendar_events(shared_knowledge(), told.history(), told.plan_on(2), 28);
  const auto of = [&](CalendarEvent::Kind kind) {
    return std::ranges::count(events, kind, &CalendarEvent::kind);
  };
  EXPECT_GE(of(CalendarEvent::Kind::session), 10);
  EXPECT_GE(of(CalendarEvent::Kind::day), 3) << "a light day in seven is one of them";
  EXPECT_EQ(of(CalendarEvent::Kind::cancelled), 0);
}

TEST(Calendar, ends_where_the_plan_would_ask_somebody_to_look_and_says_to_get_it_again) {
  Told told;  // no test but walking: on the fourteenth day the plan asks for a clinician
  told.walk_test(2);
  told.pain_now(2, 0);
  const auto events = calendar_events(shared_knowledge(), told.history(), told.plan_on(2), 28);
  const auto first = std::ranges::find(events, CalendarEvent::Kind::cancelled, &CalendarEvent::kind);
  ASSERT_NE(first, events.end());
  EXPECT_TRUE(std::ranges::none_of(events, [&](const CalendarEvent& event) {
    return event.kind == CalendarEvent::Kind::session && event.day >= first->day;
  }));
  const auto again = std::ranges::find(events, "again", &CalendarEvent::id);
  ASSERT_NE(again, events.end());
  EXPECT_EQ(again->day, first->day);
}

TEST(Calendar, holds_no_session_while_a_doctor_must_be_seen_and_takes_the_planned_ones_back) {
  Told told;
  Rescreen alarm;
  for (const auto& [id, question] : shared_knowledge().questions) {
    if (question.rescreen && alarm.replies.empty()) alarm.replies[id] = Reply::yes;
  }
  told.add(2, PainEntry{.when = PainWhen::now, .value = 1, .rescreen = alarm});
  const auto events = calendar_events(shared_knowledge(), told.history(), told.plan_on(2), 28);
  ASSERT_EQ(events.size(), 28U);
  EXPECT_EQ(std::get<std::string>(events.front().title.arguments.at("head")), "head.suspended");
  EXPECT_EQ(events.front().kind, CalendarEvent::Kind::day);
  for (std::size_t i = 1; i < events.size(); ++i)
    EXPECT_EQ(events[i].kind, CalendarEvent::Kind::cancelled) << events[i].id;
}

}  // namespace
}  // namespace hamstring::rehab
