#include "vault/zip.h"

#include <gtest/gtest.h>
#include <zip.h>

namespace hamstring::service {
namespace {

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// A zip of two small files with another name in the place of the second (as long as "second").
std::string zip_with_name(const std::string& name) {
  std::string zip = write_zip({{"first0", "1"}, {"second", "2"}}).value();
  replace_all(zip, "second", name);
  return zip;
}

std::string refusal(const std::string& zip, const ZipLimits& limits = {}) {
  const Result<Files> read = read_zip(zip, limits);
  return read ? std::string("was read") : read.error().text();
}

TEST(Zip, what_goes_in_comes_out_and_equal_files_are_equal_bytes) {
  const Files files{{"b/ä.txt", "text"}, {"a.txt", std::string(100'000, 'x')}, {"empty", ""}};
  const std::string zip = write_zip(files).value();
  EXPECT_EQ(read_zip(zip).value(), files);
  EXPECT_EQ(write_zip(files).value(), zip);
}

TEST(Zip, paths_that_climb_or_begin_at_the_root_are_refused_by_name) {
  for (const char* name : {"../abc", "/a/b/c", "a/../b", "a\\..\\b", "C:/abc", "a//bcd", "./abcd", "ab\ncde"})
    EXPECT_NE(refusal(zip_with_name(name)).find("leads out"), std::string::npos) << name;
}

TEST(Zip, a_name_that_stands_twice_is_refused_letter_case_aside) {
  EXPECT_NE(refusal(zip_with_name("first0")), "was read");
  EXPECT_NE(refusal(zip_with_name("FIRST0")).find("twice"), std::string::npos);
}

TEST(Zip, links_are_refused) {
  std::string zip = write_zip({{"a", "/etc/passwd"}}).value();
  const std::size_t entry = zip.find("PK\x01\x02");
  ASSERT_NE(entry, std::string::npos);
  zip[entry + 5] = 3;  // made on Unix
  zip[entry + 40] = '\xff';
  zip[entry + 41] = '\xa1';  // a symbolic link, rwxrwxrwx
  EXPECT_NE(refusal(zip).find("links"), std::string::npos) << refusal(zip);
}

TEST(Zip, more_files_more_bytes_or_denser_packing_than_the_limits_are_refused_before_unpacking) {
  const std::string zip = write_zip({{"a", std::string(2'000'000, '\0')}, {"b", "2"}, {"c", "3"}}).value();
  EXPECT_NE(refusal(zip).find("grows more than"), std::string::npos) << refusal(zip);
  EXPECT_EQ(refusal(zip, {.ratio_max = 100'000}), "was read");
  EXPECT_NE(refusal(zip, {.files_max = 2, .ratio_max = 100'000}).find("3 files"), std::string::npos);
  EXPECT_NE(refusal(zip, {.unpacked_max = 1'000'000, .ratio_max = 100'000}).find("unpacked"),
            std::string::npos);
  EXPECT_NE(refusal(zip, {.file_max = 1'000'000, .ratio_max = 100'000}).find("larger"), std::string::npos);
  EXPECT_NE(refusal(zip, {.packed_max = 10}).find("larger"), std::string::npos);
}

TEST(Zip, a_file_that_claims_to_be_smaller_than_it_is_is_damaged) {
  std::string zip = write_zip({{"a", std::string(5000, 'x')}}).value();
  // Sizes in the local header and in the directory: both claim ten bytes.
  const std::size_t entry = zip.find("PK\x01\x02");
  for (const std::size_t at : {std::size_t{22}, entry + 24}) {
    zip[at] = 10;
    zip[at + 1] = 0;
  }
  EXPECT_NE(refusal(zip), "was read");
}

TEST(Zip, anything_else_is_no_zip_and_a_cut_or_changed_one_is_damaged) {
  const std::string zip = write_zip({{"a", "some text that is packed"}}).value();
  EXPECT_NE(refusal("").find("no zip"), std::string::npos);
  EXPECT_NE(refusal("hello").find("no zip"), std::string::npos);
  for (std::size_t length = 1; length < zip.size(); ++length)
    EXPECT_NE(refusal(zip.substr(0, length)), "was read") << length;
  std::string changed = zip;
  changed[33] = static_cast<char>(changed[33] ^ 0x10);
  EXPECT_NE(refusal(changed), "was read");
}

}  // namespace
}  // namespace hamstring::service
