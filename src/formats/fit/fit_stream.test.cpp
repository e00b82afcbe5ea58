#include "formats/fit/fit_stream.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "tests/support/fit_bytes.h"

namespace hamstring {
namespace {

FitBytes bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};  // NOLINT(*-reinterpret-cast)
}

TEST(FitStream, TheChecksumIsTheOneThatTheWorldCallsCrc16Arc) {
  // The check value of CRC-16/ARC in the catalogue of parametrised CRC algorithms.
  EXPECT_EQ(fit_checksum(bytes_of("123456789")), 0xBB3D);
}

TEST(FitStream, NumbersOfEveryTypeAndTheirSentinels) {
  const auto value_of = [](std::uint8_t type, const std::vector<std::uint8_t>& bytes, bool big = false) {
    return FitField{.base_type = type, .is_big_endian = big, .bytes = bytes}.value(0);
  };
  EXPECT_EQ(value_of(0x84, {0x34, 0x12}), 0x1234);
  EXPECT_EQ(value_of(0x84, {0x12, 0x34}, true), 0x1234);
  EXPECT_EQ(value_of(0x83, {0xFE, 0xFF}), -2);
  EXPECT_EQ(value_of(0x01, {0x80}), -128);
  EXPECT_EQ(value_of(0x85, {0x00, 0x00, 0x00, 0x80}), -2147483648.0);
  EXPECT_EQ(value_of(0x88, {0x00, 0x00, 0xC0, 0x3F}), 1.5);
  EXPECT_EQ(value_of(0x89, {0x3F, 0xF8, 0, 0, 0, 0, 0, 0}, true), 1.5);
  for (const auto& [type, bytes] :
       std::vector<std::pair<std::uint8_t, std::vector<std::uint8_t>>>{{0x00, {0xFF}},
                                                                       {0x01, {0x7F}},
                                                                       {0x02, {0xFF}},
                                                                       {0x83, {0xFF, 0x7F}},
                                                                       {0x84, {0xFF, 0xFF}},
                                                                       {0x85, {0xFF, 0xFF, 0xFF, 0x7F}},
                                                                       {0x86, {0xFF, 0xFF, 0xFF, 0xFF}},
                                                                       {0x0A, {0}},
                                                                       {0x8B, {0, 0}},
                                                                       {0x88, {0xFF, 0xFF, 0xFF, 0xFF}},
                                                                       {0x88, {0x00, 0x00, 0x80, 0x7F}},
                                                                       {0x07, {'a'}},
                                                                       {0x1F, {1}},
                                                                       {0x84, {1}}})
    EXPECT_FALSE(value_of(type, bytes).has_value()) << int{type};
}

TEST(FitStream, CompressedTimesCountOnFromTheLastFullOne) {
  FitBytesMaker fit;
  fit.activity()
      .define(1, 20, {{253, 4, 0x86}, {3, 1, 0x02}})
      .begin(1)
      .number(fit_new_year + 30, 4)
      .number(100, 1);
  fit.define(2, 20, {{3, 1, 0x02}});
  const std::uint32_t low = (fit_new_year + 30) & 0x1FU;
  for (const std::uint32_t after : {1U, 3U, 31U, 33U})
    fit.begin(static_cast<std::uint8_t>(0x80U | (2U << 5U) | ((low + after) & 0x1FU))).number(101, 1);
  std::vector<std::uint32_t> times;
  const std::string text = fit.text();
  const auto part = read_fit_part(bytes_of(text), 0, [&](const FitMessage& message) {
    if (message.number == 20) times.push_back(message.timestamp.value_or(0) - fit_new_year);
    return true;
  });
  ASSERT_TRUE(part);
  EXPECT_TRUE(part->fault.empty());
  EXPECT_EQ(part->file_fits, true);
  EXPECT_EQ(part->header_fits, true);
  EXPECT_EQ(times, (std::vector<std::uint32_t>{30, 31, 33, 61, 63}));
}

TEST(FitStream, AMessageBeforeItsDefinitionEndsTheReading) {
  FitBytesMaker fit;
  fit.activity().begin(5).number(1, 4);
  const std::string text = fit.text(12);
  const auto part = read_fit_part(bytes_of(text), 0, [](const FitMessage&) { return true; });
  ASSERT_TRUE(part);
  EXPECT_EQ(part->messages, 1U);
  EXPECT_NE(part->fault.find("before its definition"), std::string::npos);
  EXPECT_FALSE(part->header_fits.has_value());
}

TEST(FitStream, EveryPrefixOfAFileIsReadOrRefusedAndNeverLeavesIt) {
  FitBytesMaker fit(true);
  fit.activity()
      .define(1, 20, {{253, 4, 0x86}, {8, 3, 0x0D}}, {{0, 2, 0}})
      .begin(1)
      .number(1, 4)
      .number(7, 3)
      .number(9, 2);
  const std::string text = fit.text();
  for (std::size_t size = 0; size < text.size(); ++size) {
    const std::string cut = text.substr(0, size);
    const auto part = read_fit_part(bytes_of(cut), 0, [](const FitMessage&) { return true; });
    EXPECT_TRUE(!part || (part->is_cut_off && part->end == size)) << size;
  }
}

}  // namespace
}  // namespace hamstring
