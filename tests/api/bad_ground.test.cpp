// A full disk, a database that may not be written, is in use, newer, older or damaged: clear words, and what
// was confirmed stays.
#include <gtest/gtest.h>

#include "store/schema.h"
#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

const json pain_log{
    {"entries", {{{"type", "pain"}, {"when", "now"}, {"value", 3}, {"rescreen", "none_of_these"}}}}};

class BadGround : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person();
    at_ = "/people/" + person_;
  }
  Answer add() { return instance_.ask("POST", at_ + "/entries", pain_log, "owner"); }
  int entries() { return instance_.ask("GET", at_ + "/entries", nullptr, "owner").body["count"]; }
  store::Database& database() { return instance_.app().database; }
  /// No page more than there is: what a full disk is to SQLite.
  void fill_disk() {
    store::Statement pages = database().prepare("PRAGMA page_count");
    ASSERT_TRUE(pages.step());
    ASSERT_TRUE(database().execute("PRAGMA max_page_count=" + std::to_string(pages.integer(0))));
  }

  Instance instance_;
  std::string person_, at_;
};

TEST_F(BadGround, on_a_full_disk_saving_is_refused_with_advice_and_nothing_confirmed_is_lost) {
  fill_disk();
  int confirmed = entries();
  Answer refused;
  for (int i = 0; i < 200 && refused.status != 507; ++i) {
    refused = add();
    if (refused.status == 200) ++confirmed;
  }
  ASSERT_EQ(refused.status, 507);
  EXPECT_EQ(refused.body["code"], "storage");
  EXPECT_NE(refused.body["advice"].get<std::string>().find("Make room"), std::string::npos) << refused.text;
  EXPECT_EQ(entries(), confirmed);
  EXPECT_EQ(instance_.ask("GET", at_ + "/today", nullptr, "owner").status, 200);
  EXPECT_TRUE(database().check_integrity());
  ASSERT_TRUE(database().execute("PRAGMA max_page_count=1000000"));
  EXPECT_EQ(add().status, 200);
  EXPECT_EQ(entries(), confirmed + 1);
}

TEST_F(BadGround, on_a_full_disk_an_import_leaves_nothing) {
  for (int i = 0; i < 30; ++i) ASSERT_EQ(add().status, 200);
  const std::string zip = instance_.ask("GET", "/export", nullptr, "owner").text;
  Instance other;
  other.set_up();
  store::Statement pages = other.app().database.prepare("PRAGMA page_count");
  ASSERT_TRUE(pages.step());
  ASSERT_TRUE(other.app().database.execute("PRAGMA max_page_count=" + std::to_string(pages.integer(0) + 2)));
  const auto caller = service::Caller{};
  const auto done = other.app().archives.bring_in(caller, zip, instance_.now);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, service::Code::storage);
  EXPECT_NE(done.error().error.advice.find("Make room"), std::string::npos) << done.error().error.text();
  for (const char* table : {"person", "entry", "import"}) {
    store::Statement s = other.app().database.prepare(std::string("SELECT count(*) FROM ") + table);
    ASSERT_TRUE(s.step());
    EXPECT_EQ(s.integer(0), 0) << table;
  }
}

TEST_F(BadGround, a_database_that_may_not_be_written_is_read_and_says_so_on_writing) {
  const int before = entries();
  ASSERT_TRUE(database().execute("PRAGMA query_only=ON"));
  const Answer refused = add();
  EXPECT_EQ(refused.status, 507);
  EXPECT_NE(refused.body["advice"].get<std::string>().find("permissions"), std::string::npos) << refused.text;
  EXPECT_EQ(instance_.ask("GET", at_ + "/today", nullptr, "owner").status, 200);
  EXPECT_EQ(entries(), before);
  EXPECT_EQ(instance_.ask("DELETE", at_, nullptr, "owner").status, 507);
  EXPECT_EQ(instance_.ask("POST", "/login", {{"name", "Olga"}, {"password", instance_.password}}).status,
            507);
}

TEST_F(BadGround, while_another_program_writes_nothing_is_half_saved) {
  const int before = entries();
  const auto other = store::Database::open(instance_.folder() / "a.db");
  ASSERT_TRUE(other);
  ASSERT_TRUE(database().execute("PRAGMA busy_timeout=20"));
  {
    const store::Transaction writing(*other);
    ASSERT_TRUE(writing.begun());
    const Answer refused = add();
    EXPECT_EQ(refused.status, 507) << refused.text;
    EXPECT_NE(refused.text.find("Another program"), std::string::npos) << refused.text;
  }
  EXPECT_EQ(entries(), before);
  EXPECT_EQ(add().status, 200);
}

TEST_F(BadGround, what_another_program_wrote_is_seen_at_once) {
  const int before = entries();
  const auto other = store::Database::open(instance_.folder() / "a.db");
  ASSERT_TRUE(other);
  ASSERT_TRUE(other->execute("DELETE FROM batch"));
  ASSERT_GT(before, 0);
  const json today = instance_.ask("GET", at_ + "/today", nullptr, "owner").body;
  EXPECT_TRUE(today["criteria"].empty() || entries() == 0);
  EXPECT_EQ(instance_.app().people.history(person_).value()->entries.size(), 0U);
}

TEST(BadStart,
     a_newer_a_damaged_and_a_foreign_database_are_refused_and_an_older_one_is_kept_before_it_changes) {
  const TempFolder folder;
  const auto start = [&](const char* name) {
    return server::App::open({.database = folder / name,
                              .data_folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data",
                              .web_folder = folder / "web"});
  };
  {
    const auto newer = store::Database::open(folder / "newer.db"),
               older = store::Database::open(folder / "older.db");
    ASSERT_TRUE(store::migrate(*newer) && store::migrate_to(*older, 1));
    ASSERT_TRUE(newer->execute("PRAGMA user_version=77"));
  }
  const auto newer = start("newer.db");
  ASSERT_FALSE(newer);
  EXPECT_NE(newer.error().text().find("77"), std::string::npos) << newer.error().text();
  ASSERT_TRUE(write_file(folder / "damaged.db", std::string(9000, 'x')));
  const auto damaged = start("damaged.db");
  ASSERT_FALSE(damaged);
  EXPECT_NE(damaged.error().text().find("restore"), std::string::npos) << damaged.error().text();
  EXPECT_TRUE(start("older.db"));
  EXPECT_TRUE(std::filesystem::exists(folder / "older.db.before-v2"));
}

}  // namespace
}  // namespace hamstring::test
