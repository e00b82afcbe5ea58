// Reading and writing case files: what is refused, and that nothing changes on the way through.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "rehab/case.h"

namespace hamstring::rehab {
namespace {

std::string with(const std::string& entry) {
  return R"({"schema":"hamstring.case","version":1,"case_id":"a","entries":[)" + entry + "]}";
}
std::string entry(const std::string& rest, const std::string& day = "2025-05-12") {
  return R"({"id":"e1","day":")" + day + R"(","recorded_at":"2025-05-12T09:00:00+02:00","by":"self",)" +
         rest + "}";
}
std::string refusal(const std::string& text) {
  Diagnostics diagnostics;
  const Result<Case> read = read_case(text, "case.json", diagnostics);
  return read ? std::string("(accepted)") : read.error().text();
}

TEST(CaseReader, reads_what_it_wrote_and_writes_the_same_bytes_again) {
  const std::string path =
      std::string(HAMSTRING_PROJECT_DIR) + "/tests/golden/cases/sprinter_day_2/case.json";
  const Result<std::string> text = read_file(path);
  ASSERT_TRUE(text);
  Diagnostics diagnostics;
  const Result<Case> first = read_case(*text, path, diagnostics);
  ASSERT_TRUE(first) << first.error().text();
  EXPECT_EQ(first->entries.size(), 36u);
  const Result<Case> second = read_case(write_case(*first), path, diagnostics);
  ASSERT_TRUE(second) << second.error().text();
  EXPECT_EQ(write_case(*first), write_case(*second));
}

TEST(CaseReader, refuses_what_cannot_be_and_says_where) {
  using testing::HasSubstr;
  EXPECT_THAT(refusal(with(entry(R"("type":"pain","when":"now","value":11)"))),
              HasSubstr("entry e1.value is 11"));
  EXPECT_THAT(refusal(with(entry(R"("type":"pain","when":"now","value":1)", "2025-05-13"))),
              HasSubstr("after the day it was written down"));
  EXPECT_THAT(refusal(with(entry(R"("type":"pain","when":"now","value":1,"mood":3)"))),
              HasSubstr("mood is not known"));
  EXPECT_THAT(refusal(with(entry(R"("type":"dream")"))), HasSubstr("'dream' is not known"));
  EXPECT_THAT(refusal(with(entry(R"("type":"pain","when":"now","value":1)", "2025-02-30"))),
              HasSubstr("is not a day"));
  EXPECT_THAT(refusal(with(entry(R"("type":"pain","when":"now","value":1,"value":2)"))), HasSubstr("twice"));
  EXPECT_THAT(refusal(R"({"schema":"hamstring.case","version":2,"case_id":"a","entries":[]})"),
              HasSubstr("version"));
  EXPECT_THAT(refusal("{"), HasSubstr("not JSON"));
  EXPECT_THAT(refusal(with("\n" + entry(R"("type":"pain","when":"now","value":11)"))),
              HasSubstr("case.json:2"));
}

TEST(CaseReader, orders_entries_by_instant_and_not_by_the_text_of_their_time) {
  EXPECT_EQ(*parse_instant("1970-01-02T00:00:00Z"), 86400);
  EXPECT_EQ(*parse_instant("2025-05-12T09:00:00+02:00"), *parse_instant("2025-05-12T07:00:00Z"));
  EXPECT_FALSE(parse_instant("2025-05-12 09:00:00Z"));
}

TEST(CaseReader, gives_equal_content_equal_hashes_whatever_its_spelling) {
  Diagnostics diagnostics;
  const auto a = read_case(with(entry(R"("type":"pain","when":"now","value":1)")), "a", diagnostics);
  const auto b = read_case(with(entry(R"("value":1.0,"when":"now","type":"pain")")), "b", diagnostics);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->entries[0].hash, b->entries[0].hash);
  EXPECT_EQ(a->entries[0].hash.size(), 16u);
}

}  // namespace
}  // namespace hamstring::rehab
