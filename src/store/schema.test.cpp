#include "store/schema.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "store/practice_records.h"
#include "store/records.h"
#include "tests/support/temp_folder.h"

namespace hamstring::store {
namespace {

using test::TempFolder;

const PersonRow ada{.id = "p1", .name = "Ada", .zone = "UTC", .language = "en", .created_utc = 1};

TEST(Schema, a_new_database_gets_todays_tables_without_a_copy) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database);
  ASSERT_TRUE(migrate(*database));
  EXPECT_TRUE(migrate(*database));  // a second start changes nothing
  EXPECT_FALSE(std::filesystem::exists(folder / "a.db.before-v1"));
  EXPECT_TRUE(add_person(*database, ada));
}

TEST(Schema, an_older_database_keeps_its_people_and_a_copy_is_made_first) {
  const TempFolder folder;
  for (int version = 1; version < schema_version(); ++version) {
    const std::string name = fmt::format("v{}.db", version);
    const Result<Database> database = Database::open(folder / name);
    ASSERT_TRUE(database);
    ASSERT_TRUE(migrate_to(*database, version));
    // In the words of that format: today's functions know columns it did not have.
    ASSERT_TRUE(database->execute(
        "INSERT INTO person (id, name, zone, language, created_utc) VALUES "
        "('p1', 'Ada', 'UTC', 'en', 1);"
        "INSERT INTO account (name, role, password, created_utc) VALUES ('Olga', 'owner', 'x', 1);"
        "INSERT INTO batch (person, kind, account, made_utc) VALUES ('p1', 'app', 1, 2);"
        "INSERT INTO entry VALUES ('p1', 'e', 'h', '2026-01-01', 1, '{}', 1);"
        "INSERT INTO shown (person, day, kind, program, knowledge, made_utc, " +
        std::string(version < 3   ? "json) VALUES "
                    : version < 4 ? "json, digest) VALUES "
                                  : "packed, digest) VALUES ") +
        "('p1', '2026-01-01', 'plan', '1', '2', 3, " + (version < 4 ? "'{\"a\":1}'" : "packed('{\"a\":1}')") +
        (version < 3 ? ");"
                     // Half of a digest since format 6.
                     : ", '" + sha256_hex("{\"a\":1}").substr(0, version < 6 ? 64 : 32) + "');")));
    ASSERT_TRUE(migrate(*database));
    EXPECT_EQ(people(*database).value().size(), 1U);
    EXPECT_EQ(entries_of(*database, "p1").value().size(), 1U);
    // The name of who did it came with format 3.
    EXPECT_EQ(batches_of(*database, "p1").value().at(0).made_by, version < 3 ? "Olga" : "");
    EXPECT_EQ(shown_to(*database, "p1").value().at(0).json, "{\"a\":1}");
    // As what somebody made it came with format 8, from the accounts that are still there.
    EXPECT_EQ(batches_of(*database, "p1").value().at(0).made_role, version < 8 ? "owner" : "");
    EXPECT_TRUE(database->check_integrity());
    EXPECT_TRUE(
        add_audit(*database, {.at = "now", .account = "a", .person = "p1", .action = "x", .detail = ""}));
    const Result<Database> copy = Database::open(folder / fmt::format("{}.before-v{}", name, version + 1));
    ASSERT_TRUE(copy);
    Statement kept = copy->prepare("SELECT count(*) FROM person");
    EXPECT_TRUE(kept.step() && kept.integer(0) == 1);
    EXPECT_TRUE(copy->check_integrity());
  }
}

TEST(Schema, a_copy_of_another_day_does_not_stand_for_the_one_that_is_changed_now) {
  const TempFolder folder;
  {
    const Result<Database> before = Database::open(folder / "a.db.before-v2");
    ASSERT_TRUE(before && migrate_to(*before, 1));
    ASSERT_TRUE(before->execute("PRAGMA journal_mode=DELETE"));
  }
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database && migrate_to(*database, 1));
  ASSERT_TRUE(database->execute(
      "INSERT INTO person (id, name, zone, language, created_utc) VALUES ('p1', 'Ada', 'UTC', "
      "'en', 1)"));
  ASSERT_TRUE(migrate(*database));
  const Result<Database> copy = Database::open(folder / "a.db.before-v2");
  ASSERT_TRUE(copy);
  Statement kept = copy->prepare("SELECT count(*) FROM person");
  EXPECT_TRUE(kept.step() && kept.integer(0) == 1) << "who came since the old copy is in none";
}

