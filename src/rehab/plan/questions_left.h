// What is worth asking a person now, in the order in which it should be asked.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "history/case.h"
#include "knowledge/knowledge.h"
#include "rehab/standing/facts.h"

namespace hamstring::rehab {

struct QuestionLeft {
  const Question* question = nullptr;
  bool waits = false;  ///< whether it is worth asking depends on an answer that is not there yet
  double least = 0.0;  ///< of a number: the least that agrees with what was told already
};

/// Whether one question stands for all danger signs now, because nothing is hurt, and nobody has answered it.
[[nodiscard]] bool one_for_all(const Knowledge& knowledge, const CaseFacts& facts);

/// Red flags, history and (where something is hurt) the story, without those `asked` says were asked already
/// and those whose condition is known not to hold. By set and order. Questions that wait for the answer to
/// another one come after all others.
[[nodiscard]] std::vector<QuestionLeft> questions_left(const Knowledge& knowledge, const Case& history,
                                                       Day today,
                                                       const std::function<bool(std::string_view)>& asked);

}  // namespace hamstring::rehab
