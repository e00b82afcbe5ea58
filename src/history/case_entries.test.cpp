#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "history/case.h"
#include "history/case_words.h"

namespace hamstring::rehab {
namespace {

using testing::HasSubstr;

/// A case of one entry with these fields.
std::string case_with(const std::string& fields) {
  return R"({"schema":"hamstring.case","version":1,"case_id":"c","entries":[
{"by":"self","day":"2026-03-02","id":"e1","recorded_at":"2026-03-02T12:00:00Z",)" +
         fields + "}\n]}\n";
}

Result<Case> read(const std::string& text) {
  Diagnostics diagnostics;
  return read_case(text, "case.json", diagnostics);
}

std::string refusal(const std::string& fields) {
  const Result<Case> result = read(case_with(fields));
  return result ? "" : result.error().text();
}

/// Every word of the table is read and written back as it was; `fields` has a {} for the word.
template <class E, std::size_t N>
void come_back(const WordTable<E, N>& words, std::string_view fields) {
  for (const auto& [word, value] : words) {
    SCOPED_TRACE(word);
    EXPECT_EQ(from_word(words, word), value);
    EXPECT_EQ(to_word(words, value), word);
    const auto text = fmt::format(fmt::runtime(fields), word);
    const Result<Case> result = read(case_with(text));
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_THAT(write_case(*result), HasSubstr(fmt::format("\"{}\"", word)));
    const Result<Case> again = read(write_case(*result));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(again->entries[0].hash, result->entries[0].hash);
  }
}

TEST(CaseEntries, every_word_of_every_closed_set_is_written_as_it_was_read) {
  come_back(sex_words, R"("type":"person","sex":"{}")");
  come_back(level_words, R"("type":"person","level":"{}")");
  come_back(side_words, R"("type":"injury","relapse":false,"side":"{}")");
  come_back(onset_known_words, R"("type":"injury","relapse":false,"side":"left","onset_known":"{}")");
  come_back(pain_when_words, R"("type":"pain","value":1,"when":"{}")");
  come_back(done_words, R"("type":"session","done":"{}")");
  come_back(skipped_for_words, R"("type":"session","done":"none","skipped_for":"{}")");
  come_back(milestone_words, R"("type":"milestone","what":"{}")");
  come_back(cleared_words, R"("type":"clearance","ref":"x","of":"{}")");
  come_back(reply_words, R"("type":"illness","from":"2026-03-01","fever":"{}")");
}

TEST(CaseEntries, a_prescription_comes_back_as_it_was_written) {
  const std::string fields =
      R"("type":"prescription","clinician":"Dr. Huber","say":"Slowly.","phase":"load_early","rung":"none",)"
      R"("from":"2026-03-02","until":"2026-03-20","order":["squat","bridge"],"lines":[)"
      R"({"does":"add","exercise":"bridge","sets":3,"amount":8,"load_kg":12.5,"rest_s":60,"pain_limit":2,)"
      R"("tempo_s":[3,1,2],"days":["mon","thu"],"confirmed":true},)"
      R"({"does":"replace","exercise":"step","instead_of":"squat","sets":2,"amount":6},)"
      R"({"does":"remove","exercise":"walk"}])";
  const Result<Case> one = read(case_with(fields));
  ASSERT_TRUE(one) << one.error().text();
  const Result<Case> again = read(write_case(*one));
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(write_case(*again), write_case(*one));
  const auto* body = again->entries[0].as<PrescriptionEntry>();
  ASSERT_NE(body, nullptr);
  ASSERT_EQ(body->lines.size(), 3U);
  EXPECT_EQ(body->lines[0].load_kg, 12.5);
  EXPECT_TRUE(body->lines[0].confirmed);
  EXPECT_EQ(body->lines[1].instead_of, "squat");
  EXPECT_EQ(body->lines[2].does, Prescribes::remove);
  EXPECT_EQ(body->order, (std::vector<std::string>{"squat", "bridge"})) << "an order is no set";
}

TEST(CaseEntries, a_prescription_beyond_what_can_be_is_refused_by_name) {
  const auto with = [](const std::string& line) {
    return refusal(R"("type":"prescription","lines":[{"does":"add","exercise":"bridge",)" + line + "}]");
  };
  EXPECT_THAT(with(R"("amount":8)"), HasSubstr("sets"));
  EXPECT_THAT(with(R"("sets":2.5,"amount":8)"), HasSubstr("whole"));
  EXPECT_THAT(with(R"("sets":21,"amount":8)"), HasSubstr("sets"));
  EXPECT_THAT(with(R"("sets":2,"amount":0)"), HasSubstr("amount"));
  EXPECT_THAT(with(R"("sets":2,"amount":8,"load_kg":301)"), HasSubstr("load_kg"));
  EXPECT_THAT(with(R"("sets":2,"amount":8,"pain_limit":11)"), HasSubstr("pain_limit"));
  EXPECT_THAT(with(R"("sets":2,"amount":8,"tempo_s":[1])"), HasSubstr("tempo_s"));
  EXPECT_THAT(with(R"("sets":2,"amount":8,"days":["someday"])"), HasSubstr("days"));
  EXPECT_THAT(with(R"("sets":2,"amount":8,"instead_of":"squat")"), HasSubstr("instead_of"));
  EXPECT_THAT(with(R"("sets":2,"amount":8,"confirmed":"yes")"), HasSubstr("confirmed"));
  EXPECT_THAT(with(R"("sets":2,"amount":8,"more":1)"), HasSubstr("more"));
  const std::string twice = R"({"does":"remove","exercise":"bridge"})";
  EXPECT_THAT(refusal(R"("type":"prescription","lines":[)" + twice + "," + twice + "]"), HasSubstr("twice"));
  EXPECT_THAT(refusal(R"("type":"prescription","lines":[],"from":"2026-03-09","until":"2026-03-08")"),
              HasSubstr("until"));
}

TEST(CaseEntries, every_setting_takes_a_value_of_its_kind_alone) {
  const std::map<SettingKey, std::string> values{{SettingKey::pain_limit, "3"},
                                                 {SettingKey::load_step, "0.1"},
                                                 {SettingKey::dumbbell_step, "2.5"},
                                                 {SettingKey::smallest_plate, "0.5"},
                                                 {SettingKey::machine_step, "5"},
                                                 {SettingKey::equipment, R"(["mat"])"},
                                                 {SettingKey::training_days, R"(["mon","thu"])"},
                                                 {SettingKey::supervised, "true"}};
  for (const auto& [word, key] : setting_key_words) {
    SCOPED_TRACE(word);
    const auto own = values.find(key);
    const std::string good = own == values.end() ? R"("word")" : own->second;
    for (const std::string& value : {good, std::string("{}")}) {
      const Result<Case> result =
          read(case_with(fmt::format(R"("type":"setting","key":"{}","value":{})", word, value)));
      EXPECT_EQ(result.has_value(), value == good) << value;
      if (!result) continue;
      EXPECT_EQ(result->entries[0].as<SettingEntry>()->key, key);
    }
  }
}

TEST(CaseEntries, a_visit_names_who_and_what_and_is_read_as_it_was_written) {
  const std::string text =
      R"("type":"visit","therapist":"osteopath","treatments":["tape","needles"],"before":3,"after":2,"next_morning":4,"confirmed":true)";
  const Result<Case> result = read(case_with(text));
  ASSERT_TRUE(result) << result.error().text();
  const auto* visit = result->entries[0].as<VisitEntry>();
  ASSERT_NE(visit, nullptr);
  EXPECT_EQ(visit->therapist, Therapist::osteopath);
  EXPECT_EQ(visit->treatments, (std::vector<std::string>{"needles", "tape"})) << "a set, in one order";
  EXPECT_EQ(visit->next_morning, 4.0);
  EXPECT_TRUE(visit->confirmed);
  const Result<Case> again = read(write_case(*result));
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->entries[0].hash, result->entries[0].hash);
  EXPECT_THAT(refusal(R"("type":"visit","therapist":"barber","treatments":["tape"])"), HasSubstr("barber"));
  EXPECT_THAT(refusal(R"("type":"visit","therapist":"other","treatments":[])"), HasSubstr("treatments"));
  EXPECT_THAT(refusal(R"("type":"visit","therapist":"other","treatments":["tape"],"after":11)"),
              HasSubstr("after"));
}

TEST(CaseEntries, a_step_of_weights_that_nobody_has_is_refused) {
  for (const char* key : {"dumbbell_step", "smallest_plate", "machine_step"})
    for (const char* value : {"0", "-1", "26", "\"2\""})
      EXPECT_FALSE(read(case_with(fmt::format(R"("type":"setting","key":"{}","value":{})", key, value))))
          << key << value;
}

TEST(CaseEntries, what_was_left_of_a_set_comes_back_and_is_a_whole_number_that_somebody_can_tell) {
  const auto told = [](const std::string& left) {
    return R"("type":"session","done":"all","lines":[{"exercise":"hinge","sets":1,"reps":[8],"load_kg":10,"reps_left":)" +
           left + "}]";
  };
  const Result<Case> one = read(case_with(told("4")));
  ASSERT_TRUE(one) << one.error().text();
  const Result<Case> again = read(write_case(*one));
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->entries[0].as<SessionEntry>()->lines[0].reps_left, 4.0);
  for (const char* left : {"-1", "2.5", "31", "\"many\""})
    EXPECT_THAT(refusal(told(left)), HasSubstr("reps_left"));
}

