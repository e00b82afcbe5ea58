#include "history/merge.h"

#include <gtest/gtest.h>

#include "history/timeline.h"

namespace hamstring::rehab {
namespace {

Day day(int n) {
  return Day(std::chrono::days(20000 + n));
}
Entry pain(const std::string& id, int on, double value) {
  return make_entry(id, day(on), PainEntry{.when = PainWhen::now, .value = value, .rescreen = {}});
}
Case of(std::vector<Entry> entries) {
  Case value{.case_id = "p", .entries = std::move(entries)};
  sort_entries(value);
  return value;
}

TEST(Merge, keeps_what_only_one_side_had_and_names_it) {
  const Case a = of({pain("x", 1, 2), pain("y", 2, 3)}), b = of({pain("x", 1, 2), pain("z", 0, 1)});
  const auto ab = merge(a, b), ba = merge(b, a);
  ASSERT_TRUE(ab && ba);
  EXPECT_EQ(write_case(ab->merged), write_case(ba->merged));
  EXPECT_EQ(ab->merged.entries.size(), 3u);
  ASSERT_EQ(ab->only_in_a.size(), 1u);
  EXPECT_EQ(ab->only_in_a[0].id, "y");
  EXPECT_TRUE(ab->conflicts.empty());
}

TEST(Merge, shows_both_versions_until_somebody_decides) {
  const auto both = merge(of({pain("x", 1, 2)}), of({pain("x", 1, 7)}));
  ASSERT_TRUE(both);
  ASSERT_EQ(both->conflicts.size(), 1u);
  EXPECT_EQ(both->conflicts[0].versions.size(), 2u);
  Case decided = both->merged;
  decided.entries.push_back(
      make_entry("r", day(3), ResolveEntry{.of = "x", .keep = both->conflicts[0].versions[0].hash.text()}));
  sort_entries(decided);
  EXPECT_TRUE(conflicts_of(decided).empty());
}

TEST(Merge, names_two_days_of_one_recording_although_no_plan_reads_it) {
  const auto load = [](int on) { return of({make_entry("l", day(on), LoadEntry{}, Who::device)}); };
  const auto both = merge(load(1), load(2));
  ASSERT_TRUE(both);
  ASSERT_EQ(both->conflicts.size(), 1U);
  EXPECT_EQ(both->conflicts[0].entry, "l");
  EXPECT_TRUE(timeline_of(both->merged, day(3)).entries.empty());
  EXPECT_EQ(whole_timeline_of(both->merged, day(3)).entries.size(), 1U);
}

TEST(Merge, two_corrections_of_one_entry_compete) {
  Entry first = pain("c1", 2, 3), second = pain("c2", 2, 5);
  first.replaces = second.replaces = "x";
  finish_entry(first);
  finish_entry(second);
  const auto both = merge(of({pain("x", 1, 2), first}), of({pain("x", 1, 2), second}));
  ASSERT_TRUE(both);
  ASSERT_EQ(both->conflicts.size(), 1u);
  EXPECT_EQ(both->conflicts[0].entry, "x");
}

TEST(Merge, refuses_two_people) {
  Case other = of({});
  other.case_id = "q";
  EXPECT_FALSE(merge(of({}), other));
}

}  // namespace
}  // namespace hamstring::rehab
