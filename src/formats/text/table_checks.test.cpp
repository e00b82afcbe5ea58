#include "formats/text/table_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace hamstring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<int> lines_for(const std::vector<double>& times) {
  std::vector<int> lines(times.size());
  std::iota(lines.begin(), lines.end(), 10);
  return lines;
}

const RowsAreEqual all_differ = [](std::size_t, std::size_t) { return false; };

TEST(RowsInTimeOrder, drops_rows_that_are_equal_in_every_column_however_many_and_counts_them) {
  // Every row twice, as some exporters write it; row 4 repeats a time with other values.
  const std::vector<double> times{0.0, 0.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0};
  const std::vector<double> values{5, 5, 6, 6, 7, 8, 8, 9, 9};
  const RowsAreEqual equal = [&](std::size_t a, std::size_t b) { return values[a] == values[b]; };
  Diagnostics diagnostics;
  EXPECT_THAT(rows_in_time_order(times, lines_for(times), "a.sto", equal, diagnostics).value(),
              ElementsAre(0, 2, 5, 7));
  ASSERT_EQ(diagnostics.entries().size(), 2U);
  EXPECT_EQ(diagnostics.entries()[0].severity, Severity::note);
  EXPECT_THAT(diagnostics.entries()[0].message, HasSubstr("4 rows equal"));
  EXPECT_EQ(diagnostics.entries()[0].line, 11);
  EXPECT_EQ(diagnostics.entries()[1].severity, Severity::warning);
  EXPECT_EQ(diagnostics.entries()[1].line, 14);
}

TEST(RowsInTimeOrder, keeps_the_first_of_equal_times) {
  const std::vector<double> times{0.0, 1.0, 1.0, 2.0};
  Diagnostics diagnostics;
  EXPECT_THAT(rows_in_time_order(times, lines_for(times), "a.sto", all_differ, diagnostics).value(),
              ElementsAre(0, 1, 3));
  EXPECT_EQ(diagnostics.entries().at(0).line, 12);
}

TEST(RowsInTimeOrder, refuses_times_that_go_back_or_are_missing) {
  Diagnostics diagnostics;
  for (const auto& times :
       {std::vector{0.0, 2.0, 1.0}, std::vector{0.0, 1.0, std::numeric_limits<double>::quiet_NaN()}}) {
    const auto rows = rows_in_time_order(times, lines_for(times), "a.sto", all_differ, diagnostics);
    ASSERT_FALSE(rows);
    EXPECT_EQ(rows.error().line, 12);
  }
}

TEST(RowsInTimeOrder, tolerates_one_equal_time_in_twenty_and_no_more) {
  std::vector<double> times(40);
  std::iota(times.begin(), times.end(), 0.0);
  times[10] = times[9];
  times[20] = times[19];
  Diagnostics diagnostics;
  EXPECT_TRUE(rows_in_time_order(times, lines_for(times), "a.sto", all_differ, diagnostics));
  times[30] = times[29];
  const auto rows = rows_in_time_order(times, lines_for(times), "a.sto", all_differ, diagnostics);
  ASSERT_FALSE(rows);
  EXPECT_THAT(rows.error().message, HasSubstr("3 of 40 rows"));
}

TEST(WarnOfDuplicates, names_three_and_counts_all) {
  const std::vector<std::string> names{"a", "b", "a", "b", "c", "c", "d", "d"};
  Diagnostics diagnostics;
  warn_of_duplicates(names, "marker", diagnostics);
  EXPECT_THAT(diagnostics.entries().at(0).message, HasSubstr("4 markers"));
  EXPECT_THAT(diagnostics.entries().at(0).message, HasSubstr("\"a\", \"b\", \"c\" …"));
  Diagnostics silent;
  warn_of_duplicates(std::vector<std::string>{"a", "b"}, "marker", silent);
  EXPECT_TRUE(silent.entries().empty());
}

}  // namespace
}  // namespace hamstring
