#include "formats/storage/storage_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>

#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

StorageTable read_good(std::string_view text, Diagnostics& diagnostics, std::string_view name = "a.sto") {
  Result<StorageTable> table = parse_storage(text, name, diagnostics);
  EXPECT_TRUE(table) << table.error().text();
  return table ? std::move(*table) : StorageTable{};
}

Error read_bad(std::string_view text) {
  Diagnostics diagnostics;
  const Result<StorageTable> table = parse_storage(text, "a.sto", diagnostics);
  EXPECT_FALSE(table) << "should have been refused";
  return table ? Error{} : table.error();
}

std::vector<double> column(const StorageTable& table, std::size_t c) {
  return {table.table.column(c).begin(), table.table.column(c).end()};
}

std::string all_messages(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& entry : diagnostics.entries()) text += entry.text() + "\n";
  return text;
}

constexpr std::string_view version_1 =
    "Coordinates\nversion=1\nnRows=2\nnColumns=3\ninDegrees=yes\n\nUnits are S.I. units (second, meters, "
    "...)\n"
    "Angles are in degrees.\n\nendheader\ntime\thip\tknee\n  0.0\t 1.5\t-2\n0.1\t1e-3\t3.25\n";

TEST(StorageReader, reads_a_version_1_table_whole) {
  Diagnostics diagnostics;
  const StorageTable table = read_good(version_1, diagnostics);
  EXPECT_EQ(table.title, "Coordinates");
  EXPECT_EQ(table.version, 1);
  EXPECT_EQ(table.in_degrees, true);
  EXPECT_THAT(table.table.labels(), ElementsAre("hip", "knee"));
  EXPECT_THAT(table.table.time_s(), ElementsAre(0.0, 0.1));
  EXPECT_THAT(column(table, 0), ElementsAre(1.5, 0.001));
  EXPECT_THAT(column(table, 1), ElementsAre(-2.0, 3.25));
  EXPECT_EQ(table.header_value("NROWS"), "2");
  EXPECT_TRUE(diagnostics.entries().empty()) << all_messages(diagnostics);
}

TEST(StorageReader, reads_a_simm_motion_with_tabs_behind_its_header_lines) {
  Diagnostics diagnostics;
  const StorageTable table = read_good(
      "name first trial\t\t\ndatacolumns 2\t\ndatarows 1\t\nrange 0 1.5\t\notherdata 1\nendheader\t\t\n   "
      "time   hip\t\n0 1\t\n",
      diagnostics, "a.mot");
  EXPECT_EQ(table.title, "first trial");
  EXPECT_EQ(table.version, 0);
  EXPECT_EQ(table.in_degrees, std::nullopt);
  EXPECT_EQ(table.header_value("range"), "0 1.5");
  EXPECT_THAT(column(table, 0), ElementsAre(1.0));
  EXPECT_TRUE(diagnostics.entries().empty()) << all_messages(diagnostics);
}

TEST(StorageReader, takes_the_sentence_about_degrees_only_without_a_version) {
  Diagnostics diagnostics;
  EXPECT_EQ(read_good("t\nAngles are in degrees.\nendheader\ntime a\n0 1\n", diagnostics).in_degrees, true);
  EXPECT_EQ(
      read_good("t\nversion=1\nAngles are in degrees.\nendheader\ntime a\n0 1\n", diagnostics).in_degrees,
      std::nullopt);
}

TEST(StorageReader, questions_a_motion_file_whose_header_contradicts_itself_about_degrees) {
  Diagnostics diagnostics;
  const StorageTable table = read_good(
      "t\nversion=1\ninDegrees=no\nAngles are in degrees.\nendheader\ntime a\n0 1\n", diagnostics, "a.mot");
  EXPECT_EQ(table.in_degrees, false);
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("inDegrees is used"));
}

