#include "store/packed.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "store/database.h"
#include "tests/support/temp_folder.h"

namespace hamstring::store {
namespace {

TEST(Packed, what_goes_in_comes_out_and_takes_less_room) {
  std::string plan;
  for (int i = 0; i < 900; ++i) plan += R"({"id":"line","name":"Extender","why":"weak evidence"},)";
  for (const std::string& text : {std::string{}, std::string("{}"), std::string("a\0b\xff", 4), plan}) {
    const std::string kept = pack(text);
    const Result<std::string> back = unpack(kept);
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, text);
  }
  EXPECT_LT(pack(plan).size() * 10, plan.size());
}

TEST(Packed, damage_is_told_and_never_read) {
  const std::string good = pack(std::string(5000, 'x') + "end");
  for (std::size_t cut = 0; cut < good.size(); ++cut)
    EXPECT_FALSE(unpack(std::string_view(good).substr(0, cut)));
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bad = good;
    const std::size_t at = random() % bad.size();
    bad[at] = static_cast<char>(bad[at] ^ static_cast<char>(1U << random() % 8U));
    const Result<std::string> read = unpack(bad);
    if (!read) continue;
    EXPECT_EQ(*read, unpack(good).value()) << "a bit that says nothing, at " << at;
  }
  EXPECT_FALSE(unpack("\xff\xff\xff\xff rest")) << "four gigabytes are not made room for";
}

TEST(Packed, sql_reads_what_sql_kept_and_says_where_it_cannot) {
  const test::TempFolder folder;
  const Result<Database> database = Database::open(folder / "a.db");
  ASSERT_TRUE(database);
  Statement both = database->prepare("SELECT unpacked(packed(?))");
  both.bind(std::string_view("größer"));
  ASSERT_TRUE(both.step());
  EXPECT_EQ(both.text(0), "größer");
  Statement bad = database->prepare("SELECT unpacked(x'0000000101')");
  EXPECT_FALSE(bad.step());
  EXPECT_FALSE(bad.error());
}

}  // namespace
}  // namespace hamstring::store