TEST(Schema, a_newer_database_is_refused_with_the_version_needed_and_left_alone) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database);
  ASSERT_TRUE(migrate(*database));
  ASSERT_TRUE(database->execute("PRAGMA user_version = 99"));
  const Result<void> refused = migrate(*database);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("99"), std::string::npos);
  EXPECT_EQ(people(*database).value().size(), 0U);
}

TEST(Schema, numbers_that_were_given_before_format_8_are_not_given_again) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database && migrate_to(*database, 7));
  ASSERT_TRUE(database->execute(
      "INSERT INTO person (id, name, zone, language, created_utc) VALUES ('p1', 'Ada', 'UTC', 'en', 1);"
      "INSERT INTO batch (id, person, kind, account, made_utc) VALUES (3, 'p1', 'app', 6, 2);"
      "INSERT INTO audit (at, account, person, action, detail) VALUES ('', 'a', 'p1', 'took back', 'batch "
      "9'),"
      "('', 'a', 'p1', 'took back', 'batch 10'), ('', 'a', 'p1', 'entered', '200 entries')"));
  ASSERT_TRUE(migrate(*database));
  EXPECT_EQ(add_batch(*database, "p1", {.kind = "app", .made_utc = 1}).value(), 11)
      << "the log speaks of batch 10, which is gone";
  EXPECT_EQ(add_account(*database, {.name = "Olga", .role = "owner", .password = "x"}).value(), 7);
}

TEST(Schema, a_number_is_given_once_whatever_goes) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database && migrate(*database) && add_person(*database, ada));
  const AccountRow olga{.name = "Olga", .role = "owner", .password = "x"};
  for (std::int64_t round = 1; round <= 3; ++round) {
    EXPECT_EQ(add_batch(*database, "p1", {.kind = "app", .made_utc = 1}).value(), round);
    ASSERT_TRUE(remove_batch(*database, "p1", round));
    EXPECT_EQ(add_account(*database, olga).value(), round);
    EXPECT_EQ(keep_template(*database, {.account = round, .name = "t", .json = "{}"}).value(), round);
    EXPECT_EQ(keep_template(*database, {.account = round, .name = "t", .json = "[]"}).value(), round)
        << "under the same name it is the same";
    ASSERT_TRUE(remove_account(*database, round));
  }
  // Nor where the person goes, and not in a statement that names the number itself.
  ASSERT_TRUE(add_batch(*database, "p1", {.kind = "app", .made_utc = 1}));
  ASSERT_TRUE(erase_person(*database, "p1") && add_person(*database, ada));
  EXPECT_EQ(add_batch(*database, "p1", {.kind = "app", .made_utc = 1}).value(), 5);
  EXPECT_FALSE(
      database->execute("INSERT INTO batch (id, person, kind, made_utc) VALUES (2, 'p1', 'app', 1)"));
}

TEST(Schema, tables_refuse_what_cannot_be) {
  const TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database);
  ASSERT_TRUE(migrate(*database));
  EXPECT_FALSE(database->execute("INSERT INTO account VALUES (1, 'a', 'king', 'x', NULL, 1)"));
  EXPECT_FALSE(database->execute("INSERT INTO account VALUES (1, 'a', 'athlete', 'x', NULL, 1)"));
  EXPECT_FALSE(database->execute("INSERT INTO entry VALUES ('nobody', 'e', 'h', '2026-01-01', 1, '{}', 1)"));
  EXPECT_FALSE(database->execute("INSERT INTO person VALUES ('', 'a', 'UTC', 'en', 1, 0, NULL)"));
}

}  // namespace
}  // namespace hamstring::store
