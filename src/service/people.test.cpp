// What the app's requests rest on (tests/api asks them over HTTP): who is found, what is kept in memory, what
// goes together.
#include "service/people.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <stop_token>

#include "tests/support/people_here.h"

namespace hamstring::service {
namespace {

using PeopleService = PeopleHere;

const rehab::ClinicalTest& measured_test() {
  for (const auto& [id, test] : rehab::shipped_knowledge().tests)
    if (test.measures == rehab::ClinicalTest::Measures::force && test.plausible_max) return test;
  throw std::logic_error("there is no test of force");
}

rehab::Entry measured(double value) {
  rehab::TestEntry body;
  body.test = measured_test().id;
  body.left = body.right = {value};
  return rehab::make_entry("row", parse_day("2025-05-12").value(), std::move(body));
}
double plausible() {
  return measured_test().plausible_max.value() / 2;
}

TEST_F(PeopleService,
       somebody_who_is_not_here_or_was_erased_is_not_found_by_anything_and_stays_in_no_memory) {
  const std::string ada = add_person("Ada"), bea = add_person("Bea");
  ASSERT_TRUE(people_.today(as("owner"), ada, {}, {}, now));
  ASSERT_TRUE(people_.today(as("owner"), bea, {}, {}, now));
  const std::size_t before = people_.remembered();
  const auto receipt = people_.erase(as("owner"), ada, now);
  ASSERT_TRUE(receipt);
  EXPECT_GT((*receipt)["entries"], 0);
  EXPECT_LT(people_.remembered(), before);
  const std::size_t left = people_.remembered();
  for (const std::string& nobody : {ada, std::string("p0")}) {
    const auto code = [&](const auto& outcome) { return outcome ? Code::storage : outcome.error().code; };
    EXPECT_EQ(code(people_.describe(nobody)), Code::not_found);
    EXPECT_EQ(code(people_.today(as("owner"), nobody, {}, {}, now)), Code::not_found);
    EXPECT_EQ(code(people_.entries(nobody)), Code::not_found);
    EXPECT_EQ(code(people_.measures(nobody, {}, now)), Code::not_found);
    EXPECT_EQ(code(people_.add_entries(as("owner"), nobody, {{"entries", {pain(1)}}}, now)), Code::not_found);
    EXPECT_EQ(code(people_.case_file(nobody)), Code::not_found);
    EXPECT_EQ(code(people_.merge(as("owner"), nobody, "{}", false, {}, now)), Code::not_found);
    EXPECT_EQ(code(people_.calendar(nobody, {}, {}, now)), Code::not_found);
    EXPECT_EQ(code(people_.audit(nobody)), Code::not_found);
    EXPECT_EQ(code(people_.course(nobody, {}, now)), Code::not_found);
    EXPECT_EQ(code(people_.before_return(nobody, {}, {}, now)), Code::not_found);
    EXPECT_EQ(code(people_.prevention(nobody, {}, now)), Code::not_found);
    EXPECT_EQ(code(people_.runs(nobody, {}, {}, now)), Code::not_found);
    EXPECT_EQ(code(people_.change(as("owner"), nobody, {{"name", "x"}}, now)), Code::not_found);
    EXPECT_EQ(code(people_.erase(as("owner"), nobody, now)), Code::not_found);
    EXPECT_EQ(code(people_.take_back(as("owner"), nobody, 1, now)), Code::not_found);
    EXPECT_EQ(code(people_.add_for_many(as("owner"), {{nobody, measured(plausible())}}, now)),
              Code::not_found);
  }
  EXPECT_EQ(people_.remembered(), left) << "asking for nobody leaves nothing behind";
}

TEST_F(PeopleService, what_another_program_writes_about_one_person_makes_nobody_else_be_read_anew) {
  const std::string ada = add_person("Ada"), bea = add_person("Bea");
  const auto second = store::Database::open(folder_ / "a.db");
  ASSERT_TRUE(second);
  People others(*second, rehab::shipped_knowledge());
  const auto ada_before = others.history(ada).value(), bea_before = others.history(bea).value();
  ASSERT_TRUE(people_.add_entries(as("owner"), ada, {{"entries", {pain(7)}}}, now));
  EXPECT_EQ(others.history(bea).value().get(), bea_before.get()) << "she is as she was";
  EXPECT_NE(others.history(ada).value().get(), ada_before.get());
  EXPECT_EQ(others.history(ada).value()->entries.size(), ada_before->entries.size() + 1);
  ASSERT_TRUE(people_.erase(as("owner"), bea, now));
  EXPECT_FALSE(others.history(bea).has_value());
}

TEST_F(PeopleService, a_merge_leaves_its_row_of_the_list_ready_for_whoever_looks_next) {
  const std::string ada = add_person("Ada");
  Json file = Json::parse(people_.case_file(ada).value());
  constexpr int many = 1500;
  for (int i = 0; i < many; ++i)
    file["entries"].push_back(
        {{"id", "m" + std::to_string(i)},
         {"type", "pain"},
         {"day", "2025-05-10"},
         {"recorded_at", fmt::format("2025-05-10T{:02}:{:02}:00Z", i / 60 % 24, i % 60)},
         {"by", "self"},
         {"when", "now"},
         {"value", 1},
         {"rescreen", "none_of_these"}});
  const auto merged = people_.merge(as("owner"), ada, file.dump(), true, {}, now);
  ASSERT_TRUE(merged) << merged.error().error.text();
  EXPECT_EQ((*merged)["only_there"].size(), static_cast<std::size_t>(many));
  store::Statement kept = database().prepare(
      "SELECT count(*) FROM board b JOIN person p ON p.id = b.person AND p.changes = b.changes WHERE "
      "b.person = "
      "?");
  kept.bind(ada);
  ASSERT_TRUE(kept.step());
  EXPECT_EQ(kept.integer(0), 1) << "the next one who asks for the list waits for no plan";
  EXPECT_GE(people_.history(ada).value()->entries.size(), static_cast<std::size_t>(many));
  const auto left = store::pending_of(database(), [](std::int64_t) { return true; });
  ASSERT_TRUE(left);
  EXPECT_TRUE(left->batches.empty());
  ASSERT_TRUE(people_.take_back(as("owner"), ada, (*merged)["batch"].get<std::int64_t>(), now));
  EXPECT_LT(people_.history(ada).value()->entries.size(), 100U);
}

TEST_F(PeopleService, what_another_program_writes_is_seen_by_the_next_look) {
  const std::string ada = add_person("Ada");
  const auto second = store::Database::open(folder_ / "a.db");
  ASSERT_TRUE(second);
  People others(*second, rehab::shipped_knowledge());
  const std::size_t before = others.history(ada).value()->entries.size();
  ASSERT_TRUE(people_.add_entries(as("owner"), ada, {{"entries", {pain(7)}}}, now));
  EXPECT_EQ(others.history(ada).value()->entries.size(), before + 1);
  ASSERT_TRUE(others.add_entries(as("owner"), ada, {{"entries", {pain(3)}}}, now));
  EXPECT_EQ(people_.history(ada).value()->entries.size(), before + 2);
}

TEST_F(PeopleService, whoever_saw_an_older_history_is_told_and_may_keep_both) {
  const std::string ada = add_person("Ada");
  const std::size_t there = entries_of(ada);
  ASSERT_TRUE(people_.add_entries(as("owner"), ada, {{"entries", {pain(1)}}, {"seen", there}}, now));
  Json late{{"entries", {pain(2)}}, {"seen", there}};
  const auto refused = people_.add_entries(as("owner"), ada, late, now);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::conflict);
  EXPECT_EQ(refused.error().extra["count"], there + 1) << "with what is there now";
  late["keep_both"] = true;
  const auto kept = people_.add_entries(as("owner"), ada, late, now);
  ASSERT_TRUE(kept);
  EXPECT_EQ((*kept)["count"], there + 2);
}

TEST_F(PeopleService, an_entry_that_is_sent_twice_is_one_and_the_later_of_two_is_the_later_word) {
  const std::string ada = add_person("Ada");
  Json first = pain(1);
  first["id"] = "from-the-phone";
  first["recorded_at"] = "2025-05-12T00:00:00+02:00";
  ASSERT_TRUE(people_.add_entries(as("owner"), ada, {{"entries", {first}}}, now));
  const std::size_t there = entries_of(ada);
  const auto again = people_.add_entries(as("owner"), ada, {{"entries", {first}}}, now);
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)["batch"], 0);
  EXPECT_EQ(entries_of(ada), there);
  ASSERT_TRUE(people_.add_entries(as("owner"), ada, {{"entries", {pain(4)}}}, now));
  ASSERT_TRUE(people_.add_entries(as("owner"), ada, {{"entries", {pain(5)}}}, now));
  const auto history = people_.history(ada).value();
  std::vector<double> told;
  for (const rehab::Entry& entry : history->entries)
    if (const auto* body = entry.as<rehab::PainEntry>()) told.push_back(body->value);
  EXPECT_EQ(std::vector<double>(told.end() - 2, told.end()), (std::vector<double>{4, 5}));
}

