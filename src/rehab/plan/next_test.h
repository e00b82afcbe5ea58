// The one test whose answer would change the plan most, by trying every possible answer.
#pragma once

#include <string>
#include <vector>

#include "history/case.h"
#include "knowledge/knowledge.h"
#include "knowledge/policy.h"
#include "rehab/plan/plan.h"

namespace hamstring::rehab {

/// What a plan decided, reduced to what can differ.
struct Decision {
  Verdict verdict = Verdict::answer_first;
  std::vector<std::string> flags, gates, leading;  ///< sorted
  PlanStatus status = PlanStatus::ask_first;
  std::string protocol;
  int phase = 0, rung = 0;
  std::vector<std::string> lines;  ///< exercise with dose, sorted
};
[[nodiscard]] Decision decision_of(const Plan& plan, const Protocol& protocol);
[[nodiscard]] double distance(const Decision& a, const Decision& b, const NextTestWeights& weights);

struct Candidate {
  enum class Kind { question, test } kind = Kind::test;
  std::string id;
  double change = 0.0;  ///< mean distance over all pairs of possible answers
  int burden = 0;
  std::vector<std::string> outcomes;
  bool needed =
      false;  ///< stands before the next rung, phase or start: counts though one look alone changes nothing
  /// A test that was done, that nothing waits for, and after which nothing could go further than today: it
  /// would say again what is known.
  bool told = false;
  bool waits = false;  ///< a test that today asks not to be made (Plan::tests)
};

struct NextTest {
  /// What is not told first, change descending, burden, kind, id; change > 0 or needed. What is needed stands
  /// among them in the order in which Progress names it.
  std::vector<Candidate> ranked;
  /// What is named to people; null where nothing would help.
  [[nodiscard]] const Candidate* best() const;
};

/// Candidates: questions not validly answered and tests that are allowed, feasible for who is there, and due.
[[nodiscard]] NextTest next_test(const Knowledge& knowledge, const Case& history, Day today,
                                 FoldMemory* memory = nullptr);

/// The entries an outcome stands for, as if done on `today`; next_test and its brute-force check share only
/// this.
[[nodiscard]] std::vector<Case> possible_answers(const Knowledge& knowledge, const Case& history, Day today,
                                                 Candidate::Kind kind, const std::string& id);

}  // namespace hamstring::rehab
