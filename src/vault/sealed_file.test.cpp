#include "vault/sealed_file.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/temp_folder.h"

namespace hamstring::service {
namespace {

using test::TempFolder;

const std::string phrase = "five plain words in a row";

TEST(SealedFile, comes_back_as_it_was_for_every_length_around_a_chunk) {
  const TempFolder folder;
  for (const std::size_t size : {0U, 65535U, 65536U, 200'000U}) {
    std::string content(size, '\0');
    for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * 31 >> 3);
    ASSERT_TRUE(write_file(folder / "plain", content));
    ASSERT_TRUE(seal(content, folder / "sealed", phrase));
    EXPECT_TRUE(is_sealed(folder / "sealed"));
    EXPECT_FALSE(is_sealed(folder / "plain"));
    const auto opened = unseal_file(folder / "sealed", folder / "again", phrase);
    ASSERT_TRUE(opened) << opened.error().text();
    EXPECT_EQ(read_file(folder / "again").value(), content);
  }
}

TEST(SealedFile, is_opened_into_a_file_without_a_name_and_nothing_lies_open_meanwhile) {
  const TempFolder folder;
  const std::string content(200'000, 'a');
  ASSERT_TRUE(seal(content, folder / "sealed", phrase));
  const auto opened = unseal_hidden(folder / "sealed", folder / "", phrase);
  ASSERT_TRUE(opened) << opened.error().text();
  EXPECT_EQ(read_file(opened->path()).value(), content);
  for (const auto& file : std::filesystem::directory_iterator(folder / ""))
    EXPECT_EQ(file.path().filename(), "sealed");
  EXPECT_FALSE(unseal_hidden(folder / "sealed", folder / "", "another phrase"));
  const test::FileSizeLimit limit(70'000);
  EXPECT_FALSE(unseal_hidden(folder / "sealed", folder / "", phrase));
}

TEST(SealedFile, says_nothing_of_what_is_in_it_and_never_the_same_bytes_twice) {
  const TempFolder folder;
  ASSERT_TRUE(seal(std::string(1000, 'a') + "secret", folder / "one", phrase));
  ASSERT_TRUE(seal(std::string(1000, 'a') + "secret", folder / "two", phrase));
  const std::string one = read_file(folder / "one").value(), two = read_file(folder / "two").value();
  EXPECT_EQ(one.find("secret"), std::string::npos);
  EXPECT_NE(one, two);
}

TEST(SealedFile, a_wrong_phrase_a_changed_byte_and_a_cut_end_leave_no_file) {
  const TempFolder folder;
  ASSERT_TRUE(seal(std::string(100'000, 'a'), folder / "sealed", phrase));
  const auto wrong = unseal_file(folder / "sealed", folder / "out", "another phrase");
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().text().find("pass phrase is wrong"), std::string::npos);
  const std::string good = read_file(folder / "sealed").value();
  for (const std::size_t at : {std::size_t{60}, good.size() - 3}) {
    std::string changed = good;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    ASSERT_TRUE(write_file(folder / "changed", changed));
    EXPECT_FALSE(unseal_file(folder / "changed", folder / "out", phrase)) << at;
  }
  for (const std::size_t length :
       {good.size() - 1, std::size_t{65536 + 100}, std::size_t{90}, std::size_t{10}}) {
    ASSERT_TRUE(write_file(folder / "cut", good.substr(0, length)));
    EXPECT_FALSE(unseal_file(folder / "cut", folder / "out", phrase)) << length;
  }
  ASSERT_TRUE(write_file(folder / "longer", good + "x"));
  EXPECT_FALSE(unseal_file(folder / "longer", folder / "out", phrase));
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
  EXPECT_FALSE(std::filesystem::exists(folder / "out.partial"));
}

TEST(SealedFile, a_header_that_asks_for_endless_work_is_refused_at_once) {
  const TempFolder folder;
  ASSERT_TRUE(seal("a", folder / "sealed", phrase));
  std::string forged = read_file(folder / "sealed").value();
  forged[19 + 16 + 3] = '\x7f';  // passes
  ASSERT_TRUE(write_file(folder / "forged", forged));
  EXPECT_FALSE(unseal_file(folder / "forged", folder / "out", phrase));
}

TEST(SealedFile, a_refused_write_is_no_backup) {
  const TempFolder folder;
  const std::string content(300'000, 'a');
  ASSERT_TRUE(seal(content, folder / "good", phrase));
  ASSERT_TRUE(write_file(folder / "sealed", "the backup of yesterday"));
  // The first piece, one in the middle, and the very last byte.
  const std::uintmax_t whole = std::filesystem::file_size(folder / "good");
  for (const double share : {0.0, 0.5, 1.0}) {
    const auto below = [&](std::uintmax_t size) {
      return static_cast<std::uintmax_t>(share * static_cast<double>(size - 1));
    };
    Result<void> sealed, opened;
    {
      const test::FileSizeLimit limit(below(whole));
      sealed = seal(content, folder / "sealed", phrase);
    }
    {
      const test::FileSizeLimit limit(below(content.size()));
      opened = unseal_file(folder / "good", folder / "out", phrase);
    }
    const std::string room = std::to_string(share);
    EXPECT_FALSE(sealed) << room;
    EXPECT_FALSE(opened) << room;
    EXPECT_EQ(read_file(folder / "sealed").value(), "the backup of yesterday") << room;
    EXPECT_FALSE(std::filesystem::exists(folder / "out")) << room;
    EXPECT_FALSE(std::filesystem::exists(folder / "sealed.partial")) << room;
  }
}

TEST(SealedFile, a_short_phrase_is_refused) {
  const TempFolder folder;
  EXPECT_FALSE(seal("a", folder / "sealed", "short"));
  EXPECT_FALSE(std::filesystem::exists(folder / "sealed"));
}

}  // namespace
}  // namespace hamstring::service
