#include "vault/hidden_file.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstring>

#include "core/file.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/temp_folder.h"

namespace hamstring::service {
namespace {

std::size_t names_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

TEST(HiddenFile, is_read_by_this_process_and_seen_by_nobody) {
  const test::TempFolder folder;
  std::filesystem::path gone;
  {
    auto file = HiddenFile::in(folder / "");
    ASSERT_TRUE(file) << file.error().text();
    EXPECT_TRUE(file->write("open ", 5) && file->write("words", 5));
    EXPECT_TRUE(file->good());
    EXPECT_EQ(names_in(folder / ""), 0U);
    EXPECT_EQ(read_file(file->path()).value_or(""), "open words");
    EXPECT_EQ(read_file(file->path()).value_or(""), "open words") << "as often as one likes";
    const HiddenFile moved = std::move(*file);
    EXPECT_EQ(read_file(moved.path()).value_or(""), "open words");
    gone = moved.path();
  }
  EXPECT_NE(read_file(gone).value_or(""), "open words");
}

TEST(HiddenFile, a_folder_that_is_not_there_and_a_full_disk_are_named) {
  const test::TempFolder folder;
  const auto nowhere = HiddenFile::in(folder / "nowhere");
  ASSERT_FALSE(nowhere);
  EXPECT_NE(nowhere.error().text().find("nowhere"), std::string::npos);
  auto file = HiddenFile::in(folder / "");
  ASSERT_TRUE(file);
  {
    const test::FileSizeLimit limit(100);
    EXPECT_FALSE(file->write(std::string(200, 'a').data(), 200));
  }
  EXPECT_FALSE(file->write("b", 1)) << "what is not whole stays so";
  ASSERT_FALSE(file->good());
  EXPECT_NE(file->good().error().text().find(std::strerror(EFBIG)), std::string::npos);
}

}  // namespace
}  // namespace hamstring::service