TEST_F(PeopleService, a_squad_is_saved_whole_or_not_at_all_and_who_cannot_be_is_named) {
  const std::string ada = add_person("Ada"), bea = add_person("Bea");
  const std::size_t before = entries_of(ada);
  const double impossible = measured_test().plausible_max.value() * 100;
  const auto refused = people_.add_for_many(
      as("coach"), {{ada, measured(plausible())}, {bea, measured(impossible)}}, now + 10);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error.element, bea);
  EXPECT_EQ(entries_of(ada), before);
  ASSERT_TRUE(people_.history(ada));
  ASSERT_TRUE(people_.add_for_many(as("coach"), {{ada, measured(plausible())}, {bea, measured(plausible())}},
                                   now + 10));
  EXPECT_EQ(entries_of(ada), before + 1);
  EXPECT_EQ(people_.history(ada).value()->entries.back().by, rehab::Who::helper);
  ASSERT_TRUE(people_.add_for_many(as("clinician"), {{ada, measured(plausible())}}, now + 60));
  EXPECT_EQ(people_.history(ada).value()->entries.back().by, rehab::Who::clinician);
  EXPECT_EQ(people_.history(ada).value()->entries.size(), entries_of(ada))
      << "what is in memory is what is kept";
}

TEST_F(PeopleService, a_damaged_entry_is_noted_once_and_holds_the_day_back_until_it_is_taken_out) {
  const std::string ada = add_person("Ada");
  ASSERT_TRUE(people_.add_entries(as("owner"), ada, {{"entries", {pain(7)}}}, now));
  const std::string last = people_.history(ada).value()->entries.back().id;
  ASSERT_TRUE(
      database().prepare("UPDATE entry SET json = replace(json, '7', '3') WHERE id = ?").bind(last).run());
  people_.forget_all();
  for (int start = 0; start < 2; ++start) {
    People started(database(), rehab::shipped_knowledge());
    started.warm(now, {});
    started.warm(now, {});
  }
  int noted = 0;
  for (const auto read = people_.audit(ada); const Json& row : read.value())
    noted += row["action"] == "damage found" && row["detail"] == last ? 1 : 0;
  EXPECT_EQ(noted, 1);
  ASSERT_EQ(people_.damaged(ada)->size(), 1U);
  EXPECT_EQ((*people_.today(as("owner"), ada, {}, {}, now))["status"], "suspended");
  EXPECT_EQ(people_.before_return(ada, {}, {}, now).error().code, Code::conflict);
  const std::string whole = people_.history(ada).value()->entries.front().id;
  EXPECT_EQ(people_.take_out_damaged(as("owner"), ada, whole, now).error().code, Code::not_found);
  ASSERT_TRUE(people_.take_out_damaged(as("owner"), ada, last, now));
  EXPECT_TRUE(people_.damaged(ada)->empty());
  EXPECT_NE((*people_.today(as("owner"), ada, {}, {}, now))["status"], "suspended");
}

