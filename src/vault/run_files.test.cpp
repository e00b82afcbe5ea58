#include "vault/run_files.h"

#include <gtest/gtest.h>

#include "vault/zip.h"

namespace hamstring::service {
namespace {

TEST(RunFiles, of_a_zip_are_those_of_a_watch_and_those_of_zips_in_it) {
  const auto inner = write_zip({{"2024/b.TCX", "b"}, {"photo.jpg", "p"}});
  ASSERT_TRUE(inner);
  const auto zip = write_zip({{"a.fit", "a"}, {"more.zip", *inner}, {"profile.json", "{}"}});
  ASSERT_TRUE(zip);
  double last = -1.0;
  const auto read = run_files_of_zip(*zip, [&](double share) {
    EXPECT_GE(share, last);
    last = share;
  });
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->files.size(), 2U);
  EXPECT_EQ(read->files[0].name, "a.fit");
  EXPECT_EQ(read->files[1].name, "more.zip/2024/b.TCX");
  EXPECT_EQ(read->files[1].content, "b");
  EXPECT_EQ(read->others, 2U);
}

TEST(RunFiles, of_a_zip_that_is_damaged_within_another_are_refused) {
  const auto zip = write_zip({{"a.fit", "a"}, {"more.zip", "PK no"}});
  ASSERT_TRUE(zip);
  EXPECT_FALSE(run_files_of_zip(*zip));
  EXPECT_FALSE(run_files_of_zip("no zip"));
}

TEST(RunFiles, of_zips_in_zips_in_zips_are_passed_over) {
  const auto innermost = write_zip({{"a.fit", "a"}});
  const auto inner = write_zip({{"x.zip", *innermost}});
  const auto zip = write_zip({{"y.zip", *inner}});
  const auto read = run_files_of_zip(*zip);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->files.empty());
  EXPECT_EQ(read->others, 1U);
}

}  // namespace
}  // namespace hamstring::service
