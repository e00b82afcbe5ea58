// Flags, gates, pictures and the verdict, as of one day of the fold. docs/rehab.md, 4 and 9.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rehab/standing/assess.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// Which rule, on which facts, by which sources; the fit to the person is filled in.
[[nodiscard]] Reason reason_of(std::string rule, std::string message, const Judgement& judgement,
                               const Evidence& evidence, const PersonTraits& person);
[[nodiscard]] PersonTraits traits_of(const State& state, const CaseFacts& facts);

/// Raises, keeps and lowers the latches of flags and gates with what is known at the end of `today`.
void latch_signs(const Knowledge& knowledge, State& state, Day today);

[[nodiscard]] std::vector<FlagReport> flag_reports(const Knowledge& knowledge, const State& state, Day today);
/// Why the rule holds on the day, nothing where it does not; what holds back does so by a 'not sure' too.
[[nodiscard]] std::optional<Judgement> applies(const RestRule& rule, const CaseFacts& facts);
[[nodiscard]] GateReport judge_gate(const Gate& gate, const State& state, const CaseFacts& facts);
[[nodiscard]] std::vector<GateReport> gate_reports(const Knowledge& knowledge, const State& state, Day today);

/// Pictures with clues, by order; none leads where there is no injury.
[[nodiscard]] std::vector<PictureReport> picture_reports(const Knowledge& knowledge, const State& state,
                                                         Day today);
[[nodiscard]] std::vector<std::string> leading_pictures(const Knowledge& knowledge, const State& state,
                                                        Day today);

/// A complete short set, not older than the policy allows and not older than the last log.
[[nodiscard]] bool rescreen_is_current(const Knowledge& knowledge, const State& state, Day today);

/// What not being sure of this flag asks for.
[[nodiscard]] Verdict action_unsure(const RedFlag& flag);

[[nodiscard]] Verdict verdict_of(const std::vector<FlagReport>& flags, const std::vector<GateReport>& gates,
                                 const Knowledge& knowledge, const State& state, Day today);

}  // namespace hamstring::rehab