TEST_F(PeopleService, what_was_shown_is_written_down_once_and_what_a_coach_saw_is_not) {
  const std::string ada = add_person("Ada");
  const auto shown = [&] { return store::shown_to(database(), ada).value().size(); };
  ASSERT_TRUE(people_.today(as("coach"), ada, {}, {}, now));
  ASSERT_TRUE(people_.today(as("owner"), ada, "2025-05-13", {}, now));
  EXPECT_EQ(shown(), 0U) << "and a look at another day is none of today's";
  ASSERT_TRUE(people_.today(as("owner"), ada, {}, {}, now));
  ASSERT_TRUE(people_.today(as("owner"), ada, {}, {}, now + 60));
  EXPECT_EQ(shown(), 1U);
  ASSERT_TRUE(people_.add_entries(as("owner"), ada, {{"entries", {pain(6)}}}, now));
  EXPECT_EQ(shown(), 2U);
  EXPECT_FALSE(store::sources_shown_to(database(), ada).value().empty());
}

TEST_F(PeopleService, days_that_cannot_be_asked_for_are_refused_by_their_field) {
  const std::string ada = add_person("Ada");
  for (const char* day : {"tomorrow", "2025-02-30", "2025-05-09", "2026-06-01"}) {
    const auto refused = people_.today(as("owner"), ada, day, {}, now);
    ASSERT_FALSE(refused) << day;
    EXPECT_EQ(refused.error().error.element, "day") << day;
  }
  EXPECT_TRUE(people_.today(as("owner"), ada, "2025-05-10", {}, now));
  EXPECT_EQ(people_.today(as("owner"), ada, {}, "no_such", now).error().error.element, "protocol");
}

