#include "formats/trc/trc_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view first_line = "PathFileType\t4\t(X/Y/Z)\ta.trc\n";
constexpr std::string_view labels_line = "Frame#\tTime\tLASI\t\t\tRASI\n\t\tX1\tY1\tZ1\n1\t0\t1\t2\t3\n";

Result<TrcPreamble> preamble_of(std::string_view keys_and_values, Diagnostics& diagnostics,
                                std::string_view rest = labels_line) {
  // The cursor walks over text that must outlive it.
  static std::string text;
  text = std::string(first_line) + std::string(keys_and_values) + std::string(rest);
  return read_trc_preamble(text, "a.trc", diagnostics);
}

TEST(TrcHeader, reads_each_value_under_its_key_in_whatever_order_they_stand) {
  Diagnostics diagnostics;
  const Result<TrcPreamble> read = preamble_of(
      "DataRate\tUnits\tNumMarkers\tNumFrames\tOrigNumFrames\tOrigDataStartFrame\tOrigDataRate\n"
      "120\tcm\t2\t7.0\t9\t3\t240.5\n",
      diagnostics);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->header.rate_hz, 120.0);
  EXPECT_EQ(read->header.markers, 2);
  EXPECT_EQ(read->header.frames, 7) << "some programs write whole numbers with decimals";
  EXPECT_EQ(read->header.original.frames, 9);
  EXPECT_EQ(read->header.original.first_frame, 3);
  EXPECT_EQ(read->header.original.rate_hz, 240.5);
  EXPECT_EQ(read->header.meters_per_unit, 0.01);
  EXPECT_TRUE(diagnostics.entries().empty());
}

TEST(TrcHeader, knows_meters_centimeters_and_millimeters_in_both_spellings_and_nothing_else) {
  int known = 0;
  for (const auto& [unit, meters] : {std::pair("mm", 1e-3),
                                     {"MM", 1e-3},
                                     {"Millimetres", 1e-3},
                                     {"cm", 1e-2},
                                     {"centimeter", 1e-2},
                                     {"m", 1.0},
                                     {"metres", 1.0},
                                     {"Meter", 1.0}}) {
    Diagnostics diagnostics;
    const Result<TrcPreamble> read =
        preamble_of("DataRate\tUnits\n100\t" + std::string(unit) + "\n", diagnostics);
    ASSERT_TRUE(read) << unit;
    EXPECT_EQ(read->header.meters_per_unit, meters) << unit;
    ++known;
  }
  EXPECT_EQ(known, 8);
  for (const char* unit : {"inch", "km", "ft", "mmm"}) {
    Diagnostics diagnostics;
    const Result<TrcPreamble> read =
        preamble_of("DataRate\tUnits\n100\t" + std::string(unit) + "\n", diagnostics);
    ASSERT_FALSE(read) << unit;
    EXPECT_THAT(read.error().message, HasSubstr("is not known; mm, cm or m"));
    EXPECT_EQ(read.error().line, 3);
  }
}

TEST(TrcHeader, names_the_entry_that_is_no_number_and_goes_on) {
  Diagnostics diagnostics;
  const Result<TrcPreamble> read = preamble_of("DataRate\tNumFrames\tUnits\nfast\t1e30\tmm\n", diagnostics);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->header.rate_hz, std::nullopt);
  EXPECT_EQ(read->header.frames, std::nullopt) << "more frames than an integer counts";
  ASSERT_EQ(diagnostics.count(Severity::warning), 1U);
  EXPECT_EQ(diagnostics.entries()[0].element, "DataRate");
  EXPECT_EQ(diagnostics.entries()[0].line, 3);
}

TEST(TrcHeader, finds_names_with_the_fields_they_stand_in) {
  Diagnostics diagnostics;
  const std::string keys = "DataRate\tUnits\n100\tmm\n";
  const Result<TrcPreamble> tabs = preamble_of(keys, diagnostics);
  ASSERT_TRUE(tabs);
  EXPECT_THAT(tabs->labels.names, ElementsAre("LASI", "RASI"));
  EXPECT_THAT(tabs->labels.fields, ElementsAre(2, 5));
  EXPECT_EQ(tabs->labels.line, 4);
  const Result<TrcPreamble> blanks =
      preamble_of(keys, diagnostics, "Frame# Time LASI RASI TIME\n1 0 1 2 3\n");
  ASSERT_TRUE(blanks);
  EXPECT_THAT(blanks->labels.names, ElementsAre("LASI", "RASI", "TIME")) << "only the first Time is the time";
  EXPECT_THAT(blanks->labels.fields, ElementsAre(2, 5, 8));
}

