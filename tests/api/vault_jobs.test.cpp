// Exports, backups and imports as jobs: in a process of their own, bounded, cancelled, and nobody else's.
#include "apps/server/vault_jobs.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>

#include "core/text.h"
#include "service/leftovers.h"
#include "store/records.h"
#include "tests/api/instance.h"
#include "vault/backup.h"
#include "vault/sealed_file.h"

namespace hamstring::test {
namespace {

const char* phrase = "five plain words in a row";
constexpr std::size_t megabyte = std::size_t{1} << 20;

/// What this process holds now [bytes].
std::size_t resident() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:"))
      return static_cast<std::size_t>(parse_integer(split_words(line).at(1)).value_or(0)) * 1024;
  return 0;
}

/// A plan of some 30 kB, of which little differs from day to day.
std::string plan_of_day(int day) {
  std::string plan = "{\"day\":" + std::to_string(day);
  for (int i = 0; i < 400; ++i)
    plan += ",\"line" + std::to_string(1000 + i) + "\":\"why this is so, number " +
            std::to_string(i * 7919 % 1009) + ", and what it rests on\"";
  return plan + "}";
}

class VaultJobsApi : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person("Ada");
  }
  Answer begin(const std::string& path, const json& body = json::object()) {
    return instance_.ask("POST", path, body, "owner");
  }
  [[nodiscard]] std::vector<std::filesystem::path> beside() const {
    std::vector<std::filesystem::path> found;
    for (const auto& file : std::filesystem::directory_iterator((instance_.folder() / "a.db").parent_path()))
      if (file.path().filename().string().starts_with("a.db.")) found.push_back(file.path());
    return found;
  }
  /// Until nobody works.
  void wait() {
    for (int i = 0; i < 6000 && instance_.app().vault.busy(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_FALSE(instance_.app().vault.busy());
  }
  Instance instance_;
  std::string person_;
};

TEST_F(VaultJobsApi, a_file_is_its_owners_alone_and_goes_when_they_have_it) {
  const Answer begun = begin("/export");
  ASSERT_EQ(begun.status, 200) << begun.text;
  const std::string at = "/jobs/" + begun.body["id"].get<std::string>();
  wait();
  const auto files = beside();
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(std::filesystem::status(files[0]).permissions() & std::filesystem::perms(0077),
            std::filesystem::perms::none);
  instance_.add_account("clinician");
  for (const char* path : {"", "/file"})
    EXPECT_EQ(instance_.ask("GET", at + path, nullptr, "clinician").status, 404);
  EXPECT_EQ(instance_.ask("DELETE", at, nullptr, "clinician").status, 404);
  EXPECT_EQ(instance_.ask("GET", at + "/file").status, 401);
  EXPECT_TRUE(instance_.ask("GET", at + "/file", nullptr, "owner").text.starts_with("PK"));
  EXPECT_EQ(instance_.ask("DELETE", at, nullptr, "owner").status, 200);
  EXPECT_TRUE(beside().empty());
  EXPECT_EQ(instance_.ask("GET", at + "/file", nullptr, "owner").status, 404);
  // At once where somebody is erased who is in it.
  const std::string gone = instance_.add_person("Gone");
  ASSERT_EQ(begin("/export").status, 200);
  wait();
  EXPECT_EQ(beside().size(), 1U);
  EXPECT_EQ(instance_.ask("DELETE", "/people/" + gone, nullptr, "owner").status, 200);
  EXPECT_TRUE(beside().empty());
  // And by itself, half an hour after somebody last asked.
  ASSERT_EQ(begin("/backup").status, 200);
  wait();
  EXPECT_EQ(beside().size(), 1U);
  instance_.now += 1900;
  EXPECT_EQ(instance_.ask("GET", "/jobs/none", nullptr, "owner").status, 404);
  EXPECT_TRUE(beside().empty());
}

TEST_F(VaultJobsApi, what_a_killed_program_left_half_made_goes_at_the_next_start) {
  const auto left = instance_.folder() / "a.db.sending-999999999-f0";
  ASSERT_TRUE(write_file(left, "half an export"));
  service::clear_leftovers(instance_.folder() / "a.db", instance_.now);
  EXPECT_FALSE(std::filesystem::exists(left));
}

TEST_F(VaultJobsApi, cancelling_ends_the_work_and_its_end_takes_nobody_along) {
  for (int day = 0; day < 1500; ++day)
    ASSERT_TRUE(store::add_shown(instance_.app().database, person_,
                                 {.day = std::to_string(day),
                                  .kind = "plan",
                                  .program = "1",
                                  .knowledge = "1",
                                  .json = plan_of_day(day)}));
  const Answer begun = begin("/export");
  ASSERT_EQ(begun.status, 200) << begun.text;
  const pid_t process = instance_.app().vault.process();
  ASSERT_GT(process, 0);
  EXPECT_EQ(begin("/backup").status, 429) << "one at a time";
  const std::string at = "/jobs/" + begun.body["id"].get<std::string>();
  EXPECT_TRUE(instance_.ask("GET", at, nullptr, "owner").body["working"]);
  EXPECT_EQ(instance_.ask("DELETE", at, nullptr, "owner").status, 200);
  wait();
  EXPECT_NE(::kill(process, 0), 0);
  EXPECT_TRUE(beside().empty());
  // One that dies by itself says so, and the next one works.
  const Answer again = begin("/export");
  ASSERT_EQ(again.status, 200) << again.text;
  ::kill(instance_.app().vault.process(), SIGKILL);
  wait();
  const Answer died = instance_.ask("GET", "/jobs/" + again.body["id"].get<std::string>(), nullptr, "owner");
  EXPECT_EQ(died.status, 507);
  EXPECT_NE(died.text.find("broke off"), std::string::npos) << died.text;
  EXPECT_EQ(instance_.ask("GET", "/people", nullptr, "owner").status, 200);
  EXPECT_TRUE(instance_.export_all().text.starts_with("PK"));
}

TEST_F(VaultJobsApi, what_is_sealed_comes_back_with_its_pass_phrase_and_not_without) {
  EXPECT_EQ(instance_.job(begin("/export", {{"pass_phrase", "short"}})).status, 400);
  const std::string sealed = instance_.job(begin("/export", {{"pass_phrase", phrase}})).text;
  EXPECT_EQ(sealed.find("PK\x03\x04"), std::string::npos) << "no part of a zip";
  ASSERT_TRUE(sealed.starts_with("hamstring sealed"));
  Instance other;
  other.set_up();
  other.now = instance_.now;
  const std::string type = "application/octet-stream";
  const Answer without = other.job(other.send_zip(sealed, type));
  EXPECT_EQ(without.status, 400);
  EXPECT_EQ(without.body["element"], "pass_phrase") << without.text;
  EXPECT_EQ(other.job(other.send_zip(sealed, type, "some other words")).status, 400);
  const Answer brought = other.job(other.send_zip(sealed, type, phrase));
  ASSERT_EQ(brought.status, 200) << brought.text;
  EXPECT_EQ(brought.body["added"].size(), 1U);
  // A backup likewise.
  const std::string backup = instance_.job(begin("/backup", {{"pass_phrase", phrase}})).text;
  ASSERT_TRUE(write_file(instance_.folder() / "sealed", backup));
  ASSERT_TRUE(
      service::restore_backup(instance_.folder() / "sealed", instance_.folder() / "b.db", false, phrase));
  EXPECT_EQ(store::people(store::Database::open(instance_.folder() / "b.db").value()).value().size(), 1U);
}

TEST_F(VaultJobsApi, what_is_larger_than_the_memory_it_may_take_goes_out_and_comes_in_piece_by_piece) {
  EXPECT_EQ(instance_.export_all().status, 200);
  const std::size_t small = instance_.app().vault.peak_memory();
  ASSERT_GT(small, megabyte);
  // Ten people, 100 MB of plans between them, and 64 MB that a backup has to carry.
  constexpr int people = 10, days = 300;
  std::vector<std::string> ids{person_};
  while (ids.size() < people) ids.push_back(instance_.add_person("Person " + std::to_string(ids.size())));
  std::size_t plans = 0;
  {
    store::Transaction transaction(instance_.app().database);
    for (const std::string& id : ids) {
      for (int day = 0; day < days; ++day) {
        const std::string plan = plan_of_day(day);
        plans += plan.size();
        ASSERT_TRUE(store::add_shown(
            instance_.app().database, id,
            {.day = std::to_string(day), .kind = "plan", .program = "1", .knowledge = "1", .json = plan}));
      }
    }
    ASSERT_TRUE(transaction.commit());
  }
  ASSERT_GT(plans, 64 * megabyte);
  constexpr std::size_t grows_max = 24 * megabyte;
  const std::size_t before = resident();
  const Answer begun = begin("/export");
  ASSERT_EQ(begun.status, 200);
  wait();
  EXPECT_LT(instance_.app().vault.peak_memory(), small + grows_max);
  const std::string zip =
      instance_.ask("GET", "/jobs/" + begun.body["id"].get<std::string>() + "/file", nullptr, "owner").text;
  EXPECT_LT(zip.size(), plans / 20) << "what hardly differs takes hardly any room";
  Instance other;
  other.set_up();
  other.now = instance_.now;
  const Answer brought = other.job(other.send_zip(zip));
  ASSERT_EQ(brought.status, 200) << brought.text;
  EXPECT_EQ(brought.body["added"].size(), static_cast<std::size_t>(people));
  EXPECT_LT(other.app().vault.peak_memory(), small + grows_max);
  EXPECT_EQ(store::shown_to(other.app().database, ids[3]).value().size(), static_cast<std::size_t>(days));
  EXPECT_EQ(store::shown_to(other.app().database, ids[3]).value().at(7).json, plan_of_day(7));
  ASSERT_TRUE(instance_.app().database.execute(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 64) INSERT INTO shown_base "
      "(person, packed) SELECT (SELECT min(id) FROM person), randomblob(1048576) FROM n"));
  const Answer backup = begin("/backup");
  ASSERT_EQ(backup.status, 200);
  wait();
  EXPECT_LT(instance_.app().vault.peak_memory(), small + grows_max);
  const std::string at = "/jobs/" + backup.body["id"].get<std::string>();
  EXPECT_GT(instance_.ask("GET", at, nullptr, "owner").body["file"]["bytes"], 64 * megabyte);
  // The server itself: it holds the zip that this test took out of it, and little else.
  EXPECT_LT(resident(), before + zip.size() + 64 * megabyte);
}

TEST_F(VaultJobsApi, what_needs_more_memory_than_it_may_take_is_refused_and_nothing_else_is_harmed) {
  Instance tight(false, {}, {.memory_max = 8 * megabyte});
  tight.set_up();
  tight.add_person();
  const Answer refused = tight.job(tight.ask("POST", "/export", json::object(), "owner"));
  EXPECT_NE(refused.status, 200);
  EXPECT_EQ(tight.ask("GET", "/people", nullptr, "owner").status, 200);
}

}  // namespace
}  // namespace hamstring::test
