#include "formats/trc/trc_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view keys =
    "PathFileType\t4\t(X/Y/Z)\ta.trc\n"
    "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n";
constexpr std::string_view labels = "Frame#\tTime\tLASI\t\t\tRASI\t\t\n\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n\n";

/// A file of two markers with these values in its third line and these rows.
std::string file_of(std::string_view rows, std::string_view values = "100\t100\t2\t2\tmm\t100\t1\t2\n") {
  return std::string(keys) + std::string(values) + std::string(labels) + std::string(rows);
}

constexpr std::string_view two_rows = "1\t0.00\t1\t2\t3\t4\t5\t6\n2\t0.01\t-1\t2e1\t3\t400\t5\t6\n";

MarkerTrajectories read_good(std::string_view text, Diagnostics& diagnostics) {
  Result<MarkerTrajectories> markers = parse_trc(text, "a.trc", diagnostics);
  EXPECT_TRUE(markers) << markers.error().text();
  return markers ? std::move(*markers) : MarkerTrajectories{};
}

Error read_bad(std::string_view text) {
  Diagnostics diagnostics;
  const Result<MarkerTrajectories> markers = parse_trc(text, "a.trc", diagnostics);
  EXPECT_FALSE(markers) << "should have been refused";
  return markers ? Error{} : markers.error();
}

std::string all_messages(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& entry : diagnostics.entries()) text += entry.text() + "\n";
  return text;
}

TEST(TrcReader, reads_positions_in_meters) {
  Diagnostics diagnostics;
  const MarkerTrajectories markers = read_good(file_of(two_rows), diagnostics);
  EXPECT_THAT(markers.names, ElementsAre("LASI", "RASI"));
  EXPECT_THAT(markers.time_s, ElementsAre(0.0, 0.01));
  EXPECT_TRUE(markers.position_m(0, 1).isApprox(Vec3(0.004, 0.005, 0.006), 1e-15));
  EXPECT_TRUE(markers.position_m(1, 0).isApprox(Vec3(-0.001, 0.02, 0.003), 1e-15));
  EXPECT_EQ(markers.rate_hz, 100.0);
  EXPECT_EQ(markers.unit_in_file, "mm");
  EXPECT_EQ(markers.original.first_frame, 1);
  EXPECT_EQ(markers.original.frames, 2);
  EXPECT_TRUE(diagnostics.entries().empty()) << all_messages(diagnostics);
}

TEST(TrcReader, understands_meters_and_centimeters) {
  for (const auto& [unit, factor] : {std::pair("m", 1.0), {"cm", 0.01}, {"Meters", 1.0}}) {
    Diagnostics diagnostics;
    const std::string values = std::string("100\t100\t1\t2\t") + unit + "\t100\t1\t1\n";
    const MarkerTrajectories markers = read_good(file_of("1\t0\t1\t2\t3\t4\t5\t6\n", values), diagnostics);
    EXPECT_TRUE(markers.position_m(0, 0).isApprox(factor * Vec3(1, 2, 3), 1e-15)) << unit;
  }
}

TEST(TrcReader, keeps_blank_and_nan_markers_as_nan) {
  Diagnostics diagnostics;
  const MarkerTrajectories markers =
      read_good(file_of("1\t0.00\t\t\t\t4\t500\t6\n2\t0.01\t1\t2\t3\tNaN\tnan\tNAN\n"), diagnostics);
  EXPECT_FALSE(markers.is_seen(0, 0));
  EXPECT_TRUE(markers.is_seen(0, 1));
  EXPECT_FALSE(markers.is_seen(1, 1));
  EXPECT_EQ(diagnostics.count(Severity::warning), 0U) << all_messages(diagnostics);
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("2 marker positions missing; 0 markers never seen"));
}

