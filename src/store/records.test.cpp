#include "store/records.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "store/delta.h"
#include "store/packed.h"
#include "store/schema.h"
#include "tests/support/temp_folder.h"

namespace hamstring::store {
namespace {

class Records : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(database_);
    ASSERT_TRUE(migrate(*database_));
    ASSERT_TRUE(
        add_person(*database_,
                   {.id = "p1", .name = "Ada", .zone = "Europe/Vienna", .language = "de", .created_utc = 5}));
  }
  [[nodiscard]] const Database& database() const { return *database_; }

 private:
  test::TempFolder folder_;
  Result<Database> database_ = Database::open(folder_ / "a.db");
};

EntryRow entry(const std::string& id, const std::string& day, std::int64_t recorded) {
  std::string json = "{\"id\":\"" + id + "\"}";
  return {.id = id, .hash = sha256_hex(json).substr(0, 16), .day = day, .recorded_s = recorded, .json = json};
}

TEST_F(Records, entries_come_back_in_canonical_order_and_twice_the_same_is_once) {
  const auto batch = add_batch(database(), "p1", {.kind = "app", .made_utc = 1});
  ASSERT_TRUE(batch);
  ASSERT_TRUE(
      add_entries(database(), "p1", *batch, {entry("b", "2026-01-02", 1), entry("a", "2026-01-01", 9)}));
  ASSERT_TRUE(add_entries(database(), "p1", *batch, {entry("a", "2026-01-01", 9)}));
  const auto rows = entries_of(database(), "p1").value();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].id, "a");
  EXPECT_EQ(rows[1].json, "{\"id\":\"b\"}");
}

TEST_F(Records, taking_a_batch_back_takes_its_entries_and_no_others) {
  const auto first = add_batch(database(), "p1", {.kind = "app", .made_utc = 1});
  const auto second = add_batch(database(), "p1", {.kind = "import", .made_utc = 2, .note = "x"});
  ASSERT_TRUE(first && second);
  ASSERT_TRUE(add_entries(database(), "p1", *first, {entry("a", "2026-01-01", 1)}));
  ASSERT_TRUE(
      add_entries(database(), "p1", *second, {entry("b", "2026-01-02", 1), entry("c", "2026-01-03", 1)}));
  EXPECT_EQ(batches_of(database(), "p1").value().front().entries, 2);
  ASSERT_TRUE(remove_batch(database(), "p1", *second));
  const auto rows = entries_of(database(), "p1").value();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].id, "a");
  ASSERT_TRUE(remove_batch(database(), "someone else", *first));
  EXPECT_EQ(entries_of(database(), "p1").value().size(), 1U);
}

TEST_F(Records, erasing_a_person_leaves_no_trace_in_any_table) {
  const auto batch = add_batch(database(), "p1", {.kind = "app", .made_utc = 1});
  ASSERT_TRUE(add_entries(database(), "p1", *batch, {entry("a", "2026-01-01", 1)}));
  ASSERT_TRUE(add_shown(
      database(), "p1",
      {.day = "2026-01-01", .kind = "plan", .program = "1", .knowledge = "2", .made_utc = 1, .json = "{}"}));
  ASSERT_TRUE(add_consent(database(), "p1", {.text_version = "1", .given_by = "self", .at = "now"}));
  ASSERT_TRUE(
      add_audit(database(), {.at = "now", .account = "a", .person = "p1", .action = "x", .detail = ""}));
  const auto account =
      add_account(database(), {.name = "ada", .role = "athlete", .password = "x", .person = "p1"});
  ASSERT_TRUE(account);
  ASSERT_TRUE(add_login(database(), {.token = "t", .account = *account, .created_utc = 1, .expires_utc = 2}));
  ASSERT_TRUE(erase_person(database(), "p1"));
  for (const char* table : {"person", "entry", "batch", "shown", "consent", "audit", "account", "login"}) {
    Statement s = database().prepare(std::string("SELECT count(*) FROM ") + table);
    ASSERT_TRUE(s.step());
    EXPECT_EQ(s.integer(0), 0) << table;
  }
}

TEST_F(Records, a_login_is_found_by_its_token_until_it_is_removed) {
  const auto account = add_account(database(), {.name = "Ada", .role = "owner", .password = "x"});
  ASSERT_TRUE(account);
  EXPECT_FALSE(add_account(database(), {.name = "ada", .role = "coach", .password = "x"}));  // same name
  ASSERT_TRUE(
      add_login(database(), {.token = "t1", .account = *account, .created_utc = 1, .expires_utc = 50}));
  ASSERT_TRUE(
      add_login(database(), {.token = "t2", .account = *account, .created_utc = 1, .expires_utc = 90}));
  EXPECT_EQ(find_login(database(), "t1").value()->account, *account);
  EXPECT_FALSE(find_login(database(), "t3").value());
  ASSERT_TRUE(remove_logins_before(database(), 60));
  EXPECT_FALSE(find_login(database(), "t1").value());
  ASSERT_TRUE(remove_logins_of(database(), *account));
  EXPECT_FALSE(find_login(database(), "t2").value());
}

