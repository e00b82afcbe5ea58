// What must hold for every history (docs/rehab.md, 16): ten thousand random ones each, a tenth of them where
// only the bytes of the answer are looked at.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "history/merge.h"
#include "rehab/plan/next_test.h"
#include "rehab/plan/plan.h"
#include "tests/rehab/lived_history.h"
#include "tests/rehab/not_harder.h"
#include "tests/support/plan_dump.h"

namespace hamstring::rehab {
namespace {

#ifdef HAMSTRING_SANITIZED
constexpr int lives_a_seed = 4;
constexpr int histories_a_seed = 10;  // sanitizers take ten times as long, and look for other faults
#else
constexpr int lives_a_seed = 40;
constexpr int histories_a_seed = 100;  // a hundred seeds of RapidCheck, a hundred histories each
#endif
constexpr int days = 24;

/// `holds(history, random, today)` for ten thousand histories; stops at the first that fails, with its seed.
template <class Property>
void for_histories(const char* name, const Property& holds, int a_seed = histories_a_seed) {
  ASSERT_FALSE(shared_knowledge().protocols.empty()) << "the knowledge does not load";
  EXPECT_TRUE(rc::check(name, [&](std::uint32_t seed) {
    for (int i = 0; i < a_seed; ++i) {
      RandomHistory random(std::uint64_t{seed} * 1000 + static_cast<std::uint64_t>(i));
      const Case history = random.make(random.whole(2, days));
      RC_ASSERT(holds(history, random, latest_day(history).value()));
    }
  }));
}

/// The life up to the morning of a day: what was done on that day is not told yet.
Case until_morning_of(const Case& life, Day today) {
  Case result{.case_id = life.case_id, .entries = {}};
  for (const Entry& entry : life.entries) {
    if (entry.day < today || (entry.day == today && entry.as<SessionEntry>() == nullptr))
      result.entries.push_back(entry);
  }
  return result;
}

/// `holds(history, random, today)` for lives that follow the plan, looked at in the morning of one of their
/// days: somebody who gets somewhere, and has a session to compare.
template <class Property>
void for_lives(const char* name, const Property& holds) {
  ASSERT_FALSE(shared_knowledge().protocols.empty()) << "the knowledge does not load";
  const std::vector<Life>& lives = shared_lives();
  EXPECT_TRUE(rc::check(name, [&](std::uint32_t seed) {
    RandomHistory random(seed);
    for (int i = 0; i < lives_a_seed; ++i) {
      const Life& life = lives[static_cast<std::size_t>(random.whole(0, static_cast<int>(lives.size()) - 1))];
      const Day today = RandomHistory::day(random.whole(2, life.days.back().day));
      RC_ASSERT(holds(until_morning_of(life.history, today), random, today));
    }
  }));
}

const Protocol& protocol_of(const Plan& plan) {
  static const Protocol none;
  const auto found = shared_knowledge().protocols.find(plan.protocol);
  return found == shared_knowledge().protocols.end() ? none : found->second;
}

/// A changed copy of one random entry; the history itself where it has none of that kind.
template <class Body, class Change>
Case with_changed(const Case& history, RandomHistory& random, const Change& change, bool lately = false) {
  Case result = history;
  std::vector<std::size_t> of_kind;
  for (std::size_t i = 0; i < result.entries.size(); ++i) {
    if (result.entries[i].as<Body>() != nullptr) of_kind.push_back(i);
  }
  if (of_kind.empty()) return result;
  if (lately && of_kind.size() > 6) of_kind.erase(of_kind.begin(), of_kind.end() - 6);
  Entry& entry =
      result
          .entries[of_kind[static_cast<std::size_t>(random.whole(0, static_cast<int>(of_kind.size()) - 1))]];
  change(*entry.body.change<Body>());
  finish_entry(entry);
  return result;
}

bool empty(const Plan& plan) {
  return plan.lines.empty() && !plan.run;
}

TEST(RehabProperties, a_raised_flag_or_gate_or_an_open_flag_leaves_no_session) {
  for_histories("flag means no plan", [](const Case& history, RandomHistory&, Day today) {
    const Plan p = plan(shared_knowledge(), history, today);
    bool stop = !p.assessment.rescreen_positive.empty();
    for (const FlagReport& flag : p.assessment.flags) {
      stop = stop || flag.state == FlagState::raised || flag.state == FlagState::unsure ||
             flag.state == FlagState::open;
    }
    for (const GateReport& gate : p.assessment.gates)
      stop = stop || gate.state == GateState::raised || gate.state == GateState::holding;
    return (!stop || (empty(p) && p.status != PlanStatus::session)) &&
           (p.status == PlanStatus::session) == !empty(p);
  });
}

TEST(RehabProperties, a_yes_to_the_short_set_suspends_at_once) {
  for_histories("rescreen yes suspends", [](const Case& history, RandomHistory&, Day today) {
    Case more = history;
    Rescreen yes;
    for (const auto& [id, question] : shared_knowledge().questions) {
      if (question.rescreen && yes.replies.empty()) yes.replies[id] = Reply::yes;
    }
    more.entries.push_back(make_entry("alarm", today,
                                      PainEntry{.when = PainWhen::now, .value = 0, .rescreen = yes},
                                      Who::self, "23:00:00Z"));
    sort_entries(more);
    return plan(shared_knowledge(), more, today).status == PlanStatus::suspended;
  });
}

Case with_more_pain(const Case& history, RandomHistory& random) {
  const bool lately = random.chance(0.6);
  return with_changed<SessionEntry>(
      history, random,
      [&](SessionEntry& s) {
        const double more = random.whole(1, 5);
        if (s.worst) s.worst = std::min(10.0, *s.worst + more);
        if (s.next_morning && random.chance(0.5)) s.next_morning = std::min(10.0, *s.next_morning + more);
      },
      lately);
}

TEST(RehabProperties, more_pain_never_gives_a_harder_session) {
  for_histories("more pain", [](const Case& history, RandomHistory& random, Day today) {
    const Plan a = plan(shared_knowledge(), with_more_pain(history, random), today),
               b = plan(shared_knowledge(), history, today);
    return a.protocol != b.protocol || not_harder(a, b, protocol_of(b));
  });
}

/// How much there was to compare.
struct Compared {
  int pairs = 0, both = 0, changed = 0;
  std::set<std::string> phases, rungs;

