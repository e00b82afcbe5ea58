#include "formats/text/table_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace hamstring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  LineCursor cursor(text);
  while (const std::optional<TextLine> line = cursor.next()) {
    lines.emplace_back(line->text);
    EXPECT_EQ(line->number, static_cast<int>(lines.size()));
  }
  return lines;
}

TEST(LineCursor, knows_every_kind_of_line_ending) {
  EXPECT_THAT(lines_of("a\nb\n"), ElementsAre("a", "b"));
  EXPECT_THAT(lines_of("a\r\n\r\nb"), ElementsAre("a", "", "b"));
  EXPECT_THAT(lines_of("a\rb\r"), ElementsAre("a", "b"));
  EXPECT_THAT(lines_of(""), ElementsAre());
}

TEST(LineCursor, knows_whether_the_last_line_was_ended) {
  EXPECT_TRUE(LineCursor("a\n").ends_with_newline());
  EXPECT_FALSE(LineCursor("a\nb").ends_with_newline());
  EXPECT_TRUE(LineCursor("a\rb\r").ends_with_newline());
}

TEST(ParseCell, reads_what_programs_write_for_no_number_as_nan) {
  for (const char* cell : {"NaN", "nan", "-1.#IND", "1.#QNAN", "NA", "N/A", "#N/A", "null", "-nan(ind)"}) {
    const std::optional<double> value = parse_cell(cell);
    ASSERT_TRUE(value) << cell;
    EXPECT_TRUE(std::isnan(*value)) << cell;
  }
}

TEST(ParseCell, refuses_other_words_and_decimal_commas) {
  for (const char* cell : {"", "n", "1,5", "none", "nano", "1.2.3"}) EXPECT_FALSE(parse_cell(cell)) << cell;
}

TEST(SplitTabFields, keeps_empty_fields_and_stops_at_its_limit) {
  EXPECT_THAT(split_tab_fields("a\t\t b c \t"), ElementsAre("a", "", "b c", ""));
  EXPECT_THAT(split_tab_fields("a\tb\tc", 2), ElementsAre("a", "b"));
}

TEST(SplitBlankFields, joins_runs_of_blanks_and_tabs) {
  EXPECT_THAT(split_blank_fields(" \ta \t b\r"), ElementsAre("a", "b"));
  EXPECT_THAT(split_blank_fields("a b c", 2), ElementsAre("a", "b"));
}

TEST(RequireText, takes_off_a_byte_order_mark) {
  EXPECT_EQ(require_text("\xEF\xBB\xBFtime", "a.sto", "motion file").value(), "time");
}

TEST(RequireText, names_what_was_expected_and_what_came) {
  const Result<std::string_view> binary = require_text(std::string_view("a\0b", 3), "a.trc", "marker file");
  ASSERT_FALSE(binary);
  EXPECT_EQ(binary.error().file, "a.trc");
  EXPECT_THAT(binary.error().message, HasSubstr("binary; a marker file (text) was expected"));
}

}  // namespace
}  // namespace hamstring
