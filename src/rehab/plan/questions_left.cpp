#include "rehab/plan/questions_left.h"

#include <algorithm>
#include <tuple>

#include "history/timeline.h"
#include "rehab/course/fold.h"
#include "rehab/standing/facts.h"

namespace hamstring::rehab {

bool one_for_all(const Knowledge& knowledge, const CaseFacts& facts) {
  const auto one = knowledge.questions.find(knowledge.well_question);
  if (one == knowledge.questions.end() || facts.answer(one->second) != nullptr) return false;
  return !one->second.ask_when || truth_of(*one->second.ask_when, facts) == Truth::yes;
}

std::vector<QuestionLeft> questions_left(const Knowledge& knowledge, const Case& history, Day today,
                                         const std::function<bool(std::string_view)>& asked) {
  Case sorted = history;
  sort_entries(sorted);
  const State state = fold(knowledge, timeline_of(sorted, today), today, nullptr);
  const CaseFacts facts(knowledge, state, today);
  const bool hurt = !state.ledger.episodes.empty();
  // Of somebody who is not hurt one sentence stands for all danger signs: each by itself only after a yes or
  // a not sure.
  const bool by_one = one_for_all(knowledge, facts) || facts.said_well();
  std::vector<QuestionLeft> left;
  for (const auto& [id, question] : knowledge.questions) {
    const bool of_injury = question.set == Question::Set::story || question.set == Question::Set::imaging;
    const bool part = question.set == Question::Set::red_flag || question.set == Question::Set::history ||
                      (hurt && of_injury);
    if (!part || asked(id)) continue;
    if (by_one && question.set == Question::Set::red_flag && id != knowledge.well_question) continue;
    const Truth truth = question.ask_when ? evaluate(*question.ask_when, facts).truth : Truth::yes;
    if (truth == Truth::no) continue;
    const bool one = question.one_when && evaluate(*question.one_when, facts).truth == Truth::yes;
    left.push_back({.question = &question, .waits = truth != Truth::yes, .least = one ? 1.0 : question.min});
  }
  std::ranges::sort(left, {}, [](const QuestionLeft& l) {
    return std::tuple(l.waits, l.question->set, l.question->order, l.question->id);
  });
  return left;
}

}  // namespace hamstring::rehab
