// What to test next equals trying everything: every question and test, each possible answer, one plan each.
#include "rehab/plan/next_test.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>

#include "core/file.h"
#include "rehab/course/fold.h"
#include "rehab/standing/facts.h"
#include "tests/rehab/random_history.h"
#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

double change_of(const Case& history, Day today, Candidate::Kind kind, const std::string& id) {
  std::vector<Decision> decisions;
  for (const Case& possible : possible_answers(shared_knowledge(), history, today, kind, id)) {
    const Plan p = plan(shared_knowledge(), possible, today);
    const auto protocol = shared_knowledge().protocols.find(p.protocol);
    decisions.push_back(
        decision_of(p, protocol == shared_knowledge().protocols.end() ? Protocol{} : protocol->second));
  }
  double sum = 0.0;
  int pairs = 0;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    for (std::size_t j = i + 1; j < decisions.size(); ++j, ++pairs) {
      sum += distance(decisions[i], decisions[j], shared_knowledge().policy.next_test);
    }
  }
  return pairs == 0 ? 0.0 : sum / pairs;
}

/// Whether this person could do the test today, told from the page of the contract: it is allowed, somebody
/// is there who may do it, the equipment is at hand, and the last time is long enough ago.
bool could_be_done(const ClinicalTest& test, const State& state, const CaseFacts& facts, Day today) {
  const Settings settings = settings_of(state.ledger);
  const bool somebody = std::ranges::any_of(test.by, [&](const std::string& who) {
    return who == "self" || who == "helper" || (who == "clinician" && settings.supervised);
  });
  const bool equipped = std::ranges::all_of(test.equipment, [&](const std::string& thing) {
    return std::ranges::find(settings.equipment, thing) != settings.equipment.end();
  });
  const auto done = state.ledger.tests.find(test.id);
  const bool too_soon = done != state.ledger.tests.end() && !done->second.empty() &&
                        days_between(done->second.back().at.first, today) < test.min_days_between;
  return somebody && equipped && !too_soon && evaluate(test.allowed_when, facts).truth == Truth::yes;
}

/// Whether any rule of data/ asks for the test, by the words of the files alone. One that none asks for says
/// nothing to a plan but how much it hurt, and nobody is sent to a test to be hurt by it.
bool asked_for_by_a_rule(const std::string& id) {
  const std::filesystem::path data = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data";
  const std::regex fact("\\btest\\." + id + "\\."), criterion("\\btest = \"" + id + "\"");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data)) {
    if (entry.path().extension() != ".toml" || entry.path().parent_path().filename() == "messages") continue;
    const auto text = read_file(entry.path());
    if (!text) continue;
    const bool protocol = entry.path().parent_path().filename() == "protocols";
    if (std::regex_search(*text, fact) || (protocol && std::regex_search(*text, criterion))) return true;
  }
  return false;
}

/// A test that hurts puts its day to rest: asked for every day, it would leave none to train on.
TEST(NextTest, that_hurt_above_the_limit_is_asked_for_again_on_the_third_day) {
  const auto asked_on = [](int on, double pain) {
    Told told;
    told.walk_test(2);
    told.session(3, 1, 1, 1);
    told.test(5, "single_leg_squat", "", pain);
    for (int later = 5; later <= on; ++later) told.pain_now(later, 1);
    const NextTest next = next_test(shared_knowledge(), told.history(), Told::day(on));
    return std::ranges::find(next.ranked, "single_leg_squat", &Candidate::id) != next.ranked.end();
  };
  EXPECT_FALSE(asked_on(6, 6));
  EXPECT_FALSE(asked_on(7, 6));
  EXPECT_TRUE(asked_on(8, 6));
  EXPECT_TRUE(asked_on(6, 3)) << "what hurts a little may be tried again on the next day";
}

TEST(NextTest, equals_brute_force_over_all_candidates) {
  ASSERT_FALSE(shared_knowledge().tests.empty());
  int offered = 0, tests_tried = 0;
  std::map<std::string, bool> asked_for;
  for (const auto& [id, test] : shared_knowledge().tests) asked_for[id] = asked_for_by_a_rule(id);
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    RandomHistory random(seed);
    const Case history = random.make(random.whole(2, 8));
    const Day today = latest_day(history).value();
    const NextTest next = next_test(shared_knowledge(), history, today);
    for (const Candidate& candidate : next.ranked) {
      EXPECT_NEAR(candidate.change, change_of(history, today, candidate.kind, candidate.id), 1e-9)
          << candidate.id << " seed " << seed;
      ++offered;
    }
    // Nothing that would change the plan was left out: questions without an answer whose time has come.
    const State state = fold(shared_knowledge(), timeline_of(history, today), today, nullptr);
    const CaseFacts facts(shared_knowledge(), state, today);
    // A need of two looks is asked for although one of them alone changes nothing.
    const Plan now = plan(shared_knowledge(), history, today);
    const auto needed = [&](const std::string& what) {
      return std::ranges::any_of(now.criteria, [&](const CriterionReport& criterion) {
        return criterion.state != CriterionState::met && criterion.settled_by == what;
      });
    };
    for (const auto& [id, question] : shared_knowledge().questions) {
      if (facts.answer(question) != nullptr ||
          (question.ask_when && evaluate(*question.ask_when, facts).truth == Truth::no))
        continue;
      const bool ranked = std::ranges::any_of(
          next.ranked, [&](const Candidate& c) { return c.kind == Candidate::Kind::question && c.id == id; });
      if (question.kept || question.beside_pain) continue;  // asked in the story, and beside the pain
      EXPECT_EQ(ranked,
                change_of(history, today, Candidate::Kind::question, id) > 0.0 || needed("question." + id))
          << id << " seed " << seed;
    }
    for (const auto& [id, test] : shared_knowledge().tests) {
      if (!could_be_done(test, state, facts, today)) continue;
      const bool ranked = std::ranges::any_of(
          next.ranked, [&](const Candidate& c) { return c.kind == Candidate::Kind::test && c.id == id; });
      const bool counts = asked_for.at(id) && (change_of(history, today, Candidate::Kind::test, id) > 0.0 ||
                                               needed("test." + id));
      EXPECT_EQ(ranked, counts) << id << " seed " << seed;
      ++tests_tried;
    }
  }
  EXPECT_GT(offered, 0);
  EXPECT_GT(tests_tried, 0);
}

}  // namespace
}  // namespace hamstring::rehab
