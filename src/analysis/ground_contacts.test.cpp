#include "analysis/ground_contacts.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hamstring::analysis {
namespace {

bool holds(const std::vector<TimeSpan>& spans, double t) {
  return std::ranges::any_of(spans, [&](const TimeSpan& s) { return t >= s.start_s && t < s.end_s; });
}

TEST(GroundContacts, run_from_strike_to_toe_off_and_are_not_known_beyond_the_events) {
  const dynamics::FootContacts c =
      contacts_of({.foot_strike_s = {1.0, 2.0}, .toe_off_s = {0.5, 1.4, 2.4}, .missing = {}});
  EXPECT_TRUE(holds(c.standing, 1.2));
  EXPECT_TRUE(holds(c.standing, 2.3));
  EXPECT_FALSE(holds(c.standing, 0.7));
  EXPECT_FALSE(holds(c.unknown, 0.7));
  EXPECT_TRUE(holds(c.unknown, 0.4));
  EXPECT_TRUE(holds(c.unknown, 2.5));
}

TEST(GroundContacts, are_not_known_between_two_strikes_and_where_samples_are_missing) {
  const dynamics::FootContacts c = contacts_of(
      {.foot_strike_s = {1.0, 2.0}, .toe_off_s = {2.4, 3.4}, .missing = {{.start_s = 2.1, .end_s = 2.2}}});
  EXPECT_TRUE(holds(c.unknown, 1.5));
  EXPECT_TRUE(holds(c.unknown, 2.15));
  EXPECT_TRUE(holds(c.unknown, 3.0));
  EXPECT_TRUE(holds(c.standing, 2.3));
}

TEST(GroundContacts, without_events_are_never_known) {
  EXPECT_TRUE(holds(contacts_of({}).unknown, 0.0));
}

}  // namespace
}  // namespace hamstring::analysis
