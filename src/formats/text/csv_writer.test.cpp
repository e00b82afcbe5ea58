#include "formats/text/csv_writer.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>

#include "core/text.h"

namespace hamstring {
namespace {

TEST(CsvField, quotes_only_where_rfc_4180_wants_it) {
  EXPECT_EQ(csv_field("bflh_r"), "bflh_r");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"yes\""), "\"say \"\"yes\"\"\"");
  EXPECT_EQ(csv_field("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(csv_field(" edge"), "\" edge\"");
  EXPECT_EQ(csv_field("Länge °"), "Länge °");
  EXPECT_EQ(csv_field(""), "");
}

TEST(CsvField, disarms_text_that_a_spreadsheet_would_run) {
  EXPECT_EQ(csv_field("=1+1"), "'=1+1");
  EXPECT_EQ(csv_field("@SUM(A1,A2)"), "\"'@SUM(A1,A2)\"");
  EXPECT_EQ(csv_field("-5.5"), "-5.5");
}

TEST(CsvWriter, writes_headers_numbers_and_missing_values) {
  const CsvTable table{.headers = {"side", "stretch [%]", "stride"},
                       .rows = {{std::string("left"), 4.75, 1LL}, {std::string("right"), std::nan(""), 2LL}}};
  EXPECT_EQ(format_csv(table).value(), "side,stretch [%],stride\r\nleft,4.75,1\r\nright,,2\r\n");
  EXPECT_TRUE(format_csv(table, {.byte_order_mark = true}).value().starts_with("\xEF\xBB\xBFside"));
}

TEST(CsvWriter, writes_numbers_that_read_back_the_same_in_any_locale) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  for (const double value : {0.1, -1.0 / 3.0, 1e-300, 6.02e23}) {
    const std::string text = format_csv({.headers = {"x"}, .rows = {{value}}}).value();
    EXPECT_EQ(parse_double(split_fields(text, '\n')[1]), value);
  }
  std::setlocale(LC_ALL, before.c_str());
}

TEST(CsvWriter, refuses_rows_that_do_not_fit_the_headers) {
  EXPECT_FALSE(format_csv({.headers = {}, .rows = {}}));
  const Result<std::string> text = format_csv({.headers = {"a", "b"}, .rows = {{1.0, 2.0}, {1.0}}});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().message, "row 2 has 1 cells, the table has 2 columns");
}

}  // namespace
}  // namespace hamstring
