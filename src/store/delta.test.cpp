#include "store/delta.h"

#include <gtest/gtest.h>

#include <random>

namespace hamstring::store {
namespace {

TEST(Delta, gives_back_any_text_from_any_base) {
  std::mt19937 random(11);
  int copied = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string base, text;
    for (std::size_t i = random() % 400; i > 0; --i) base += static_cast<char>(random() % 4 + 'a');
    text = base;
    for (std::size_t i = random() % 6; i > 0; --i) {
      const std::size_t at = text.empty() ? 0 : random() % text.size();
      if (random() % 2 == 0)
        text.insert(at, std::to_string(random()));
      else
        text.erase(at, random() % 30);
    }
    const std::string difference = delta(base, text);
    ASSERT_EQ(apply_delta(base, difference).value_or("?"), text);
    copied += difference.size() < text.size() ? 1 : 0;
  }
  EXPECT_GT(copied, 2000) << "hardly anything was taken from the base";
}

TEST(Delta, two_days_that_differ_in_little_take_little) {
  std::string monday;
  for (int i = 0; i < 500; ++i) monday += "{\"id\":\"line" + std::to_string(i * 7919) + "\",\"reps\":8},";
  std::string tuesday = monday;
  tuesday.replace(monday.find("\"reps\":8", 9000), 8, "\"reps\":12");
  EXPECT_LT(delta(monday, tuesday).size(), 40U);
}

TEST(Delta, damage_never_reads_beyond_the_base) {
  const std::string base(300, 'x'), good = delta(base + "abc", base + "new words that are not there");
  std::mt19937 random(3);
  int refused = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string bad = good;
    bad[random() % bad.size()] = static_cast<char>(random());
    const auto read = apply_delta(base, std::string_view(bad).substr(0, 1 + random() % bad.size()));
    refused += read ? 0 : 1;
  }
  EXPECT_GT(refused, 500);
  EXPECT_FALSE(apply_delta("", std::string("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10)));
}

}  // namespace
}  // namespace hamstring::store
