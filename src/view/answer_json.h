// Assessment, plan, next test and replay as JSON for programs.
#pragma once

#include <string>

#include "rehab/plan/next_test.h"
#include "rehab/plan/plan.h"
#include "rehab/plan/replay.h"

namespace hamstring::rehab {

/// Words as in the schemas: "answer_first", "session" …
[[nodiscard]] std::string_view word_of(Verdict verdict);
[[nodiscard]] std::string_view word_of(PlanStatus status);
[[nodiscard]] std::string_view word_of(FlagState state);
[[nodiscard]] std::string_view word_of(GateState state);
[[nodiscard]] std::string_view word_of(CriterionState state);

/// Sorted keys, equal input, equal bytes; `indent` below 0 writes one line.
[[nodiscard]] std::string assessment_json(const Assessment& assessment, const NextTest& next, int indent = 2);
[[nodiscard]] std::string plan_json(const Plan& plan, const NextTest& next, int indent = 2);
[[nodiscard]] std::string replay_json(const Replay& replay, int indent = 2);

}  // namespace hamstring::rehab