TEST_F(Records, a_bit_that_flipped_on_the_disk_costs_the_entry_it_is_in_and_is_never_read_as_what_was_told) {
  const auto batch = add_batch(database(), "p1", {.kind = "app", .made_utc = 1});
  ASSERT_TRUE(batch);
  const std::vector told{entry("a", "2026-01-01", 1), entry("b", "2026-01-02", 2)};
  ASSERT_TRUE(add_entries(database(), "p1", *batch, told));
  EXPECT_TRUE(entries_of(database(), "p1").value().at(0).whole);
  ASSERT_TRUE(database().execute("UPDATE entry SET json = replace(json, 'b', 'c') WHERE id = 'b'"));
  auto rows = entries_of(database(), "p1").value();
  const auto damaged = take_damaged(rows);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].id, "a");
  ASSERT_EQ(damaged.size(), 1U);
  EXPECT_EQ(damaged[0].id, "b");
  EXPECT_FALSE(remove_damaged(database(), "p1", "a").value()) << "a whole one stays";
  // Whoever still has it, in a backup or on a phone, brings it back.
  ASSERT_TRUE(add_entries(database(), "p1", *batch, told));
  EXPECT_TRUE(entries_of(database(), "p1").value().at(1).whole);
  ASSERT_TRUE(database().execute("UPDATE entry SET hash = 'not its hash' WHERE id = 'b'"));
  EXPECT_TRUE(remove_damaged(database(), "p1", "b").value());
  EXPECT_EQ(entries_of(database(), "p1").value().size(), 1U);
}

std::string plan_of_day(int day) {
  std::string plan = "{\"day\":" + std::to_string(day);
  for (int i = 0; i < 400; ++i)
    plan += ",\"line" + std::to_string(i * 7919 % 1009) + "\":\"why " + std::to_string(i) + "\"";
  return plan + ",\"count\":" + std::to_string(day * 3) + "}";
}

TEST_F(Records, what_was_shown_comes_back_word_for_word_and_takes_a_tenth_of_the_room) {
  constexpr int days = 60;
  for (int day = 0; day < days; ++day) {
    ASSERT_TRUE(add_shown(database(), "p1",
                          {.day = std::to_string(day),
                           .kind = "plan",
                           .program = "1",
                           .knowledge = "1",
                           .json = plan_of_day(day)}));
    ASSERT_TRUE(add_shown(database(), "p1",
                          {.day = std::to_string(day),
                           .kind = "plan",
                           .program = "1",
                           .knowledge = "1",
                           .json = plan_of_day(day)}));
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

TEST_F(Records, what_is_shown_many_times_a_day_takes_the_room_of_what_differs_between_two_of_them) {
  constexpr int days = 12, saves = 6;
  for (int day = 0; day < days; ++day) {
    for (int save = 0; save < saves; ++save)
      ASSERT_TRUE(add_shown(database(), "p1",
                            {.day = std::to_string(day),
                             .kind = "plan",
                             .program = "1",
                             .knowledge = "1",
                             .json = plan_of_save(day, save)}));
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
  EXPECT_LT(room.integer(0) + room.integer(1), 2 * days * saves * between_days / 3);
}

TEST_F(Records, what_was_shown_and_is_damaged_is_left_out_and_hides_no_other) {
  for (int day = 0; day < 5; ++day)
    ASSERT_TRUE(add_shown(database(), "p1",
                          {.day = std::to_string(day),
                           .kind = "plan",
                           .program = "1",
                           .knowledge = "1",
                           .json = plan_of_day(day)}));
  ASSERT_TRUE(database().execute("UPDATE shown SET digest = 'another' WHERE day = '3'"));
  EXPECT_EQ(shown_to(database(), "p1").value().size(), 4U);
  ASSERT_TRUE(database().execute("UPDATE shown SET packed = x'0000000101' WHERE day = '2'"));
  EXPECT_EQ(shown_to(database(), "p1").value().size(), 3U);
}

TEST_F(Records, whoever_is_erased_leaves_no_whole_plan_behind_and_an_import_takes_its_own_along) {
  const auto import = add_import(database(), {.made_utc = 1, .account = "a", .digest = "d"});
  ASSERT_TRUE(import);
  ASSERT_TRUE(
      add_shown(database(), "p1",
                {.day = "1", .kind = "plan", .program = "1", .knowledge = "1", .json = plan_of_day(1)}));
  ASSERT_TRUE(add_shown(database(), "p1",
                        {.day = "2",
                         .kind = "plan",
                         .program = "1",
                         .knowledge = "1",
                         .json = plan_of_day(2),
                         .import = *import}));
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

}  // namespace
}  // namespace hamstring::store
