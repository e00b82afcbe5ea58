// Today's plan with every sentence, as the app shows it.
#pragma once

#include <string>
#include <vector>

#include "history/case.h"
#include "rehab/plan/plan.h"
#include "rehab/plan/stand_in.h"
#include "view/words.h"

namespace hamstring::service {

/// Today of api/openapi.json; `protocol` empty: the person's own choice.
[[nodiscard]] Json today_json(const Words& words, const rehab::Case& history, Day today,
                              const std::string& protocol, rehab::FoldMemory* memory = nullptr);
/// The same from the plan of that day. `memory`, of this person, makes it quicker and changes nothing.
[[nodiscard]] Json today_json(const Words& words, const rehab::Case& history, const rehab::Plan& plan,
                              rehab::FoldMemory* memory = nullptr);

/// What of it the answers say, without what is to be done: what must be seen, what probably happened, how
/// long it may take, what to find out next.
[[nodiscard]] Json assessment_json(const Words& words, const rehab::Case& history, const rehab::Plan& plan,
                                   rehab::FoldMemory* memory = nullptr);

// Parts of it, in files of their own.
[[nodiscard]] Json line_json(const Words& words, const rehab::SessionLine& line,
                             const std::vector<rehab::StandIn>& stand_ins);
[[nodiscard]] Json run_json(const Words& words, const rehab::RunLine& run, const std::string& protocol);
/// How the number of a criterion was made: by its rule and the values that went in.
[[nodiscard]] Json made_json(const Words& words, const rehab::CriterionReport& criterion);
[[nodiscard]] Json criterion_json(const Words& words, const rehab::CriterionReport& criterion);
[[nodiscard]] Json care_json(const Words& words, const std::vector<rehab::Care>& care);
/// That this thigh was hurt before: in words, with what it changes; null where it was not.
[[nodiscard]] Json again_json(const Words& words, const rehab::Plan& plan);
/// Techniques that are not for now, and why, in words; empty where nothing speaks against any.
[[nodiscard]] std::string not_now_text(const Words& words, const rehab::Plan& plan);
[[nodiscard]] Json follow_up_json(const Words& words, const rehab::FollowUp& follow_up);

}  // namespace hamstring::service
