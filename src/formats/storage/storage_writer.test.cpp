#include "formats/storage/storage_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <limits>

#include "formats/storage/storage_reader.h"

namespace hamstring {
namespace {

using ::testing::HasSubstr;

TimeSeries example() {
  TimeSeries table({0.0, 0.01}, {"bflh_r", "st_r"});
  table(0, 0) = 0.420212345678;
  table(1, 0) = -1.0 / 3.0;
  table(0, 1) = 1234567890.5;
  return table;  // the last cell stays NaN
}

TEST(StorageWriter, writes_the_form_that_opensim_writes) {
  const Result<std::string> text =
      format_storage(example(), {.title = "Length", .in_degrees = true, .description = "Units are S.I."});
  ASSERT_TRUE(text);
  EXPECT_EQ(*text,
            "Length\nversion=1\nnRows=2\nnColumns=3\ninDegrees=yes\n\nUnits are S.I.\n\nendheader\n"
            "time\tbflh_r\tst_r\n"
            "      0.00000000\t      0.42021235\t1234567890.50000000\n"
            "      0.01000000\t     -0.33333333\t             nan\n");
}

TEST(StorageWriter, reads_back_as_the_same_numbers_in_exact_form) {
  TimeSeries table({0.1, 1.0 / 3.0}, {"a", "b"});
  table(0, 0) = 1e-300;
  table(1, 0) = -std::numeric_limits<double>::max();
  table(0, 1) = std::nextafter(1.0, 2.0);
  table(1, 1) = -0.0;
  const Result<std::string> text = format_storage(table, {.title = "t", .digits = StorageDigits::exact});
  ASSERT_TRUE(text);
  Diagnostics diagnostics;
  const Result<StorageTable> back = parse_storage(*text, "a.sto", diagnostics);
  ASSERT_TRUE(back) << back.error().text();
  EXPECT_TRUE(diagnostics.entries().empty());
  EXPECT_EQ(back->in_degrees, false);
  EXPECT_EQ(back->table.time_s(), table.time_s());
  EXPECT_EQ(back->table.labels(), table.labels());
  for (std::size_t c = 0; c < 2; ++c) {
    for (std::size_t r = 0; r < 2; ++r) EXPECT_EQ(back->table(r, c), table(r, c));
  }
}

TEST(StorageWriter, reads_back_within_half_a_unit_of_the_eighth_decimal) {
  const Result<std::string> text = format_storage(example(), {.title = "t"});
  ASSERT_TRUE(text);
  Diagnostics diagnostics;
  const Result<StorageTable> back = parse_storage(*text, "a.sto", diagnostics);
  ASSERT_TRUE(back) << back.error().text();
  EXPECT_NEAR(back->table(0, 0), example()(0, 0), 5e-9);
  EXPECT_NEAR(back->table(1, 0), example()(1, 0), 5e-9);
  EXPECT_TRUE(std::isnan(back->table(1, 1)));
}

TEST(StorageWriter, ignores_a_locale_that_writes_commas) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  EXPECT_THAT(format_storage(example(), {}).value(), HasSubstr("0.42021235"));
  std::setlocale(LC_ALL, before.c_str());
}

TEST(StorageWriter, refuses_labels_and_titles_that_would_not_read_back) {
  EXPECT_FALSE(format_storage(TimeSeries({0.0}, {"knee angle"}), {}));
  EXPECT_FALSE(format_storage(TimeSeries({0.0}, {""}), {}));
  EXPECT_FALSE(format_storage(TimeSeries({0.0}, {"a"}), {.title = "a=b"}));
  EXPECT_FALSE(format_storage(TimeSeries({0.0}, {"a"}), {.description = "one\n endheader\ntwo"}));
}

TEST(StorageWriter, gives_the_same_text_row_by_row) {
  TimeSeries table({0.0, 0.5, 1.0}, {"a", "b"});
  for (std::size_t r = 0; r < 3; ++r) table(r, 1) = 0.1 * static_cast<double>(r);  // "a" is not known
  const StorageWriteOptions options{.title = "t", .in_degrees = false, .description = "d"};
  Result<std::string> text = storage_head(table.labels(), table.rows(), options);
  ASSERT_TRUE(text);
  for (std::size_t r = 0; r < 3; ++r)
    append_storage_row(table.time_s()[r], std::vector{table(r, 0), table(r, 1)}, options.digits, *text);
  EXPECT_EQ(*text, format_storage(table, options).value());
  EXPECT_FALSE(storage_head({"with blank"}, 1, options));
}

}  // namespace
}  // namespace hamstring
