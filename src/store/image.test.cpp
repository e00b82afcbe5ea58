#include "store/image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "core/file.h"
#include "tests/support/temp_folder.h"

namespace hamstring::store {
namespace {

class Image : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(database_) << database_.error().text();
    ASSERT_TRUE(database().execute("CREATE TABLE t (x TEXT) STRICT"));
    // More than one piece, and some of it only in the log beside the file.
    for (int i = 0; i < 40; ++i) add(std::string(10'000, static_cast<char>('a' + i % 26)));
  }
  [[nodiscard]] const Database& database() const { return *database_; }
  void add(const std::string& text) const {
    ASSERT_TRUE(database().prepare("INSERT INTO t VALUES (?)").bind(text).run());
  }
  static std::int64_t rows(const Database& in) {
    Statement s = in.prepare("SELECT count(*) FROM t");
    return s.step() ? s.integer(0) : -1;
  }
  test::TempFolder folder_;
  Result<Database> database_ = Database::open(folder_ / "a.db");
};

TEST_F(Image, in_pieces_is_a_database_of_its_own_with_all_that_was_written) {
  std::string bytes;
  std::size_t pieces = 0;
  std::int64_t told = 0;
  ASSERT_TRUE(stream_image(database(), [&](std::string_view piece, std::int64_t all) {
    EXPECT_LE(piece.size(), 256U * 1024U);
    bytes += piece;
    told = all;
    ++pieces;
    return true;
  }));
  EXPECT_GT(pieces, 1U);
  EXPECT_EQ(static_cast<std::int64_t>(bytes.size()), told);
  EXPECT_EQ(bytes.substr(18, 2), "\x01\x01") << "it needs no log beside it";
  ASSERT_TRUE(write_file(folder_ / "b.db", bytes));
  const Result<Database> copy = Database::open(folder_ / "b.db");
  ASSERT_TRUE(copy) << copy.error().text();
  EXPECT_TRUE(copy->check_integrity());
  EXPECT_EQ(rows(*copy), 40);
}

TEST_F(Image, holds_what_there_was_when_it_began_and_keeps_nobody_from_writing) {
  database().set_patience(std::chrono::milliseconds(500));
  std::string bytes;
  ASSERT_TRUE(stream_image(database(), [&](std::string_view piece, std::int64_t) {
    bytes += piece;
    // Somebody writes, and would like to carry it over into the file that is being read.
    for (int i = 0; i < 10; ++i) add(std::string(10'000, 'z'));
    (void)database().execute("DELETE FROM t WHERE x LIKE 'b%'; PRAGMA wal_checkpoint(PASSIVE)");
    return true;
  }));
  EXPECT_GT(rows(database()), 40);
  ASSERT_TRUE(write_file(folder_ / "b.db", bytes));
  const Result<Database> copy = Database::open(folder_ / "b.db");
  ASSERT_TRUE(copy);
  EXPECT_TRUE(copy->check_integrity());
  EXPECT_EQ(rows(*copy), 40);
}

TEST_F(Image, whoever_cannot_take_a_piece_ends_it_and_holds_nothing_up) {
  int asked = 0;
  const auto stopped = stream_image(database(), [&](std::string_view, std::int64_t) {
    ++asked;
    return false;
  });
  ASSERT_FALSE(stopped);
  EXPECT_NE(stopped.error().message.find("could not be written"), std::string::npos);
  EXPECT_EQ(asked, 1);
  EXPECT_TRUE(database().execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  EXPECT_EQ(std::filesystem::file_size(folder_ / "a.db-wal"), 0U) << "no reader is left behind";
}

TEST_F(Image, waits_for_somebody_who_still_reads_an_older_state) {
  std::thread reader;
  {
    std::atomic<bool> reading = false;
    reader = std::thread([&] {
      const Snapshot older(database());
      EXPECT_TRUE(older.begun());
      EXPECT_EQ(rows(database()), 40);
      reading = true;
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
    });
    while (!reading) std::this_thread::yield();
  }
  add("since");
  std::string bytes;
  EXPECT_TRUE(stream_image(database(), [&](std::string_view piece, std::int64_t) {
    bytes += piece;
    return true;
  }));
  reader.join();
  ASSERT_TRUE(write_file(folder_ / "b.db", bytes));
  const Result<Database> copy = Database::open(folder_ / "b.db");
  ASSERT_TRUE(copy);
  EXPECT_EQ(rows(*copy), 41);
}

}  // namespace
}  // namespace hamstring::store
