#include "service/leftovers.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <ctime>
#include <string>
#include <vector>

#include "core/file.h"
#include "tests/support/temp_folder.h"

namespace hamstring::service {
namespace {

using test::TempFolder;
namespace fs = std::filesystem;

constexpr std::int64_t day_s = 86400;

/// The number of a process that was there and is gone.
pid_t gone() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  return child;
}

std::int64_t now() {
  return static_cast<std::int64_t>(std::time(nullptr));
}

TEST(Leftovers, what_a_killed_program_left_beside_the_database_goes_and_all_else_stays) {
  const TempFolder folder;
  const std::string dead = std::to_string(gone()), alive = std::to_string(getpid()),
                    other = std::to_string(getppid());
  const std::vector<std::string> go{"a.db.sealing-" + dead,          "a.db.sealing-" + dead + ".part",
                                    "a.db.sealing-" + dead + "-wal", "a.db.sending-" + dead,
                                    "a.db.restoring-" + dead,        "a.db.restoring-" + dead + ".partial"};
  const std::vector<std::string> stay{"a.db",
                                      "a.db-wal",
                                      "b.db.sealing-" + dead,
                                      "a.db.before-restore",
                                      "a.db.before-v4",
                                      "a.db.restoring-" + alive,
                                      "a.db.restoring-" + other,
                                      "a.db.sealing-mine",
                                      "a.db.backup"};
  for (const auto* names : {&go, &stay})
    for (const std::string& name : *names) ASSERT_TRUE(write_file(folder / name, "health"));
  clear_leftovers(folder / "a.db", now());
  for (const std::string& name : go) EXPECT_FALSE(fs::exists(folder / name)) << name;
  for (const std::string& name : stay) EXPECT_TRUE(fs::exists(folder / name)) << name;
}

TEST(Leftovers, a_copy_of_an_old_format_goes_after_a_month_and_at_once_when_somebody_is_erased) {
  const TempFolder folder;
  for (const char* name : {"a.db.before-v3", "a.db.before-v4", "a.db.before-restore", "a.db.before-vacation"})
    ASSERT_TRUE(write_file(folder / name, "health"));
  clear_leftovers(folder / "a.db", now() + 29 * day_s);
  EXPECT_TRUE(fs::exists(folder / "a.db.before-v4"));
  clear_leftovers(folder / "a.db", now() + 31 * day_s);
  EXPECT_FALSE(fs::exists(folder / "a.db.before-v4"));
  ASSERT_TRUE(write_file(folder / "a.db.before-v4", "health"));
  ASSERT_TRUE(remove_old_formats(folder / "a.db"));
  EXPECT_FALSE(fs::exists(folder / "a.db.before-v4"));
  EXPECT_TRUE(fs::exists(folder / "a.db.before-restore"));
  EXPECT_TRUE(fs::exists(folder / "a.db.before-vacation"));
}

TEST(Leftovers, private_folders_of_programs_that_are_gone_go_and_those_of_running_ones_stay) {
  const TempFolder folder;
  const fs::path in = (folder / "x").parent_path();
  const std::string dead = std::to_string(gone()), alive = std::to_string(getpid());
  for (const std::string& name : {"hamstring_lab_" + dead + "_aB3dE9", "hamstring_demo_" + dead + "_aB3dE9",
                                  "hamstring_demo_" + alive + "_aB3dE9", std::string("hamstring_lab_aB3dE9"),
                                  std::string("hamstring_test_aB3dE9")})
    ASSERT_TRUE(write_file(folder / name / "run.mot", "a recording"));
  fs::create_directory_symlink(folder / "hamstring_test_aB3dE9", folder / "hamstring_lab_link00");
  clear_private_folders(in, now());
  EXPECT_FALSE(fs::exists(folder / ("hamstring_lab_" + dead + "_aB3dE9")));
  EXPECT_FALSE(fs::exists(folder / ("hamstring_demo_" + dead + "_aB3dE9")));
  EXPECT_TRUE(fs::exists(folder / ("hamstring_demo_" + alive + "_aB3dE9")));
  EXPECT_TRUE(fs::exists(folder / "hamstring_lab_aB3dE9")) << "an older version may still be running";
  clear_private_folders(in, now() + 2 * day_s);
  EXPECT_FALSE(fs::exists(folder / "hamstring_lab_aB3dE9"));
  EXPECT_TRUE(fs::exists(folder / "hamstring_test_aB3dE9" / "run.mot")) << "a link was followed";
}

TEST(Leftovers, a_private_folder_is_closed_to_others_and_goes_with_the_value) {
  fs::path path;
  {
    const PrivateFolder folder("hamstring_demo");
    path = folder.path();
    ASSERT_TRUE(fs::is_directory(path));
    EXPECT_EQ(fs::status(path).permissions() & (fs::perms::group_all | fs::perms::others_all),
              fs::perms::none);
    EXPECT_NE(path.filename().string().find(std::to_string(getpid())), std::string::npos);
  }
  EXPECT_FALSE(fs::exists(path));
}

}  // namespace
}  // namespace hamstring::service
