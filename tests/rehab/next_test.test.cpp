// What to test next equals trying everything: every question and test, each possible answer, one plan each.
#include "rehab/plan/next_test.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>

#include "core/file.h"
#include "rehab/course/fold.h"
#include "rehab/plan/needed.h"
#include "rehab/standing/facts.h"
#include "tests/rehab/random_history.h"
#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

std::vector<Case> cases_to_name_in() {
  std::vector<Case> cases;
  const auto folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "tests/golden/cases";
  for (const auto& place : std::filesystem::directory_iterator(folder)) {
    const auto text = read_file(place.path() / "case.json");
    if (!text) continue;
    Diagnostics diagnostics;
    auto read = read_case(*text, "case.json", diagnostics);
    if (read && latest_day(*read)) cases.push_back(std::move(*read));
  }
  return cases;
}

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
bool could_be_done(const ClinicalTest& test, const State& state, const CaseFacts& facts, Day today,
                   double pain_limit) {
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
  // What hurt above the limit is done again on the third day.
  const bool hurt = done != state.ledger.tests.end() && !done->second.empty() &&
                    done->second.back().test->pain.value_or(0.0) > pain_limit &&
                    days_between(done->second.back().at.first, today) < 3;
  return somebody && equipped && !too_soon && !hurt && evaluate(test.allowed_when, facts).truth == Truth::yes;
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
      if (facts.said_well() && !question.well.empty()) {
        EXPECT_FALSE(ranked) << id << " was answered with the others, seed " << seed;
        continue;
      }
      EXPECT_EQ(ranked,
                change_of(history, today, Candidate::Kind::question, id) > 0.0 || needed("question." + id))
          << id << " seed " << seed;
    }
    for (const auto& [id, test] : shared_knowledge().tests) {
      if (!could_be_done(test, state, facts, today, now.pain_limit)) continue;
      const bool ranked = std::ranges::any_of(
          next.ranked, [&](const Candidate& c) { return c.kind == Candidate::Kind::test && c.id == id; });
      const auto& answers = test.answers;
      const bool said =
          facts.said_well() && answers && !shared_knowledge().questions.at(answers->question).well.empty();
      const bool counts =
          !said && asked_for.at(id) &&
          (change_of(history, today, Candidate::Kind::test, id) > 0.0 || needed("test." + id));
      EXPECT_EQ(ranked, counts) << id << " seed " << seed;
      ++tests_tried;
    }
  }
  EXPECT_GT(offered, 0);
  EXPECT_GT(tests_tried, 0);
}

/// What is named to people on the last days of the golden histories, with the plan of the day.
struct Named {
  std::string where;
  const Case* history = nullptr;
  Day today{};
  Plan plan;
  NextTest next;
};

const std::vector<Named>& named_in_golden_cases() {
  static const std::vector<Case> cases = cases_to_name_in();
  static const std::vector<Named> all = [] {
    std::vector<Named> result;
    for (const Case& history : cases) {
      const Day last = latest_day(history).value();
      for (const int later : {0, 1}) {
        const Day today = last + std::chrono::days(later);
        result.push_back({.where = history.case_id + " " + day_text(today),
                          .history = &history,
                          .today = today,
                          .plan = plan(shared_knowledge(), history, today),
                          .next = next_test(shared_knowledge(), history, today)});
      }
    }
    return result;
  }();
  return all;
}

TEST(NextTest, names_what_is_needed_in_the_order_of_the_list_before_the_next_phase) {
  int several = 0;
  for (const Named& named : named_in_golden_cases()) {
    std::vector<std::string> ranked, listed;
    for (const Candidate& candidate : named.next.ranked) {
      if (candidate.needed)
        ranked.push_back((candidate.kind == Candidate::Kind::test ? "test." : "question.") + candidate.id);
    }
    for (const std::string& id : settled_by(named.plan.criteria)) {
      const bool there = std::ranges::find(ranked, id) != ranked.end();
      if (there && std::ranges::find(listed, id) == listed.end()) listed.push_back(id);
    }
    EXPECT_EQ(ranked, listed) << named.where;
    several += ranked.size() > 1 ? 1 : 0;
  }
  EXPECT_GE(several, 10);
}

TEST(NextTest, names_no_test_to_somebody_who_shall_only_rest) {
  int resting = 0;
  for (const Named& named : named_in_golden_cases()) {
    if (named.plan.status != PlanStatus::rest || !named.plan.allowed.empty()) continue;
    const bool said = std::ranges::any_of(named.plan.reasons, [](const Reason& reason) {
      return is_rest(reason.about) || reason.rule == "rest_rule.ill" ||
             reason.rule == "rest_rule.severe_pain";
    });
    if (!said) continue;
    ++resting;
    const Candidate* best = named.next.best();
    EXPECT_TRUE(best == nullptr || best->kind == Candidate::Kind::question) << named.where << " " << best->id;
  }
  EXPECT_GE(resting, 5);
}

/// A lighter verdict, a phase or a rung more, or something that held and holds no more.
bool allows_more(const Plan& before, const Plan& after) {
  const auto order = [](const Plan& p) {
    const auto protocol = shared_knowledge().protocols.find(p.protocol);
    return protocol == shared_knowledge().protocols.end() ? 0 : decision_of(p, protocol->second).phase;
  };
  const auto holding = [](const Plan& p) {
    return std::ranges::count_if(p.assessment.gates,
                                 [](const GateReport& g) {
                                   return g.state == GateState::raised || g.state == GateState::holding;
                                 }) +
           std::ranges::count_if(p.assessment.flags, [](const FlagReport& f) {
             return f.state == FlagState::raised || f.state == FlagState::unsure;
           });
  };
  return after.assessment.verdict < before.assessment.verdict || order(after) > order(before) ||
         after.state.rung > before.state.rung || holding(after) < holding(before) ||
         (!before.held_to.empty() && after.held_to != before.held_to);
}

TEST(NextTest, names_no_test_again_that_could_only_take_away) {
  int again = 0, left_out = 0;
  for (const Named& named : named_in_golden_cases()) {
    const State state =
        fold(shared_knowledge(), timeline_of(*named.history, named.today), named.today, nullptr);
    const auto done = [&](const Candidate& candidate) {
      const auto found = state.ledger.tests.find(candidate.id);
      return candidate.kind == Candidate::Kind::test && found != state.ledger.tests.end() &&
             !found->second.empty() && found->second.back().at.first >= state.onset_or(Day{});
    };
    left_out += static_cast<int>(
        std::ranges::count_if(named.next.ranked, [&](const Candidate& c) { return done(c) && c.told; }));
    const Candidate* best = named.next.best();
    if (best == nullptr || !done(*best) || best->needed) continue;
    ++again;
    const auto answers =
        possible_answers(shared_knowledge(), *named.history, named.today, best->kind, best->id);
    const bool further = std::ranges::any_of(answers, [&](const Case& with) {
      return allows_more(named.plan, plan(shared_knowledge(), with, named.today));
    });
    const bool holds = std::ranges::any_of(named.plan.reasons, [&](const Reason& reason) {
      return reason.about == About::held &&
             std::ranges::find(reason.facts, "test." + best->id) != reason.facts.end();
    });
    EXPECT_TRUE(further || holds) << named.where << " " << best->id;
  }
  EXPECT_GE(left_out, 10) << "of " << again << " that were named again";
}

}  // namespace
}  // namespace hamstring::rehab
