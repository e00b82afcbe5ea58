// Three-valued answers: what is not known stays not known, together with why.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hamstring::rehab {

enum class Truth : std::uint8_t { no, yes, unknown };

/// Why a fact is unknown; the reasons of an unknown result are collected, without repeats, in name order.
enum class UnknownCause : std::uint8_t {
  not_asked,     ///< nobody answered or measured it, or the answer is no longer valid
  unsure,        ///< the person answered 'unsure'
  within_error,  ///< measured, but the error bar crosses the line
  conflict,      ///< two versions of the same entry disagree and nobody decided
};

struct UnknownFact {
  std::string fact;  ///< for example "story.pop"
  UnknownCause cause = UnknownCause::not_asked;
  auto operator<=>(const UnknownFact&) const = default;
};

/// Result of a condition: Kleene's strong logic. `used` are the facts that decided it, `unknown` those
/// still open that could change it; `unknown` is empty unless truth == Truth::unknown.
struct Judgement {
  Truth truth = Truth::unknown;
  std::vector<std::string> used;
  std::vector<UnknownFact> unknown;

  [[nodiscard]] bool has_cause(UnknownCause cause) const;
};

[[nodiscard]] Judgement judge_not(Judgement a);
[[nodiscard]] Judgement judge_and(Judgement a, const Judgement& b);
[[nodiscard]] Judgement judge_or(Judgement a, const Judgement& b);
/// Yes when at least `k` are yes, no when fewer than `k` can still be, else unknown.
[[nodiscard]] Judgement judge_at_least(int k, const std::vector<Judgement>& parts);

}  // namespace hamstring::rehab
