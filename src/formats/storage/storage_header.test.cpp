#include "formats/storage/storage_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

StoragePreamble preamble_of(std::string_view text, Diagnostics& diagnostics,
                            std::string_view name = "a.sto") {
  Result<StoragePreamble> read = read_storage_preamble(text, name, diagnostics);
  EXPECT_TRUE(read) << (read ? "" : read.error().text());
  return read ? std::move(*read) : StoragePreamble{.header = {}, .labels = {}, .rows = LineCursor("")};
}

Error refusal_of(std::string_view text) {
  Diagnostics diagnostics;
  const Result<StoragePreamble> read = read_storage_preamble(text, "a.sto", diagnostics);
  EXPECT_FALSE(read) << "should have been refused";
  return read ? Error{} : read.error();
}

TEST(StorageHeader, leaves_the_cursor_at_the_first_row) {
  Diagnostics diagnostics;
  StoragePreamble read = preamble_of("title\nnRows=1\nendheader\n\n time hip \n0 1\n", diagnostics);
  EXPECT_EQ(read.labels.line, 5);
  EXPECT_THAT(read.labels.names, ElementsAre("time", "hip"));
  const std::optional<TextLine> row = read.rows.next();
  ASSERT_TRUE(row);
  EXPECT_EQ(row->text, "0 1");
  EXPECT_EQ(row->number, 6);
}

TEST(StorageHeader, keeps_every_entry_in_order_with_its_spelling) {
  Diagnostics diagnostics;
  const StorageHeader header =
      preamble_of("Name of trial = x\nRate = 100.0 = Hz\nnColumns\t 2 \nendheader\ntime a\n", diagnostics)
          .header;
  EXPECT_EQ(header.title, "of trial = x") << "a key holds no blanks: SIMM writes 'name' so";
  EXPECT_EQ(header.columns, 2);
  EXPECT_THAT(header.entries.back(), Pair("nColumns", "2"));
  EXPECT_THAT(header.entries.at(header.entries.size() - 2), Pair("Rate", "100.0 = Hz"));
}

TEST(StorageHeader, doubts_values_that_cannot_be_and_goes_on_without_them) {
  Diagnostics diagnostics;
  const StorageHeader header =
      preamble_of("t\nnRows=many\nversion=-1\ninDegrees=maybe\nnColumns=2.5\nendheader\ntime a\n",
                  diagnostics)
          .header;
  EXPECT_EQ(header.rows, std::nullopt);
  EXPECT_EQ(header.columns, std::nullopt);
  EXPECT_EQ(header.in_degrees, std::nullopt);
  EXPECT_EQ(header.version, 0);
  ASSERT_EQ(diagnostics.count(Severity::warning), 4U);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(diagnostics.entries()[static_cast<std::size_t>(i)].line, 2 + i);
}

TEST(StorageHeader, reads_a_version_of_the_future_as_the_newest_it_knows_and_says_so) {
  Diagnostics diagnostics;
  EXPECT_EQ(preamble_of("t\nversion=4\nendheader\ntime a\n", diagnostics).header.version, 4);
  EXPECT_THAT(diagnostics.entries().at(0).message, HasSubstr("newer than this reader"));
}

TEST(StorageHeader, takes_labels_without_endheader_only_where_a_row_proves_them) {
  Diagnostics diagnostics;
  EXPECT_THAT(preamble_of("title\ntime hip knee\n\n0 1 NaN\n", diagnostics).labels.names,
              ElementsAre("time", "hip", "knee"));
  EXPECT_THAT(diagnostics.entries().at(0).message, HasSubstr("\"endheader\" is missing"));
  for (const char* text :
       {"title\ntime hip knee\n0 1\n", "title\ntime hip\n0 one\n", "title\nhip knee\n0 1\n",
        "title\ntime\n0\n", "title\ntime hip\n", "title\ntime 3\n0 1\n", ""}) {
    EXPECT_THAT(refusal_of(text).message, HasSubstr("no line \"endheader\"")) << text;
  }
}

TEST(StorageHeader, splits_labels_at_tabs_where_they_hold_blanks_and_at_blanks_where_tabs_are_decoration) {
  Diagnostics diagnostics;
  const StorageLabels held = preamble_of("endheader\ntime\tknee angle r\thip\t\n0 1 2\n", diagnostics).labels;
  EXPECT_THAT(held.names, ElementsAre("time", "knee angle r", "hip"));
  EXPECT_TRUE(held.separated_by_tabs);
  const StorageLabels mixed = preamble_of("endheader\ntime a\tb\n0 1 2\n", diagnostics).labels;
  EXPECT_THAT(mixed.names, ElementsAre("time", "a", "b")) << "three numbers stand below";
  EXPECT_FALSE(mixed.separated_by_tabs);
}

TEST(StorageHeader, refuses_numbers_or_nothing_where_labels_should_be) {
  EXPECT_THAT(refusal_of("t\nendheader\n0 1 2\n").message, HasSubstr("found a number"));
  EXPECT_EQ(refusal_of("t\nendheader\n0 1 2\n").line, 3);
  EXPECT_THAT(refusal_of("t\nendheader\n\n \n").message, HasSubstr("ends after its header"));
}

TEST(StorageHeader, looks_for_the_end_of_the_header_in_five_thousand_lines_and_no_further) {
  const auto with_lines = [](int lines) {
    std::string text;
    for (int i = 0; i < lines; ++i) text += "words\n";
    return text + "EndHeader\ntime a\n0 1\n";
  };
  Diagnostics diagnostics;
  EXPECT_EQ(preamble_of(with_lines(4999), diagnostics).labels.line, 5001);
  EXPECT_THAT(refusal_of(with_lines(5000)).message, HasSubstr("no line \"endheader\""));
}

}  // namespace
}  // namespace hamstring
