// What an entry may not say about other entries, and when it cannot have been written.
#include "history/case_order.h"

#include <gtest/gtest.h>

#include <string>

#include "history/merge.h"
#include "history/timeline.h"

namespace hamstring::rehab {
namespace {

constexpr Day first{std::chrono::year(2026) / std::chrono::March / 2};

Entry pain(const std::string& id, const std::string& replaces = {}, const std::string& clock = "12:00:00Z") {
  Entry entry =
      make_entry(id, first, PainEntry{.when = PainWhen::now, .value = 3, .rescreen = {}}, Who::self, clock);
  entry.replaces = replaces;
  finish_entry(entry);
  return entry;
}
Entry retract(const std::string& id, const std::string& of) {
  return make_entry(id, first, RetractEntry{of}, Who::self, "13:00:00Z");
}
Case with(std::vector<Entry> entries) {
  Case value{.case_id = "p", .entries = std::move(entries)};
  sort_entries(value);
  return value;
}
/// What it is refused with; empty where it is accepted.
std::string refused(const Case& history) {
  Diagnostics diagnostics;
  const Result<void> good = check_order(history, diagnostics);
  return good ? std::string{} : good.error().message;
}

TEST(CaseOrder, an_entry_that_speaks_of_itself_is_refused_by_its_name) {
  EXPECT_NE(refused(with({pain("a", "a")})).find("entry a"), std::string::npos);
  EXPECT_NE(refused(with({pain("x"), retract("r", "r")})).find("entry r"), std::string::npos);
  const Entry resolve = make_entry("s", first, ResolveEntry{.of = "s", .keep = "0"});
  EXPECT_NE(refused(with({resolve})).find("entry s"), std::string::npos);
}

TEST(CaseOrder, rings_of_any_length_are_refused) {
  EXPECT_FALSE(refused(with({pain("a", "b"), pain("b", "a")})).empty());
  EXPECT_FALSE(refused(with({pain("a", "c"), pain("b", "a"), pain("c", "b")})).empty());
  EXPECT_FALSE(refused(with({pain("x"), retract("r", "q"), retract("q", "r")})).empty());
  Entry both = retract("r", "b");
  EXPECT_FALSE(refused(with({pain("b", "r"), both})).empty()) << "a correction of what takes it out";
  EXPECT_TRUE(
      refused(with({pain("a"), pain("b", "a"), pain("c", "b"), pain("d", "a"), retract("r", "d")})).empty());
}

TEST(CaseOrder, a_correction_is_not_written_long_before_what_it_corrects) {
  Entry early = make_entry("b", first - std::chrono::days(3),
                           PainEntry{.when = PainWhen::now, .value = 0, .rescreen = {}});
  early.replaces = "a";
  finish_entry(early);
  EXPECT_NE(refused(with({pain("a"), early})).find("written down later"), std::string::npos);
  EXPECT_TRUE(refused(with({pain("a"), pain("b", "a", "11:00:00Z")})).empty()) << "two clocks may differ";
}

Entry correcting(const std::string& of, EntryBody body) {
  Entry entry = make_entry("new", first, std::move(body), Who::self, "14:00:00Z");
  entry.replaces = of;
  finish_entry(entry);
  return entry;
}

TEST(CaseOrder, a_correction_says_the_same_thing_anew_and_hides_no_sign) {
  const AnswerEntry yes{.question = "bladder", .value = std::string("yes")};
  const Entry sign = make_entry("old", first, yes);
  const auto with_correction = [&](const Entry& old, EntryBody body) {
    return refused(with({old, correcting("old", std::move(body))}));
  };
  EXPECT_TRUE(with_correction(sign, AnswerEntry{.question = "bladder", .value = std::string("no")}).empty());
  EXPECT_FALSE(with_correction(sign, AnswerEntry{.question = "fever", .value = std::string("no")}).empty());
  EXPECT_FALSE(
      with_correction(sign, SettingEntry{.key = SettingKey::language, .value = std::string("en")}).empty());
  EXPECT_FALSE(with_correction(sign, RetractEntry{"old"}).empty()) << "taken out and corrected at once";
  const Entry log = make_entry(
      "old", first,
      PainEntry{.when = PainWhen::now, .value = 1, .rescreen = Rescreen{false, {{"bladder", Reply::yes}}}});
  EXPECT_NE(
      with_correction(log, PainEntry{.when = PainWhen::now, .value = 0, .rescreen = {}}).find("bladder"),
      std::string::npos);
  EXPECT_TRUE(
      with_correction(log, PainEntry{.when = PainWhen::now, .value = 0, .rescreen = Rescreen{true, {}}})
          .empty());
}

TEST(CaseOrder, each_of_two_files_may_be_good_and_both_together_a_ring) {
  const Case a = with({pain("x"), pain("y", "x")}), b = with({pain("y"), pain("x", "y")});
  ASSERT_TRUE(refused(a).empty());
  ASSERT_TRUE(refused(b).empty());
  const auto merged = merge(a, b);
  ASSERT_FALSE(merged);
  EXPECT_NE(merged.error().message.find("ring"), std::string::npos);
}

TEST(CaseOrder, the_reader_refuses_a_file_and_still_reads_what_was_kept) {
  const std::string text = write_case(with({pain("a", "a")}));
  Diagnostics diagnostics;
  EXPECT_FALSE(read_case(text, "case.json", diagnostics));
  ASSERT_EQ(diagnostics.entries().size(), 1u);
  EXPECT_EQ(diagnostics.entries().front().line, 2) << "with the line of the entry";
  const std::string entry = write_entry(pain("a", "a"));
  const auto kept = read_kept("c", std::array{std::string_view(entry)});
  ASSERT_TRUE(kept);
  EXPECT_EQ(timeline_of(*kept, first).entries.size(), 1u) << "and what it tells still counts";
}

TEST(CaseOrder, what_was_written_in_a_far_future_is_refused_and_a_month_ahead_is_not) {
  Diagnostics diagnostics;
  const Case history = with({pain("a")});
  EXPECT_TRUE(check_written_by(history, first - std::chrono::days(written_ahead_days_max), diagnostics));
  const auto far =
      check_written_by(history, first - std::chrono::days(written_ahead_days_max + 1), diagnostics);
  ASSERT_FALSE(far);
  EXPECT_NE(far.error().message.find("entry a was written down on 2026-03-02"), std::string::npos);
}

TEST(Timeline, a_decision_that_was_taken_out_decides_nothing) {
  Entry one = pain("a"), two = pain("a");
  two.body.change<PainEntry>()->value = 8;
  finish_entry(two);
  const Entry keep =
      make_entry("k", first, ResolveEntry{.of = "a", .keep = one.hash.text()}, Who::self, "13:00:00Z");
  EXPECT_FALSE(timeline_of(with({one, two, keep}), first).entries.front().in_conflict());
  EXPECT_TRUE(timeline_of(with({one, two, keep, retract("r", "k")}), first).entries.front().in_conflict());
}

TEST(Timeline, a_decision_says_nothing_about_a_version_that_came_after_it) {
  Entry one = pain("a"), two = pain("a"), late = pain("a", {}, "20:00:00Z");
  two.body.change<PainEntry>()->value = 8;
  finish_entry(two);
  const Entry keep =
      make_entry("k", first, ResolveEntry{.of = "a", .keep = one.hash.text()}, Who::self, "13:00:00Z");
  const Timeline timeline = timeline_of(with({one, two, keep, late}), first);
  ASSERT_EQ(timeline.entries.size(), 1u);
  EXPECT_EQ(timeline.entries.front().versions.size(), 2u);
}

}  // namespace
}  // namespace hamstring::rehab
