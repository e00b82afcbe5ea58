#include "rehab/standing/illness.h"

#include <algorithm>

namespace hamstring::rehab {

std::optional<IllnessEntry> illness_on(const Ledger& ledger, Day day) {
  for (const Illness& illness : ledger.illnesses) {
    if (illness.said.from <= day && (!illness.said.to || *illness.said.to >= day)) return illness.said;
  }
  return std::nullopt;
}

IllnessEntry well_again(const IllnessEntry& illness, Day today) {
  IllnessEntry over = illness;
  over.to = std::max(illness.from, today - std::chrono::days(1));
  return over;
}

}  // namespace hamstring::rehab