TEST(StorageReader, accepts_every_spelling_of_the_header_keys) {
  for (const char* header : {"nRows=1\nnColumns=2\ninDegrees=y", "nr 1\nnc 2\ninDegrees YES",
                             "datarows 1\ndatacolumns\t2\nindegrees = yes"}) {
    Diagnostics diagnostics;
    const StorageTable table =
        read_good(std::string("t\n") + header + "\nendheader\ntime a\n0 1\n", diagnostics);
    EXPECT_EQ(table.in_degrees, true) << header;
    EXPECT_TRUE(diagnostics.entries().empty()) << all_messages(diagnostics);
  }
}

TEST(StorageReader, reads_quaternions_and_vectors_as_components) {
  Diagnostics diagnostics;
  const StorageTable table = read_good(
      "DataRate=100.0\nDataType=Quaternion\nversion=3\nOpenSimVersion=4.1\nendheader\ntime\timu\n0\t1,0.5,-0."
      "25,0\n0.01\t0,1,2,3\n",
      diagnostics);
  EXPECT_EQ(table.data_type, "Quaternion");
  EXPECT_EQ(table.components, 4U);
  EXPECT_THAT(table.table.labels(), ElementsAre("imu_1", "imu_2", "imu_3", "imu_4"));
  EXPECT_THAT(column(table, 2), ElementsAre(-0.25, 2.0));
  EXPECT_TRUE(diagnostics.entries().empty()) << all_messages(diagnostics);
}

TEST(StorageReader, survives_byte_order_mark_crlf_and_old_mac_line_endings) {
  Diagnostics diagnostics;
  EXPECT_THAT(
      column(read_good("\xEF\xBB\xBFt\r\nversion=1\r\nendheader\r\ntime\ta\r\n0\t1\r\n1\t2\r\n", diagnostics),
             0),
      ElementsAre(1.0, 2.0));
  EXPECT_THAT(column(read_good("t\rversion=1\rendheader\rtime\ta\r0\t1\r1\t2\r", diagnostics), 0),
              ElementsAre(1.0, 2.0));
  EXPECT_TRUE(diagnostics.entries().empty()) << all_messages(diagnostics);
}

TEST(StorageReader, keeps_blanks_inside_labels_that_tabs_separate) {
  Diagnostics diagnostics;
  EXPECT_THAT(read_good("endheader\ntime\tknee angle r\thip\n0\t1\t2\n", diagnostics).table.labels(),
              ElementsAre("knee angle r", "hip"));
}

TEST(StorageReader, uses_the_rows_of_the_file_where_header_counts_are_stale) {
  Diagnostics diagnostics;
  const StorageTable table =
      read_good("t\nnRows=900\nnColumns=40\nendheader\ntime a\n0 1\n1 2\n", diagnostics);
  EXPECT_EQ(table.table.rows(), 2U);
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("900 rows, the file holds 2"));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("40 columns, 2 are labelled"));
  // Rows that a header counts and the file lacks may have been cut off; what else it miscounts loses nothing.
  EXPECT_EQ(diagnostics.count(Severity::warning), 1U);
  Diagnostics fewer;
  (void)read_good("t\nnRows=1\nnColumns=1\nendheader\ntime a\n0 1\n1 2\n", fewer);
  EXPECT_THAT(all_messages(fewer), HasSubstr("1 rows, the file holds 2"));
  EXPECT_EQ(fewer.count(Severity::warning), 0U);
}

TEST(StorageReader, reads_missing_values_in_all_their_spellings_as_nan) {
  Diagnostics diagnostics;
  const StorageTable table =
      read_good("endheader\ntime\ta\tb\tc\td\n0\tNaN\t-1.#IND\tnan\tNA\n1\t\t2\t3\t\n", diagnostics);
  EXPECT_TRUE(std::isnan(table.table(0, 0)) && std::isnan(table.table(0, 1)) &&
              std::isnan(table.table(0, 3)));
  EXPECT_TRUE(std::isnan(table.table(1, 0)) && std::isnan(table.table(1, 3)));
  EXPECT_EQ(table.table(1, 1), 2.0);
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("6 values missing"));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("1 row with empty cells"));
}