TEST_F(PeopleService, the_list_shows_an_athlete_only_themself_and_comes_the_most_urgent_first) {
  add_person("Ada");
  const std::string bea = add_person("Bea");
  const auto ids = [&](const Caller& caller) {
    std::vector<std::string> all;
    for (const auto read = people_.list(caller, "en", now); const Json& row : read.value())
      all.push_back(row["id"]);
    return all;
  };
  EXPECT_EQ(ids(as("athlete", "Bea", bea)), std::vector<std::string>{bea});
  EXPECT_TRUE(ids(as("athlete", "Nobody")).empty());
  ASSERT_EQ(ids(as("owner")).size(), 2U);
  const std::string& flag = rehab::shipped_knowledge().short_set.front();
  Json alarming = pain(2);
  alarming["rescreen"] = Json::object({{flag, "yes"}});
  const auto added = people_.add_entries(as("owner"), bea, {{"entries", {alarming}}}, now);
  ASSERT_TRUE(added) << added.error().error.text();
  EXPECT_EQ(ids(as("owner")).front(), bea);
}

TEST_F(PeopleService, rows_kept_for_the_next_start_are_those_that_would_be_made) {
  const std::string ada = add_person("Ada");
  const Json made = people_.list(as("owner"), "en", now).value();
  people_.warm(now, {});
  store::Statement kept = database().prepare("SELECT count(*) FROM board WHERE day = '2025-05-12'");
  ASSERT_TRUE(kept.step());
  ASSERT_EQ(kept.integer(0), 1);
  People started(database(), rehab::shipped_knowledge());
  EXPECT_EQ(started.list(as("owner"), "en", now).value(), made);
  ASSERT_TRUE(people_.add_entries(as("owner"), ada, {{"entries", {pain(9)}}}, now));
  People later(database(), rehab::shipped_knowledge());
  EXPECT_EQ(later.list(as("owner"), "en", now).value(), people_.list(as("owner"), "en", now).value());
  EXPECT_NE(later.list(as("owner"), "en", now).value(), made) << "a row of before is shown to nobody";
}

TEST_F(PeopleService, what_was_corrected_later_is_not_taken_back_before_its_correction) {
  const std::string ada = add_person("Ada");
  Json wrong = pain(8);
  wrong["id"] = "wrong";
  const auto first = people_.add_entries(as("owner"), ada, {{"entries", {wrong}}}, now);
  ASSERT_TRUE(first);
  Json right = pain(2);
  right["replaces"] = "wrong";
  const auto second = people_.add_entries(as("owner"), ada, {{"entries", {right}}}, now);
  ASSERT_TRUE(second) << second.error().error.text();
  const auto refused = people_.take_back(as("owner"), ada, (*first)["batch"], now);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::conflict);
  ASSERT_TRUE(people_.take_back(as("owner"), ada, (*second)["batch"], now));
  ASSERT_TRUE(people_.take_back(as("owner"), ada, (*first)["batch"], now));
  EXPECT_EQ(people_.take_back(as("owner"), ada, (*first)["batch"], now).error().code, Code::not_found);
}

TEST_F(PeopleService, a_danger_sign_is_not_forgotten_with_what_was_saved_together) {
  const std::string ada = add_person("Ada");
  const std::string& flag = rehab::shipped_knowledge().short_set.front();
  for (const char* word : {"yes", "unsure"}) {
    Json alarming = pain(2);
    alarming["rescreen"] = Json::object({{flag, word}});
    const auto added = people_.add_entries(as("owner"), ada, {{"entries", {alarming}}}, now);
    ASSERT_TRUE(added);
    for (const char* role : {"owner", "coach"}) {
      const auto refused = people_.take_back(as(role), ada, (*added)["batch"], now);
      ASSERT_FALSE(refused) << role;
      EXPECT_EQ(refused.error().code, Code::conflict);
    }
    EXPECT_TRUE(people_.take_back(as("clinician"), ada, (*added)["batch"], now)) << "who looked at it";
  }
  Json calm = pain(2);
  calm["rescreen"] = Json::object({{flag, "no"}});
  const auto added = people_.add_entries(as("owner"), ada, {{"entries", {calm}}}, now);
  ASSERT_TRUE(added);
  EXPECT_TRUE(people_.take_back(as("owner"), ada, (*added)["batch"], now));
}

