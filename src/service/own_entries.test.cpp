#include "service/own_entries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/shipped_knowledge.h"
#include "tests/support/store_with_ada.h"

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
  return may_add(as(role), before, {}, {std::move(news)}).has_value();
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
  EXPECT_FALSE(may_add(as("athlete"), before, {}, {pain("one", Who::self, "theirs")}).has_value());
  EXPECT_FALSE(
      may_add(as("athlete"), before, {}, {pain("two", Who::self, "one"), pain("one", Who::self, "theirs")})
          .has_value());
}

TEST(OwnEntries, what_somebody_else_typed_in_the_athletes_name_stays_however_it_is_reached) {
  const Case before{
      .case_id = "c",
      .entries = {pain("mine"), pain("told_together"), pain("corrected", Who::self, "mine2"), pain("mine2")}};
  const auto added = [&](Entry news, const char* role = "athlete") {
    return may_add(as(role), before, {"told_together", "corrected"}, {std::move(news)});
  };
  EXPECT_TRUE(added(pain("new", Who::self, "mine")));
  for (const Entry& entry :
       {make_entry("x", day, RetractEntry{.of = "told_together"}),
        make_entry("x", day, ResolveEntry{.of = "told_together", .keep = "h"}),
        pain("x", Who::self, "told_together"), pain("told_together"), pain("x", Who::self, "mine2")}) {
    const auto refused = added(entry);
    ASSERT_FALSE(refused.has_value()) << write_entry(entry);
    EXPECT_EQ(refused.error().code, Code::forbidden);
    EXPECT_EQ(refused.error().error.message, "this was entered by somebody who looks after you");
    EXPECT_EQ(refused.error().error.element, entry.id);
    EXPECT_TRUE(added(entry, "clinician"));
  }
}

class Typed : public store::StoreWithAda {
 protected:
  /// Whether an entry of such a batch is somebody else's for Ada.
  bool is_anothers(const store::BatchRow& batch) {
    const auto id = store::add_batch(database(), "p1", batch);
    if (!id) ADD_FAILURE() << id.error().text();
    const std::string name = "e" + std::to_string(*id);
    EXPECT_TRUE(store::add_entries(database(), "p1", *id, {entry(name, "2025-05-12", 1)}));
    const auto others = entered_by_others(database(), as("athlete", "ada.k", 7), {.id = "p1", .name = "Ada"});
    return others && others->contains(name);
  }
};

TEST_F(Typed, what_came_through_another_account_is_anothers_and_what_nobody_can_know_is_by_its_name) {
  EXPECT_TRUE(is_anothers({.kind = "app", .account = 1, .made_by = "Cole", .made_role = "clinician"}));
  EXPECT_TRUE(is_anothers({.kind = "app", .account = {}, .made_by = "Cole", .made_role = "clinician"}));
  EXPECT_TRUE(is_anothers({.kind = "app", .account = 2, .made_by = "Olga", .made_role = "owner"}));
  EXPECT_TRUE(is_anothers({.kind = "app", .account = {}, .made_by = "Cole"})) << "whose account is gone";
  EXPECT_FALSE(is_anothers({.kind = "app", .account = 7, .made_by = "ada.k", .made_role = "athlete"}));
  EXPECT_FALSE(is_anothers({.kind = "app", .account = {}, .made_by = "old", .made_role = "athlete"}))
      << "an account that they had before";
  EXPECT_FALSE(is_anothers({.kind = "app", .account = {}, .made_by = "Ada"}));
  EXPECT_FALSE(is_anothers({.kind = "app", .account = {}, .made_by = "nobody"})) << "before any account";
  EXPECT_FALSE(is_anothers({.kind = "app", .account = {}, .made_by = ""}));
  EXPECT_FALSE(is_anothers({.kind = "merge", .account = 1, .made_by = "Cole", .made_role = "clinician"}))
      << "a file says itself who told what";
  const auto clinicians = entered_by_others(database(), as("clinician", "Cole", 1), {.id = "p1"});
  ASSERT_TRUE(clinicians);
  EXPECT_TRUE(clinicians->empty());
}

TEST(OwnEntries, who_leads_a_plan_is_not_the_athletes_to_say) {
  const Entry supervised = make_entry("s", day, SettingEntry{.key = SettingKey::supervised, .value = true});
  EXPECT_FALSE(added({}, supervised));
  EXPECT_TRUE(added({}, supervised, "clinician"));
  EXPECT_TRUE(added({}, make_entry("s", day, SettingEntry{.key = SettingKey::pain_limit, .value = 3.0})));
}

