#include "knowledge/truth.h"

#include <algorithm>
#include <utility>

namespace hamstring::rehab {
namespace {

template <class T>
void add_sorted(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
  std::ranges::sort(to);
  const auto rest = std::ranges::unique(to);
  to.erase(rest.begin(), rest.end());
}

/// `deciding` ends the operation when either side has it: no for 'and', yes for 'or'.
Judgement combine(Judgement a, const Judgement& b, Truth deciding) {
  const bool a_decides = a.truth == deciding;
  const bool b_decides = b.truth == deciding;
  if (a_decides && !b_decides) return a;
  if (b_decides && !a_decides) return b;
  add_sorted(a.used, b.used);
  if (a_decides || (a.truth != Truth::unknown && b.truth != Truth::unknown)) return a;
  a.truth = Truth::unknown;
  add_sorted(a.unknown, b.unknown);
  return a;
}

}  // namespace

bool Judgement::has_cause(UnknownCause cause) const {
  return std::ranges::any_of(unknown, [cause](const UnknownFact& fact) { return fact.cause == cause; });
}

Judgement judge_not(Judgement a) {
  if (a.truth != Truth::unknown) a.truth = a.truth == Truth::yes ? Truth::no : Truth::yes;
  return a;
}

Judgement judge_and(Judgement a, const Judgement& b) {
  return combine(std::move(a), b, Truth::no);
}

Judgement judge_or(Judgement a, const Judgement& b) {
  return combine(std::move(a), b, Truth::yes);
}

Judgement judge_at_least(int k, const std::vector<Judgement>& parts) {
  const auto yes = std::ranges::count(parts, Truth::yes, &Judgement::truth);
  const auto unknown = std::ranges::count(parts, Truth::unknown, &Judgement::truth);
  Judgement result;
  result.truth = yes >= k ? Truth::yes : yes + unknown < k ? Truth::no : Truth::unknown;
  for (const Judgement& part : parts) {
    const bool decides = result.truth == Truth::unknown || part.truth == result.truth;
    if (decides) add_sorted(result.used, part.used);
    if (result.truth == Truth::unknown) add_sorted(result.unknown, part.unknown);
  }
  return result;
}

}  // namespace hamstring::rehab