TEST(TrcReader, reads_a_marker_with_part_of_its_coordinates_as_missing) {
  Diagnostics diagnostics;
  const MarkerTrajectories markers =
      read_good(file_of("1\t0\t1\t\t3\t4\t5\t\n2\t0.01\t1\t2\t3\t4\t5\t6\n"), diagnostics);
  EXPECT_FALSE(markers.is_seen(0, 0));
  EXPECT_FALSE(markers.is_seen(0, 1));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("2 marker positions with one or two coordinates"));
}

TEST(TrcReader, fills_markers_missing_where_a_row_ends_early) {
  Diagnostics diagnostics;
  const MarkerTrajectories markers =
      read_good(file_of("1\t0\t1\t2\t3\n2\t0.01\t1\t2\t3\t4\t5\t6\n"), diagnostics);
  EXPECT_TRUE(markers.is_seen(0, 0));
  EXPECT_FALSE(markers.is_seen(0, 1));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("1 row ending before the last marker"));
}

TEST(TrcReader, reads_a_header_padded_with_blanks_and_double_tabs) {
  Diagnostics diagnostics;
  const MarkerTrajectories markers =
      read_good(file_of(two_rows, "  100.0\t\t  100.0\t\t    2\t\t     2\t\t mm\t  100.0\t      1\t    2\n"),
                diagnostics);
  EXPECT_EQ(markers.rate_hz, 100.0);
  EXPECT_TRUE(diagnostics.entries().empty()) << all_messages(diagnostics);
}

TEST(TrcReader, takes_only_the_unit_from_header_values_that_do_not_fit_their_names) {
  Diagnostics diagnostics;
  const MarkerTrajectories markers =
      read_good(file_of(two_rows, "100.0 100.0 100.0 238 41 mm 100.0 1 238\n"), diagnostics);
  EXPECT_EQ(markers.unit_in_file, "mm");
  EXPECT_NEAR(markers.rate_hz, 100.0, 1e-9) << "from the times";
  EXPECT_EQ(diagnostics.count(Severity::warning), 1U) << all_messages(diagnostics);
}

TEST(TrcReader, trusts_the_rows_where_header_counts_and_rate_disagree) {
  Diagnostics diagnostics;
  const MarkerTrajectories markers =
      read_good(file_of(two_rows, "250\t250\t900\t7\tmm\t250\t1\t900\n"), diagnostics);
  EXPECT_EQ(markers.frames(), 2U);
  EXPECT_NEAR(markers.rate_hz, 100.0, 1e-9);
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("900 frames, the file holds 2"));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("7 markers, 2 are labelled"));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("250 frames a second, the times say 100"));
  EXPECT_EQ(diagnostics.count(Severity::warning), 2U) << "frames that may be cut off, and the rate";
}

TEST(TrcReader, reads_labels_that_do_not_stand_above_their_columns_in_order) {
  Diagnostics diagnostics;
  const std::string text = std::string(keys) + "100\t100\t1\t2\tmm\t100\t1\t1\n" +
                           "Frame#\tTime\t\tLASI\t\tRASI\n\t\t\tX1\tY1\tZ1\n\n1\t0\t1\t2\t3\t4\t5\t6\n";
  const MarkerTrajectories markers = read_good(text, diagnostics);
  EXPECT_THAT(markers.names, ElementsAre("LASI", "RASI"));
  EXPECT_TRUE(markers.position_m(0, 1).isApprox(Vec3(0.004, 0.005, 0.006), 1e-15));
}

TEST(TrcReader, leaves_out_columns_without_a_name_and_keeps_the_others_in_place) {
  Diagnostics diagnostics;
  const std::string text =
      std::string(keys) + "100\t100\t1\t2\tmm\t100\t1\t1\n" +
      "Frame#\tTime\tLASI\t\t\t\t\t\tRASI\t\t\n\t\tX1\tY1\tZ1\n1\t0\t1\t2\t3\t7\t8\t9\t4\t5\t6\n";
  const MarkerTrajectories markers = read_good(text, diagnostics);
  EXPECT_TRUE(markers.position_m(0, 1).isApprox(Vec3(0.004, 0.005, 0.006), 1e-15));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("1 marker without a name left out"));
}

