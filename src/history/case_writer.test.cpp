#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "history/case.h"
#include "history/case_words.h"

namespace hamstring::rehab {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Day day = parse_day("2025-05-12").value();

Entry pain(std::string id, double value, std::string_view clock = "12:00:00Z", Day on = day) {
  return make_entry(std::move(id), on, PainEntry{.when = PainWhen::now, .value = value, .rescreen = {}},
                    Who::self, clock);
}

TEST(CaseWriter, writes_an_entry_with_sorted_keys_and_shortest_numbers) {
  EXPECT_EQ(
      write_entry(pain("e1", 6.0)),
      R"({"by":"self","day":"2025-05-12","id":"e1","recorded_at":"2025-05-12T12:00:00Z","type":"pain","value":6,"when":"now"})");
  EXPECT_THAT(write_entry(pain("e1", 0.1)), HasSubstr("\"value\":0.1,"));
  EXPECT_THAT(write_entry(pain("e1", -0.0)), HasSubstr("\"value\":0,"));
  EXPECT_THAT(write_entry(pain("e1", 1e300)), HasSubstr("\"value\":1e+300,"));
}

TEST(CaseWriter, leaves_out_what_was_not_said_and_keeps_a_zero_that_was) {
  SessionEntry session;
  session.worst = 0.0;
  const std::string text = write_entry(make_entry("e1", day, session));
  EXPECT_THAT(text, HasSubstr("\"worst\":0"));
  for (const char* key :
       {"before", "after", "next_morning", "lines", "run", "rescreen", "note", "replaces"}) {
    EXPECT_THAT(text, Not(HasSubstr(key)));
  }
}

TEST(CaseWriter, none_of_these_is_one_word_and_answers_are_told_one_by_one) {
  PainEntry told{
      .when = PainWhen::night, .value = 2, .rescreen = Rescreen{.none_of_these = true, .replies = {}}};
  EXPECT_THAT(write_entry(make_entry("e", day, told)), HasSubstr(R"("rescreen":"none_of_these")"));
  told.rescreen =
      Rescreen{.none_of_these = false, .replies = {{"numb", Reply::unsure}, {"fever", Reply::no}}};
  EXPECT_THAT(write_entry(make_entry("e", day, told)),
              HasSubstr(R"("rescreen":{"fever":"no","numb":"unsure"})"));
}

TEST(CaseWriter, a_hash_changes_with_every_field_and_with_nothing_else) {
  const Entry plain = pain("e1", 3);
  EXPECT_EQ(plain.hash.text().size(), 16U);
  EXPECT_EQ(pain("e1", 3).hash, plain.hash);
  std::vector<Entry> changed(6, plain);
  changed[0].id = "e2";
  changed[1].day += std::chrono::days(1);
  changed[2].by = Who::clinician;
  changed[3].note = "a note";
  changed[4].replaces = "e0";
  changed[5].body.change<PainEntry>()->value = 4;
  std::vector<EntryHash> hashes{plain.hash};
  for (Entry& entry : changed) {
    finish_entry(entry);
    hashes.push_back(entry.hash);
  }
  std::ranges::sort(hashes);
  EXPECT_TRUE(std::ranges::unique(hashes).empty()) << "two of them are the same";
}

TEST(CaseWriter, whatever_order_entries_come_in_the_file_is_the_same_and_none_is_there_twice) {
  std::vector<Entry> entries{pain("b", 1),
                             pain("a", 1),
                             pain("c", 1, "09:00:00Z"),
                             pain("a", 2),
                             pain("d", 1, "12:00:00Z", day - std::chrono::days(3)),
                             pain("b", 1)};
  std::mt19937 random(1);
  std::string first;
  for (int trial = 0; trial < 50; ++trial) {
    std::ranges::shuffle(entries, random);
    Case value{.case_id = "case \"1\"", .entries = entries};
    sort_entries(value);
    ASSERT_EQ(value.entries.size(), 5U) << "the equal one once, the two of one id that differ both";
    EXPECT_EQ(value.entries[0].id, "d") << "by day first";
    EXPECT_EQ(value.entries[1].id, "c") << "then by the instant";
    EXPECT_EQ(value.entries[4].id, "b") << "then by id";
    if (trial == 0) first = write_case(value);
    ASSERT_EQ(write_case(value), first);
  }
  EXPECT_THAT(first, HasSubstr(R"("case_id":"case \"1\"")"));
}

TEST(CaseWriter, sets_are_kept_sorted_with_each_word_once_and_lists_as_they_are) {
  const Entry setting = make_entry(
      "e", day,
      SettingEntry{.key = SettingKey::equipment, .value = std::vector<std::string>{"mat", "band", "mat"}});
  EXPECT_THAT(write_entry(setting), HasSubstr(R"(["band","mat"])"));
  const Entry test = make_entry(
      "e", day,
      TestEntry{.test = "t", .result = "", .left = {3, 1, 3}, .right = {}, .pain = {}, .rescreen = {}});
  EXPECT_THAT(write_entry(test), HasSubstr(R"("left":[3,1,3])"));
}

TEST(CaseWriter, every_kind_of_entry_has_a_word_of_its_own) {
  const std::vector<EntryBody> bodies{
      PersonEntry{},    InjuryEntry{},       AnswerEntry{},  TestEntry{},    QuestionnaireEntry{},
      PainEntry{},      SessionEntry{},      MorningEntry{}, IllnessEntry{}, MilestoneEntry{},
      ClearanceEntry{}, SettingEntry{},      ResolveEntry{}, RetractEntry{}, TechniqueEntry{},
      LoadEntry{},      PrescriptionEntry{}, VisitEntry{}};
  ASSERT_EQ(bodies.size(), EntryBody::kinds);
  std::vector<std::string_view> words;
  for (const EntryBody& body : bodies) words.push_back(type_word(body));
  EXPECT_THAT(words, ::testing::IsSupersetOf(
                         {"person", "injury", "pain", "session", "setting", "retract", "technique"}));
  EXPECT_EQ(type_word(MorningEntry{}), "morning");
  EXPECT_EQ(type_word(QuestionnaireEntry{}), "questionnaire");
  std::ranges::sort(words);
  EXPECT_TRUE(std::ranges::unique(words).empty());
}

TEST(CaseWriter, bytes_that_are_no_text_never_make_a_file_that_cannot_be_read) {
  Entry entry = pain("e", 1);
  entry.note = "bad \xFF byte";
  finish_entry(entry);
  EXPECT_THAT(write_entry(entry), Not(HasSubstr("\xFF")));
}

TEST(CaseWriter, the_latest_day_is_the_last_one_told_about_whenever_it_was_told) {
  EXPECT_EQ(latest_day({}), std::nullopt);
  const Case value{.case_id = "c",
                   .entries = {pain("a", 1, "12:00:00Z", day + std::chrono::days(2)), pain("b", 1)}};
  EXPECT_EQ(latest_day(value), day + std::chrono::days(2));
}

}  // namespace
}  // namespace hamstring::rehab
