#include "vault/backup.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstring>
#include <set>

#include "core/file.h"
#include "store/calendar_records.h"
#include "store/records.h"
#include "store/schema.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/temp_folder.h"

namespace hamstring::service {
namespace {

using store::Database;
using test::TempFolder;

const std::string phrase = "five plain words in a row";

void make_database(const std::filesystem::path& path, const std::string& name) {
  const Result<Database> database = Database::open(path);
  ASSERT_TRUE(database);
  ASSERT_TRUE(store::migrate(*database));
  ASSERT_TRUE(store::add_person(
      *database, {.id = "p1", .name = name, .zone = "UTC", .language = "en", .created_utc = 1}));
}

std::string name_in(const std::filesystem::path& path) {
  const Result<Database> database = Database::open(path);
  const auto people = database ? store::people(*database) : Result<std::vector<store::PersonRow>>();
  return people && !people->empty() ? people->front().name : std::string();
}

TEST(Backup, a_backup_made_while_it_is_open_comes_back_sealed_or_not) {
  const TempFolder folder;
  make_database(folder / "a.db", "Ada");
  const Result<Database> open = Database::open(folder / "a.db");
  ASSERT_TRUE(open);
  ASSERT_TRUE(make_backup(*open, folder / "plain", std::nullopt));
  ASSERT_TRUE(make_backup(*open, folder / "sealed", phrase));
  EXPECT_EQ(read_file(folder / "sealed").value().find("SQLite"), std::string::npos);
  ASSERT_TRUE(restore_backup(folder / "plain", folder / "b.db", false, std::nullopt));
  const auto restored = restore_backup(folder / "sealed", folder / "c.db", false, phrase);
  ASSERT_TRUE(restored) << restored.error().text();
  EXPECT_TRUE(restored->kept.empty());
  EXPECT_EQ(name_in(folder / "b.db"), "Ada");
  EXPECT_EQ(name_in(folder / "c.db"), "Ada");
  for (const auto& file : std::filesystem::directory_iterator((folder / "a.db").parent_path()))
    EXPECT_EQ(file.path().string().find("ing-"), std::string::npos) << file.path() << " was left over";
}

TEST(Backup, an_address_for_a_calendar_is_not_brought_back_to_life) {
  const TempFolder folder;
  make_database(folder / "a.db", "Ada");
  const Result<Database> open = Database::open(folder / "a.db");
  ASSERT_TRUE(open);
  const std::string person = store::people(*open).value().at(0).id;
  const auto account =
      store::add_account(*open, {.name = "Olga", .role = "owner", .password = "x", .person = {}});
  ASSERT_TRUE(account);
  ASSERT_TRUE(store::add_calendar_address(
      *open, {.person = person, .account = *account, .secret = sha256_hex("secret"), .language = "en"}));
  ASSERT_TRUE(make_backup(*open, folder / "plain", std::nullopt));
  const auto restored = restore_backup(folder / "plain", folder / "b.db", false, std::nullopt);
  ASSERT_TRUE(restored) << restored.error().text();
  const Result<Database> back = Database::open(folder / "b.db");
  ASSERT_TRUE(back);
  EXPECT_EQ(store::people(*back).value().size(), 1U);
  EXPECT_TRUE(store::calendar_addresses_of(*back, person).value().empty())
      << "one that was taken back since would be read again";
}

TEST(Backup, a_full_disk_is_named_whether_the_backup_is_sealed_or_not) {
  const TempFolder folder;
  make_database(folder / "a.db", "Ada");
  const Result<Database> open = Database::open(folder / "a.db");
  ASSERT_TRUE(open && store::people(*open));
  const auto size = std::filesystem::file_size(folder / "a.db");
  ASSERT_GT(size, 70'000U) << "more than one piece that is sealed at a time";
  for (const bool sealed : {true, false}) {
    const test::FileSizeLimit limit(66'000);
    const auto refused = make_backup(*open, folder / "full", sealed ? std::optional(phrase) : std::nullopt,
                                     [](std::string_view, double) {});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().text().find(std::strerror(EFBIG)), std::string::npos) << refused.error().text();
    EXPECT_FALSE(std::filesystem::exists(folder / "full"));
  }
}

TEST(Backup, an_export_is_no_backup_and_that_is_said) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "export.zip", "PK\x03\x04 and so on"));
  const auto refused = restore_backup(folder / "export.zip", folder / "a.db", false, std::nullopt);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("hamstring import"), std::string::npos) << refused.error().text();
}

