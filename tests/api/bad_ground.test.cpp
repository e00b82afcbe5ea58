// A full disk, a database that may not be written, is in use, newer, older or damaged: clear words, and what
// was confirmed stays.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

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
  const std::string zip = instance_.export_all().text;
  Instance other;
  other.set_up();
  store::Statement pages = other.app().database.prepare("PRAGMA page_count");
  ASSERT_TRUE(pages.step());
  ASSERT_TRUE(other.app().database.execute("PRAGMA max_page_count=" + std::to_string(pages.integer(0) + 2)));
  const auto caller = service::Caller{};
  const auto done = other.bring_in(caller, zip);
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
  {
    const store::Transaction writing(*other);
    ASSERT_TRUE(writing.begun());
    const auto begun = std::chrono::steady_clock::now();
    const Answer refused = add();
    EXPECT_EQ(refused.status, 503) << refused.text;
    EXPECT_EQ(refused.body["code"], "busy");
    EXPECT_NE(refused.text.find("another program"), std::string::npos) << refused.text;
    // Reading goes on, and what is shown meanwhile is written down later.
    instance_.now += 86400;
    EXPECT_EQ(instance_.ask("GET", at_ + "/today", nullptr, "owner").status, 200);
    EXPECT_EQ(instance_.ask("GET", "/people", nullptr, "owner").status, 200);
    EXPECT_EQ(entries(), before);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5))
        << "two of them are its patience";
  }
  const auto shown = [&] { return store::shown_to(database(), person_).value().size(); };
  const std::size_t written = shown();
  instance_.app().people.warm(instance_.now, {});
  EXPECT_EQ(shown(), written + 1);
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

TEST_F(BadGround, a_bit_that_flips_costs_one_entry_holds_the_plan_back_and_hides_nobody) {
  ASSERT_FALSE(instance_.add_person("Bea").empty());
  ASSERT_EQ(instance_
                .ask("POST", at_ + "/entries",
                     {{"entries",
                       {{{"id", "seven"},
                         {"type", "pain"},
                         {"when", "now"},
                         {"value", 7},
                         {"rescreen", "none_of_these"}}}}},
                     "owner")
                .status,
            200);
  const std::string zip = instance_.export_all().text;
  const int before = entries();
  {
    // As the disk would do it, not as this program does.
    const auto other = store::Database::open(instance_.folder() / "a.db");
    ASSERT_TRUE(other->execute(
        "UPDATE entry SET json = replace(json, '\"value\":7', '\"value\":3') WHERE id = 'seven'"));
  }
  EXPECT_EQ(entries(), before - 1) << "seven is never read as three";
  const json list = instance_.ask("GET", at_ + "/entries", nullptr, "owner").body;
  ASSERT_EQ(list["damaged"].size(), 1U);
  EXPECT_EQ(list["damaged"][0]["entry"], "seven");
  for (const auto& [language, word] :
       {std::pair{"en", "can no longer be read"}, {"de", "lässt sich nicht mehr lesen"}}) {
    const json today = instance_.ask("GET", at_ + "/today?language=" + language, nullptr, "owner").body;
    EXPECT_EQ(today["status"], "suspended");
    EXPECT_TRUE(today["lines"].empty() && today["run"].is_null());
    EXPECT_NE(today["headline"].get<std::string>().find(word), std::string::npos) << today["headline"];
    EXPECT_EQ(today["damaged"].size(), 1U);
  }
  for (const char* decision : {"/return", "/calendar"})
    EXPECT_EQ(instance_.ask("GET", at_ + decision, nullptr, "owner").status, 409) << decision;
  const json people = instance_.ask("GET", "/people", nullptr, "owner").body;
  ASSERT_EQ(people.size(), 2U);
  EXPECT_TRUE(people[0]["needs_a_look"]);
  EXPECT_EQ(people[0]["id"], person_);
  instance_.app().people.warm(instance_.now, {});
  instance_.app().people.warm(instance_.now, {});
  const std::string audit = instance_.ask("GET", at_ + "/audit", nullptr, "owner").text;
  EXPECT_NE(audit.find("damage found"), std::string::npos);
  EXPECT_EQ(audit.find("damage found"), audit.rfind("damage found")) << "once";
  EXPECT_EQ(instance_.export_all().status, 200);
  // Telling more goes on; and who still has it brings it back.
  EXPECT_EQ(add().status, 200);
  ASSERT_TRUE(instance_.bring_in(service::Caller{}, zip));
  EXPECT_TRUE(instance_.ask("GET", at_ + "/entries", nullptr, "owner").body["damaged"].empty());
  EXPECT_NE(instance_.ask("GET", at_ + "/today", nullptr, "owner").body["status"], "suspended");
}

