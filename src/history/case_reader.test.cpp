// Reading and writing case files: what is refused, and that nothing changes on the way through.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <tuple>

#include "core/file.h"
#include "history/case.h"

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

const std::string load_rest = R"("type":"load","recording_sha256":")" + std::string(64, 'a') +
                              R"(","model_sha256":")" + std::string(64, '0') +
                              R"(","engine":"0.1.0","mode":"physics","amounts":[)";

TEST(CaseReader, reads_back_a_load_with_the_same_bytes_what_is_not_known_included) {
  load::Load load{.source = {.recording_sha256 = std::string(64, 'a'),
                             .model_sha256 = std::string(64, 'b'),
                             .engine = "0.1.0",
                             .mode = "opensim"},
                  .amounts = {}};
  int n = 0;
  for (const load::Quantity quantity : load::all_quantities) {
    for (const Side side : {Side::right, Side::left}) {
      for (const Hamstring muscle : all_hamstrings) {
        load::Amount amount{.side = side,
                            .muscle = muscle,
                            .quantity = quantity,
                            .interval = {},
                            .origin = load::all_origins[static_cast<std::size_t>(n % 3)]};
        if (++n % 4 != 0) amount.interval = {.low = -1.0 / (3.0 * n), .high = 0.1 * n};
        load.amounts.push_back(amount);
      }
    }
  }
  Case value{.case_id = "a", .entries = {}};
  value.entries.push_back(
      make_entry("e1", parse_day("2025-05-12").value(), LoadEntry{.load = load}, Who::device));
  Diagnostics diagnostics;
  const Result<Case> again = read_case(write_case(value), "case.json", diagnostics);
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(write_case(*again), write_case(value));
  const auto* read = again->entries[0].as<LoadEntry>();
  ASSERT_NE(read, nullptr);
  load::sort_amounts(load);
  ASSERT_EQ(read->load.amounts.size(), 16U);
  int unknown = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    const load::Amount& before = load.amounts[i];
    const load::Amount& after = read->load.amounts[i];
    EXPECT_EQ(std::tie(after.side, after.muscle, after.quantity, after.origin),
              std::tie(before.side, before.muscle, before.quantity, before.origin));
    if (!before.interval.is_known()) {
      ++unknown;
      EXPECT_TRUE(std::isnan(after.interval.low) && std::isnan(after.interval.high));
    } else {
      EXPECT_EQ(after.interval.low, before.interval.low);
      EXPECT_EQ(after.interval.high, before.interval.high);
    }
  }
  EXPECT_EQ(unknown, 4);
}

TEST(CaseReader, refuses_a_load_that_is_half_said) {
  const std::string amount = R"({"side":"left","muscle":"ST","quantity":"strides","origin":"measured")";
  EXPECT_EQ(refusal(with(entry(load_rest + amount + R"(,"low":1,"high":2}])"))), "(accepted)");
  EXPECT_EQ(refusal(with(entry(load_rest + amount + "}]"))), "(accepted)");
  for (const std::string& spoilt :
       {amount + R"(,"low":1}])", amount + R"(,"low":3,"high":2}])", amount + "}," + amount + "}]",
        amount + R"(,"newton":5}])", std::string("]"), R"({"side":"both"}])" + std::string()}) {
    EXPECT_NE(refusal(with(entry(load_rest + spoilt))), "(accepted)") << spoilt;
  }
}

TEST(CaseReader, changes_nothing_on_the_way_so_that_a_hash_is_the_same_wherever_it_is_made) {
  Case value{.case_id = "a", .entries = {}};
  const Day day = parse_day("2025-05-12").value();
  // Less pain "at worst" than right after it, and sets in another order or with a word twice.
  SessionEntry session{.done = Done::all,
                       .skipped_for = {},
                       .before = 1.5,
                       .worst = 2.0,
                       .after = 4.0,
                       .next_morning = -0.0,
                       .lines = {},
                       .run = {},
                       .rescreen = {}};
  PersonEntry person;
  person.sports = {"sprint", "dance", "sprint"};
  value.entries.push_back(make_entry("e1", day, session));
  value.entries.push_back(make_entry("e2", day, person));
  value.entries.push_back(make_entry(
      "e3", day,
      SettingEntry{.key = SettingKey::equipment, .value = std::vector<std::string>{"slider", "mat", "mat"}}));
  value.entries.push_back(make_entry("e4", day,
                                     TestEntry{.test = "a",
                                               .result = "",
                                               .left = {0.1 + 0.2, 999999999.5},
                                               .right = {1.0 / 3.0},
                                               .pain = {},
                                               .rescreen = {}}));
  sort_entries(value);
  Diagnostics diagnostics;
  const Result<Case> read = read_case(write_case(value), "case.json", diagnostics);
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->entries.size(), value.entries.size());
  for (std::size_t i = 0; i < value.entries.size(); ++i) {
    EXPECT_EQ(read->entries[i].hash, value.entries[i].hash) << value.entries[i].id;
    EXPECT_EQ(write_entry(read->entries[i]), write_entry(value.entries[i]));
  }
  EXPECT_EQ(read->entries[0].as<SessionEntry>()->worst, 2.0);
}

TEST(CaseReader, bounds_depth_and_number_before_it_parses) {
  using testing::HasSubstr;
  EXPECT_THAT(refusal(with(std::string(100'000, '['))), HasSubstr("nested too deeply"));
  EXPECT_THAT(refusal(with(R"({"note":)" + std::string(40, '[') + std::string(40, ']') + "}")),
              HasSubstr("nested too deeply"));
  std::string many = "0";
  many.reserve(7'000'000);
  for (int i = 0; i < 3'100'000; ++i) many += ",0";
  EXPECT_THAT(refusal(with(many)), HasSubstr("more values"));
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
  EXPECT_EQ(a->entries[0].hash.text().size(), 16u);
}

}  // namespace
}  // namespace hamstring::rehab