  void add(const Plan& a, const Plan& b) {
    ++pairs;
    if (a.status != PlanStatus::session || b.status != PlanStatus::session) return;
    ++both;
    changed += decision_of(a, protocol_of(b)).lines != decision_of(b, protocol_of(b)).lines ? 1 : 0;
    phases.insert(b.phase);
    if (b.run) rungs.insert(b.run->rung);
  }
  void expect_enough(const char* name) const {
    std::printf("%s: %d pairs, %d with two sessions, %d of them different; %zu phases, %zu rungs\n", name,
                pairs, both, changed, phases.size(), rungs.size());
    EXPECT_GE(both, pairs * 3 / 10);
    EXPECT_GE(changed, pairs / 20);
    EXPECT_GE(phases.size(), 5u);
    EXPECT_GE(rungs.size(), 8u);
  }
};

TEST(RehabProperties, more_pain_never_gives_a_harder_session_to_who_follows_the_plan) {
  Compared compared;
  for_lives("more pain in lives", [&](const Case& history, RandomHistory& random, Day today) {
    const Plan a = plan(shared_knowledge(), with_more_pain(history, random), today),
               b = plan(shared_knowledge(), history, today);
    if (a.protocol != b.protocol) return true;
    compared.add(a, b);
    return not_harder(a, b, protocol_of(b));
  });
  compared.expect_enough("more pain");
}

/// Unknown is not known to be bad either: what was not tolerated may no longer be held against the person.
bool was_bad(const Case& history) {
  return std::ranges::any_of(history.entries, [](const Entry& entry) {
    const auto* s = entry.as<SessionEntry>();
    return s != nullptr &&
           tolerance_of(s->before, s->worst, s->next_morning, 4.0) == Tolerance::not_tolerated;
  });
}

Case with_pain_untold(const Case& history, RandomHistory& random, bool lately) {
  return with_changed<SessionEntry>(
      history, random,
      [&](SessionEntry& s) {
        if (random.chance(0.5))
          s.next_morning = {};
        else
          s.before = {};
      },
      lately);
}

TEST(RehabProperties, missing_pain_never_advances) {
  for_histories("missing data", [](const Case& history, RandomHistory& random, Day today) {
    const Case missing = with_pain_untold(history, random, false);
    const Plan a = plan(shared_knowledge(), missing, today), b = plan(shared_knowledge(), history, today);
    return was_bad(history) || a.protocol != b.protocol || not_harder(a, b, protocol_of(b));
  });
}

TEST(RehabProperties, missing_pain_never_advances_who_follows_the_plan) {
  Compared compared;
  for_lives("missing data in lives", [&](const Case& history, RandomHistory& random, Day today) {
    const Case missing = with_pain_untold(history, random, random.chance(0.6));
    const Plan a = plan(shared_knowledge(), missing, today), b = plan(shared_knowledge(), history, today);
    if (was_bad(history) || a.protocol != b.protocol) return true;
    compared.add(a, b);
    return not_harder(a, b, protocol_of(b));
  });
  compared.expect_enough("missing pain");
}

bool measured_worse(const TestEntry& entry) {
  return entry.left != entry.right;
}

/// Whether every exit criterion that looks at the test sees it on the right side of its target, and at least
/// one does. A log without a complete rescreen makes the plan ask; taking that away takes a question away,
/// not a test.
bool is_passed(const TestEntry& entry) {
  if (!entry.rescreen || !entry.rescreen->none_of_these) return false;
  // Severe pain told with a test rests for 48 hours, whatever was found beside it: such a test holds back.
  constexpr double severe_pain = 7.0;
  if (entry.pain && *entry.pain >= severe_pain) return false;
  bool named = false, right = true;
  for (const auto& [id, protocol] : shared_knowledge().protocols) {
    for (const Phase& phase : protocol.phases) {
      for (const Criterion& criterion : phase.exit) {
        // A number beside the word or the pain may have been on the wrong side; such a test was not passed.
        const auto* measured = std::get_if<MeasureCriterion>(&criterion.rule);
        if (measured != nullptr && measured->test == entry.test && measured_worse(entry)) right = false;
        const auto* rule = std::get_if<ObservedCriterion>(&criterion.rule);
        if (rule == nullptr || rule->test != entry.test) continue;
        named = true;
        const auto* word = std::get_if<std::string>(&rule->target);
        if (rule->field == ObservedCriterion::Field::pain) right = right && entry.pain == 0.0;
        if (rule->field == ObservedCriterion::Field::result)
          right = right && word != nullptr && entry.result == *word;
        if (rule->field == ObservedCriterion::Field::value) right = false;
      }
    }
  }
  return named && right;
}

/// The history without one of its passed tests; nothing where there is none.
std::optional<Case> without_a_passed_test(const Case& history, RandomHistory& random) {
  std::vector<std::size_t> passed;
  for (std::size_t i = 0; i < history.entries.size(); ++i) {
    if (const auto* test = history.entries[i].as<TestEntry>(); test != nullptr && is_passed(*test))
      passed.push_back(i);
  }
  if (passed.empty()) return std::nullopt;
  Case fewer = history;
  const std::size_t gone =
      passed[static_cast<std::size_t>(random.whole(0, static_cast<int>(passed.size()) - 1))];
  fewer.entries.erase(fewer.entries.begin() + static_cast<std::ptrdiff_t>(gone));
  return fewer;
}

int place(const Plan& p) {
  const auto& phases = protocol_of(p).phases;
  const auto found = std::ranges::find(phases, p.phase, &Phase::id);
  return found == phases.end() ? 0 : found->order;
}

TEST(RehabProperties, removing_a_passed_test_never_advances) {
  for_histories("removed test", [](const Case& history, RandomHistory& random, Day today) {
    const auto fewer = without_a_passed_test(history, random);
    if (!fewer) return true;
    const Plan a = plan(shared_knowledge(), *fewer, today), b = plan(shared_knowledge(), history, today);
    return a.protocol != b.protocol || place(a) <= place(b);
  });
}

TEST(RehabProperties, removing_a_passed_test_never_advances_who_follows_the_plan) {
  int compared = 0, set_back = 0;
  for_lives("removed test in lives", [&](const Case& history, RandomHistory& random, Day today) {
    const auto fewer = without_a_passed_test(history, random);
    if (!fewer) return true;
    const Plan a = plan(shared_knowledge(), *fewer, today), b = plan(shared_knowledge(), history, today);
    ++compared;
    set_back += place(a) < place(b) ? 1 : 0;
    return a.protocol != b.protocol || place(a) <= place(b);
  });
  std::printf("removed test: %d compared, %d lower without it\n", compared, set_back);
  EXPECT_GE(compared, 25 * lives_a_seed);
  EXPECT_GE(set_back, lives_a_seed / 2);
}

TEST(RehabProperties, limits_are_never_exceeded) {
  for_histories("limits", [](const Case& history, RandomHistory&, Day today) {
    const Plan p = plan(shared_knowledge(), history, today);
    const Protocol& protocol = protocol_of(p);
    auto phase = std::ranges::find(protocol.phases, p.held_to.empty() ? p.phase : p.held_to, &Phase::id);
    // Who begins the day in one phase and shows by a test that it is passed ends the day in it.
    const bool begun = p.day.trained && p.day_in_phase == 0 && p.held_to.empty() && !p.lines.empty();
    if (begun && std::ranges::none_of(phase->content, [&](const ContentLine& line) {
          return line.id == p.lines.front().line;
        }))
      phase = std::ranges::find(protocol.phases, p.phase, &Phase::next);
    if (p.pain_limit > 4.0 || (empty(p) && p.lines.empty())) return p.pain_limit <= 4.0;
    for (const SessionLine& line : p.lines) {
      const auto content = std::ranges::find(phase->content, line.line, &ContentLine::id);
      if (content == phase->content.end() || line.stop_above_pain > 4.0) return false;
      if (content->progress == ContentLine::Progress::table) continue;
      if (static_cast<double>(line.dose.amounts.size()) > content->sets.max) return false;
      for (const double amount : line.dose.amounts) {
        if (amount > content->reps.max) return false;
      }
    }
    return std::ssize(p.lines) <= phase->max_lines;
  });
}

TEST(RehabProperties, whatever_is_written_is_read_back_to_the_same_hashes) {
  std::size_t entries = 0, odd = 0;
  for_histories(
      "read back as written",
      [&](const Case& history, RandomHistory& random, Day) {
        // What a person may tell and a form would not: less "at worst" than right after, sets in any order.
        Case told = with_changed<SessionEntry>(history, random, [&](SessionEntry& s) {
          s.after = random.whole(0, 10);
          odd += s.worst && *s.after > *s.worst ? 1U : 0U;
        });
        told = with_changed<SettingEntry>(told, random, [](SettingEntry& s) {
          if (auto* words = std::get_if<std::vector<std::string>>(&s.value)) std::ranges::reverse(*words);
        });
        sort_entries(told);
        Diagnostics diagnostics;
        const Result<Case> read = read_case(write_case(told), "told", diagnostics);
        if (!read || read->entries.size() != told.entries.size()) return false;
        entries += told.entries.size();
        return std::ranges::equal(read->entries, told.entries, {}, &Entry::hash, &Entry::hash);
      },
      histories_a_seed / 5);
  EXPECT_GE(entries, 10'000U);
  EXPECT_GE(odd, 50U);
}

TEST(RehabProperties, equal_input_gives_equal_bytes) {
  for_histories(
      "deterministic",
      [](const Case& history, RandomHistory&, Day today) {
        Diagnostics diagnostics;
        const auto again = read_case(write_case(history), "again", diagnostics);
        return again && plan_dump(plan(shared_knowledge(), history, today), {}) ==
                            plan_dump(plan(shared_knowledge(), *again, today), {});
      },
      histories_a_seed / 10);
}

TEST(RehabProperties, merging_is_commutative_idempotent_and_associative) {
  for_histories(
      "merge",
      [](const Case& history, RandomHistory& random, Day) {
        Case parts[3];
        for (Case& part : parts) {
          part.case_id = history.case_id;
          for (const Entry& entry : history.entries) {
            if (random.chance(0.6)) part.entries.push_back(entry);
          }
          part = with_changed<PainEntry>(part, random,
                                         [&](PainEntry& pain) { pain.value = random.whole(0, 10); });
          sort_entries(part);
        }
        const auto join = [](const Case& a, const Case& b) { return merge(a, b).value().merged; };
        const auto& [a, b, c] = parts;
        return write_case(join(a, b)) == write_case(join(b, a)) && write_case(join(a, a)) == write_case(a) &&
               write_case(join(join(a, b), c)) == write_case(join(a, join(b, c)));
      },
      histories_a_seed / 10);
}

}  // namespace
}  // namespace hamstring::rehab
