#include "store/records.h"

#include <gtest/gtest.h>

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
  return {.id = id, .hash = "h" + id, .day = day, .recorded_s = recorded, .json = "{\"id\":\"" + id + "\"}"};
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

}  // namespace
}  // namespace hamstring::store
