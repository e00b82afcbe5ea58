#include "history/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "history/case_order.h"

namespace hamstring::rehab {
namespace {

const Day first = parse_day("2026-03-02").value();

Entry told(const std::string& id, double value, const std::string& replaces = {}) {
  Entry entry = make_entry(id, first, PainEntry{.when = PainWhen::now, .value = value, .rescreen = {}});
  entry.replaces = replaces;
  finish_entry(entry);
  return entry;
}
Entry retraction(const std::string& id, const std::string& of) {
  return make_entry(id, first, RetractEntry{.of = of});
}
Case case_of(std::vector<Entry> entries) {
  Case history{.case_id = "c", .entries = std::move(entries)};
  sort_entries(history);
  return history;
}

/// Hashes of the versions of each entry in force.
using InForce = std::multiset<std::set<EntryHash>>;

InForce in_force(const Case& history) {
  InForce result;
  const Timeline timeline = timeline_of(history, first);
  for (const LiveEntry& live : timeline.entries) {
    if (live.taken_back != nullptr) continue;
    std::set<EntryHash> hashes;
    for (const Entry* version : live.versions) hashes.insert(version->hash);
    result.insert(std::move(hashes));
  }
  return result;
}

TEST(Timeline, every_second_retraction_of_a_chain_brings_the_entry_back) {
  std::vector<Entry> entries{told("r0", 3)};
  for (int length = 1; length <= 9; ++length) {
    entries.push_back(retraction("r" + std::to_string(length), "r" + std::to_string(length - 1)));
    EXPECT_EQ(in_force(case_of(entries)).size(), length % 2 == 0 ? 1U : 0U) << length;
  }
}

TEST(Timeline, what_was_corrected_is_still_named_by_the_ids_it_had) {
  const Case history =
      case_of({told("a", 3), told("b", 4, "a"), told("c", 5, "b"), told("x", 1), told("z", 2, "gone")});
  const Timeline timeline = timeline_of(history, first);
  std::size_t corrected = 0;
  for (const LiveEntry& live : timeline.entries) {
    EXPECT_TRUE(live.is_named(live.entry().id));
    EXPECT_FALSE(live.is_named("nobody"));
    if (live.entry().id != "c") {
      EXPECT_FALSE(live.is_named("a")) << live.entry().id;
      continue;
    }
    ++corrected;
    EXPECT_TRUE(live.is_named("a"));
    EXPECT_TRUE(live.is_named("b"));
  }
  EXPECT_EQ(corrected, 1U);
}

TEST(Timeline, plans_are_told_what_was_taken_back_and_only_by_retractions_that_count) {
  std::vector<Entry> entries{told("a", 3), retraction("b", "a")};
  const Case once = case_of(entries);
  const Timeline timeline = timeline_of(once, first);
  ASSERT_EQ(timeline.entries.size(), 1U);
  EXPECT_EQ(timeline.entries.front().entry().id, "b");
  ASSERT_NE(timeline.entries.front().taken_back, nullptr);
  EXPECT_EQ(timeline.entries.front().taken_back->id, "a");
  EXPECT_TRUE(whole_timeline_of(once, first).entries.empty()) << "what is shown is what is in force";
  entries.push_back(retraction("c", "b"));
  const Case again = case_of(entries);
  const Timeline back = timeline_of(again, first);
  ASSERT_EQ(back.entries.size(), 1U);
  EXPECT_EQ(back.entries.front().entry().id, "a");
}

TEST(Timeline, of_two_retractions_of_one_entry_it_takes_both_to_be_taken_out) {
  std::vector<Entry> entries{told("a", 3), retraction("b", "a"), retraction("c", "a"), retraction("d", "b")};
  EXPECT_EQ(in_force(case_of(entries)).size(), 0U);
  entries.push_back(retraction("e", "c"));
  EXPECT_EQ(in_force(case_of(entries)).size(), 1U);
}

TEST(Timeline, retractions_that_take_out_one_another_take_out_nothing_else) {
  const std::vector<Entry> ring{told("a", 3), retraction("b", "c"), retraction("c", "b"),
                                retraction("b", "a")};
  EXPECT_EQ(in_force(case_of(ring)).size(), 1U);
}

TEST(Timeline, what_corrects_an_entry_of_a_ring_takes_that_one_away_and_no_other) {
  const Case history = case_of({told("a", 1, "b"), told("b", 2, "a"), told("c", 3, "a")});
  EXPECT_EQ(in_force(history), (InForce{{history.entries[1].hash}, {history.entries[2].hash}}));
}

/// The same in the plainest words, slowly: every question is asked of all entries again.
class Plainly {
 public:
  explicit Plainly(const Case& history) : entries_(history.entries) {}

