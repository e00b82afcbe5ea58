// What hamstring log asks about a visit to a therapist.
#pragma once

#include <optional>
#include <utility>

#include "apps/cli/prompt.h"
#include "history/case.h"
#include "knowledge/knowledge.h"

namespace hamstring::cli {

/// The visit of today; nothing where there was none or the input ends. What is not for this person is said
/// before it is kept.
[[nodiscard]] std::optional<rehab::VisitEntry> ask_visit(Prompt& prompt, const rehab::Knowledge& knowledge,
                                                         const rehab::Case& history, Day today);

/// Yesterday's visit with the morning after it, and the id of the entry that this corrects; nothing where
/// there is none that waits for it.
[[nodiscard]] std::optional<std::pair<rehab::VisitEntry, std::string>> ask_morning_after_visit(
    Prompt& prompt, const rehab::Case& history, Day today);

}  // namespace hamstring::cli