TEST_F(BadGround, a_damaged_entry_is_taken_out_by_whoever_may_and_a_whole_one_is_not) {
  ASSERT_TRUE(
      database().execute("UPDATE entry SET hash = '0123456789abcdef' WHERE id = "
                         "(SELECT min(id) FROM entry)"));
  instance_.app().people.forget_all();
  const json list = instance_.ask("GET", at_ + "/entries", nullptr, "owner").body;
  ASSERT_EQ(list["damaged"].size(), 1U);
  const std::string entry = list["damaged"][0]["entry"], whole = list["entries"][0]["id"];
  EXPECT_EQ(instance_.ask("DELETE", at_ + "/damaged/" + whole, nullptr, "owner").status, 404);
  EXPECT_EQ(instance_.ask("DELETE", at_ + "/damaged/" + entry, nullptr, "owner").status, 200);
  EXPECT_TRUE(instance_.ask("GET", at_ + "/entries", nullptr, "owner").body["damaged"].empty());
}

TEST_F(BadGround, a_history_that_cannot_be_read_at_all_hides_nobody_else) {
  instance_.add_person("Bea");
  ASSERT_TRUE(database().execute("DELETE FROM entry WHERE person <> '" + person_ + "'"));
  store::Statement row = database().prepare("SELECT id FROM entry LIMIT 1");
  ASSERT_TRUE(row.step());
  const std::string text = "{\"nonsense\":1}";
  ASSERT_TRUE(database()
                  .prepare("UPDATE entry SET json = ?, hash = ? WHERE id = ?")
                  .bind(text)
                  .bind(sha256_hex(text).substr(0, 16))
                  .bind(row.text(0))
                  .run());
  instance_.app().people.forget_all();
  const Answer list = instance_.ask("GET", "/people", nullptr, "owner");
  ASSERT_EQ(list.status, 200) << list.text;
  ASSERT_EQ(list.body.size(), 2U);
  EXPECT_EQ(list.body[0]["id"], person_);
  EXPECT_TRUE(list.body[0]["needs_a_look"]);
}

TEST_F(BadGround, whoever_is_erased_is_in_no_database_that_a_restore_put_aside) {
  ASSERT_TRUE(database().backup_to(instance_.folder() / "a.db.before-restore"));
  ASSERT_TRUE(database().backup_to(instance_.folder() / "a.db.before-restore-2"));
  ASSERT_FALSE(instance_.add_person("Bea").empty());
  ASSERT_EQ(instance_.ask("DELETE", at_, nullptr, "owner").status, 200);
  for (const char* name : {"a.db.before-restore", "a.db.before-restore-2"}) {
    const std::string bytes = read_file(instance_.folder() / name).value();
    EXPECT_EQ(bytes.find(person_), std::string::npos) << name;
    EXPECT_EQ(bytes.find("Ada"), std::string::npos) << name;
    EXPECT_NE(bytes.find("Olga"), std::string::npos) << "the file stays: " << name;
  }
}

TEST_F(BadGround, while_one_request_writes_for_long_all_others_read) {
  std::atomic<bool> writing = false, read = false;
  std::thread merge([&] {
    const store::Transaction transaction(database());
    writing = true;
    while (!read) std::this_thread::yield();
  });
  while (!writing) std::this_thread::yield();
  const auto begun = std::chrono::steady_clock::now();
  instance_.app().people.forget_all();  // nothing is at hand: all of it is read from the file
  for (const std::string& page :
       {std::string("/people"), at_ + "/today", at_ + "/entries", at_ + "/audit", std::string("/status")})
    EXPECT_EQ(instance_.ask("GET", page, nullptr, "owner").status, 200) << page;
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(1500));
  read = true;
  merge.join();
}

}  // namespace
}  // namespace hamstring::test
