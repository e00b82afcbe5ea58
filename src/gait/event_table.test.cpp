#include "gait/event_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

EventTable read(std::string_view text) {
  const Result<EventTable> table = parse_event_table(text, "e.csv");
  EXPECT_TRUE(table) << (table ? "" : table.error().text());
  return table.value_or(EventTable{});
}

TEST(EventTable, comes_back_as_it_was_written_to_the_last_digit) {
  EventTable events;
  events.left.foot_strike_s = {0.1 + 0.2, 1.0 / 3.0};
  events.left.toe_off_s = {0.5};
  events.right.foot_strike_s = {0.25};
  const std::string text = write_event_table(events, "found");
  EXPECT_TRUE(text.starts_with("side,event,time_s,source\r\nright,foot_strike,0.25,found\r\n")) << text;
  const EventTable back = read(text);
  EXPECT_EQ(back.left.foot_strike_s, events.left.foot_strike_s);
  EXPECT_EQ(back.left.toe_off_s, events.left.toe_off_s);
  EXPECT_EQ(back.right.foot_strike_s, events.right.foot_strike_s);
  EXPECT_TRUE(back.right.toe_off_s.empty());
}

TEST(EventTable, takes_what_people_write_in_any_order_of_columns_and_rows) {
  const EventTable table = read(
      "\xEF\xBB\xBFtime_s;Event;note;Side\n2.5;Heel strike;x;R\n\n1.5;foot_strike;;right\n2;Foot "
      "Off;;r\n1;toe_off;;L\n");
  EXPECT_THAT(table.right.foot_strike_s, ElementsAre(1.5, 2.5));
  EXPECT_THAT(table.right.toe_off_s, ElementsAre(2.0));
  EXPECT_THAT(table.left.toe_off_s, ElementsAre(1.0));
}

TEST(EventTable, names_the_line_of_what_it_cannot_take) {
  const auto error = [](std::string_view text) {
    const Result<EventTable> table = parse_event_table(text, "e.csv");
    EXPECT_FALSE(table) << text;
    return table ? std::string() : table.error().text();
  };
  const std::string head = "side,event,time_s\n";
  EXPECT_THAT(error("side,time_s\nleft,1\n"), HasSubstr("no column 'event'"));
  EXPECT_THAT(error(head + "middle,toe_off,1\n"), HasSubstr("e.csv:2"));
  EXPECT_THAT(error(head + "left,jump,1\n"), HasSubstr("'jump' is no event"));
  EXPECT_THAT(error(head + "left,toe_off,nan\n"), HasSubstr("'nan' is no time"));
  EXPECT_THAT(error(head + "left,toe_off\n"), HasSubstr("'' is no time"));
  EXPECT_THAT(error(head + "left,toe_off,1\nleft,toe_off,1\n"), HasSubstr("twice at 1 s"));
  EXPECT_THAT(error(head), HasSubstr("no event"));
  EXPECT_THAT(error(""), HasSubstr("no event"));
}

TEST(EventTable, tells_the_kind_of_a_single_step_by_whether_the_other_foot_stands) {
  // One contact of the right foot; the left one leaves after it came down, or came down before it.
  EXPECT_EQ(gait_kind_of({.left = {.toe_off_s = {1.1}}, .right = {.foot_strike_s = {1.0}}}),
            GaitKind::walking);
  EXPECT_EQ(
      gait_kind_of({.left = {.foot_strike_s = {1.4}}, .right = {.foot_strike_s = {1.0}, .toe_off_s = {1.3}}}),
      GaitKind::running);
  EXPECT_EQ(
      gait_kind_of({.left = {.foot_strike_s = {1.4}}, .right = {.foot_strike_s = {1.0}, .toe_off_s = {1.5}}}),
      GaitKind::walking);
  EXPECT_EQ(gait_kind_of({.left = {.toe_off_s = {0.9}}, .right = {.foot_strike_s = {1.0}}}),
            GaitKind::running);
  EXPECT_EQ(gait_kind_of({.left = {.foot_strike_s = {0.5}}, .right = {.foot_strike_s = {1.0}}}),
            GaitKind::none)
      << "strikes alone do not tell";
  EXPECT_EQ(gait_kind_of({.left = {}, .right = {.foot_strike_s = {1.0}, .toe_off_s = {1.2}}}),
            GaitKind::none);
}

TEST(EventTable, tells_walking_from_running_by_how_long_the_feet_stand) {
  const auto kind = [](double contact_s) {
    EventTable events;
    events.left = {
        .foot_strike_s = {0.0, 1.0, 2.0}, .toe_off_s = {contact_s, 1.0 + contact_s}, .missing = {}};
    return gait_kind_of(events);
  };
  EXPECT_EQ(kind(0.6), GaitKind::walking);
  EXPECT_EQ(kind(0.3), GaitKind::running);
  EXPECT_EQ(gait_kind_of({}), GaitKind::none);
}

}  // namespace
}  // namespace hamstring