TEST(CaseEntries, a_morning_that_nobody_remembers_is_told_as_that_and_a_missing_one_is_refused) {
  const auto told = [](const std::string& value) {
    return R"("type":"morning","session":"s1")" + (value.empty() ? "" : R"(,"value":)" + value);
  };
  const Result<Case> one = read(case_with(told("\"unsure\"")));
  ASSERT_TRUE(one) << one.error().text();
  ASSERT_NE(one->entries[0].as<MorningEntry>(), nullptr);
  EXPECT_FALSE(one->entries[0].as<MorningEntry>()->value);
  const Result<Case> again = read(write_case(*one));
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(write_case(*again), write_case(*one));
  EXPECT_EQ(read(case_with(told("3")))->entries[0].as<MorningEntry>()->value, 3.0);
  for (const char* value : {"", "11", "\"no\"", "null"})
    EXPECT_THAT(refusal(told(value)), HasSubstr("value")) << value;
}

TEST(CaseEntries, a_word_that_is_none_of_its_set_is_named_with_those_that_are) {
  const std::string told = refusal(R"("type":"session","done":"most")");
  EXPECT_THAT(told, HasSubstr("entry e1.done is 'most'; it can be: all, part, none"));
  EXPECT_THAT(told, HasSubstr("case.json:2"));
  EXPECT_THAT(refusal(R"("type":"session","done":"")"), HasSubstr("entry e1.done is empty"));
  EXPECT_THAT(refusal(R"("type":"session")"), HasSubstr("entry e1.done is missing"));
}

TEST(CaseEntries, what_was_not_said_stays_not_said) {
  const Result<Case> result = read(case_with(R"("type":"person")"));
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_FALSE(result->entries[0].as<PersonEntry>()->sex);
  EXPECT_FALSE(result->entries[0].as<PersonEntry>()->level);
  EXPECT_THAT(write_case(*result), testing::Not(HasSubstr("sex")));
}

TEST(CaseEntries, a_key_that_stands_twice_is_refused_with_its_entry_and_line) {
  const std::string told = refusal(R"("type":"pain","when":"now","value":1,"value":9)");
  EXPECT_THAT(told, HasSubstr("entry e1 holds the key 'value' twice"));
  EXPECT_THAT(told, HasSubstr("case.json:2"));
  EXPECT_THAT(refusal(R"("type":"pain","when":"now","value":1,"rescreen":{"a":"no","a":"yes"})"),
              HasSubstr("entry e1 holds the key 'a' twice"));
  const Result<Case> outside = read(R"({"schema":"hamstring.case","schema":"x"})");
  ASSERT_FALSE(outside);
  EXPECT_THAT(outside.error().message, HasSubstr("the file holds the key 'schema' twice"));
}

}  // namespace
}  // namespace hamstring::rehab