TEST(Backup, what_is_there_is_replaced_only_when_asked_and_kept_beside) {
  const TempFolder folder;
  make_database(folder / "old.db", "Old");
  make_database(folder / "new.db", "New");
  EXPECT_FALSE(restore_backup(folder / "new.db", folder / "old.db", false, std::nullopt));
  EXPECT_EQ(name_in(folder / "old.db"), "Old");
  const auto restored = restore_backup(folder / "new.db", folder / "old.db", true, std::nullopt);
  ASSERT_TRUE(restored) << restored.error().text();
  EXPECT_EQ(name_in(folder / "old.db"), "New");
  EXPECT_EQ(name_in(restored->kept), "Old");
}

TEST(Backup, a_database_that_a_program_has_open_is_not_taken_from_under_it) {
  const TempFolder folder;
  make_database(folder / "a.db", "Old");
  make_database(folder / "new.db", "New");
  const Result<Database> running = Database::open(folder / "a.db");
  ASSERT_TRUE(running && running->version_seen() >= 0 && store::people(*running));
  const auto refused = restore_backup(folder / "new.db", folder / "a.db", true, std::nullopt);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("open"), std::string::npos) << refused.error().text();
  EXPECT_EQ(store::people(*running).value().front().name, "Old");
}

TEST(Backup, damaged_foreign_newer_and_wrongly_opened_backups_change_nothing) {
  const TempFolder folder;
  make_database(folder / "a.db", "Ada");
  make_database(folder / "b.db", "Bea");
  {
    const Result<Database> open = Database::open(folder / "b.db");
    ASSERT_TRUE(make_backup(*open, folder / "sealed", phrase));
    ASSERT_TRUE(open->execute("PRAGMA user_version=99"));
    ASSERT_TRUE(make_backup(*open, folder / "newer", std::nullopt));
    const Result<Database> foreign = Database::open(folder / "foreign");
    ASSERT_TRUE(foreign->execute("CREATE TABLE t (x); PRAGMA journal_mode=DELETE;"));
  }
  ASSERT_TRUE(write_file(folder / "text", std::string(9000, 'x')));
  const std::string newer = read_file(folder / "newer").value();
  ASSERT_TRUE(write_file(folder / "cut", newer.substr(0, newer.size() / 2)));
  for (const char* name : {"text", "cut", "foreign", "newer", "sealed", "missing"}) {
    const auto refused = restore_backup(folder / name, folder / "a.db", true, "not the phrase");
    EXPECT_FALSE(refused) << name;
    EXPECT_EQ(name_in(folder / "a.db"), "Ada") << name;
    EXPECT_FALSE(std::filesystem::exists(folder / "a.db.before-restore")) << name;
  }
  EXPECT_NE(restore_backup(folder / "newer", folder / "a.db", true, std::nullopt).error().text().find("99"),
            std::string::npos);
  EXPECT_NE(
      restore_backup(folder / "sealed", folder / "a.db", true, std::nullopt).error().text().find("phrase"),
      std::string::npos);
}

TEST(Backup, a_damaged_database_is_replaced_and_its_log_is_not_played_into_the_new_one) {
  const TempFolder folder;
  make_database(folder / "new.db", "New");
  ASSERT_TRUE(write_file(folder / "a.db", std::string(9000, 'x')));
  ASSERT_TRUE(write_file(folder / "a.db-wal", std::string(9000, 'y')));
  const auto restored = restore_backup(folder / "new.db", folder / "a.db", true, std::nullopt);
  ASSERT_TRUE(restored) << restored.error().text();
  EXPECT_EQ(name_in(folder / "a.db"), "New");
  EXPECT_EQ(read_file(restored->kept).value(), std::string(9000, 'x'));
}

