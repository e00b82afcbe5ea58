#include "rehab/standing/by_subject.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

Entry told(EntryBody body) {
  return make_entry("e", Day(std::chrono::days(20000)), std::move(body));
}

TEST(BySubject, one_version_is_one_subject) {
  const Entry pain = told(PainEntry{.when = PainWhen::now, .value = 3, .rescreen = {}});
  EXPECT_EQ(by_subject({.day = pain.day, .versions = {&pain}}).size(), 1U);
}

TEST(BySubject, versions_that_differ_in_a_number_are_about_one_thing_and_others_are_not) {
  const Entry three = told(PainEntry{.when = PainWhen::now, .value = 3, .rescreen = {}});
  const Entry four = told(PainEntry{.when = PainWhen::now, .value = 4, .rescreen = {}});
  const Entry knee =
      told(TestEntry{.test = "knee", .result = {}, .left = {}, .right = {}, .pain = {}, .rescreen = {}});
  const Entry hip =
      told(TestEntry{.test = "hip", .result = {}, .left = {}, .right = {}, .pain = {}, .rescreen = {}});
  EXPECT_EQ(by_subject({.day = three.day, .versions = {&three, &four}}).size(), 1U);
  EXPECT_EQ(by_subject({.day = three.day, .versions = {&three, &knee}}).size(), 2U);
  const auto tests = by_subject({.day = three.day, .versions = {&knee, &hip, &three}});
  ASSERT_EQ(tests.size(), 3U) << "two tests are two things";
  for (const LiveEntry& one : tests) EXPECT_EQ(one.versions.size(), 1U);
}

TEST(BySubject, danger_signs_are_told_by_answers_and_by_what_carries_the_short_set) {
  EXPECT_TRUE(tells_signs(AnswerEntry{.question = "q", .value = "yes"}));
  EXPECT_TRUE(tells_signs(PainEntry{}));
  EXPECT_TRUE(tells_signs(SessionEntry{}));
  EXPECT_TRUE(tells_signs(MorningEntry{}));
  EXPECT_TRUE(tells_signs(TestEntry{}));
  EXPECT_FALSE(tells_signs(SettingEntry{}));
  EXPECT_FALSE(tells_signs(RetractEntry{}));
}

}  // namespace
}  // namespace hamstring::rehab