TEST(TrcReader, leaves_out_unnamed_trajectories_behind_the_last_marker) {
  Diagnostics diagnostics;
  const MarkerTrajectories markers =
      read_good(file_of("1\t0\t1\t2\t3\t4\t500\t6\n2\t0.01\t1\t2\t3\t4\t5\t6\t\t\t\t7\t8\t9\n"), diagnostics);
  EXPECT_EQ(markers.markers(), 2U);
  EXPECT_EQ(markers.frames(), 2U);
  EXPECT_THAT(all_messages(diagnostics),
              HasSubstr("a.trc:8: 1 row with numbers beyond the last named marker"));
}

TEST(TrcReader, survives_crlf_and_rows_separated_by_blanks) {
  Diagnostics diagnostics;
  std::string text = file_of("1 0.00 1 2 3 4 500 6 \n  2 0.01 1 2 3 4 5 6\n");
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
    text.replace(at, 1, "\r\n");
  const MarkerTrajectories markers = read_good(text, diagnostics);
  EXPECT_EQ(markers.frames(), 2U);
  EXPECT_TRUE(diagnostics.entries().empty()) << all_messages(diagnostics);
}

TEST(TrcReader, skips_rows_of_tabs_and_names_jumps_of_the_frame_number) {
  Diagnostics diagnostics;
  const MarkerTrajectories markers =
      read_good(file_of("\t\t\t\t\t\t\t\n1\t0\t1\t2\t3\t4\t5\t6\n5\t0.01\t1\t2\t3\t4\t5\t6\n"), diagnostics);
  EXPECT_EQ(markers.frames(), 2U);
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("a.trc:9"));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("1 jump of the frame number"));
}

TEST(TrcReader, keeps_markers_at_the_origin_but_asks) {
  Diagnostics diagnostics;
  const MarkerTrajectories markers =
      read_good(file_of("1\t0\t0\t0\t0\t40\t50\t60\n2\t0.01\t1\t2\t3\t4\t5\t6\n"), diagnostics);
  EXPECT_EQ(markers.position_m(0, 0), Vec3::Zero());
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("LASI: 1 marker position exactly at 0, 0, 0"));
}

TEST(TrcReader, asks_where_the_unit_makes_the_laboratory_too_large_or_too_small) {
  Diagnostics diagnostics;
  (void)read_good(file_of("1\t0\t1000\t200\t300\t4\t5\t6\n", "100\t100\t1\t2\tm\t100\t1\t1\n"), diagnostics);
  (void)read_good(file_of("1\t0\t1.5\t0.9\t0.3\t0\t1\t2\n", "100\t100\t1\t2\tmm\t100\t1\t1\n"), diagnostics);
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("1e+03 m from the origin"));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("0.002 m from the origin"));
}

TEST(TrcReader, leaves_out_a_torn_last_row_and_what_follows_the_last_good_one) {
  Diagnostics diagnostics;
  EXPECT_EQ(read_good(file_of(std::string(two_rows) + "3\t0.02\t1\t2\t3"), diagnostics).frames(), 2U);
  EXPECT_EQ(read_good(file_of(std::string(two_rows) + "3\t0.02\t1\t2"), diagnostics).frames(), 2U);
  EXPECT_EQ(read_good(file_of(std::string(two_rows) + "exported by me\n"), diagnostics).frames(), 2U);
  EXPECT_EQ(diagnostics.count(Severity::warning), 3U) << all_messages(diagnostics);
}