TEST(TrcHeader, finds_the_names_however_the_line_of_labels_begins_and_whether_it_names_markers_or_axes) {
  int read_lines = 0;
  for (const char* const labels :
       {"Frame#\tTime\tLASI\t\t\tRASI\n\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n",
        "Frame #\tTime (s)\tLASI\t\t\tRASI\n\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n", "Field #\tTime\tLASI\t\t\tRASI\n",
        "\tTime\tLASI\t\t\tRASI\n", "Sample Time LASI RASI\n", "Frame # Time (s) LASI RASI\n",
        "\t\tLASI\t\t\tRASI\n\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n",
        "No\tSeconds\tLASI\t\t\tRASI\n\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n", "LASI RASI\n X1 Y1 Z1 X2 Y2 Z2\n",
        "Frame#\tTime\tLASI_x\tLASI_y\tLASI_z\tRASI_x\tRASI_y\tRASI_z\n",
        "Frame#\tTime\tLASI.X\tLASI.Y\tLASI.Z\tRASI.X\tRASI.Y\tRASI.Z\n",
        "Frame#\tTime\tLASI\tLASI\tLASI\tRASI\tRASI\tRASI\n",
        "Frame# Time LASIX LASIY LASIZ RASIX RASIY RASIZ\n"}) {
    Diagnostics diagnostics;
    const Result<TrcPreamble> read = preamble_of("DataRate\tUnits\n100\tmm\n", diagnostics,
                                                 std::string(labels) + "1\t0\t1\t2\t3\t4\t5\t6\n");
    ASSERT_TRUE(read) << labels << read.error().text();
    EXPECT_THAT(read->labels.names, ElementsAre("LASI", "RASI")) << labels;
    EXPECT_THAT(read->labels.fields, ElementsAre(2U, 5U)) << labels;
    LineCursor rows = read->rows;
    EXPECT_EQ(rows.next()->text.substr(0, 4), "1\t0\t") << labels;
    ++read_lines;
  }
  EXPECT_EQ(read_lines, 13);
}

TEST(TrcHeader, keeps_three_markers_that_only_look_like_axes_apart) {
  Diagnostics diagnostics;
  const Result<TrcPreamble> read =
      preamble_of("DataRate\tUnits\n100\tmm\n", diagnostics, "Frame#\tTime\tApex\t\t\tBody\t\t\tToez\n");
  ASSERT_TRUE(read);
  EXPECT_THAT(read->labels.names, ElementsAre("Apex", "Body", "Toez"));
}

TEST(TrcHeader, leaves_the_cursor_behind_the_axes_where_there_are_some) {
  Diagnostics diagnostics;
  const std::string keys = "DataRate\tUnits\n100\tmm\n";
  Result<TrcPreamble> with_axes = preamble_of(keys, diagnostics);
  EXPECT_EQ(with_axes->rows.next()->number, 6);
  Result<TrcPreamble> without = preamble_of(keys, diagnostics, "Frame#\tTime\tLASI\n1\t0\t1\t2\t3\n");
  EXPECT_EQ(without->rows.next()->text, "1\t0\t1\t2\t3");
}

TEST(TrcHeader, refuses_a_file_without_labels_or_markers) {
  Diagnostics diagnostics;
  const std::string keys = "DataRate\tUnits\n100\tmm\n";
  EXPECT_THAT(preamble_of(keys, diagnostics, "1\t0\t1\t2\t3\n").error().message,
              HasSubstr("no line of labels"));
  EXPECT_THAT(preamble_of(keys, diagnostics, "Frame#\tTime\t\t\n").error().message,
              HasSubstr("no marker names"));
  EXPECT_THAT(preamble_of("", diagnostics).error().message, HasSubstr("names no unit"));
  const std::string far(47, '\n');  // the labels come after line 50
  EXPECT_THAT(preamble_of(keys, diagnostics, far + std::string(labels_line)).error().message,
              HasSubstr("no line of labels"));
}

}  // namespace
}  // namespace hamstring
