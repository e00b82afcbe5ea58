#include "core/file.h"

#include <gtest/gtest.h>

#include <iterator>

#include "tests/support/file_size_limit.h"
#include "tests/support/temp_folder.h"

namespace hamstring {
namespace {

std::filesystem::path scratch(const std::string& name) {
  static const test::TempFolder folder;
  return folder / name;
}

TEST(ReadFile, names_a_missing_file_and_a_folder) {
  const Result<std::string> missing = read_file("/nonexistent/run.mot");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().file, "/nonexistent/run.mot");
  EXPECT_FALSE(read_file(std::filesystem::temp_directory_path()));
}

TEST(ReadFile, refuses_what_is_over_the_limit) {
  ASSERT_TRUE(write_file(scratch("big"), std::string(100, 'x')));
  EXPECT_FALSE(read_file(scratch("big"), 99));
  EXPECT_EQ(read_file(scratch("big"), 100)->size(), 100U);
}

TEST(WriteFile, creates_folders_replaces_whole_and_leaves_no_partial_file) {
  const std::filesystem::path path = scratch("deep/er/file.txt");
  ASSERT_TRUE(write_file(path, "first"));
  ASSERT_TRUE(write_file(path, "second"));
  EXPECT_EQ(*read_file(path), "second");
  EXPECT_FALSE(std::filesystem::exists(path.string() + ".partial"));
}

TEST(WriteFile, reports_a_folder_that_cannot_be_made) {
  ASSERT_TRUE(write_file(scratch("plain"), "x"));
  EXPECT_FALSE(write_file(scratch("plain/below/file"), "y"));
}

TEST(WriteFile, one_refused_write_is_an_error_and_leaves_the_old_file_and_nothing_else) {
  const std::filesystem::path path = scratch("refused/file.txt");
  ASSERT_TRUE(write_file(path, "old"));
  Result<void> written, piecewise;
  {
    const test::FileSizeLimit limit(4096);
    written = write_file(path, std::string(100'000, 'x'));
    FileWriter file(path);
    file.write(std::string(5000, 'x'));
    // What comes later would fit again; the file is not whole all the same.
    file.write("end");
    EXPECT_FALSE(file.good());
    piecewise = file.commit();
  }
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().file, path.string());
  EXPECT_NE(written.error().message.find("File too large"), std::string::npos) << written.error().text();
  EXPECT_FALSE(piecewise);
  EXPECT_EQ(*read_file(path), "old");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path.parent_path()), {}), 1);
}

TEST(WriteFile, a_full_device_is_an_error_and_stays_a_device) {
  ASSERT_TRUE(std::filesystem::is_character_file("/dev/full"));
  EXPECT_FALSE(write_file("/dev/full", "x"));
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
  EXPECT_TRUE(write_file("/dev/null", "x"));
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST(WriteFile, a_file_for_its_owner_alone_is_never_open_to_others) {
  using std::filesystem::perms;
  const auto mode = [](const std::filesystem::path& path) {
    return std::filesystem::status(path).permissions() & (perms::group_all | perms::others_all);
  };
  ASSERT_TRUE(write_file(scratch("own"), "x", Readers::owner));
  EXPECT_EQ(mode(scratch("own")), perms::none);
  // Whoever closed a file to others does not get it back open.
  ASSERT_TRUE(write_file(scratch("own"), "y"));
  EXPECT_EQ(mode(scratch("own")), perms::none);
  EXPECT_EQ(*read_file(scratch("own")), "y");
}

TEST(Sha256, matches_the_published_test_vectors) {
  // FIPS 180-4 examples: the empty message and "abc".
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace hamstring