TEST(TrcReader, refuses_rows_that_do_not_fit_their_markers) {
  // Names that do not stand above their columns: which columns have none cannot be told.
  const Error surplus = read_bad(std::string(keys) +
                                 "100\t100\t1\t2\tmm\t100\t1\t1\nFrame#\tTime\t\tLASI\t\tRASI\n"
                                 "1\t0\t1\t2\t3\t4\t5\t6\t7\t8\t9\n");
  EXPECT_EQ(surplus.line, 5);
  EXPECT_THAT(surplus.message, HasSubstr("more numbers than 2 markers need"));
  const Error inside = read_bad(file_of("1\t0\t1\t2\t3\t4\n2\t0.01\t1\t2\t3\t4\t5\t6\n"));
  EXPECT_THAT(inside.message, HasSubstr("ends inside a marker"));
  const Error word = read_bad(file_of("1\t0\t1\t2\t3\t4\tfive\t6\n2\t0.01\t1\t2\t3\t4\t5\t6\n"));
  EXPECT_EQ(word.element, "RASI");
  EXPECT_THAT(read_bad(file_of("1\t0\t1\t2\t3\t4,5\t5\t6\n")).advice, HasSubstr("decimal points"));
  EXPECT_THAT(read_bad(file_of("1\t\t1\t2\t3\t4\t5\t6\n")).message, HasSubstr("a time were expected"));
}

TEST(TrcReader, refuses_time_that_goes_back) {
  EXPECT_EQ(read_bad(file_of("1\t0\t1\t2\t3\t4\t5\t6\n2\t-1\t1\t2\t3\t4\t5\t6\n")).line, 8);
}

TEST(TrcReader, refuses_an_unknown_unit_and_never_guesses_one) {
  EXPECT_THAT(read_bad(file_of(two_rows, "100\t100\t2\t2\t\t100\t1\t2\n")).message, HasSubstr("no unit"));
  EXPECT_THAT(read_bad(file_of(two_rows, "100\t100\t2\t2\tfurlong\t100\t1\t2\n")).message,
              HasSubstr("furlong"));
}

TEST(TrcReader, refuses_what_is_no_marker_file_with_a_reason) {
  EXPECT_THAT(read_bad("").message, HasSubstr("empty"));
  EXPECT_THAT(read_bad("PathFileType\t4\t(X/Y/Z)\tBTK\nDataRate\tCam").message, HasSubstr("Frame#"));
  EXPECT_THAT(read_bad(file_of("")).message, HasSubstr("no frames"));
  EXPECT_THAT(read_bad(std::string(keys) + "100\t100\t2\t2\tmm\t100\t1\t2\nFrame#\tTime\n").message,
              HasSubstr("no marker names"));
}

TEST(TrcReader, refuses_a_small_file_that_claims_countless_missing_markers) {
  std::string text = "DataRate\tUnits\n1\tmm\nFrame#\tTime";
  for (int i = 0; i < 40'000; ++i) text += "\tA\t\t";
  for (int i = 1; i < 10'000; ++i) text += "\n" + std::to_string(i) + "\t" + std::to_string(i);
  EXPECT_THAT(read_bad(text + "\n").message, HasSubstr("marker positions"));
}

TEST(TrcReader, reads_the_conversion_of_walking5_with_its_odd_label_line) {
  const char* file = "opensim-org+opensim-core/OpenSim/Common/Test/std_walking5_markers.trc";
  HAMSTRING_NEEDS_DATA(file);
  Diagnostics diagnostics;
  const Result<MarkerTrajectories> markers = read_trc(testing::shared_data(file), diagnostics);
  ASSERT_TRUE(markers) << markers.error().text();
  EXPECT_EQ(markers->markers(), 40U);
  EXPECT_EQ(markers->frames(), 112U);
  // Last row of the file: the first marker, LTH3, at -2336.8, 253.18, 615.2 mm.
  EXPECT_TRUE(markers->position_m(111, 0).isApprox(Vec3(-2.3368, 0.25318, 0.6152), 1e-12));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("250 frames a second"));
}

}  // namespace
}  // namespace hamstring
