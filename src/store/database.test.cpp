#include "store/database.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "tests/support/temp_folder.h"

namespace hamstring::store {
namespace {

using test::TempFolder;

std::int64_t count(const Database& database) {
  Statement s = database.prepare("SELECT count(*) FROM t");
  return s.step() ? s.integer(0) : -1;
}

TEST(Database, a_transaction_that_is_not_committed_leaves_nothing) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database) << database.error().text();
  ASSERT_TRUE(database->execute("CREATE TABLE t (x TEXT) STRICT"));
  {
    const Transaction transaction(*database);
    ASSERT_TRUE(database->prepare("INSERT INTO t VALUES (?)").bind("one").run());
    EXPECT_EQ(count(*database), 1);
  }
  EXPECT_EQ(count(*database), 0);
}

TEST(Database, text_with_quotes_and_zeros_comes_back_as_it_was) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database);
  ASSERT_TRUE(database->execute("CREATE TABLE t (x TEXT) STRICT"));
  const std::string hostile = std::string("'); DROP TABLE t; --") + '\0' + "<script>";
  ASSERT_TRUE(database->prepare("INSERT INTO t VALUES (?)").bind(hostile).run());
  Statement s = database->prepare("SELECT x FROM t");
  ASSERT_TRUE(s.step());
  EXPECT_EQ(s.text(0), hostile);
}

TEST(Database, a_file_that_is_no_database_is_refused_with_what_to_do) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "a.db", std::string(5000, 'x')));
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_FALSE(database);
  EXPECT_NE(database.error().advice.find("restore a backup"), std::string::npos) << database.error().text();
  EXPECT_EQ(read_file(folder / "a.db").value(), std::string(5000, 'x'));
}

TEST(Database, a_folder_that_is_missing_is_named) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "no" / "a.db");
  ASSERT_FALSE(database);
  EXPECT_NE(database.error().file.find("a.db"), std::string::npos);
}

TEST(Database, nobody_else_on_the_machine_may_read_the_file) {
  const TempFolder folder;
  ASSERT_TRUE(Database::open(folder / "a.db"));
  const auto rights = std::filesystem::status(folder / "a.db").permissions();
  EXPECT_EQ(rights & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
            std::filesystem::perms::none);
}

TEST(Database, a_damaged_page_is_found) {
  const TempFolder folder;
  {
    const Result<Database> database = Database::open(folder / "a.db");
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->execute("CREATE TABLE t (x TEXT) STRICT; CREATE INDEX i ON t (x);"));
    for (int i = 0; i < 500; ++i)
      ASSERT_TRUE(database->prepare("INSERT INTO t VALUES (?)").bind(std::string(100, 'a')).run());
    EXPECT_TRUE(database->check_integrity());
    ASSERT_TRUE(database->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  }
  std::string bytes = read_file(folder / "a.db").value();
  constexpr std::size_t page = 4096;
  for (std::size_t at = 3 * page; at < 6 * page; ++at) bytes[at] = static_cast<char>(at * 7);
  ASSERT_TRUE(write_file(folder / "a.db", bytes));
  const Result<Database> damaged = Database::open(folder / "a.db");
  EXPECT_TRUE(!damaged || !damaged->check_integrity());
}

TEST(Database, a_backup_made_while_writing_is_whole_and_one_file) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database);
  ASSERT_TRUE(database->execute("CREATE TABLE t (x TEXT) STRICT; INSERT INTO t VALUES ('kept');"));
  ASSERT_TRUE(database->backup_to(folder / "b.db"));
  EXPECT_FALSE(std::filesystem::exists(folder / "b.db-wal"));
  const Result<Database> copy = Database::open(folder / "b.db");
  ASSERT_TRUE(copy);
  EXPECT_TRUE(copy->check_integrity());
  EXPECT_EQ(count(*copy), 1);
}

}  // namespace
}  // namespace hamstring::store
