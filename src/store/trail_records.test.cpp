#include "store/records.h"

#include <gtest/gtest.h>

#include "store/delta.h"
#include "store/packed.h"
#include "tests/support/store_with_ada.h"

namespace hamstring::store {
namespace {

class TrailRecords : public StoreWithAda {};

std::string plan_of_day(int day) {
  std::string plan = "{\"day\":" + std::to_string(day);
  for (int i = 0; i < 400; ++i)
    plan += ",\"line" + std::to_string(i * 7919 % 1009) + "\":\"why " + std::to_string(i) + "\"";
  return plan + ",\"count\":" + std::to_string(day * 3) + "}";
}

TEST_F(TrailRecords, what_was_shown_comes_back_word_for_word_and_takes_a_tenth_of_the_room) {
  constexpr int days = 60;
  for (int day = 0; day < days; ++day) {
    ASSERT_TRUE(add_shown(database(), "p1", shown(day, plan_of_day(day))));
    ASSERT_TRUE(add_shown(database(), "p1", shown(day, plan_of_day(day))));
  }
  const auto rows = shown_to(database(), "p1").value();
  ASSERT_EQ(rows.size(), static_cast<std::size_t>(days));
  for (int day = 0; day < days; ++day) EXPECT_EQ(rows[static_cast<std::size_t>(day)].json, plan_of_day(day));
  Statement room = database().prepare(
      "SELECT sum(length(packed)), (SELECT sum(length(packed)) FROM shown_base) FROM shown");
  ASSERT_TRUE(room.step());
  Statement alone = database().prepare("SELECT length(packed(?))");
  alone.bind(plan_of_day(1));
  ASSERT_TRUE(alone.step());
  EXPECT_LT(10 * (room.integer(0) + room.integer(1)), days * alone.integer(0) * 2);
}

/// A quarter of it is another day's, one line another save's.
std::string plan_of_save(int day, int save) {
  std::string plan = "{\"save\":" + std::to_string(save);
  for (int i = 0; i < 400; ++i)
    plan += ",\"line" + std::to_string(i) + "\":\"why " +
            std::to_string(i % 4 == 0 ? (i + 1) * (day + 7) * 7919 % 100'003 : i * 7919 % 100'003) + "\"";
  return plan + "}";
}

TEST_F(TrailRecords, what_is_shown_many_times_a_day_takes_the_room_of_what_differs_between_two_of_them) {
  constexpr int days = 12, saves = 6;
  for (int day = 0; day < days; ++day) {
    for (int save = 0; save < saves; ++save)
      ASSERT_TRUE(add_shown(database(), "p1", shown(day, plan_of_save(day, save))));
  }
  const auto rows = shown_to(database(), "p1").value();
  ASSERT_EQ(rows.size(), static_cast<std::size_t>(days * saves));
  for (int i = 0; i < days * saves; ++i)
    EXPECT_EQ(rows[static_cast<std::size_t>(i)].json, plan_of_save(i / saves, i % saves)) << i;
  Statement room = database().prepare(
      "SELECT sum(length(packed)), (SELECT sum(length(packed)) FROM shown_base) FROM shown");
  ASSERT_TRUE(room.step());
  const auto between_days =
      static_cast<std::int64_t>(pack(delta(plan_of_save(0, 0), plan_of_save(1, 0))).size());
  EXPECT_LT(room.integer(0) + room.integer(1), std::ssize(rows) * between_days * 2 / 3);
}

TEST_F(TrailRecords, what_was_shown_and_is_damaged_is_left_out_and_hides_no_other) {
  for (int day = 0; day < 5; ++day) ASSERT_TRUE(add_shown(database(), "p1", shown(day, plan_of_day(day))));
  ASSERT_TRUE(database().execute("UPDATE shown SET digest = 'another' WHERE day = '3'"));
  EXPECT_EQ(shown_to(database(), "p1").value().size(), 4U);
  ASSERT_TRUE(database().execute("UPDATE shown SET packed = x'0000000101' WHERE day = '2'"));
  EXPECT_EQ(shown_to(database(), "p1").value().size(), 3U);
}

TEST_F(TrailRecords, whoever_is_erased_leaves_no_whole_plan_behind_and_an_import_takes_its_own_along) {
  const auto import = add_import(database(), {.made_utc = 1, .account = "a", .digest = "d"});
  ASSERT_TRUE(import);
  ASSERT_TRUE(add_shown(database(), "p1", shown(1, plan_of_day(1))));
  ASSERT_TRUE(add_shown(database(), "p1", shown(2, plan_of_day(2), *import)));
  const auto bases = [&] {
    Statement s = database().prepare("SELECT count(*) FROM shown_base");
    return s.step() ? s.integer(0) : -1;
  };
  EXPECT_EQ(bases(), 2);
  ASSERT_TRUE(remove_imported(database(), *import, 2));
  EXPECT_EQ(bases(), 1);
  EXPECT_EQ(shown_to(database(), "p1").value().size(), 1U);
  ASSERT_TRUE(erase_person(database(), "p1"));
  EXPECT_EQ(bases(), 0);
}

TEST_F(TrailRecords, heads_and_whole_rows_come_in_the_same_order_until_who_takes_them_has_enough) {
  for (int day = 0; day < 4; ++day) ASSERT_TRUE(add_shown(database(), "p1", shown(day, plan_of_day(day))));
  const auto heads = shown_heads(database(), "p1").value();
  ASSERT_EQ(heads.size(), 4U);
  std::size_t seen = 0;
  ASSERT_TRUE(each_shown(database(), "p1", [&](ShownRow& row) {
    EXPECT_EQ(row.day, heads[seen].day);
    EXPECT_TRUE(heads[seen].json.empty());
    EXPECT_EQ(row.json, plan_of_day(static_cast<int>(seen)));
    return ++seen < 3;
  }));
  EXPECT_EQ(seen, 3U);
}

TEST_F(TrailRecords, a_source_keeps_the_first_day_on_which_it_was_shown) {
  const auto show = [&](const char* source, const char* knowledge, const char* day) {
    ASSERT_TRUE(
        add_shown_source(database(), "p1", {.source = source, .knowledge = knowledge, .first_day = day}));
  };
  show("s2", "k1", "2026-01-01");
  show("s1", "k2", "2026-01-02");
  show("s2", "k1", "2025-01-01");
  show("s1", "k1", "2026-01-04");
  std::string all;
  for (const auto read = sources_shown_to(database(), "p1"); const ShownSourceRow& row : read.value())
    all += row.source + row.knowledge + row.first_day + " ";
  EXPECT_EQ(all, "s1k12026-01-04 s1k22026-01-02 s2k12026-01-01 ");
}

TEST_F(TrailRecords, what_was_done_stands_with_whom_it_was_about_and_the_rest_with_the_instance) {
  const auto note = [&](const char* person, const char* action) {
    ASSERT_TRUE(add_audit(
        database(), {.at = "now", .account = "olga", .person = person, .action = action, .detail = "d"}));
  };
  note("p1", "added");
  note("", "logged in");
  note("p1", "entered");
  note("receipt", "erased");
  const auto actions = [](const std::vector<AuditRow>& rows) {
    std::string all;
    for (const AuditRow& row : rows) all += row.action + " ";
    return all;
  };
  EXPECT_EQ(actions(audit_of(database(), "p1").value()), "entered added ");
  EXPECT_EQ(actions(audit_of_instance(database()).value()), "erased logged in ");
}

TEST_F(TrailRecords, consents_come_as_they_were_given) {
  for (const char* by : {"guardian", "self"})
    ASSERT_TRUE(add_consent(database(), "p1", {.text_version = "1", .given_by = by, .at = "now"}));
  const auto rows = consents_of(database(), "p1").value();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].given_by, "guardian");
  EXPECT_EQ(rows[1].given_by, "self");
  EXPECT_FALSE(add_consent(database(), "p9", {.text_version = "1", .given_by = "self", .at = "now"}))
      << "nobody";
}

}  // namespace
}  // namespace hamstring::store