TEST_F(PeopleService, a_change_is_checked_field_by_field_and_an_unknown_one_changes_nothing) {
  const std::string ada = add_person("Ada");
  const auto refused = [&](const Json& request) {
    const auto changed = people_.change(as("owner"), ada, request, now);
    return changed ? std::string("(changed)") : changed.error().error.element;
  };
  EXPECT_EQ(refused({{"zone", "Mars/Base"}}), "zone");
  EXPECT_EQ(refused({{"language", "fr"}}), "language");
  EXPECT_EQ(refused({{"name", " "}}), "name");
  EXPECT_EQ(refused({{"name", 7}}), "name");
  EXPECT_EQ(refused({{"shoe_size", "42"}}), "shoe_size");
  EXPECT_EQ((*people_.describe(ada))["name"], "Ada");
  EXPECT_EQ(refused({{"name", " Ada L "}, {"zone", "UTC"}, {"language", "de"}, {"groups", "U21, backs"}}),
            "(changed)");
  EXPECT_EQ((*people_.describe(ada))["name"], "Ada L");
  EXPECT_EQ((*people_.describe(ada))["zone"], "UTC");
}

/// What the reply says may be taken out or back, and what the server then does about it.
TEST_F(PeopleService, what_may_be_taken_out_or_back_is_said_as_the_server_decides_it) {
  const std::string ada = add_person("Ada");  // the owner wrote the story down
  const auto told = [&](const Caller& caller, const Json& entry) {
    const auto saved = people_.add_entries(caller, ada, {{"entries", {entry}}, {"keep_both", true}}, now);
    ASSERT_TRUE(saved) << saved.error().error.text();
  };
  Caller athlete = as("athlete", "Ada", ada), clinician = as("clinician", "Dr. Berg");
  athlete.account->id = 5;
  clinician.account->id = 6;
  told(athlete, pain(2));
  told(clinician, pain(3));
  told(athlete,
       {{"type", "answer"}, {"question", rehab::shipped_knowledge().short_set.front()}, {"value", "yes"}});
  told(athlete, {{"id", "kept"}, {"type", "pain"}, {"when", "now"}, {"value", 1}});
  told(athlete, {{"type", "pain"}, {"when", "now"}, {"value", 4}, {"replaces", "kept"}});
  std::size_t offered = 0, refused = 0;
  for (const Caller* caller : {&athlete, &clinician}) {
    const auto reply = people_.entries(ada, "en", caller);
    ASSERT_TRUE(reply);
    for (const Json& entry : (*reply)["entries"]) {
      const bool may = entry["may_take_out"];
      const Json request{{"entries", {{{"type", "retract"}, {"of", entry["id"]}}}}, {"preview", true}};
      const bool gone = entry["id"] == "kept";  // replaced: there is nothing left to take out
      if (!gone) {
        EXPECT_EQ(people_.add_entries(*caller, ada, request, now).has_value(), may) << entry.dump();
      }
      ++(may ? offered : refused);
    }
  }
  EXPECT_GE(offered, 5U);
  EXPECT_GE(refused, 3U);
  const auto reply = people_.entries(ada, "en", &athlete);
  std::size_t kept = 0;
  for (const Json& batch : (*reply)["batches"]) {
    const auto done = people_.take_back(athlete, ada, batch["id"], now);
    EXPECT_EQ(done.has_value(), batch["may_take_back"].get<bool>()) << batch.dump();
    kept += done ? 0 : 1;
    if (done) break;  // what is left is another history
  }
  EXPECT_GE((*reply)["batches"].size(), 6U);
}

TEST_F(PeopleService, what_is_told_together_stands_in_the_persons_name_and_a_clearance_in_the_clinicians) {
  const std::string ada = add_person("Ada");
  const Caller clinician = as("clinician", "Dr. Berg");
  const auto by = [&](Json entry) {
    entry["id"] = "e" + std::to_string(entries_of(ada));
    const auto saved = people_.add_entries(clinician, ada, {{"entries", {entry}}, {"keep_both", true}}, now);
    EXPECT_TRUE(saved) << (saved ? "" : saved.error().error.text());
    const auto reply = people_.entries(ada);
    for (const Json& one : (*reply)["entries"])
      if (one["id"] == entry["id"]) return one["by"].get<std::string>();
    return std::string("missing");
  };
  Json told = pain(2);
  EXPECT_EQ(by(told), "clinician");
  told["by"] = "self";
  EXPECT_EQ(by(told), "self") << "written down with the person";
  EXPECT_EQ(by({{"type", "clearance"}, {"of", "rescreen"}, {"ref", "pop"}, {"by", "self"}}), "clinician");
  const auto reply = people_.entries(ada);
  const Json& last = (*reply)["batches"].back();
  EXPECT_TRUE(last["by"] == "Olga" || last["by"] == "Dr. Berg") << "whose hands it were";
}

}  // namespace
}  // namespace hamstring::service
