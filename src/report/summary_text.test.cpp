#include "report/summary_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/text.h"
#include "tests/support/sample_report.h"

namespace hamstring::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(SummaryText, gives_the_sentence_and_a_row_per_muscle_and_side) {
  const std::string text = summary_text(hamstring::testing::sample_run());
  EXPECT_THAT(text, HasSubstr("was stretched most"));
  EXPECT_THAT(text, HasSubstr("inner hamstring (ST)"));
  std::size_t rows = 0;
  for (const std::string_view line : split_fields(text, '\n')) {
    if (line.find("hamstring (") != std::string_view::npos && line.find("°") != std::string_view::npos)
      ++rows;
  }
  EXPECT_EQ(rows, 8u);
}

TEST(SummaryText, keeps_lines_short_and_ends_with_a_line_feed) {
  const std::string text = summary_text(hamstring::testing::sample_run());
  EXPECT_EQ(text.back(), '\n');
  for (const std::string_view line : split_fields(text, '\n')) {
    std::size_t columns = 0;
    for (const char c : line) columns += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    EXPECT_LE(columns, 101u) << line;
  }
}

TEST(SummaryText, lets_no_escape_sequence_reach_the_terminal) {
  MotionReport report = hamstring::testing::sample_bend();
  report.no_strides_reason = "\x1b[2J\x07 of a hostile file";
  const std::string text = summary_text(report);
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\x07")));
  EXPECT_THAT(text, HasSubstr("hostile file"));
}

TEST(SummaryText, says_so_when_there_is_nothing) {
  EXPECT_THAT(summary_text(hamstring::testing::sample_nothing()), HasSubstr("No hamstring length"));
}

}  // namespace
}  // namespace hamstring::report