TEST(Backup, a_sealed_backup_never_lies_open_on_its_way_and_needs_no_room_beside_the_database) {
  const TempFolder folder, out;
  make_database(folder / "a.db", "Ada");
  const Result<Database> open = Database::open(folder / "a.db");
  ASSERT_TRUE(open);
  const auto here = [&] {
    std::set<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator((folder / "a.db").parent_path()))
      names.insert(file.path().filename().string());
    return names;
  };
  const std::set<std::string> before = here();
  // A folder that may not be written to is where a plain copy could not be laid.
  const auto database_folder = (folder / "a.db").parent_path();
  std::filesystem::permissions(database_folder,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const auto sealed = make_backup(*open, out / "sealed", phrase);
  std::filesystem::permissions(database_folder, std::filesystem::perms::owner_all);
  ASSERT_TRUE(sealed) << sealed.error().text();
  EXPECT_EQ(here(), before);
  ASSERT_TRUE(restore_backup(out / "sealed", out / "b.db", false, phrase));
  EXPECT_EQ(name_in(out / "b.db"), "Ada");
}

TEST(Backup, holds_what_still_lies_in_the_write_ahead_log) {
  const TempFolder folder;
  make_database(folder / "a.db", "Ada");
  const Result<Database> open = Database::open(folder / "a.db");
  ASSERT_TRUE(open);
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(store::add_person(*open, {.id = "q" + std::to_string(i),
                                          .name = std::string(2000, 'n'),
                                          .zone = "UTC",
                                          .language = "en",
                                          .created_utc = 2}));
  }
  ASSERT_GT(std::filesystem::file_size(folder / "a.db-wal"), 50'000U);
  ASSERT_TRUE(make_backup(*open, folder / "sealed", phrase));
  ASSERT_TRUE(restore_backup(folder / "sealed", folder / "b.db", false, phrase));
  const Result<Database> copy = Database::open(folder / "b.db");
  ASSERT_TRUE(copy && copy->check_integrity());
  EXPECT_EQ(store::people(*copy).value().size(), 51U);
}

TEST(Backup, of_a_database_that_is_written_to_meanwhile_is_one_state_of_it_and_tells_how_far_it_is) {
  const TempFolder folder;
  make_database(folder / "a.db", "Ada");
  const Result<Database> open = Database::open(folder / "a.db");
  ASSERT_TRUE(open);
  const auto add = [&](int i) {
    return store::add_person(*open, {.id = "q" + std::to_string(i),
                                     .name = std::string(2000, 'n'),
                                     .zone = "UTC",
                                     .language = "en",
                                     .created_utc = 2});
  };
  for (int i = 0; i < 400; ++i) ASSERT_TRUE(add(i));
  for (const bool sealed : {false, true}) {
    int more = sealed ? 2000 : 1000;
    double told = 0;
    const auto there = store::people(*open).value().size();
    const auto made = make_backup(*open, folder / "copy", sealed ? std::optional(phrase) : std::nullopt,
                                  [&](std::string_view, double done) {
                                    EXPECT_GE(done, told);
                                    told = done;
                                    // Somebody writes, and all of it is carried over as soon as that can be.
                                    EXPECT_TRUE(add(++more));
                                    (void)open->execute("PRAGMA wal_checkpoint(PASSIVE)");
                                  });
    ASSERT_TRUE(made) << made.error().text();
    EXPECT_GT(more, sealed ? 2002 : 1002) << "it came in pieces";
    EXPECT_DOUBLE_EQ(told, 1);
    EXPECT_EQ(std::filesystem::status(folder / "copy").permissions() & std::filesystem::perms(0077),
              std::filesystem::perms::none);
    ASSERT_TRUE(restore_backup(folder / "copy", folder / "b.db", true,
                               sealed ? std::optional(phrase) : std::nullopt));
    const Result<Database> copy = Database::open(folder / "b.db");
    ASSERT_TRUE(copy && copy->check_integrity());
    EXPECT_EQ(store::people(*copy).value().size(), there);
  }
}

}  // namespace
}  // namespace hamstring::service
