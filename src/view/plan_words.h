// The words in which verdicts and states leave the program, in JSON and in the ids of their sentences.
#pragma once

#include <string>
#include <string_view>

#include "rehab/plan/plan.h"

namespace hamstring::rehab {

/// Words as in the schemas: "answer_first", "session" …
[[nodiscard]] std::string_view word_of(Verdict verdict);
[[nodiscard]] std::string_view word_of(PlanStatus status);
[[nodiscard]] std::string_view word_of(FlagState state);
[[nodiscard]] std::string_view word_of(GateState state);
[[nodiscard]] std::string_view word_of(CriterionState state);

/// How fast, where the person's own speed is not known: easy and top speed are never told alike, and who
/// walks goes by feel alone.
[[nodiscard]] Message speed_by_feel(const RunLine& run);

/// Id of the words by which a picture is named; one that fits no better than another is not the likely one.
[[nodiscard]] std::string likely_title(const Assessment& assessment, const LedPicture& picture);

}  // namespace hamstring::rehab
