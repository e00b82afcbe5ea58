#include "rehab/standing/illness.h"

#include <algorithm>

namespace hamstring::rehab {

const Illness* illness_lying_on(const Ledger& ledger, Day day) {
  const auto found = std::ranges::find_if(ledger.illnesses, [day](const Illness& illness) {
    return illness.said.from <= day && (!illness.said.to || *illness.said.to >= day);
  });
  return found == ledger.illnesses.end() ? nullptr : &*found;
}

std::optional<IllnessEntry> illness_on(const Ledger& ledger, Day day) {
  const Illness* illness = illness_lying_on(ledger, day);
  return illness == nullptr ? std::nullopt : std::optional(illness->said);
}

IllnessEntry well_again(const IllnessEntry& illness, Day today) {
  IllnessEntry over = illness;
  over.to = std::max(illness.from, today - std::chrono::days(1));
  return over;
}

}  // namespace hamstring::rehab
