// A fold that goes on from what is remembered says what a fold of everything says, whatever came between.
#include "rehab/course/fold_memory.h"

#include <gtest/gtest.h>

#include "rehab/course/fold.h"
#include "tests/rehab/random_history.h"

namespace hamstring::rehab {
namespace {

/// What a state says, as far as plans read it.
void expect_equal(const State& a, const State& b, const std::string& where) {
  ASSERT_EQ(a.day, b.day) << where;
  EXPECT_EQ(a.phase, b.phase) << where;
  EXPECT_EQ(a.phase_since, b.phase_since) << where;
  EXPECT_EQ(a.rung, b.rung) << where;
  EXPECT_EQ(a.active_days, b.active_days) << where;
  EXPECT_EQ(a.not_tolerated, b.not_tolerated) << where;
  EXPECT_EQ(a.ledger.sessions.size(), b.ledger.sessions.size()) << where;
  EXPECT_EQ(a.ledger.pains.size(), b.ledger.pains.size()) << where;
  ASSERT_EQ(a.lines.size(), b.lines.size()) << where;
  for (const auto& [id, line] : a.lines) EXPECT_EQ(line.next, b.lines.at(id).next) << where << id;
  ASSERT_EQ(a.flags.size(), b.flags.size()) << where;
  for (const auto& [id, flag] : a.flags) {
    EXPECT_EQ(flag.raised, b.flags.at(id).raised) << where << id;
    EXPECT_EQ(flag.since, b.flags.at(id).since) << where << id;
  }
}

const Protocol* runner() {
  return &shared_knowledge().protocols.at("default_runner");
}

/// As much of it as was told up to that day.
Case up_to(const Case& history, Day day) {
  Case part{.case_id = history.case_id, .entries = {}};
  for (const Entry& entry : history.entries)
    if (entry.day <= day) part.entries.push_back(entry);
  return part;
}

TEST(FoldMemory, says_the_same_as_a_fold_of_everything_day_after_day_of_a_history_that_grows) {
  int compared = 0;
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
    const Case whole = RandomHistory(seed).make(60);
    FoldMemory memory(shared_knowledge());
    for (Day day = whole.entries.front().day; day <= RandomHistory::day(60); day += std::chrono::days(1)) {
      const Case part = up_to(whole, day);
      const Timeline timeline = timeline_of(part, day);
      for (const Protocol* protocol : {static_cast<const Protocol*>(nullptr), runner()}) {
        expect_equal(memory.fold(timeline, day, protocol), fold(shared_knowledge(), timeline, day, protocol),
                     "seed " + std::to_string(seed) + " " + day_text(day) + " ");
        ++compared;
      }
    }
    EXPECT_LT(memory.days_folded(), 2 * 61 * 5) << "three days a fold and no more, or it remembers nothing";
  }
  EXPECT_GE(compared, 400);
}

class Remembered : public ::testing::Test {
 protected:
  static Day day(int n) { return RandomHistory::day(n); }
  void pain(int on, double value, const std::string& id = {}) {
    history_.entries.push_back(
        make_entry(id.empty() ? "p" + std::to_string(history_.entries.size()) : id, day(on),
                   PainEntry{.when = PainWhen::now, .value = value, .rescreen = {}}, Who::self, "09:00:00Z"));
    sort_entries(history_);
  }
  State both(int until, const std::string& where) {
    const Timeline timeline = timeline_of(history_, day(until));
    State with = memory_.fold(timeline, day(until), runner());
    const State plain = fold(shared_knowledge(), timeline, day(until), runner());
    expect_equal(with, plain, where);
    return with;
  }
  Case history_{.case_id = "c", .entries = {}};
  FoldMemory memory_{shared_knowledge()};
};

TEST_F(Remembered, an_entry_about_a_day_long_past_is_seen) {
  for (int n = 0; n < 30; ++n) pain(n, 2.0);
  EXPECT_EQ(both(30, "before").ledger.pains.size(), 30U);
  pain(5, 8.0);
  EXPECT_EQ(both(30, "after").ledger.pains.size(), 31U);
}

TEST_F(Remembered, what_is_taken_out_or_corrected_later_is_gone) {
  for (int n = 0; n < 30; ++n) pain(n, 2.0);
  both(30, "before");
  history_.entries.push_back(make_entry("r", day(30), RetractEntry{.of = "p4"}, Who::self, "10:00:00Z"));
  EXPECT_EQ(both(30, "taken out").ledger.pains.size(), 29U);
  Entry correction = make_entry("c", day(7), PainEntry{.when = PainWhen::now, .value = 9.0, .rescreen = {}},
                                Who::self, "11:00:00Z");
  correction.replaces = "p7";
  finish_entry(correction);
  history_.entries.push_back(correction);
  sort_entries(history_);
  const State state = both(30, "corrected");
  EXPECT_TRUE(std::ranges::any_of(state.ledger.pains, [](const PainRecord& p) { return p.value == 9.0; }));
}

TEST_F(Remembered, an_earlier_day_is_asked_for_after_a_later_one) {
  for (int n = 0; n < 30; ++n) pain(n, 2.0);
  both(30, "late");
  both(12, "early");
  both(31, "late again");
}

TEST_F(Remembered, outlives_the_case_it_was_made_of) {
  {
    Case first = RandomHistory(5).make(40);
    const Timeline timeline = timeline_of(first, day(40));
    static_cast<void>(memory_.fold(timeline, day(40), runner()));
  }
  const Case again = RandomHistory(5).make(41);
  const Timeline timeline = timeline_of(again, day(41));
  const State with = memory_.fold(timeline, day(41), runner());
  expect_equal(with, fold(shared_knowledge(), timeline, day(41), runner()), "after the first case is gone");
  for (const SessionRecord& session : with.ledger.sessions) {
    if (session.body) {
      EXPECT_LE(session.body->lines.size(), 100U) << "read where it lay";
    }
  }
}

}  // namespace
}  // namespace hamstring::rehab
