#include "rehab/standing/both_hurt.h"

#include <algorithm>
#include <cmath>

namespace hamstring::rehab {
namespace {

constexpr int year_days = 365;

bool lower_is_better(const ClinicalTest& test) {
  return test.better == ClinicalTest::Better::lower;
}

}  // namespace

HurtLeg hurt_now(const State& state) {
  HurtLeg hurt;
  const Ledger& ledger = state.ledger;
  if (state.returned_on) return hurt;
  for (auto it = ledger.episodes.rbegin(); it != ledger.episodes.rend(); ++it) {
    const bool before = state.returned_before && *state.returned_before > it->onset;
    const bool told = std::ranges::any_of(ledger.returned, [&](Day day) { return day > it->onset; });
    if (before || told) break;
    hurt.add(it->side, it->onset);
  }
  return hurt;
}

std::optional<Measured> before_both(const ClinicalTest& test, const State& state, const HurtLeg& hurt,
                                    const OwnRepeatsPolicy& policy) {
  const auto records = state.ledger.tests.find(test.id);
  if (!hurt.onset || records == state.ledger.tests.end()) return std::nullopt;
  std::optional<Measured> best;
  for (const TestRecord& record : records->second) {
    const int before = days_between(record.at.first, *hurt.onset);
    if (record.conflict || before < 1 || before > year_days) continue;
    const std::optional<TestLook> look = look_of(test, *record.test, policy);
    if (!look) continue;
    for (const std::optional<Measured>& leg : {look->left, look->right}) {
      if (!leg) continue;
      const bool better =
          !best || (lower_is_better(test) ? leg->value < best->value : leg->value > best->value);
      if (better) best = leg;
    }
  }
  return best;
}

TestNumbers against_before(TestNumbers numbers, const ClinicalTest& test,
                           const std::optional<Measured>& before) {
  if (!before || !numbers.value) return numbers;
  const Measured own = *numbers.value;
  const double worse = (lower_is_better(test) ? 1.0 : -1.0) * (own.value - before->value);
  if (!numbers.difference || worse > numbers.difference->value)
    numbers.difference = Measured{worse, std::hypot(own.half_width, before->half_width)};
  if (before->value <= 0.0) return numbers;
  const double percent = 100.0 * own.value / before->value;
  const bool lower = !numbers.ratio || (lower_is_better(test) ? percent > numbers.ratio->value
                                                              : percent < numbers.ratio->value);
  if (lower)
    numbers.ratio = Measured{
        percent, 100.0 / before->value * std::hypot(own.half_width, percent / 100.0 * before->half_width)};
  return numbers;
}

}  // namespace hamstring::rehab
