#include "knowledge/message.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

const Catalog english{"en",
                      {{"dose", "{sets} {sets#set|sets} of {load}"},
                       {"test.walk.name", "Walking"},
                       {"settle", "Not known yet: {test} would settle it."},
                       {"open", "a {b"},
                       {"day", "From {from}"},
                       {"date.day", "{day} {month} {year}"},
                       {"date.month_3", "March"},
                       {"loop.a", "{next}"}}};
const Catalog german{"de",
                     {{"dose", "{sets} {sets#Satz|Sätze} mit {load}"},
                      {"day", "Seit {from}"},
                      {"date.day", "{day}. {month} {year}"},
                      {"date.month_3", "März"}}};

TEST(Message, fills_numbers_units_and_words_by_number) {
  EXPECT_EQ(render(english, {"dose", {{"sets", 1LL}, {"load", ValueWithUnit{2.5, "kg"}}}}).value(),
            "1 set of 2.5 kg");
  EXPECT_EQ(render(english, {"dose", {{"sets", 3LL}, {"load", ValueWithUnit{2.5, "kg"}}}}).value(),
            "3 sets of 2.5 kg");
  EXPECT_EQ(render(german, {"dose", {{"sets", 1LL}, {"load", ValueWithUnit{2.5, "kg"}}}}).value(),
            "1 Satz mit 2,5 kg");
}

TEST(Message, translates_arguments_that_are_messages_and_keeps_words) {
  EXPECT_EQ(render(english, {"settle", {{"test", std::string("test.walk.name")}}}).value(),
            "Not known yet: Walking would settle it.");
  EXPECT_EQ(render(english, {"settle", {{"test", std::string("18 men aged 18-24.")}}}).value(),
            "Not known yet: 18 men aged 18-24. would settle it.");
}

TEST(Message, writes_a_day_as_people_do) {
  const std::map<std::string, Argument> from{{"from", parse_day("2025-03-09").value()}};
  EXPECT_EQ(render(english, {"day", from}).value(), "From 9 March 2025");
  EXPECT_EQ(render(german, {"day", from}).value(), "Seit 9. März 2025");
  EXPECT_FALSE(render(english, {"day", {{"from", parse_day("2025-04-09").value()}}}))
      << "a month without a name";
}

TEST(Message, is_an_error_rather_than_an_empty_sentence) {
  EXPECT_FALSE(render(english, {"unknown", {}}));
  EXPECT_FALSE(render(english, {"settle", {}}));
  EXPECT_FALSE(render(english, {"settle", {{"test", std::string("test.no.name")}}}));
  EXPECT_FALSE(render(english, {"open", {}}));
  EXPECT_FALSE(render(english, {"dose", {{"sets", std::string("many")}, {"load", 1.0}}}));
  EXPECT_FALSE(render(english, {"loop.a", {{"next", std::string("loop.a")}}}));  // refers to itself
}

}  // namespace
}  // namespace hamstring::rehab
