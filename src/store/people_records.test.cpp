#include "store/records.h"

#include <gtest/gtest.h>

#include "tests/support/store_with_ada.h"

namespace hamstring::store {
namespace {

class PeopleRecords : public StoreWithAda {};

TEST_F(PeopleRecords, entries_come_back_in_canonical_order_and_twice_the_same_is_once) {
  const auto batch = add_batch(database(), "p1", {.kind = "app", .made_utc = 1});
  ASSERT_TRUE(batch);
  ASSERT_TRUE(
      add_entries(database(), "p1", *batch, {entry("b", "2026-01-02", 1), entry("a", "2026-01-01", 9)}));
  ASSERT_TRUE(add_entries(database(), "p1", *batch, {entry("a", "2026-01-01", 9)}));
  const auto rows = entries_of(database(), "p1").value();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].id, "a");
  EXPECT_EQ(rows[1].json, entry("b", "2026-01-02", 1).json);
}

TEST_F(PeopleRecords, taking_a_batch_back_takes_its_entries_and_no_others) {
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

TEST_F(PeopleRecords, erasing_a_person_leaves_no_trace_in_any_table) {
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

TEST_F(PeopleRecords,
       a_bit_that_flipped_on_the_disk_costs_the_entry_it_is_in_and_is_never_read_as_what_was_told) {
  const auto batch = add_batch(database(), "p1", {.kind = "app", .made_utc = 1});
  ASSERT_TRUE(batch);
  const std::vector told{entry("a", "2026-01-01", 1), entry("b", "2026-01-02", 2)};
  ASSERT_TRUE(add_entries(database(), "p1", *batch, told));
  EXPECT_TRUE(entries_of(database(), "p1").value().at(0).whole);
  ASSERT_TRUE(database().execute("UPDATE entry SET json = replace(json, 'pain', 'pane') WHERE id = 'b'"));
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

TEST_F(PeopleRecords, come_by_name_whatever_its_case_and_one_who_is_not_here_is_nobody) {
  for (const char* name : {"bea", "Cleo", "anna"})
    ASSERT_TRUE(add_person(database(), {.id = name, .name = name, .zone = "UTC", .language = "en"}));
  std::vector<std::string> names;
  for (const auto read = people(database()); const PersonRow& row : read.value()) names.push_back(row.name);
  EXPECT_EQ(names, (std::vector<std::string>{"Ada", "anna", "bea", "Cleo"}));
  EXPECT_FALSE(find_person(database(), "p9").value());
  const auto ada = find_person(database(), "p1").value();
  ASSERT_TRUE(ada);
  EXPECT_EQ(ada->zone, "Europe/Vienna");
  EXPECT_EQ(ada->language, "de");
  EXPECT_FALSE(ada->import);
}

TEST_F(PeopleRecords, whatever_changes_about_somebody_is_counted_and_about_nobody_else) {
  ASSERT_TRUE(add_person(database(), {.id = "p2", .name = "Bea", .zone = "UTC", .language = "en"}));
  const auto changes = [&](const std::string& id) { return find_person(database(), id).value()->changes; };
  const std::int64_t of_other = changes("p2");
  std::int64_t before = changes("p1");
  const auto counted = [&](const char* what) {
    EXPECT_GT(changes("p1"), before) << what;
    before = changes("p1");
  };
  ASSERT_TRUE(change_person(database(), {.id = "p1", .name = "Ada L", .zone = "UTC", .language = "en"}));
  counted("another name");
  const auto batch = add_batch(database(), "p1", {.kind = "app", .made_utc = 1});
  ASSERT_TRUE(add_entries(database(), "p1", *batch, {entry("a", "2026-01-01", 1)}));
  counted("an entry");
  ASSERT_TRUE(add_entries(database(), "p1", *batch, {entry("a", "2026-01-01", 1)}));
  EXPECT_EQ(changes("p1"), before) << "the same entry again";
  ASSERT_TRUE(remove_batch(database(), "p1", *batch));
  counted("an entry that goes");
  EXPECT_EQ(changes("p2"), of_other);
}

TEST_F(PeopleRecords, a_board_is_kept_for_its_day_and_maker_until_the_person_changes) {
  const auto keep = [&](std::int64_t changes, const std::string& text) {
    return keep_board(database(), "p1", changes, "2026-01-02", "maker", text).has_value();
  };
  const auto board = [&](const std::string& day = "2026-01-02", const std::string& made_with = "maker") {
    return board_of(database(), "p1", day, made_with).value().value_or("none");
  };
  const std::int64_t changes = find_person(database(), "p1").value()->changes;
  EXPECT_EQ(board(), "none");
  EXPECT_TRUE(keep(changes, "rest"));
  EXPECT_EQ(board(), "rest");
  EXPECT_EQ(board("2026-01-03"), "none");
  EXPECT_EQ(board("2026-01-02", "another program"), "none");
  EXPECT_TRUE(keep(changes, "walk"));
  EXPECT_EQ(board(), "walk") << "it is replaced";
  ASSERT_TRUE(database().execute("UPDATE board SET packed = x'0000000101'"));
  EXPECT_EQ(board(), "none") << "a damaged one is made again";
  EXPECT_TRUE(keep(changes, "walk"));
  ASSERT_TRUE(change_person(database(), {.id = "p1", .name = "Ada", .zone = "UTC", .language = "en"}));
  EXPECT_EQ(board(), "none") << "made before the change";
  EXPECT_TRUE(keep(changes, "walk"));
  EXPECT_EQ(board(), "none") << "and what was made from an older history is not kept at all";
  EXPECT_TRUE(keep(find_person(database(), "p1").value()->changes, "run"));
  ASSERT_TRUE(clear_board_before(database(), "2026-01-02"));
  EXPECT_EQ(board(), "run");
  ASSERT_TRUE(clear_board_before(database(), "2026-01-03"));
  EXPECT_EQ(number("SELECT count(*) FROM board"), 0);
}

TEST_F(PeopleRecords, entries_of_one_type_come_in_order_until_who_takes_them_has_enough) {
  const auto batch = add_batch(database(), "p1", {.kind = "app", .made_utc = 1});
  ASSERT_TRUE(add_entries(database(), "p1", *batch,
                          {entry("late", "2026-01-09", 1), entry("early", "2026-01-01", 1),
                           entry("other", "2026-01-02", 1, "test"), entry("damaged", "2026-01-03", 1),
                           entry("no_json", "2026-01-04", 1)}));
  ASSERT_TRUE(database().execute("UPDATE entry SET json = json || ' ' WHERE id = 'damaged'"));
  ASSERT_TRUE(database().execute("UPDATE entry SET json = 'pain' WHERE id = 'no_json'"));
  const auto taken = [&](std::size_t most) {
    std::string ids;
    std::size_t n = 0;
    EXPECT_TRUE(each_entry_of_type(database(), "p1", "pain", [&](const EntryRow& row) {
      ids += row.id + " ";
      return ++n < most;
    }));
    return ids;
  };
  EXPECT_EQ(taken(9), "early late ");
  EXPECT_EQ(taken(1), "early ");
}

}  // namespace
}  // namespace hamstring::store
