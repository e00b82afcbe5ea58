#include <gtest/gtest.h>

#include <set>

#include "rehab/plan/replay.h"
#include "tests/rehab/told.h"
#include "tests/support/shipped_knowledge.h"
#include "view/course_view.h"

namespace hamstring::service {
namespace {

using namespace rehab;

const Day onset = Told::day(0);

/// A sprinter whose story is told, who walks well from the second day on and logs their pain on most days.
Case three_weeks() {
  Told told;
  told.walk_test(2);
  for (int day = 0; day < 21; ++day) {
    if (day != 7) told.pain_now(day, day % 5 == 4 ? 5.0 : 1.0);
  }
  return told.history();
}

Result<Json> beside(const std::string& a, const std::string& b) {
  const Words words(shipped_knowledge(), catalog_of(shipped_knowledge(), "en"));
  return side_by_side_json(words, three_weeks(), a, b, onset + std::chrono::days(20));
}

TEST(SideBySide, a_protocol_beside_itself_never_differs) {
  const Result<Json> same = beside("default_runner", "default_runner");
  ASSERT_TRUE(same) << same.error().text();
  EXPECT_EQ((*same)["differing_days"], 0);
  EXPECT_TRUE((*same)["since"].is_null());
  EXPECT_TRUE((*same)["spans"].empty());
}

TEST(SideBySide, spans_hold_every_day_that_differs_once_and_no_other) {
  const Result<Json> json = beside("default_runner", "pain_threshold");
  ASSERT_TRUE(json) << json.error().text();
  const Result<Replay> days = replay(shipped_knowledge(), three_weeks(), "default_runner", "pain_threshold",
                                     onset + std::chrono::days(20));
  ASSERT_TRUE(days);
  ASSERT_FALSE(days->differences.empty()) << "the test needs protocols that differ";
  std::multiset<std::pair<int, std::string>> expected;
  std::set<Day> differing;
  const char* const what[] = {"status", "running", "exercises", "dose", "pain_limit", "phase_step"};
  for (const DayDifference& d : days->differences) {
    expected.insert({days_between(onset, d.day), what[static_cast<int>(d.what)]});
    differing.insert(d.day);
  }
  std::multiset<std::pair<int, std::string>> shown;
  for (const Json& span : (*json)["spans"]) {
    const Day from = parse_day(span["from"].get<std::string>()).value();
    const Day to = parse_day(span["to"].get<std::string>()).value();
    EXPECT_LE(from, to);
    EXPECT_NE(span["a"], span["b"]) << span.dump();
    EXPECT_LE(span["why_a"].size(), 3U);
    for (Day day = from; day <= to; day += std::chrono::days(1))
      shown.insert({days_between(onset, day), span["what"].get<std::string>()});
  }
  EXPECT_EQ(shown, expected);
  EXPECT_EQ((*json)["differing_days"], differing.size());
  EXPECT_EQ((*json)["since"], day_text(*differing.begin()));
  EXPECT_LT((*json)["spans"].size(), expected.size()) << "days in a row are told once";
}

TEST(SideBySide, a_protocol_that_is_not_there_is_refused) {
  EXPECT_FALSE(beside("default_runner", "none"));
}

}  // namespace
}  // namespace hamstring::service