TEST(StorageReader, reads_infinite_values_as_missing_and_says_so) {
  Diagnostics diagnostics;
  const StorageTable table = read_good("endheader\ntime a\n0 inf\n1 -1e999\n", diagnostics);
  EXPECT_TRUE(std::isnan(table.table(0, 0)) && std::isnan(table.table(1, 0)));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("2 values infinite"));
}

TEST(StorageReader, numbers_the_rows_where_time_is_absent) {
  Diagnostics diagnostics;
  const StorageTable table = read_good("name m\nrange 0 1\nendheader\nhip knee\n5 6\n7 8\n", diagnostics);
  EXPECT_FALSE(table.has_time);
  EXPECT_THAT(table.table.time_s(), ElementsAre(0.0, 1.0));
  EXPECT_THAT(table.table.labels(), ElementsAre("hip", "knee"));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("range 0 1"));
}

TEST(StorageReader, finds_a_time_column_that_is_not_the_first) {
  Diagnostics diagnostics;
  const StorageTable table = read_good("endheader\nhip Time knee\n5 0.1 6\n7 0.2 8\n", diagnostics);
  EXPECT_THAT(table.table.time_s(), ElementsAre(0.1, 0.2));
  EXPECT_THAT(column(table, 1), ElementsAre(6.0, 8.0));
  EXPECT_EQ(diagnostics.count(Severity::warning), 1U);
}

TEST(StorageReader, warns_of_labels_that_occur_twice) {
  Diagnostics diagnostics;
  const StorageTable table = read_good("endheader\ntime a b a\n0 1 2 3\n", diagnostics);
  EXPECT_EQ(table.table(0, *table.table.find("a")), 1.0);
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("\"a\""));
}

TEST(StorageReader, cuts_off_what_follows_the_last_row) {
  Diagnostics diagnostics;
  const StorageTable table = read_good("endheader\ntime a\n0 1\n\n1 2\nend of file\n", diagnostics);
  EXPECT_EQ(table.table.rows(), 2U);
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("a.sto:6"));
}

TEST(StorageReader, leaves_out_a_last_row_that_was_torn_while_it_was_written) {
  Diagnostics diagnostics;
  const StorageTable table =
      read_good("nRows=4\nendheader\ntime a\n0.00 1.25\n0.10 2.25\n0.20 3.", diagnostics);
  EXPECT_EQ(table.table.rows(), 2U);
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("ends inside this row"));
}

TEST(StorageReader, refuses_a_short_row_with_good_rows_after_it) {
  const Error error = read_bad("endheader\ntime a b\n0 1 2\n1 2\n2 3 4\n");
  EXPECT_EQ(error.line, 4);
  EXPECT_THAT(error.message, HasSubstr("found 2"));
}

TEST(StorageReader, refuses_text_where_a_number_should_be_and_names_the_column) {
  const Error error = read_bad("endheader\ntime\thip\tknee\n0\t1\t2\n1\t2\t3,5\n2\t3\t4\n");
  EXPECT_EQ(error.line, 4);
  EXPECT_EQ(error.element, "knee");
  EXPECT_THAT(error.advice, HasSubstr("decimal points"));
}

TEST(StorageReader, refuses_time_that_goes_back) {
  const Error error = read_bad("endheader\ntime a\n0 1\n1 2\n0 1\n1 2\n");
  EXPECT_EQ(error.line, 5);
  EXPECT_THAT(error.advice, HasSubstr("Split"));
}

TEST(StorageReader, drops_a_row_that_repeats_a_time_but_refuses_a_file_full_of_them) {
  Diagnostics diagnostics;
  EXPECT_THAT(column(read_good("endheader\ntime a\n0 1\n1 2\n1 9\n2 3\n", diagnostics), 0),
              ElementsAre(1.0, 2.0, 3.0));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("a.sto:5"));
  EXPECT_THAT(read_bad("endheader\ntime a\n0 1\n0 2\n0 3\n1 3\n").message, HasSubstr("2 of 4 rows"));
}