TEST(OwnEntries, nobody_speaks_for_a_guardian_or_a_clinician_from_the_persons_own_account) {
  const Knowledge& knowledge = shipped_knowledge();
  int of_the_kind = 0;
  for (const auto& [id, question] : knowledge.questions) {
    if (!question.said_by_another) continue;
    ++of_the_kind;
    const auto says = [&](const Caller& caller, Who by, const char* word, Brought brought,
                          const Case& before = {}, std::string replaces = {}) {
      Entry entry = make_entry("g", day, AnswerEntry{.question = id, .value = std::string(word)}, by);
      entry.replaces = std::move(replaces);
      return speaks_for_nobody_else(knowledge, caller, "Kit", before, {entry}, brought).has_value();
    };
    const Caller kit = as("athlete", "kit.k"), alone = as("owner", "Kit"), parent = as("owner", "Mara");
    using enum Brought;
    for (const Brought brought : {entered_now, with_a_file}) {
      for (const Who by : {Who::self, Who::helper, Who::clinician})
        EXPECT_FALSE(says(kit, by, "yes", brought));
      EXPECT_TRUE(says(kit, Who::self, "no", brought)) << "what holds back is anybody's to say";
      EXPECT_TRUE(says(kit, Who::self, "unsure", brought));
      EXPECT_FALSE(says(alone, Who::helper, "yes", brought)) << "whoever set this up is the child";
      EXPECT_TRUE(says(parent, Who::helper, "yes", brought));
      EXPECT_TRUE(says(as("clinician", "Cole"), Who::clinician, "yes", brought));
    }
    EXPECT_FALSE(says(alone, Who::clinician, "yes", entered_now));
    EXPECT_TRUE(says(alone, Who::clinician, "yes", with_a_file)) << "said elsewhere, brought home";
    const Case refused{
        .case_id = "c",
        .entries = {make_entry("p", day, AnswerEntry{.question = id, .value = "no"}, Who::helper)}};
    EXPECT_FALSE(says(kit, Who::self, "unsure", entered_now, refused, "p")) << "theirs to correct";
    for (const EntryBody& body :
         {EntryBody(RetractEntry{.of = "p"}), EntryBody(ResolveEntry{.of = "p", .keep = "h"})})
      EXPECT_FALSE(
          speaks_for_nobody_else(knowledge, kit, "Kit", refused, {make_entry("x", day, body)}, entered_now)
              .has_value());
  }
  EXPECT_GE(of_the_kind, 1);
  const Entry led = make_entry("s", day, SettingEntry{.key = SettingKey::supervised, .value = true});
  EXPECT_FALSE(speaks_for_nobody_else(knowledge, as("owner", "Kit"), "Kit", {}, {led}, Brought::entered_now)
                   .has_value());
}

TEST(OwnEntries, what_another_account_says_for_the_person_is_kept_as_theirs) {
  const Entry led = make_entry("s", day, SettingEntry{.key = SettingKey::supervised, .value = true});
  const auto by = [&](const Caller& caller) {
    std::vector<Entry> news{led, pain("a")};
    speak_as_another(shipped_knowledge(), caller, "Kit", news);
    EXPECT_EQ(news[1].by, Who::self);
    EXPECT_EQ(news[0].hash != led.hash, news[0].by != Who::self);
    return news[0].by;
  };
  EXPECT_EQ(by(as("owner", "Mara")), Who::helper);
  EXPECT_EQ(by(as("clinician", "Cole")), Who::clinician);
  EXPECT_EQ(by(as("owner", "kit")), Who::self);
  EXPECT_EQ(by(as("athlete", "kit.k")), Who::self);
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

TEST(OwnEntries,
     an_owner_who_signs_with_their_own_name_for_another_is_told_how_to_and_not_that_it_is_for_themselves) {
  const auto why = [](const std::string& clinician) {
    const auto told = may_clear(shipped_knowledge(), as("owner", "Tom Physio"), "Gus Hill",
                                {clearance(Who::clinician, clinician)});
    return told ? std::string() : told.error().error.message;
  };
  EXPECT_EQ(why("Tom Physio"), "this account is no clinician's");
  EXPECT_EQ(why("Gus Hill"), "nobody clears themselves");
  EXPECT_EQ(why("Dr. Maria Berger"), "");
}

}  // namespace
}  // namespace hamstring::service
