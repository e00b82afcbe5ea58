#include "formats/storage/storage_rows.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

namespace hamstring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Result<StorageRows> rows_of(const std::string& text, Diagnostics& diagnostics) {
  Result<StoragePreamble> preamble = read_storage_preamble(text, "a.sto", diagnostics);
  EXPECT_TRUE(preamble) << (preamble ? "" : preamble.error().text());
  return read_storage_rows(*preamble, "a.sto", diagnostics);
}

std::string messages(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& entry : diagnostics.entries()) text += entry.text() + "\n";
  return text;
}

TEST(StorageRows, numbers_come_back_bit_for_bit_whatever_separates_them) {
  std::mt19937_64 random(7);
  int compared = 0;
  for (const std::string separator : {"\t", " ", " \t ", "   "}) {
    for (const std::string ending : {"\n", "\r\n"}) {
      std::vector<double> written;
      std::string text = "endheader" + ending + "time" + separator + "a" + separator + "b" + ending;
      while (written.size() < 300) {
        const double value = std::bit_cast<double>(random());
        if (!std::isfinite(value)) continue;
        written.push_back(value);
        text += fmt::format("{}", value) + (written.size() % 3 == 0 ? ending : separator);
      }
      Diagnostics diagnostics;
      const Result<StorageRows> rows = rows_of(text, diagnostics);
      ASSERT_TRUE(rows) << rows.error().text();
      ASSERT_EQ(rows->count(), 100U);
      ASSERT_EQ(rows->values, written);
      EXPECT_EQ(rows->lines.front(), 3);
      EXPECT_EQ(rows->lines.back(), 102);
      compared += 300;
    }
  }
  EXPECT_EQ(compared, 2400);
}

TEST(StorageRows, twenty_lines_behind_the_last_row_are_a_footer_and_one_more_is_damage) {
  const auto with_footer = [](int lines) {
    std::string text = "endheader\ntime a\n0 1\n1 2\n";
    for (int i = 0; i < lines; ++i) text += "made by somebody\n";
    return text;
  };
  Diagnostics diagnostics;
  EXPECT_EQ(rows_of(with_footer(20), diagnostics)->count(), 2U);
  EXPECT_THAT(messages(diagnostics), HasSubstr("everything below it is left out (20 lines)"));
  const Result<StorageRows> refused = rows_of(with_footer(21), diagnostics);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().line, 5) << "the first line that does not fit";
}

TEST(StorageRows, a_good_row_behind_a_bad_one_shows_damage_inside_and_the_bad_one_is_named) {
  Diagnostics diagnostics;
  const Result<StorageRows> word = rows_of("endheader\ntime hip knee\n0 1 2\n1 x 2\n2 1 2\n", diagnostics);
  ASSERT_FALSE(word);
  EXPECT_EQ(word.error().line, 4);
  EXPECT_EQ(word.error().element, "hip");
  const Result<StorageRows> comma = rows_of("endheader\ntime hip knee\n0 1 2,5\n", diagnostics);
  ASSERT_FALSE(comma);
  EXPECT_EQ(comma.error().element, "knee");
  EXPECT_THAT(comma.error().advice, HasSubstr("decimal points"));
  const Result<StorageRows> longer = rows_of("endheader\ntime hip\n0 1 2\n", diagnostics);
  ASSERT_FALSE(longer);
  EXPECT_THAT(longer.error().message, HasSubstr("2 numbers were expected as there are 2 labels, found more"));
}

TEST(StorageRows,
     a_last_row_is_left_out_only_if_it_ends_the_file_shorter_than_the_one_before_and_rows_are_missing) {
  for (const auto& [counted, last_row, kept] : {std::tuple("nRows=9\n", "1 2", 1U),
                                                {"nRows=9\n", "1 2\n", 2U},
                                                {"nRows=2\n", "1 2", 2U},
                                                {"nRows=9\n", "1 2.25", 2U},
                                                {"", "1 2", 2U}}) {
    Diagnostics diagnostics;
    const Result<StorageRows> rows =
        rows_of("t\n" + std::string(counted) + "endheader\ntime a\n0 1.25\n" + last_row, diagnostics);
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->count(), kept) << counted << last_row;
    EXPECT_EQ(rows->values.size(), 2 * kept);
  }
}

TEST(StorageRows, empty_cells_are_missing_where_tabs_mark_them_and_a_fault_where_they_do_not) {
  Diagnostics diagnostics;
  const Result<StorageRows> rows = rows_of("endheader\ntime\ta\tb\n0\t\t2\n1\t3\t\t\t\n", diagnostics);
  ASSERT_TRUE(rows);
  EXPECT_THAT(rows->values, ElementsAre(0, ::testing::IsNan(), 2, 1, 3, ::testing::IsNan()));
  EXPECT_THAT(messages(diagnostics), HasSubstr("2 rows with empty cells"));
  EXPECT_FALSE(rows_of("endheader\ntime a b\n0 1\n", diagnostics));
  EXPECT_FALSE(rows_of("endheader\ntime\ta\tb\n\t1\t2\n", diagnostics)) << "a row without a time";
}

TEST(StorageRows, cells_of_vectors_count_as_many_numbers_as_the_first_row_has) {
  Diagnostics diagnostics;
  const Result<StorageRows> rows =
      rows_of("DataType=Vec3\nendheader\ntime\tp\tq\n0\t1,2,3\t4,5,6\n", diagnostics);
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->components, 3U);
  EXPECT_THAT(rows->values, ElementsAre(0, 1, 2, 3, 4, 5, 6));
  const Result<StorageRows> bad =
      rows_of("DataType=Vec3\nendheader\ntime\tp\tq\n0\t1,2,3\t4,x,6\n", diagnostics);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().element, "q");
}

TEST(StorageRows, a_count_in_the_header_is_never_believed_for_memory) {
  Diagnostics diagnostics;
  const Result<StorageRows> rows =
      rows_of("t\nnRows=9000000000000000\nendheader\ntime a\n0 1\n", diagnostics);
  ASSERT_TRUE(rows);
  EXPECT_LE(rows->values.capacity(), 4'000'000U);
  EXPECT_TRUE(rows_of("t\nnRows=-5\nendheader\ntime a\n0 1\n", diagnostics));
}

TEST(StorageRows, labels_without_a_row_are_refused) {
  Diagnostics diagnostics;
  const Result<StorageRows> rows = rows_of("endheader\ntime a\n\n", diagnostics);
  ASSERT_FALSE(rows);
  EXPECT_THAT(rows.error().message, HasSubstr("no rows"));
}

}  // namespace
}  // namespace hamstring