TEST(StorageReader, drops_rows_that_say_the_same_again_however_many_and_counts_them) {
  Diagnostics diagnostics;
  EXPECT_THAT(
      column(read_good("endheader\ntime a b\n0 1 nan\n0 1 nan\n1 2 5\n1 2 5\n2 3 6\n2 3 6\n", diagnostics),
             0),
      ElementsAre(1.0, 2.0, 3.0));
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("3 rows equal to the row before in every column"));
  EXPECT_EQ(diagnostics.count(Severity::warning), 0U);
}

TEST(StorageReader, reads_a_table_without_endheader_only_where_the_layout_is_certain) {
  Diagnostics diagnostics;
  const StorageTable table = read_good("Coordinates\nversion=1\ntime\ta\n0\t1\n1\t2\n", diagnostics);
  EXPECT_EQ(table.table.rows(), 2U);
  EXPECT_EQ(diagnostics.count(Severity::warning), 1U);
  EXPECT_THAT(read_bad("Coordinates\nversion=1\nhip knee\n0 1\n").advice, HasSubstr("endheader"));
}

TEST(StorageReader, refuses_what_is_no_table_with_a_reason) {
  EXPECT_THAT(read_bad("").message, HasSubstr("empty"));
  EXPECT_THAT(read_bad(" \n\r\n").message, HasSubstr("empty"));
  EXPECT_THAT(read_bad(std::string_view("t\nendheader\ntime a\n0 \0 1\n", 24)).message, HasSubstr("binary"));
  EXPECT_THAT(read_bad("\xFF\xFEt\n").message, HasSubstr("UTF-16"));
  EXPECT_THAT(read_bad("PK\x03\x04zzz").message, HasSubstr("compressed"));
  EXPECT_THAT(read_bad("t\nendheader\n").message, HasSubstr("ends after its header"));
  EXPECT_THAT(read_bad("t\nendheader\ntime a\n").message, HasSubstr("no rows"));
  EXPECT_THAT(read_bad("t\nendheader\n0 1\n").message, HasSubstr("labels were expected"));
}

TEST(StorageReader, refuses_one_endless_line_of_labels) {
  std::string text = "endheader\n";
  for (int i = 0; i < 200'000; ++i) text += "label ";
  EXPECT_THAT(read_bad(text).message, HasSubstr("more than"));
}

TEST(StorageReader, refuses_a_line_of_fifty_megabytes_at_once) {
  std::string text = "endheader\ntime\ta\n";
  text.resize(50'000'000, '1');
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(read_bad(text).line, 3);
  std::ranges::fill(text, 'a');
  EXPECT_THAT(read_bad(text).message, HasSubstr("no line \"endheader\""));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20))
      << "linear time takes less than one";
}

TEST(StorageReader, reads_the_running_trial_of_hamner_whole) {
  const char* file =
      "opensim-org+opensim-models/Pipelines/Hamner/outputReference/ResultsIK/subject02_running_ik.mot";
  HAMSTRING_NEEDS_DATA(file);
  Diagnostics diagnostics;
  const Result<StorageTable> table = read_storage(testing::shared_data(file), diagnostics);
  ASSERT_TRUE(table) << table.error().text();
  EXPECT_EQ(table->table.rows(), 599U);
  EXPECT_EQ(table->table.columns(), 37U);
  EXPECT_EQ(table->in_degrees, true);
  EXPECT_EQ(diagnostics.count(Severity::warning), 0U) << all_messages(diagnostics);
}

TEST(StorageReader, names_the_stale_row_count_of_hamners_force_file) {
  const char* file = "opensim-org+opensim-models/Pipelines/Hamner/subject02_running_grf.mot";
  HAMSTRING_NEEDS_DATA(file);
  Diagnostics diagnostics;
  const Result<StorageTable> table = read_storage(testing::shared_data(file), diagnostics);
  ASSERT_TRUE(table) << table.error().text();
  EXPECT_EQ(table->table.rows(), 601U);
  EXPECT_THAT(all_messages(diagnostics), HasSubstr("901 rows, the file holds 601"));
}

}  // namespace
}  // namespace hamstring
