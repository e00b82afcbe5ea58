#include "store/pieces.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/schema.h"
#include "tests/support/temp_folder.h"

namespace hamstring::store {
namespace {

constexpr std::int64_t nobody = 0x7ffffff0;  // no program has such a number

class PiecesOf : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Database::open(folder_ / "a.db");
    ASSERT_TRUE(opened) << opened.error().text();
    database_.emplace(std::move(*opened));
    ASSERT_TRUE(migrate(*database_));
    for (const char* id : {"p1", "p2"})
      ASSERT_TRUE(add_person(*database_, {.id = id, .name = id, .zone = "UTC", .language = "en"}));
  }
  static std::vector<EntryRow> rows(int n, int from = 0) {
    std::vector<EntryRow> made;
    for (int i = from; i < from + n; ++i)
      made.push_back({.id = "e" + std::to_string(i),
                      .hash = "0123456789abcdef",
                      .day = "2026-03-09",
                      .recorded_s = i,
                      .json = "{}"});
    return made;
  }
  std::int64_t write(const std::string& person, const std::vector<EntryRow>& entries, std::int64_t pending,
                     int* pieces_used = nullptr, std::chrono::milliseconds lasts = Pieces::piece_lasts) {
    Pieces pieces(*database_, lasts);
    EXPECT_TRUE(pieces.begun());
    const auto batch = add_batch(*database_, person, {.kind = "merge", .made_utc = 1, .pending = pending});
    EXPECT_TRUE(batch) << batch.error().text();
    EXPECT_TRUE(add_entries_in_pieces(*database_, pieces, person, *batch, entries));
    EXPECT_TRUE(pieces.finish());
    if (pieces_used != nullptr) *pieces_used = pieces.count();
    return *batch;
  }
  std::size_t seen(const std::string& person) { return entries_of(*database_, person)->size(); }
  std::int64_t changes(const std::string& person) { return (**find_person(*database_, person)).changes; }

  test::TempFolder folder_;
  std::optional<Database> database_;
};

TEST_F(PiecesOf, nobody_reads_a_part_of_what_is_written_and_everybody_all_of_it_afterwards) {
  const std::int64_t before = changes("p1");
  const std::int64_t batch = write("p1", rows(500), this_program());
  EXPECT_EQ(seen("p1"), 0U);
  EXPECT_TRUE(batches_of(*database_, "p1")->empty());
  EXPECT_TRUE(batch_of_entries(*database_, "p1")->empty());
  int of_type = 0;
  ASSERT_TRUE(each_entry_of_type(*database_, "p1", "pain", [&](const EntryRow&) { return ++of_type > 0; }));
  EXPECT_EQ(of_type, 0);
  EXPECT_EQ(changes("p1"), before) << "what was kept of the person is as good as before";
  EXPECT_TRUE(*has_pending(*database_, "p1"));
  EXPECT_FALSE(*has_pending(*database_, "p2"));
  ASSERT_TRUE(publish_batch(*database_, batch));
  EXPECT_EQ(seen("p1"), 500U);
  EXPECT_EQ(batches_of(*database_, "p1")->size(), 1U);
  EXPECT_GT(changes("p1"), before);
  EXPECT_FALSE(*has_pending(*database_, "p1"));
}

TEST_F(PiecesOf, somebody_else_writes_between_two_of_them) {
  std::atomic<bool> done = false;
  std::atomic<int> written = 0;
  std::thread other([&] {
    while (!done) {
      {
        Transaction transaction(*database_);
        if (transaction.begun() &&
            change_person(*database_, {.id = "p2", .name = "x", .zone = "UTC", .language = "en"}) &&
            transaction.commit())
          ++written;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  int pieces = 0;
  write("p1", rows(2000), this_program(), &pieces, std::chrono::milliseconds(0));
  const int meanwhile = written;
  done = true;
  other.join();
  EXPECT_GE(pieces, 20);
  EXPECT_GE(meanwhile, 2) << "it waited for all of it";
}

TEST_F(PiecesOf, what_a_program_that_is_gone_left_goes_and_what_one_writes_that_runs_stays) {
  write("p1", rows(2500), nobody);
  const std::int64_t mine = write("p2", rows(10), this_program());
  ASSERT_TRUE(add_person(*database_,
                         {.id = "p3", .name = "new", .zone = "UTC", .language = "en", .pending = nobody}));
  write("p3", rows(10), 0);
  const auto import =
      add_import(*database_, {.made_utc = 1, .account = "x", .digest = "d", .pending = nobody});
  ASSERT_TRUE(import);
  EXPECT_TRUE(imports(*database_)->empty());
  EXPECT_EQ(people(*database_)->size(), 2U);
  EXPECT_FALSE(find_person(*database_, "p3")->has_value());
  ASSERT_TRUE(clear_unfinished_of_the_dead(*database_));
  const auto left = pending_of(*database_, [](std::int64_t) { return true; });
  ASSERT_TRUE(left);
  ASSERT_EQ(left->batches.size(), 1U);
  EXPECT_EQ(left->batches[0].first, mine);
  EXPECT_TRUE(left->people.empty());
  EXPECT_TRUE(left->imports.empty());
  Statement rows_left = database_->prepare("SELECT count(*) FROM entry");
  ASSERT_TRUE(rows_left.step());
  EXPECT_EQ(rows_left.integer(0), 10);
}

TEST_F(PiecesOf, an_entry_that_is_told_meanwhile_is_not_lost_with_the_batch_that_brought_it_too) {
  const std::int64_t pending = write("p1", rows(10), this_program());
  const std::int64_t told = write("p1", rows(1, 3), 0);
  EXPECT_EQ(seen("p1"), 1U);
  ASSERT_TRUE(remove_pending_batch(*database_, "p1", pending));
  EXPECT_EQ(seen("p1"), 1U);
  EXPECT_EQ(entries_of(*database_, "p1")->front().batch, told);
}

TEST_F(PiecesOf, an_import_and_whoever_came_with_it_are_there_at_once) {
  const auto import =
      add_import(*database_, {.made_utc = 1, .account = "x", .digest = "d", .pending = this_program()});
  ASSERT_TRUE(import);
  ASSERT_TRUE(add_person(*database_, {.id = "p3",
                                      .name = "new",
                                      .zone = "UTC",
                                      .language = "en",
                                      .import = *import,
                                      .pending = this_program()}));
  EXPECT_EQ(people(*database_)->size(), 2U);
  ASSERT_TRUE(publish_import(*database_, *import));
  EXPECT_EQ(people(*database_)->size(), 3U);
  EXPECT_EQ(imports(*database_)->size(), 1U);
}

}  // namespace
}  // namespace hamstring::store
