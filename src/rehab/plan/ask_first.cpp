#include "rehab/plan/ask_first.h"

#include <algorithm>
#include <utility>

#include "rehab/plan/questions_left.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

/// Answered since the last thing that was logged: the rest of the short set is asked, and then it is whole.
bool replied_today(const State& state, const std::string& question, Day today) {
  const auto reply = state.ledger.rescreen_replies.find(question);
  if (reply == state.ledger.rescreen_replies.end() || reply->second.first != today) return false;
  return !state.ledger.last_log || reply->second > *state.ledger.last_log;
}

}  // namespace

std::vector<std::string> questions_first(const Knowledge& knowledge, const State& state, const Plan& plan,
                                         const CaseFacts& facts) {
  std::vector<std::string> wanted;
  // The age hangs on one question, whichever asks for the year of birth.
  const auto want_age = [&] {
    for (const auto& [id, question] : knowledge.questions) {
      if (question.birth_year) wanted.push_back(id);
    }
  };
  const bool by_one = one_for_all(knowledge, facts);
  const auto want = [&](const std::vector<UnknownFact>& missing) {
    for (const UnknownFact& fact : missing) {
      if (fact.fact.starts_with("story.") && fact.cause != UnknownCause::conflict) {
        const auto sign = knowledge.questions.find(fact.fact.substr(6));
        // What a hurt person is asked, too: that nothing is hurt, nobody can say before they were asked.
        const bool covered =
            by_one && fact.cause == UnknownCause::not_asked && sign != knowledge.questions.end() &&
            (sign->second.set == Question::Set::red_flag || sign->second.set == Question::Set::story);
        wanted.push_back(covered ? knowledge.well_question : fact.fact.substr(6));
      }
      if (fact.fact == "person.age") want_age();
    }
  };
  for (const FlagReport& flag : plan.assessment.flags) {
    if (flag.state == FlagState::open) want(flag.missing);
  }
  for (const GateReport& gate : plan.assessment.gates) {
    if (gate.state == GateState::holding) want(gate.missing);
  }
  const bool stale = !rescreen_is_current(knowledge, state, plan.today);
  const bool no_picture = state.protocol == nullptr && plan.status == PlanStatus::ask_first;
  if (no_picture) {
    for (const PictureReport& picture : plan.assessment.pictures) want(picture.missing);
  }
  std::vector<std::pair<int, std::string>> ordered;
  for (const auto& [id, question] : knowledge.questions) {
    if (question.ask_when && truth_of(*question.ask_when, facts) == Truth::no) continue;
    const bool of_the_set = stale && (by_one ? id == knowledge.well_question : question.rescreen) &&
                            !replied_today(state, id, plan.today);
    if (of_the_set || std::ranges::find(wanted, id) != wanted.end()) ordered.emplace_back(question.order, id);
  }
  std::ranges::sort(ordered);
  std::vector<std::string> result;
  for (auto& [order, id] : ordered) result.push_back(std::move(id));
  return result;
}

std::vector<std::string> beside_pain(const Knowledge& knowledge, const State& state, Day today,
                                     const FactView& facts) {
  std::vector<std::pair<int, std::string>> ordered;
  for (const auto& [id, question] : knowledge.questions) {
    if (!question.beside_pain) continue;
    if (question.ask_when && truth_of(*question.ask_when, facts) != Truth::yes) continue;
    const auto told = state.ledger.answers.find(id);
    const bool today_told = told != state.ledger.answers.end() &&
                            std::ranges::any_of(told->second, [&](const AnswerRecord& record) {
                              return record.at.first == today;
                            });
    if (!today_told) ordered.emplace_back(question.order, id);
  }
  std::ranges::sort(ordered);
  std::vector<std::string> result;
  for (auto& [order, id] : ordered) result.push_back(std::move(id));
  return result;
}

void ask_for_relapse(const Knowledge& knowledge, Plan& plan) {
  if (plan.status != PlanStatus::session && plan.status != PlanStatus::rest) return;
  plan.status = PlanStatus::ask_first;
  plan.lines.clear();
  plan.run.reset();
  plan.techniques.clear();
  plan.ask = knowledge.short_set;
}

}  // namespace hamstring::rehab
