// Who gets a place, and who gives theirs up.
#include "apps/server/guests.h"

#include <gtest/gtest.h>

#include <vector>

namespace hamstring::test {
namespace {

class GuestsTest : public ::testing::Test {
 protected:
  std::optional<std::uint64_t> come(const std::string& address) {
    return guests_.come(address, [this, address] { left_.push_back(address); });
  }
  server::Guests guests_{8, 6};
  std::vector<std::string> left_;
};

TEST(AddressGroup, one_long_address_stands_for_all_of_its_64_and_a_short_one_for_itself) {
  EXPECT_EQ(server::address_group("2001:db8:1:2:3:4:5:6"), server::address_group("2001:db8:1:2::9"));
  EXPECT_NE(server::address_group("2001:db8:1:2::9"), server::address_group("2001:db8:1:3::9"));
  EXPECT_EQ(server::address_group("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(server::address_group("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_NE(server::address_group("192.0.2.7"), server::address_group("192.0.2.8"));
  EXPECT_EQ(server::address_group("nonsense"), "nonsense");
}

TEST_F(GuestsTest, one_address_that_says_nothing_fills_no_house) {
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(come("quiet"));
  EXPECT_EQ(guests_.count(), 6);
  EXPECT_EQ(left_.size(), 94U) << "its own newest takes the place of its own oldest";
  EXPECT_TRUE(come("me"));
  EXPECT_TRUE(come("me"));
  EXPECT_EQ(left_.size(), 94U);
  // Full: whoever holds most silent places gives one up, not the one who has just come.
  EXPECT_TRUE(come("you"));
  EXPECT_EQ(left_.back(), "quiet");
  EXPECT_EQ(guests_.count(), 8);
}

TEST_F(GuestsTest, whoever_is_being_answered_stays) {
  std::vector<std::uint64_t> busy;
  for (int i = 0; i < 6; ++i) {
    busy.push_back(come("a").value());
    guests_.speaks(busy.back());
  }
  EXPECT_FALSE(come("a")) << "all six are being answered";
  EXPECT_TRUE(come("b"));
  EXPECT_TRUE(come("b"));
  EXPECT_TRUE(left_.empty());
  EXPECT_TRUE(come("c"));
  EXPECT_EQ(left_, std::vector<std::string>{"b"});
  guests_.falls_silent(busy[3]);
  guests_.falls_silent(busy[0]);
  EXPECT_TRUE(come("a"));
  EXPECT_EQ(left_.back(), "a");
  guests_.speaks(busy[3]);  // it is gone already: nothing happens
  EXPECT_EQ(guests_.count(), 8);
}

TEST_F(GuestsTest, of_silent_ones_the_oldest_goes) {
  std::vector<int> left;
  for (int i = 0; i < 6; ++i) ASSERT_TRUE(guests_.come("a", [&left, i] { left.push_back(i); }));
  guests_.speaks(1);
  guests_.falls_silent(1);  // spoke meanwhile: now the newest
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(come("a"));
  EXPECT_EQ(left, (std::vector<int>{1, 2, 3}));
}

TEST_F(GuestsTest, a_place_that_is_left_is_free) {
  std::vector<std::uint64_t> all;
  for (int i = 0; i < 6; ++i) all.push_back(come("a").value());
  for (const std::uint64_t guest : all) guests_.go(guest);
  EXPECT_EQ(guests_.count(), 0);
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(come("a"));
  EXPECT_TRUE(left_.empty());
}

}  // namespace
}  // namespace hamstring::test
