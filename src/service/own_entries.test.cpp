#include "service/own_entries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/shipped_knowledge.h"

namespace hamstring::service {
namespace {

using namespace rehab;

const Day day = parse_day("2025-05-12").value();

Caller as(const std::string& role, const std::string& name = "Ada", std::int64_t id = 1) {
  Caller caller;
  caller.account = store::AccountRow{.id = id, .name = name, .role = role, .password = {}, .person = {}};
  return caller;
}

Entry pain(std::string id, Who by = Who::self, std::string replaces = {}) {
  Entry entry = make_entry(std::move(id), day, PainEntry{}, by);
  entry.replaces = std::move(replaces);
  return entry;
}
Entry clearance(Who by, std::string clinician) {
  return make_entry("c", day,
                    ClearanceEntry{.of = Cleared::flag, .ref = "dvt", .clinician = std::move(clinician)}, by);
}

bool added(const Case& before, Entry news, const std::string& role = "athlete") {
  return may_add(as(role), before, {std::move(news)}).has_value();
}

TEST(OwnEntries, an_athlete_changes_what_they_told_and_nothing_a_clinician_said_however_it_is_reached) {
  const Case before{.case_id = "c",
                    .entries = {pain("mine"), pain("theirs", Who::clinician),
                                pain("mine_corrected", Who::clinician, "mine2"), pain("mine2")}};
  EXPECT_TRUE(added(before, pain("new")));
  EXPECT_TRUE(added(before, pain("new", Who::self, "mine")));
  EXPECT_FALSE(added(before, pain("new", Who::self, "theirs")));
  EXPECT_FALSE(added(before, pain("new", Who::self, "mine2"))) << "a clinician corrected it";
  EXPECT_FALSE(added(before, pain("theirs"))) << "a second entry under their id would put it in doubt";
  EXPECT_FALSE(added(before, make_entry("x", day, RetractEntry{.of = "theirs"})));
  EXPECT_FALSE(added(before, make_entry("x", day, ResolveEntry{.of = "theirs", .keep = "h"})));
  EXPECT_FALSE(added(before, pain("new", Who::clinician))) << "nobody speaks in a clinician's name";
  EXPECT_TRUE(added(before, pain("new", Who::clinician, "theirs"), "owner"));
  // Over a chain of one's own: the correction of a correction of theirs.
  EXPECT_FALSE(may_add(as("athlete"), before, {pain("one", Who::self, "theirs")}).has_value());
  EXPECT_FALSE(
      may_add(as("athlete"), before, {pain("two", Who::self, "one"), pain("one", Who::self, "theirs")})
          .has_value());
}

TEST(OwnEntries, who_leads_a_plan_is_not_the_athletes_to_say) {
  const Entry supervised = make_entry("s", day, SettingEntry{.key = SettingKey::supervised, .value = true});
  EXPECT_FALSE(added({}, supervised));
  EXPECT_TRUE(added({}, supervised, "clinician"));
  EXPECT_TRUE(added({}, make_entry("s", day, SettingEntry{.key = SettingKey::pain_limit, .value = 3.0})));
}

TEST(OwnEntries, a_ring_of_corrections_ends) {
  const Case ring{.case_id = "c", .entries = {pain("a", Who::self, "b"), pain("b", Who::self, "a")}};
  EXPECT_TRUE(added(ring, pain("c", Who::self, "a")));
}

TEST(OwnEntries, only_a_named_clinician_who_is_somebody_else_clears) {
  const auto clears = [](const std::string& role, Who by, const std::string& clinician) {
    return may_clear(shipped_knowledge(), as(role, "Olga Owner"), "Pat Person", {clearance(by, clinician)})
        .has_value();
  };
  EXPECT_TRUE(clears("clinician", Who::clinician, ""));
  EXPECT_TRUE(clears("owner", Who::clinician, "Dr. Berg"));
  EXPECT_FALSE(clears("owner", Who::clinician, ""));
  EXPECT_FALSE(clears("owner", Who::clinician, "olga owner")) << "oneself, in whatever spelling";
  EXPECT_FALSE(clears("owner", Who::clinician, "Pat Person"));
  EXPECT_FALSE(clears("owner", Who::clinician, "myself"));
  EXPECT_FALSE(clears("athlete", Who::clinician, "Dr. Berg"));
  EXPECT_FALSE(clears("athlete", Who::self, ""));
  EXPECT_TRUE(clears("owner", Who::self, ""))
      << "it counts for nothing; clears_something refuses it where it is entered now";
  EXPECT_FALSE(clears_something({clearance(Who::self, "")}).has_value());
  EXPECT_TRUE(clears_something({clearance(Who::clinician, "Dr. Berg"), pain("a")}).has_value());
}

TEST(OwnEntries, a_clinicians_account_signs_what_it_clears_and_the_hash_with_it) {
  std::vector<Entry> news{clearance(Who::clinician, ""), clearance(Who::clinician, "Dr. Berg"), pain("a")};
  const std::vector<Entry> before = news;
  sign_clearances(as("owner"), news);
  EXPECT_EQ(news[0].hash, before[0].hash);
  sign_clearances(as("clinician", "Dr. Cole"), news);
  EXPECT_EQ(news[0].as<ClearanceEntry>()->clinician, "Dr. Cole");
  EXPECT_NE(news[0].hash, before[0].hash);
  EXPECT_EQ(news[1].as<ClearanceEntry>()->clinician, "Dr. Berg");
  EXPECT_EQ(news[2].hash, before[2].hash);
}

TEST(OwnEntries, a_clock_may_be_a_day_ahead_and_no_more) {
  Entry entry = pain("a");
  entry.recorded_s = 1000 + 86400;
  EXPECT_TRUE(recorded_by_now({entry}, 1000).has_value());
  entry.recorded_s += 1;
  const auto refused = recorded_by_now({entry}, 1000);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Code::bad_input);
}

TEST(OwnEntries, an_athlete_takes_back_what_their_account_entered) {
  const store::BatchRow batch{.kind = "app", .account = 1};
  EXPECT_TRUE(may_take_back(as("athlete", "Ada", 1), batch).has_value());
  EXPECT_FALSE(may_take_back(as("athlete", "Bea", 2), batch).has_value());
  EXPECT_FALSE(may_take_back(as("athlete", "Ada", 1), {.kind = "app", .account = {}}).has_value())
      << "nobody knows whose it is";
  EXPECT_TRUE(may_take_back(as("owner", "Olga", 3), batch).has_value());
}

}  // namespace
}  // namespace hamstring::service