  [[nodiscard]] InForce in_force() const {
    std::map<std::string, std::set<EntryHash>> groups;
    for (const Entry& entry : entries_) {
      if (entry.as<RetractEntry>() != nullptr || taken_out(entry.id) || corrected(entry.id)) continue;
      groups[root(entry)].insert(entry.hash);
    }
    InForce result;
    for (auto& [id, hashes] : groups) result.insert(std::move(hashes));
    return result;
  }

 private:
  [[nodiscard]] bool taken_out(const std::string& id) const {
    return std::ranges::any_of(entries_, [&](const Entry& entry) {
      const auto* retract = entry.as<RetractEntry>();
      return retract != nullptr && retract->of == id && !taken_out(entry.id);
    });
  }
  [[nodiscard]] bool corrected(const std::string& id) const {
    return std::ranges::any_of(
        entries_, [&](const Entry& entry) { return entry.replaces == id && !taken_out(entry.id); });
  }
  [[nodiscard]] std::string root(const Entry& entry) const {
    if (entry.replaces.empty()) return entry.id;
    const auto before = std::ranges::find(entries_, entry.replaces.text(), &Entry::id);
    return before == entries_.end() ? entry.replaces.text() : root(*before);
  }

  const std::vector<Entry>& entries_;
};

TEST(Timeline, is_what_a_plain_and_slow_reading_of_random_chains_says) {
  std::mt19937 random(20261129);
  const auto below = [&](int n) { return std::uniform_int_distribution(0, n - 1)(random); };
  int long_chains = 0, brought_back = 0, competing = 0;
  for (int round = 0; round < 4000; ++round) {
    std::vector<Entry> entries;
    std::map<int, int> depth;  // of retractions of retractions
    const int count = 2 + below(14);
    for (int i = 0; i < count; ++i) {
      const std::string id = std::to_string(i);
      const int of = i == 0 ? -1 : below(3) == 0 ? below(i) : i - 1;
      const bool takes_out = of >= 0 && below(2) == 0;
      const bool corrects = of >= 0 && !takes_out &&
                            entries[static_cast<std::size_t>(of)].as<RetractEntry>() == nullptr &&
                            below(3) > 0;
      depth[i] = takes_out ? depth[of] + 1 : 0;
      entries.push_back(takes_out ? retraction(id, std::to_string(of))
                                  : told(id, below(11), corrects ? std::to_string(of) : ""));
    }
    const Case history = case_of(std::move(entries));
    const InForce found = in_force(history);
    ASSERT_EQ(found, Plainly(history).in_force()) << write_case(history);
    for (const auto& [i, deep] : depth) long_chains += deep >= 3 ? 1 : 0;
    for (const auto& hashes : found) competing += hashes.size() > 1 ? 1 : 0;
    brought_back += found.empty() ? 0 : 1;
  }
  EXPECT_GE(long_chains, 400);
  EXPECT_GE(competing, 100);
  EXPECT_GE(brought_back, 1000);
}

/// A step for each entry is done in an instant; a walk of the whole chain for each is 200 million steps.
TEST(Timeline, a_chain_of_twenty_thousand_corrections_is_read_in_one_go_in_whatever_order_it_stands) {
  constexpr int length = 20'000;
  const auto name = [](int i) { return "e" + std::to_string(100'000 + i); };
  for (const bool newest_first : {false, true}) {
    Case history{.case_id = "c", .entries = {}};
    for (int i = 0; i < length; ++i) {
      const int id = newest_first ? length - i : i, before = newest_first ? id + 1 : id - 1;
      history.entries.push_back(told(name(id), i % 11, i == 0 ? "" : name(before)));
    }
    if (newest_first) std::ranges::reverse(history.entries);
    const std::clock_t began = std::clock();  // of this program alone, however busy the machine is
    Diagnostics diagnostics;
    EXPECT_TRUE(check_order(history, diagnostics));
    EXPECT_EQ(timeline_of(history, first).entries.size(), 1U);
    EXPECT_LT(std::clock() - began, 5 * CLOCKS_PER_SEC) << newest_first;
  }
}

}  // namespace
}  // namespace hamstring::rehab
