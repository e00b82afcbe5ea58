#include "store/database.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <thread>

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

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

TEST(Database, reading_waits_for_nobody_who_writes_and_for_nobody_who_reads) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database && database->execute("CREATE TABLE t (x TEXT) STRICT; INSERT INTO t VALUES ('one');"));
  std::atomic<bool> written = false, seen = false;
  std::thread writer([&] {
    const Transaction transaction(*database);
    ASSERT_TRUE(database->execute("INSERT INTO t VALUES ('two')"));
    EXPECT_EQ(count(*database), 2) << "whoever writes reads what it wrote";
    written = true;
    while (!seen) std::this_thread::yield();
  });
  while (!written) std::this_thread::yield();
  Statement held = database->prepare("SELECT x FROM t");
  ASSERT_TRUE(held.step());  // in the middle of its rows
  const auto begun = Clock::now();
  std::thread reader([&] {
    EXPECT_EQ(count(*database), 1) << "what is not confirmed is not there yet";
    EXPECT_GE(database->version_seen(), 0);
  });
  reader.join();
  EXPECT_LT(Clock::now() - begun, milliseconds(500));
  seen = true;
  writer.join();
}

TEST(Database, a_write_waits_for_another_one_no_longer_than_it_may) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db"), other = Database::open(folder / "a.db");
  ASSERT_TRUE(database && other && database->execute("CREATE TABLE t (x TEXT) STRICT"));
  database->set_patience(milliseconds(150));
  const Transaction writing(*other);
  ASSERT_TRUE(writing.begun());
  const auto begun = Clock::now();
  {
    Transaction transaction(*database);
    ASSERT_FALSE(transaction.begun());
    EXPECT_TRUE(is_busy(transaction.begun().error()));
    // Half of a request is worse than none of it.
    EXPECT_FALSE(database->prepare("INSERT INTO t VALUES ('half')").run());
    EXPECT_FALSE(database->execute("INSERT INTO t VALUES ('half')"));
    EXPECT_FALSE(transaction.commit());
    EXPECT_EQ(count(*database), 0);
  }
  EXPECT_FALSE(database->prepare("INSERT INTO t VALUES ('alone')").run());
  EXPECT_GE(Clock::now() - begun, milliseconds(250));
  EXPECT_LT(Clock::now() - begun, milliseconds(1000));
  EXPECT_FALSE(Transaction(*database, milliseconds(0)).begun());
}

TEST(Database, ten_threads_that_write_take_turns_and_none_is_lost) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database && database->execute("CREATE TABLE t (x TEXT) STRICT"));
  database->set_patience(milliseconds(20000));
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 20; ++n) {
        Transaction transaction(*database);
        ASSERT_TRUE(database->prepare("INSERT INTO t VALUES ('x')").run());
        ASSERT_TRUE(transaction.commit());
        (void)count(*database);
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(count(*database), 200);
}

TEST(Database, a_snapshot_stays_what_it_was_while_others_write) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database && database->execute("CREATE TABLE t (x TEXT) STRICT"));
  {
    const Snapshot snapshot(*database);
    ASSERT_TRUE(snapshot.begun());
    std::thread([&] { EXPECT_TRUE(database->execute("INSERT INTO t VALUES ('later')")); }).join();
    EXPECT_EQ(count(*database), 0);
  }
  EXPECT_EQ(count(*database), 1);
}

TEST(Database, what_lies_open_to_others_is_closed_when_it_is_opened_here) {
  const TempFolder folder;
  const mode_t before = ::umask(0);
  { ASSERT_TRUE(Database::open(folder / "a.db")->execute("CREATE TABLE t (x TEXT) STRICT")); }
  ASSERT_EQ(::chmod((folder / "a.db").c_str(), 0644), 0);
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database && database->execute("INSERT INTO t VALUES ('private')"));
  ASSERT_TRUE(database->backup_to(folder / "b.db"));
  ::umask(before);
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder / "")) {
    struct stat about {};
    ASSERT_EQ(::stat(file.path().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0077, 0U) << file.path();
    ++files;
  }
  EXPECT_GE(files, 4) << "the database, its log, its index and the backup";
}

}  // namespace
}  // namespace hamstring::store
