// One 'no' of somebody who is not hurt, for every danger sign (data/questions/anything_odd.toml).
#include <algorithm>

#include "rehab/standing/facts.h"
#include "rehab/standing/pain_today.h"

namespace hamstring::rehab {
namespace {

// Told since, more pain than this is no "nothing hurts" any more, and each sign is asked by itself: as much
// as an exercise may hurt; our assumption, on the safe side.
constexpr double well_up_to_pain = 4.0;

}  // namespace

bool CaseFacts::said_well() const {
  if (well_) return *well_;
  well_ = false;
  const auto question = knowledge_.questions.find(knowledge_.well_question);
  if (!state_.ledger.episodes.empty() || question == knowledge_.questions.end()) return false;
  const AnswerRecord* record = answer(question->second);
  const auto* word =
      record == nullptr || record->conflict ? nullptr : std::get_if<std::string>(&record->value);
  // A sign that is told by itself takes the one 'no' back: where one is there, the others are asked too.
  const auto told_otherwise = [&](const auto& named) {
    const Question& sign = named.second;
    const AnswerRecord* told = sign.well.empty() ? nullptr : answer(sign);
    return told != nullptr && (told->conflict || told->value != decltype(told->value)(sign.well));
  };
  well_ = word != nullptr && *word == "no" &&
          worst_pain_of_days(state_.ledger, record->at.first, today_) <= well_up_to_pain &&
          std::ranges::none_of(knowledge_.questions, told_otherwise);
  return *well_;
}

}  // namespace hamstring::rehab
