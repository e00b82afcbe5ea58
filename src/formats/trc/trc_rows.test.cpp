#include "formats/trc/trc_rows.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace hamstring {
namespace {

using ::testing::HasSubstr;

Result<TrcRows> rows_of(std::string_view rows, Diagnostics& diagnostics,
                        std::string_view labels = "Frame#\tTime\tA\t\t\tB\t\t\n",
                        std::string_view frames = "2") {
  const std::string text = "PathFileType\t4\nDataRate\tNumFrames\tUnits\n100\t" + std::string(frames) +
                           "\tmm\n" + std::string(labels) + "\tX1\n" + std::string(rows);
  const Result<TrcPreamble> preamble = read_trc_preamble(text, "a.trc", diagnostics);
  EXPECT_TRUE(preamble) << (preamble ? "" : preamble.error().text());
  return read_trc_rows(*preamble, "a.trc", diagnostics);
}

std::string messages(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& entry : diagnostics.entries()) text += entry.text() + "\n";
  return text;
}

TEST(TrcRows, positions_come_back_bit_for_bit_in_the_unit_of_the_file) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> place(-3000.0, 3000.0);
  std::vector<Vec3> written;
  std::string text;
  for (int frame = 1; frame <= 200; ++frame) {
    text += fmt::format("{}\t{}", frame, frame / 128.0);
    for (int marker = 0; marker < 2; ++marker) {
      written.emplace_back(place(random), place(random), place(random));
      text += fmt::format("\t{}\t{}\t{}", written.back().x(), written.back().y(), written.back().z());
    }
    text += '\n';
  }
  Diagnostics diagnostics;
  const Result<TrcRows> rows = rows_of(text, diagnostics);
  ASSERT_TRUE(rows) << rows.error().text();
  ASSERT_EQ(rows->positions.size(), 400U);
  EXPECT_EQ(rows->positions, written);
  EXPECT_EQ(rows->time_s.at(100), 101.0 / 128.0);
  EXPECT_EQ(rows->lines.front(), 6);
  EXPECT_TRUE(diagnostics.entries().empty()) << messages(diagnostics);
}

TEST(TrcRows, a_position_is_whole_or_missing) {
  Diagnostics diagnostics;
  const Result<TrcRows> rows = rows_of("1\t0\t1\t2\t3\t4\tNaN\t6\n2\t1\t1\tinf\t3\t\t\t\n", diagnostics);
  ASSERT_TRUE(rows) << rows.error().text();
  EXPECT_EQ(rows->positions[0], Vec3(1, 2, 3));
  for (const std::size_t i : {1U, 2U, 3U}) EXPECT_TRUE(rows->positions[i].array().isNaN().all()) << i;
  EXPECT_THAT(messages(diagnostics), HasSubstr("2 marker positions with one or two coordinates only"));
}

TEST(TrcRows, names_above_every_third_field_leave_the_columns_between_them_out) {
  Diagnostics diagnostics;
  const Result<TrcRows> rows =
      rows_of("1\t0\t1\t2\t3\t90\t91\t92\t4\t5\t6\n", diagnostics, "Frame#\tTime\tA\t\t\t\t\t\tB\t\t\n");
  ASSERT_TRUE(rows) << rows.error().text();
  EXPECT_EQ(rows->positions[0], Vec3(1, 2, 3));
  EXPECT_EQ(rows->positions[1], Vec3(4, 5, 6));
  EXPECT_THAT(messages(diagnostics), HasSubstr("1 marker without a name left out"));
}

TEST(TrcRows, a_row_without_frame_or_time_or_that_ends_inside_a_marker_is_refused_where_good_ones_follow) {
  for (const auto& [row, message] :
       {std::pair("x\t0.01\t1\t2\t3\t4\t5\t6", "\"x\" is not a number"),
        {"\t0.01\t1\t2\t3\t4\t5\t6", "a frame number and a time were expected"},
        {"2\tnan\t1\t2\t3\t4\t5\t6", "a frame number and a time were expected"},
        {"2\t0.01\t1\t2\t3\t4\t5", "ends inside a marker: 5 numbers after the time, expected 6"}}) {
    Diagnostics diagnostics;
    const Result<TrcRows> rows =
        rows_of("1\t0\t1\t2\t3\t4\t5\t6\n" + std::string(row) + "\n3\t0.02\t1\t2\t3\t4\t5\t6\n", diagnostics);
    ASSERT_FALSE(rows) << row;
    EXPECT_THAT(rows.error().message, HasSubstr(message));
    EXPECT_EQ(rows.error().line, 7);
  }
}

TEST(TrcRows, a_bad_cell_is_named_by_the_marker_it_belongs_to) {
  Diagnostics diagnostics;
  const Result<TrcRows> rows = rows_of("1\t0\t1\t2\t3\t4\t5,5\t6\n", diagnostics);
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().element, "B");
  EXPECT_THAT(rows.error().advice, HasSubstr("decimal points"));
}

TEST(TrcRows, twenty_lines_behind_the_last_frame_are_left_out_and_one_more_is_damage) {
  std::string text = "1\t0\t1\t2\t3\t4\t5\t6\n";
  for (int i = 0; i < 20; ++i) text += "end\n";
  Diagnostics diagnostics;
  EXPECT_EQ(rows_of(text, diagnostics)->lines.size(), 1U);
  EXPECT_THAT(messages(diagnostics), HasSubstr("left out (20 lines)"));
  EXPECT_FALSE(rows_of(text + "end\n", diagnostics));
}

TEST(TrcRows, a_torn_last_frame_goes_with_its_positions_and_is_not_counted_as_short) {
  const std::string whole = "1\t0\t1\t2\t3\t4\t5\t6\n";
  for (const auto& [last, kept] : {std::pair("2\t0.01\t1\t2\t3", 1U), {"2\t0.01\t1\t2\t3\n", 2U}}) {
    Diagnostics diagnostics;
    const Result<TrcRows> rows = rows_of(whole + last, diagnostics);
    ASSERT_TRUE(rows) << last;
    EXPECT_EQ(rows->lines.size(), kept) << last;
    EXPECT_EQ(rows->time_s.size(), kept);
    EXPECT_EQ(rows->positions.size(), 2 * kept);
    EXPECT_EQ(messages(diagnostics).contains("ends inside this row"), kept == 1U);
    EXPECT_EQ(messages(diagnostics).contains("ending before the last marker"), kept == 2U);
  }
}

TEST(TrcRows, a_gap_of_the_frame_number_is_told_with_its_line) {
  Diagnostics diagnostics;
  ASSERT_TRUE(
      rows_of("1\t0\t1\t2\t3\t4\t5\t6\n3\t0.02\t1\t2\t3\t4\t5\t6\n4\t0.03\t1\t2\t3\t4\t5\t6\n", diagnostics));
  EXPECT_THAT(messages(diagnostics), HasSubstr("1 jump of the frame number"));
  EXPECT_EQ(diagnostics.entries().at(0).line, 7);
}

}  // namespace
}  // namespace hamstring
