#include "store/connections.h"

#include <gtest/gtest.h>

#include <atomic>

#include "store/database.h"
#include "tests/support/temp_folder.h"

namespace hamstring::store {
namespace {

using std::chrono::milliseconds;

class ConnectionsTo : public ::testing::Test {
 protected:
  void SetUp() override {
    const Result<Database> database = Database::open(folder_ / "a.db");
    ASSERT_TRUE(database) << database.error().text();
    ASSERT_TRUE(database->execute("CREATE TABLE t (x TEXT) STRICT; INSERT INTO t VALUES ('one')"));
  }
  test::TempFolder folder_;
  Connections connections_{folder_ / "a.db"};
};

TEST_F(ConnectionsTo, whoever_reads_cannot_write_whatever_the_statement_says) {
  const Connection reader = connections_.borrow();
  ASSERT_TRUE(reader);
  EXPECT_EQ(sqlite3_exec(reader.get(), "SELECT * FROM t", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(reader.get(), "INSERT INTO t VALUES ('two')", nullptr, nullptr, nullptr) & 0xff,
            SQLITE_READONLY);
}

TEST_F(ConnectionsTo, one_that_was_given_back_is_lent_again_and_no_more_than_eight_are_kept) {
  Connection first = connections_.borrow();
  const sqlite3* address = first.get();
  connections_.give_back(std::move(first));
  EXPECT_EQ(connections_.borrow().get(), address);
  std::vector<Connection> many;
  for (int i = 0; i < 12; ++i) {
    many.push_back(connections_.borrow());
    sqlite3_exec(many.back().get(), "PRAGMA cache_size=-777", nullptr, nullptr, nullptr);
  }
  for (Connection& one : many) connections_.give_back(std::move(one));
  connections_.give_back(Connection{});
  int marked = 0;
  for (Connection& one : many) {
    one = connections_.borrow();
    ASSERT_TRUE(one) << "what is empty is not lent";
    sqlite3_exec(
        one.get(), "PRAGMA cache_size",
        [](void* count, int, char** values, char**) {
          *static_cast<int*>(count) += std::string_view(values[0]) == "-777" ? 1 : 0;
          return 0;
        },
        &marked, nullptr);
  }
  EXPECT_EQ(marked, 8);
}

TEST_F(ConnectionsTo, a_file_that_is_not_there_lends_nothing) {
  Connections nowhere(folder_ / "no.db");
  EXPECT_FALSE(nowhere.borrow());
}

TEST_F(ConnectionsTo,
       the_one_that_writes_is_waited_for_no_longer_than_one_may_and_by_its_own_thread_not_at_all) {
  const auto lock = connections_.lock_writer(milliseconds(0));
  ASSERT_TRUE(lock.owns_lock());
  connections_.set_writing(true);
  EXPECT_TRUE(connections_.writing_here());
  EXPECT_TRUE(connections_.lock_writer(milliseconds(0)).owns_lock()) << "ours already";
  std::thread([&] {
    EXPECT_FALSE(connections_.writing_here());
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_FALSE(connections_.lock_writer(milliseconds(60)).owns_lock());
    EXPECT_GE(std::chrono::steady_clock::now() - begun, milliseconds(60));
  }).join();
  connections_.set_writing(false);
  EXPECT_FALSE(connections_.writing_here());
}

TEST_F(ConnectionsTo, what_a_thread_reads_from_and_whether_it_may_write_is_its_own_and_of_these_alone) {
  Connections others(folder_ / "a.db");
  const Connection reader = connections_.borrow();
  connections_.pin_here(reader.get());
  connections_.bar_here(true);
  connections_.bar_here(true);
  EXPECT_EQ(connections_.pinned_here(), reader.get());
  EXPECT_EQ(others.pinned_here(), nullptr);
  EXPECT_FALSE(others.barred_here());
  std::thread([&] {
    EXPECT_EQ(connections_.pinned_here(), nullptr);
    EXPECT_FALSE(connections_.barred_here());
  }).join();
  connections_.bar_here(false);
  EXPECT_TRUE(connections_.barred_here()) << "a write within a write could not begin either";
  connections_.bar_here(false);
  EXPECT_FALSE(connections_.barred_here());
  connections_.pin_here(nullptr);
  EXPECT_EQ(connections_.pinned_here(), nullptr);
}

TEST_F(ConnectionsTo, a_statement_in_doubt_counts_as_one_that_writes) {
  EXPECT_TRUE(only_reads("SELECT 1"));
  for (const char* sql :
       {"INSERT INTO t VALUES ('x')", "select 1", " SELECT 1", "WITH a AS (SELECT 1) DELETE FROM t", ""})
    EXPECT_FALSE(only_reads(sql)) << sql;
}

TEST_F(ConnectionsTo, another_program_that_wrote_is_noticed_and_one_s_own_writing_is_not) {
  const Result<Database> mine = Database::open(folder_ / "a.db");
  const Result<Database> other = Database::open(folder_ / "a.db");
  ASSERT_TRUE(mine && other);
  const std::int64_t before = mine->version_seen();
  ASSERT_TRUE(mine->execute("INSERT INTO t VALUES ('mine')"));
  EXPECT_EQ(mine->version_seen(), before);
  ASSERT_TRUE(other->execute("INSERT INTO t VALUES ('theirs')"));
  EXPECT_NE(mine->version_seen(), before);
}

}  // namespace
}  // namespace hamstring::store
