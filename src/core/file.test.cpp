#include "core/file.h"

#include <gtest/gtest.h>

#include <unistd.h>

namespace hamstring {
namespace {

std::filesystem::path scratch(const std::string& name) {
  return std::filesystem::temp_directory_path() / ("hamstring_file_test_" + std::to_string(getpid())) / name;
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

TEST(Sha256, matches_the_published_test_vectors) {
  // FIPS 180-4 examples: the empty message and "abc".
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace hamstring
