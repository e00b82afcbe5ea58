#include "load/load.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace hamstring::load {
namespace {

Load good() {
  Load load{.source = {.recording_sha256 = std::string(64, 'a'),
                       .model_sha256 = std::string(64, '0'),
                       .engine = "0.1.0",
                       .mode = "physics"},
            .amounts = {{.side = Side::right, .quantity = Quantity::strides, .interval = {0.0, 0.0}},
                        {.side = Side::right, .quantity = Quantity::peak_stretch, .interval = {0.02, 0.05}},
                        {.side = Side::left, .muscle = Hamstring::semitendinosus}}};
  sort_amounts(load);
  return load;
}

TEST(Load, is_sorted_by_side_muscle_and_quantity) {
  const Load load = good();
  EXPECT_EQ(load.amounts[0].side, Side::left);
  EXPECT_EQ(load.amounts[1].quantity, Quantity::peak_stretch);
  EXPECT_TRUE(check_load(load));
}

TEST(Load, of_zero_is_known_and_of_nothing_is_not) {
  const Load load = good();
  EXPECT_TRUE(load.amounts[2].interval.is_known());
  EXPECT_FALSE(load.amounts[0].interval.is_known());
}

TEST(Load, refuses_what_is_no_interval_no_digest_or_said_twice) {
  const std::vector<std::function<void(Load&)>> spoilt{
      [](Load& l) { l.source.recording_sha256 = "abc"; },
      [](Load& l) { l.source.model_sha256[3] = 'G'; },
      [](Load& l) { l.source.engine.clear(); },
      [](Load& l) { l.source.mode = "magic"; },
      [](Load& l) { l.amounts[1].interval.low = std::nan(""); },
      [](Load& l) { l.amounts[1].interval = {0.2, 0.1}; },
      [](Load& l) { l.amounts[1].interval.high = INFINITY; },
      [](Load& l) { l.amounts.push_back(l.amounts.back()); },
      [](Load& l) { std::swap(l.amounts[0], l.amounts[1]); }};
  for (std::size_t i = 0; i < spoilt.size(); ++i) {
    Load load = good();
    spoilt[i](load);
    EXPECT_FALSE(check_load(load)) << i;
  }
}

TEST(Load, has_a_word_of_its_own_for_every_quantity_and_origin) {
  for (const Quantity quantity : all_quantities)
    EXPECT_EQ(from_word(quantity_words, to_word(quantity_words, quantity)), quantity);
  for (const Origin origin : all_origins)
    EXPECT_EQ(from_word(origin_words, to_word(origin_words, origin)), origin);
}

}  // namespace
}  // namespace hamstring::load
