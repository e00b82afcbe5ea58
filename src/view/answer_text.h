// Assessment, plan and replay in plain words of one language, for the terminal.
#pragma once

#include <string>
#include <vector>

#include "knowledge/knowledge.h"
#include "rehab/plan/next_test.h"
#include "rehab/plan/plan.h"
#include "rehab/plan/replay.h"

namespace hamstring::rehab {

/// The sentence; where a language lacks it (loading reports that), the id stands in angle brackets.
[[nodiscard]] std::string say(const Catalog& catalog, const Message& message);
[[nodiscard]] std::string say(const Catalog& catalog, const std::string& id);

[[nodiscard]] std::string assessment_text(const Knowledge& knowledge, const Catalog& catalog,
                                          const Assessment& assessment, const NextTest& next);
/// `with_reasons` adds rule, sources and trust to every line.
[[nodiscard]] std::string plan_text(const Knowledge& knowledge, const Catalog& catalog, const Plan& plan,
                                    const NextTest& next, bool with_reasons = false);
/// That this thigh was hurt before, and what that changes; nothing where it was not.
[[nodiscard]] std::vector<Message> hurt_again_told(const Knowledge& knowledge, const Plan& plan);
/// Which techniques are not for now, and why; empty where all may be used.
[[nodiscard]] std::string not_now_text(const Catalog& catalog, const Plan& plan);
/// How far somebody is in a program beside the training.
[[nodiscard]] Message care_step(const Care& care);
/// After how many minutes a break; only where there is one.
[[nodiscard]] Message care_break(const Care& care);
/// "3 × 10 repetitions"
[[nodiscard]] std::string care_dose(const Knowledge& knowledge, const Catalog& catalog, const CareLine& line);
/// Nothing where nothing stands beside it.
[[nodiscard]] std::string care_text(const Knowledge& knowledge, const Catalog& catalog,
                                    const std::vector<Care>& care);
/// Empty where nothing was measured again.
[[nodiscard]] std::string follow_up_text(const Catalog& catalog, const FollowUp& follow_up);
/// "left 180 N, right 200 N (left/right 90 ± 7 %) · measured on 13 May 2025".
[[nodiscard]] std::string capacity_words(const Catalog& catalog, const CapacityReport& report);
[[nodiscard]] std::string replay_text(const Catalog& catalog, const Replay& replay);

}  // namespace hamstring::rehab
